//! Workspaces that nobody has used, with keys of their own.

use std::collections::BTreeMap;

use super::fresh::Fresh;
use super::rooms::lock;
use super::scope::{Closed, NOBODY};
use super::workspaces::Store;
use crate::domain::base::dice::hash;
use crate::domain::base::limits::WORKSPACES;
use crate::domain::base::password::KnownPassword;

impl Store {
    /// Opens a workspace whose secret id begins so and was never named; its id and its password. With `--keys`, these keys
    /// are let in too.
    pub fn fresh(&self, prefix: &str) -> Result<(String, String), Closed> {
        let (name, password) = self.make_keys(prefix)?;
        let bound = self.enter(&name, |world| world.unlock(&password).is_ok())?;
        if bound { Ok((name, password)) } else { Err(Closed::Unknown) }
    }

    fn make_keys(&self, prefix: &str) -> Result<(String, String), Closed> {
        let mut fresh = lock(&self.fresh);
        if fresh.passwords.len() >= WORKSPACES {
            return Err(Closed::TooMany);
        }
        loop {
            fresh.made += 1;
            let name = format!("{prefix}-{}", fresh.made);
            if self.is_open(&name) || self.keys.contains_key(&name) {
                continue;
            }
            let bytes = self.fresh_bytes("fresh", &name);
            let password: String = bytes[..16].iter().map(|byte| format!("{byte:02x}")).collect();
            let known = KnownPassword::of(&password, self.fresh_bytes("salt of fresh", &name));
            fresh.passwords.insert(name.clone(), known);
            return Ok((name, password));
        }
    }

    /// Bytes for a workspace. With `--keys`, whoever knows the seed alone does not know them.
    fn fresh_bytes(&self, label: &str, name: &str) -> [u8; 32] {
        let keys: BTreeMap<&String, &String> = self.keys.iter().collect();
        let keys: Vec<&[u8]> =
            keys.into_iter().flat_map(|(id, password)| [id.as_bytes(), password.as_bytes()]).collect();
        let seed = self.seed().to_le_bytes();
        let mut parts = vec![label.as_bytes(), &seed, name.as_bytes()];
        let digest = hash(&keys);
        if !keys.is_empty() {
            parts.push(&digest);
        }
        hash(&parts)
    }

    /// Whether a workspace is open, was closed to make room, or has keys that were given or made.
    pub fn has_named(&self, name: &str) -> bool {
        let has_keys = name == NOBODY || self.keys.contains_key(name) || self.is_fresh(name);
        has_keys || self.is_open(name) || lock(&self.lost).of(name) > 0
    }

    /// Whether a workspace was made so.
    pub(super) fn is_fresh(&self, name: &str) -> bool {
        lock(&self.fresh).passwords.contains_key(name)
    }

    pub(super) fn is_fresh_key(&self, name: &str, password: &str) -> bool {
        lock(&self.fresh).opens(name, password)
    }

    /// The keys that were made, to be kept.
    pub fn fresh_keys(&self) -> Fresh {
        lock(&self.fresh).clone()
    }

    /// Keys that were kept are let in again, and the numbers go on.
    pub fn take_fresh_keys(&self, kept: Fresh) {
        *lock(&self.fresh) = kept;
    }

    pub(super) fn forget_fresh(&self) {
        *lock(&self.fresh) = Fresh::default();
    }
}

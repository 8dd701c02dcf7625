//! The keys of workspaces that were made for whoever wanted one.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::domain::base::dice::hash;
use crate::domain::base::saved;

/// The keys that were made, and how many; of their passwords there are digests.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fresh {
    pub(super) made: u64,
    #[serde(with = "saved")]
    pub(super) passwords: BTreeMap<String, [u8; 32]>,
}

impl Fresh {
    /// Whether none was made.
    pub fn is_none(&self) -> bool {
        *self == Self::default()
    }

    pub(super) fn opens(&self, name: &str, password: &str) -> bool {
        self.passwords.get(name) == Some(&digest(password))
    }
}

pub(super) fn digest(password: &str) -> [u8; 32] {
    hash(&[b"fresh password", password.as_bytes()])
}

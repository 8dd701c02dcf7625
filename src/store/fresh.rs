//! The keys of workspaces that were made for whoever wanted one.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::domain::base::password::KnownPassword;

/// The keys that were made, and how many; of their passwords there are digests.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fresh {
    pub(super) made: u64,
    pub(super) passwords: BTreeMap<String, KnownPassword>,
}

impl Fresh {
    /// Whether none was made.
    pub fn is_none(&self) -> bool {
        *self == Self::default()
    }

    pub(super) fn opens(&self, name: &str, password: &str) -> bool {
        self.passwords.get(name).is_some_and(|known| known.is_of(password, UNSALTED))
    }
}

/// What stood before a password whose digest has no salt.
const UNSALTED: &str = "fresh password";

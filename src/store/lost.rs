//! Entries of journals that are gone with their workspaces, which were closed to make room for others.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::domain::base::limits::CLOSED;

/// How many entries are gone of each workspace.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lost {
    by_name: BTreeMap<String, u64>,
    /// Of workspaces that are not told apart any more: each other name may be one of theirs.
    others: u64,
}

impl Lost {
    /// Whether none are.
    pub fn is_none(&self) -> bool {
        *self == Self::default()
    }

    /// A workspace is closed, of which so many entries were written.
    pub(super) fn note(&mut self, name: String, entries: u64) {
        match self.by_name.len() < CLOSED {
            true => drop(self.by_name.insert(name, entries)),
            false => self.others += entries,
        }
    }

    /// How many of a workspace that is closed.
    pub(super) fn of(&self, name: &str) -> u64 {
        self.by_name.get(name).copied().unwrap_or(self.others)
    }

    /// How many of all that are closed.
    pub(super) fn of_all(&self) -> u64 {
        self.by_name.values().sum::<u64>() + self.others
    }

    /// A workspace is opened again, whose journal knows from now on what is gone, or begins anew.
    pub(super) fn forget(&mut self, name: &str) {
        self.by_name.remove(name);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_more_workspaces_than_are_told_apart_any_may_have_been_one() {
        let mut lost = Lost::default();
        (0..=CLOSED).for_each(|number| lost.note(number.to_string(), 2));
        assert_eq!((lost.of("0"), lost.of("never there")), (2, 2));
        assert_eq!(lost.of_all(), 2 * (CLOSED as u64 + 1));
        lost.forget("0");
        assert_eq!(lost.of_all(), 2 * CLOSED as u64);
        assert_eq!(Lost::default().of("never there"), 0);
    }
}

//! What an emulator was used for, told in the end.

use super::loading::SHIPPED;
use super::running::Emulator;
use crate::store::NOBODY;

/// What it was used for.
pub(crate) struct Usage {
    /// Calls of the API and of pages.
    pub(crate) calls: u64,
    /// How many of them no route has answered.
    pub(crate) unmatched: u64,
    /// The secret ids of the workspaces.
    pub(crate) workspaces: Vec<String>,
    /// The scenarios of the directories that were named, of which no run of the widget has played one.
    pub(crate) never_played: Vec<String>,
}

impl Emulator {
    pub(crate) fn usage(&self) -> Usage {
        let store = &self.service.store;
        let workspaces = store.names().into_iter().filter(|name| name != NOBODY).collect();
        let (unmatched, others) = store.unmatched_since_start();
        let unmatched = unmatched.iter().map(|(_, count)| count).sum::<u64>() + others;
        Usage { calls: store.tally.calls(), unmatched, workspaces, never_played: self.never_played() }
    }

    fn never_played(&self) -> Vec<String> {
        // Without a directory there is none, and the shipped ones need not be read to know it.
        if self.builder.scenarios.is_empty() {
            return Vec::new();
        }
        let store = &self.service.store;
        let (scenarios, tally) = (store.scenarios(), &store.tally);
        let own = scenarios.iter().filter(|scenario| !scenario.source.starts_with(SHIPPED));
        own.filter(|scenario| !tally.has_played(&scenario.name))
            .map(|scenario| scenario.name.clone())
            .collect()
    }
}

//! Waiting until something has changed, for callers that are threads of their own.

use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

use super::rooms::lock;
use super::workspaces::Store;

/// Wakes those who wait.
#[derive(Default)]
pub(super) struct Bell {
    rung: Condvar,
    gate: Mutex<()>,
}

impl Bell {
    pub(super) fn ring(&self) {
        drop(lock(&self.gate));
        self.rung.notify_all();
    }
}

impl Store {
    /// How often something has changed.
    pub fn count_of_changes(&self) -> u64 {
        *self.changes.borrow()
    }

    /// Waits until something has changed since it had changed so often, or for so long.
    pub fn wait_for_change(&self, since: u64, most: Duration) {
        let gate = lock(&self.bell.gate);
        let unchanged = |_: &mut ()| self.count_of_changes() == since;
        let waited = self.bell.rung.wait_timeout_while(gate, most, unchanged);
        drop(waited.unwrap_or_else(PoisonError::into_inner));
    }
}

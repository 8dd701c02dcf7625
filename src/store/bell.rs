//! Waiting until something has changed, for callers that are threads of their own.

use std::sync::{Condvar, Mutex, PoisonError};
use std::time::Duration;

use super::rooms::lock;

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

    /// Waits while something holds, or for so long.
    pub(super) fn wait_while(&self, holds: impl Fn() -> bool, most: Duration) {
        let gate = lock(&self.gate);
        let waited = self.rung.wait_timeout_while(gate, most, |()| holds());
        drop(waited.unwrap_or_else(PoisonError::into_inner));
    }
}

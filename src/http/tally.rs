//! How much an emulator is used, for whoever asks in the end.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

/// What has been counted since the start.
#[derive(Default)]
pub(crate) struct Tally {
    calls: AtomicU64,
    played: Mutex<BTreeSet<String>>,
}

impl Tally {
    /// A call has come that is none of the control API.
    pub(super) fn count(&self) {
        self.calls.fetch_add(1, Ordering::Relaxed);
    }

    /// How many.
    pub(crate) fn calls(&self) -> u64 {
        self.calls.load(Ordering::Relaxed)
    }

    /// A run of the widget has begun with a scenario that was read from a file.
    pub(super) fn play(&self, scenario: &str) {
        let mut played = self.played.lock().unwrap_or_else(PoisonError::into_inner);
        if !played.contains(scenario) {
            played.insert(scenario.to_owned());
        }
    }

    /// Whether one has.
    pub(crate) fn has_played(&self, scenario: &str) -> bool {
        self.played.lock().unwrap_or_else(PoisonError::into_inner).contains(scenario)
    }
}

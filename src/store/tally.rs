//! How much an emulator is used, for whoever asks in the end.

use std::collections::BTreeSet;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use super::rooms::lock;

/// What has been counted since the start.
#[derive(Default)]
pub struct Tally {
    calls: AtomicU64,
    played: Mutex<BTreeSet<String>>,
}

impl Tally {
    /// A call has come that is none of the control API.
    pub fn count(&self) {
        self.calls.fetch_add(1, Ordering::Relaxed);
    }

    /// How many.
    pub fn calls(&self) -> u64 {
        self.calls.load(Ordering::Relaxed)
    }

    /// A scenario of the files that are in force has decided something.
    pub(super) fn play(&self, scenario: &str) {
        let mut played = lock(&self.played);
        if !played.contains(scenario) {
            played.insert(scenario.to_owned());
        }
    }

    /// Whether it has.
    pub fn has_played(&self, scenario: &str) -> bool {
        lock(&self.played).contains(scenario)
    }
}

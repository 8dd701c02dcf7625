//! What the emulator has noted.

use std::time::Instant;

use belvo_emulator::Emulator;
use serde_json::{Value, json};

use crate::support::browser::{PATIENCE, PAUSE};

/// The entries of this kind.
#[track_caller]
pub fn journalled(emulator: &Emulator, kind: &str) -> Vec<Value> {
    let mut journal = json!(emulator.journal().expect("the journal"));
    let entries = journal["entries"].as_array_mut().map(std::mem::take).unwrap_or_default();
    entries.into_iter().filter(|entry| entry["kind"] == kind).collect()
}

/// The same as soon as there are so many: for what a page sends when it is gone and cannot be asked any more.
#[track_caller]
pub fn until_journalled(emulator: &Emulator, kind: &str, count: usize) -> Vec<Value> {
    let begun = Instant::now();
    loop {
        let entries = journalled(emulator, kind);
        if entries.len() >= count {
            return entries;
        }
        assert!(begun.elapsed() < PATIENCE, "{count} entries of {kind}, got {entries:#?}");
        // Looking takes the lock that the page's last words need.
        std::thread::sleep(PAUSE);
    }
}

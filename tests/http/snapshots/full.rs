//! A workspace with something of everything.

use belvo_emulator::Emulator;
use serde_json::Value;

use super::mixed::{Caller, Known, emulator, must_save};
use crate::support::SECRET_ID;

/// Where a full workspace holds something.
const PARTS: [&str; 20] = [
    "/scenarios",
    "/workspace/options",
    "/workspace/scenario",
    "/workspace/faults/faults",
    "/workspace/widgets",
    "/workspace/core/availability",
    "/workspace/core/links",
    "/workspace/core/tokens/looks",
    "/workspace/core/journal/entries",
    "/workspace/core/queue/0",
    "/workspace/core/sessions",
    "/workspace/core/background",
    "/workspace/core/records/kept",
    "/workspace/core/records/waiting",
    "/workspace/core/records/arrivals",
    "/workspace/core/records/fetched",
    "/workspace/core/hooks/inbox/received",
    "/workspace/core/requests",
    "/workspace/core/dice/streams",
    "/workspace/core/agenda/items",
];

/// A workspace with something of everything, its document, and what its caller knows.
pub fn full() -> (Emulator, Value, Known) {
    let emulator = emulator();
    let mut caller = Caller::new(&emulator);
    let step = |number: u32| {
        let [a, b, c, _] = number.wrapping_mul(2_654_435_761).to_be_bytes();
        (a, b, c)
    };
    caller.all(&(1..200).map(step).collect::<Vec<_>>());
    // A scenario of a call, a bank of open finance, an open run that its user has told who they are, refreshes.
    caller.all(&[(15, 2, 0), (18, 0, 0), (0, 1, 1), (2, 0, 1), (3, 0, 1), (5, 0, 0), (5, 0, 0)]);
    caller.all(&(0..40).map(|link| (12, link, 3)).collect::<Vec<_>>());
    let known = caller.known.clone();
    let saved = must_save(&emulator, SECRET_ID);
    for part in PARTS {
        let held = saved.pointer(part).unwrap_or_else(|| panic!("{part}"));
        assert!(
            held.as_array().is_some_and(|list| !list.is_empty())
                || held.as_object().is_some_and(|map| !map.is_empty()),
            "{part}"
        );
    }
    (emulator, saved, known)
}

//! Waiting for entries of the journal instead of sleeping.

use std::thread;

use belvo_emulator::control::{EntryKind, Match, WaitForEntries};
use serde_json::json;

use crate::support::desk::Desk;

#[test]
fn a_wait_ends_with_the_entry_that_was_waited_for() {
    let desk = Desk::new();
    let wanted = || Match::on("POST /api/links/").status(201).body(json!({ "username": "bnk101" }));
    thread::scope(|scope| {
        let waiting =
            scope.spawn(|| desk.emulator.journal_wait(WaitForEntries::from(wanted()).timeout("20s")));
        desk.must_link("erebor_mx_retail", "bnk100", "single");
        desk.must_link("erebor_mx_retail", "bnk101", "single");
        let written = waiting.join().expect("no panic").expect("entries");
        assert!(written.complete);
        assert_eq!(written.entries.len(), 1);
        assert_eq!(written.entries[0].data["body"]["username"], "bnk101");
    });
    let two = desk.emulator.journal_wait(WaitForEntries::from(Match::on("POST /api/links/")).count(2));
    assert!(two.expect("entries").complete, "what is there already counts");
}

#[test]
fn what_does_not_come_in_time_is_told_to_be_incomplete() {
    let desk = Desk::new();
    let wanted = WaitForEntries::from(Match::kind(EntryKind::TokenUsed)).timeout("1ms");
    let written = desk.emulator.journal_wait(wanted).expect("an answer");
    assert!(!written.complete && written.entries.is_empty());
}

//! Waiting for entries of the journal instead of sleeping, through the library and over a socket.

use std::thread;

use belvo_emulator::control::{EntryKind, Match, WaitForEntries, Written};
use http::Method;
use serde_json::json;

use crate::hostile::wire::{Peer, post};
use crate::support::desk::Desk;

/// How often each of two waits for the other: that both are always late by chance cannot be.
const ROUNDS: usize = 20;

type Door = fn(&Desk, WaitForEntries) -> Written;

fn by_library(desk: &Desk, wanted: WaitForEntries) -> Written {
    desk.emulator.journal_wait(wanted).expect("entries")
}

fn by_socket(desk: &Desk, wanted: WaitForEntries) -> Written {
    let request = post("/_emulator/workspaces/desk/journal/wait", &json!(wanted).to_string());
    let answer = Peer::of(&desk.emulator).sends(request).must_hear(200).value();
    serde_json::from_value(answer).expect("entries")
}

fn calls(operation: &str, count: usize) -> WaitForEntries {
    WaitForEntries::from(Match::on(operation)).count(count).timeout("25s")
}

/// Each link is answered with a list, and each list with the next link: whoever waits is woken by what the other does, or
/// comes too late. Another wait as long as theirs is not over when they are through: no wait has ended by its time.
#[track_caller]
fn must_be_woken(door: Door) {
    let desk = &Desk::new();
    thread::scope(|scope| {
        let longest = scope.spawn(move || door(desk, calls("DELETE /api/links/{id}/", 1)));
        let lists = scope.spawn(move || {
            (1..=ROUNDS).all(|round| {
                let links = door(desk, calls("POST /api/links/", round));
                desk.get("/api/institutions/?page_size=1");
                links.complete
            })
        });
        let mut link = String::new();
        for round in 1..=ROUNDS {
            link = desk.must_link("erebor_mx_retail", &format!("bnk{}", 100 + round), "single");
            let listed = door(desk, calls("GET /api/institutions/", round));
            assert!(listed.complete && listed.entries.len() == round, "{round}: {listed:?}");
            assert!(!longest.is_finished(), "round {round} was not woken");
        }
        assert!(lists.join().expect("no panic"));
        assert!(!longest.is_finished(), "the last round was not woken");
        desk.call(Method::DELETE, &format!("/api/links/{link}/"), None);
        let deleted = longest.join().expect("no panic");
        assert_eq!(
            deleted.entries.iter().map(|entry| &entry.data["status"]).collect::<Vec<_>>(),
            [&json!(204)]
        );
        assert!(deleted.complete);
    });
}

#[test]
fn what_is_written_wakes_who_waits_in_the_library() {
    must_be_woken(by_library);
}

#[test]
fn what_is_written_wakes_who_waits_at_a_socket() {
    must_be_woken(by_socket);
}

#[test]
fn a_wait_ends_with_the_entry_that_was_waited_for() {
    for door in [by_library, by_socket] as [Door; 2] {
        let desk = Desk::new();
        desk.must_link("erebor_mx_retail", "bnk100", "single");
        desk.must_link("erebor_mx_retail", "bnk101", "single");
        let wanted = Match::on("POST /api/links/").status(201).body(json!({ "username": "bnk101" }));
        let written = door(&desk, wanted.into());
        assert!(written.complete, "what is there already counts");
        assert_eq!(written.entries.len(), 1);
        assert_eq!(written.entries[0].data["body"]["username"], "bnk101");
        let later = calls("POST /api/links/", 1).after(written.entries[0].seq).timeout("1ms");
        assert!(!door(&desk, later).complete);
    }
}

#[test]
fn what_does_not_come_in_time_is_told_to_be_incomplete() {
    for door in [by_library, by_socket] as [Door; 2] {
        let wanted = WaitForEntries::from(Match::kind(EntryKind::TokenUsed)).timeout("1ms");
        let written = door(&Desk::new(), wanted);
        assert!(!written.complete && written.entries.is_empty());
    }
}

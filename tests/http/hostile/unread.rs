//! A call whose body could not be read has come all the same: the workspace that it names says so, and no test passes by it.

use belvo_emulator::Emulator;
use belvo_emulator::control::{Entry, EntryKind, Expected, Match, Verify, WaitForEntries};
use serde_json::json;

use super::wire::Peer;
use super::{TEN_MEGABYTES, start};

/// `desk:secret`, for HTTP Basic.
const KEYS: &str = "Authorization: Basic ZGVzazpzZWNyZXQ=\r\n";

fn post(path: &str, length: usize, body: &str) -> String {
    format!("POST {path} HTTP/1.1\r\nHost: localhost\r\n{KEYS}Content-Length: {length}\r\n\r\n{body}")
}

/// An emulator in which the workspace is open.
fn opened() -> Emulator {
    let emulator = start();
    let get = format!("GET /api/links/ HTTP/1.1\r\nHost: localhost\r\n{KEYS}\r\n");
    Peer::of(&emulator).sends(get).must_hear(200);
    emulator
}

#[track_caller]
fn must_refuse(emulator: &Emulator, call: Match) -> Vec<String> {
    let never = Verify::that([Expected::from(call).times(0)]);
    let refused = emulator.workspace("desk").verify(never).expect_err("it came");
    assert_eq!(refused.code, "verify_failed");
    refused.detail.lines().map(str::to_owned).collect()
}

fn last(emulator: &Emulator, kind: EntryKind) -> Entry {
    let journal = emulator.workspace("desk").journal_of(Match::kind(kind)).expect("the journal");
    journal.entries.last().expect("an entry").clone()
}

#[test]
fn one_that_is_too_large_stands_in_the_workspace_of_its_keys() {
    let emulator = opened();
    Peer::of(&emulator)
        .must_send(post("/api/links/?a=1&password=hush", TEN_MEGABYTES, &"x".repeat(TEN_MEGABYTES)))
        .must_hear(413);
    let entry = last(&emulator, EntryKind::Request);
    assert!(entry.why.as_ref().is_some_and(|why| why.contains("larger than 1 MiB")), "{entry:?}");
    let data = entry.data;
    assert_eq!((&data["on"], &data["path"]), (&json!("POST /api/links/"), &json!("/api/links/")));
    assert_eq!((&data["status"], &data["code"]), (&json!(413), &json!("request_too_large")));
    assert_eq!((&data["body"], &data["query"]["a"]), (&json!({ "unreadable": true }), &json!("1")));
    assert!(!data.to_string().contains("hush"), "{data}");
    let call = || Match::on("POST /api/links/");
    assert_eq!(must_refuse(&emulator, call()), ["expect[0] has to come never and came once: entries 2"]);
    let by_body = must_refuse(&emulator, call().body(json!({ "external_id": "u1" })));
    assert!(by_body[0].starts_with("entry 2 was too long or too broken"), "{by_body:?}");
    let other = Match::on("POST /api/links/").status(201).body(json!({ "external_id": "u1" }));
    let never = Verify::that([Expected::from(other).times(0)]);
    emulator.workspace("desk").verify(never).expect("one of another status is another");
}

#[test]
fn one_that_breaks_off_or_hangs_up_does_too() {
    let emulator = opened();
    let mut peer = Peer::of(&emulator);
    peer.must_send(post("/api/links/", 100, "{\"username\": \"bnk1")).sends_no_more();
    peer.must_hear(400);
    assert_eq!(last(&emulator, EntryKind::Request).data["code"], "request_unreadable");
    let mut peer = Peer::of(&emulator);
    peer.must_send(post("/api/consents/", 100, "{\"username\": \"bnk1"));
    peer.hangs_up();
    let wait = WaitForEntries::from(Match::default().status(400)).count(2).timeout("10s");
    assert!(emulator.workspace("desk").journal_wait(wait).expect("entries").complete);
}

#[test]
fn one_of_somebody_who_is_not_known_is_nobodys() {
    let emulator = opened();
    for authorization in ["", "Authorization: Basic b3RoZXI6c2VjcmV0\r\n"] {
        let call = format!(
            "POST /api/token/ HTTP/1.1\r\nHost: localhost\r\n{authorization}Expect: 100-continue\r\nContent-Length: {TEN_MEGABYTES}\r\n\r\n"
        );
        Peer::of(&emulator).must_send(call).must_hear(413);
    }
    let entries = emulator.journal_of(Match::default().status(413)).expect("the journal").entries;
    assert_eq!(entries.iter().map(|entry| &*entry.workspace).collect::<Vec<_>>(), ["", ""]);
}

#[test]
fn a_control_call_stands_where_its_refusals_do() {
    let emulator = opened();
    let large = |path: &str| {
        let call = format!(
            "POST {path} HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: {TEN_MEGABYTES}\r\n\r\n"
        );
        Peer::of(&emulator).must_send(call).must_hear(413);
    };
    large("/_emulator/workspaces/desk/faults");
    let data = last(&emulator, EntryKind::ControlRefused).data;
    assert_eq!(data, json!({ "on": "POST /_emulator/faults", "status": 413, "code": "request_too_large" }));
    large("/_emulator/workspaces/never-opened/faults");
    assert_eq!(emulator.workspaces().expect("workspaces").workspaces.len(), 1);
}

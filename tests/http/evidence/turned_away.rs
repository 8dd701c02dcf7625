//! Control calls of pages and hosts that may make none stand in the journal: few of them, and never all that they have sent.

use belvo_emulator::control::{Entry, EntryKind};
use belvo_emulator::{Emulator, Request};
use serde_json::{Value, json};

use crate::support::{SECRET_ID, must_get_token, still};

const ORIGIN: &str = "https://an-origin-that-is-rather-long.evil.test:8443";

fn call(path: &str) -> Request {
    Request::post(path, &json!({})).header("host", "localhost")
}

fn refused(emulator: &Emulator, workspace: &str) -> Vec<Entry> {
    let entries = emulator.journal().expect("the journal").entries;
    let is_it = |entry: &Entry| entry.kind == EntryKind::ControlRefused && entry.workspace == workspace;
    entries.into_iter().filter(is_it).collect()
}

#[test]
fn they_stand_in_the_workspace_that_they_name_or_in_nobodys() {
    let emulator = still().start().expect("an emulator");
    must_get_token(&emulator);
    let own = format!("/_emulator/workspaces/{SECRET_ID}/reset");
    for (path, workspace) in [
        (own.as_str(), SECRET_ID),
        ("/_emulator/workspaces/never-opened/reset", ""),
        ("/_emulator/reset", ""),
    ] {
        let reply = emulator.handle(&call(path).header("origin", ORIGIN));
        assert_eq!((reply.status.as_u16(), &reply.value()["code"]), (403, &json!("foreign_origin")));
        let entry = refused(&emulator, workspace).pop().expect("an entry");
        let from = "https://an-origin-that-i…";
        let data =
            json!({ "on": "POST /_emulator/reset", "status": 403, "code": "foreign_origin", "from": from });
        assert_eq!(
            (entry.data, entry.why.as_deref()),
            (data, Some("pages of this origin may not drive this emulator"))
        );
    }
    assert_eq!((refused(&emulator, SECRET_ID).len(), refused(&emulator, "").len()), (1, 2));
    assert!(
        !emulator
            .workspaces()
            .expect("workspaces")
            .workspaces
            .iter()
            .any(|row| row.workspace == "never-opened")
    );
}

#[test]
fn hosts_other_sites_and_callers_without_the_token_too() {
    let emulator = still().control_token("hush").start().expect("an emulator");
    let foreign = Request::get("/_emulator/nothing/at/all?key=secret").header("host", "evil.test:2358");
    emulator.handle(&foreign);
    emulator.handle(&call("/_emulator/reset").header("sec-fetch-site", "cross-site"));
    emulator.handle(&call("/_emulator/reset").header("authorization", "Bearer guessed-token"));
    let entries = refused(&emulator, "");
    let codes: Vec<&Value> = entries.iter().map(|entry| &entry.data["code"]).collect();
    assert_eq!(codes, ["foreign_host", "cross_site", "control_token"]);
    assert_eq!(entries[0].data["from"], "evil.test:235…", "never all of it");
    assert_eq!(entries[0].data["on"], "GET /_emulator/nothing/at/all/");
    let text = json!(entries).to_string();
    assert!(!text.contains("secret") && !text.contains("guessed"), "{text}");
}

#[test]
fn many_of_them_push_out_nothing() {
    let emulator = still().start().expect("an emulator");
    must_get_token(&emulator);
    let path = format!("/_emulator/workspaces/{SECRET_ID}/reset");
    let long = format!("https://{}", "x".repeat(5_000));
    (0..3_000).for_each(|_| drop(emulator.handle(&call(&path).header("origin", &long))));
    let journal = emulator.workspace(SECRET_ID).journal().expect("the journal");
    assert_eq!(journal.dropped, 0);
    assert_eq!(refused(&emulator, SECRET_ID).len(), 100);
    let limits: Vec<&Entry> = journal.entries.iter().filter(|entry| entry.kind == EntryKind::Limit).collect();
    assert_eq!(limits.len(), 1, "said once");
    assert_eq!(limits[0].data, json!({ "limit": "refused control calls", "most": 100 }));
    assert!(json!(journal).to_string().len() < 60_000);
}

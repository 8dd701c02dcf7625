//! Refused calls stand in the workspace that they come from or name, if it is open; all others belong to nobody.

use belvo_emulator::control::{Entry, EntryKind, Match};
use belvo_emulator::{Emulator, Request};
use http::Method;
use serde_json::{Value, json};

use crate::support::page::Page;
use crate::support::{PASSWORD, SECRET_ID, control, must_get_token, still, token_request};

fn started() -> (Emulator, Value) {
    let emulator = still().start().expect("an emulator");
    let pair = emulator.handle(&Request::post("/api/token/", &token_request())).value();
    (emulator, pair)
}

/// The last entry of the workspace, which is of this kind.
#[track_caller]
fn last(emulator: &Emulator, kind: EntryKind) -> Entry {
    let journal = emulator.workspace(SECRET_ID).journal().expect("the journal");
    let last = journal.entries.last().expect("an entry").clone();
    assert_eq!(last.kind, kind, "{last:?}");
    last
}

fn text(value: &Value) -> &str {
    value.as_str().expect("a text")
}

/// The token with another signature.
fn forged(token: &Value) -> String {
    let claims = text(token).rsplit_once('.').expect("a signature").0;
    format!("{claims}.{}", "A".repeat(86))
}

#[test]
fn a_call_that_the_api_refuses_stands_where_it_names() {
    let (emulator, pair) = started();
    let bearing =
        |token: &str| Request::get("/api/links/").header("authorization", &format!("Bearer {token}"));
    let wrong = json!({ "id": SECRET_ID, "password": "guessed", "scopes": "read_links" });
    for (request, status) in [
        (Request::get("/api/links/").keys(SECRET_ID, "guessed"), 401),
        (Request::get("/nothing/").keys(SECRET_ID, "guessed"), 404),
        (Request::new(Method::DELETE, "/api/institutions/").keys(SECRET_ID, PASSWORD), 405),
        (Request::post("/api/token/", &wrong), 401),
        (Request::post("/api/token/refresh/", &json!({ "refresh": forged(&pair["refresh"]) })), 401),
        (Request::post("/api/token/verify/", &json!({ "token": forged(&pair["access"]) })), 401),
        (Request::post("/api/token/refresh/", &json!({ "refresh": pair["access"] })), 401),
        (bearing(&forged(&pair["access"])), 401),
        (bearing(text(&pair["refresh"])), 401),
    ] {
        let path = request.target.clone();
        assert_eq!(emulator.handle(&request).status, status, "{path}");
        let entry = last(&emulator, EntryKind::Request);
        assert_eq!((&entry.data["path"], &entry.data["status"]), (&json!(path), &json!(status)));
    }
    emulator.workspace(SECRET_ID).advance("11m").expect("time");
    assert_eq!(emulator.handle(&bearing(text(&pair["access"]))).status, 401);
    let dead = last(&emulator, EntryKind::Request);
    assert!(dead.why.is_some_and(|why| why.starts_with("the token expired at")));
}

#[test]
fn what_names_no_open_workspace_belongs_to_nobody() {
    let (emulator, _) = started();
    let before = emulator.workspace(SECRET_ID).journal().expect("the journal").entries.len();
    for request in [
        Request::get("/api/links/"),
        Request::get("/api/links/").header("authorization", "Bearer a.b.c"),
        Request::post("/api/token/", &json!({ "id": "another", "scopes": "x" })),
        Request::post("/widget/v1/open", &json!({ "token": "nonsense" })),
    ] {
        emulator.handle(&request);
    }
    assert_eq!(emulator.workspace(SECRET_ID).journal().expect("the journal").entries.len(), before);
    assert!(!emulator.info().expect("info").workspaces.contains(&"another".to_owned()));
    let all = emulator.journal_of(Match::kind(EntryKind::Request)).expect("the journal").entries;
    assert_eq!(all.iter().filter(|entry| entry.workspace.is_empty()).count(), 3);
}

#[test]
fn a_call_of_a_page_that_is_refused_stands_where_its_token_leads() {
    let (emulator, pair) = started();
    let token = forged(&pair["access"]);
    Page::open(&emulator, &token);
    let opened = last(&emulator, EntryKind::ActRefused);
    assert_eq!(opened.data["on"], "POST /widget/v1/open/");
    let page = Page::open(&emulator, &must_get_token(&emulator));
    let act = json!({ "token": token, "act": "accept", "value": null, "after": 0 });
    let path = format!("/widget/v1/{}/acts", page.widget);
    assert_eq!(emulator.handle(&Request::post(path, &act)).status, 404);
    let acted = last(&emulator, EntryKind::ActRefused);
    assert_eq!(acted.data["on"], "POST /widget/v1/{widget}/acts/");
    assert_eq!(acted.data["token"], opened.data["token"]);
}

#[test]
fn a_control_call_that_is_refused_stands_in_the_workspace_that_it_names() {
    let (emulator, _) = started();
    let refused = control(&emulator, SECRET_ID, "PUT", "options", &json!({ "widget.payload": "odd" }));
    assert_eq!(refused.status, 400);
    let entry = last(&emulator, EntryKind::ControlRefused);
    assert_eq!(entry.data["on"], "PUT /_emulator/options");
    assert_eq!(entry.data["code"], refused.value()["code"]);
    assert_eq!(entry.why.as_deref(), refused.value()["detail"].as_str());
    assert_eq!(control(&emulator, SECRET_ID, "GET", "journal?kind=nope", &Value::Null).status, 400);
    assert_eq!(last(&emulator, EntryKind::ControlRefused).seq, entry.seq, "what only reads has its answer");
    let verify = json!({ "expect": [{ "match": { "kind": "token.used" } }] });
    assert_eq!(control(&emulator, SECRET_ID, "POST", "verify", &verify).status, 409);
    assert_eq!(control(&emulator, "elsewhere", "PUT", "options", &json!({ "odd": 1 })).status, 400);
    assert_eq!(last(&emulator, EntryKind::ControlRefused).seq, entry.seq, "what was verified was answered");
}

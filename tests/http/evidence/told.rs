//! What stands in entries and refusals of what was sent: no secret in clear, no marker of the journal's own, and what a match is
//! compared with.

use belvo_emulator::Request;
use belvo_emulator::control::{EntryKind, Expected, Match, Verify};
use http::Method;
use serde_json::{Value, json};

use crate::support::control;
use crate::support::desk::Desk;

fn query(query: Value) -> Expected {
    let mut what = Match::on("GET /api/links/");
    what.query = Some(query);
    what.into()
}

#[track_caller]
fn must_come(desk: &Desk, expected: Expected, times: usize) {
    desk.emulator.workspace("desk").verify(Verify::that([expected.times(times)])).expect("as expected");
}

#[test]
fn a_secret_that_is_quoted_stands_nowhere_in_clear() {
    let desk = Desk::new();
    desk.get("/api/links/");
    let mut said = String::new();
    for (verb, body) in [
        ("faults", json!({ "on": "POST /api/links/?password=hush1" })),
        ("faults", json!({ "on": "/api/secret=hush2/" })),
        ("verify", json!({ "expect": [{ "match": { "path": "/api/links/?access_token=hush3" } }] })),
        ("queue", json!({ "scenario": "{\"password\": \"hush4\"}" })),
        ("reset", json!({ "secret=hush5": 1 })),
    ] {
        let reply = control(&desk.emulator, "desk", "POST", verb, &body);
        assert_eq!(reply.status.as_u16() / 100, 4, "{}", reply.text());
        said += &reply.text();
    }
    for target in ["/api/lnks/password=hush6/", "/api/lnks/?token=hush7", "/api/links/?apiKey=hush8"] {
        let reply = desk.emulator.handle(&Request::new(Method::GET, target).keys("desk", "secret"));
        said += &format!("{:?}{}", reply.headers, reply.text());
    }
    said += &json!(desk.emulator.journal().expect("the journal")).to_string();
    said += &json!(desk.emulator.unmatched().expect("calls")).to_string();
    assert!(!said.contains("hush") && said.contains("password=sha256:"), "{said}");
}

#[test]
fn a_code_that_stands_in_an_entry_can_be_matched() {
    let desk = Desk::new();
    desk.get("/api/links/");
    let wrong = json!({ "expect": [{ "match": { "on": "POST /api/links/" }, "times": -1 }] });
    assert_eq!(control(&desk.emulator, "desk", "POST", "verify", &wrong).status, 400);
    let journal = desk.emulator.journal_of(Match::kind(EntryKind::ControlRefused)).expect("the journal");
    let code =
        journal.entries.last().and_then(|entry| entry.data["code"].as_str()).expect("a code").to_owned();
    assert_eq!(code, "expect[0].times");
    must_come(&desk, Match::kind(EntryKind::ControlRefused).code(code).into(), 1);
    must_come(&desk, Match::on("GET /api/links/").code("request_too_large").into(), 0);
    let refused = desk.emulator.verify(Verify::that([Match::default().code("queue_full").into()]));
    let detail = refused.expect_err("of which API?").detail;
    assert!(detail.contains("with `kind`: `control.refused`"), "{detail}");
}

#[test]
fn of_a_parameter_that_is_sent_twice_a_text_is_one_and_a_list_all() {
    let desk = Desk::new();
    desk.get("/api/links/?id__in=one&id__in=two&page=1");
    must_come(&desk, query(json!({ "id__in": "one" })), 1);
    must_come(&desk, query(json!({ "id__in": "two", "page": "1" })), 1);
    must_come(&desk, query(json!({ "id__in": ["one", "two"], "page": ["1"] })), 1);
    must_come(&desk, query(json!({ "id__in": ["two", "one"] })), 0);
    must_come(&desk, query(json!({ "id__in": ["one"] })), 0);
    must_come(&desk, query(json!({ "id__in": "three" })), 0);
}

#[test]
fn numbers_are_compared_by_their_value_and_of_a_key_that_stands_twice_the_last_counts() {
    let desk = Desk::new();
    let mut request = Request::post("/api/links/", &json!({})).keys("desk", "secret");
    request.body = r#"{"a": 1, "a": 2.0, "b": [1], "c": 9007199254740993}"#.into();
    desk.emulator.handle(&request);
    let body = |body: Value| Expected::from(Match::on("POST /api/links/").body(body));
    must_come(&desk, body(json!({ "a": 2 })), 1);
    must_come(&desk, body(json!({ "a": 1 })), 0);
    must_come(&desk, body(json!({ "b": [1.0] })), 1);
    must_come(&desk, body(json!({ "b": ["1"] })), 0);
    must_come(&desk, body(json!({ "c": 9_007_199_254_740_992_u64 })), 0);
}

#[test]
fn what_a_caller_sends_is_not_taken_for_the_journals_own_words() {
    let desk = Desk::new();
    for body in [
        json!({ "left_out_bytes": 1 }),
        json!({ "unreadable": true }),
        json!({ "username": { "left_out_bytes": 1 } }),
    ] {
        desk.post("/api/links/", &body);
    }
    desk.get("/api/links/?left_out_bytes=1");
    must_come(&desk, Match::on("POST /api/links/").body(json!({ "username": "bnk100" })).into(), 0);
    must_come(&desk, query(json!({ "page": "1" })), 0);
}

#[test]
fn what_was_misplaced_or_misspelt_is_told_with_the_next_step() {
    let desk = Desk::new();
    desk.get("/api/links/");
    let hint = |workspace: &str, verb: &str, body: &Value| {
        let reply = control(&desk.emulator, workspace, "POST", verb, body).value();
        (reply["code"].clone(), reply["hint"].as_str().unwrap_or_default().to_owned())
    };
    for key in ["on", "code", "body"] {
        let (code, hint) =
            hint("desk", "verify", &json!({ "expect": [{ key: "POST /api/links/", "times": 0 }] }));
        assert_eq!((code, &*hint), (json!("unknown_key"), "put it under `match`"));
    }
    assert_eq!(hint("desk", "journal/wait", &json!({ "on": "POST /api/links/" })).1, "put it under `match`");
    let mut twice = Request::post("/_emulator/shutdown", &json!({})).header("host", "localhost");
    twice.body = r#"{"a": 1, "a": 2}"#.into();
    let refused = desk.emulator.handle(&twice).value();
    assert!(
        refused["detail"].as_str().is_some_and(|detail| detail.contains("`a` stands twice")),
        "{refused}"
    );
    assert_eq!(refused["hint"], "it takes nothing");
}

#[test]
fn a_workspace_that_nobody_has_opened_verifies_nothing() {
    let desk = Desk::new();
    desk.get("/api/links/");
    let never = || Verify::that([Expected::from(Match::on("POST /api/links/")).times(0)]);
    let refused = desk.emulator.workspace("dsk").verify(never()).expect_err("it is misspelt");
    assert_eq!((refused.status, &*refused.code), (404, "workspace_unknown"));
    assert!(
        refused.detail.contains("`dsk`") && refused.detail.ends_with("the nearest is `desk`"),
        "{}",
        refused.detail
    );
    assert!(refused.hint.is_some_and(|hint| hint.contains("/_emulator/workspaces")));
    desk.emulator.workspace("dsk").set_options([("strict", "on")]).expect("it is opened");
    desk.emulator.workspace("dsk").verify(never()).expect("nothing has come");
    let keys = desk.emulator.new_workspace(belvo_emulator::control::NewWorkspace::default()).expect("keys");
    desk.emulator.workspace(&keys.workspace).verify(never()).expect("nothing has come");
    let strict = crate::support::still().keys("own", "secret").start().expect("an emulator");
    strict.workspace("own").verify(never()).expect("it has keys");
    assert_eq!(strict.workspace("onw").verify(never()).expect_err("it has none").status, 404);
}

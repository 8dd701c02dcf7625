//! Under which name, and in which emulator, a workspace goes on.

use belvo_emulator::{Emulator, Request};
use serde_json::{Value, json};

use super::mixed::{builder, emulator, must_restore, must_save};
use crate::support::page::Page;
use crate::support::{PASSWORD, SECRET_ID, control, must_get_token, must_get_token_of};

#[track_caller]
fn must_link(emulator: &Emulator, workspace: &str) -> Value {
    let body = json!({ "institution": "erebor_mx_retail", "username": "bnk100", "password": "full" });
    let reply = emulator.handle(&Request::post("/api/links/", &body).keys(workspace, PASSWORD));
    assert_eq!(reply.status, 201, "{}", reply.text());
    reply.value()
}

fn links(emulator: &Emulator, workspace: &str, password: &str) -> Value {
    emulator.handle(&Request::get("/api/links/").keys(workspace, password)).value()
}

/// The workspace that a token leads to, if any: how many links it has.
fn status(emulator: &Emulator, token: &str) -> u16 {
    let bearer = Request::get("/api/institutions/").header("authorization", &format!("Bearer {token}"));
    emulator.handle(&bearer).status.as_u16()
}

#[test]
fn the_method_and_the_route_answer_the_same() {
    let (one, two) = (emulator(), emulator());
    must_link(&one, SECRET_ID);
    let saved = one.workspace(SECRET_ID).snapshot().expect("a snapshot");
    assert_eq!(json!(saved), must_save(&one, SECRET_ID));
    let by_method = json!(one.workspace("copy").set_snapshot(saved.clone()).expect("a copy"));
    let by_route = must_restore(&two, "copy", &json!(saved));
    assert_eq!(by_method, by_route);
    let expected = json!({
        "workspace": "copy", "saved_as": SECRET_ID, "now": "2026-01-31T12:00:00.000000Z", "links": 1, "widgets": 0,
        "receivers_off": [],
    });
    assert_eq!(by_route, expected);
}

#[test]
fn a_workspace_is_put_back_to_what_it_was() {
    let emulator = emulator();
    must_link(&emulator, SECRET_ID);
    let token = must_get_token(&emulator);
    let saved = must_save(&emulator, SECRET_ID);
    emulator.workspace(SECRET_ID).advance("3d").expect("three days");
    must_link(&emulator, SECRET_ID);
    assert_eq!(status(&emulator, &token), 401, "it has expired");
    must_restore(&emulator, SECRET_ID, &saved);
    assert_eq!(status(&emulator, &token), 200, "its clock shows what it showed");
    assert_eq!(links(&emulator, SECRET_ID, PASSWORD)["count"], 1);
    assert_eq!(links(&emulator, SECRET_ID, "another")["detail"].as_str(), None);
    let wrong = emulator.handle(&Request::get("/api/links/").keys(SECRET_ID, "another"));
    assert_eq!(wrong.status, 401, "it is bound to its password");
}

#[test]
fn under_another_name_all_ids_go_on_but_those_of_the_keys() {
    let emulator = emulator();
    let link = must_link(&emulator, SECRET_ID);
    let token = must_get_token(&emulator);
    let page = Page::open(&emulator, &token);
    let saved = must_save(&emulator, SECRET_ID);
    for copy in ["copy-1", "copy-2"] {
        must_restore(&emulator, copy, &saved);
        let listed = links(&emulator, copy, "a password of its own");
        assert_eq!((&listed["count"], &listed["results"][0]["id"]), (&json!(1), &link["id"]));
        assert_ne!(listed["results"][0]["created_by"], link["created_by"], "the user of the API is its own");
        let acted =
            control(&emulator, copy, "POST", &format!("widgets/{}/accept", page.widget), &Value::Null);
        assert_eq!(acted.value()["screen"], "institutions", "{}", acted.text());
    }
    let shown = control(&emulator, SECRET_ID, "GET", &format!("widgets/{}", page.widget), &Value::Null);
    assert_eq!(shown.value()["screen"], "consent", "what is done in a copy is not done here");
    let own = must_get_token_of(&emulator, "copy-3");
    assert_eq!((status(&emulator, &token), status(&emulator, &own)), (200, 200));
    must_restore(&emulator, "copy-3", &saved);
    assert_eq!(status(&emulator, &own), 401, "the workspace of that token was put in another's place");
    emulator.workspace(SECRET_ID).reset().expect("a reset");
    assert_eq!(
        status(&emulator, &token),
        401,
        "a token leads to the workspace that it was made in, never to a copy"
    );
}

#[test]
fn copies_give_the_same_ids_as_the_original_from_then_on() {
    let emulator = emulator();
    must_link(&emulator, SECRET_ID);
    let saved = must_save(&emulator, SECRET_ID);
    let without_user = |mut link: Value| {
        link["created_by"].take();
        link
    };
    let original = without_user(must_link(&emulator, SECRET_ID));
    for copy in ["copy-1", "copy-2"] {
        must_restore(&emulator, copy, &saved);
        assert_eq!(without_user(must_link(&emulator, copy)), original);
    }
}

#[test]
fn a_scenario_goes_with_the_workspace_where_its_file_is_not() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = "version: 1\ntitle: Mine alone\nwidget: { steps: [accept, { choose: any }, { submit: login_error }, close, leave, { survey: trust }] }\n";
    std::fs::write(folder.path().join("mine.yaml"), text).expect("a file");
    let one = builder().scenarios(folder.path()).scenario("mine").start().expect("an emulator");
    let token = must_get_token(&one);
    let saved = must_save(&one, SECRET_ID);
    assert_eq!(saved["scenarios"][0]["text"], text);
    let other = emulator();
    must_restore(&other, SECRET_ID, &saved);
    let (first, second) = (Page::open(&one, &token), Page::open(&other, &token));
    assert_eq!(
        (&first.calls, first.calls.last().map(|call| call["to"].clone())),
        (&second.calls, Some(json!("onExit")))
    );
    assert_eq!(must_save(&one, SECRET_ID), must_save(&other, SECRET_ID));
}

#[test]
fn a_clock_that_runs_goes_on_from_the_moment_of_the_snapshot() {
    let emulator = Emulator::builder().now("2026-01-31T12:00:00Z").start().expect("an emulator");
    must_link(&emulator, SECRET_ID);
    let saved = must_save(&emulator, SECRET_ID);
    emulator.workspace(SECRET_ID).advance("40d").expect("forty days");
    must_restore(&emulator, SECRET_ID, &saved);
    let clock = control(&emulator, SECRET_ID, "GET", "clock", &Value::Null).value();
    assert_eq!(clock["mode"], "running");
    assert!(clock["now"].as_str().is_some_and(|now| now.starts_with("2026-01-31T12:0")), "{clock}");
}

#[test]
fn a_page_that_was_open_goes_on_and_one_that_came_later_is_told_that_it_is_gone() {
    let emulator = emulator();
    let token = must_get_token(&emulator);
    let mut page = Page::open(&emulator, &token);
    page.act("accept", Value::Null);
    let saved = must_save(&emulator, SECRET_ID);
    let later = Page::open(&emulator, &token);
    page.act("choose", json!("erebor_mx_retail"));
    must_restore(&emulator, SECRET_ID, &saved);
    let known = control(&emulator, SECRET_ID, "GET", &format!("widgets/{}", page.widget), &Value::Null);
    assert_eq!(known.value()["screen"], "institutions");
    let run = json!({ "widget": later.widget, "token": token, "after": 1 });
    let asked = emulator.handle(&Request::post("/widget/v1/frames", &json!({ "runs": [run] })));
    let told = asked.value()["runs"][0].clone();
    assert!(told.to_string().contains("reset"), "{told}");
}

//! The journal: what happened, in order, narrowed, bounded, and without a secret in clear.

use belvo_emulator::control::SetScenario;
use belvo_emulator::{Emulator, Request};
use serde_json::{Value, json};

use super::door::{
    PASSWORD, Page, bearing, control, get, must_answer, must_be_problem, must_start, opening, still,
    token_request,
};

fn entries(emulator: &Emulator, query: &str) -> Vec<Value> {
    let answer = must_answer(emulator, &control("GET", &format!("journal{query}"), None));
    answer["entries"].as_array().cloned().expect("entries")
}

#[test]
fn what_a_run_does_is_noted_in_order() {
    let emulator = must_start(still().scenario("login_error-abandoned"));
    Page::open(&emulator, &json!({})).must_be_over();
    let kinds: Vec<String> = entries(&emulator, "")
        .iter()
        .map(|entry| entry["kind"].as_str().expect("a kind").to_owned())
        .collect();
    let start = ["scenario", "token.issued", "request", "widget.opened", "screen"];
    assert_eq!(kinds[..5], start);
    assert_eq!(kinds.last().map(String::as_str), Some("widget.ended"));
    for entry in entries(&emulator, "") {
        let names: Vec<&str> = entry.as_object().expect("an entry").keys().map(String::as_str).collect();
        assert_eq!(names[..4], ["seq", "at", "workspace", "kind"]);
        assert_eq!(names.last(), Some(&"data"));
        assert_eq!(entry["at"], "2026-01-31T12:00:00.000000Z");
    }
}

#[test]
fn kind_and_after_narrow_it() {
    let emulator = must_start(still());
    must_answer(&emulator, &get("/api/links/"));
    must_answer(&emulator, &get("/api/institutions/"));
    emulator.advance("1s").expect("a second");
    let all = entries(&emulator, "");
    let seqs: Vec<u64> = all.iter().filter_map(|entry| entry["seq"].as_u64()).collect();
    assert_eq!(seqs, [1, 2, 3]);
    assert_eq!(entries(&emulator, "?kind=request").len(), 2);
    assert_eq!(entries(&emulator, "?kind=request&after=1").len(), 1);
    assert_eq!(entries(&emulator, "?after=3").len(), 0);
    assert_eq!(entries(&emulator, "?kind=act").len(), 0);
    let typo = emulator.handle(&control("GET", "journal?kind=requests", None));
    let detail = must_be_problem(&typo, 400, "kind")["detail"].clone();
    assert!(detail.as_str().is_some_and(|text| text.ends_with("the nearest is `request`")), "{detail}");
    let odd = emulator.handle(&control("GET", "journal?after=x", None));
    must_be_problem(&odd, 400, "after");
    assert_eq!(
        json!(emulator.workspace("other").journal().expect("a journal")),
        json!({ "entries": [], "dropped": 0 })
    );
}

#[test]
fn it_is_bounded_and_says_what_is_gone() {
    let emulator = must_start(still());
    for _ in 0..2_010 {
        must_answer(&emulator, &get("/api/"));
    }
    let answer = json!(emulator.journal().expect("a journal"));
    assert_eq!(answer["entries"].as_array().map(Vec::len), Some(2_000));
    assert_eq!(answer["dropped"], 10);
    assert_eq!(answer["entries"][0]["seq"], 11);
}

#[test]
fn refusals_are_noted_with_their_status() {
    let emulator = must_start(still());
    must_answer(&emulator, &get("/api/"));
    for request in [
        Request::get("/api/links/"),
        Request::get("/api/nothing/"),
        Request::get("/api/").keys("trace-worker", "wrong"),
    ] {
        assert!(emulator.handle(&request).status.is_client_error());
    }
    let status = |entry: &Value| (entry["data"]["path"].clone(), entry["data"]["status"].clone());
    let seen: Vec<(Value, Value)> = entries(&emulator, "?kind=request").iter().map(status).collect();
    for refused in [("/api/links/", 401), ("/api/nothing/", 404), ("/api/", 401)] {
        assert!(seen.contains(&(json!(refused.0), json!(refused.1))), "{refused:?} in {seen:?}");
    }
}

#[test]
fn no_secret_stands_in_it() {
    let emulator = must_start(still().control_token("the-control-token"));
    let bearer = |request: Request| request.header("authorization", "Bearer the-control-token");
    let pair = must_answer(&emulator, &Request::post("/api/token/", &token_request()));
    let (access, refresh) = (pair["access"].as_str().expect("text"), pair["refresh"].as_str().expect("text"));
    must_answer(&emulator, &get("/api/links/"));
    must_answer(&emulator, &bearing(&format!("/api/institutions/?access_token={access}"), access));
    let steps = json!([{ "submit": { "ask_token": "text" } }]);
    let document = json!({ "version": 1, "title": "MFA", "widget": { "play": "by_hand", "steps": steps } });
    emulator.set_scenario(SetScenario::document(document)).expect("a scenario");
    let config = json!({ "access_token": access, "external_id": "abc", "locale": "en" });
    let mut page = Page::open_as(&emulator, access, &config, &json!({}));
    page.does("accept", ()).does("choose", "heimdall_mx_retail");
    page.does("submit", json!({ "username": "the_username", "password": "the_password" })).must_show("mfa");
    page.does("token", "424242").must_show("success").does("finish", ());
    let alone =
        json!({ "token": { "access_token": access, "callback": null }, "handlers": [], "arguments": 1 });
    must_answer(&emulator, &Request::post("/widget/v1/open", &alone));
    must_answer(&emulator, &Request::post("/widget/v1/open", &opening(&json!(refresh), &config, &json!({}))));
    let text = emulator.handle(&bearer(control("GET", "journal", None))).text();
    assert!(text.contains("sha256:"), "secrets are told apart by their fingerprints");
    assert!(text.contains("external_id"), "the configuration is there");
    let tail = |token: &str| token.rsplit('.').next().expect("a signature").to_owned();
    let secrets = [PASSWORD, "the_username", "the_password", "424242", "the-control-token", access, refresh];
    for secret in secrets.into_iter().map(str::to_owned).chain([tail(access), tail(refresh)]) {
        assert!(!text.contains(&secret), "`{secret}` stands in the journal");
    }
}

//! Workspaces share nothing, and the same seed and calls have the same bytes, whatever the others do.

use belvo_emulator::control::SetScenario;
use belvo_emulator::{Emulator, Ids, Request};
use serde_json::{Value, json};

use super::door::{must_answer, must_start, opening, still};

fn token(emulator: &Emulator, id: &str) -> String {
    let body = json!({ "id": id, "password": "p", "scopes": "read_institutions,write_links" });
    let pair = must_answer(emulator, &Request::post("/api/token/", &body));
    pair["access"].as_str().expect("a token").to_owned()
}

/// Tokens without their signatures, which are of a key that each emulator makes anew.
fn unsigned(text: &str) -> String {
    let end = |c: char| !(c.is_ascii_alphanumeric() || "-_.".contains(c));
    let cut = |word: &str| match word.rsplit_once('.') {
        Some((claims, _)) if word.starts_with("eyJ") => claims.to_owned(),
        _ => word.to_owned(),
    };
    text.split_inclusive(end).map(cut).collect()
}

/// A day in a workspace: every answer, as bytes.
fn day(emulator: &Emulator, id: &str, mut between: impl FnMut()) -> Vec<String> {
    let mut answers = Vec::new();
    let mut ask = |request: Request| {
        between();
        let reply = emulator.handle(&request);
        let headers: Vec<String> = reply.headers.iter().map(|pair| format!("{pair:?}")).collect();
        answers.push(format!("{} {headers:?} {}", reply.status, unsigned(&reply.text())));
        reply.value()
    };
    let body = json!({ "id": id, "password": "p", "scopes": "read_institutions,write_links" });
    let basic = |target: &str| Request::get(target).keys(id, "p").header("host", "localhost");
    let token = ask(Request::post("/api/token/", &body).header("host", "localhost"))["access"].clone();
    ask(Request::post("/api/token/", &json!({ "id": id, "password": "p", "scopes": "x" }))
        .header("host", "localhost"));
    let open = opening(&token, &json!({}), &json!({}));
    ask(Request::post("/widget/v1/open", &open).header("host", "localhost"));
    ask(basic("/api/links/"));
    ask(basic("/api/links/00000000-0000-4000-8000-000000000000/"));
    let path = format!("/_emulator/workspaces/{id}/");
    let control = |method: &str, verb: &str| {
        Request::new(method.parse().expect("a method"), format!("{path}{verb}")).header("host", "localhost")
    };
    ask(control("POST", "clock/advance").json(&json!({ "by": "1h" })));
    ask(control("GET", "journal"));
    answers
}

#[test]
fn the_same_seed_and_calls_have_the_same_bytes_whatever_another_workspace_does() {
    let alone = must_start(still().scenario("mfa-numeric"));
    let expected = day(&alone, "a", || {});
    let busy = must_start(still().scenario("mfa-numeric"));
    let seen = day(&busy, "a", || {
        token(&busy, "b");
        must_answer(&busy, &Request::get("/api/institutions/").keys("b", "p"));
        let foreign = opening(&json!(token(&busy, "c")), &json!({}), &json!({}));
        must_answer(&busy, &Request::post("/widget/v1/open", &foreign));
        assert_eq!(busy.handle(&Request::get("/api/links/")).status, 401);
        assert_eq!(busy.handle(&Request::get("/nothing/")).status, 404);
    });
    assert_eq!(seen, expected);
}

#[test]
fn another_seed_or_id_has_other_ids() {
    let (one, two) = (must_start(still()), must_start(still().seed(2)));
    let (day_one, day_two) = (day(&one, "a", || {}), day(&two, "a", || {}));
    assert_ne!(day_one[0], day_two[0], "another seed, another token");
    let links = |emulator: &Emulator, id: &str| {
        emulator.workspace(id).set_scenario("success").expect("a scenario");
        let body = opening(&json!(token(emulator, id)), &json!({}), &json!({}));
        must_answer(emulator, &Request::post("/widget/v1/open", &body));
        must_answer(emulator, &Request::get("/api/links/").keys(id, "p"))["results"][0].clone()
    };
    let (ours, theirs) = (links(&one, "x"), links(&one, "y"));
    for key in ["id", "created_by", "institution_user_id"] {
        assert_ne!(ours[key], theirs[key], "{key} of another workspace");
        assert_ne!(ours[key], links(&two, "x")[key], "{key} of another seed");
    }
}

#[test]
fn two_workspaces_share_neither_clock_scenario_options_links_nor_journal() {
    let emulator = must_start(still());
    let (a, b) = (emulator.workspace("a"), emulator.workspace("b"));
    a.advance("1h").expect("an hour");
    assert_eq!(json!(b.clock().expect("a clock"))["now"], "2026-01-31T12:00:00.000000Z");
    a.set_scenario("success").expect("a scenario");
    assert_eq!(json!(b.scenario().expect("none"))["scenario"], Value::Null);
    a.set_options([("page.default_size", "3")]).expect("options");
    let size = |id: &str| {
        let page = must_answer(&emulator, &Request::get("/api/institutions/").keys(id, "p"));
        page["results"].as_array().map(Vec::len)
    };
    assert_eq!((size("a"), size("b")), (Some(3), Some(10)));
    let body = opening(&json!(token(&emulator, "a")), &json!({}), &json!({}));
    must_answer(&emulator, &Request::post("/widget/v1/open", &body));
    let links =
        |id: &str| must_answer(&emulator, &Request::get("/api/links/").keys(id, "p"))["count"].clone();
    assert_eq!((links("a"), links("b")), (json!(1), json!(0)));
    let journal = json!(b.journal().expect("a journal"));
    let whose: Vec<&Value> =
        journal["entries"].as_array().into_iter().flatten().map(|entry| &entry["workspace"]).collect();
    assert!(!whose.is_empty() && whose.iter().all(|name| *name == "b"), "{journal}");
}

#[test]
fn a_reset_brings_back_the_start_of_one_or_of_all() {
    let emulator = must_start(still().scenario("success"));
    let fresh = day(&emulator, "a", || {});
    day(&emulator, "b", || {});
    emulator.workspace("a").reset_ids(Ids::Repeat).expect("a reset");
    assert_eq!(day(&emulator, "a", || {}), fresh, "not a trace of the day before");
    assert_eq!(
        must_answer(&emulator, &Request::get("/api/links/").keys("b", "p"))["count"],
        1,
        "b is untouched"
    );

    emulator.advance("1h").expect("an hour");
    emulator.set_options([("page.default_size", "3")]).expect("options");
    emulator.set_scenario(SetScenario::none()).expect("none");
    emulator.reset().expect("a reset");
    assert_eq!(json!(emulator.info().expect("info"))["workspaces"], json!([]));
    assert_eq!(json!(emulator.scenario().expect("the scenario"))["scenario"], "success");
    assert_eq!(json!(emulator.clock().expect("the clock"))["now"], "2026-01-31T12:00:00.000000Z");
    emulator.reset_ids(Ids::Repeat).expect("a reset");
    assert_eq!(day(&emulator, "b", || {}), day(&must_start(still().scenario("success")), "b", || {}));
    emulator.reset().expect("idempotent");
}

#[test]
fn a_verb_for_all_is_for_those_to_come_and_for_nobody_too() {
    let emulator = must_start(still());
    emulator.workspace("old").info().expect("a workspace");
    let foreign = Request::post("/widget/v1/open", &opening(&json!("foreign"), &json!({}), &json!({})));
    assert_eq!(must_answer(&emulator, &foreign)["locale"], "es");
    emulator.set_options([("widget.default_locale", "en"), ("page.default_size", "2")]).expect("options");
    emulator.advance("1h").expect("an hour");
    for id in ["old", "new"] {
        let page = must_answer(&emulator, &Request::get("/api/institutions/").keys(id, "p"));
        assert_eq!(page["results"].as_array().map(Vec::len), Some(2), "{id}");
        let clock = json!(emulator.workspace(id).clock().expect("a clock"));
        assert_eq!(clock["now"], "2026-01-31T13:00:00.000000Z", "{id}");
    }
    let greeting = must_answer(&emulator, &foreign);
    assert_eq!(greeting["locale"], "en", "a widget that leads to no workspace follows the default");
    let journal = json!(emulator.journal().expect("a journal"));
    let last = journal["entries"].as_array().and_then(|entries| entries.last()).expect("an entry");
    assert_eq!(last["at"], "2026-01-31T13:00:00.000000Z", "and its clock");
}

#[test]
fn any_id_names_a_workspace_in_a_path() {
    let emulator = must_start(still());
    let longest = "x".repeat(128);
    for id in
        ["a b", "a/b", "a%2Fb", "ü€", "../..", "?#&", "reset", "//", ".", " ", "\u{0}", longest.as_str()]
    {
        emulator.workspace(id).advance("1h").unwrap_or_else(|why| panic!("{id:?}: {why}"));
        let clock = json!(emulator.workspace(id).clock().expect("a clock"));
        assert_eq!(clock["now"], "2026-01-31T13:00:00.000000Z", "{id:?}");
        let names = json!(emulator.info().expect("info"))["workspaces"].clone();
        assert!(names.as_array().is_some_and(|names| names.contains(&json!(id))), "{id:?} in {names}");
    }
    let refused = emulator.workspace("x".repeat(129)).clock().expect_err("too long");
    assert_eq!((refused.status, &*refused.code), (400, "workspace_name"));
}

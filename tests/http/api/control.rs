//! The control verbs and their refusals: problem documents, whole or nothing, in their scope.

use belvo_emulator::control::{Options, SetClock, Settings};
use belvo_emulator::{Emulator, Request};
use serde_json::{Value, json};

use super::door::{Page, control, must_answer, must_be_problem, must_start, still};

#[track_caller]
fn refused(emulator: &Emulator, method: &str, path: &str, body: &Value, status: u16, code: &str) -> Value {
    must_be_problem(&emulator.handle(&control(method, path, Some(body))), status, code)
}

#[test]
fn the_index_lists_every_verb_and_where_to_find_them_for_one_workspace() {
    let emulator = must_start(still());
    for target in ["/_emulator", "/_emulator/", "//_emulator//"] {
        let index = must_answer(&emulator, &Request::get(target).header("host", "localhost:2358"));
        assert_eq!(index["widget_url"], "http://localhost:2358/belvo-widget-1-stable.js");
        assert!(index["verbs"].as_array().is_some_and(|verbs| verbs.len() > 15));
    }
    must_answer(&emulator, &control("GET", "workspaces/a/", None));
}

#[test]
fn an_unknown_call_is_a_problem_and_not_belvos_array() {
    let emulator = must_start(still());
    for (method, path) in
        [("GET", "nothing"), ("DELETE", "reset"), ("POST", "options"), ("GET", "workspaces/a/nothing")]
    {
        let problem = must_be_problem(&emulator.handle(&control(method, path, None)), 404, "not_found");
        assert!(problem["detail"].as_str().is_some_and(|text| text.contains(method) && text.contains(path)));
        assert!(problem["hint"].is_string());
    }
}

#[test]
fn bodies_that_make_no_sense_are_told_apart() {
    let emulator = must_start(still());
    let mut broken = control("PUT", "clock", Some(&json!({})));
    broken.body = "{".into();
    must_be_problem(&emulator.handle(&broken), 400, "body");
    broken.body = "[".repeat(100_000).into();
    must_be_problem(&emulator.handle(&broken), 400, "body");
    refused(&emulator, "PUT", "clock", &json!([]), 400, "body");
    let problem = refused(&emulator, "PUT", "clock", &json!({ "mdoe": "frozen" }), 400, "unknown_key");
    assert_eq!(problem["detail"], "`mdoe` is not a key of this call; the nearest is `mode`");
    assert_eq!((&problem["hint"], &problem["field"]), (&json!("it takes mode, now"), &json!("mdoe")));
    let problem = refused(&emulator, "POST", "clock/advance", &json!({ "by": 10 }), 400, "wrong_type");
    assert_eq!(problem["detail"], "`by` has to be a text of at most 64 characters");
    assert_eq!((&problem["hint"], &problem["field"]), (&json!("for example {\"by\":\"10m\"}"), &json!("by")));
    refused(&emulator, "POST", "reset", &json!({ "everything": true }), 400, "unknown_key");
    refused(&emulator, "POST", "clock/advance", &json!({ "by": "1".repeat(65) }), 400, "by");
    refused(&emulator, "POST", "reset?hard=1", &json!({}), 400, "unknown_key");
    refused(&emulator, "GET", "journal?knd=act", &json!({}), 400, "unknown_key");
    refused(&emulator, "GET", "journal?kind=act&kind=due", &json!({}), 400, "kind");
    let long = refused(&emulator, "PUT", "scenario", &json!({ "x".repeat(100_000): 1 }), 400, "unknown_key");
    assert!(long.to_string().len() < 1_000, "what is refused is not sent back whole");
    refused(&emulator, "PUT", "options", &json!("strict"), 400, "body");
}

#[test]
fn health_and_info() {
    let emulator = must_start(still().seed(7));
    assert_eq!(must_answer(&emulator, &control("GET", "health/live", None)), json!({ "status": "live" }));
    assert_eq!(json!(emulator.health().expect("health")), json!({ "status": "ready" }));
    Page::open(&emulator, &json!({})).connects_to("erebor_mx_retail");
    let info = json!(emulator.info().expect("info"));
    assert_eq!(info["seed"], 7);
    assert_eq!(info["version"], env!("CARGO_PKG_VERSION"));
    assert_eq!(info["clock"], json!({ "mode": "frozen", "now": "2026-01-31T12:00:00.000000Z" }));
    assert_eq!(info["workspaces"], json!(["trace-worker"]));
    assert_eq!(
        info["counts"],
        json!({ "scenarios": crate::support::shipped().len(), "links": 1, "widgets": 1 })
    );
    assert_eq!(info["api_url"], emulator.url(), "the address that answers");
    assert_eq!(info["widget_url"], emulator.widget_url());
    assert_eq!(info["control_url"], emulator.control_url());
    let of_one = json!(emulator.workspace("empty").info().expect("info"));
    assert_eq!(of_one["counts"]["links"], 0);
}

#[test]
fn the_clock_is_frozen_moved_and_let_run() {
    let emulator = must_start(still());
    let noon = "2026-01-31T12:00:00.000000Z";
    assert_eq!(json!(emulator.clock().expect("a clock")), json!({ "mode": "frozen", "now": noon }));
    let moved = emulator.advance("1h30m").expect("a move");
    assert_eq!(json!(moved), json!({ "mode": "frozen", "now": "2026-01-31T13:30:00.000000Z", "fired": [] }));
    let set = json!(emulator.set_clock(SetClock::frozen().at("2027-01-01T00:00:00+01:00")).expect("set"));
    assert_eq!(set["now"], "2026-12-31T23:00:00.000000Z");
    let run = json!(emulator.set_clock(SetClock::running().at("2026-01-31T12:00:00Z")).expect("running"));
    assert_eq!(run["mode"], "running");
    let again = json!(emulator.set_clock(SetClock::frozen()).expect("frozen"));
    assert!(again["now"].as_str() >= Some(noon), "where it was: {again}");
    assert_eq!(json!(emulator.clock().expect("a clock"))["now"], again["now"], "and there it stands");
}

#[test]
fn a_clock_that_cannot_be_is_refused() {
    let emulator = must_start(still());
    for by in ["", "10", "m", "-1s", "1y", "99999999999999999999s", "9999999d"] {
        let refused = emulator.advance(by).expect_err(by);
        assert_eq!((refused.status, &*refused.code), (400, "by"), "{by}");
    }
    refused(&emulator, "POST", "clock/advance", &json!({}), 400, "by");
    for now in ["yesterday", "2026-01-31", "2026-13-01T00:00:00Z", ""] {
        refused(&emulator, "PUT", "clock", &json!({ "mode": "frozen", "now": now }), 400, "now");
    }
    for body in [json!({}), json!({ "mode": "stopped" }), json!({ "now": "2026-01-31T12:00:00Z" })] {
        refused(&emulator, "PUT", "clock", &body, 400, "mode");
    }
    assert_eq!(
        json!(emulator.clock().expect("a clock"))["now"],
        "2026-01-31T12:00:00.000000Z",
        "nothing has changed"
    );
    emulator.set_clock(SetClock::frozen().at("9998-12-31T00:00:00Z")).expect("far");
    assert!(emulator.advance("36500d").is_ok(), "a clock at the edge stands there");
}

#[test]
fn advance_answers_what_fell_due_and_where() {
    let emulator = must_start(still());
    let page = Page::open(&emulator, &json!({}));
    let moved = json!(emulator.advance("1h").expect("an hour"));
    let due = json!([{ "at": "2026-01-31T12:10:00.000000Z", "what": "token.dies", "widget": page.id,
        "workspace": "trace-worker" }]);
    assert_eq!(moved["fired"], due);
    assert_eq!(json!(emulator.advance("1h").expect("an hour"))["fired"], json!([]));
}

#[test]
fn options_are_set_whole_or_not_at_all() {
    let emulator = must_start(still());
    let value = |name: &str| emulator.options().expect("options").value(name).map(str::to_owned);
    let before = emulator.options().expect("options");
    for wrong in [
        json!({ "page.default_size": 5, "no.such": "x" }),
        json!({ "page.default_size": 5, "strict": "perhaps" }),
        json!({ "page.default_size": 0 }),
        json!({ "token.access_ttl": 600 }),
        json!({ "strict": null }),
        json!({ "strict": ["on"] }),
    ] {
        refused(&emulator, "PUT", "options", &wrong, 400, "option");
        assert_eq!(emulator.options().expect("options"), before, "{wrong}");
        assert_eq!(emulator.workspace("w").options().expect("options"), before, "{wrong}");
    }
    let near = emulator.set_options([("page.defualt_size", "5")]).expect_err("refused");
    assert!(near.detail.contains("`page.default_size`"), "{near}");
    emulator
        .set_options([("page.default_size", "5"), ("strict", "on"), ("widget.success_delay", "never")])
        .expect("set");
    let made = ["page.default_size", "strict", "widget.success_delay"].map(value);
    assert_eq!(made, ["5", "on", "never"].map(|setting| Some(setting.to_owned())));
    must_answer(
        &emulator,
        &control("PUT", "options", Some(&json!({ "page.default_size": 6, "strict": false }))),
    );
    assert_eq!(
        ["page.default_size", "strict"].map(value),
        ["6", "off"].map(|setting| Some(setting.to_owned()))
    );
    let none = emulator.set_options(Settings::default()).expect("nothing");
    assert_eq!(none, emulator.options().expect("options"));
}

#[test]
fn an_option_of_one_workspace_is_its_own() {
    let emulator = must_start(still());
    emulator.workspace("a").set_options([("strict", "on")]).expect("set");
    let strict = |answer: Options| answer.value("strict").map(str::to_owned).expect("a row");
    assert_eq!(strict(emulator.workspace("a").options().expect("options")), "on");
    assert_eq!(strict(emulator.workspace("b").options().expect("options")), "off");
    assert_eq!(strict(emulator.options().expect("options")), "off");
    let refused = emulator.workspace("a").set_options([("strict", "off"), ("x", "1")]).expect_err("refused");
    assert_eq!(refused.code, "option");
    assert_eq!(strict(emulator.workspace("a").options().expect("options")), "on");
}

#[test]
fn every_row_of_the_table_says_what_it_is() {
    let emulator = must_start(Emulator::builder());
    for row in json!(emulator.options().expect("options"))["options"].as_array().expect("rows") {
        for key in ["name", "value", "default", "takes", "rule", "about"] {
            assert!(row[key].as_str().is_some_and(|text| !text.is_empty()), "{key} of {row}");
        }
        assert_eq!(row["value"], row["default"]);
    }
}

#[test]
fn the_first_settings_can_be_made_before_the_start() {
    let emulator = must_start(still().option("page.default_size", "3").scenario("success"));
    emulator.set_options([("page.default_size", "4")]).expect("set");
    emulator.reset().expect("a reset");
    let all = json!(emulator.options().expect("options"));
    let row = all["options"].as_array().into_iter().flatten().find(|row| row["name"] == "page.default_size");
    assert_eq!(row.expect("a row")["value"], "3", "a reset goes back to the start, not to the default");
    for (name, value) in [("no.such", "1"), ("strict", "perhaps"), ("token.access_ttl", "600")] {
        let error = still().option(name, value).start().err().expect("refused").to_string();
        assert!(error.contains(name), "{error}");
    }
    for now in ["soon", "2026-01-31"] {
        assert!(Emulator::builder().now(now).start().is_err());
    }
    let error = still().scenario("sucess").start().err().expect("refused").to_string();
    assert!(error.contains("did you mean `success`?"), "{error}");
}

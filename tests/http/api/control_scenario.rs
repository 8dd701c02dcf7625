//! Choosing a scenario: by name, by document, none; and checking one without choosing it.

use belvo_emulator::Emulator;
use belvo_emulator::control::{Play, SetScenario};
use serde_json::{Value, json};

use super::door::{control, must_answer, must_be_problem, must_start, still};

fn document() -> Value {
    json!({ "version": 1, "title": "Mine", "widget": { "steps": ["accept"] } })
}

#[track_caller]
fn refused(emulator: &Emulator, body: &Value, status: u16, code: &str) -> Value {
    let problem = must_be_problem(&emulator.handle(&control("PUT", "scenario", Some(body))), status, code);
    let in_force = json!({ "scenario": "success", "title": "The credentials are right and the link is made", "play": "by_itself" });
    assert_eq!(json!(emulator.scenario().expect("a scenario")), in_force, "nothing has changed");
    problem
}

#[test]
fn by_name_by_document_as_text_and_none() {
    let emulator = must_start(still());
    let none = json!({ "scenario": null, "title": null, "play": null });
    assert_eq!(json!(emulator.scenario().expect("none")), none);
    assert_eq!(json!(emulator.set_scenario("success").expect("by name"))["scenario"], "success");
    let by_hand =
        json!(emulator.set_scenario(SetScenario::named("success").play(Play::ByHand)).expect("by hand"));
    assert_eq!(by_hand["play"], "by_hand");
    let mine = json!({ "scenario": "document", "title": "Mine", "play": "by_itself" });
    assert_eq!(json!(emulator.set_scenario(SetScenario::document(document())).expect("a document")), mine);
    let text = "# a file\nversion: 1\ntitle: Mine\nwidget:\n  steps: [accept]\n";
    assert_eq!(json!(emulator.set_scenario(SetScenario::document(text)).expect("a text")), mine);
    assert_eq!(json!(emulator.set_scenario(SetScenario::none()).expect("none")), none);
}

#[test]
fn a_workspaces_scenario_is_its_own() {
    let emulator = must_start(still().scenario("success"));
    emulator.workspace("a").set_scenario("login_error").expect("a scenario");
    let name = |answer: Value| answer["scenario"].clone();
    assert_eq!(name(json!(emulator.workspace("a").scenario().expect("a scenario"))), "login_error");
    assert_eq!(name(json!(emulator.workspace("b").scenario().expect("a scenario"))), "success");
    assert_eq!(name(json!(emulator.scenario().expect("a scenario"))), "success");
    emulator.set_scenario("mfa-numeric").expect("for all");
    assert_eq!(name(json!(emulator.workspace("a").scenario().expect("a scenario"))), "mfa-numeric");
}

#[test]
fn what_is_no_scenario_is_refused_and_leaves_the_one_in_force() {
    let emulator = must_start(still().scenario("success"));
    let unknown = refused(&emulator, &json!({ "name": "sucess" }), 404, "scenario_unknown");
    assert!(unknown["detail"].as_str().is_some_and(|text| text.contains("`success`")));
    refused(&emulator, &json!({}), 400, "name");
    refused(&emulator, &json!({ "name": 7 }), 400, "wrong_type");
    refused(&emulator, &json!({ "name": "success", "document": document() }), 400, "both");
    refused(&emulator, &json!({ "name": "success", "play": "alone" }), 400, "play");
    refused(&emulator, &json!({ "name": "success", "times": 3 }), 400, "unknown_key");
    let faults = refused(&emulator, &json!({ "document": { "version": 2 } }), 400, "scenario_invalid");
    assert_eq!(faults["faults"].as_array().map(Vec::len), Some(2), "all at once: {faults}");
    for odd in [json!(null), json!([]), json!(""), json!(7)] {
        refused(&emulator, &json!({ "document": odd }), 400, "scenario_invalid");
    }
}

#[test]
fn a_document_is_checked_without_being_chosen() {
    let emulator = must_start(still().scenario("success"));
    let check = |document: &Value| {
        emulator.handle(&control("POST", "scenarios/validate", Some(&json!({ "document": document }))))
    };
    assert_eq!(check(&document()).value(), json!({ "valid": true }));
    let bad = json!({ "version": 1, "title": "Bad", "options": { "token.acces_ttl": "1s" },
        "widget": { "steps": ["acept", { "choose": "erebor_mx" }, { "submit": "login_eror" }] },
        "api": [{ "on": "GET /api/linkz/", "error": "required" }] });
    let problem = must_be_problem(&check(&bad), 400, "scenario_invalid");
    let faults = problem["faults"].as_array().cloned().expect("faults");
    assert_eq!(faults.len(), 5, "{problem:#}");
    for fault in &faults {
        assert!(fault["line"].as_u64() > Some(0) && fault["column"].as_u64() > Some(0), "{fault}");
        assert!(fault["message"].as_str().is_some_and(|text| !text.is_empty()), "{fault}");
    }
    must_be_problem(
        &emulator.handle(&control("POST", "scenarios/validate", Some(&json!({})))),
        400,
        "document",
    );
    assert_eq!(json!(emulator.scenario().expect("a scenario"))["scenario"], "success");
}

#[test]
fn the_scenarios_are_listed_and_each_shows_its_text() {
    let emulator = must_start(still());
    let list = json!(emulator.scenarios().expect("scenarios"));
    let rows = list["scenarios"].as_array().expect("rows");
    assert_eq!(rows.len(), crate::support::shipped().len(), "none is lost for a fault");
    for row in rows {
        let name = row["name"].as_str().expect("a name");
        assert_eq!(row["source"], format!("(shipped) {name}.yaml"));
        let one = must_answer(&emulator, &control("GET", &format!("scenarios/{name}"), None));
        assert_eq!(one["title"], row["title"]);
        assert!(one["text"].as_str().is_some_and(|text| text.contains("version: 1")), "{one}");
        assert_eq!(
            json!(emulator.set_scenario(SetScenario::document(one["text"].clone())).expect("its text"))["title"],
            row["title"]
        );
    }
    let unknown = emulator.handle(&control("GET", "scenarios/nothing", None));
    must_be_problem(&unknown, 404, "scenario_unknown");
}

#[test]
fn scenarios_of_a_directory_stand_beside_the_shipped_ones_or_in_their_place() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, title: &str| {
        let text = format!("version: 1\ntitle: {title}\nwidget:\n  steps: [accept]\n");
        std::fs::write(folder.path().join(name), text).expect("a file");
    };
    write("success.yaml", "Mine instead");
    write("mine.yml", "Mine besides");
    let emulator = must_start(still().scenarios(folder.path()));
    let title = |name: &str| {
        must_answer(&emulator, &control("GET", &format!("scenarios/{name}"), None))["title"].clone()
    };
    assert_eq!((title("success"), title("mine")), (json!("Mine instead"), json!("Mine besides")));
    assert_eq!(title("login_error"), "Wrong credentials once, then connected");
    write("bad.yaml", "[");
    let error = still().scenarios(folder.path()).start().err().expect("refused").to_string();
    assert!(error.contains("bad.yaml:"), "{error}");
}

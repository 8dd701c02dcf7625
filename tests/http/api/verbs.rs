//! Three doors, one vocabulary: each verb of `VERBS` is a method, a route and a command of the same name.

use belvo_emulator::control::{Play, SetClock, SetScenario};
use std::process::Command;

use belvo_emulator::{Emulator, Request, VERBS};
use serde_json::{Value, json};

use super::door::{Page, control, must_answer, must_start, still};
use crate::support::{PASSWORD, SECRET_ID};

/// The route that a verb's name means: `set_` and `put_` are PUT, a noun alone is GET.
fn route(verb: &str) -> (&'static str, String) {
    match verb {
        "reset" => ("POST", "reset".to_owned()),
        "advance" => ("POST", "clock/advance".to_owned()),
        "health" => ("GET", "health/ready".to_owned()),
        "openapi_belvo" => ("GET", "openapi/belvo.json".to_owned()),
        "enqueue" => ("POST", "queue".to_owned()),
        "clear_queue" => ("DELETE", "queue".to_owned()),
        "widget" => ("GET", "widgets/{widget}".to_owned()),
        "act" => ("POST", "widgets/{widget}/{act}".to_owned()),
        "emit" => ("POST", "widgets/{widget}/emit".to_owned()),
        "set_link" => ("PATCH", "links/{id}".to_owned()),
        _ => match verb.strip_prefix("set_").or_else(|| verb.strip_prefix("put_")) {
            Some(noun) => ("PUT", noun.to_owned()),
            None => ("GET", verb.to_owned()),
        },
    }
}

/// The command that a verb's name means.
fn command(verb: &str) -> Vec<&str> {
    match verb {
        "advance" => vec!["clock", "advance"],
        "openapi_belvo" => vec!["openapi-belvo"],
        "enqueue" | "clear_queue" => vec!["queue"],
        "widget" | "act" => vec!["widgets"],
        _ => vec![verb.strip_prefix("set_").or_else(|| verb.strip_prefix("put_")).unwrap_or(verb)],
    }
}

#[test]
fn each_verb_has_a_route_and_a_command_of_its_name() {
    let emulator = must_start(still());
    let index = must_answer(&emulator, &control("GET", "", None));
    let listed = index["verbs"].as_array().cloned().expect("verbs");
    for verb in VERBS {
        let (method, path) = route(verb);
        let path = format!("/_emulator/{path}");
        assert!(
            listed.iter().any(|row| row["method"] == method && row["path"] == *path),
            "`{verb}` has no route {method} {path}"
        );
        let help = Command::new(env!("CARGO_BIN_EXE_belvo-emulator"))
            .arg("ctl")
            .args(command(verb))
            .arg("--help")
            .output()
            .expect("the program runs");
        assert!(help.status.success(), "`{verb}` has no command: {}", String::from_utf8_lossy(&help.stderr));
    }
}

type Method = fn(&Emulator) -> belvo_emulator::Answered;

/// The methods, each with the call of the control API that has to answer the same.
fn pairs() -> Vec<(&'static str, Method, Option<Value>)> {
    vec![
        ("info", |emulator| emulator.info(), None),
        ("health", |emulator| emulator.health(), None),
        ("openapi_belvo", |emulator| emulator.openapi_belvo(), None),
        ("reset", |emulator| emulator.reset(), None),
        ("scenario", |emulator| emulator.scenario(), None),
        ("set_scenario", |emulator| emulator.set_scenario("success"), Some(json!({ "name": "success" }))),
        (
            "put_scenario",
            |emulator| emulator.set_scenario(SetScenario::named("success").play(Play::ByHand)),
            Some(json!({ "name": "success", "play": "by_hand" })),
        ),
        ("scenarios", |emulator| emulator.scenarios(), None),
        ("queue", |emulator| emulator.queue(), None),
        (
            "enqueue",
            |emulator| emulator.enqueue("success", 2, None),
            Some(json!({ "scenario": "success", "times": 2 })),
        ),
        ("clear_queue", |emulator| emulator.clear_queue(), None),
        ("widgets", |emulator| emulator.widgets(), None),
        ("widget", |emulator| emulator.widget(&open(emulator)), None),
        (
            "act",
            |emulator| emulator.act(&open(emulator), "accept", Value::Null),
            Some(json!({ "value": null })),
        ),
        (
            "emit",
            |emulator| emulator.emit(&open(emulator), json!({ "event": 1 })),
            Some(json!({ "event": 1 })),
        ),
        ("rules", |emulator| emulator.rules(), None),
        (
            "set_link",
            |emulator| emulator.set_link(&make_link(emulator), "invalid"),
            Some(json!({ "status": "invalid" })),
        ),
        ("options", |emulator| emulator.options(), None),
        (
            "set_options",
            |emulator| emulator.set_options([("strict", "on")]),
            Some(json!({ "strict": true })),
        ),
        ("clock", |emulator| emulator.clock(), None),
        (
            "set_clock",
            |emulator| emulator.set_clock(SetClock::frozen()),
            Some(json!({ "mode": "frozen" })),
        ),
        ("advance", |emulator| emulator.advance("1s"), Some(json!({ "by": "1s" }))),
        ("journal", |emulator| emulator.journal(), None),
    ]
}

/// The id of a link that has just been made; the same in every emulator of one seed.
fn make_link(emulator: &Emulator) -> String {
    let body = json!({ "institution": "erebor_mx_retail", "username": "somebody", "password": "secret" });
    let made = emulator.handle(&Request::post("/api/links/", &body).keys(SECRET_ID, PASSWORD)).value();
    made["id"].as_str().expect("a link").to_owned()
}

/// Two emulators differ in their address alone.
fn without_address(answer: &mut Value, emulator: &Emulator) {
    let text = answer.to_string().replace(&emulator.url(), "URL").replace("http://localhost", "URL");
    *answer = text.parse().expect("JSON");
}

/// The id of a run that has just been opened; the same in every emulator of one seed.
fn open(emulator: &Emulator) -> String {
    Page::open(emulator, &json!({})).id
}

#[test]
fn a_method_and_its_route_give_the_same_answer() {
    let pairs = pairs();
    let names: Vec<&str> = pairs.iter().map(|(name, ..)| *name).collect();
    assert_eq!(names, VERBS, "the list here is whole");
    for (name, method, body) in pairs {
        let (by_method, by_route) = (must_start(still()), must_start(still()));
        let (verb, path) = route(name);
        let mut said = method(&by_method).unwrap_or_else(|why| panic!("{name}: {why}"));
        let widget = if path.contains("{widget}") { open(&by_route) } else { String::new() };
        let link = if path.contains("{id}") { make_link(&by_route) } else { String::new() };
        let path = path.replace("{id}", &link).replace("{widget}", &widget).replace("{act}", "accept");
        let mut answered = must_answer(&by_route, &control(verb, &path, body.as_ref()));
        without_address(&mut answered, &by_route);
        without_address(&mut said, &by_method);
        assert_eq!(said, answered, "{name}");
    }
}

#[test]
fn every_control_route_is_in_the_openapi_document() {
    let emulator = must_start(still());
    let index = must_answer(&emulator, &control("GET", "", None));
    let document = must_answer(&emulator, &control("GET", "openapi.json", None));
    for row in index["verbs"].as_array().expect("verbs") {
        let (path, method) =
            (row["path"].as_str().expect("a path"), row["method"].as_str().expect("a method"));
        assert!(document["paths"][path][method.to_lowercase()]["summary"].is_string(), "{method} {path}");
    }
}

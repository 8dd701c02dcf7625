//! A document with thousands of faults: the first are told, all others are counted, and it costs no more than reading it.

use std::time::Instant;

use belvo_emulator::Emulator;
use serde_json::{Value, json};

use crate::support::{control, still};

fn told(emulator: &Emulator, document: &Value) -> Value {
    let reply = control(emulator, "", "POST", "scenarios/validate", &json!({ "document": document }));
    assert_eq!((reply.status.as_u16(), reply.value()["code"].as_str()), (400, Some("scenario_invalid")));
    reply.value()
}

fn document(api: impl Iterator<Item = Value>) -> Value {
    json!({ "version": 1, "title": "Wrong", "api": api.collect::<Vec<_>>() })
}

fn last(answer: &Value) -> &str {
    answer["faults"]
        .as_array()
        .and_then(|all| all.last())
        .and_then(|last| last["message"].as_str())
        .unwrap_or("")
}

#[test]
fn the_first_fifty_are_told_and_how_many_more_there_are() {
    let emulator = still().start().expect("an emulator");
    let codes =
        (0..2_000).map(|number| json!({ "on": "POST /api/links/", "error": format!("login_eror{number}") }));
    let answer = told(&emulator, &document(codes));
    assert_eq!(answer["detail"], "the document has more than 50 faults");
    assert_eq!(answer["faults"].as_array().map(Vec::len), Some(51));
    assert_eq!(answer["faults"][0]["help"], "did you mean `login_error`?");
    assert_eq!(
        last(&answer),
        "1950 more faults are not listed, and 1951 calls and options after them are not checked"
    );
    let calls = (0..2_000).map(|number| json!({ "on": format!("POST /api/linkz{number}/"), "delay": "1s" }));
    let answer = told(&emulator, &document(calls));
    assert_eq!(last(&answer), "1950 calls and options after them are not checked");
}

/// Looking for the nearest call of each took seconds.
#[test]
fn thousands_of_wrong_rules_cost_little_more_than_as_many_right_ones() {
    let emulator = still().start().expect("an emulator");
    let timed = |path: &dyn Fn(usize) -> String| {
        let rules = (0..4_000).map(|number| json!({ "on": format!("POST {}", path(number)), "delay": "1s" }));
        let document = document(rules);
        let begun = Instant::now();
        control(&emulator, "", "POST", "scenarios/validate", &json!({ "document": document }));
        begun.elapsed()
    };
    let right = timed(&|_| "/api/links/".to_owned());
    let wrong = timed(&|number| format!("/api/investments/transactionz{number}/"));
    assert!(wrong < right * 4, "{wrong:?} for wrong ones, {right:?} for right ones");
}

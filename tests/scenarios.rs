//! The shipped scenarios through the library: what the page's functions are called with, the link, the token.

mod support;

use belvo_emulator::{Emulator, Request};
use serde_json::{Value, json};
use support::{SHIPPED, assert_trace, must_get_token, still};

/// What the script sends when a page builds a widget as Belvo's documentation shows.
fn open(emulator: &Emulator, token: &str) -> Value {
    let body = json!({
        "token": token,
        "config": { "locale": "en" },
        "handlers": ["callback", "onEvent", "onExit"],
        "arguments": 2,
        "query": {},
    });
    let reply = emulator.handle(&Request::post("/widget/v1/open", &body));
    assert_eq!(reply.status, 200, "{}", reply.text());
    reply.value()
}

/// The calls of the page's functions, as `JSON.stringify` in the page shows them.
fn calls(frames: &Value) -> Value {
    let frames = frames.as_array().into_iter().flatten();
    let emissions = frames.flat_map(|frame| frame["emissions"].as_array().into_iter().flatten());
    emissions.map(|emission| json!({ "to": emission["to"], "args": emission["args"] })).collect()
}

#[test]
fn each_shipped_scenario_leaves_the_same_trace() {
    for scenario in SHIPPED {
        let emulator = still().scenario(scenario).start().expect("an emulator");
        let token = must_get_token(&emulator);
        let opened = open(&emulator, &token);
        let last = opened["frames"].as_array().and_then(|frames| frames.last()).expect("frames");
        assert_eq!(last["screen"], Value::Null, "{scenario} ends in one answer");
        assert_trace(scenario, &calls(&opened["frames"]), &token, &emulator);
    }
}

#[test]
fn the_list_of_shipped_scenarios_is_whole() {
    let emulator = still().start().expect("an emulator");
    let all = emulator.scenarios().expect("scenarios");
    let names: Vec<&str> =
        all["scenarios"].as_array().into_iter().flatten().filter_map(|row| row["name"].as_str()).collect();
    assert_eq!(names, SHIPPED);
}

//! The kinds of entries in the journal have the keys that `list entries` tells of them.

use std::collections::BTreeMap;

use belvo_emulator::{Emulator, Request};
use serde_json::{Value, json};

use super::must_print_json;
use crate::support::{PASSWORD, SECRET_ID, must_get_token, still};

fn must_ctl(emulator: &Emulator, words: &[&str]) -> Value {
    must_print_json(&[&["ctl", "--url", &emulator.url(), "--workspace", SECRET_ID], words].concat())
}

/// An application, its page and whoever steers it do a bit of all.
fn a_mixed_run() -> Emulator {
    let emulator = still().start().expect("an emulator");
    let open = json!({
        "token": must_get_token(&emulator), "config": { "locale": "en" },
        "handlers": ["callback", "onEvent", "onExit"], "arguments": 2, "query": {},
    });
    let opened = emulator.handle(&Request::post("/widget/v1/open", &open)).value();
    let widget = opened["widget"].as_str().expect("an id").to_owned();
    let credentials = r#"{"username": "err_login_b", "password": "any"}"#;
    for act in [&["accept"][..], &["choose", "erebor_mx_retail"], &["submit", credentials], &["close"]] {
        must_ctl(&emulator, &[&["widgets", widget.as_str()], act].concat());
    }
    must_ctl(&emulator, &["options", "strict=off"]);
    must_ctl(&emulator, &["scenario", "success"]);
    must_ctl(&emulator, &["institution", "heimdall_co_retail", "down"]);
    must_ctl(&emulator, &["webhooks", "set", "--url", "http://127.0.0.1:1/hooks"]);
    must_ctl(&emulator, &["faults", "set", "GET /api/institutions/", "--error", "throttled"]);
    let link = must_ctl(&emulator, &["link", "new", "erebor_mx_retail"])["id"].clone();
    must_ctl(&emulator, &["link", link.as_str().expect("an id"), "invalid"]);
    must_ctl(&emulator, &["clock", "advance", "3d"]);
    for path in ["/api/institutions/", "/api/links/", "/api/no-such/"] {
        emulator.handle(&Request::get(path).keys(SECRET_ID, PASSWORD));
    }
    emulator
}

#[test]
fn what_is_written_has_the_keys_that_are_listed() {
    let listed = must_print_json(&["list", "entries", "--json"]);
    let rows = listed.as_array().expect("rows");
    let keys: BTreeMap<&str, &Value> =
        rows.iter().map(|row| (row["kind"].as_str().expect("a kind"), &row["data"])).collect();
    let journal = must_ctl(&a_mixed_run(), &["journal"]);
    let mut met = BTreeMap::new();
    for entry in journal["entries"].as_array().expect("entries") {
        let kind = entry["kind"].as_str().expect("a kind");
        met.insert(kind, ());
        let listed = keys[kind].as_array().expect("keys");
        for key in entry["data"].as_object().expect("data").keys() {
            assert!(kind == "options" || listed.contains(&json!(key)), "{kind} has `{key}`: {entry}");
        }
    }
    for kind in
        ["request", "fault", "token.issued", "act", "bank.answered", "screen", "emission", "due", "clock"]
    {
        assert!(met.contains_key(kind), "{kind}: {met:?}");
    }
    assert!(met.len() >= 16, "{met:?}");
}

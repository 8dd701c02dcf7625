//! What the verb says of a fault is what it takes: each is set again from its own words, and is the same.

use belvo_emulator::control::CallFault;
use serde_json::{Value, json};

use super::{must_set, set};
use crate::support::{SECRET_ID, control, still};

/// One of every kind, and each key once.
fn kinds() -> Vec<Value> {
    let on = "POST /api/links/";
    vec![
        json!({ "on": on, "error": "login_error" }),
        json!({ "on": on, "error": "login_error", "message": "Made up, \"quoted\": {é}", "custom": true }),
        json!({ "on": on, "error": "unexpected_error", "field": "username", "times": 3, "after": 2 }),
        json!({ "on": on, "error": "institution_down", "delay": "1500ms", "always": true }),
        json!({ "on": "/api/links/", "status": 503 }),
        json!({ "on": on, "status": 599, "delay": "90s" }),
        json!({ "on": on, "error": "login_error", "truncate": true }),
        json!({ "on": on, "delay": "0s" }),
        json!({ "on": on, "delay": "2h" }),
        json!({ "on": on, "cut": "reset" }),
        json!({ "on": on, "truncate": true }),
        json!({ "on": on, "slow": "10m" }),
        json!({ "on": "GET /api/links/{id}/", "slow": "1ms", "times": 1_000_000, "after": 1_000_000 }),
        json!({ "on": "POST /widget/v1/open/", "status": 500 }),
    ]
}

#[test]
fn every_kind_of_fault_is_taken_as_it_is_shown() {
    for kind in kinds() {
        let emulator = still().start().expect("an emulator");
        let put = |fault: &Value| control(&emulator, SECRET_ID, "POST", "faults", fault);
        let first = put(&kind);
        assert_eq!(first.status, 200, "{kind}: {}", first.text());
        let shown = first.value()["faults"][0]["fault"].clone();
        let again = put(&shown);
        assert_eq!(again.status, 200, "{kind}, shown as {shown}: {}", again.text());
        assert_eq!(again.value()["faults"][1]["fault"], shown, "{kind}");
        for (key, value) in kind.as_object().expect("an object") {
            // A span is shown as people write it: 1.5s.
            if !["delay", "slow"].contains(&key.as_str()) {
                assert_eq!(&shown[key], value, "{kind}, shown as {shown}");
            }
        }
        let typed: CallFault = serde_json::from_value(shown).expect("its type");
        must_set(&emulator, typed.clone());
        assert_eq!(set(&emulator)[2].fault, typed);
    }
}

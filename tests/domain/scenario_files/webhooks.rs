//! Rules for webhooks that are wrong: the reader and the schema agree about them.

use super::{must_read, parse, validator};
use belvo_emulator::scenario_file;
use serde_json::{Value, json};

fn document(rule: &Value) -> Value {
    json!({ "version": 1, "title": "t", "webhooks": [rule] })
}

#[test]
fn what_is_wrong_with_a_rule_is_wrong_by_the_schema_too() {
    assert!(!validator().is_valid(&json!({ "version": 1, "title": "t", "webhooks": {} })));
    let wrong = [
        json!({}),
        json!({ "on": "any" }),
        json!({ "on": "noon", "copies": 1 }),
        json!({ "on": "any", "copies": 11 }),
        json!({ "on": "any", "copies": 0 }),
        json!({ "on": "any", "times": 0, "copies": 1 }),
        json!({ "on": "any", "after": 5 }),
        json!({ "on": "any", "type": "NOTHING", "copies": 1 }),
        json!({ "on": "any", "type": "LINK new_bills_available", "copies": 1 }),
        json!({ "on": "any", "type": [], "copies": 1 }),
        json!({ "on": "any", "type": "all", "copies": 1 }),
        json!({ "on": "any", "type": "LINK", "drop": "LINK" }),
        json!({ "on": "any", "drop": "LINK", "copies": 1 }),
        json!({ "on": "any", "drop": [] }),
        json!({ "on": "any", "body": "torn" }),
        json!({ "on": "any", "authorization": "Bearer abc" }),
        json!({ "on": "any", "copies": 1, "url": "http://a.test/" }),
    ];
    for rule in wrong {
        let document = document(&rule);
        assert!(scenario_file::parse_document("bad", &document, &super::CONTEXT).is_err(), "{rule}");
        assert!(!validator().is_valid(&document), "{rule}");
    }
}

/// The schema does not know on which occasion what is told.
#[test]
fn a_webhook_that_is_never_told_on_an_occasion_is_refused() {
    for (on, named, right) in [
        ("link", "ACCOUNTS", true),
        ("link", "LINK", false),
        ("status", "LINK token_required", true),
        ("status", "LINK link_deleted", false),
        ("delete", "LINK link_deleted", true),
        ("update", "OWNERS", false),
        ("trigger", "OWNERS", true),
        ("any", "EMPLOYMENT_RECORDS employment_changes", true),
    ] {
        let text = format!("version: 1\ntitle: t\nwebhooks: [{{ on: {on}, drop: {named} }}]\n");
        assert_eq!(parse(text.as_bytes()).is_ok(), right, "{on} {named}");
    }
    assert_eq!(must_read("version: 1\ntitle: t\nwebhooks: []\n").webhooks, []);
}

//! `list`: what there is.

use serde_json::Value;

use super::{must_be_readable, must_print, must_print_json};

#[test]
fn lists_are_readable_and_have_the_same_rows_as_json() {
    for (what, name) in [
        ("scenarios", "name"),
        ("errors", "code"),
        ("events", "name"),
        ("magic", "user"),
        ("options", "name"),
        ("routes", "path"),
        ("rules", "id"),
        ("webhooks", "type"),
    ] {
        let text = must_print(&["list", what]);
        let a_line_each = ["scenarios", "options", "routes"].contains(&what);
        must_be_readable(&text, if a_line_each { 300 } else { 80 });
        let rows = must_print_json(&["list", what, "--json"]);
        for row in rows.as_array().expect("a list") {
            let name = row[name].as_str().expect("a name");
            assert!(text.lines().any(|line| line.contains(name)), "{what}: {name}");
        }
    }
}

#[test]
fn errors() {
    insta::assert_snapshot!(must_print(&["list", "errors"]));
}

#[test]
fn events() {
    insta::assert_snapshot!(must_print(&["list", "events"]));
}

#[test]
fn magic() {
    insta::assert_snapshot!(must_print(&["list", "magic"]));
}

/// W-TEST-08: what is kept, how sure it is, and what decides it.
#[test]
fn a_rule_names_its_option_with_its_default() {
    let rules = must_print_json(&["list", "rules", "--json"]);
    let rule = |id: &str| -> Value {
        rules.as_array().into_iter().flatten().find(|row| row["id"] == id).cloned().unwrap_or_default()
    };
    assert_eq!(rule("W-CB-10")["options"]["widget.payload"], "superset");
    assert_eq!(rule("W-CB-10")["confidence"], "documented");
    assert_eq!(rule("W-TOK-22")["options"]["token.access_ttl"], "600s");
    assert!(rule("W-CB-01")["options"].as_object().is_some_and(serde_json::Map::is_empty));
    assert_eq!(rule("W-CB-01")["by_half"], Value::Null);
    let half = must_print(&["list", "rules", "W-TEST-10"]);
    assert!(half.contains("by half:") && half.contains("no TLS"), "{half}");
}

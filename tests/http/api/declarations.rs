//! The TypeScript declarations are what the tables make of them.

use std::collections::BTreeSet;

use belvo_emulator::domain::vocabulary::acts::{Act, Verb};
use belvo_emulator::http::declarations::declarations;
use belvo_emulator::{Emulator, Request};

#[test]
fn the_declarations_are_served_as_the_tables_make_them() {
    let emulator = Emulator::builder().start().expect("an emulator");
    let reply = emulator.handle(&Request::get("/belvo-widget-1-stable.d.ts"));
    assert_eq!(
        (reply.status.as_u16(), &reply.headers["content-type"]),
        (200, &"text/plain; charset=utf-8".parse().expect("a header"))
    );
    let help = "write it anew: belvo-emulator schema types > assets/widget/belvo-widget.d.ts";
    assert_eq!(reply.text(), declarations(), "{help}");
}

#[test]
fn no_part_of_the_template_is_left_empty() {
    let text = declarations();
    assert!(!text.contains("/*="), "{text}");
    for part in [
        "  show_intro?: boolean;",
        "\"/abandonSurvey\"",
        "\"event:WARNING\": BelvoWarningEvent;",
        "\"widget.mark\"?: BelvoSwitch;",
    ] {
        assert!(text.contains(part), "{part}");
    }
}

/// W-TEST-03: the acts, whose words in TypeScript stand in the template.
#[test]
fn the_acts_are_those_of_the_screens() {
    let text = declarations();
    let (_, body) = text.split_once("export interface BelvoActs {").expect("the acts");
    let body = body.split_once("\n}").expect("an end").0;
    let methods = body.lines().filter_map(|line| line.strip_prefix("  ")?.split_once('('));
    let methods: BTreeSet<&str> =
        methods.map(|(name, _)| name).filter(|name| !name.contains([' ', '*', '/'])).collect();
    let acts: BTreeSet<&str> = Verb::ALL.iter().map(|verb| verb.name()).collect();
    assert_eq!(methods, acts);
    for act in acts {
        let unknown = format!("there is no act `{act}`");
        assert_ne!(Act::read(act, &serde_json::Value::Null), Err(unknown));
    }
}

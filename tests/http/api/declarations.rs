//! The TypeScript declarations say what the program does: their unions and keys against the tables.

use std::collections::BTreeSet;

use belvo_emulator::domain::act::Act;
use belvo_emulator::domain::branding::CONFIG_KEYS;
use belvo_emulator::domain::catalogue::{self, CODES, Surface};
use belvo_emulator::domain::config::{FUNCTIONS, KEYS};
use belvo_emulator::domain::flow::Page;
use belvo_emulator::domain::options::{Kind, ROWS};
use belvo_emulator::domain::scenario::SURVEY_ANSWERS;
use belvo_emulator::{Emulator, Request};
use regex_lite::Regex;

fn declarations() -> String {
    let emulator = Emulator::builder().start().expect("an emulator");
    let reply = emulator.handle(&Request::get("/belvo-widget-1-stable.d.ts"));
    assert_eq!(
        (reply.status.as_u16(), &reply.headers["content-type"]),
        (200, &"text/plain; charset=utf-8".parse().expect("a header"))
    );
    reply.text().to_owned()
}

/// What stands between the line that begins so and the next line that ends the declaration.
#[track_caller]
fn declared<'d>(text: &'d str, head: &str, end: &str) -> &'d str {
    let (_, after) = text.split_once(head).unwrap_or_else(|| panic!("nothing is declared as `{head}`"));
    after.split_once(end).map(|(body, _)| body).expect("an end")
}

/// The texts of a union.
#[track_caller]
fn union(text: &str, name: &str) -> BTreeSet<String> {
    texts(declared(text, &format!("export type {name} ="), ";"))
}

fn texts(union: &str) -> BTreeSet<String> {
    union.split('"').skip(1).step_by(2).map(str::to_owned).collect()
}

/// The members of an interface, each with its type.
#[track_caller]
fn members(text: &str, name: &str) -> Vec<(String, String)> {
    let body = declared(text, &format!("export interface {name} "), "\n}");
    let member = Regex::new(r#"(?m)^  "?([\w.]+(?::[A-Z]\w+)?)"?\??(?:: |\()(.+);$"#).expect("a pattern");
    member.captures_iter(body).map(|one| (one[1].to_owned(), one[2].to_owned())).collect()
}

fn set<T: AsRef<str>>(names: impl IntoIterator<Item = T>) -> BTreeSet<String> {
    names.into_iter().map(|name| name.as_ref().to_owned()).collect()
}

fn codes(surfaces: &[Surface]) -> BTreeSet<String> {
    set(CODES.iter().filter(|row| surfaces.contains(&row.surface)).map(|row| row.code))
}

/// W-CODE-01 to 14, W-EVT-01 and W-EVT-12 to 15, W-CFG-04.
#[test]
fn the_unions_are_the_tables() {
    let text = declarations();
    assert_eq!(union(&text, "BelvoErrorCode"), codes(&[Surface::Error, Surface::Token]));
    assert_eq!(union(&text, "BelvoWarningCode"), codes(&[Surface::Warning]));
    assert_eq!(union(&text, "BelvoPage"), set(Page::ALL.into_iter().filter_map(Page::path)));
    assert_eq!(union(&text, "BelvoScreenName"), set(Page::ALL.map(Page::name)));
    assert_eq!(union(&text, "BelvoLocale"), set(catalogue::LOCALES));
    assert_eq!(union(&text, "BelvoSurveyAnswer"), set(SURVEY_ANSWERS));
    let kinds =
        catalogue::events::EVENTS.iter().filter(|event| event.to == "onEvent").map(|event| event.name);
    assert_eq!(union(&text, "BelvoEventName"), set(kinds));
    let calls = catalogue::events::EVENTS.iter().map(|event| match event.to {
        "onEvent" => format!("event:{}", event.name),
        "onExit" => "exit".to_owned(),
        other => other.to_owned(),
    });
    assert_eq!(set(members(&text, "BelvoCallData").iter().map(|(name, _)| name)), set(calls));
}

/// W-CFG-01 to 22 and the acts of W-TEST-03.
#[test]
fn the_keys_of_the_configuration_and_the_acts_are_those_that_are_read() {
    let text = declarations();
    let names = |name| set(members(&text, name).iter().map(|(name, _)| name));
    assert_eq!(names("BelvoWidgetConfig"), set(FUNCTIONS.into_iter().chain(KEYS).chain(CONFIG_KEYS)));
    let acts = Page::ALL.iter().flat_map(|page| page.acts());
    assert_eq!(names("BelvoActs"), set(acts.copied()));
    for act in names("BelvoActs") {
        let unknown = format!("there is no act `{act}`");
        assert_ne!(Act::read(&act, &serde_json::Value::Null), Err(unknown));
    }
}

#[test]
fn the_settings_of_a_page_are_those_of_the_table_of_options() {
    let text = declarations();
    let declared = members(&text, "BelvoEmulatorSettings");
    let settings: Vec<_> = declared.iter().filter(|(name, _)| name.starts_with("widget.")).collect();
    let rows: Vec<_> = ROWS.iter().filter(|row| row.name.starts_with("widget.")).collect();
    assert_eq!(set(settings.iter().map(|(name, _)| name)), set(rows.iter().map(|row| row.name)));
    for row in rows {
        let (_, kind) = settings.iter().find(|(name, _)| name == row.name).expect("a setting");
        let words = match row.kind {
            Kind::Switch => (kind == "BelvoSwitch").then(BTreeSet::new),
            Kind::Choice(words) => Some(set(words)),
            Kind::Span(words) => kind.starts_with("BelvoSpan").then(|| set(words)),
            Kind::Count(..) => (kind == "number").then(BTreeSet::new),
        };
        assert_eq!(Some(texts(kind)), words, "{}: {kind}", row.name);
    }
}

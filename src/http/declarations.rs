//! `belvo-widget.d.ts`, for the editors and compilers of those who write pages: a template, filled from the tables.

use indexmap::IndexMap;

use crate::domain::base::options::{Kind, ROWS, Row};
use crate::domain::scenario::model::Play;
use crate::domain::vocabulary::acts::SurveyAnswer;
use crate::domain::vocabulary::catalogue::events::{EVENTS, Event};
use crate::domain::vocabulary::catalogue::{CODES, CodeRow, Surface};
use crate::domain::vocabulary::pages::PAGES;
use crate::domain::widget::config;
use crate::domain::widget::config::{Key, Shape, Union};

const TEMPLATE: &str = include_str!("declarations/template.d.ts");

/// What TypeScript says of a key of events and exit data, and what a reader wants to know; a text where it is not here.
const TYPES: [(&str, &str, &str); 9] = [
    ("page", "BelvoPage", ""),
    (
        "from",
        "BelvoPage | \"\"",
        "The screen before; empty for the first screen, which tells with `widget.initial_page_load` alone.",
    ),
    ("institution_name", "string", "From the moment an institution is chosen."),
    ("error_code", "BelvoErrorCode", ""),
    ("warning_code", "BelvoWarningCode", ""),
    ("code", "BelvoErrorCode", ""),
    ("timestamp", "string", "Like `2020-04-27T19:09:23.918Z`."),
    ("step", "\"abandon-survey\"", "Absent at some exits with `widget.exit_step: \"initial_only\"`."),
    ("last_encountered_error", "", "The error that was met last; absent if none was."),
];

/// The declarations, whole.
pub fn declarations() -> String {
    let parts: [(&str, String); 14] = [
        ("config", lines(config_keys().into_iter().map(config_member))),
        ("words of config", lines(unions().into_iter().map(union_type))),
        ("events", EVENTS.iter().filter(is_event).map(interface_name).collect::<Vec<_>>().join(" | ")),
        ("event interfaces", EVENTS.iter().filter(is_event).map(interface).collect::<Vec<_>>().join("\n\n")),
        ("exit", lines(EVENTS.iter().filter(|event| event.to == "onExit").map(members))),
        ("event names", words(EVENTS.iter().filter(is_event).map(|event| event.name))),
        ("pages", listed(PAGES.iter().filter_map(|row| row.path))),
        ("error codes", listed(codes(CodeRow::is_an_error_of_pages))),
        ("warning codes", words(codes(|row| row.surface == Surface::Warning))),
        ("play", words(Play::ALL.map(|(word, _)| word))),
        ("settings", lines(ROWS.iter().filter(|row| row.name.starts_with("widget.")).map(setting))),
        ("survey answers", words(SurveyAnswer::WORDS.iter().copied())),
        ("screens", listed(PAGES.iter().map(|row| row.name))),
        ("calls", lines(EVENTS.iter().map(call))),
    ];
    parts.iter().fold(TEMPLATE.to_owned(), |text, (mark, part)| text.replace(&format!("/*= {mark} */"), part))
}

fn lines(lines: impl Iterator<Item = String>) -> String {
    lines.collect::<Vec<_>>().join("\n")
}

/// A union on one line.
fn words(words: impl IntoIterator<Item = &'static str>) -> String {
    let quoted: Vec<String> = words.into_iter().map(|word| format!("\"{word}\"")).collect();
    quoted.join(" | ")
}

/// A union, a line each.
fn listed(words: impl IntoIterator<Item = &'static str>) -> String {
    words.into_iter().map(|word| format!("\n  | \"{word}\"")).collect()
}

fn codes(wanted: fn(&CodeRow) -> bool) -> impl Iterator<Item = &'static str> {
    CODES.iter().filter(move |row| wanted(row)).map(|row| row.name)
}

fn doc(about: &str, indent: &str) -> String {
    if about.is_empty() { String::new() } else { format!("{indent}/** {about} */\n") }
}

// ---- the configuration

/// Those in use first.
fn config_keys() -> Vec<&'static Key> {
    let mut keys: Vec<&Key> = config::keys().collect();
    keys.sort_by_key(|key| key.is_old());
    keys
}

/// Of all keys, `callback` alone has to be there (W-CFG-28).
fn config_member(key: &Key) -> String {
    let mark = if key.name == "callback" { "" } else { "?" };
    format!("{}  {}{mark}: {};", doc(key.about.trim(), "  "), key.name, type_of(&key.shape))
}

fn type_of(shape: &Shape) -> String {
    match shape {
        Shape::Function(signature) => (*signature).to_owned(),
        Shape::Flag => "boolean".to_owned(),
        Shape::Text => "string".to_owned(),
        Shape::Word(union) => word_type(union),
        Shape::List(None) => "readonly string[]".to_owned(),
        Shape::List(Some(union)) => format!("readonly {}[]", word_type(union)),
    }
}

fn word_type(union: &Union) -> String {
    if union.name.is_empty() { words(union.words.iter().copied()) } else { union.name.to_owned() }
}

/// The unions that have a name.
fn unions() -> Vec<&'static Union> {
    let of = |key: &'static Key| match &key.shape {
        Shape::Word(union) | Shape::List(Some(union)) => Some(union),
        _ => None,
    };
    config::keys().filter_map(of).filter(|union| !union.name.is_empty()).collect()
}

fn union_type(union: &Union) -> String {
    format!("export type {} = {};", union.name, words(union.words.iter().copied()))
}

fn setting(row: &Row) -> String {
    let kind = match row.kind {
        Kind::Switch => "BelvoSwitch".to_owned(),
        Kind::Choice(choices) => words(choices.iter().copied()),
        Kind::Span([]) => "BelvoSpan".to_owned(),
        Kind::Span(choices) => format!("BelvoSpan | {}", words(choices.iter().copied())),
        Kind::Count(..) => "number".to_owned(),
    };
    format!("{}  \"{}\"?: {kind};", doc(&format!("{}.", row.about), "  "), row.name)
}

// ---- what the page's functions get

fn is_event(event: &&Event) -> bool {
    event.to == "onEvent"
}

/// `PAGE_LOAD` is a `BelvoPageLoadEvent`.
fn interface_name(event: &Event) -> String {
    let capital = |word: &str| format!("{}{}", &word[..1], word[1..].to_lowercase());
    format!("Belvo{}Event", event.name.split('_').map(capital).collect::<String>())
}

fn interface(event: &Event) -> String {
    let head = format!("{}export interface {} {{", doc(event.about, ""), interface_name(event));
    format!("{head}\n{}\n}}", members(event))
}

/// The members of an event's data, those of an object below it.
fn members(event: &Event) -> String {
    let mut groups: IndexMap<&str, Vec<&str>> = IndexMap::new();
    for key in event.keys {
        let (group, below) = key.split_once('.').map_or((*key, None), |(group, below)| (group, Some(below)));
        groups.entry(group).or_default().extend(below);
    }
    lines(groups.iter().map(|(key, below)| match below.as_slice() {
        [] => member(event, key, "  "),
        below => object(event, key, below),
    }))
}

fn object(event: &Event, key: &str, below: &[&str]) -> String {
    let inside = lines(below.iter().map(|key| member(event, key, "    ")));
    let about = typed(key).map_or("", |(_, about)| about);
    format!("{}  {key}: {{\n{inside}\n  }};", doc(about, "  "))
}

fn member(event: &Event, key: &str, indent: &str) -> String {
    let (kind, about) = match key {
        "eventName" => (words([event.name]), ""),
        key => typed(key).map_or(("string".to_owned(), ""), |(kind, about)| (kind.to_owned(), about)),
    };
    format!("{}{indent}{key}: {kind};", doc(about, indent))
}

fn typed(key: &str) -> Option<(&'static str, &'static str)> {
    let name = key.trim_end_matches('?');
    TYPES.iter().find(|(known, ..)| *known == name).map(|(_, kind, about)| (*kind, *about))
}

/// A call by the name that `waitFor` takes.
fn call(event: &Event) -> String {
    match event.to {
        "onEvent" => format!("  \"event:{}\": {};", event.name, interface_name(event)),
        "onExit" => "  \"exit\": BelvoExit;".to_owned(),
        name => {
            let data: Vec<String> = event.keys.iter().map(|key| format!("{key}: string")).collect();
            format!("  \"{name}\": {{ {} }};", data.join("; "))
        }
    }
}

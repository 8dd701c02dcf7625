//! The docs' tables against the program: what there is stands there, and what stands there is.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::desk::{listed, printed};
use super::document::document;
use super::table::{must_be, under};

/// The rows of the tables under a heading that begin with a text in backquotes.
fn rows(heading: &str) -> Vec<&'static str> {
    under(heading).1.lines().filter(|line| line.starts_with("| `")).collect()
}

/// What `./test needs` asks for, and `cargo` and `npm` with it.
#[test]
fn what_the_tests_need_is_what_is_checked() {
    let cargo = include_str!("../../../Cargo.toml");
    let package: Value = serde_json::from_str(include_str!("../../../package.json")).expect("JSON");
    let node = package["engines"]["node"].as_str().expect("a range").replace('|', "\\|");
    let (_, section) = under("## Tests of the project");
    let rust = cargo.lines().find_map(|line| line.strip_prefix("rust-version = ")).expect("a version");
    for row in [
        format!("| Rust | {} or newer |", rust.trim_matches('"')),
        "| a C compiler | any, as `cc` |".to_owned(),
        format!("| Node.js with npm | `{node}`"),
        "| Python with pip | 3.9 or newer |".to_owned(),
    ] {
        assert!(section.contains(&row), "{row}");
    }
    let needs = format!("(Rust {} or newer and a C compiler", rust.trim_matches('"'));
    assert!(document("README.md").text.contains(&needs), "README.md lacks {needs}");
}

/// Of each row under a heading the texts in backquotes in its first cell.
fn named(heading: &str) -> BTreeSet<String> {
    let cells = rows(heading).into_iter().filter_map(|line| line.strip_prefix("| `")?.split(" | ").next());
    cells
        .flat_map(|cell| cell.split('`').step_by(2).filter(|name| !name.is_empty()))
        .map(str::to_owned)
        .collect()
}

#[track_caller]
fn must_name(heading: &str, there: impl IntoIterator<Item = String>) {
    let there: BTreeSet<String> = there.into_iter().collect();
    assert_eq!(named(heading), there, "left: the rows under `{heading}` of the docs; right: the program");
}

/// The rows of a list of the program.
fn rows_of(list: &str) -> Vec<Value> {
    let rows: Value = serde_json::from_str(&printed(&["list", list, "--json"])).expect("rows");
    rows.as_array().cloned().unwrap_or_default()
}

/// A row of the docs: the first cell as code, then these keys of a row of the program.
fn line(row: &Value, first: &str, others: &[&str]) -> String {
    let cell = |name: &&str| row[*name].as_str().unwrap_or_default();
    format!("| `{}` | {} |", cell(&first), others.iter().map(cell).collect::<Vec<_>>().join(" | "))
}

#[test]
fn the_table_of_options_is_the_programs() {
    let rows = rows_of("options");
    let rows = rows.iter().map(|row| line(row, "name", &["default", "takes", "about", "rule"]));
    must_be(
        "## Options",
        &["option", "default", "takes", "what it decides", "rule"],
        &rows.collect::<Vec<_>>(),
    );
}

#[test]
fn the_table_of_configuration_keys_is_the_programs() {
    let rows = rows_of("config");
    let rows = rows.iter().map(|row| line(row, "name", &["takes", "about", "rule"]));
    must_be("## Configuration", &["key", "takes", "what it does", "rule"], &rows.collect::<Vec<_>>());
}

#[test]
fn the_table_of_limits_is_the_programs() {
    let limits = belvo_emulator::domain::base::limits::table();
    let rows = limits.iter().map(|limit| format!("| {} | {} | {} |", limit.what, limit.most, limit.beyond));
    must_be("## Limits", &["of what", "most", "more"], &rows.collect::<Vec<_>>());
}

#[test]
fn the_table_of_scenarios_is_the_programs() {
    must_name("## Shipped scenarios", listed("scenarios", "name"));
}

#[test]
fn the_table_of_user_names_is_the_programs() {
    must_name("# User names that decide", listed("magic", "user"));
}

#[test]
fn the_table_of_control_verbs_is_the_programs() {
    let emulator = belvo_emulator::Emulator::builder().port(0).start().expect("an emulator");
    let verbs = emulator.index().expect("the list").verbs.into_iter().map(|verb| {
        let command = verb.command.replace('|', "\\|");
        format!("| `{} {}` | `{command}` | {} |", verb.method, verb.path, verb.about)
    });
    let head = ["call", "`belvo-emulator ctl`", "what it does"];
    must_be("## Control API", &head, &verbs.collect::<Vec<_>>());
}

#[test]
fn the_table_of_control_calls_is_the_programs() {
    let paths = listed("routes", "path");
    let calls = listed("routes", "method").into_iter().zip(&paths);
    let control = calls.filter(|(_, path)| path.starts_with("/_emulator"));
    // The control API is written without slashes at the end.
    must_name(
        "## Control API",
        control.map(|(method, path)| format!("{method} {}", path.trim_end_matches('/'))),
    );
}

/// That the program reads each of these variables is told by the tests of what it says of a wrong one.
#[test]
fn the_table_of_settings_is_the_programs() {
    let help = printed(&["serve", "--help"]);
    let words = help.split([' ', '\n', '[', ']', '=', '<']).filter(|word| !word.is_empty());
    let flags = words.filter(|word| word.starts_with("--") && word.len() > 2);
    // Help names flags in its sentences too; all of them are settings but --help itself.
    let flags: BTreeSet<&str> = flags.filter(|flag| *flag != "--help").collect();
    let variable = |flag: &str| flag.replace("--", "BELVO_EMULATOR_").replace('-', "_").to_uppercase();
    let rows: Vec<String> = flags.iter().map(|flag| format!("| `{flag}` | `{}` |", variable(flag))).collect();
    let (path, written) = under("### Settings");
    for row in &rows {
        assert!(written.contains(row), "{path} lacks {row}");
    }
    assert_eq!(written.matches("| `BELVO_EMULATOR_").count(), rows.len(), "{rows:?}");
}

/// All words that a schema allows as constants, and the keys of its properties.
fn words(schema: &Value, found: &mut BTreeSet<String>) {
    match schema {
        Value::Object(map) => {
            let constants =
                map.get("enum").and_then(Value::as_array).into_iter().flatten().chain(map.get("const"));
            found.extend(constants.filter_map(Value::as_str).map(str::to_owned));
            let keys = map.get("properties").and_then(Value::as_object).into_iter().flatten();
            found.extend(keys.map(|(key, _)| key.clone()));
            map.iter()
                .filter(|(key, _)| !["enum", "const"].contains(&key.as_str()))
                .for_each(|(_, value)| words(value, found));
        }
        Value::Array(items) => items.iter().for_each(|item| words(item, found)),
        _ => {}
    }
}

#[test]
fn every_word_of_the_scenario_format_is_explained() {
    let schema: Value = serde_json::from_str(&printed(&["schema", "scenario"])).expect("JSON");
    let mut found = BTreeSet::new();
    words(&schema["properties"]["widget"], &mut found);
    words(&schema["$defs"]["step"], &mut found);
    // What records hold is told by the OpenAPI document.
    words(&schema["properties"]["data"]["properties"]["set"], &mut found);
    let mut rest = schema["properties"].clone();
    rest["data"].take();
    words(&json!({ "properties": rest }), &mut found);
    // Messages are told by `validate`; codes of `api` and `token` are all that the catalogue has.
    // A rule of `api` has the keys of a fault.
    let explained = ["docs/scenarios.md", "docs/errors.md"].map(|path| &*document(path).text).concat();
    let request_only = belvo_emulator::domain::vocabulary::catalogue::CODES
        .iter()
        .filter(|row| row.surface == belvo_emulator::domain::vocabulary::catalogue::Surface::Request)
        .map(|row| row.name);
    let request_only: BTreeSet<&str> = request_only.collect();
    for word in found.iter().filter(|word| !request_only.contains(word.as_str())) {
        let stands = |open: &str, close: &str| explained.contains(&format!("{open}{word}{close}"));
        assert!(
            stands("`", "`") || stands("`", ":") || stands("{ ", ":") || stands(", ", ":"),
            "docs/scenarios.md and docs/errors.md do not explain `{word}`"
        );
    }
}

#[test]
fn the_table_of_steps_is_the_programs() {
    let rows = rows_of("steps");
    let rows = rows.iter().map(|row| line(row, "step", &["about"]));
    must_be("# Scenario files, version 1", &["step", "what it does"], &rows.collect::<Vec<_>>());
}

/// One row a screen, with all the ways from it.
#[test]
fn the_table_of_the_flow_is_the_programs() {
    let ways: Value = serde_json::from_str(&printed(&["list", "flow", "--json"])).expect("JSON");
    let mut rows: Vec<(String, Vec<String>)> = Vec::new();
    for way in ways.as_array().into_iter().flatten() {
        let screen = way["screen"].as_str().expect("a screen").to_owned();
        if rows.last().is_none_or(|(last, _)| *last != screen) {
            rows.push((screen, Vec::new()));
        }
        rows.last_mut().expect("a row").1.push(cell(way));
    }
    let rows: Vec<String> =
        rows.iter().map(|(screen, ways)| format!("| `{screen}` | {} |", ways.join("; "))).collect();
    must_be("## The flow of the widget", &["screen", "what leads on"], &rows);
}

/// `accept` → `institutions` (PAGE_LOAD)
fn cell(way: &Value) -> String {
    let texts = |key: &str| way[key].as_array().into_iter().flatten().filter_map(Value::as_str);
    let on = way["on"].as_str().expect("what happens");
    let on = if on.contains(' ') { on.to_owned() } else { format!("`{on}`") };
    let to: Vec<String> =
        texts("to").map(|to| if to.contains(' ') { to.to_owned() } else { format!("`{to}`") }).collect();
    let calls: Vec<&str> = texts("calls").collect();
    let calls = if calls.is_empty() { String::new() } else { format!(" ({})", calls.join(", ")) };
    format!("{on} → {}{calls}", to.join(" or "))
}

//! The README's tables against the program: what there is stands there, and what stands there is.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::README;
use super::desk::{listed, printed};

/// The rows of the tables under a heading that begin with a text in backquotes.
fn rows(heading: &str) -> Vec<&'static str> {
    let (_, after) = README.split_once(&format!("\n{heading}\n")).unwrap_or_else(|| panic!("no {heading}"));
    let depth = heading.split(' ').next().unwrap_or_default().len();
    let ends =
        |line: &&str| line.starts_with('#') && line.split(' ').next().is_some_and(|mark| mark.len() <= depth);
    let lines = after.lines().take_while(|line| !ends(line));
    lines.filter(|line| line.starts_with("| `")).collect()
}

/// What `./test needs` asks for, and `cargo` and `npm` with it.
#[test]
fn what_the_tests_need_is_what_is_checked() {
    let cargo = include_str!("../../../Cargo.toml");
    let package: Value = serde_json::from_str(include_str!("../../../package.json")).expect("JSON");
    let node = package["engines"]["node"].as_str().expect("a range").replace('|', "\\|");
    let (_, section) = README.split_once("\n## Tests\n").expect("the section");
    let rust = cargo.lines().find_map(|line| line.strip_prefix("rust-version = ")).expect("a version");
    for row in [
        format!("| Rust | {} or newer |", rust.trim_matches('"')),
        "| a C compiler | any, as `cc` |".to_owned(),
        format!("| Node.js with npm | `{node}`"),
        "| Python with pip | 3.9 or newer |".to_owned(),
    ] {
        assert!(section.contains(&row), "{row}");
    }
    assert!(README.contains(&format!("(Rust {} or newer and a C compiler", rust.trim_matches('"'))));
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
    assert_eq!(named(heading), there, "left: the rows under `{heading}` of README.md; right: the program");
}

/// `WRITE_README=1 cargo test --test toolchain the_table_of_options` writes it.
#[test]
fn the_table_of_options_is_the_programs() {
    let mut table =
        "| option | default | takes | what it decides | rule |\n|---|---|---|---|---|\n".to_owned();
    for row in rows_of("options") {
        let cell = |name: &str| row[name].as_str().unwrap_or_default().to_owned();
        let cells = ["default", "takes", "about", "rule"].map(cell);
        table += &format!("| `{}` | {} |\n", cell("name"), cells.join(" | "));
    }
    must_stand("### Options\n", "| option |", &table);
}

/// The rows of a list of the program.
fn rows_of(list: &str) -> Vec<Value> {
    let rows: Value = serde_json::from_str(&printed(&["list", list, "--json"])).expect("rows");
    rows.as_array().cloned().unwrap_or_default()
}

/// A table of the README is as the program is; or it is written so.
#[track_caller]
fn must_stand(heading: &str, head: &str, table: &str) {
    let (before, rest) = README.split_once(heading).expect("a heading");
    let (intro, rest) = rest.split_once(head).expect("a table");
    let (_, after) = rest.split_once("\n\n").expect("an end");
    if std::env::var_os("WRITE_README").is_some() {
        let fresh = format!("{before}{heading}{intro}{table}\n{after}");
        std::fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md"), fresh).expect("README.md");
    } else {
        assert!(README.contains(table), "README.md is not as the program is; its table is to be:\n{table}");
    }
}

#[test]
fn the_table_of_configuration_keys_is_the_programs() {
    must_name("### Configuration of the widget", listed("config", "name"));
    for key in rows_of("config") {
        let cell = |name: &str| key[name].as_str().unwrap_or_default();
        let row =
            format!("| `{}` | {} | {} | {} |", cell("name"), cell("takes"), cell("about"), cell("rule"));
        assert!(README.contains(&row), "README.md lacks the row {row}");
    }
}

#[test]
fn the_table_of_limits_is_the_programs() {
    let (_, after) = README.split_once("\n### Limits\n").expect("a heading");
    let rows: Vec<&str> = after.lines().skip_while(|line| !line.starts_with("|---")).skip(1).collect();
    let rows = rows.into_iter().take_while(|line| line.starts_with('|'));
    let limits = belvo_emulator::domain::base::limits::table();
    let there = limits.iter().map(|limit| format!("| {} | {} | {} |", limit.what, limit.most, limit.beyond));
    assert_eq!(rows.map(str::to_owned).collect::<Vec<_>>(), there.collect::<Vec<_>>());
}

#[test]
fn the_table_of_scenarios_is_the_programs() {
    must_name("### Shipped scenarios", listed("scenarios", "name"));
}

#[test]
fn the_table_of_user_names_is_the_programs() {
    must_name("### Magic user names", listed("magic", "user"));
}

/// The table of control verbs as the program's own list has it. To write it:
/// `WRITE_README=1 cargo test --test toolchain the_table_of_control_verbs`.
#[test]
fn the_table_of_control_verbs_is_the_programs() {
    let emulator = belvo_emulator::Emulator::builder().port(0).start().expect("an emulator");
    let mut table = "| call | `belvo-emulator ctl` | what it does |\n|---|---|---|\n".to_owned();
    for verb in emulator.index().expect("the list").verbs {
        let command = verb.command.replace('|', "\\|");
        table += &format!("| `{} {}` | `{command}` | {} |\n", verb.method, verb.path, verb.about);
    }
    must_stand("### Control API\n", "| call |", &table);
}

#[test]
fn the_table_of_control_calls_is_the_programs() {
    let paths = listed("routes", "path");
    let calls = listed("routes", "method").into_iter().zip(&paths);
    let control = calls.filter(|(_, path)| path.starts_with("/_emulator"));
    // The control API is written without slashes at the end.
    must_name(
        "### Control API",
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
    for row in &rows {
        assert!(README.contains(row), "README.md lacks {row}");
    }
    assert_eq!(README.matches("| `BELVO_EMULATOR_").count(), rows.len(), "{rows:?}");
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
    let explained = README.split_once("### Scenario files").map(|(_, after)| after).unwrap_or_default();
    let request_only = belvo_emulator::domain::vocabulary::catalogue::CODES
        .iter()
        .filter(|row| row.surface == belvo_emulator::domain::vocabulary::catalogue::Surface::Request)
        .map(|row| row.name);
    let request_only: BTreeSet<&str> = request_only.collect();
    for word in found.iter().filter(|word| !request_only.contains(word.as_str())) {
        let stands = |open: &str, close: &str| explained.contains(&format!("{open}{word}{close}"));
        assert!(
            stands("`", "`") || stands("`", ":") || stands("{ ", ":") || stands(", ", ":"),
            "README.md does not explain `{word}` of scenario files"
        );
    }
}

#[test]
fn the_table_of_steps_is_the_programs() {
    let rows = listed("steps", "step").into_iter().zip(listed("steps", "about"));
    let rows: Vec<String> = rows.map(|(step, about)| format!("| `{step}` | {about} |")).collect();
    must_have_table("| step | what it does |\n|---|---|\n", &rows);
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
    must_have_table("| screen | what leads on |\n|---|---|\n", &rows);
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

#[track_caller]
fn must_have_table(head: &str, rows: &[String]) {
    let (_, after) = README.split_once(head).unwrap_or_else(|| panic!("README.md has no table {head}"));
    let written: Vec<&str> = after.lines().take_while(|line| line.starts_with('|')).collect();
    assert_eq!(written, rows, "write it anew:\n{head}{}\n", rows.join("\n"));
}

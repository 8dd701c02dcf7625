//! What can be brought about, and by what: the table that the command prints, and each of its cells put to the test.

#![allow(clippy::disallowed_methods, reason = "a test of the command runs the command")]

use belvo_emulator::control::{EntryKind, SetScenario};
use std::collections::BTreeSet;
use std::process::Command;

use crate::support::page::Page;
use crate::support::{LATER, PASSWORD, control, must_get_token_of, still};
use belvo_emulator::{Emulator, Request};
use serde_json::{Value, json};

/// Kind, what, message.
type Fact = (String, String, String);

#[track_caller]
fn print(arguments: &[&str]) -> String {
    let program = env!("CARGO_BIN_EXE_belvo-emulator");
    let ran = Command::new(program).args(["list", "matrix"]).args(arguments).output().expect("it runs");
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    String::from_utf8(ran.stdout).expect("text")
}

/// Each row of the table that has something in this column.
#[track_caller]
fn column(name: &str) -> Vec<(Fact, String)> {
    let table: Value = serde_json::from_str(&print(&["--json"])).expect("JSON");
    let text = |row: &Value, name: &str| row[name].as_str().expect("a text").to_owned();
    let rows = table.as_array().expect("rows").iter();
    let cells =
        rows.map(|row| ((text(row, "kind"), text(row, "what"), text(row, "message")), text(row, name)));
    let cells: Vec<_> = cells.filter(|(_, cell)| !cell.starts_with("impossible: ")).collect();
    assert!(cells.len() > 10, "the column {name} is filled");
    cells
}

#[test]
fn the_table() {
    let table: Value = serde_json::from_str(&print(&["--json"])).expect("JSON");
    let line =
        |row: &Value| row.as_object().expect("a row").values().map(text).collect::<Vec<_>>().join(" | ");
    let lines: Vec<String> = table.as_array().expect("rows").iter().map(line).collect();
    insta::assert_snapshot!(lines.join("\n"));
    let people = print(&[]);
    for row in table.as_array().expect("rows") {
        assert!(people.contains(row["file"].as_str().expect("a file")), "people see the same: {row}");
    }
}

#[test]
fn every_impossible_cell_has_a_reason_of_its_own() {
    let table = print(&["--json"]);
    for general in ["no shipped file", "no user name stands for it"] {
        assert!(!table.contains(general), "{table}");
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// What the page's functions were told, and what the journal says of the survey.
fn met(emulator: &Emulator, workspace: &str, page: &Page<'_>) -> BTreeSet<Fact> {
    let journal = emulator.workspace(workspace).journal().expect("a journal");
    let answered = journal.entries.iter().filter(|entry| entry.kind == EntryKind::Survey);
    let surveys = answered.map(|entry| {
        let answer = entry.data["answer"].as_str().unwrap_or("skip");
        ("survey".to_owned(), answer.to_owned(), String::new())
    });
    page.calls.iter().map(fact).chain(surveys).collect()
}

fn fact(call: &Value) -> Fact {
    let data = &call["args"][0]["data"][0];
    let meta = &data["meta_data"];
    let (what, message) = match (text(&call["to"]).as_str(), text(&data["eventName"]).as_str()) {
        ("onEvent", "PAGE_LOAD") => (text(&meta["page"]), String::new()),
        ("onEvent", "WARNING") => (text(&meta["warning_code"]), text(&meta["warning_message"])),
        ("onEvent", _) => (text(&meta["error_code"]), text(&meta["error_message"])),
        ("onExit", _) => (form(data).to_owned(), String::new()),
        _ => ("(link, institution)".to_owned(), String::new()),
    };
    let kind = match text(&call["to"]).as_str() {
        "onEvent" => text(&data["eventName"]),
        "onExit" => "exit".to_owned(),
        _ => "callback".to_owned(),
    };
    (kind, what, message)
}

fn form(data: &Value) -> &'static str {
    let error = data.get("last_encountered_error").is_some();
    match (error, data["meta_data"].get("institution_name").is_some()) {
        (false, false) => "neither",
        (false, true) => "institution_name",
        (true, false) => "last_encountered_error",
        (true, true) => "both",
    }
}

/// Lets the next run of a workspace play, and checks that it meets the fact.
#[track_caller]
fn must_meet(emulator: &Emulator, workspace: &str, scenario: &str, query: &Value, fact: &Fact) {
    let token = must_get_token_of(emulator, workspace);
    let mut page = Page::open_with(emulator, &token, &json!({}), query);
    if let Some((_, by)) = LATER.iter().find(|(name, _)| *name == scenario) {
        page.advance(by);
    }
    let met = met(emulator, workspace, &page);
    assert!(met.contains(fact), "{scenario} does not reach {fact:?} but {met:?}");
}

#[test]
fn each_file_does_what_the_table_says() {
    let emulator = still().start().expect("an emulator");
    for (index, (fact, file)) in column("file").into_iter().enumerate().filter(|(_, (f, _))| f.0 != "REST") {
        let asked = format!("asked-{index}");
        must_meet(&emulator, &asked, &file, &json!({ "scenario": file }), &fact);
        let set = format!("set-{index}");
        emulator.workspace(&set).set_scenario(&file).expect("a scenario");
        must_meet(&emulator, &set, &file, &json!({}), &fact);
    }
}

#[test]
fn each_one_shot_scenario_does_what_the_table_says() {
    let emulator = still().start().expect("an emulator");
    for (index, (fact, scenario)) in column("one_shot").into_iter().enumerate() {
        let workspace = format!("queue-{index}");
        let queued = control(&emulator, &workspace, "POST", "queue", &json!({ "scenario": scenario }));
        assert_eq!(queued.status, 200, "{}", queued.text());
        must_meet(&emulator, &workspace, &scenario, &json!({}), &fact);
        let rest = control(&emulator, &workspace, "GET", "queue", &Value::Null).value();
        assert_eq!(rest["queue"], json!([]), "{scenario} is used up");
    }
}

/// The part of an item that has a code: two errors of payments are nested (R-ERR-70, R-ERR-71).
fn innermost(item: &Value) -> Value {
    let mut inner = item.clone();
    while inner.get("code").is_none() {
        let nested = |value: &&Value| value.is_object() || value.is_array();
        let parts: Vec<&Value> = match &inner {
            Value::Object(map) => map.values().collect(),
            Value::Array(items) => items.iter().collect(),
            _ => return Value::Null,
        };
        inner = parts.into_iter().find(nested).cloned().unwrap_or_default();
    }
    inner
}

/// Each code of the REST API can be the answer to any call; `forbidden_page` is one without JSON.
#[test]
fn each_rule_of_a_file_does_what_the_table_says() {
    let emulator = still().start().expect("an emulator");
    for ((_, code, message), _) in column("file").into_iter().filter(|((kind, ..), _)| kind == "REST") {
        let mut rule = json!({ "on": "GET /api/institutions/", "error": code });
        if !message.is_empty() {
            rule["message"] = json!(message);
        }
        let document = json!({ "version": 1, "title": "A rule", "api": [rule] });
        emulator.set_scenario(SetScenario::document(document)).expect("a scenario");
        let reply = emulator.handle(&Request::get("/api/institutions/").keys("ruled", PASSWORD));
        if code != "forbidden_page" {
            let told = innermost(&reply.value()[0]);
            assert_eq!((text(&told["code"]), text(&told["message"])), (code.clone(), message));
        }
        assert!(reply.status.is_client_error() || reply.status.is_server_error(), "{code}");
    }
}

/// A person at the credentials of a bank whose forms take letters.
#[track_caller]
fn at_the_bank<'e>(emulator: &'e Emulator, workspace: &str) -> Page<'e> {
    let mut page = Page::open(emulator, &must_get_token_of(emulator, workspace));
    page.choose("erebor_mx_retail");
    page
}

/// All that a person can bring about whatever the user name.
fn whatever(emulator: &Emulator) -> BTreeSet<Fact> {
    let mut all = BTreeSet::new();
    for answer in ["missing", "trust", "credentials", "other", "skip"] {
        let workspace = format!("leaves-{answer}");
        let mut page = at_the_bank(emulator, &workspace);
        page.leave(answer);
        all.extend(met(emulator, &workspace, &page));
    }
    let mut page = at_the_bank(emulator, "connects");
    page.submit("anybody").act("finish", Value::Null);
    all.extend(met(emulator, "connects", &page));
    let mut page = at_the_bank(emulator, "goes-back");
    page.act("back", Value::Null).act("back", Value::Null).leave("skip");
    all.extend(met(emulator, "goes-back", &page));
    all
}

#[test]
fn each_user_name_does_by_hand_what_the_table_says() {
    let emulator = still().start().expect("an emulator");
    let whatever = whatever(&emulator);
    for (index, (fact, user)) in column("by_hand").into_iter().enumerate() {
        if user == "any" {
            assert!(whatever.contains(&fact), "{fact:?}");
            continue;
        }
        let workspace = format!("hand-{index}");
        let mut page = at_the_bank(&emulator, &workspace);
        page.submit(&user);
        assert_eq!(page.why, format!("user name {user}"));
        if page.shows() == "mfa" {
            page.act("token", "999999");
        }
        page.leave("other");
        let met = met(&emulator, &workspace, &page);
        assert!(met.contains(&fact), "{user} does not reach {fact:?} but {met:?}");
    }
}

#[test]
fn each_user_name_does_over_rest_what_the_table_says() {
    let emulator = still().start().expect("an emulator");
    for ((_, code, message), cell) in column("over_rest") {
        let (method, user) = cell.split_once(" as ").expect("a method and a user");
        let body = json!({ "institution": "erebor_mx_retail", "username": user, "password": "secret" });
        let mut reply = emulator.handle(&Request::post("/api/links/", &body).keys("rest", PASSWORD));
        if method == "PATCH" {
            let asked = &reply.value()[0];
            let body = json!({ "session": asked["session"], "link": asked["link"], "token": "111111" });
            let patch = Request::new("PATCH".parse().expect("a method"), "/api/links/");
            reply = emulator.handle(&patch.json(&body).keys("rest", PASSWORD));
        }
        let told = (&reply.value()[0]["code"], &reply.value()[0]["message"]);
        assert_eq!(told, (&json!(code), &json!(message)), "{cell}");
    }
}

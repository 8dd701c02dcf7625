//! Hot reload: a change of the scenario files is in force for the next run, whole or not at all.

use belvo_emulator::control::SetScenario;
use std::path::Path;
use std::sync::mpsc;
use std::time::Duration;

use crate::support::{must_get_token, still};
use belvo_emulator::{Emulator, Reloaded, Request};
use serde_json::{Value, json};

/// Hand play in which the bank refuses with a code.
fn refusing(code: &str) -> String {
    format!(
        "version: 1\ntitle: Refuses\nwidget:\n  play: by_hand\n  outcomes: repeat_last\n  steps:\n    - submit: {code}\n"
    )
}

fn write(directory: &Path, text: &str) {
    std::fs::write(directory.join("mine.yaml"), text).expect("a scenario file");
}

fn emulator(directory: &Path) -> Emulator {
    still().scenarios(directory).scenario("mine").start().expect("an emulator")
}

/// Opens a widget and leads it to the credentials.
fn open(emulator: &Emulator) -> (String, String) {
    let token = must_get_token(emulator);
    let config = json!({ "institutions": ["erebor_mx_retail"] });
    let body =
        json!({ "token": token, "config": config, "handlers": ["callback"], "arguments": 2, "query": {} });
    let opened = emulator.handle(&Request::post("/widget/v1/open", &body)).value();
    (opened["widget"].as_str().expect("a widget").to_owned(), token)
}

/// The code on the error screen that credentials lead to.
fn submit(emulator: &Emulator, (widget, token): &(String, String)) -> Value {
    let value = json!({ "username": "somebody", "password": "secret" });
    let body = json!({ "token": token, "act": "submit", "value": value, "after": 0 });
    let frames = emulator.handle(&Request::post(format!("/widget/v1/{widget}/acts"), &body)).value();
    let last = frames["frames"].as_array().and_then(|frames| frames.last()).cloned().unwrap_or_default();
    last["screen"]["code"].clone()
}

#[test]
fn an_open_run_keeps_its_version_and_the_next_has_the_new_one() {
    let directory = tempfile::tempdir().expect("a directory");
    write(directory.path(), &refusing("institution_down"));
    let emulator = emulator(directory.path());
    let before = open(&emulator);
    write(directory.path(), &refusing("too_many_sessions"));
    assert!(matches!(emulator.reload(), Reloaded::InForce(_)));
    assert_eq!(submit(&emulator, &before), "institution_down");
    assert_eq!(submit(&emulator, &open(&emulator)), "too_many_sessions");
}

#[test]
fn a_broken_change_leaves_everything_as_it_was_and_says_why() {
    let directory = tempfile::tempdir().expect("a directory");
    write(directory.path(), &refusing("institution_down"));
    let emulator = emulator(directory.path());
    write(directory.path(), &refusing("institution_dwn"));
    let Reloaded::Refused(why) = emulator.reload() else { panic!("the change is broken") };
    assert!(why.to_string().contains("mine.yaml:7:15"), "{why}");
    let listed = json!(emulator.scenarios().expect("scenarios"));
    assert!(listed["refused"].as_str().is_some_and(|why| why.contains("institution_dwn")), "{listed}");
    assert_eq!(submit(&emulator, &open(&emulator)), "institution_down");
    write(directory.path(), &refusing("login_error"));
    assert!(matches!(emulator.reload(), Reloaded::InForce(_)));
    assert_eq!(emulator.scenarios().expect("scenarios").refused, None);
    assert_eq!(submit(&emulator, &open(&emulator)), "login_error");
}

#[test]
fn a_watched_directory_is_read_again_by_itself() {
    let directory = tempfile::tempdir().expect("a directory");
    write(directory.path(), &refusing("institution_down"));
    let (told, hear) = mpsc::channel();
    let tell = move |reloaded: &Reloaded| {
        let _test_over = told.send(matches!(reloaded, Reloaded::InForce(_)));
    };
    let builder = still().scenarios(directory.path()).scenario("mine").watch(tell);
    let emulator = builder.start().expect("an emulator");
    write(directory.path(), &refusing("too_many_sessions"));
    assert_eq!(hear.recv_timeout(Duration::from_secs(20)), Ok(true), "the change is noticed");
    assert_eq!(submit(&emulator, &open(&emulator)), "too_many_sessions");
}

#[test]
fn a_queued_scenario_and_those_of_open_workspaces_are_renewed() {
    let directory = tempfile::tempdir().expect("a directory");
    write(directory.path(), &refusing("institution_down"));
    let emulator = emulator(directory.path());
    must_get_token(&emulator);
    let own = emulator.workspace(crate::support::SECRET_ID);
    own.set_scenario(SetScenario::none()).expect("none");
    let body = json!({ "scenario": "mine" });
    let path = format!("/_emulator/workspaces/{}/queue", crate::support::SECRET_ID);
    let queued = emulator.handle(&Request::post(path, &body).header("host", "localhost"));
    assert_eq!(queued.status, 200, "{}", queued.text());
    write(directory.path(), &refusing("activation_failed"));
    assert!(matches!(emulator.reload(), Reloaded::InForce(_)));
    assert_eq!(submit(&emulator, &open(&emulator)), "activation_failed");
}

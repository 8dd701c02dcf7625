//! `ctl`: each verb against a running emulator, what is refused, and none running.

use std::net::TcpListener;

use serde_json::{Value, json};

use crate::support::program::{Running, must_exit, program, run, shipped};

fn still() -> Running {
    Running::on_free_port(&["--now", "2026-01-31T12:00:00Z", "--freeze"])
}

#[test]
fn each_verb_prints_the_answer_as_json() {
    let running = still();
    assert_eq!(running.must_ctl(&["health"]), json!({ "status": "ready" }));
    let info = running.must_ctl(&["info"]);
    assert_eq!((&info["api_url"], &info["seed"]), (&running.ready["api_url"], &json!(1)));
    assert_eq!(running.must_ctl(&["scenarios"])["scenarios"].as_array().map(Vec::len), Some(shipped()));
    assert_eq!(running.must_ctl(&["scenario"])["scenario"], Value::Null);
    assert_eq!(running.must_ctl(&["scenario", "login_error"])["play"], "by_itself");
    assert_eq!(running.must_ctl(&["scenario", "login_error", "--play", "by_hand"])["play"], "by_hand");
    assert_eq!(running.must_ctl(&["scenario", "--none"])["scenario"], Value::Null);
    let set = running.must_ctl(&["options", "strict=on", "page.default_size=3"]);
    let on: Vec<&Value> = set["options"]
        .as_array()
        .into_iter()
        .flatten()
        .filter(|row| row["value"] != row["default"])
        .collect();
    assert_eq!(on.len(), 2);
    assert_eq!(running.must_ctl(&["options"]), set);
    assert_eq!(running.must_ctl(&["reset"]), json!({ "reset": "all" }));
    assert_ne!(running.must_ctl(&["options"]), set);
}

#[test]
fn the_clock_is_moved() {
    let running = still();
    let now = |answer: Value| answer["now"].as_str().map(str::to_owned).expect("a time");
    assert_eq!(now(running.must_ctl(&["clock"])), "2026-01-31T12:00:00.000000Z");
    let moved = running.must_ctl(&["clock", "advance", "10m"]);
    assert_eq!((&moved["now"], &moved["fired"]), (&json!("2026-01-31T12:10:00.000000Z"), &json!([])));
    assert_eq!(
        now(running.must_ctl(&["clock", "freeze", "2027-01-01T00:00:00Z"])),
        "2027-01-01T00:00:00.000000Z"
    );
    let run = running.must_ctl(&["clock", "run", "2026-01-31T12:00:00Z"]);
    assert_eq!(run["mode"], "running");
    assert_eq!(running.must_ctl(&["clock", "freeze"])["mode"], "frozen");
}

#[test]
fn a_verb_is_for_one_workspace_when_it_is_named() {
    let running = still();
    let moved = running.must_ctl(&["--workspace", "a/b c", "clock", "advance", "1h"]);
    assert_eq!(moved["now"], "2026-01-31T13:00:00.000000Z");
    assert_eq!(running.must_ctl(&["clock"])["now"], "2026-01-31T12:00:00.000000Z");
    assert_eq!(running.must_ctl(&["info"])["workspaces"], json!(["a/b c"]));
    let mut by_environment = program(&["ctl", "--url", running.url(), "clock"]);
    let said = run(by_environment.env("BELVO_EMULATOR_WORKSPACE", "a/b c"));
    assert_eq!(said.json()["now"], "2026-01-31T13:00:00.000000Z");
    assert_eq!(running.must_ctl(&["--workspace", "a/b c", "reset"]), json!({ "reset": "a/b c" }));
}

#[test]
fn the_journal_is_narrowed() {
    let running = still();
    running.must_ctl(&["--workspace", "a", "scenario", "success"]);
    running.must_ctl(&["--workspace", "a", "clock", "advance", "1s"]);
    let kinds = |args: &[&str]| {
        let answer = running.must_ctl(args);
        let rows = answer["entries"].as_array().cloned().expect("entries");
        rows.iter().map(|row| row["kind"].as_str().expect("a kind").to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(kinds(&["journal"]), ["scenario", "clock"]);
    assert_eq!(kinds(&["journal", "--kind", "clock"]), ["clock"]);
    assert_eq!(kinds(&["--workspace", "a", "journal", "--after", "1"]), ["clock"]);
    assert_eq!(kinds(&["journal", "--kind", "act"]), [""; 0]);
    let typo = running.ctl(&["journal", "--kind", "acts"]);
    assert_eq!(typo.code, 2, "{}", typo.err);
    assert!(typo.err.contains("'act'"), "{}", typo.err);
}

#[test]
fn what_is_refused_has_the_reason_a_help_and_one_code_whoever_refuses_it() {
    let running = still();
    for (args, code, text) in [
        (&["scenario", "sucess"][..], 5, "the nearest is `success`"),
        (&["options", "strickt=on"], 2, "the nearest is `strict`"),
        (&["clock", "advance", "10"], 2, "it has no unit"),
        (&["clock", "freeze", "noon"], 2, "is not a point in time"),
        (&["--workspace", &"x".repeat(129), "clock"], 2, "128 bytes"),
        (&["journal", "--on", "POST /api/link/"], 2, "the nearest is"),
        (&["journal", "--code", "login_eror"], 2, "the nearest is"),
        (&["journal", "--kind", "acts"], 2, "'act'"),
        (&["journal", "wait", "--timeout", "1"], 2, "unit"),
        (&["bundle"], 2, "this is of one workspace"),
        (&["link", "new", "erebor_mx_retail", "--external-id", "u1"], 2, "`external_id`: it needs 3 to 256"),
        (&["verify", r#"{"expect":[],"orderd":true}"#], 2, "Usage: belvo-emulator ctl verify JSON"),
        (&["verify", r#"{"expect":[{"match":{},"times":"2"}]}"#], 2, "Usage: belvo-emulator ctl verify JSON"),
        (
            &["verify", r#"{"expect":[{"on":"GET /api/links/"}]}"#],
            2,
            "\n\n  tip: put it under `match`\n\nUsage",
        ),
        (&["--workspace", "never", "verify", r#"{"expect":[{"match":{},"times":0}]}"#], 5, "was ever opened"),
        (&["journal", "--after", "1-x"], 2, "`1-17`"),
        (&["validate", "version: 1\ntitle: Mine\nwidget:\n  step: []\n"], 3, "4:3"),
    ] {
        let args = if args[0] == "link" { [&["--workspace", "a"], args].concat() } else { args.to_vec() };
        let said = running.ctl(&args);
        assert_eq!((said.code, said.out.as_str()), (code, ""), "{args:?}: {}", said.err);
        assert!(!said.err.contains("[OPTIONS]") || said.err.contains("--kind"), "{args:?}: {}", said.err);
        assert!(said.err.contains(text), "{args:?}: {}", said.err);
        assert!(!said.err.contains("\n\n\n"), "{args:?}: {}", said.err);
    }
    assert!(running.ctl(&["options", "strickt=on"]).err.contains("help: "));
}

#[test]
fn the_control_token_is_brought() {
    let running = Running::on_free_port(&["--control-token", "s3cret"]);
    assert_eq!(running.ctl(&["info"]).code, 5);
    assert_eq!(running.ctl(&["--control-token", "wrong", "info"]).code, 5);
    running.must_ctl(&["--control-token", "s3cret", "info"]);
}

#[test]
fn none_running_is_exit_6() {
    let free = TcpListener::bind(("127.0.0.1", 0)).expect("a port");
    let url = format!("http://{}", free.local_addr().expect("an address"));
    drop(free);
    let said = must_exit(&["ctl", "--url", &url, "health"], 6);
    assert!(said.err.contains(&url) && said.err.contains("--url"), "{}", said.err);
    for url in ["https://127.0.0.1:1", "127.0.0.1", "http://", "nonsense"] {
        must_exit(&["ctl", "--url", url, "health"], 6);
    }
}

#[test]
fn an_address_may_end_in_a_slash_or_be_the_control_apis() {
    let running = still();
    for url in
        [format!("{}/", running.url()), running.ready["control_url"].as_str().expect("text").to_owned()]
    {
        must_exit(&["ctl", "--url", &url, "health"], 0);
    }
}

#[test]
fn a_scenario_directory_takes_the_place_of_a_shipped_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = "version: 1\ntitle: Mine instead\nwidget:\n  steps: [accept]\n";
    std::fs::write(folder.path().join("success.yaml"), text).expect("a file");
    let path = folder.path().display().to_string();
    let running =
        Running::on_free_port(&["--scenarios", &path, "--scenario", "success", "--play", "by_hand"]);
    let scenario = running.must_ctl(&["scenario"]);
    assert_eq!((&scenario["title"], &scenario["play"]), (&json!("Mine instead"), &json!("by_hand")));
}

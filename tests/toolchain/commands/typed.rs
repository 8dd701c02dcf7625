//! What is typed at `ctl`: texts of files, forgotten signs, empty variables.

use std::path::Path;
use std::process::{Command, Output, Stdio};

use belvo_emulator::Emulator;
use serde_json::{Value, json};

use super::{must_print, run};
use crate::support::still;

const DOCUMENT: &str = "---\nversion: 1\ntitle: Mine\nwidget:\n  steps: [accept]\n";

/// An emulator, and a folder with files to type at it.
struct Typist {
    emulator: Emulator,
    folder: tempfile::TempDir,
}

impl Typist {
    fn new() -> Self {
        let emulator = still().start().expect("an emulator");
        Self { emulator, folder: tempfile::tempdir().expect("a folder") }
    }

    fn file(&self, name: &str, text: &str) {
        std::fs::write(self.folder.path().join(name), text).expect("a file");
    }

    /// Types words in the folder; standard input is one of its files.
    fn types(&self, words: &[&str], input: Option<&Path>) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_belvo-emulator"));
        command.args(["ctl", "--url", &self.emulator.url()]).args(words).env_clear();
        let input = input.map(|name| std::fs::File::open(self.folder.path().join(name)).expect("a file"));
        command.current_dir(self.folder.path()).stdin(input.map_or_else(Stdio::null, Stdio::from));
        command.output().expect("the program runs")
    }

    #[track_caller]
    fn must(&self, words: &[&str]) -> Value {
        let output = self.types(words, None);
        assert!(output.status.success(), "{words:?}: {}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_slice(&output.stdout).unwrap_or_default()
    }

    #[track_caller]
    fn must_be_told(&self, words: &[&str], code: i32, texts: &[&str]) -> String {
        let output = self.types(words, None);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(code), "{words:?}: {said}");
        for text in texts {
            assert!(said.contains(text), "`{text}` in: {said}");
        }
        said
    }
}

#[test]
fn what_stands_in_a_file_is_never_an_option() {
    let typist = Typist::new();
    typist.file("ds.yaml", DOCUMENT);
    typist.file("clear.txt", "--clear");
    typist.file("flag.txt", "-f");
    typist.file("end.txt", "--");
    assert_eq!(typist.must(&["validate", "@ds.yaml"])["valid"], true);
    assert_eq!(typist.must(&["scenario", "--document", "@ds.yaml", "--play", "by_hand"])["title"], "Mine");
    assert_eq!(typist.must(&["scenario", "--document=@ds.yaml"])["title"], "Mine", "in one word");
    let piped = typist.types(&["scenario", "--document", "@-"], Some(Path::new("ds.yaml")));
    assert!(piped.status.success(), "{}", String::from_utf8_lossy(&piped.stderr));
    typist.must(&["queue", "success"]);
    for (file, name) in [("@clear.txt", "`--clear`"), ("@flag.txt", "`-f`"), ("@end.txt", "`--`")] {
        typist.must_be_told(&["queue", file], 5, &[&format!("there is no scenario {name}")]);
    }
    assert_eq!(typist.must(&["queue"])["future"][0]["scenario"], "success", "nothing is cleared");
    typist.must_be_told(&["queue", "@@clear.txt"], 5, &["there is no scenario `@clear.txt`"]);
    typist.must_be_told(&["queue", "@none.txt"], 2, &["none.txt: No such file", "write `@@` for `@`"]);
}

#[test]
fn what_is_wrong_in_a_file_is_told_by_the_name_of_the_file() {
    let typist = Typist::new();
    let whole = json!({ "version": 1, "note": "x".repeat(5_000) }).to_string();
    typist.file("cut.json", &whole[..4_000]);
    let told = typist.must_be_told(&["bundle", "load", "@cut.json"], 2, &["'@cut.json'", "no JSON: EOF"]);
    assert!(told.len() < 600, "{told}");
    for words in [
        &["bundle", "load", &whole[..4_000]][..],
        &["journal", &whole],
        &[&whole],
        &["validate", &DOCUMENT.repeat(99)],
    ] {
        let told = typist.must_be_told(words, 2, &["error: "]);
        assert!(told.len() < 900, "{}: {told}", told.len());
    }
}

#[test]
fn a_file_without_its_sign_is_told() {
    let typist = Typist::new();
    typist.file("ticket.json", r#"{ "version": 1 }"#);
    typist.file("mine.yaml", DOCUMENT);
    let tip = "`ticket.json` is a file: `@ticket.json` stands for what is in it";
    for words in [&["bundle", "load", "ticket.json"][..], &["verify", "ticket.json"]] {
        typist.must_be_told(words, 2, &["no JSON", tip]);
    }
    let tip = "`mine.yaml` is a file: `@mine.yaml`";
    for words in [&["validate", "mine.yaml"][..], &["scenario", "--document", "mine.yaml"]] {
        typist.must_be_told(words, 3, &[tip]);
    }
    let told = typist.must_be_told(&["verify", "nowhere.json"], 2, &["no JSON"]);
    assert!(!told.contains("is a file"), "{told}");
}

#[test]
fn what_was_waited_for_in_vain_is_told_with_the_nearest() {
    let typist = Typist::new();
    let wait = |data: &str| {
        ["--workspace", "a", "journal", "wait", "--kind", "clock", "--timeout", "1ms", "--data", data]
            .map(str::to_owned)
    };
    let words = |data: &str| -> Vec<String> { wait(data).into() };
    typist.must(&["--workspace", "a", "clock", "freeze"]);
    let wrong = words(r#"{"mode":"running"}"#);
    let wrong: Vec<&str> = wrong.iter().map(String::as_str).collect();
    typist.must_be_told(
        &wrong,
        5,
        &["has not come in time; the nearest is entry 1: ", "`data.mode` is \"frozen\", not \"running\""],
    );
    let verify = r#"{"expect":[{"match":{"kind":"clock","data":{"mode":"running"}}}]}"#;
    typist.must_be_told(
        &["verify", verify],
        5,
        &["the nearest is entry 1: ", "`data.mode` is \"frozen\", not \"running\""],
    );
}

#[test]
fn a_flag_is_named_as_it_is_typed() {
    let typist = Typist::new();
    let fault = ["faults", "set", "GET /api/links/", "--error", "login_error", "--message", "Own words"];
    let told = typist.must_be_told(&fault, 2, &["`--custom`"]);
    assert!(!told.contains("custom: true"), "{told}");
}

#[test]
fn an_empty_variable_counts_as_unset() {
    let with = |name: &str, words: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_belvo-emulator"));
        let output = command.args(words).env_clear().env(name, "").output().expect("the program runs");
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    let emulator = still().start().expect("an emulator");
    let asks = ["ctl", "--url", &emulator.url(), "clock"];
    assert_eq!(with("BELVO_EMULATOR_QUIET", &asks).0, Some(0));
    for name in ["FREEZE", "STRICT", "WATCH", "PORT", "SEED", "SCENARIO", "SCENARIOS", "PLAY", "HOST", "SET"]
    {
        let (code, told) = with(&format!("BELVO_EMULATOR_{name}"), &["exec", "--", "true"]);
        assert_eq!(code, Some(0), "{name}: {told}");
    }
    // What would leave open what was to be closed, or touch all workspaces.
    assert_eq!(with("BELVO_EMULATOR_CONTROL_TOKEN", &["exec", "--", "true"]).0, Some(125));
    assert_eq!(with("BELVO_EMULATOR_WORKSPACE", &asks).0, Some(2));
}

#[test]
fn the_help_speaks_to_who_types() {
    for words in [&["exec", "--help"][..], &["serve", "--help"], &["--help"]] {
        assert!(!must_print(words).contains("stands first"), "{words:?}");
    }
    let exec = must_print(&["exec", "--help"]);
    assert!(exec.contains("a free one if none is named") && !exec.contains("2358"), "{exec}");
    assert!(must_print(&["serve", "--help"]).contains("[default: 2358]"));
}

#[test]
fn what_can_be_typed_is_explained() {
    let kind = |word: &str| {
        let output = run(&["explain", word, "--json"]);
        let sheet: Value = serde_json::from_slice(&output.stdout).unwrap_or_default();
        sheet["kind"].as_str().unwrap_or_default().to_owned()
    };
    for (word, expected) in [
        ("slow_2500", "user"),
        ("student_2", "user"),
        ("stale_data", "state"),
        ("expired_consent", "state"),
        ("unconfirmed", "state"),
        ("valid", "state"),
        ("consent", "screen"),
        ("token.issued", "entry"),
    ] {
        assert_eq!(kind(word), expected, "{word}");
    }
    let stale = must_print(&["explain", "stale_data"]);
    assert!(stale.contains("ctl link LINK stale_data`") && stale.contains("stale_day"), "{stale}");
}

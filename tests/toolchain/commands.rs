//! The program's commands as people type them: what they print, how they end, and what they do to an emulator.

#![allow(clippy::disallowed_methods, reason = "a test of the program runs the program")]

mod completions;
mod ctl;
mod entries;
mod explain;
mod list;
mod typed;
mod words;

use std::os::unix::process::CommandExt;
use std::process::{Command, Output};

use serde_json::Value;

/// Runs the program without this process's environment, by the name that it has on a `PATH`: no length of a path decides
/// where a line breaks.
fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_belvo-emulator"))
        .arg0("belvo-emulator")
        .args(arguments)
        .env_clear()
        .output()
        .expect("the program runs")
}

/// What it prints, when it ends well.
#[track_caller]
fn must_print(arguments: &[&str]) -> String {
    let output = run(arguments);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{arguments:?}: {said}");
    String::from_utf8(output.stdout).expect("text")
}

#[track_caller]
fn must_print_json(arguments: &[&str]) -> Value {
    serde_json::from_str(&must_print(arguments)).expect("JSON")
}

/// What it complains of, when it ends with this code.
#[track_caller]
fn must_complain(arguments: &[&str], code: i32) -> String {
    let output = run(arguments);
    assert_eq!(output.status.code(), Some(code), "{arguments:?}");
    assert_eq!(String::from_utf8_lossy(&output.stdout), "", "nothing for programs");
    String::from_utf8(output.stderr).expect("text")
}

/// The text has no line that is wider, and no colours, since nobody watches.
#[track_caller]
fn must_be_readable(text: &str, width: usize) {
    for line in text.lines() {
        assert!(line.chars().count() <= width, "{} columns: {line}", line.chars().count());
        assert!(!line.contains('\u{1b}') && !line.ends_with(' '), "{line:?}");
    }
}

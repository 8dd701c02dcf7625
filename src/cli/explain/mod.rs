//! `belvo-emulator explain`: what a word of Belvo's means, where it shows, and how to get it.

mod sheet;
mod topics;

use std::process::ExitCode;

use clap::Args;

use crate::cli::output::{USAGE, complain, failed, print};
use crate::emulator::{Builder, text};
use topics::{Topic, nearest};

#[derive(Args)]
pub(super) struct Explain {
    /// A code, PAGE_LOAD, ERROR, WARNING, onExit, callback, a page such as /abandonSurvey, a user name, a rule's id, or
    /// a message as it was seen, whole or in part.
    #[arg(value_name = "WORD", required = true)]
    words: Vec<String>,
    /// As JSON.
    #[arg(long)]
    json: bool,
}

pub(super) fn run(explain: &Explain) -> ExitCode {
    let asked = explain.words.join(" ");
    let shown = match Builder::default().summaries() {
        Ok(shown) => shown,
        Err(error) => return failed(&error),
    };
    match Topic::find(&asked).as_slice() {
        [topic] if explain.json => print(&format!("{:#}", topic.sheet(&shown).json)),
        [topic] => print(&topic.sheet(&shown).text()),
        [] => unknown(&asked),
        several => ambiguous(&asked, several),
    }
}

fn unknown(asked: &str) -> ExitCode {
    let meant = nearest(asked).map(|word| format!("; did you mean `{word}`?")).unwrap_or_default();
    complain(&format!(
        "nothing is known of {}{meant}\n  help: `belvo-emulator list errors` shows the codes, `list events` events and pages",
        text::quote(asked)
    ));
    ExitCode::from(USAGE)
}

fn ambiguous(asked: &str, several: &[Topic]) -> ExitCode {
    let names: Vec<&str> = several.iter().map(Topic::name).collect();
    complain(&format!(
        "{} is said by several: {}\n  help: explain one of them",
        text::quote(asked),
        names.join(", ")
    ));
    ExitCode::from(USAGE)
}

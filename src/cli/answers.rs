//! What `ctl` prints of an answer, and the code that it ends with.

use std::process::ExitCode;

use serde::Deserialize;
use serde_json::Value;

use super::client::Answer;
use super::output::{INVALID, REFUSED, USAGE, complain, print, remark};
use super::{files, hints};
use crate::emulator::{Nearest, Prints, VerbRow};

/// Prints an answer, and says of what was waited for in vain what came instead.
pub(super) fn print_answer(answer: &Answer, row: &VerbRow) -> ExitCode {
    let printed = match &answer.body {
        Value::Null => ExitCode::SUCCESS,
        body if row.prints == Prints::Text => print(body["text"].as_str().unwrap_or_default().trim_end()),
        body => print(&format!("{body:#}")),
    };
    if answer.body["complete"] != false {
        return printed;
    }
    let nearest = Nearest::deserialize(&answer.body["nearest"]).map(|nearest| format!("; {nearest}"));
    complain(&format!("what was waited for has not come in time{}", nearest.unwrap_or_default()));
    ExitCode::from(REFUSED)
}

pub(super) fn print_lines(answer: &Answer) -> ExitCode {
    let entries = answer.body["entries"].as_array();
    for entry in entries.into_iter().flatten() {
        print(&entry.to_string());
    }
    if let Some(dropped) = answer.body["dropped"].as_u64().filter(|dropped| *dropped > 0) {
        remark(&format!("{dropped} older entries are gone"));
    }
    ExitCode::SUCCESS
}

/// Tells why a call was refused, and what to do about it.
pub(super) fn refuse(answer: &Answer, request: &Value, row: &VerbRow) -> ExitCode {
    let text = |key: &str| answer.body[key].as_str();
    let Some(detail) = text("detail") else {
        complain("what answers there is no emulator\n  help: name the address of one with --url");
        return ExitCode::from(REFUSED);
    };
    let forgotten = request["document"].as_str().and_then(files::forgotten);
    let helps = text("hint").map(|hint| hints::help(hint, row)).into_iter().chain(forgotten);
    let helps: String = helps.map(|help| format!("\n  help: {help}")).collect();
    let faults = faults(&answer.body["faults"]);
    complain(&hints::typed(&format!("{}{faults}{helps}", hints::as_commands(detail)), row));
    ExitCode::from(code_of(answer))
}

/// A request that can never be is wrong usage, as it is when the command line finds that out; a document with faults is what
/// it is for `validate`; all else is refused for what the emulator holds.
fn code_of(answer: &Answer) -> u8 {
    let code = answer.body["code"].as_str().unwrap_or_default();
    match answer.status.as_u16() {
        400 if code.ends_with("_invalid") => INVALID,
        400 => USAGE,
        _ => REFUSED,
    }
}

/// What is wrong with a scenario that was sent, a line each.
fn faults(faults: &Value) -> String {
    let line = |fault: &Value| {
        let help = fault["help"].as_str().map(|help| format!("\n    help: {help}")).unwrap_or_default();
        let message = fault["message"].as_str().unwrap_or_default();
        format!("\n  {}:{}: {message}{help}", fault["line"], fault["column"])
    };
    faults.as_array().into_iter().flatten().map(line).collect()
}

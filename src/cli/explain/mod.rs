//! `belvo-emulator explain`: what a word of Belvo's means, where it shows, and how to get it.

mod said;
mod screens;
mod sheet;
mod statuses;
mod things;
mod topics;

use std::process::ExitCode;

use clap::Args;

use crate::cli::output::{USAGE, complain, failed, print};
use crate::emulator::{Builder, StartError, text};
use said::Said;
use sheet::Sheet;
use topics::{Known, Topic, nearest};

#[derive(Args)]
pub(super) struct Explain {
    /// A code, a status such as 401, PAGE_LOAD, ERROR, WARNING, onExit, callback, a page such as /abandonSurvey, a user name, a rule's id, a
    /// scenario, an option, an institution by either of its names, an answer to the survey, a step, a key of
    /// `createWidget`, a state of links, a screen of the widget, a kind of entry in the journal, or a message or a text of the widget as it was seen, whole or in part. Accents and capitals make no difference.
    #[arg(value_name = "WORD", required = true)]
    words: Vec<String>,
    /// As JSON.
    #[arg(long)]
    json: bool,
}

pub(super) fn run(explain: &Explain) -> ExitCode {
    let asked = explain.words.join(" ");
    match found(&asked) {
        Ok(Found::One(sheet)) if explain.json => print(&format!("{:#}", sheet.json)),
        Ok(Found::One(sheet)) => print(&sheet.text()),
        Ok(Found::Several(codes)) => ambiguous(&asked, &codes),
        Ok(Found::Nothing(meant)) => unknown(&asked, meant.as_deref()),
        Err(error) => failed(&error),
    }
}

/// What a word or a text is found to mean.
enum Found {
    One(Box<Sheet>),
    /// The names of the codes that say it.
    Several(Vec<&'static str>),
    /// The name that was probably meant.
    Nothing(Option<String>),
}

fn found(asked: &str) -> Result<Found, StartError> {
    let builder = Builder::default();
    let known = Known { shown: builder.summaries()?, institutions: builder.institutions()?.clone() };
    if let [topic, others @ ..] = Topic::named(asked, &known).as_slice() {
        let mut sheet = topic.sheet(&known);
        sheet.note_all("also", others.iter().map(Topic::line).collect());
        return Ok(Found::One(sheet.into()));
    }
    Ok(match said::by_codes(asked).as_slice() {
        [said] => Found::One(said::sheet(said, &builder.matrix()?, &known).into()),
        [] => match said::by_answers(asked) {
            Some(topic) => Found::One(topic.sheet(&known).into()),
            None => match screens::saying(asked) {
                Some(text) => Found::One(text.sheet(&known.shown).into()),
                None => Found::Nothing(nearest(asked, &known).map(str::to_owned)),
            },
        },
        several => Found::Several(several.iter().map(|said: &Said| said.code.name).collect()),
    })
}

fn unknown(asked: &str, meant: Option<&str>) -> ExitCode {
    let meant = meant.map(|word| format!("; did you mean `{word}`?")).unwrap_or_default();
    complain(&format!(
        "nothing is known of {}{meant}\n  help: `belvo-emulator list` prints the lists: errors, events, options, scenarios and more",
        text::quote(asked)
    ));
    ExitCode::from(USAGE)
}

fn ambiguous(asked: &str, names: &[&str]) -> ExitCode {
    complain(&format!(
        "{} is said by several: {}\n  help: explain one of them",
        text::quote(asked),
        names.join(", ")
    ));
    ExitCode::from(USAGE)
}

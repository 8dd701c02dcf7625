//! A recorded run as the text of a file, in the way in which files are written by hand: what has decided the bank's answers,
//! and what is otherwise when it is played, stands in comments.

use serde_json::Value;

use super::document::VERSION;
use crate::domain::base::text::printable;
use crate::domain::base::time::Span;
use crate::domain::scenario::model::{BadToken, Play};
use crate::domain::scenario::step::{Answer, Lapse, Step};
use crate::domain::vocabulary::acts::{Act, Choice, SKIP, SurveyAnswer};
use crate::domain::vocabulary::answers::{Outcome, RawEmission, Refusal, Sink, TokenOutcome};
use crate::domain::widget::recording::{Recorded, Recording};

/// What stands above a recorded run.
pub struct Head<'h> {
    /// The run's id.
    pub widget: &'h str,
    /// The version of the program.
    pub version: &'h str,
    /// How it has ended, if it has.
    pub ending: Option<&'h str>,
}

/// The text of a file that plays a recorded run.
pub fn write(recording: &Recording, head: &Head<'_>) -> String {
    let mut lines = vec![
        format!("version: {VERSION}"),
        format!("title: {}", scalar(&title(recording, head))),
        format!("# Recorded of the widget {} by belvo-emulator {}.", head.widget, head.version),
    ];
    lines.extend(remarks("Its page", &recording.page));
    lines.extend(remarks("Played, it differs", &recording.differs));
    if !recording.options.is_empty() {
        lines.push("options:".to_owned());
    }
    lines.extend(recording.options.iter().map(|(name, value)| format!("  {name}: {}", scalar(value))));
    lines.push("widget:".to_owned());
    lines.push(format!("  play: {}", word(&Play::ALL, Play::ByItself)));
    lines.extend(recording.token.map(|token| format!("  token: {}", word(&BadToken::ALL, token))));
    lines.extend((recording.pace > Span::ZERO).then(|| format!("  pace: {}", recording.pace)));
    lines.extend(recording.username.as_ref().map(|name| format!("  username: {}", scalar(name))));
    if !recording.steps.is_empty() {
        lines.push("  steps:".to_owned());
    }
    lines.extend(recording.steps.iter().map(line));
    lines.join("\n") + "\n"
}

/// The codes that it shows, and how it ends.
fn title(recording: &Recording, head: &Head<'_>) -> String {
    let codes = recording.steps.iter().filter_map(|recorded| code(&recorded.step));
    let mut words: Vec<&str> = codes.chain([head.ending.unwrap_or("not over yet")]).collect();
    words.dedup();
    format!("A recorded run ({})", words.join(", "))
}

fn code(step: &Step) -> Option<&'static str> {
    match step {
        Step::Bank(Answer::ToCredentials(outcome)) => code_of(outcome),
        Step::Bank(Answer::ToToken(TokenOutcome::Refused(refusal))) => Some(refusal.code.name()),
        Step::Bank(Answer::ToToken(TokenOutcome::Wrong)) => Some("a wrong token"),
        Step::Bank(Answer::ToToken(TokenOutcome::Late)) => Some("a token too late"),
        Step::Bank(Answer::Unavailable(_, code)) => Some(code.name()),
        Step::Bank(Answer::Silence) => Some("a silent bank"),
        Step::Time(Lapse::Expire) => Some("expired"),
        _ => None,
    }
}

fn code_of(outcome: &Outcome) -> Option<&'static str> {
    match outcome {
        Outcome::Refused(refusal) => Some(refusal.code.name()),
        Outcome::After(_, then) => code_of(then),
        Outcome::Success | Outcome::AskToken(_) => None,
    }
}

fn remarks(what: &str, remarks: &[String]) -> Vec<String> {
    if remarks.is_empty() {
        return Vec::new();
    }
    let rows = remarks.iter().map(|remark| format!("# - {}", printable(remark)));
    std::iter::once(format!("# {what}:")).chain(rows).collect()
}

fn line(recorded: &Recorded) -> String {
    let value = value(&recorded.step).map(|value| format!(": {value}")).unwrap_or_default();
    let why = recorded.why.as_ref().map(|why| format!(" # {}", printable(why))).unwrap_or_default();
    format!("    - {}{value}{why}", recorded.step.word())
}

/// What stands behind the word of a step.
fn value(step: &Step) -> Option<String> {
    match step {
        Step::Person(Act::Choose(choice)) => Some(institution(choice)),
        Step::Person(Act::Survey(answer)) => Some(answer.map_or(SKIP, SurveyAnswer::name).to_owned()),
        Step::Person(_) | Step::Bank(Answer::Silence) | Step::Time(Lapse::Expire) => None,
        Step::Bank(Answer::ToCredentials(outcome)) => Some(to_credentials(outcome)),
        Step::Bank(Answer::ToToken(outcome)) => Some(to_token(outcome)),
        Step::Bank(Answer::Unavailable(choice, code)) => {
            Some(format!("{{ institution: {}, warning: {code} }}", institution(choice)))
        }
        Step::Time(Lapse::Wait(span)) => Some(span.to_string()),
        Step::Emit(raw) => Some(emission(raw)),
    }
}

fn institution(choice: &Choice) -> String {
    match choice {
        Choice::Any => "any".to_owned(),
        Choice::Named(name) => scalar(name),
    }
}

fn to_credentials(outcome: &Outcome) -> String {
    match outcome {
        Outcome::Success => "success".to_owned(),
        Outcome::Refused(refusal) => refused(refusal),
        Outcome::AskToken(kind) => format!("{{ ask_token: {} }}", kind.word()),
        Outcome::After(span, then) => format!("{{ after: {span}, then: {} }}", to_credentials(then)),
    }
}

fn to_token(outcome: &TokenOutcome) -> String {
    match outcome {
        TokenOutcome::Success => "success".to_owned(),
        TokenOutcome::Wrong => "wrong".to_owned(),
        TokenOutcome::Late => "late".to_owned(),
        TokenOutcome::Refused(refusal) => refused(refusal),
    }
}

/// The code alone where its message is the usual one.
fn refused(refusal: &Refusal) -> String {
    let Refusal { code, message } = refusal;
    if message == code.message() {
        return code.to_string();
    }
    let custom = if code.row().messages.contains(&message.as_str()) { "" } else { ", custom: true" };
    format!("{{ error: {code}, message: {}{custom} }}", quoted(message))
}

fn emission(raw: &RawEmission) -> String {
    let first = || raw.args.first().cloned().unwrap_or_default();
    match raw.to {
        Sink::Event => format!("{{ event: {} }}", json(&first())),
        Sink::Exit => format!("{{ exit: {} }}", json(&first())),
        Sink::Callback => format!("{{ callback: {} }}", json(&Value::Array(raw.args.clone()))),
    }
}

fn word<T: PartialEq>(table: &[(&'static str, T)], value: T) -> &'static str {
    table.iter().find(|(_, other)| *other == value).map_or("", |(word, _)| word)
}

/// A text as it stands where it is, if nobody can take it for anything else; else in quotes.
fn scalar(text: &str) -> String {
    const MEANT_OTHERWISE: [&str; 9] = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"];
    let plain = |c: char| c.is_ascii_alphanumeric() || "_-(), ".contains(c);
    let is_plain = text.starts_with(|c: char| c.is_ascii_alphabetic())
        && !text.ends_with(' ')
        && text.chars().all(plain)
        && !MEANT_OTHERWISE.contains(&text.to_ascii_lowercase().as_str());
    if is_plain { text.to_owned() } else { quoted(text) }
}

fn quoted(text: &str) -> String {
    json(&text.into())
}

/// JSON is YAML, but for characters that JSON takes as they are and YAML does not.
fn json(value: &Value) -> String {
    let text = value.to_string();
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}') {
            escaped.push_str(&format!("\\u{:04x}", u32::from(c)));
        } else {
            escaped.push(c);
        }
    }
    escaped
}

//! What a bank answers, and what the page's functions are called with off the contract.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::catalogue::Code;
use crate::domain::base::time::Span;

/// The bank's answer to credentials.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Connected.
    Success,
    /// Refused with a code.
    Refused(Refusal),
    /// A token is asked for.
    AskToken(TokenKind),
    /// The answer comes so much later.
    After(Span, Box<Outcome>),
}

/// The bank's answer to a token.
#[derive(Clone, Debug, PartialEq)]
pub enum TokenOutcome {
    /// Accepted.
    Success,
    /// `token_required` again, with a new session.
    Wrong,
    /// `session_expired`.
    Late,
    /// Refused with a code.
    Refused(Refusal),
}

/// A code and the message that goes with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Refusal {
    /// The code.
    pub code: Code,
    /// The message; empty where Belvo documents none.
    pub message: String,
}

impl Refusal {
    /// Its message, if it is not the code's first.
    pub fn own_message(&self) -> Option<&str> {
        Some(self.message.as_str()).filter(|own| *own != self.code.message())
    }

    /// Whether its message is none of the code's.
    pub fn is_custom(&self) -> bool {
        let own = self.own_message();
        own.is_some_and(|own| !self.code.row().messages.contains(&own))
    }
}

/// The kinds of MFA challenge (R-MFA-04).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum TokenKind {
    Numeric,
    Qr,
    Text,
    Inputless,
}

/// Something sent to the page's functions exactly as written in the file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RawEmission {
    /// Which of the page's functions gets it.
    pub to: Sink,
    /// Its arguments.
    pub args: Vec<Value>,
}

/// The page's functions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
pub enum Sink {
    /// `onEvent`
    #[serde(rename = "onEvent")]
    Event,
    /// `onExit`
    #[serde(rename = "onExit")]
    Exit,
    /// `callback`
    #[serde(rename = "callback")]
    Callback,
}

impl TokenKind {
    /// The words of the files.
    pub const ALL: [(&'static str, Self); 4] =
        [("numeric", Self::Numeric), ("qr", Self::Qr), ("text", Self::Text), ("inputless", Self::Inputless)];

    /// Its word.
    pub fn word(self) -> &'static str {
        Self::ALL.iter().find(|(_, kind)| *kind == self).map_or("", |(word, _)| word)
    }
}

/// What the bank answers, and how much later.
pub(in crate::domain) fn timed(outcome: Outcome) -> (Outcome, Span) {
    match outcome {
        Outcome::After(span, then) => (*then, span),
        outcome => (outcome, Span::ZERO),
    }
}

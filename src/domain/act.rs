//! What a person can do in the widget: sent by the page, by a playing scenario, or by a test.

use serde_json::Value;

use super::institution::Credentials;
use super::limits::{LONGEST_NAME, LONGEST_TEXT, MOST_FIELDS};
use super::scenario::SURVEY_ANSWERS;
use super::text::quote;

/// What a person can do, with its value.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub enum Act {
    Accept,
    Choose(String),
    Submit(Credentials),
    Token(Option<String>),
    Retry,
    Back,
    Close,
    Stay,
    Leave,
    Survey(Option<&'static str>),
    Finish,
}

/// An act that the screen does not allow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActRefused {
    /// What is wrong.
    pub why: String,
    /// What the screen allows.
    pub acts: Vec<&'static str>,
}

impl Act {
    /// The act's name.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Accept => "accept",
            Self::Choose(_) => "choose",
            Self::Submit(_) => "submit",
            Self::Token(_) => "token",
            Self::Retry => "retry",
            Self::Back => "back",
            Self::Close => "close",
            Self::Stay => "stay",
            Self::Leave => "leave",
            Self::Survey(_) => "survey",
            Self::Finish => "finish",
        }
    }

    /// Reads an act by its name and value.
    pub fn read(name: &str, value: &Value) -> Result<Self, String> {
        let text = || value.as_str().map(str::to_owned);
        let wants = |what: &str| format!("{} wants {what} as its value", quote(name));
        Ok(match name {
            "accept" => Self::Accept,
            "choose" => Self::Choose(text().ok_or_else(|| wants("the name of an institution"))?),
            "submit" => Self::Submit(
                credentials(value).ok_or_else(|| wants("an object of texts, at most 32 of 16 KiB,"))?,
            ),
            "token" => Self::Token(text()),
            "retry" => Self::Retry,
            "back" => Self::Back,
            "close" => Self::Close,
            "stay" => Self::Stay,
            "leave" => Self::Leave,
            "survey" => Self::Survey(survey(value)?),
            "finish" => Self::Finish,
            other => return Err(format!("there is no act {}", quote(other))),
        })
    }
}

/// Nothing, or `skip` as in scenario files, skips it.
fn survey(value: &Value) -> Result<Option<&'static str>, String> {
    let wrong = || format!("`survey` wants one of {} or skip as its value", SURVEY_ANSWERS.join(", "));
    match value {
        Value::Null => Ok(None),
        Value::String(text) if text == "skip" => Ok(None),
        other => SURVEY_ANSWERS.into_iter().find(|answer| other == answer).map(Some).ok_or_else(wrong),
    }
}

/// No form has more fields, and no field takes a longer text.
fn credentials(value: &Value) -> Option<Credentials> {
    let fields = value.as_object().filter(|fields| fields.len() <= MOST_FIELDS)?;
    let field = |(name, value): (&String, &Value)| {
        let value = value.as_str().filter(|text| text.len() <= LONGEST_TEXT)?;
        (name.len() <= LONGEST_NAME).then(|| (name.clone(), value.to_owned()))
    };
    fields.iter().map(field).collect()
}

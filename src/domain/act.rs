//! What a person can do in the widget: sent by the page, by a playing scenario, or by a test.

use serde_json::Value;

use super::institution::Credentials;
use super::scenario::SURVEY_ANSWERS;

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
        let wants = |what: &str| format!("`{name}` wants {what} as its value");
        Ok(match name {
            "accept" => Self::Accept,
            "choose" => Self::Choose(text().ok_or_else(|| wants("the name of an institution"))?),
            "submit" => Self::Submit(credentials(value).ok_or_else(|| wants("an object of texts"))?),
            "token" => Self::Token(text()),
            "retry" => Self::Retry,
            "back" => Self::Back,
            "close" => Self::Close,
            "stay" => Self::Stay,
            "leave" => Self::Leave,
            "survey" => Self::Survey(survey(value)?),
            "finish" => Self::Finish,
            other => return Err(format!("there is no act `{other}`")),
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

fn credentials(value: &Value) -> Option<Credentials> {
    value.as_object()?.iter().map(|(name, value)| Some((name.clone(), value.as_str()?.to_owned()))).collect()
}

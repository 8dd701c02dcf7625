//! What a person can do in the widget: sent by the page, by a scenario that plays, or by a test.

use indexmap::IndexMap;
use serde_json::Value;

use crate::domain::base::limits::{LONGEST_NAME, LONGEST_TEXT, MOST_FIELDS};
use crate::domain::base::named::named;
use crate::domain::base::text::quote;

named! {
    /// What a person can do, without its value.
    #[allow(missing_docs)]
    Verb {
        Accept "accept"
        Choose "choose"
        Submit "submit"
        Token "token"
        Retry "retry"
        Back "back"
        Close "close"
        Stay "stay"
        Leave "leave"
        Survey "survey"
        Finish "finish"
    }
}

named! {
    /// The survey's answers; Belvo publishes none (W-FLOW-09).
    #[allow(missing_docs)]
    SurveyAnswer {
        Missing "missing"
        Trust "trust"
        Credentials "credentials"
        Other "other"
    }
}

/// The word for no answer to the survey.
pub const SKIP: &str = "skip";

/// Which institution is picked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// The first healthy one that the page lists.
    Any,
    /// This one.
    Named(String),
}

/// What a person can do, with its value.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub enum Act {
    Accept,
    Choose(Choice),
    Submit(IndexMap<String, String>),
    Token(Option<String>),
    Retry,
    Back,
    Close,
    Stay,
    Leave,
    /// Nothing skips it.
    Survey(Option<SurveyAnswer>),
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
    /// What it is, without its value.
    pub fn verb(&self) -> Verb {
        match self {
            Self::Accept => Verb::Accept,
            Self::Choose(_) => Verb::Choose,
            Self::Submit(_) => Verb::Submit,
            Self::Token(_) => Verb::Token,
            Self::Retry => Verb::Retry,
            Self::Back => Verb::Back,
            Self::Close => Verb::Close,
            Self::Stay => Verb::Stay,
            Self::Leave => Verb::Leave,
            Self::Survey(_) => Verb::Survey,
            Self::Finish => Verb::Finish,
        }
    }

    /// Reads an act by its name and value.
    pub fn read(name: &str, value: &Value) -> Result<Self, String> {
        let text = || value.as_str().map(str::to_owned);
        let wants = |what: &str| format!("{} wants {what} as its value", quote(name));
        let Some(verb) = Verb::parse(name) else { return Err(format!("there is no act {}", quote(name))) };
        Ok(match verb {
            Verb::Accept => Self::Accept,
            Verb::Choose => {
                Self::Choose(Choice::Named(text().ok_or_else(|| wants("the name of an institution"))?))
            }
            Verb::Submit => Self::Submit(
                credentials(value).ok_or_else(|| wants("an object of texts, at most 32 of 16 KiB,"))?,
            ),
            Verb::Token => Self::Token(text()),
            Verb::Retry => Self::Retry,
            Verb::Back => Self::Back,
            Verb::Close => Self::Close,
            Verb::Stay => Self::Stay,
            Verb::Leave => Self::Leave,
            Verb::Survey => Self::Survey(survey(value)?),
            Verb::Finish => Self::Finish,
        })
    }
}

/// The words that answer the survey.
pub fn survey_words() -> impl Iterator<Item = &'static str> {
    SurveyAnswer::ALL.iter().map(|answer| answer.name()).chain([SKIP])
}

/// Nothing, or `skip` as in scenario files, skips it.
fn survey(value: &Value) -> Result<Option<SurveyAnswer>, String> {
    let names: Vec<&str> = SurveyAnswer::ALL.iter().map(|answer| answer.name()).collect();
    let wrong = || format!("`survey` wants one of {} or {SKIP} as its value", names.join(", "));
    match value {
        Value::Null => Ok(None),
        Value::String(text) if text == SKIP => Ok(None),
        Value::String(text) => SurveyAnswer::parse(text).map(Some).ok_or_else(wrong),
        _ => Err(wrong()),
    }
}

/// No form has more fields, and no field takes a longer text.
fn credentials(value: &Value) -> Option<IndexMap<String, String>> {
    let fields = value.as_object().filter(|fields| fields.len() <= MOST_FIELDS)?;
    let field = |(name, value): (&String, &Value)| {
        let value = value.as_str().filter(|text| text.len() <= LONGEST_TEXT)?;
        (name.len() <= LONGEST_NAME).then(|| (name.clone(), value.to_owned()))
    };
    fields.iter().map(field).collect()
}

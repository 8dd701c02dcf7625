//! A scenario: what the bank answers, and, when it plays by itself, what the person does.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::record::given::Given;
use super::time::Span;

/// One scenario, checked and ready to run.
#[derive(Clone, Debug, PartialEq)]
pub struct Scenario {
    /// The file's name without its ending.
    pub name: String,
    /// One line for people.
    pub title: String,
    /// A page that documents the behaviour.
    pub docs: Option<String>,
    /// Where it was read, for messages: a path, `(shipped) success.yaml` or `(document)`.
    pub source: String,
    /// The text it was read from.
    pub text: String,
    /// Option settings that hold while the scenario is the workspace's.
    pub options: Vec<(String, String)>,
    /// The code with which `POST /api/token/` is refused.
    pub token: Option<Refusal>,
    /// The widget's part.
    pub widget: WidgetPlay,
    /// Rules for single calls of the REST API.
    pub api: Vec<ApiRule>,
    /// What links have instead of what is drawn for them.
    pub data: Option<Arc<Given>>,
}

/// A token that the widget takes for bad although it is not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum BadToken {
    /// Its 10 minutes are over.
    Expired,
    /// A user has connected with it.
    Used,
    /// Malformed, or somebody else's.
    NotValid,
    /// It was made without scopes: the widget does not start.
    WithoutScopes,
}

impl BadToken {
    /// The words of the files.
    pub const ALL: [(&'static str, Self); 4] = [
        ("expired", Self::Expired),
        ("used", Self::Used),
        ("not_valid", Self::NotValid),
        ("without_scopes", Self::WithoutScopes),
    ];
}

/// How the widget runs under a scenario.
#[derive(Clone, Debug, PartialEq)]
pub struct WidgetPlay {
    /// Who acts.
    pub play: Play,
    /// What the widget makes of the page's token when it opens; nothing: what it is.
    pub token: Option<BadToken>,
    /// The pause between two steps, in the workspace's time.
    pub pace: Span,
    /// What decides when the file's outcomes have run out, by hand.
    pub outcomes: Outcomes,
    /// The steps in order, each with its line in the file (from 1).
    pub steps: Vec<(Step, u32)>,
}

/// Who acts in the widget.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Play {
    /// The scenario does.
    ByItself,
    /// A person does; the file decides the bank's answers.
    ByHand,
}

/// What decides when a file's outcomes have run out, by hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcomes {
    /// The credentials that were typed.
    Credentials,
    /// The last outcome of the file, again.
    RepeatLast,
}

/// One step of a scenario.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// Continue on the consent screen.
    Accept,
    /// Pick an institution; with a warning it turns out to be unavailable.
    Choose {
        /// Which one.
        institution: Choice,
        /// It turns out to be unavailable, which this code tells; another has to be picked then.
        warning: Option<&'static str>,
    },
    /// Send the credentials; the outcome is the bank's answer.
    Submit(Outcome),
    /// Send the MFA token.
    Token(TokenOutcome),
    /// Try again on the error screen.
    Retry,
    /// The back button.
    Back,
    /// The close icon.
    Close,
    /// Stay, asked whether to leave.
    Stay,
    /// Leave, asked whether to leave.
    Leave,
    /// Answer the survey; nothing skips it.
    Survey(Option<&'static str>),
    /// Leave the success screen.
    Finish,
    /// Let this much of the workspace's time pass.
    Wait(Span),
    /// The session ends as if the token's time were up.
    Expire,
    /// Credentials or token are sent and the bank never answers.
    Hang,
    /// Send the page something off the contract.
    Emit(RawEmission),
}

/// Which institution a step picks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// The first healthy one that the page lists.
    Any,
    /// This one.
    Named(String),
}

/// The bank's answer to credentials.
#[derive(Clone, Debug, PartialEq)]
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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The code.
    pub code: String,
    /// The message; empty where Belvo documents none.
    pub message: String,
}

/// The kinds of MFA challenge (R-MFA-04).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum TokenKind {
    Numeric,
    Qr,
    Text,
    Inputless,
}

/// Something sent to the page's functions exactly as written in the file.
#[derive(Clone, Debug, PartialEq)]
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

/// A rule for calls of the REST API.
#[derive(Clone, Debug, PartialEq)]
pub struct ApiRule {
    /// `POST`, `GET` …
    pub method: String,
    /// A path of the API, with its slashes and with `{id}` for ids.
    pub path: String,
    /// How many calls it holds for; nothing for all.
    pub times: Option<u32>,
    /// The refusal, if the call is to fail.
    pub error: Option<Refusal>,
    /// The key that the refusal is about.
    pub field: Option<String>,
    /// How much later than usual the answer comes, in host time.
    pub delay: Span,
}

/// The source of a scenario that came in a request.
pub const DOCUMENT: &str = "(document)";

impl Scenario {
    /// Whether it came in a request and not from a file.
    pub fn is_document(&self) -> bool {
        self.source == DOCUMENT
    }
}

impl Play {
    /// The words of the files and the query.
    pub const ALL: [(&'static str, Self); 2] = [("by_itself", Self::ByItself), ("by_hand", Self::ByHand)];

    /// Reads one of the words.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(name, _)| *name == word).map(|(_, play)| *play)
    }
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

/// The survey's answers; Belvo publishes none (W-FLOW-09).
pub const SURVEY_ANSWERS: [&str; 4] = ["missing", "trust", "credentials", "other"];

/// The words that begin a step.
pub const STEPS: [&str; 15] = [
    "accept", "choose", "submit", "token", "retry", "back", "close", "stay", "leave", "survey", "finish",
    "wait", "expire", "hang", "emit",
];

impl Step {
    /// Pick whatever the page lists first.
    pub fn choose_any() -> Self {
        Self::Choose { institution: Choice::Any, warning: None }
    }

    /// The word that begins the step in a file.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Accept => "accept",
            Self::Choose { .. } => "choose",
            Self::Submit(_) => "submit",
            Self::Token(_) => "token",
            Self::Retry => "retry",
            Self::Back => "back",
            Self::Close => "close",
            Self::Stay => "stay",
            Self::Leave => "leave",
            Self::Survey(_) => "survey",
            Self::Finish => "finish",
            Self::Wait(_) => "wait",
            Self::Expire => "expire",
            Self::Hang => "hang",
            Self::Emit(_) => "emit",
        }
    }
}

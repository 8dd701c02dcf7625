//! A scenario: what the bank answers, and, when it plays by itself, what the person does.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::rule::CallRule;
use super::step::Step;
use super::webhooks::WebhookRule;
use crate::domain::base::dice::hash;
use crate::domain::base::journal::without_tokens;
use crate::domain::base::saved;
use crate::domain::base::time::Span;
use crate::domain::record::overrides::Overrides;
use crate::domain::vocabulary::LinkState;
use crate::domain::vocabulary::answers::Refusal;

/// One scenario, checked and ready to run.
#[derive(Clone, Debug, Default, PartialEq)]
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
    /// Rules for calls.
    pub api: Vec<CallRule>,
    /// What becomes of each link later.
    pub links: Vec<LinkRule>,
    /// Rules for webhooks.
    pub webhooks: Vec<WebhookRule>,
    /// What links have instead of what is generated for them.
    pub data: Option<Arc<Overrides>>,
    /// It stands in a snapshot, and is not read yet: which it is to become.
    pub unread: Option<Reference>,
}

/// By what a snapshot tells a scenario from others; its text stands there once.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reference {
    name: String,
    #[serde(with = "saved")]
    sha256: [u8; 32],
}

impl Serialize for Scenario {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        self.reference().serialize(to)
    }
}

/// It is read, and not known yet: [`Scenario::reference`] tells which it is to become.
impl<'de> Deserialize<'de> for Scenario {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Reference::deserialize(from).map(Self::unread)
    }
}

/// A token that the widget takes for bad although it is not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WidgetPlay {
    /// Who acts.
    pub play: Play,
    /// What the widget makes of the page's token when it opens; nothing: what it is.
    pub token: Option<BadToken>,
    /// The pause between two steps, in the workspace's time.
    pub pace: Span,
    /// What decides when the file's outcomes have run out, by hand.
    pub outcomes: Outcomes,
    /// The user name that is typed by itself; nothing: a new one for each run.
    pub username: Option<String>,
    /// The steps in order, each with its line in the file (from 1).
    pub steps: Vec<(Step, u32)>,
}

/// Who acts in the widget.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Play {
    /// The scenario does.
    ByItself,
    /// A person does; the file decides the bank's answers.
    #[default]
    ByHand,
}

/// What decides when a file's outcomes have run out, by hand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcomes {
    /// The credentials that were typed.
    #[default]
    Credentials,
    /// The last outcome of the file, again.
    RepeatLast,
}

/// What becomes of a link some time after it was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LinkRule {
    /// How long after.
    pub after: Span,
    /// What becomes of it.
    pub state: LinkState,
}

/// The source of a scenario that came in a request.
pub const DOCUMENT: &str = "(document)";

impl Scenario {
    /// Of these three and of nothing else a scenario is made.
    fn digest(&self) -> [u8; 32] {
        hash(&[self.name.as_bytes(), self.source.as_bytes(), self.text_without_tokens().as_bytes()])
    }

    /// By what it is told from others.
    pub fn reference(&self) -> Reference {
        self.unread.clone().unwrap_or_else(|| Reference { name: self.name.clone(), sha256: self.digest() })
    }

    fn unread(reference: Reference) -> Self {
        Self { name: reference.name.clone(), unread: Some(reference), ..Self::default() }
    }

    /// The text that it was read from, tokens in it as fingerprints.
    pub fn text_without_tokens(&self) -> String {
        without_tokens(&self.text)
    }

    /// Whether it came in a request and not from a file.
    pub fn is_document(&self) -> bool {
        self.source == DOCUMENT
    }
}

/// What one of several that hold it keeps of a scenario that came in a call; the others are the emulator's own.
///
/// What is read takes many times its text: `- {}` is a step or a record.
pub(in crate::domain) fn share(scenario: &Arc<Scenario>) -> usize {
    const TIMES_ITS_TEXT: usize = 32;
    let whole = if scenario.is_document() { scenario.text.len() * TIMES_ITS_TEXT } else { 0 };
    whole / Arc::strong_count(scenario)
}

impl Play {
    /// The words of the files and the query.
    pub const ALL: [(&'static str, Self); 2] = [("by_itself", Self::ByItself), ("by_hand", Self::ByHand)];

    /// Reads one of the words.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(name, _)| *name == word).map(|(_, play)| *play)
    }
}

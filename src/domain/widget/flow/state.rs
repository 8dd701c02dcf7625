//! What the flow works on: where a run stands, what its page has, what comes in, and what has to be done about it.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::domain::vocabulary::acts::Verb;
use crate::domain::vocabulary::answers::{Refusal, TokenKind};
use crate::domain::vocabulary::catalogue::Code;
use crate::domain::vocabulary::events::EventName;
use crate::domain::vocabulary::pages::Page;

/// Where a run stands.
#[derive(Clone, PartialEq, Debug, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct State {
    /// The screen that shows.
    pub page: Page,
    /// The screen beneath the close dialog, to which `stay` leads.
    pub(super) beneath: Page,
    /// Where `retry` leads from the error screen; from nowhere, the screen can only be closed.
    pub(super) retry: Option<Page>,
    /// The page of the last PAGE_LOAD.
    pub(super) last_page: Option<Page>,
    /// The kind of token that the bank asked for last.
    pub kind: TokenKind,
    /// Whether an institution is chosen.
    pub chosen: bool,
    /// The error that exit data tell (W-EXIT-08).
    pub error: Option<Arc<Refusal>>,
    /// How the run ended.
    pub ending: Option<Ending>,
}

/// How a run ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Ending {
    /// `callback` was called.
    Connected,
    /// `onExit` was called.
    Exited,
    /// The page left or replaced it, or has not been heard of; nothing was called.
    Gone,
}

impl Ending {
    /// Its name in the journal and in lists of runs.
    pub fn name(self) -> &'static str {
        match self {
            Self::Connected => "connected",
            Self::Exited => "exited",
            Self::Gone => "gone",
        }
    }
}

/// What a page has.
#[derive(Clone, Copy, PartialEq, Eq, Debug, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shape {
    /// Where its flow begins.
    pub first: First,
    /// A consent screen before the list.
    pub intro: bool,
    /// A question whether to leave.
    pub dialog: bool,
    /// A question why.
    pub survey: bool,
}

impl Shape {
    /// The page that has everything: the steps of a file are written for it.
    pub const LONGEST: Self = Self { first: First::List, intro: true, dialog: true, survey: true };

    /// Whether the question for a token is the first screen.
    pub fn begins_with_token(&self) -> bool {
        matches!(self.first, First::Token(_))
    }
}

/// Where the flow of a page begins.
#[derive(Clone, Copy, PartialEq, Eq, Debug, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum First {
    /// At a list of institutions, or the consent screen before it.
    List,
    /// At the credentials: one institution is left (W-CFG-26), or a link gets a new secret (W-UPD-03).
    Credentials,
    /// At the question for a token, which is all that a link needs (W-UPD-03).
    Token(TokenKind),
}

/// How a run begins.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Entry {
    /// With a token that is good.
    Good,
    /// With one that has expired or has been used (W-TOK-25).
    Over,
    /// With one that is none (W-TOK-26).
    Foreign,
    /// Not at all: the page's configuration, or the token's scopes, do not do.
    Misconfigured,
}

/// What comes in.
#[derive(Clone, PartialEq, Debug)]
pub enum Input {
    /// The person acts.
    Person(Verb),
    /// The bank, or Belvo for it, has come to an answer.
    Bank(BankReply),
    /// Time has brought something about.
    Clock(Tick),
    /// The emulator intervenes.
    Emulator(Intervention),
}

/// What the bank says.
#[derive(Clone, PartialEq, Debug, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BankReply {
    /// Connected.
    Connected,
    /// Refused with a code.
    Refused(Refusal),
    /// A token is asked for.
    AsksToken(TokenKind),
    /// The token is wrong: it is asked for again.
    WrongToken,
    /// The token comes too late.
    LateToken,
    /// The institution that was picked is unavailable, which this code tells.
    Unavailable(Code),
}

impl BankReply {
    /// Its name in the journal.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Connected => "connected",
            Self::Refused(_) => "refused",
            Self::AsksToken(_) => "asks_token",
            Self::WrongToken => "wrong_token",
            Self::LateToken => "late_token",
            Self::Unavailable(_) => "unavailable",
        }
    }
}

/// What time brings about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Tick {
    /// Nothing: it passes.
    Passes,
    /// The token dies.
    TokenDied,
    /// The success screen leaves by itself.
    SuccessLeaves,
}

/// What the emulator does of its own.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Intervention {
    /// It ends the session before its time, as a scenario wants.
    Expire,
    /// It sends the page something off the contract.
    Emit,
    /// The scenario cannot go on with this page.
    Stop,
    /// It takes the page for gone.
    GiveUp,
}

/// What has to be done, in order.
#[derive(Clone, PartialEq, Debug)]
pub enum Effect {
    /// The terms are accepted.
    AcceptTerms,
    /// A link is made, or the one of update mode renewed. It comes first, for it may fail; the bank has then refused.
    MakeLink,
    /// The token dies with the connection (W-TOK-24).
    SpendToken,
    /// The token dies although nobody has connected.
    EndToken,
    /// Nothing more happens to this run by itself.
    StopTimers,
    /// The success screen leaves by itself after a while (W-CB-06).
    StartSuccessTimer,
    /// A screen is reached, which a PAGE_LOAD tells; that of the first screen, which has no `from`, by an option alone.
    PageLoad {
        /// The screen before it.
        from: Option<Page>,
        /// The screen.
        page: Page,
    },
    /// An ERROR event.
    Error(Arc<Refusal>),
    /// The ERROR event of the bare question for a token, which exit data do not tell (W-EVT-09, W-EXIT-08).
    Asked,
    /// A WARNING event.
    Warning(Code),
    /// `onExit`.
    Exit {
        /// The error that it tells.
        error: Option<Arc<Refusal>>,
        /// Whether it tells an institution.
        chosen: bool,
    },
    /// `callback`.
    Callback,
    /// The page gets to see all this.
    Show,
    /// The run is over.
    End(Ending),
}

impl Effect {
    /// The code that it tells, of an error or a warning.
    pub fn code(&self) -> Option<Code> {
        match self {
            Self::Error(refusal) => Some(refusal.code),
            Self::Asked => Some(Code::TokenRequired),
            Self::Warning(code) => Some(*code),
            Self::AcceptTerms
            | Self::MakeLink
            | Self::SpendToken
            | Self::EndToken
            | Self::StopTimers
            | Self::StartSuccessTimer
            | Self::PageLoad { .. }
            | Self::Exit { .. }
            | Self::Callback
            | Self::Show
            | Self::End(_) => None,
        }
    }

    /// The event that it is, if it is one.
    pub fn event(&self) -> Option<EventName> {
        match self {
            // The first screen's is sent by an option alone (W-EVT-03).
            Self::PageLoad { from, .. } => from.map(|_| EventName::PageLoad),
            Self::Error(_) | Self::Asked => Some(EventName::Error),
            Self::Warning(_) => Some(EventName::Warning),
            Self::AcceptTerms
            | Self::MakeLink
            | Self::SpendToken
            | Self::EndToken
            | Self::StopTimers
            | Self::StartSuccessTimer
            | Self::Exit { .. }
            | Self::Callback
            | Self::Show
            | Self::End(_) => None,
        }
    }
}

/// An input that is not possible where a run stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// The screen; nothing when the run is over.
    pub page: Option<Page>,
    /// What a person can do instead.
    pub acts: Vec<Verb>,
}

/// A state that comes about, and what has to be done for it.
#[derive(Clone, Debug)]
pub(super) struct Change {
    pub(super) state: State,
    pub(super) effects: Vec<Effect>,
}

impl Change {
    pub(super) fn from(state: &State) -> Self {
        Self { state: state.clone(), effects: Vec::new() }
    }

    pub(super) fn then(mut self, effect: Effect) -> Self {
        self.effects.push(effect);
        self
    }

    /// Shows a screen whose arrival no event tells.
    pub(super) fn goes_to(mut self, page: Page) -> Self {
        self.state.page = page;
        self.then(Effect::Show)
    }

    /// Shows a screen with its PAGE_LOAD (W-EVT-02).
    pub(super) fn arrives(mut self, page: Page) -> Self {
        let from = self.state.last_page.replace(page);
        self.then(Effect::PageLoad { from, page }).goes_to(page)
    }

    /// Tells an error that exit data tell as well.
    pub(super) fn errs(mut self, refusal: Refusal) -> Self {
        let refusal = Arc::new(refusal);
        self.state.error = Some(refusal.clone());
        self.then(Effect::Error(refusal))
    }

    /// Shows the error screen, from which `retry` leads on.
    pub(super) fn fails(mut self, refusal: Refusal, retry: Page) -> Self {
        self.state.retry = Some(retry);
        self.errs(refusal).arrives(Page::Error)
    }

    /// `onExit`, once (W-EXIT-06).
    pub(super) fn exits(self) -> Self {
        let (error, chosen) = (self.state.error.clone(), self.state.chosen);
        self.then(Effect::Exit { error, chosen }).ends(Ending::Exited)
    }

    pub(super) fn ends(mut self, ending: Ending) -> Self {
        self.state.ending = Some(ending);
        self.then(Effect::Show).then(Effect::End(ending))
    }
}

//! One run of the widget: where it stands in the flow, what its screen shows, and what the page is told.
//!
//! Every act yields frames; a frame is a screen and the calls of the page's functions that go with it. What is possible
//! and what comes of it is decided in `flow.rs`; a run does what is to be done (`effects.rs`).

use std::collections::VecDeque;
use std::sync::Arc;

use indexmap::IndexMap;
use serde_json::json;
use uuid::Uuid;

use super::branding::Branding;
use super::config::Config;
use super::emission::Emission;
use super::flow;
use super::flow::{BankReply, Ending, Entry, Input, Intervention, Shape, State};
use super::record::{Incoming, Reason, Record};
use super::script::Script;
use crate::domain::base::journal::Fingerprint;
use crate::domain::base::kinds::EntryKind;
use crate::domain::base::options::Options;
use crate::domain::base::saved;
use crate::domain::base::text::quote;
use crate::domain::base::time::Timestamp;
use crate::domain::core::state::Core;
use crate::domain::link::institution::Institution;
use crate::domain::link::known_user::KnownUser;
use crate::domain::link::mfa::Challenge;
use crate::domain::token::tokens::{Claims, Grant};
use crate::domain::vocabulary::acts::{Act, ActRefused, Choice, Verb};
use crate::domain::vocabulary::answers::RawEmission;
use crate::domain::vocabulary::catalogue::Code;
use crate::domain::vocabulary::pages::{ConfigFault, Page};

/// What a screen shows beyond its name.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
#[allow(missing_docs)]
#[serde(rename_all = "snake_case")]
pub enum Screen {
    Consent,
    /// `refused` is the institution that was picked just now and is unavailable.
    Institutions {
        refused: Option<usize>,
    },
    Credentials {
        errors: IndexMap<String, String>,
    },
    Loading,
    Mfa(Challenge),
    Error {
        code: Code,
    },
    Success,
    CloseDialog,
    Survey,
    Expired {
        code: Code,
    },
    ConfigError {
        reason: ConfigFault,
        detail: String,
    },
}

impl Screen {
    /// Which screen it is.
    pub fn page(&self) -> Page {
        match self {
            Self::Consent => Page::Consent,
            Self::Institutions { .. } => Page::Institutions,
            Self::Credentials { .. } => Page::Credentials,
            Self::Loading => Page::Loading,
            Self::Mfa(_) => Page::Mfa,
            Self::Error { .. } => Page::Error,
            Self::Success => Page::Success,
            Self::CloseDialog => Page::CloseDialog,
            Self::Survey => Page::Survey,
            Self::Expired { .. } => Page::Expired,
            Self::ConfigError { .. } => Page::ConfigError,
        }
    }
}

/// One step of what the page sees.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Frame {
    /// Counts up from 1 within the run.
    pub seq: u64,
    /// When it was made.
    pub at: Timestamp,
    /// Nothing when the run is over.
    pub screen: Option<Shown>,
    /// Calls of the page's functions, in order, after the screen is shown.
    pub emissions: Vec<Emission>,
}

/// A screen as it was when its frame was made.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Shown {
    /// The screen.
    pub screen: Screen,
    /// What it allows.
    #[serde(with = "saved")]
    pub acts: Vec<&'static str>,
    /// Index of the chosen institution.
    pub institution: Option<usize>,
}

/// One run.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Run {
    /// Its id.
    pub id: Uuid,
    /// The fingerprint of the token that it was opened with; its acts must bring the same.
    pub key: Fingerprint,
    /// The claims of that token, when it was one of ours.
    pub claims: Option<Claims>,
    /// What the page asked for.
    pub config: Config,
    /// What it looks like.
    pub brand: Branding,
    /// The settings of this run.
    pub options: Arc<Options>,
    /// Where it stands.
    pub state: State,
    /// What its page has.
    pub shape: Shape,
    /// Indexes of the institutions that it lists.
    pub listed: Vec<usize>,
    /// The scenario that drives it.
    pub script: Script,
    pub(in crate::domain) grant: Arc<Grant>,
    /// The institution that is chosen, as long as one is.
    pub(in crate::domain) picked: Option<usize>,
    /// The institution that was picked just now and is unavailable.
    pub(super) refused: Option<usize>,
    /// What is wrong with the credentials that were typed.
    pub(super) faults: IndexMap<String, String>,
    /// What the bank asked last.
    pub(super) question: Option<Challenge>,
    /// Why it does not start or go on.
    pub(super) config_error: Option<(ConfigFault, String)>,
    /// What is known of who has typed credentials.
    pub(super) user: Option<KnownUser>,
    pub(super) pending: Option<BankReply>,
    /// What has decided the answer that the bank gives, or is about to give.
    #[serde(default)]
    pub(super) reason: Reason,
    /// What has come into it.
    #[serde(default)]
    pub(super) record: Record,
    pub(super) link: Option<Uuid>,
    pub(super) waiting: Vec<Emission>,
    pub(in crate::domain) frames: VecDeque<Frame>,
    /// How many bytes they take.
    #[serde(skip)]
    pub(in crate::domain) frames_weight: usize,
    seq: u64,
}

/// Why something does not happen.
#[derive(Debug)]
pub(super) enum Impossible {
    /// The flow has no place for it where the run stands.
    Here,
    /// This is in its way.
    Because(String),
}

const OVER: &str = "this run of the widget is over";

impl Run {
    /// A run that has not shown anything yet.
    pub(in crate::domain) fn new(
        id: Uuid,
        key: Fingerprint,
        config: Config,
        options: Arc<Options>,
        script: Script,
    ) -> Self {
        let shape =
            Shape { dialog: config.show_close_dialog, survey: config.show_abandon_survey, ..Shape::LONGEST };
        Self {
            id,
            key,
            claims: None,
            config,
            brand: Branding::default(),
            options,
            state: flow::begin(Entry::Misconfigured, &shape).0,
            shape,
            listed: Vec::new(),
            script,
            grant: Arc::default(),
            picked: None,
            refused: None,
            faults: IndexMap::new(),
            question: None,
            config_error: None,
            user: None,
            pending: None,
            reason: Reason::default(),
            record: Record::default(),
            link: None,
            waiting: Vec::new(),
            frames: VecDeque::new(),
            frames_weight: 0,
            seq: 0,
        }
    }

    /// What its token was asked for.
    pub fn asked(&self) -> &Grant {
        &self.grant
    }

    /// The frames after `seq`, oldest first.
    pub fn frames_after(&self, seq: u64) -> impl Iterator<Item = &Frame> {
        self.frames.iter().filter(move |frame| frame.seq > seq)
    }

    /// The names of what a person can do now.
    pub fn acts(&self) -> Vec<&'static str> {
        flow::acts(&self.state, &self.shape).into_iter().map(|verb| verb.name()).collect()
    }

    /// How it ended, if it has.
    pub fn ending(&self) -> Option<Ending> {
        self.state.ending
    }

    /// What its screen shows.
    fn screen(&self) -> Screen {
        let code = || self.state.error.as_ref().map_or(Code::UnexpectedError, |refusal| refusal.code);
        match self.state.page {
            Page::Consent => Screen::Consent,
            Page::Institutions => Screen::Institutions { refused: self.refused },
            Page::Credentials => Screen::Credentials { errors: self.faults.clone() },
            // Each way to the question asks anew, so that there always is one.
            Page::Mfa => self.question.clone().map_or(Screen::Loading, Screen::Mfa),
            Page::Loading => Screen::Loading,
            Page::Error => Screen::Error { code: code() },
            Page::Success => Screen::Success,
            Page::CloseDialog => Screen::CloseDialog,
            Page::Survey => Screen::Survey,
            Page::Expired => Screen::Expired { code: code() },
            Page::ConfigError => {
                // Whatever leads here has said why.
                let why = self.config_error.clone();
                let (reason, detail) = why.unwrap_or((ConfigFault::Scenario, String::new()));
                Screen::ConfigError { reason, detail }
            }
        }
    }

    /// Does what a person does.
    pub(in crate::domain) fn act(&mut self, core: &mut Core, act: Act) -> Result<(), ActRefused> {
        let verb = act.verb();
        self.allows(core, &act).map_err(|why| self.refusal(verb, why))?;
        self.note_act(core, &act, None);
        self.perform_act(core, act).map_err(|why| self.refusal(verb, why))
    }

    fn allows(&self, core: &Core, act: &Act) -> Result<(), Impossible> {
        match act {
            act if !flow::acts(&self.state, &self.shape).contains(&act.verb()) => Err(Impossible::Here),
            Act::Choose(choice) => self.find(core, choice).map(drop).map_err(Impossible::Because),
            _ => Ok(()),
        }
    }

    fn refusal(&self, verb: Verb, why: Impossible) -> ActRefused {
        let here = || match self.state.ending {
            Some(_) => OVER.to_owned(),
            None => format!("`{}` is not possible on the screen `{}`", verb.name(), self.state.page.name()),
        };
        let why = match why {
            Impossible::Here => here(),
            Impossible::Because(why) => why,
        };
        ActRefused { why, acts: self.acts() }
    }

    /// An act of the person, on the page or in a file.
    pub(super) fn perform_act(&mut self, core: &mut Core, act: Act) -> Result<(), Impossible> {
        let verb = act.verb();
        match act {
            Act::Choose(choice) => self.choose(core, &choice),
            Act::Submit(credentials) => self.submit(core, credentials),
            Act::Token(token) => self.token(core, token.as_deref()),
            Act::Survey(answer) => self.answer_survey(core, answer),
            Act::Accept | Act::Retry | Act::Back | Act::Close | Act::Stay | Act::Leave | Act::Finish => {
                self.enter(core, &Input::Person(verb))
            }
        }
    }

    /// The index of an institution of the list: the first healthy one that has not turned out to be unavailable, or the
    /// one of that name.
    pub(super) fn find(&self, core: &Core, choice: &Choice) -> Result<usize, String> {
        let row = |index: &usize| &core.institutions[*index];
        let mut listed = self.listed.iter().copied();
        match choice {
            Choice::Any => listed
                .find(|index| {
                    core.availability.can_be_chosen(row(index)) && !self.script.unavailable.contains(index)
                })
                .ok_or_else(|| "this page lists no healthy institution".to_owned()),
            Choice::Named(name) => listed
                .find(|index| row(index).name == *name)
                .ok_or_else(|| format!("this page does not list the institution {}", quote(name))),
        }
    }

    /// Sends the page something off the contract.
    pub(in crate::domain) fn emit(&mut self, core: &mut Core, emission: Emission) -> Result<(), ActRefused> {
        let over = |_| ActRefused { why: OVER.to_owned(), acts: Vec::new() };
        self.emit_raw(core, emission).map_err(over)
    }

    pub(super) fn emit_raw(&mut self, core: &mut Core, emission: Emission) -> Result<(), Impossible> {
        let incoming = Incoming::Emission(RawEmission { to: emission.to, args: emission.args.clone() });
        self.waiting.push(emission);
        self.enter_as(core, &Input::Emulator(Intervention::Emit), Some(incoming))
            .inspect_err(|_| self.waiting.clear())
    }

    /// Shows the same screen again: what its page shows of time has changed.
    pub(in crate::domain) fn show_again(&mut self, core: &mut Core) {
        if self.state.ending.is_none() && self.seq > 0 {
            self.frame(core);
        }
    }

    /// Makes a frame of the screen and of what waits to be told.
    pub(super) fn push(&mut self, core: &mut Core) {
        self.frame(core);
        // A queued scenario stays with the page until a run shows its second screen: a page that builds twice at once
        // must not use up two.
        if self.seq >= 2 {
            self.use_up_queued(core);
        }
    }

    fn frame(&mut self, core: &mut Core) {
        let screen = self.state.ending.is_none().then(|| Shown {
            screen: self.screen(),
            acts: self.acts(),
            institution: self.chosen(),
        });
        let emissions = std::mem::take(&mut self.waiting);
        let shown = screen.as_ref().map(|shown| shown.screen.page().name());
        core.journal(Some(self.id), EntryKind::Screen, None, json!({ "screen": shown }));
        for emission in &emissions {
            let data = json!({ "to": emission.to, "args": emission.args });
            core.journal(Some(self.id), EntryKind::Emission, None, data);
        }
        self.seq += 1;
        self.keep(Frame { seq: self.seq, at: core.now, screen, emissions });
        core.changes += 1;
    }

    pub(in crate::domain) fn use_up_queued(&mut self, core: &mut Core) {
        if let Some(turn) = self.script.queued.take() {
            core.queue.used(turn);
        }
    }

    /// The index of the institution that is chosen.
    pub(super) fn chosen(&self) -> Option<usize> {
        self.picked.filter(|_| self.state.chosen)
    }

    pub(super) fn institution<'c>(&self, core: &'c Core) -> Option<&'c Institution> {
        self.chosen().map(|index| &core.institutions[index])
    }
}

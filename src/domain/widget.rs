//! One run of the widget: the screen it shows, what a person or a scenario does there, and what the page is told.
//!
//! Every act yields frames; a frame is a screen and the calls of the page's functions that go with it. The page renders
//! and calls; every rule of the flow is here (W-FLOW, W-EVT, W-EXIT, W-CB) and in `play.rs`.

use std::collections::VecDeque;
use std::sync::Arc;

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use super::Core;
use super::act::{Act, ActRefused};
use super::branding::Branding;
use super::config::Config;
use super::emission::{Emission, Trouble};
use super::flow::{Page, back_from};
use super::institution::{Credentials, Institution};
use super::journal::{EntryKind, Fingerprint};
use super::mfa::Challenge;
use super::options::{Opt, Options};
use super::play::Script;
use super::scenario::{Outcome, Refusal};
use super::time::Timestamp;
use super::token::{Claims, Wish};

/// What a screen shows beyond its name.
#[derive(Clone, Debug)]
#[allow(missing_docs)]
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
    /// `retry` leads to a page; without, the screen can only be closed.
    Error {
        refusal: Refusal,
        retry: Option<Page>,
    },
    Success,
    CloseDialog,
    Survey,
    Expired {
        refusal: Refusal,
    },
    ConfigError {
        reason: &'static str,
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
#[derive(Clone, Debug)]
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
#[derive(Clone, Debug)]
pub struct Shown {
    /// The screen.
    pub screen: Screen,
    /// What it allows.
    pub acts: Vec<&'static str>,
    /// Index of the chosen institution.
    pub institution: Option<usize>,
}

/// How a run ended.
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

/// One run.
#[derive(Clone, Debug)]
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
    pub options: Options,
    /// What it shows.
    pub screen: Screen,
    /// Indexes of the institutions that it lists.
    pub listed: Vec<usize>,
    /// How it ended.
    pub ending: Option<Ending>,
    /// The scenario that drives it.
    pub script: Script,
    pub(super) wish: Arc<Wish>,
    /// Update mode that began with the question for a token.
    pub(super) token_only: bool,
    pub(super) beneath: Option<Screen>,
    pub(super) page: &'static str,
    pub(super) selected: Option<usize>,
    pub(super) typed: Credentials,
    pub(super) pending: Option<Outcome>,
    pub(super) last_error: Option<Refusal>,
    pub(super) link: Option<Uuid>,
    pub(super) waiting: Vec<Emission>,
    frames: VecDeque<Frame>,
    seq: u64,
}

/// How many frames of a run are kept: more than the steps of the longest file that anybody would write.
const FRAMES: usize = 10_000;

impl Run {
    /// A run that has not shown anything yet.
    pub(super) fn new(id: Uuid, key: Fingerprint, config: Config, options: Options, script: Script) -> Self {
        Self {
            id,
            key,
            claims: None,
            config,
            brand: Branding::default(),
            options,
            screen: Screen::Loading,
            listed: Vec::new(),
            ending: None,
            script,
            wish: Arc::default(),
            token_only: false,
            beneath: None,
            page: "",
            selected: None,
            typed: Credentials::new(),
            pending: None,
            last_error: None,
            link: None,
            waiting: Vec::new(),
            frames: VecDeque::new(),
            seq: 0,
        }
    }

    /// The frames after `seq`, oldest first.
    pub fn frames_after(&self, seq: u64) -> impl Iterator<Item = &Frame> {
        self.frames.iter().filter(move |frame| frame.seq > seq)
    }

    /// What the screen allows now.
    pub fn acts(&self) -> Vec<&'static str> {
        let allowed = |act: &&&str| match **act {
            "back" => self.back().is_some(),
            "retry" => !matches!(self.screen, Screen::Error { retry: None, .. }),
            _ => true,
        };
        self.screen.page().acts().iter().filter(allowed).copied().collect()
    }

    /// Where the back button leads in this run: one with a single institution has no list, one without intro no consent.
    pub(super) fn back(&self) -> Option<Page> {
        back_from(self.screen.page()).filter(|to| match to {
            Page::Consent => self.config.show_intro,
            Page::Institutions => !self.starts_at_credentials() && !self.updates(),
            Page::Credentials => !self.token_only,
            _ => true,
        })
    }

    /// Exactly one institution is left (W-CFG-26).
    pub(super) fn starts_at_credentials(&self) -> bool {
        self.listed.len() == 1
    }

    /// Does what a person does.
    pub(super) fn act(&mut self, core: &mut Core, act: Act) -> Result<(), ActRefused> {
        let chosen = self.allows(core, &act)?;
        core.journal(
            Some(self.id),
            EntryKind::Act,
            None,
            json!({ "act": act.name(), "screen": self.screen.page().name() }),
        );
        match act {
            Act::Accept => self.accept(core),
            Act::Choose(_) => {
                if let Some(index) = chosen {
                    self.choose(core, index);
                }
            }
            Act::Submit(credentials) => self.submit(core, credentials),
            Act::Token(token) => self.token(core, token.as_deref()),
            Act::Retry => self.retry(core),
            Act::Back => self.go_back(core),
            Act::Close => self.close(core),
            Act::Stay => self.stay(core),
            Act::Leave => self.leave(core),
            Act::Survey(answer) => self.answer_survey(core, answer),
            Act::Finish => self.finish(core),
        }
        Ok(())
    }

    /// Whether an act is possible now; the index of the institution that it chooses.
    fn allows(&self, core: &Core, act: &Act) -> Result<Option<usize>, ActRefused> {
        let acts = if self.ending.is_some() { Vec::new() } else { self.acts() };
        let why = match act {
            _ if self.ending.is_some() => "this run of the widget is over".to_owned(),
            act if !acts.contains(&act.name()) => {
                format!("`{}` is not possible on the screen `{}`", act.name(), self.screen.page().name())
            }
            Act::Choose(name) => match self.find(core, name) {
                None => format!("this page does not list `{name}`"),
                found => return Ok(found),
            },
            _ => return Ok(None),
        };
        Err(ActRefused { why, acts })
    }

    /// The index of a listed institution.
    pub(super) fn find(&self, core: &Core, name: &str) -> Option<usize> {
        self.listed.iter().copied().find(|index| core.institutions[*index].name == name)
    }

    /// The terms are accepted with the first screen; their version is on record (W-BRAND-11).
    pub(super) fn accept(&mut self, core: &mut Core) {
        if let Some(version) = &self.brand.company_terms_version {
            core.journal(
                Some(self.id),
                EntryKind::TermsAccepted,
                None,
                json!({ "company_terms_version": version }),
            );
        }
        self.show(core, Screen::Institutions { refused: None });
    }

    fn choose(&mut self, core: &mut Core, index: usize) {
        let bent = self.script.take_warning();
        self.wake(core);
        let code = bent.or((!core.institutions[index].healthy()).then_some("institution_disabled"));
        match code {
            Some(code) => self.warn(core, index, code),
            None => self.select(core, index),
        }
        if bent.is_some() {
            self.aftermath(core);
        }
    }

    /// An institution that is unavailable: the user stays on the list (W-FLOW-02).
    pub(super) fn warn(&mut self, core: &mut Core, index: usize, code: &str) {
        let request_id = self.request_id(core);
        let name = &core.institutions[index].name;
        let warning = Emission::trouble(
            Trouble::Warning,
            &Refusal::of(code),
            &request_id,
            Some(name),
            core.now,
            &self.options,
        );
        self.waiting.push(warning);
        self.screen = Screen::Institutions { refused: Some(index) };
        self.push(core);
    }

    pub(super) fn select(&mut self, core: &mut Core, index: usize) {
        self.selected = Some(index);
        self.show(core, Screen::Credentials { errors: IndexMap::new() });
    }

    pub(super) fn go_back(&mut self, core: &mut Core) {
        match self.back() {
            Some(Page::Consent) => self.show(core, Screen::Consent),
            Some(Page::Institutions) => {
                self.selected = None;
                self.show(core, Screen::Institutions { refused: None });
            }
            Some(_) => self.show(core, Screen::Credentials { errors: IndexMap::new() }),
            None => {}
        }
    }

    /// Shows a screen, with its PAGE_LOAD (W-EVT-02); the first screen of a run sends none (W-EVT-03).
    pub(super) fn show(&mut self, core: &mut Core, screen: Screen) {
        if let Some(path) = screen.page().path() {
            let first = self.seq == 0;
            if !first || self.options.on(Opt::InitialPageLoad) {
                let institution = self.institution(core).map(|institution| institution.name.as_str());
                self.waiting.push(Emission::page_load(path, self.page, institution, &self.options));
            }
            self.page = path;
        }
        self.screen = screen;
        self.push(core);
    }

    /// Shows the same screen again: what its page shows of time has changed.
    pub(super) fn show_again(&mut self, core: &mut Core) {
        if self.ending.is_none() && self.seq > 0 {
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
        let screen = self.ending.is_none().then(|| Shown {
            screen: self.screen.clone(),
            acts: self.acts(),
            institution: self.selected,
        });
        let emissions = std::mem::take(&mut self.waiting);
        let shown = screen.as_ref().map(|shown| shown.screen.page().name());
        core.journal(Some(self.id), EntryKind::Screen, None, json!({ "screen": shown }));
        for emission in &emissions {
            core.journal(
                Some(self.id),
                EntryKind::Emission,
                None,
                json!({ "to": emission.to, "args": emission.args }),
            );
        }
        self.seq += 1;
        if self.frames.len() == FRAMES {
            self.frames.pop_front();
        }
        self.frames.push_back(Frame { seq: self.seq, at: core.now, screen, emissions });
        core.changes += 1;
    }

    pub(super) fn use_up_queued(&mut self, core: &mut Core) {
        if let Some(turn) = self.script.queued.take() {
            core.queue.used(turn);
        }
    }

    pub(super) fn institution<'c>(&self, core: &'c Core) -> Option<&'c Institution> {
        self.selected.map(|index| &core.institutions[index])
    }

    /// 32 hex digits, with dashes as Belvo's page prints them (W-EVT-06).
    pub(super) fn request_id(&self, core: &mut Core) -> String {
        let id = core.dice.uuid("requests");
        if self.options.text(Opt::RequestId) == "hex" { id.simple().to_string() } else { id.to_string() }
    }
}

//! How a run begins: configuration, token, scenario, first screen.

use std::sync::Arc;

use serde_json::Value;
use uuid::Uuid;

use super::flow::Entry;
use super::run::Run;
use crate::domain::base::journal::Fingerprint;
use crate::domain::base::kinds::Origin;
use crate::domain::core::state::Core;
use crate::domain::scenario::model::{Play, Scenario};
use crate::domain::token::tokens::{Claims, Grant};
use crate::domain::vocabulary::Scope;
use crate::domain::vocabulary::pages::ConfigFault;

/// What the page sends when it builds a widget.
#[derive(Clone, Debug)]
pub struct OpenRequest {
    /// The first argument of `createWidget` as text, whatever it was.
    pub token: String,
    /// Its claims, when one of this emulator's keys has signed it.
    pub claims: Option<Claims>,
    /// The second argument without its functions.
    pub config: Value,
    /// The keys of the second argument that are functions.
    pub handlers: Vec<String>,
    /// Whether the first argument is an object and the only one (W-CFG-30).
    pub lone_object: bool,
    /// `widget.*` settings of the script's address or of the page.
    pub settings: Vec<(String, String)>,
    /// The scenario that the script's address asks for.
    pub asked: Asked,
    /// Who acts, if the script's address says.
    pub play: Option<Play>,
}

impl OpenRequest {
    /// The token as the journal names it wherever it is ours.
    pub(in crate::domain) fn fingerprint(&self) -> Fingerprint {
        self.claims.map_or_else(|| Fingerprint::of_token(&self.token), |claims| claims.fingerprint())
    }
}

/// The scenario of the script's address.
#[derive(Clone, Debug)]
pub enum Asked {
    /// It names none.
    None,
    /// This one.
    Found(Arc<Scenario>),
    /// One that is not there; what to say.
    Unknown(String),
}

/// What the page gets besides its frames.
#[derive(Clone, Debug)]
pub struct Opened {
    /// The run.
    pub widget: Uuid,
    /// Warnings for the page's console.
    pub warnings: Vec<String>,
    /// Errors for the page's console.
    pub errors: Vec<String>,
    /// The scenario that decides, for people.
    pub why: Option<String>,
}

/// The scenario that decides in a run, who acts in it, and whose it is.
pub(in crate::domain) struct Chosen {
    pub(in crate::domain) scenario: Option<Arc<Scenario>>,
    pub(in crate::domain) play: Option<Play>,
    pub(in crate::domain) whose: Option<Origin>,
}

pub(in crate::domain) const NO_SCENARIO: &str =
    "play=by_itself needs a scenario: name one with ?scenario= or PUT /_emulator/scenario";

/// Update mode reads the link as well (W-UPD-06).
pub(in crate::domain) fn needed_scopes(grant: &Grant) -> &'static [Scope] {
    const ALL: [Scope; 3] = [Scope::ReadInstitutions, Scope::WriteLinks, Scope::ReadLinks];
    if grant.link_id.is_some() { &ALL } else { &ALL[..2] }
}

pub(in crate::domain) fn missing_scope(grant: &Grant) -> Option<Scope> {
    needed_scopes(grant).iter().copied().find(|scope| !grant.scopes.contains(scope))
}

impl Run {
    /// The widget does not start, and the page shows why (W-CFG-29, W-TOK-26).
    pub(in crate::domain) fn misconfigured(&mut self, core: &mut Core, reason: ConfigFault, detail: String) {
        self.tell_config_error(core, reason, detail);
        self.open(core, Entry::Misconfigured);
    }
}

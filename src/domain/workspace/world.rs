//! Everything that one workspace is, and how time passes in it.

use std::sync::Arc;

use indexmap::IndexMap;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::domain::base::agenda::{Agenda, Due};
use crate::domain::base::clock::Clock;
use crate::domain::base::dice::{Dice, Generation};
use crate::domain::base::journal::Journal;
use crate::domain::base::kinds::EntryKind;
use crate::domain::base::limits::TURNED_AWAY;
use crate::domain::base::once::Once;
use crate::domain::base::options::Options;
use crate::domain::base::password::KnownPassword;
use crate::domain::base::redaction::without_secrets;
use crate::domain::base::text::shown;
use crate::domain::base::time::Timestamp;
use crate::domain::core::deletions::Deletions;
use crate::domain::core::requests::Requests;
use crate::domain::core::sessions::Sessions;
use crate::domain::core::state::Core;
use crate::domain::link::availability::Availability;
use crate::domain::link::breaking::Breaks;
use crate::domain::link::institution::Institution;
use crate::domain::link::links::Links;
use crate::domain::record::overrides::Overrides;
use crate::domain::record::store::Records;
use crate::domain::scenario::active::{Active, overlay};
use crate::domain::scenario::faults::Faults;
use crate::domain::scenario::model::{Play, Scenario};
use crate::domain::scenario::queue::Queue;
use crate::domain::token::tokens::Tokens;
use crate::domain::vocabulary::acts::{Act, ActRefused};
use crate::domain::vocabulary::failure::Failure;
use crate::domain::vocabulary::pages::Page;
use crate::domain::webhook::deliveries::Deliveries;
use crate::domain::webhook::table::Cause;
use crate::domain::webhook::target::Target;
use crate::domain::widget::Run;
use crate::domain::widget::emission::Emission;
use crate::domain::workspace::happened::Happened;

/// What a fresh workspace starts with.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Start {
    /// The seed of all chance.
    pub seed: u64,
    /// The resets that it comes after.
    pub generation: Generation,
    /// The clock.
    pub clock: Clock,
    /// The options.
    pub options: Arc<Options>,
    /// The scenario, and who acts in it.
    pub scenario: Option<(Arc<Scenario>, Option<Play>)>,
    /// What the first runs play.
    pub queue: Queue,
    /// What becomes of calls.
    pub faults: Faults,
    /// What becomes of calls for the script, which are of no workspace.
    pub script_faults: Faults,
    /// The institutions.
    #[serde(skip)]
    pub institutions: Arc<Vec<Institution>>,
    /// Those of them that were closed or opened by hand.
    pub availability: Availability,
    /// What links have instead of what is generated for them.
    #[serde(skip)]
    pub data: Arc<Overrides>,
    /// Where webhooks go.
    pub targets: Vec<Arc<Target>>,
}

impl Start {
    /// The settings that hold for a workspace which starts so: its own, and over them its scenario's.
    pub fn settings(&self) -> Arc<Options> {
        let mut options = self.options.clone();
        if let Some((scenario, _)) = &self.scenario {
            overlay(&mut options, scenario);
        }
        options
    }

    /// All scenarios in it.
    pub fn scenarios_mut(&mut self) -> impl Iterator<Item = &mut Arc<Scenario>> {
        self.scenario.iter_mut().map(|(scenario, _)| scenario).chain(self.queue.scenarios_mut())
    }
}

/// One workspace.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct World {
    /// The secret id that names it.
    pub name: String,
    /// Its clock.
    pub clock: Clock,
    /// Everything but the widgets.
    pub core: Core,
    /// A digest of it: the password itself is not kept.
    pub(super) password: Option<KnownPassword>,
    pub(super) data: Arc<Overrides>,
    /// What was set by hand, and what that and the scenario make together.
    pub(super) options: Arc<Options>,
    #[serde(skip)]
    pub(super) in_force: Arc<Options>,
    pub(super) scenario: Option<Active>,
    pub(super) faults: Faults,
    /// Somebody has set its clock, its options or its scenario.
    pub(super) was_set: bool,
    pub(super) widgets: IndexMap<Uuid, Run>,
}

/// The first password binds (R-AUTH-03).
const BOUND: &str =
    "this workspace is bound to another password, the first that came; a reset of the workspace frees it";

/// What stood before a password whose digest has no salt.
const UNSALTED: &str = "password";

impl World {
    /// A fresh workspace.
    pub fn new(name: &str, start: &Start, host: Timestamp) -> Self {
        let dice = Dice::new(start.seed, name, start.generation);
        let mut world = Self {
            name: name.to_owned(),
            clock: start.clock,
            password: None,
            data: start.data.clone(),
            options: start.options.clone(),
            in_force: start.options.clone(),
            scenario: None,
            faults: start.faults.clone(),
            was_set: false,
            widgets: IndexMap::new(),
            core: Core {
                now: start.clock.now(host),
                institutions: start.institutions.clone(),
                availability: start.availability.clone(),
                user_id: dice.fixed_uuid("user"),
                links: Links::default(),
                tokens: Tokens::default(),
                journal: Journal::default(),
                link_rules: Arc::default(),
                queue: start.queue.clone(),
                sessions: Sessions::default(),
                background: IndexMap::new(),
                records: Records::default(),
                hooks: Deliveries::default(),
                deletions: Deletions::default(),
                requests: Requests::default(),
                hinted: Once::default(),
                changes: 0,
                why: None,
                full: false,
                dice,
                agenda: Agenda::default(),
            },
        };
        world.core.hooks.set_targets(&start.targets);
        if let Some((scenario, play)) = &start.scenario {
            world.set_scenario(Some(scenario.clone()), *play);
            world.was_set = false;
        }
        world
    }

    /// The moment that the world was last concerned.
    pub fn now(&self) -> Timestamp {
        self.core.now
    }

    /// Tells the world what the host's clock shows; what has fallen due happens, each at its own time.
    pub fn catch_up(&mut self, host: Timestamp) -> Happened {
        let to = self.clock.now(host);
        let mut happened = Happened::default();
        while let Some((at, due)) = self.take_due(to) {
            self.core.now = at;
            let came = self.due(at, due);
            self.core.journal(due.widget(), EntryKind::Due, None, came.particulars());
            happened.put(came.into());
            match due {
                Due::RecordsCome(request) => self.records_come(request),
                Due::DataArrive(link, path) => self.data_arrive(link, path),
                Due::Wipe => self.wipe(),
                Due::WebhookSent(number) => self.send_late(number),
                Due::ConsentExpires(link) => self.consent_expires(link),
                Due::ConsentRenewed(link) => self.tell_consent(link, Cause::Renewed),
                Due::LinkTurns(link, state) => self.turn_link(link, state),
                Due::LinkBreaks(link) => self.break_link(link, Breaks::AfterADay),
                _ => {}
            }
            if let Some(run) = due.widget().and_then(|widget| self.widgets.get_mut(&widget)) {
                run.due(&mut self.core, due);
            }
        }
        self.core.now = to;
        happened
    }

    /// The next thing that is due at `to`; in the moment in which a month begins, that goes first.
    fn take_due(&mut self, to: Timestamp) -> Option<(Timestamp, Due)> {
        let next = self.core.agenda.next();
        let wipe = self.next_wipe().filter(|at| *at <= to && next.is_none_or(|next| *at <= next));
        wipe.map(|at| (at, Due::Wipe)).or_else(|| self.core.agenda.take(to))
    }

    /// When something will happen by itself, on its own clock.
    pub fn next_event(&self) -> Option<Timestamp> {
        self.core.agenda.next().into_iter().chain(self.next_wipe()).min()
    }

    /// The host's time at which something will happen by itself; nothing while the clock stands or nothing waits.
    pub fn next_due(&self) -> Option<Timestamp> {
        self.clock.host_time_of(self.next_event()?)
    }

    /// Replaces the clock and tells the world the time.
    pub fn set_clock(&mut self, clock: Clock, host: Timestamp) -> Happened {
        self.was_set = true;
        let stood = self.clock.frozen();
        self.clock = clock;
        let happened = self.catch_up(host);
        // An open page says that the clock stands, and counts down to when a token comes too late.
        let (widgets, core) = (self.widgets.values_mut(), &mut self.core);
        let concerned = |run: &&mut Run| stood != clock.frozen() || run.state.page == Page::Mfa;
        widgets.filter(concerned).for_each(|run| run.show_again(core));
        let mode = if clock.frozen() { "frozen" } else { "running" };
        self.core.journal(
            None,
            EntryKind::Clock,
            None,
            json!({ "mode": mode, "now": self.now().iso_micros() }),
        );
        happened
    }

    /// The first password seen binds the workspace (R-AUTH-03); nothing is compared while none was seen.
    pub fn unlock(&mut self, password: &str) -> Result<(), Failure> {
        if self.password.is_some() && !self.is_unlocked_by(password) {
            return Err(Failure::WrongKeys(BOUND.into()));
        }
        self.password = Some(KnownPassword::of(password, self.core.dice.fixed("password")));
        Ok(())
    }

    /// The next password seen binds it.
    pub fn forget_password(&mut self) {
        self.password = None;
    }

    /// Whether this is the password that has bound the workspace.
    pub fn is_unlocked_by(&self, password: &str) -> bool {
        self.password.as_ref().is_some_and(|bound| bound.is_of(password, UNSALTED))
    }

    /// The settings in force: the workspace's, and over them its scenario's.
    pub fn options(&self) -> Arc<Options> {
        self.in_force.clone()
    }

    /// The scenario or a setting has changed.
    pub(super) fn settle_options(&mut self) {
        self.in_force = self.options.clone();
        let rules = self.scenario.as_ref().map(|active| active.scenario.links.as_slice());
        self.core.link_rules = rules.unwrap_or_default().into();
        if let Some(active) = &self.scenario {
            overlay(&mut self.in_force, &active.scenario);
        }
    }

    /// What links have instead of what is generated for them: the scenario's, or else the workspace's.
    pub(in crate::domain) fn overrides(&self) -> Arc<Overrides> {
        let of_scenario = self.scenario.as_ref().and_then(|active| active.scenario.data.clone());
        of_scenario.unwrap_or_else(|| self.data.clone())
    }

    /// Makes settings, all or none.
    pub fn set_options(&mut self, settings: &[(String, String)]) -> Result<(), String> {
        let mut options = Options::clone(&self.options);
        for (name, value) in settings {
            options.set(name, value)?;
        }
        self.was_set = true;
        self.options = Arc::new(options);
        self.settle_options();
        self.core.journal(
            None,
            EntryKind::Options,
            None,
            settings.iter().map(|(n, v)| (n.clone(), json!(v))).collect::<serde_json::Map<_, _>>().into(),
        );
        Ok(())
    }

    /// The resets that it comes after.
    pub fn generation(&self) -> Generation {
        self.core.dice.generation()
    }

    /// Writes into the journal.
    pub fn note(&mut self, kind: EntryKind, why: Option<String>, data: Value) {
        self.core.journal(None, kind, why, data);
    }

    /// Notes a control call of somebody who may make none; of many the first, so that they push out nothing else.
    pub fn note_turned_away(&mut self, why: &str, data: &Value) {
        const LIMIT: &str = "refused control calls";
        let noted =
            self.core.journal.entries().filter(|entry| entry.kind == EntryKind::ControlRefused).count();
        if noted < TURNED_AWAY {
            self.note(EntryKind::ControlRefused, Some(why.to_owned()), data.clone());
        } else if self.core.hinted.first(LIMIT) {
            let why = format!(
                "{noted} control calls were refused: further ones of callers who may make none are not noted"
            );
            self.note(EntryKind::Limit, Some(why), json!({ "limit": LIMIT, "most": TURNED_AWAY }));
        }
    }

    /// One run of the widget.
    pub fn widget(&self, id: Uuid) -> Option<&Run> {
        self.widgets.get(&id)
    }

    /// All runs that are kept, oldest first.
    pub fn widgets(&self) -> impl Iterator<Item = &Run> {
        self.widgets.values()
    }

    /// Does an act in a run.
    pub fn act(&mut self, id: Uuid, act: Act) -> Result<(), ActRefused> {
        let verb = act.verb().name();
        let done = match self.widgets.get_mut(&id) {
            Some(run) => run.act(&mut self.core, act),
            None => Err(ActRefused { why: "there is no such widget".to_owned(), acts: Vec::new() }),
        };
        done.inspect_err(|refused| self.refuse_act(id, verb, &refused.why))
    }

    /// Notes an act that cannot be done; it may have any name.
    pub fn refuse_act(&mut self, id: Uuid, act: &str, why: &str) {
        let screen = self.widgets.get(&id).map(|run| run.state.page.name());
        let data = json!({ "act": shown(act), "screen": screen });
        self.core.journal(Some(id), EntryKind::ActRefused, Some(why.to_owned()), data);
    }

    /// Sends the page something off the contract.
    pub fn emit(&mut self, id: Uuid, emission: Emission) -> Result<(), ActRefused> {
        match self.widgets.get_mut(&id) {
            Some(run) => run.emit(&mut self.core, emission),
            None => Err(ActRefused { why: "this run of the widget is over".to_owned(), acts: Vec::new() }),
        }
    }

    /// Notes what the page's functions did with what they got.
    pub fn handled(&mut self, id: Uuid, handled: &Value) {
        for item in handled.as_array().into_iter().flatten().take(100) {
            let error = item.get("error").map(without_secrets);
            let did = match item["ok"].as_bool() {
                Some(true) => "ran",
                _ if item["rejected"] == true => "rejected",
                _ => "threw",
            };
            let data = json!({
                "seq": item["seq"], "to": item["to"], "ok": item["ok"], "did": did, "error": error,
            });
            self.core.journal(Some(id), EntryKind::Handled, None, data);
        }
    }

    /// The page of a run is gone (W-CONT-13).
    pub fn vanish(&mut self, id: Uuid, why: &str) {
        if let Some(run) = self.widgets.get_mut(&id) {
            run.vanish(&mut self.core, why);
        }
    }
}

//! The emulator as a value: told the time, owning its dice, answering in Belvo's terms.
//!
//! [`World`] is everything that one workspace is. Nothing in here reads a clock, a file, a socket, the environment or
//! the host's entropy; `now` is what the world was last told.

pub mod active;
pub mod agenda;
mod budget;
pub mod catalogue;
pub mod clock;
pub mod consent;
pub mod data;
pub mod external_id;
pub mod failure;
pub mod holder;
pub mod institution;
mod issuing;
pub mod journal;
pub mod keeping;
pub mod limits;
pub mod link;
pub mod linking;
pub mod magic;
pub mod matrix;
pub mod mfa;
mod named;
pub mod options;
pub mod queue;
pub mod record;
mod request_id;
pub mod rng;
pub mod rules;
pub mod scenario;
mod sealed;
pub mod text;
pub mod time;
pub mod token;
pub mod vocabulary;
pub mod weight;
pub mod widget;

use std::sync::Arc;

use indexmap::IndexMap;
use serde_json::{Value, json};
use uuid::Uuid;

use active::{Active, overlay};
use agenda::{Agenda, Due};
use clock::Clock;
use failure::Failure;
use institution::Institution;
use journal::Journal;
use keeping::Deletions;
use limits::LINKS;
use link::{Links, NewLink, NotMade};
use options::Options;
use queue::Queue;
use record::given::Given;
use rng::{Dice, Generation};
use scenario::{Play, Scenario};
use time::Timestamp;
use token::Tokens;
use vocabulary::acts::{Act, ActRefused};
use vocabulary::pages::Page;
use vocabulary::{EntryKind, LinkStatus};
use widget::Run;
use widget::emission::Emission;

/// What a run of the widget and the REST API share: everything of a workspace but its widgets and its scenario.
#[derive(Clone, Debug)]
pub struct Core {
    /// The moment that the world was last told, or that of the agenda's item that is being carried out.
    pub now: Timestamp,
    /// The sandbox's institutions.
    pub institutions: Arc<Vec<Institution>>,
    /// The API user, every link's `created_by` and every token's organisation.
    pub user_id: Uuid,
    /// The links.
    pub links: Links,
    /// The access tokens.
    pub tokens: Tokens,
    /// What happened.
    pub journal: Journal,
    /// What the next runs play.
    pub queue: Queue,
    sessions: linking::Sessions,
    background: IndexMap<Uuid, record::background::Background>,
    /// What was fetched of the links.
    pub records: record::shelf::Records,
    deletions: Deletions,
    /// How many frames have been made and runs given up: changes when a page that waits has something to learn.
    pub changes: u64,
    bent: Option<String>,
    /// All workspaces together keep as much as they may.
    full: bool,
    dice: Dice,
    agenda: Agenda,
}

impl Core {
    fn journal(&mut self, widget: Option<Uuid>, kind: EntryKind, why: Option<String>, data: Value) {
        self.journal.write(self.now, kind, widget, why, data);
    }

    fn create_link(
        &mut self,
        new: NewLink<'_>,
        widget: Option<Uuid>,
        options: &Options,
    ) -> Result<Uuid, NotMade> {
        let key = self.dice.fixed("institution_user_id");
        let id = self.dice.uuid("links");
        let institution = new.institution.name.clone();
        self.may_keep().map_err(|_| NotMade::TooMany)?;
        let made = self.links.create(new, id, &key, self.now, options).map(|_| ());
        if made == Err(NotMade::TooMany) {
            self.bent = Some(format!("this workspace holds {LINKS} links already: delete some, or reset it"));
        }
        made?;
        self.journal(widget, EntryKind::LinkCreated, None, json!({ "link": id, "institution": institution }));
        Ok(id)
    }
}

/// What a fresh workspace starts with.
#[derive(Clone, Debug)]
pub struct Start {
    /// The seed of all chance.
    pub seed: u64,
    /// The resets that it comes after.
    pub generation: Generation,
    /// The clock.
    pub clock: Clock,
    /// The options.
    pub options: Options,
    /// The scenario, and who acts in it.
    pub scenario: Option<(Arc<Scenario>, Option<Play>)>,
    /// What the first runs play.
    pub queue: Queue,
    /// The institutions.
    pub institutions: Arc<Vec<Institution>>,
    /// What links have instead of what is drawn for them.
    pub data: Arc<Given>,
}

impl Start {
    /// The settings that hold for a workspace which starts so: its own, and over them its scenario's.
    pub fn settings(&self) -> Options {
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
#[derive(Clone, Debug)]
pub struct World {
    /// The secret id that names it.
    pub name: String,
    /// Its clock.
    pub clock: Clock,
    /// Everything but the widgets.
    pub core: Core,
    /// A seal of it: the password itself is not kept.
    password: Option<[u8; 32]>,
    data: Arc<Given>,
    options: Options,
    scenario: Option<Active>,
    widgets: IndexMap<Uuid, Run>,
}

fn seal(password: &str) -> [u8; 32] {
    rng::hash(&[b"password", password.as_bytes()])
}

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
            scenario: None,
            widgets: IndexMap::new(),
            core: Core {
                now: start.clock.now(host),
                institutions: start.institutions.clone(),
                user_id: dice.fixed_uuid("user"),
                links: Links::default(),
                tokens: Tokens::default(),
                journal: Journal::default(),
                queue: start.queue.clone(),
                sessions: linking::Sessions::default(),
                background: IndexMap::new(),
                records: record::shelf::Records::default(),
                deletions: Deletions::default(),
                changes: 0,
                bent: None,
                full: false,
                dice,
                agenda: Agenda::default(),
            },
        };
        if let Some((scenario, play)) = &start.scenario {
            world.set_scenario(Some(scenario.clone()), *play);
        }
        world
    }

    /// The moment that the world was last told.
    pub fn now(&self) -> Timestamp {
        self.core.now
    }

    /// Tells the world what the host's clock shows; what has fallen due happens, each at its own time.
    pub fn catch_up(&mut self, host: Timestamp) -> Vec<(Timestamp, Due)> {
        let to = self.clock.now(host);
        let mut happened = Vec::new();
        while let Some((at, due)) = self.core.agenda.take(to) {
            self.core.now = at;
            self.core.journal(due.widget(), EntryKind::Due, None, json!({ "what": due.kind() }));
            if let Due::RecordsCome(request) = due {
                self.records_come(request);
            }
            if let Some(run) = due.widget().and_then(|widget| self.widgets.get_mut(&widget)) {
                run.due(&mut self.core, due);
            }
            happened.push((at, due));
        }
        self.core.now = to;
        happened
    }

    /// The host's time at which something will happen by itself; nothing while the clock stands or nothing waits.
    pub fn next_due(&self) -> Option<Timestamp> {
        self.clock.host_time_of(self.core.agenda.next()?)
    }

    /// Replaces the clock and tells the world the time.
    pub fn set_clock(&mut self, clock: Clock, host: Timestamp) -> Vec<(Timestamp, Due)> {
        let stood = self.clock.frozen();
        self.clock = clock;
        let happened = self.catch_up(host);
        // An open page says that the clock stands, and counts down to when a token comes too late.
        let (widgets, core) = (self.widgets.values_mut(), &mut self.core);
        let told = |run: &&mut Run| stood != clock.frozen() || run.state.page == Page::Mfa;
        widgets.filter(told).for_each(|run| run.show_again(core));
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
        match self.password {
            Some(bound) if bound != seal(password) => Err(Failure::WrongKeys),
            Some(_) => Ok(()),
            None => {
                self.password = Some(seal(password));
                Ok(())
            }
        }
    }

    /// Whether this is the password that has bound the workspace.
    pub fn is_unlocked_by(&self, password: &str) -> bool {
        self.password == Some(seal(password))
    }

    /// The settings in force: the workspace's, and over them its scenario's.
    pub fn options(&self) -> Options {
        let mut options = self.options.clone();
        if let Some(active) = &self.scenario {
            overlay(&mut options, &active.scenario);
        }
        options
    }

    /// What links have instead of what is drawn for them: the scenario's, or else the workspace's.
    pub(in crate::domain) fn given(&self) -> Arc<Given> {
        let of_scenario = self.scenario.as_ref().and_then(|active| active.scenario.data.clone());
        of_scenario.unwrap_or_else(|| self.data.clone())
    }

    /// Makes settings, all or none.
    pub fn set_options(&mut self, settings: &[(String, String)]) -> Result<(), String> {
        let mut options = self.options.clone();
        for (name, value) in settings {
            options.set(name, value)?;
        }
        self.options = options;
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

    /// Sets the status of a link by hand, as time or the bank would (R-LINK-08); nothing when there is none.
    pub fn set_link_status(&mut self, id: Uuid, status: LinkStatus) -> Option<()> {
        self.core.links.get(id)?;
        self.core.links.set_status(id, status);
        self.core.journal(None, EntryKind::LinkStatus, None, json!({ "link": id, "status": status }));
        Some(())
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
        match self.widgets.get_mut(&id) {
            Some(run) => run.act(&mut self.core, act),
            None => Err(ActRefused { why: "there is no such widget".to_owned(), acts: Vec::new() }),
        }
    }

    /// Sends the page something off the contract.
    pub fn emit(&mut self, id: Uuid, emission: Emission) -> Result<(), ActRefused> {
        match self.widgets.get_mut(&id) {
            Some(run) => run.emit(&mut self.core, emission),
            None => Err(ActRefused { why: "this run of the widget is over".to_owned(), acts: Vec::new() }),
        }
    }

    /// Notes what the page's functions did with what they got.
    pub fn handled(&mut self, id: Uuid, told: &Value) {
        for item in told.as_array().into_iter().flatten().take(100) {
            let data =
                json!({ "seq": item["seq"], "to": item["to"], "ok": item["ok"], "error": item.get("error") });
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

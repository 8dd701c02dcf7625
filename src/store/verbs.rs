//! The control verbs over workspaces: for one, or for all present and future ones.

use std::sync::{Arc, LazyLock, PoisonError};

use uuid::Uuid;

use super::later::Later;
use super::lost::Lost;
use super::rooms::lock;
use super::scenarios::Scenarios;
use super::scope::{Closed, Scope};
use super::stale::runs_of;
use super::workspaces::Store;
use crate::domain::base::clock::Clock;
use crate::domain::base::dice::Ids;
use crate::domain::base::journal::Fingerprint;
use crate::domain::base::limits::{FIRED, QUEUED};
use crate::domain::base::options;
use crate::domain::base::time::Timestamp;
use crate::domain::link::institution::Institution;
use crate::domain::scenario::faults::Faults;
use crate::domain::scenario::model::{Play, Scenario};
use crate::domain::scenario::queue::Queued;
use crate::domain::scenario::rule::{CallRule, Called, Verdict};
use crate::domain::vocabulary::InstitutionState;
use crate::domain::webhook::target::Target;
use crate::domain::workspace::happened::{Fell, Happened};
use crate::domain::workspace::world::{Start, World};

impl Store {
    /// Does something in each workspace of a scope, nobody's among all; a single one that is not open is as an untouched
    /// one would be, and stays closed.
    pub fn each<R>(
        &self,
        scope: &Scope,
        verb: impl FnMut(&mut World) -> R,
    ) -> Result<Vec<(String, R)>, Closed> {
        match scope {
            Scope::All => Ok(self.among_all(self.open(), verb)),
            Scope::One(name) => Ok(vec![(name.clone(), self.look(name, verb)?)]),
        }
    }

    /// Changes what future workspaces start with, and each present one: none is missed, none changed twice.
    fn change<R>(
        &self,
        scope: &Scope,
        start: impl FnOnce(&mut Start),
        verb: impl FnMut(&mut World) -> R,
    ) -> Result<Vec<(String, R)>, Closed> {
        let names = match scope {
            Scope::One(name) => return Ok(vec![(name.clone(), self.enter(name, verb)?)]),
            Scope::All => {
                // No workspace opens while this is held.
                let rooms = self.rooms();
                start(&mut lock(&self.next));
                rooms.by_name.keys().cloned().collect()
            }
        };
        Ok(self.among_all(names, verb))
    }

    /// Everything back to the start: links, tokens, widgets, journal, scenario, options, clock; ids as asked for.
    pub fn reset(&self, scope: &Scope, ids: Ids) {
        self.forget_unmatched(scope);
        match scope {
            Scope::All => self.reset_all(ids),
            Scope::One(name) => self.reset_one(name, ids),
        }
        self.tell();
    }

    fn reset_all(&self, ids: Ids) {
        self.forget_fresh();
        *lock(&self.lost) = Lost::default();
        for name in self.open() {
            let runs = self.visit(&name, |world| runs_of(world)).unwrap_or_default();
            lock(&self.stale).remember(runs);
        }
        let mut rooms = self.rooms.write().unwrap_or_else(PoisonError::into_inner);
        let mut next = lock(&self.next);
        *next = Start { generation: next.generation.after_all(ids), ..self.first.clone() };
        let gone = std::mem::take(&mut *rooms);
        drop((next, rooms));
        // What workspaces hold takes long to give back, and others are let in meanwhile.
        drop(gone);
    }

    /// One that is not open has nothing to forget but what was lost of it.
    fn reset_one(&self, name: &str, ids: Ids) {
        lock(&self.lost).forget(name);
        let Some(room) = self.rooms().by_name.get(name).cloned() else { return };
        let start = self.next_start();
        let mut room = lock(&room);
        lock(&self.stale).remember(runs_of(&room.world));
        let start = Start { generation: room.world.generation().after_own(ids), ..start };
        let opened_by = room.opened_by();
        let gone = std::mem::replace(&mut *room, self.begin(name, &start, opened_by));
        drop(room);
        drop(gone);
    }

    /// Chooses a scenario, or none.
    pub fn set_scenario(
        &self,
        scope: &Scope,
        scenario: Option<Arc<Scenario>>,
        play: Option<Play>,
    ) -> Result<(), Closed> {
        if self.kept.is_full() && scenario.as_ref().is_some_and(|scenario| scenario.is_document()) {
            return Err(Closed::Full);
        }
        let start = |start: &mut Start| start.scenario = scenario.clone().map(|scenario| (scenario, play));
        self.change(scope, start, |world| world.set_scenario(scenario.clone(), play)).map(|_| ())
    }

    /// Puts another set of scenarios in force: workspaces go on with the new version of theirs, open runs keep the old.
    pub fn set_scenarios(&self, scenarios: Later<Scenarios>) {
        *lock(&self.refused) = None;
        let scenarios = Arc::new(scenarios);
        *self.scenarios.write().unwrap_or_else(PoisonError::into_inner) = scenarios.clone();
        let newer = |scenario: &mut Arc<Scenario>| renew(scenario, &scenarios);
        let start = |start: &mut Start| start.scenarios_mut().for_each(newer);
        // Present workspaces are open: none can be refused.
        let _renewed = self.change(&Scope::All, start, |world| world.renew_scenarios(newer));
    }

    /// Lets the next runs play a scenario; its times count for each workspace. Answers how many items the longest queue has.
    pub fn enqueue(&self, scope: &Scope, item: &Queued) -> Result<usize, Closed> {
        let queues = self.each(scope, |world| world.core.queue.iter().len())?;
        let future = (*scope == Scope::All).then(|| lock(&self.next).queue.iter().len());
        if queues.into_iter().map(|(_, items)| items).chain(future).any(|items| items >= QUEUED) {
            return Err(Closed::QueueFull);
        }
        let mut longest = 0;
        let start = |start: &mut Start| longest = start.queue.put(item.clone());
        let present = self.change(scope, start, |world| world.core.queue.put(item.clone()))?;
        Ok(present.into_iter().map(|(_, items)| items).fold(longest, usize::max))
    }

    /// Sends webhooks to these receivers from now on.
    pub fn set_targets(&self, scope: &Scope, targets: &[Arc<Target>]) -> Result<(), Closed> {
        let start = |start: &mut Start| start.targets = targets.to_vec();
        self.change(scope, start, |world| world.set_targets(targets)).map(|_| ())
    }

    /// Forgets what the next runs were to play.
    pub fn clear_queue(&self, scope: &Scope) -> Result<(), Closed> {
        self.change(scope, |start| start.queue.clear(), |world| world.core.queue.clear()).map(|_| ())
    }

    /// Closes or opens an institution.
    pub fn set_institution(
        &self,
        scope: &Scope,
        institution: &Institution,
        state: InstitutionState,
    ) -> Result<(), Closed> {
        let start = |start: &mut Start| start.availability.set(institution, state);
        self.change(scope, start, |world| world.set_institution(institution, state)).map(|_| ())
    }

    /// Sets a fault, of each workspace or of the script.
    pub fn set_fault(&self, scope: &Scope, rule: &CallRule, of_script: bool) -> Result<(), Closed> {
        if of_script {
            let mut next = lock(&self.next);
            return has_room(&next.script_faults).map(|()| next.script_faults.set(rule.clone()));
        }
        if *scope == Scope::All {
            has_room(&lock(&self.next).faults)?;
        }
        self.each(scope, |world| has_room(world.faults()))?.into_iter().try_for_each(|(_, room)| room)?;
        let start = |start: &mut Start| start.faults.set(rule.clone());
        self.change(scope, start, |world| world.set_fault(rule.clone())).map(|_| ())
    }

    /// Forgets faults; without a workspace those of the script too.
    pub fn clear_faults(&self, scope: &Scope) -> Result<(), Closed> {
        let start = |start: &mut Start| {
            start.faults.clear();
            start.script_faults.clear();
        };
        self.change(scope, start, World::clear_faults).map(|_| ())
    }

    /// What the faults of the script make of a call for it.
    pub fn script_verdict(&self, called: Called<'_>) -> Option<Verdict> {
        lock(&self.next).script_faults.verdict(called)
    }

    /// Makes settings, all or none; the error says which is wrong.
    pub fn set_options(
        &self,
        scope: &Scope,
        settings: &[(String, String)],
    ) -> Result<Result<(), Closed>, String> {
        for (name, value) in settings {
            options::check(name, value)?;
        }
        let start = |start: &mut Start| {
            for (name, value) in settings {
                let _checked_above = Arc::make_mut(&mut start.options).set(name, value);
            }
        };
        Ok(self.change(scope, start, |world| world.set_options(settings)).map(|_| ()))
    }

    /// Changes clocks; answers what fell due, by workspace.
    pub fn set_clock(
        &self,
        scope: &Scope,
        change: impl Fn(Clock, Timestamp) -> Clock,
    ) -> Result<AllFired, Closed> {
        let host = self.host_now();
        let start = |start: &mut Start| start.clock = change(start.clock, host);
        let fired = self.change(scope, start, |world| {
            let clock = change(world.clock, host);
            world.set_clock(clock, host)
        })?;
        let all = fired.iter().map(|(_, happened)| happened.first.len() + happened.more).sum::<usize>();
        let flat = |(workspace, happened): (String, Happened)| {
            happened.first.into_iter().map(move |fell| Fired { workspace: workspace.clone(), fell })
        };
        let first: Arc<[Fired]> = fired.into_iter().flat_map(flat).take(FIRED).collect();
        Ok(AllFired { more: all - first.len(), first })
    }

    /// Whether a workspace is open.
    pub fn is_open(&self, name: &str) -> bool {
        self.rooms().by_name.contains_key(name)
    }

    /// The clock of a scope: that of the one workspace, else the one that the next workspace will start with.
    pub fn clock(&self, scope: &Scope) -> Result<(Clock, Timestamp), Closed> {
        match scope {
            Scope::One(name) => self.look(name, |world| (world.clock, world.now())),
            Scope::All => {
                let clock = lock(&self.next).clock;
                Ok((clock, clock.now(self.host_now())))
            }
        }
    }

    /// Whether a reset has ended a run that was opened with this token.
    pub fn was_reset(&self, widget: Uuid, token: Fingerprint) -> bool {
        lock(&self.stale).0.contains(&(widget, token))
    }

    /// Looks at what a fresh workspace would start with, but for the institutions.
    pub fn next<R>(&self, look: impl FnOnce(&Start) -> R) -> R {
        look(&lock(&self.next))
    }

    /// What a fresh workspace would start with.
    pub fn next_start(&self) -> Start {
        let institutions = LazyLock::force(&self.institutions).clone();
        Start { institutions, ..lock(&self.next).clone() }
    }
}

fn has_room(faults: &Faults) -> Result<(), Closed> {
    if faults.has_room() { Ok(()) } else { Err(Closed::FaultsFull) }
}

/// The newer version of a scenario that was read from a file; a document has none.
fn renew(scenario: &mut Arc<Scenario>, all: &Scenarios) {
    if let Some(newer) = all.get(&scenario.name).filter(|_| !scenario.is_document()) {
        *scenario = newer.clone();
    }
}

/// What fell due while clocks were moved: the first of it.
#[derive(Clone, Debug)]
pub struct AllFired {
    /// By workspace, in order.
    pub first: Arc<[Fired]>,
    /// How many came after these.
    pub more: usize,
}

/// Something that fell due while a clock was moved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fired {
    /// Where.
    pub workspace: String,
    /// When, and what.
    pub fell: Fell,
}

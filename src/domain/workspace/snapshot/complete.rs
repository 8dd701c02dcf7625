//! What a document leaves out is made again, and what it holds is held against the rest of it and against this emulator.

use std::collections::BTreeMap;
use std::sync::Arc;

use uuid::Uuid;

use super::fault::Fault;
use crate::domain::base::limits::{
    FAULTS, IN_BACKGROUND, OPEN_RUNS, QUEUED, RUNS_OVER, SESSIONS, WORKSPACE, bytes,
};
use crate::domain::base::text::shown;
use crate::domain::link::consent::DURATIONS;
use crate::domain::link::institution;
use crate::domain::link::institution::Institution;
use crate::domain::link::links::Link;
use crate::domain::scenario::model::{Reference, Scenario};
use crate::domain::workspace::world::World;

/// A fault of a part of the workspace.
fn of(part: &str) -> impl Fn(String) -> Fault + '_ {
    move |why| Fault::at(format!("workspace.{part}"), why)
}

impl World {
    pub(super) fn complete(
        &mut self,
        institutions: &[String],
        scenarios: &BTreeMap<Reference, Arc<Scenario>>,
    ) -> Result<(), Fault> {
        self.take_scenarios(scenarios)?;
        self.check_counts()?;
        self.check_links()?;
        self.core.records.complete().map_err(of("core.records"))?;
        self.core.hooks.complete().map_err(of("core.hooks"))?;
        self.complete_runs(&places(institutions, &self.core.institutions)?)?;
        self.settle_options();
        match self.weight() {
            0..=WORKSPACE => Ok(()),
            _ => Err(Fault::at("workspace", format!("keeps more than {}", bytes(WORKSPACE)))),
        }
    }

    fn take_scenarios(&mut self, scenarios: &BTreeMap<Reference, Arc<Scenario>>) -> Result<(), Fault> {
        take_scenarios(self.scenarios_mut(), scenarios)?;
        match self.scenario.as_ref().is_none_or(|active| active.is_whole()) {
            true => Ok(()),
            false => Err(of("scenario")("it counts more or fewer rules than its text has".to_owned())),
        }
    }

    fn check_counts(&self) -> Result<(), Fault> {
        let core = &self.core;
        let counts = [
            ("faults", self.faults.iter().len(), FAULTS),
            ("core.availability", core.availability.iter().count(), core.institutions.len()),
            ("core.queue", core.queue.iter().len(), QUEUED),
            ("core.sessions", core.sessions.0.len(), SESSIONS),
            ("core.background", core.background.len(), IN_BACKGROUND),
            ("widgets", self.widgets.len(), OPEN_RUNS + RUNS_OVER),
        ];
        if let Some((part, count, most)) = counts.into_iter().find(|(_, count, most)| count > most) {
            return Err(of(part)(format!("{count}: {most} at most")));
        }
        if !core.requests.is_whole() {
            return Err(of("core.requests")("more calls are counted than ever are".to_owned()));
        }
        if !self.faults.is_whole() {
            return Err(of("faults")("one is not numbered as they are counted".to_owned()));
        }
        match core.agenda.is_whole(core.now) {
            true => Ok(()),
            false => Err(of("core.agenda")(
                "something is overdue at `core.now`, or is not numbered as it is counted".to_owned(),
            )),
        }
    }

    /// Links lead to institutions that are there, and what hangs on links to links that are.
    fn check_links(&self) -> Result<(), Fault> {
        self.core.links.newest_first().try_for_each(|link| self.check_link(link))?;
        let core = &self.core;
        let hanging = [
            ("core.records", core.records.links().collect::<Vec<Uuid>>()),
            ("core.background", core.background.values().map(|waiting| waiting.link()).collect()),
            ("core.sessions", core.sessions.0.values().map(|session| session.link).collect()),
        ];
        for (part, links) in hanging {
            if let Some(lost) = links.into_iter().find(|link| core.links.get(*link).is_none()) {
                return Err(of(part)(format!("there is no link {lost}")));
            }
        }
        Ok(())
    }

    fn check_link(&self, link: &Link) -> Result<(), Fault> {
        let fault = |why| Fault::at(format!("workspace.core.links, the link {}", link.id), why);
        if self.core.institution_of(link).is_none() {
            return Err(fault(institution::unknown(&link.institution, &self.core.institutions)));
        }
        match link.consent.as_ref().is_none_or(|consent| DURATIONS.contains(&consent.days)) {
            true => Ok(()),
            false => Err(fault(format!("a consent lasts one of {DURATIONS:?} days"))),
        }
    }

    fn complete_runs(&mut self, places: &[usize]) -> Result<(), Fault> {
        for (id, run) in &mut self.widgets {
            let fault = |why| Fault::at(format!("workspace.widgets.{id}"), why);
            if run.id != *id {
                return Err(fault("its `id` is another".to_owned()));
            }
            run.complete(places).map_err(fault)?;
        }
        Ok(())
    }
}

/// Puts scenarios that were read in the place of what refers to them.
///
/// # Errors
///
/// One is not among them.
pub fn take_scenarios<'s>(
    wanted: impl Iterator<Item = &'s mut Arc<Scenario>>,
    read: &BTreeMap<Reference, Arc<Scenario>>,
) -> Result<(), Fault> {
    for scenario in wanted {
        let missing = || format!("the text of the scenario `{}` is not among them", shown(&scenario.name));
        let found = read.get(&scenario.reference());
        *scenario = found.cloned().ok_or_else(|| Fault::at("scenarios", missing()))?;
    }
    Ok(())
}

/// Where this emulator has the institutions that a document counts.
fn places(names: &[String], institutions: &[Institution]) -> Result<Vec<usize>, Fault> {
    let place = |(number, name): (usize, &String)| {
        let found = institutions.iter().position(|institution| institution.name == *name);
        found.ok_or_else(|| {
            Fault::at(format!("institutions[{number}]"), institution::unknown(name, institutions))
        })
    };
    names.iter().enumerate().map(place).collect()
}

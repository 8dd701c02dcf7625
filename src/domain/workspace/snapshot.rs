//! A workspace as one document, and out of it again, whole or not at all.
//!
//! What a workspace holds is written as its types say. Beside it stand what they refer to: the scenarios with their
//! texts, and the names of the institutions, which runs of the widget know by their place. Secrets are not in it: of
//! passwords and credentials there are digests, receivers of webhooks are switched off.

mod complete;
mod fault;
mod shape;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

pub use complete::take_scenarios;
pub use fault::{Fault, VERSION};
use serde::{Deserialize, Serialize};
use serde_json::Value;
pub use shape::within;

use super::world::{Start, World};
use crate::domain::base::saved::with_words;
use crate::domain::base::time::Timestamp;
use crate::domain::record::table;
use crate::domain::scenario::model::{Reference, Scenario};
use crate::domain::vocabulary::LinkState;
use crate::domain::vocabulary::acts::Verb;
use crate::domain::widget::config;

/// A workspace as one document.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Snapshot {
    version: u64,
    /// The version of the program that has written it.
    program: String,
    /// The names of the institutions, in the order in which runs of the widget count them.
    institutions: Vec<String>,
    /// The scenarios that the workspace refers to.
    pub scenarios: Vec<ScenarioText>,
    workspace: World,
}

/// A scenario: its file can be missing where it is read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScenarioText {
    /// Its name.
    pub name: String,
    /// Where it was read.
    pub source: String,
    /// The text of its file, tokens in it as fingerprints.
    pub text: String,
}

/// How its clock goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Resumes {
    /// From the moment at which it was saved.
    FromThen,
    /// As if it had never stood: one that runs has run on.
    RunsOn,
}

impl Snapshot {
    /// Of a copy of a workspace, written by this version of the program.
    pub fn of(mut world: World, program: &str) -> Self {
        world.core.hooks.settle();
        let scenarios =
            world.scenarios_mut().map(|scenario| ScenarioText::of(scenario)).collect::<BTreeSet<_>>();
        Self {
            version: VERSION,
            program: program.to_owned(),
            institutions: world.core.institutions.iter().map(|one| one.name.clone()).collect(),
            scenarios: scenarios.into_iter().collect(),
            workspace: world,
        }
    }

    /// The document; what could not be read again is not written.
    ///
    /// # Errors
    ///
    /// The first place of which that is so.
    pub fn document(&self) -> Result<Value, Fault> {
        let document = serde_json::to_value(self).map_err(|why| Fault::at("workspace", why.to_string()))?;
        shape::check(&document)?;
        Ok(document)
    }

    /// Reads a document.
    ///
    /// # Errors
    ///
    /// The first place where it is none.
    pub fn read(document: &Value) -> Result<Self, Fault> {
        shape::check(document)?;
        with_words(word, || serde_path_to_error::deserialize(document)).map_err(|why| {
            let path = why.path().to_string();
            Fault::at(path, why.into_inner().to_string())
        })
    }

    /// The secret id that it was saved under.
    pub fn name(&self) -> &str {
        &self.workspace.name
    }

    /// The workspace, as one of this name which `start` would begin; `scenarios` are its own, read.
    ///
    /// Under the name that it was saved under it is the same workspace: it keeps its organisation and its password, so that
    /// its tokens go on. Under another, both are those of the other name. All other ids are those of the snapshot.
    ///
    /// # Errors
    ///
    /// The first place that does not fit the rest, or this emulator.
    pub fn open(
        self,
        (name, start): (&str, &Start),
        scenarios: &BTreeMap<Reference, Arc<Scenario>>,
        (host, resumes): (Timestamp, Resumes),
    ) -> Result<World, Fault> {
        let mut world = self.workspace;
        world.core.institutions = start.institutions.clone();
        world.complete(&self.institutions, scenarios)?;
        if world.name != name {
            world.rename(World::new(name, start, host));
        }
        if resumes == Resumes::FromThen {
            world.clock = world.clock.resume(host, world.core.now);
        }
        Ok(world)
    }
}

impl ScenarioText {
    /// Of a scenario.
    pub fn of(scenario: &Scenario) -> Self {
        Self {
            name: scenario.name.clone(),
            source: scenario.source.clone(),
            text: scenario.text_without_tokens(),
        }
    }
}

/// The texts of tables that stand in a workspace.
fn word(text: &str) -> Option<&'static str> {
    let paths = table::all().map(|resource| resource.path);
    let words = LinkState::WORDS.iter().chain(Verb::WORDS).copied();
    paths.chain(words).chain(config::words()).find(|word| *word == text)
}

impl World {
    /// All scenarios in it: its own, those of the queue, and those that runs play.
    fn scenarios_mut(&mut self) -> impl Iterator<Item = &mut Arc<Scenario>> {
        let own = self.scenario.iter_mut().map(|active| &mut active.scenario);
        let of_runs = self.widgets.values_mut().filter_map(|run| run.script.scenario.as_mut());
        own.chain(self.core.queue.scenarios_mut()).chain(of_runs)
    }

    /// Takes the name and the organisation of another, which is fresh.
    fn rename(&mut self, other: Self) {
        let user = other.core.user_id;
        self.core.links.belong_to(user);
        self.core.user_id = user;
        self.name = other.name;
        self.password = None;
    }
}

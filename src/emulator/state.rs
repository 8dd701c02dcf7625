//! What outlives the process, in a directory: the workspaces, what is set for those to come, and the key that signs
//! tokens. Read at the start, written at the stop, each whole or not at all.
//!
//! | file | what is in it |
//! |---|---|
//! | `lock` | the process that uses the directory |
//! | `key` | the key that signs tokens; for its owner alone |
//! | `state.json` | the version, what is set for workspaces to come, and which file has which workspace |
//! | `workspaces-N/` | a snapshot for each workspace |
//!
//! Workspaces are written into a new folder; `state.json` names it once all of them are on the disk, and takes the place
//! of the one before in one stroke.

mod directory;
mod names;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::builder::Builder;
use super::error::StartError;
use super::signing_key;
use crate::domain::base::json;
use crate::domain::workspace::snapshot::{Resumes, ScenarioText, take_scenarios, within};
use crate::domain::workspace::world::Start;
use crate::http::Service;
use crate::http::control::{faults, snapshot};
use crate::http::problem::Problem;
use crate::scenario_file::Fault;
use crate::store::{Closed, Fresh, Lost, Scope};
use directory::Directory;

/// The version that is written, and the only one that is read.
const VERSION: u64 = 1;

const MANIFEST: &str = "state.json";
const KEY: &str = "key";
/// How the folders of workspaces begin.
const FOLDER: &str = "workspaces-";

/// A directory that is in use.
pub(super) struct State {
    directory: Directory,
    saved: Option<Manifest>,
}

/// What is known of a directory.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Manifest {
    version: u64,
    /// The version of the program that has written it.
    program: String,
    /// Counts up with each time that it is written.
    number: u64,
    /// The scenarios that `next` refers to.
    scenarios: Vec<ScenarioText>,
    /// What workspaces start with.
    next: Start,
    /// The keys that were made.
    #[serde(default, skip_serializing_if = "Fresh::is_none")]
    fresh_keys: Fresh,
    /// The entries of journals that are gone.
    #[serde(default, skip_serializing_if = "Lost::is_none")]
    lost_entries: Lost,
    /// The file of each workspace, in the folder of the number.
    workspaces: BTreeMap<String, String>,
}

/// Why the state was not written, or not all of it.
#[derive(Debug, thiserror::Error)]
pub(crate) enum NotSaved {
    /// None of it.
    #[error("the state is not saved: {}: {why}\n  help: what was saved before is as it was; make room on the disk, or let the directory be written to", path.display())]
    State {
        /// The file or folder.
        path: PathBuf,
        /// What the host said.
        why: String,
    },
    /// Not these workspaces.
    #[error("workspaces are not saved, all others are:\n{}\n  help: of these there is still what was saved before, if anything was", .0.join("\n"))]
    Workspaces(Vec<String>),
}

impl State {
    /// Takes a directory into use, which is made if there is none.
    pub(super) fn open(path: &Path) -> Result<Self, StartError> {
        let directory = Directory::open(path, &[KEY])?;
        let saved = directory.read(MANIFEST)?.map(|bytes| manifest(&directory.path(MANIFEST), &bytes));
        Ok(Self { saved: saved.transpose()?, directory })
    }

    /// The seed that its ids come from, if there are any.
    pub(super) fn seed(&self) -> Option<u64> {
        self.saved.as_ref().map(|saved| saved.next.seed)
    }

    /// The key that signs tokens, made at the first time.
    pub(super) fn signing_key(&self) -> Result<Vec<u8>, StartError> {
        let path = self.directory.path(KEY);
        if self.directory.read(KEY)?.is_some() {
            return signing_key::read_or_make(Some(&path));
        }
        let key = signing_key::read_or_make(None)?;
        self.directory.write(KEY, &key).map_err(|why| StartError::Write { path, why })?;
        Ok(key)
    }

    /// Puts a fresh emulator back to what was saved.
    pub(super) fn restore(&mut self, service: &Service, builder: &Builder) -> Result<(), StartError> {
        let Some(saved) = &self.saved else { return Ok(()) };
        let place = self.directory.path(MANIFEST);
        let refused = |why: String| StartError::State { path: place.clone(), why };
        let scenarios =
            snapshot::scenarios(service, &saved.scenarios).map_err(|why| refused(described(&why)))?;
        let mut next = saved.next.clone();
        take_scenarios(next.scenarios_mut(), &scenarios).map_err(|why| refused(why.to_string()))?;
        let (of_any, of_script) = (Scope::One(String::new()), Scope::All);
        let of_script = faults::check_saved(&next.script_faults, &of_script);
        faults::check_saved(&next.faults, &of_any)
            .and(of_script)
            .map_err(|why| refused(format!("next: {}", why.detail)))?;
        service.store.change_next(|start| *start = builder.over(next, start));
        service.store.take_fresh_keys(saved.fresh_keys.clone());
        service.store.take_lost(saved.lost_entries.clone());
        let folder = folder(saved.number);
        for (name, file) in &saved.workspaces {
            self.restore_one(service, name, &format!("{folder}/{file}"))?;
        }
        Ok(())
    }

    fn restore_one(&self, service: &Service, name: &str, file: &str) -> Result<(), StartError> {
        let path = self.directory.path(file);
        let refused = |why: String| StartError::State { path: path.clone(), why };
        let bytes = self.directory.read(file)?.ok_or_else(|| refused("it is missing".to_owned()))?;
        let document = json::read(&bytes).map_err(|why| refused(no_json(&why)))?;
        let (mut world, saved_as) = snapshot::read(service, &document, None, Resumes::RunsOn)
            .map_err(|why| refused(described(&why)))?;
        if saved_as != name {
            return Err(refused(format!("it holds the workspace {saved_as:?}, and {name:?} was expected")));
        }
        service.store.next(|start| world.core.hooks.switch_on(&start.targets));
        service.store.put(world).map_err(|why| match why {
            Closed::Unknown => StartError::StateKeys { path: path.clone(), workspace: name.to_owned() },
            why => refused(why.to_string()),
        })
    }

    /// Writes what there is. What was saved before stays until all of it is on the disk.
    pub(super) fn save(self, service: &Service) -> Result<(), NotSaved> {
        let number = self.saved.as_ref().map_or(0, |saved| saved.number) + 1;
        let written = self.write_all(service, number);
        let stays = if written.is_ok() { number } else { number - 1 };
        self.directory.remove_folders(|name| is_folder(name) && name != folder(stays));
        match written? {
            unsaved if unsaved.is_empty() => Ok(()),
            unsaved => Err(NotSaved::Workspaces(unsaved)),
        }
    }

    /// Writes all; answers which workspaces cannot be written, and why.
    fn write_all(&self, service: &Service, number: u64) -> Result<Vec<String>, NotSaved> {
        let folder = folder(number);
        self.directory.make_folder(&folder).map_err(|why| self.failed(&folder, why.to_string()))?;
        let (mut workspaces, mut unsaved) = (BTreeMap::new(), Vec::new());
        for (name, world) in service.store.copies() {
            let file = names::file_of(&name);
            let bytes = match snapshot::document_of(service, world) {
                Ok(document) => Some(document.to_string().into_bytes()),
                Err(why) => {
                    unsaved.push(format!("  {name:?}: {why}"));
                    self.saved_before(&name).map_err(|why| self.failed(&file, why.to_string()))?
                }
            };
            let Some(bytes) = bytes else { continue };
            let place = format!("{folder}/{file}");
            self.directory.write(&place, &bytes).map_err(|why| self.failed(&place, why.to_string()))?;
            workspaces.insert(name, file);
        }
        self.write_manifest(service, number, workspaces)?;
        Ok(unsaved)
    }

    /// What was saved of a workspace before.
    fn saved_before(&self, name: &str) -> Result<Option<Vec<u8>>, StartError> {
        let Some(saved) = &self.saved else { return Ok(None) };
        let Some(file) = saved.workspaces.get(name) else { return Ok(None) };
        self.directory.read(&format!("{}/{file}", folder(saved.number)))
    }

    fn write_manifest(
        &self,
        service: &Service,
        number: u64,
        workspaces: BTreeMap<String, String>,
    ) -> Result<(), NotSaved> {
        let mut next = service.store.next(Start::clone);
        let scenarios: BTreeSet<_> =
            next.scenarios_mut().map(|scenario| ScenarioText::of(scenario)).collect();
        let manifest = Manifest {
            version: VERSION,
            program: service.settings.version.to_owned(),
            number,
            scenarios: scenarios.into_iter().collect(),
            next,
            fresh_keys: service.store.fresh_keys(),
            lost_entries: service.store.lost(),
            workspaces,
        };
        let text =
            serde_json::to_string_pretty(&manifest).map_err(|why| self.failed(MANIFEST, why.to_string()))?;
        self.directory.write(MANIFEST, text.as_bytes()).map_err(|why| self.failed(MANIFEST, why.to_string()))
    }

    fn failed(&self, name: &str, why: String) -> NotSaved {
        NotSaved::State { path: self.directory.path(name), why }
    }
}

fn folder(number: u64) -> String {
    format!("{FOLDER}{number}")
}

/// Whether a name is one of ours: whatever else somebody keeps there is not touched.
fn is_folder(name: &str) -> bool {
    name.strip_prefix(FOLDER)
        .and_then(|number| number.parse().ok())
        .is_some_and(|number| folder(number) == name)
}

fn manifest(path: &Path, bytes: &[u8]) -> Result<Manifest, StartError> {
    let refused = |why: String| StartError::State { path: path.to_owned(), why };
    let document = json::read(bytes).map_err(|why| refused(no_json(&why)))?;
    match document.get("version").and_then(Value::as_u64) {
        Some(VERSION) => {}
        Some(newer @ 2..) => {
            let why = format!("version: is {newer}, and this program reads version {VERSION}");
            return Err(refused(why));
        }
        _ => return Err(refused(format!("version: has to be {VERSION}, the number"))),
    }
    within(&document).map_err(|why| refused(why.to_string()))?;
    serde_path_to_error::deserialize(&document)
        .map_err(|why| refused(format!("{}: {}", why.path(), why.inner())))
}

fn no_json(why: &serde_json::Error) -> String {
    format!("is no JSON: {why}")
}

/// A refusal with all that is wrong.
pub(super) fn described(problem: &Problem) -> String {
    let line =
        |fault: &Fault| format!("\n  {}:{}:{}: {}", fault.file, fault.line, fault.column, fault.message);
    let faults = problem.faults.iter().map(line);
    std::iter::once(problem.detail.clone()).chain(faults).collect()
}

impl Builder {
    /// What workspaces start with: as it was saved, and over it what this start asks for.
    fn over(&self, saved: Start, asked: &Start) -> Start {
        let mut options = saved.options;
        for (name, value) in &self.options {
            let _checked_at_the_start = std::sync::Arc::make_mut(&mut options).set(name, value);
        }
        let mut targets = saved.targets;
        targets.retain(|known| !asked.targets.iter().any(|own| own.address.is_of(&known.address)));
        targets.extend(asked.targets.iter().cloned());
        Start {
            options,
            targets,
            scenario: if self.scenario.is_some() { asked.scenario.clone() } else { saved.scenario },
            clock: if self.now.is_some() || self.freeze { asked.clock } else { saved.clock },
            institutions: asked.institutions.clone(),
            data: asked.data.clone(),
            ..saved
        }
    }
}

#[cfg(test)]
mod tests;

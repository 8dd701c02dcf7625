//! A workspace as one document.

use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;

use clap::{ArgMatches, Args, FromArgMatches};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::arguments::{Nothing, typed_as};
use super::row::Context;
use super::{arguments, faults, scenario};
use crate::domain::base::limits::{SNAPSHOT, bytes};
use crate::domain::base::text;
use crate::domain::base::time::Timestamp;
use crate::domain::scenario::model::{Reference, Scenario};
use crate::domain::workspace::snapshot::{self, Fault, Resumes, ScenarioText};
use crate::domain::workspace::world::World;
use crate::http::problem::{Problem, SCENARIO_INVALID, SNAPSHOT_INVALID, SNAPSHOT_TOO_LARGE};
use crate::http::service::Service;
use crate::store::Scope;

/// All that a workspace holds, without secrets: links and their records, tokens, widgets, what is due, webhooks, journal,
/// clock, options, scenario, queue, dice. Its `version` says how it is read; its inside is nothing to change by hand.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
#[schemars(extend("examples" = [{ "version": 1 }]))]
pub struct Snapshot(pub Map<String, Value>);

/// The document of a command.
#[derive(Args)]
struct TypedSnapshot {
    /// The document; `@FILE` reads it from a file, `@-` from standard input
    #[arg(value_name = "DOCUMENT", value_parser = arguments::json)]
    document: Value,
}

impl From<TypedSnapshot> for Snapshot {
    fn from(typed: TypedSnapshot) -> Self {
        typed.document.into()
    }
}

impl From<Value> for Snapshot {
    fn from(document: Value) -> Self {
        match document {
            Value::Object(map) => Self(map),
            _ => Self(Map::new()),
        }
    }
}

typed_as!(Snapshot, TypedSnapshot);

/// What a workspace has been put back to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Restored {
    /// The secret id of the workspace.
    pub workspace: String,
    /// The secret id that it was saved under.
    pub saved_as: String,
    /// What its clock shows.
    pub now: Timestamp,
    /// How many links it has.
    pub links: usize,
    /// How many runs of the widget.
    pub widgets: usize,
    /// The receivers of webhooks that are switched off: their secrets are not in a snapshot. `PUT webhooks` sets them again.
    pub receivers_off: Vec<String>,
}

pub(crate) fn snapshot(context: &Context<'_>, _: Nothing) -> Result<Snapshot, Problem> {
    let world = context.service.store.copy(context.workspace()?)?;
    Ok(whole(context.service, world)?.into())
}

/// The document of a copy of a workspace, if it can be put back.
pub(super) fn whole(service: &Service, world: World) -> Result<Value, Problem> {
    let document = document_of(service, world).map_err(invalid)?;
    must_fit(&document, "workspace")?;
    Ok(document)
}

/// What is larger than what is read is not written.
pub(super) fn must_fit(document: &Value, what: &str) -> Result<(), Problem> {
    match size(document) {
        0..=SNAPSHOT => Ok(()),
        size => Err(too_large(what, size)),
    }
}

/// The document of a copy of a workspace; no lock is held while it is written.
pub(crate) fn document_of(service: &Service, world: World) -> Result<Value, Fault> {
    snapshot::Snapshot::of(world, service.settings.version).document()
}

/// How many bytes a document has as text.
fn size(document: &Value) -> usize {
    struct Count(usize);
    impl io::Write for Count {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0 += bytes.len();
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }
    let mut count = Count(0);
    match serde_json::to_writer(&mut count, document) {
        Ok(()) => count.0,
        Err(_) => usize::MAX,
    }
}

fn too_large(what: &str, size: usize) -> Problem {
    let detail = format!("the {what} has {size} bytes as a document, {} at most", bytes(SNAPSHOT));
    Problem::of(SNAPSHOT_TOO_LARGE, detail).hint("delete links whose records are not needed, then save it")
}

fn invalid(fault: Fault) -> Problem {
    let problem = Problem::of(SNAPSHOT_INVALID, fault.to_string());
    let hint =
        "nothing has changed; a snapshot is what GET /_emulator/workspaces/ID/snapshot answers, as it is";
    problem.field(&text::shown(&fault.path)).hint(hint)
}

pub(crate) fn set_snapshot(context: &Context<'_>, request: Snapshot) -> Result<Restored, Problem> {
    let name = context.workspace()?;
    let document = Value::Object(request.0);
    let (world, saved_as) = read(context.service, &document, Some(name), Resumes::FromThen)?;
    let off = world.core.hooks.targets().filter(|target| target.is_off());
    let restored = Restored {
        workspace: name.to_owned(),
        saved_as,
        now: world.now(),
        links: world.core.links.newest_first().len(),
        widgets: world.widgets().count(),
        receivers_off: off.map(|target| target.address.to_string()).collect(),
    };
    context.service.store.put(world)?;
    Ok(restored)
}

/// The workspace of a document, under a name or its own, and the name that it was saved under.
pub(crate) fn read(
    service: &Service,
    document: &Value,
    name: Option<&str>,
    resumes: Resumes,
) -> Result<(World, String), Problem> {
    let snapshot = snapshot::Snapshot::read(document).map_err(invalid)?;
    let scenarios = scenarios(service, &snapshot.scenarios)?;
    let saved_as = snapshot.name().to_owned();
    let store = &service.store;
    let place = (name.unwrap_or(&saved_as), &store.next_start());
    let world = snapshot.open(place, &scenarios, (store.host_now(), resumes)).map_err(invalid)?;
    faults::check_saved(world.faults(), &Scope::One(world.name.clone()))?;
    Ok((world, saved_as))
}

/// The scenarios of a snapshot; the emulator's own where they are the same.
pub(crate) fn scenarios(
    service: &Service,
    texts: &[ScenarioText],
) -> Result<BTreeMap<Reference, Arc<Scenario>>, Problem> {
    let own = service.store.scenarios();
    let read = |(place, text): (usize, &ScenarioText)| {
        let same = |own: &&Arc<Scenario>| own.source == text.source && own.text_without_tokens() == text.text;
        let scenario = match own.get(&text.name).filter(same) {
            Some(own) => own.clone(),
            None => Arc::new(scenario::read_saved(service, text).map_err(|faults| {
                let detail = format!("scenarios[{place}]: its text has {}", scenario::counted(&faults));
                Problem { faults, ..Problem::of(SCENARIO_INVALID, detail) }
            })?),
        };
        Ok((scenario.reference(), scenario))
    };
    texts.iter().enumerate().map(read).collect()
}

//! What happened in a workspace as one file: whoever loads it sees the same, and plays what was done.

use clap::{ArgMatches, Args, FromArgMatches};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::arguments;
use super::arguments::{Nothing, typed_as};
use super::record;
use super::row::Context;
use super::scenario::read_document;
use super::snapshot;
use super::snapshot::{Restored, Snapshot};
use crate::domain::workspace::world::World;
use crate::http::problem::{BUNDLE_INVALID, Problem};
use crate::store::Scope;

/// The version that is written, and the only one that is read.
const VERSION: u64 = 1;

/// A workspace with what was done in it: its snapshot (with options, clock and journal), each run of the widget as a
/// scenario, and by which version and seed. No secrets; its inside is nothing to change by hand.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
#[schemars(extend("examples" = [{ "version": 1 }]))]
pub struct Bundle(pub Map<String, Value>);

/// The file of a command.
#[derive(Args)]
struct TypedBundle {
    /// The bundle; `@FILE` reads it from a file, `@-` from standard input
    #[arg(value_name = "BUNDLE", value_parser = arguments::json)]
    bundle: Value,
}

impl From<TypedBundle> for Bundle {
    fn from(typed: TypedBundle) -> Self {
        typed.bundle.into()
    }
}

impl From<Value> for Bundle {
    fn from(bundle: Value) -> Self {
        match bundle {
            Value::Object(map) => Self(map),
            _ => Self(Map::new()),
        }
    }
}

typed_as!(Bundle, TypedBundle);

/// What a bundle has in it.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Contents {
    version: u64,
    program: String,
    seed: u64,
    workspace: String,
    runs: Vec<BundledRun>,
    snapshot: Map<String, Value>,
}

/// A run of the widget as a scenario.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct BundledRun {
    /// Its id.
    pub widget: String,
    /// The text of a scenario file; none where nothing can be recorded.
    pub text: Option<String>,
    /// What is otherwise when it is played, or why it is no scenario.
    pub differs: Vec<String>,
}

/// What was loaded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct LoadedBundle {
    /// The version of the program that has written it.
    pub program: String,
    /// The seed of the emulator that has written it.
    pub seed: u64,
    /// What the workspace has been put back to.
    pub restored: Restored,
    /// What was done in it.
    pub runs: Vec<BundledRun>,
}

pub(crate) fn bundle(context: &Context<'_>, _: Nothing) -> Result<Bundle, Problem> {
    let workspace = context.workspace()?.to_owned();
    let Snapshot(snapshot) = snapshot::snapshot(context, Nothing {})?;
    let ids = context.service.store.look(&workspace, |world: &mut World| {
        world.widgets().map(|run| run.id.to_string()).collect::<Vec<_>>()
    })?;
    let contents = Contents {
        version: VERSION,
        program: context.service.settings.version.to_owned(),
        seed: context.service.store.seed(),
        workspace,
        runs: ids.into_iter().map(|id| run(context, id)).collect(),
        snapshot,
    };
    Ok(json!(contents).into())
}

fn run(context: &Context<'_>, widget: String) -> BundledRun {
    match record::record(context, widget.as_str().into()) {
        Ok(recorded) => BundledRun { widget, text: Some(recorded.text), differs: recorded.differs },
        Err(why) => BundledRun { widget, text: None, differs: vec![why.detail] },
    }
}

pub(crate) fn set_bundle(context: &Context<'_>, request: Bundle) -> Result<LoadedBundle, Problem> {
    let contents = read(&request)?;
    for run in &contents.runs {
        let text = run.text.as_deref().unwrap_or("version: 1\ntitle: none");
        read_document(context.service, &text.into()).map_err(|problem| {
            let detail = format!("the run {} is no scenario: {}", run.widget, problem.detail);
            Problem { faults: problem.faults, ..Problem::of(BUNDLE_INVALID, detail) }
        })?;
    }
    let scope = match context.scope {
        Scope::One(name) => Scope::One(name.clone()),
        Scope::All => Scope::One(contents.workspace),
    };
    let restored = snapshot::set_snapshot(&context.within(&scope), Snapshot(contents.snapshot))?;
    Ok(LoadedBundle { program: contents.program, seed: contents.seed, restored, runs: contents.runs })
}

fn read(bundle: &Bundle) -> Result<Contents, Problem> {
    let invalid = |detail: String| {
        let hint = "a bundle is what GET /_emulator/workspaces/ID/bundle answers, as it is";
        Problem::of(BUNDLE_INVALID, detail).hint(hint)
    };
    match bundle.0.get("version").map(Value::as_u64) {
        Some(Some(VERSION)) => {}
        Some(Some(newer @ 2..)) => {
            return Err(invalid(format!(
                "its version is {newer}, and this emulator reads version {VERSION}"
            )));
        }
        _ => return Err(invalid(format!("`version` has to be {VERSION}, the number"))),
    }
    serde_path_to_error::deserialize(Value::Object(bundle.0.clone()))
        .map_err(|why| invalid(format!("{}: {}; nothing has changed", why.path(), why.inner())))
}

//! What happened in a workspace as one file: whoever loads it sees the same, and plays what was done.

use clap::{ArgMatches, Args, FromArgMatches};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::arguments;
use super::arguments::{Nothing, typed_as};
use super::record::{Recorded, of_run, written};
use super::row::Context;
use super::scenario::read_document;
use super::snapshot;
use super::snapshot::{Restored, Snapshot, must_fit};
use crate::domain::base::text::{is_unseen, quote};
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
    // All of it is of one moment.
    let mut world = context.service.store.copy(context.workspace()?)?;
    let ids: Vec<Uuid> = world.widgets().map(|run| run.id).collect();
    let recorded: Vec<Recorded> = ids.into_iter().filter_map(|id| of_run(&mut world, id)).collect();
    let contents = Contents {
        version: VERSION,
        program: context.service.settings.version.to_owned(),
        seed: context.service.store.seed(),
        workspace: world.name.clone(),
        snapshot: Snapshot::from(snapshot::whole(context.service, world)?).0,
        runs: recorded.into_iter().map(|recorded| run(context, recorded)).collect(),
    };
    Ok(bounded(&contents)?.into())
}

/// What is loaded is no larger than what can be loaded.
fn bounded(contents: &Contents) -> Result<Value, Problem> {
    let bundle = json!(contents);
    must_fit(&bundle, "bundle")?;
    Ok(bundle)
}

fn run(context: &Context<'_>, recorded: Recorded) -> BundledRun {
    let widget = recorded.widget.to_string();
    match written(context, recorded) {
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
    let contents: Contents = serde_path_to_error::deserialize(Value::Object(bundle.0.clone()))
        .map_err(|why| invalid(format!("{}: {}; nothing has changed", why.path(), why.inner())))?;
    contents.must_be_shown().map_err(|why| invalid(format!("{why}; nothing has changed")))?;
    Ok(contents)
}

impl Contents {
    /// What is told of it is told to people.
    fn must_be_shown(&self) -> Result<(), String> {
        if self.workspace.is_empty() || self.workspace.chars().any(is_unseen) {
            let name = quote(&self.workspace);
            return Err(format!("workspace: is {name}, and the name of a workspace was expected"));
        }
        if self.program.chars().any(is_unseen) {
            let program = quote(&self.program);
            return Err(format!("program: is {program}, and a name without control characters was expected"));
        }
        let is_wrong = |run: &&BundledRun| Uuid::try_parse(&run.widget).is_err();
        match self.runs.iter().find(is_wrong) {
            Some(run) => Err(format!("runs: {} is no id of a run", quote(&run.widget))),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::base::limits::SNAPSHOT;

    #[test]
    fn a_snapshot_that_fits_and_a_bundle_that_does_not_are_told_apart() {
        let filler = Value::String("x".repeat(SNAPSHOT - 100));
        let snapshot = Map::from_iter([("filler".to_owned(), filler)]);
        must_fit(&Value::Object(snapshot.clone()), "workspace").expect("the snapshot fits");
        let run = BundledRun { widget: "one".to_owned(), text: Some("y".repeat(100)), differs: Vec::new() };
        let contents = Contents {
            version: VERSION,
            program: String::new(),
            seed: 1,
            workspace: "full".to_owned(),
            runs: vec![run],
            snapshot,
        };
        let refused = bounded(&contents).expect_err("it could not be loaded");
        assert_eq!((refused.status, &*refused.code), (413, "snapshot_too_large"));
        assert!(refused.detail.starts_with("the bundle has "), "{}", refused.detail);
    }
}

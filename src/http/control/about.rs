//! What there is and how it is: the list of verbs, the documents, health, info; and back to the start.

use clap::Args;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::arguments;
use super::arguments::Nothing;
use super::clock::Clock;
use super::row::{Context, Row};
use crate::domain::base::dice::Ids;
use crate::domain::workspace::world::World;
use crate::http::problem::{NOT_STOPPABLE, Problem};
use crate::store::{Closed, Scope};

/// The list of verbs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Index {
    /// `belvo-emulator`
    pub name: String,
    /// The version of the program.
    pub version: String,
    /// The address of the script that pages embed.
    pub widget_url: String,
    /// How to have the verbs for one workspace.
    pub workspaces: String,
    /// The verbs.
    pub verbs: Vec<Listed>,
}

/// A verb.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Listed {
    /// The name of its method in the library.
    pub name: String,
    /// Its method in HTTP.
    pub method: String,
    /// Its path; `{name}` stands for a value.
    pub path: String,
    /// Its command, after `belvo-emulator ctl`.
    pub command: String,
    /// One sentence.
    pub about: String,
}

impl From<&Row> for Listed {
    fn from(row: &Row) -> Self {
        Self {
            name: row.name.to_owned(),
            method: row.method.to_string(),
            path: row.written_path().to_owned(),
            command: row.usage(),
            about: row.about.to_owned(),
        }
    }
}

/// An OpenAPI document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Document(pub Map<String, Value>);

impl From<Value> for Document {
    fn from(value: Value) -> Self {
        match value {
            Value::Object(map) => Self(map),
            _ => Self(Map::new()),
        }
    }
}

/// It stops.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Stopping {
    /// True: one that cannot be stopped so refuses.
    pub stops: bool,
}

/// Whether it works.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Health {
    /// How far it has come.
    pub status: Status,
}

/// How far the emulator has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Status {
    /// The process runs.
    Live,
    /// It is bound, and all scenarios are valid.
    Ready,
}

/// What it is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Info {
    /// The version of the program.
    pub version: String,
    /// Its address, without a slash at the end.
    pub api_url: String,
    /// The address of the script that pages embed.
    pub widget_url: String,
    /// The address of the control API.
    pub control_url: String,
    /// The seed of all chance.
    pub seed: u64,
    /// The clock.
    pub clock: Clock,
    /// The secret ids of the workspaces that are open.
    pub workspaces: Vec<String>,
    /// Whether the keys of the start alone open one.
    #[serde(default)]
    pub keys_required: bool,
    /// How many of each there are.
    pub counts: Counts,
    /// What the scope's workspaces keep, in bytes.
    pub kept_bytes: usize,
}

/// How many there are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Counts {
    /// Scenarios that can be chosen.
    pub scenarios: usize,
    /// Links of the scope's workspaces.
    pub links: usize,
    /// Runs of the widget in the scope's workspaces.
    pub widgets: usize,
}

/// Puts everything back to the start.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Args)]
#[serde(deny_unknown_fields)]
#[schemars(extend("examples" = [{ "ids": "repeat" }]))]
#[non_exhaustive]
pub struct Reset {
    /// Ids that never were, or those of the start again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[arg(long, value_parser = arguments::word::<Ids>(Ids::WORDS))]
    pub ids: Option<Ids>,
}

impl From<Ids> for Reset {
    fn from(ids: Ids) -> Self {
        Self { ids: Some(ids) }
    }
}

/// What was put back to the start.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct WasReset {
    /// The secret id of the workspace, or `all`.
    pub reset: String,
}

pub(crate) fn index(context: &Context<'_>, _: Nothing) -> Result<Index, Problem> {
    Ok(Index {
        name: "belvo-emulator".to_owned(),
        version: context.service.settings.version.to_owned(),
        widget_url: format!("{}/belvo-widget-1-stable.js", context.base),
        workspaces: "each verb is also under /_emulator/workspaces/{secret id}/ for that workspace alone"
            .to_owned(),
        verbs: context.rows.iter().map(Listed::from).collect(),
    })
}

pub(crate) fn openapi(context: &Context<'_>, _: Nothing) -> Result<Document, Problem> {
    Ok(super::openapi::document(context.rows, context.service.settings.version).into())
}

/// The API that is emulated (R-BASE-16).
pub(crate) fn openapi_belvo(context: &Context<'_>, _: Nothing) -> Result<Document, Problem> {
    Ok(crate::http::openapi::document(context.service.settings.version).into())
}

pub(crate) fn live(_: &Context<'_>, _: Nothing) -> Result<Health, Problem> {
    Ok(Health { status: Status::Live })
}

/// Reached only when bound, and bound only when all scenarios are valid.
pub(crate) fn health(_: &Context<'_>, _: Nothing) -> Result<Health, Problem> {
    Ok(Health { status: Status::Ready })
}

pub(crate) fn info(context: &Context<'_>, _: Nothing) -> Result<Info, Problem> {
    let store = &context.service.store;
    let count = |count: fn(&World) -> usize| -> Result<usize, Closed> {
        Ok(store.each(context.scope, |world| count(world))?.into_iter().map(|(_, count)| count).sum())
    };
    Ok(Info {
        version: context.service.settings.version.to_owned(),
        api_url: context.base.to_owned(),
        widget_url: format!("{}/belvo-widget-1-stable.js", context.base),
        control_url: format!("{}/_emulator", context.base),
        seed: store.seed(),
        clock: Clock::of(context)?,
        workspaces: store.names(),
        keys_required: store.requires_keys(),
        counts: Counts {
            scenarios: store.scenarios().len(),
            links: count(|world| world.core.links.newest_first().len())?,
            widgets: count(|world| world.widgets().count())?,
        },
        kept_bytes: count(World::weight)?,
    })
}

pub(crate) fn reset(context: &Context<'_>, request: Reset) -> Result<WasReset, Problem> {
    context.service.store.reset(context.scope, request.ids.unwrap_or_default());
    let reset = match context.scope {
        Scope::All => "all".to_owned(),
        Scope::One(name) => name.clone(),
    };
    Ok(WasReset { reset })
}

/// What runs below another program ends with that.
pub(crate) fn shutdown(context: &Context<'_>, _: Nothing) -> Result<Stopping, Problem> {
    if context.service.store.ask_to_stop() {
        return Ok(Stopping { stops: true });
    }
    let detail = "this emulator is stopped by the program that has started it";
    let hint = "end the command that `exec` runs, or drop the `Emulator` of the library";
    Err(Problem::of(NOT_STOPPABLE, detail).hint(hint))
}

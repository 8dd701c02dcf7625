//! The workspaces that are open, and fresh ones for whoever wants one of its own.

use std::collections::BTreeMap;

use clap::Args;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::arguments::Nothing;
use super::options::{SettingSchema, map, pair, pairs};
use super::row::Context;
use super::{arguments, scenario};
use crate::domain::base::options;
use crate::domain::base::text::quote;
use crate::domain::base::time::Timestamp;
use crate::domain::scenario::model::Play;
use crate::domain::workspace::world::World;
use crate::http::problem::Problem;
use crate::store::Scope;

/// The longest beginning of a secret id.
const LONGEST_PREFIX: usize = 64;

/// The workspaces that are open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Workspaces {
    /// By their names.
    pub workspaces: Vec<WorkspaceRow>,
}

/// A workspace that is open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct WorkspaceRow {
    /// Its secret id.
    pub workspace: String,
    /// What its clock shows.
    pub now: Timestamp,
    /// The name of its scenario.
    pub scenario: Option<String>,
    /// How many links it has.
    pub links: usize,
    /// How many runs of the widget.
    pub widgets: usize,
    /// How many entries its journal has, those that are gone too.
    pub entries: u64,
}

/// Makes a workspace that nobody has used.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Args)]
#[serde(deny_unknown_fields)]
#[schemars(extend("examples" = [{ "prefix": "ci", "scenario": "success", "options": { "widget.payload": "flat" } }]))]
#[non_exhaustive]
pub struct NewWorkspace {
    /// How its secret id begins; a number follows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 64))]
    #[arg(long, value_name = "TEXT")]
    pub prefix: Option<String>,
    /// The name of its scenario.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 200))]
    #[arg(long, value_name = "NAME")]
    pub scenario: Option<String>,
    /// Who acts in it, if not as the scenario says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[arg(long, value_name = "WHO", value_parser = arguments::play())]
    pub play: Option<Play>,
    /// Its settings.
    #[serde(
        default,
        skip_serializing_if = "Vec::is_empty",
        serialize_with = "map",
        deserialize_with = "pairs"
    )]
    #[schemars(with = "BTreeMap<String, SettingSchema>")]
    #[arg(long = "set", value_name = "NAME=VALUE", value_parser = pair)]
    pub options: Vec<(String, String)>,
}

impl NewWorkspace {
    /// With a secret id that begins so.
    #[must_use]
    pub fn prefix(mut self, prefix: impl Into<String>) -> Self {
        self.prefix = Some(prefix.into());
        self
    }

    /// With this scenario.
    #[must_use]
    pub fn scenario(mut self, name: impl Into<String>) -> Self {
        self.scenario = Some(name.into());
        self
    }

    /// With this setting.
    #[must_use]
    pub fn option(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.options.push((name.into(), value.into()));
        self
    }
}

/// A fresh workspace: its keys, and where to call it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct FreshWorkspace {
    /// Its name: the secret id.
    pub workspace: String,
    /// The keys.
    pub secret_id: String,
    /// The keys.
    pub secret_password: String,
    /// Where the API is.
    pub api_url: String,
    /// The script that pages embed; the token of the page leads to the workspace.
    pub widget_url: String,
    /// Where its control verbs are.
    pub control_url: String,
}

/// The workspace that was forgotten.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct RemovedWorkspace {
    /// Its secret id.
    pub removed: String,
}

pub(crate) fn workspaces(context: &Context<'_>, _: Nothing) -> Result<Workspaces, Problem> {
    let row = |world: &mut World| WorkspaceRow {
        workspace: world.name.clone(),
        now: world.now(),
        scenario: world.scenario().map(|active| active.scenario.name.clone()),
        links: world.core.links.newest_first().len(),
        widgets: world.widgets().count(),
        entries: world.core.journal.written(),
    };
    let rows = context.service.store.each(context.scope, row)?;
    Ok(Workspaces {
        workspaces: rows.into_iter().map(|(_, row)| row).filter(|row| !row.workspace.is_empty()).collect(),
    })
}

pub(crate) fn remove_workspace(context: &Context<'_>, _: Nothing) -> Result<RemovedWorkspace, Problem> {
    let name = context.workspace()?;
    context.service.store.remove(name)?;
    Ok(RemovedWorkspace { removed: name.to_owned() })
}

/// All that is wrong is found before there is a workspace.
pub(crate) fn new_workspace(context: &Context<'_>, request: NewWorkspace) -> Result<FreshWorkspace, Problem> {
    let prefix = request.prefix.as_deref().unwrap_or("ws");
    let legal = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
    if prefix.is_empty() || prefix.len() > LONGEST_PREFIX || !prefix.chars().all(legal) {
        let detail = format!("{} cannot begin a secret id: letters, digits, `-`, `_` and `.`", quote(prefix));
        return Err(Problem::value("prefix", detail));
    }
    let scenario = request.scenario.map(|name| scenario::find(context, &name)).transpose()?;
    for (name, value) in &request.options {
        options::check(name, value).map_err(|why| Problem::value("options", why))?;
    }
    let store = &context.service.store;
    let (name, password) = store.fresh(prefix)?;
    let scope = Scope::One(name.clone());
    if scenario.is_some() {
        store.set_scenario(&scope, scenario, request.play)?;
    }
    if !request.options.is_empty() {
        store.set_options(&scope, &request.options).map_err(|why| Problem::value("options", why))??;
    }
    Ok(FreshWorkspace {
        api_url: context.base.to_owned(),
        widget_url: format!("{}/belvo-widget-1-stable.js", context.base),
        control_url: format!("{}/_emulator/workspaces/{}", context.base, name),
        secret_password: password,
        secret_id: name.clone(),
        workspace: name,
    })
}

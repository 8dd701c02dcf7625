//! The table of options, the settings in force, and the rules that they decide.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use clap::Args;
use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use super::arguments::Nothing;
use super::row::Context;
use crate::domain::base::options;
use crate::domain::vocabulary::catalogue::Confidence;
use crate::domain::vocabulary::rules;
use crate::http::problem::Problem;
use crate::store::Scope;

/// The table of options.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Options {
    /// Its rows.
    pub options: Vec<OptionRow>,
}

impl Options {
    /// The setting in force of the option with this name.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.options.iter().find(|row| row.name == name).map(|row| row.value.as_str())
    }
}

/// An option.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct OptionRow {
    /// Its dotted name.
    pub name: String,
    /// The setting in force.
    pub value: String,
    /// The setting of a fresh emulator.
    pub default: String,
    /// What it can be set to.
    pub takes: String,
    /// The rules that it decides.
    pub rule: String,
    /// One sentence.
    pub about: String,
}

/// Settings to make, all or none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Args)]
#[serde(transparent)]
#[schemars(extend("examples" = [{ "token.access_ttl": "5m", "strict": true }]))]
pub struct Settings {
    /// Each with the name of its option.
    #[serde(serialize_with = "map", deserialize_with = "pairs")]
    #[schemars(with = "BTreeMap<String, SettingSchema>")]
    #[arg(value_name = "NAME=VALUE", value_parser = pair, required = true)]
    pub settings: Vec<(String, String)>,
}

/// A setting can be written as what it is.
#[derive(JsonSchema)]
#[serde(untagged)]
#[allow(dead_code, reason = "it is a schema alone")]
pub(super) enum SettingSchema {
    Text(String),
    Flag(bool),
    Number(u64),
}

impl<N: Into<String>, V: Into<String>> FromIterator<(N, V)> for Settings {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(settings: I) -> Self {
        Self { settings: settings.into_iter().map(|(name, value)| (name.into(), value.into())).collect() }
    }
}

impl<N: Into<String>, V: Into<String>, const COUNT: usize> From<[(N, V); COUNT]> for Settings {
    fn from(settings: [(N, V); COUNT]) -> Self {
        settings.into_iter().collect()
    }
}

pub(super) fn map<S: Serializer>(settings: &[(String, String)], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(settings.iter().map(|(name, value)| (name, value)))
}

pub(super) fn pairs<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<(String, String)>, D::Error> {
    let map = IndexMap::<String, Value>::deserialize(from)?;
    Ok(map.into_iter().map(|(name, value)| (name, text(value))).collect())
}

/// A setting as the table writes it; what cannot be one is refused by the table.
fn text(value: Value) -> String {
    match value {
        Value::String(text) => text,
        Value::Bool(true) => "on".to_owned(),
        Value::Bool(false) => "off".to_owned(),
        other => other.to_string(),
    }
}

pub(super) fn pair(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once('=').ok_or("a `=` is expected")?;
    Ok((name.to_owned(), value.to_owned()))
}

/// The rules that are kept (W-TEST-08).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Rules {
    /// All of them.
    pub rules: Vec<RuleRow>,
}

/// A rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct RuleRow {
    /// Its id.
    pub id: String,
    /// How sure it is.
    pub confidence: Confidence,
    /// The options that decide it, with the settings in force.
    #[schemars(with = "BTreeMap<String, String>")]
    pub options: IndexMap<String, String>,
    /// What holds.
    pub about: String,
    /// What of it does not hold, where it is kept by half.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by_half: Option<String>,
}

fn in_force(context: &Context<'_>) -> Result<Arc<options::Options>, Problem> {
    Ok(match context.scope {
        Scope::All => context.service.store.next(|start| start.options.clone()),
        Scope::One(name) => context.service.store.look(name, |world| world.options())?,
    })
}

pub(crate) fn options(context: &Context<'_>, _: Nothing) -> Result<Options, Problem> {
    let row = |(row, value): (&options::Row, Cow<'_, str>)| OptionRow {
        name: row.name.to_owned(),
        value: value.into_owned(),
        default: row.default.to_owned(),
        takes: row.kind.describe(),
        rule: row.rule.to_owned(),
        about: row.about.to_owned(),
    };
    Ok(Options { options: in_force(context)?.rows().map(row).collect() })
}

pub(crate) fn set_options(context: &Context<'_>, request: Settings) -> Result<Options, Problem> {
    let done = context.service.store.set_options(context.scope, &request.settings);
    done.map_err(|why| Problem::bad("option", why).hint("GET /_emulator/options lists all"))??;
    options(context, Nothing {})
}

pub(crate) fn rules(context: &Context<'_>, _: Nothing) -> Result<Rules, Problem> {
    let options = in_force(context)?;
    let row = |rule: &rules::Rule| RuleRow {
        id: rule.id.to_owned(),
        confidence: rule.confidence,
        options: settings(rule, &options),
        about: rule.about.to_owned(),
        by_half: rule.lacks.map(str::to_owned),
    };
    Ok(Rules { rules: rules::all().map(row).collect() })
}

fn settings(rule: &rules::Rule, options: &options::Options) -> IndexMap<String, String> {
    let decides = |row: &options::Row| row.rules().any(|id| id == rule.id);
    let rows = options.rows().filter(|(row, _)| decides(row));
    rows.map(|(row, value)| (row.name.to_owned(), value.into_owned())).collect()
}

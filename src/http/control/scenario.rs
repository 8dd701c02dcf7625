//! The scenarios: those that can be chosen, the one in force, and the text of a file.

use std::sync::Arc;

use clap::{ArgGroup, ArgMatches, Args, FromArgMatches};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::arguments;
use super::arguments::{Nothing, from_text};
use super::row::Context;
use crate::domain::scenario::model::{Play, Scenario};
use crate::domain::workspace::snapshot::ScenarioText as SavedText;
use crate::http::faults;
use crate::http::problem::{Problem, SCENARIO_INVALID, SCENARIO_UNKNOWN};
use crate::http::service::Service;
use crate::http::widget::find_scenario;
use crate::scenario_file;
use crate::scenario_file::Fault;
use crate::store::Scope;

/// The scenario in force.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct InForce {
    /// Its name; `document` when its text was sent; none when there is none.
    pub scenario: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// Who acts.
    pub play: Option<Play>,
}

/// Chooses a scenario: by its name, by its text, or none.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend("examples" = [{ "name": "success", "play": "by_hand" }]))]
pub struct SetScenario {
    /// Its name, or null for none.
    #[serde(default, deserialize_with = "arguments::sent", skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 200))]
    name: Option<Option<String>>,
    /// Its text instead: that of a file, or the same as JSON.
    #[serde(default, deserialize_with = "arguments::sent", skip_serializing_if = "Option::is_none")]
    document: Option<Value>,
    /// Who acts, if not as the scenario says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    play: Option<Play>,
}

impl SetScenario {
    /// The scenario of this name.
    pub fn named(name: impl Into<String>) -> Self {
        Self { name: Some(Some(name.into())), document: None, play: None }
    }

    /// The scenario that this text is: that of a file, or the same as JSON.
    pub fn document(document: impl Into<Value>) -> Self {
        Self { name: None, document: Some(document.into()), play: None }
    }

    /// None.
    pub fn none() -> Self {
        Self { name: Some(None), document: None, play: None }
    }

    /// Who acts, if not as the scenario says.
    #[must_use]
    pub fn play(mut self, play: Play) -> Self {
        self.play = Some(play);
        self
    }
}

impl<T: Into<String>> From<T> for SetScenario {
    fn from(name: T) -> Self {
        Self::named(name)
    }
}

/// As it is typed.
#[derive(Args)]
#[command(group(ArgGroup::new("choice").required(true)))]
struct Typed {
    /// Its name.
    #[arg(group = "choice", conflicts_with_all = ["none", "document"])]
    name: Option<String>,
    /// Its text instead of its name.
    #[arg(long, value_name = "TEXT", group = "choice", conflicts_with = "none")]
    document: Option<String>,
    /// Choose none.
    #[arg(long, group = "choice")]
    none: bool,
    /// Who acts, if not as the scenario says.
    #[arg(long, value_name = "WHO", value_parser = arguments::play())]
    play: Option<Play>,
}

arguments::typed_as!(SetScenario, Typed);

impl From<Typed> for SetScenario {
    fn from(typed: Typed) -> Self {
        let name = typed.name.map(Some).or_else(|| typed.none.then_some(None));
        Self { name, document: typed.document.map(Value::String), play: typed.play }
    }
}

/// The scenarios that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Scenarios {
    /// All of them.
    pub scenarios: Vec<ScenarioRow>,
    /// Why the files as they are now are not in force, if they are not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refused: Option<String>,
}

/// A scenario that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct ScenarioRow {
    /// Its name.
    pub name: String,
    /// One line for people.
    pub title: String,
    /// Where it was read.
    pub source: String,
    /// Who acts.
    pub play: Play,
}

/// Names a scenario.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Args)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ScenarioName {
    /// Its name.
    #[schemars(length(max = 200))]
    pub name: String,
}

from_text!(ScenarioName { name });

/// A scenario with its text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct ScenarioText {
    /// Its name.
    pub name: String,
    /// One line for people.
    pub title: String,
    /// Where it was read.
    pub source: String,
    /// Who acts.
    pub play: Play,
    /// A page that documents the behaviour.
    pub docs: Option<String>,
    /// The text of its file.
    pub text: String,
}

/// A scenario that is checked and not chosen.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, Args)]
#[serde(deny_unknown_fields)]
#[schemars(extend("examples" = [{ "document": "version: 1\n…" }]))]
#[non_exhaustive]
pub struct Draft {
    /// The text of a file, or the same as JSON.
    #[arg(value_name = "TEXT", value_parser = arguments::text)]
    pub document: Value,
}

impl<T: Into<Value>> From<T> for Draft {
    fn from(document: T) -> Self {
        Self { document: document.into() }
    }
}

/// A scenario without a fault.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Valid {
    /// True: what is not valid is refused, with all its faults.
    pub valid: bool,
}

pub(crate) fn scenario(context: &Context<'_>, _: Nothing) -> Result<InForce, Problem> {
    let active = match context.scope {
        Scope::All => context.service.store.next(|start| start.scenario.clone()),
        Scope::One(name) => context
            .service
            .store
            .look(name, |world| world.scenario().map(|active| (active.scenario.clone(), active.play)))?,
    };
    Ok(InForce {
        scenario: active.as_ref().map(|(scenario, _)| scenario.name.clone()),
        title: active.as_ref().map(|(scenario, _)| scenario.title.clone()),
        play: active.map(|(scenario, play)| play.unwrap_or(scenario.widget.play)),
    })
}

pub(crate) fn set_scenario(context: &Context<'_>, request: SetScenario) -> Result<InForce, Problem> {
    let chosen = match (request.document, request.name) {
        (Some(_), Some(_)) => return Err(Problem::bad("both", "`name` and `document` exclude each other")),
        (Some(document), None) => Some(Arc::new(read_document(context.service, &document)?)),
        (None, Some(None)) => None,
        (None, Some(Some(name))) => Some(find(context, &name)?),
        (None, None) => {
            return Err(Problem::value("name", "which scenario?")
                .hint("{\"name\": \"success\"}, {\"document\": {…}}, or {\"name\": null} for none"));
        }
    };
    context.service.store.set_scenario(context.scope, chosen, request.play)?;
    scenario(context, Nothing {})
}

pub(super) fn find(context: &Context<'_>, name: &str) -> Result<Arc<Scenario>, Problem> {
    find_scenario(context.service, name).map_err(|why| Problem::of(SCENARIO_UNKNOWN, why))
}

/// Reads the text of a scenario of a snapshot; all its faults.
pub(super) fn read_saved(service: &Service, saved: &SavedText) -> Result<Scenario, Vec<Fault>> {
    parsed(service, |context| {
        scenario_file::parse(&saved.name, &saved.source, saved.text.as_bytes(), context)
    })
}

/// Reads a scenario with the institutions that there are.
fn parsed<T>(service: &Service, parse: impl FnOnce(&scenario_file::Context<'_>) -> T) -> T {
    let start = service.store.next_start();
    let names: Vec<&str> = start.institutions.iter().map(|institution| institution.name.as_str()).collect();
    let option = &crate::domain::base::options::check;
    parse(&scenario_file::Context { institutions: &names, option, call: &faults::check })
}

/// Reads a document as a file would be read; every fault is told.
pub(super) fn read_document(service: &Service, document: &Value) -> Result<Scenario, Problem> {
    parsed(service, |context| scenario_file::parse_document("document", document, context)).map_err(
        |faults| {
            let detail = format!("the document has {}", counted(&faults));
            Problem { faults, ..Problem::of(SCENARIO_INVALID, detail) }
        },
    )
}

/// How many there are, as far as they are counted.
pub(super) fn counted(faults: &[Fault]) -> String {
    match faults {
        [listed @ .., last] if last.code == "more_faults" => format!("more than {} faults", listed.len()),
        faults => format!("{} fault(s)", faults.len()),
    }
}

pub(crate) fn scenarios(context: &Context<'_>, _: Nothing) -> Result<Scenarios, Problem> {
    let row = |scenario: &Arc<Scenario>| ScenarioRow {
        name: scenario.name.clone(),
        title: scenario.title.clone(),
        source: scenario.source.clone(),
        play: scenario.widget.play,
    };
    let all = context.service.store.scenarios();
    Ok(Scenarios {
        scenarios: all.iter().map(row).collect(),
        refused: context.service.store.refused_scenarios(),
    })
}

pub(crate) fn scenario_text(context: &Context<'_>, request: ScenarioName) -> Result<ScenarioText, Problem> {
    let found = find(context, &request.name)?;
    Ok(ScenarioText {
        name: found.name.clone(),
        title: found.title.clone(),
        source: found.source.clone(),
        play: found.widget.play,
        docs: found.docs.clone(),
        text: found.text.clone(),
    })
}

pub(crate) fn validate(context: &Context<'_>, request: Draft) -> Result<Valid, Problem> {
    read_document(context.service, &request.document)?;
    Ok(Valid { valid: true })
}

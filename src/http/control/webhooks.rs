//! Webhooks that are sent by hand.

use clap::Args;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use super::arguments::json;
use super::link;
use super::row::Context;
use crate::domain::base::limits::LARGEST_EMISSION;
use crate::domain::base::text::{quote, the_nearest};
use crate::domain::link::links::Link;
use crate::domain::vocabulary::hooks::{HookCode, Process};
use crate::domain::webhook::table::{CONSENT, OF_PAYMENTS, ROWS, Row, find};
use crate::domain::workspace::world::World;
use crate::http::problem::{EMISSION_TOO_LARGE, Problem, WEBHOOK_UNKNOWN};

/// Sends a webhook by hand.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, Args)]
#[serde(deny_unknown_fields)]
#[schemars(extend("examples" = [{ "link": "b91835f5-6f83-4d9b-a0ad-a5a249f18b7c", "type": "TRANSACTIONS", "code": "transactions_updated" }]))]
#[non_exhaustive]
pub struct Trigger {
    /// The link's id.
    #[schemars(length(max = 64))]
    pub link: String,
    /// `webhook_type`: the name of a resource, `LINK` or `CONSENT`.
    #[schemars(length(max = 64))]
    #[serde(rename = "type")]
    #[arg(value_name = "TYPE")]
    pub kind: String,
    /// `webhook_code`
    #[arg(value_parser = super::arguments::word::<HookCode>(HookCode::WORDS), hide_possible_values = true)]
    pub code: HookCode,
    /// `process_type`, where several webhooks have this type and code; the first of the table's without.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[arg(long, value_name = "PROCESS", value_parser = super::arguments::word::<Process>(Process::WORDS), hide_possible_values = true)]
    pub process: Option<Process>,
    /// What its `data` says, if not what it would say of the link's records.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[arg(long, value_name = "JSON", value_parser = json)]
    pub data: Option<Value>,
}

impl Trigger {
    /// Of a link.
    pub fn new(link: impl std::fmt::Display, kind: impl Into<String>, code: HookCode) -> Self {
        Self { link: link.to_string(), kind: kind.into(), code, process: None, data: None }
    }

    /// With this `process_type`.
    #[must_use]
    pub fn process(mut self, process: Process) -> Self {
        self.process = Some(process);
        self
    }

    /// With this `data`.
    #[must_use]
    pub fn data(mut self, data: Value) -> Self {
        self.data = Some(data);
        self
    }
}

/// What was told by hand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Triggered {
    /// `webhook_id` of each: tax returns are told of twice, by month and by year.
    pub webhook_ids: Vec<String>,
}

/// Refuses what is no `webhook_type`, and what only payments have.
pub(super) fn must_be_a_type(kind: &str) -> Result<(), Problem> {
    must_be_of_the_sandbox(kind, OF_PAYMENTS.contains(&kind))?;
    if ROWS.iter().any(|row| row.kind == kind) {
        return Ok(());
    }
    let kinds: Vec<&str> = ROWS.iter().map(|row| row.kind).collect();
    Err(Problem::value("type", format!("{} is no webhook_type{}", quote(kind), the_nearest(kind, &kinds))))
}

/// Refuses what is told of payments.
fn must_be_of_the_sandbox(word: &str, of_payments: bool) -> Result<(), Problem> {
    let detail = || format!("{word} is told of payments, which are not in the sandbox (R-PAY-01)");
    if of_payments { Err(Problem::of(WEBHOOK_UNKNOWN, detail())) } else { Ok(()) }
}

/// Refuses a `webhook_code` that no type has.
pub(super) fn must_be_a_code(code: HookCode) -> Result<(), Problem> {
    must_be_of_the_sandbox(code.name(), ROWS.iter().all(|row| row.code != code))
}

/// Refuses what there is nothing of at the institution of a link, unless its `data` are given. A consent is of open finance.
fn must_have(world: &World, link: &Link, request: &Trigger) -> Result<(), Problem> {
    let types = world.types_of(link);
    let is_given = request.data.is_some() && request.kind != CONSENT;
    if is_given || types.contains(&request.kind.as_str()) {
        return Ok(());
    }
    let lacks = if request.kind == CONSENT { "a consent" } else { &request.kind };
    let detail = format!("links to {} lack {lacks}; they have {}", link.institution, types.join(", "));
    Err(Problem::value("type", detail).hint("give `data`, and it is sent all the same"))
}

/// The rows that are told.
fn rows_of(request: &Trigger) -> Result<Vec<&'static Row>, Problem> {
    let rows = find(&request.kind, request.code, request.process);
    if rows.is_empty() { Err(unknown(request)) } else { Ok(rows) }
}

fn unknown(Trigger { kind, code, process, .. }: &Trigger) -> Problem {
    let of_type = || ROWS.iter().filter(|row| row.kind == kind);
    let of_code = of_type().filter(|row| row.code == *code).map(|row| row.process.name());
    let (which, mut words): (_, Vec<&str>) = match process {
        Some(process) if of_type().any(|row| row.code == *code) => {
            (format!("{kind} {code} has no process_type {process}"), of_code.collect())
        }
        _ => (format!("{kind} has no webhook_code {code}"), of_type().map(|row| row.code.name()).collect()),
    };
    words.dedup();
    Problem::of(WEBHOOK_UNKNOWN, format!("{which}; it has {}", words.join(", ")))
}

pub(crate) fn trigger(context: &Context<'_>, request: Trigger) -> Result<Triggered, Problem> {
    must_be_a_type(&request.kind)?;
    must_be_a_code(request.code)?;
    let length = request.data.as_ref().map_or(0, |data| data.to_string().len());
    if length > LARGEST_EMISSION {
        let detail = format!("`data` has {length} bytes of JSON: {LARGEST_EMISSION} at most");
        return Err(Problem::of(EMISSION_TOO_LARGE, detail).field("data"));
    }
    let rows = rows_of(&request)?;
    let tell = |world: &mut World| tell(world, &rows, &request);
    let told = context.service.store.each(context.scope, tell)?.into_iter().find_map(|(_, told)| told);
    let ids = told.ok_or_else(link::unknown)??;
    Ok(Triggered { webhook_ids: ids.iter().map(|id| id.simple().to_string()).collect() })
}

/// Tells it, if the link is of this workspace. Given data are told once.
fn tell(world: &mut World, rows: &[&'static Row], request: &Trigger) -> Option<Result<Vec<Uuid>, Problem>> {
    let link = world.core.links.get(Uuid::try_parse(&request.link).ok()?)?;
    if let Err(problem) = must_have(world, link, request) {
        return Some(Err(problem));
    }
    let (id, most) = (link.id, if request.data.is_some() { 1 } else { rows.len() });
    Some(Ok(rows.iter().take(most).map(|row| world.tell_by_hand(row, id, request.data.clone())).collect()))
}

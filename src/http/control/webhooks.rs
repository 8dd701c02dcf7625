//! Webhooks that are sent by hand.

use clap::Args;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use super::arguments::json;
use super::row::Context;
use crate::domain::base::limits::LARGEST_EMISSION;
use crate::domain::base::text::{quote, the_nearest};
use crate::domain::link::links::Link;
use crate::domain::vocabulary::hooks::HookCode;
use crate::domain::webhook::table::{CONSENT, OF_PAYMENTS, ROWS, Row, find};
use crate::domain::workspace::world::World;
use crate::http::problem::{EMISSION_TOO_LARGE, LINK_UNKNOWN, Problem, WEBHOOK_UNKNOWN};

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
    /// What its `data` says, if not what it would say of the link's records.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[arg(long, value_name = "JSON", value_parser = json)]
    pub data: Option<Value>,
}

impl Trigger {
    /// Of a link.
    pub fn new(link: impl std::fmt::Display, kind: impl Into<String>, code: HookCode) -> Self {
        Self { link: link.to_string(), kind: kind.into(), code, data: None }
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
    /// `webhook_id`
    pub webhook_id: String,
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

/// Refuses what a link has not: a consent is of open finance.
fn must_have(row: &Row, link: &Link) -> Result<(), Problem> {
    if row.kind != CONSENT || link.consent.is_some() {
        return Ok(());
    }
    let detail =
        format!("{} is not an institution of open finance: its links have no consent", link.institution);
    Err(Problem::value("type", detail))
}

fn unknown(kind: &str, code: HookCode) -> Problem {
    let mut codes: Vec<&str> =
        ROWS.iter().filter(|row| row.kind == kind).map(|row| row.code.name()).collect();
    codes.dedup();
    let detail = format!("{kind} has no webhook_code {code}; it has {}", codes.join(", "));
    Problem::of(WEBHOOK_UNKNOWN, detail)
}

pub(crate) fn trigger(context: &Context<'_>, request: Trigger) -> Result<Triggered, Problem> {
    must_be_a_type(&request.kind)?;
    must_be_a_code(request.code)?;
    let length = request.data.as_ref().map_or(0, |data| data.to_string().len());
    if length > LARGEST_EMISSION {
        let detail = format!("`data` has {length} bytes of JSON: {LARGEST_EMISSION} at most");
        return Err(Problem::of(EMISSION_TOO_LARGE, detail).field("data"));
    }
    let row = find(&request.kind, request.code).ok_or_else(|| unknown(&request.kind, request.code))?;
    let tell = |world: &mut World| {
        let link = world.core.links.get(Uuid::try_parse(&request.link).ok()?)?;
        if let Err(problem) = must_have(row, link) {
            return Some(Err(problem));
        }
        world.tell_by_hand(row, link.id, request.data.clone()).map(Ok)
    };
    let told = context.service.store.each(context.scope, tell)?.into_iter().find_map(|(_, told)| told);
    let id = told.ok_or_else(|| Problem::of(LINK_UNKNOWN, "there is no such link"))??;
    Ok(Triggered { webhook_id: id.simple().to_string() })
}

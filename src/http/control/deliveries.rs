//! What has been sent to receivers, and what became of it.

use clap::Args;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::arguments::LONGEST_PAGE;
use super::row::Context;
use crate::domain::base::time::{LONGEST_WAIT, Span, Timestamp};
use crate::domain::scenario::webhooks::{SentAuthorization, SentBody};
use crate::domain::vocabulary::hooks::HookCode;
use crate::domain::webhook::deliveries::{Delivery as Kept, NotResent, State, Try as KeptTry};
use crate::domain::webhook::event::Event as KeptEvent;
use crate::domain::workspace::world::World;
use crate::http::problem::{DELIVERY_UNKNOWN, Problem, RECEIVER_GONE};

/// What has been sent, and what became of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Deliveries {
    /// Oldest first; those that were tried since, in the order of their last tries.
    pub deliveries: Vec<Delivery>,
    /// There are more: `after` of the next page, or `tried_since` of those that were tried.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<u64>,
    /// How many tries there have been, in all workspaces: `tried_since` of what comes.
    #[serde(default)]
    pub tries: u64,
    /// Whether what was waited for has come in time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub complete: Option<bool>,
}

/// A webhook on its way to a receiver.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Delivery {
    /// Counts up from 1 within the workspace.
    pub seq: u64,
    /// The workspace.
    pub workspace: String,
    /// The receiver.
    pub url: String,
    /// How far it has got.
    pub state: State,
    /// What is told.
    pub event: Event,
    /// What of its body is sent, if not all of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<SentBody>,
    /// What of the receiver's headers is sent, if not what was set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authorization: Option<SentAuthorization>,
    /// The rule of a scenario that has made it other than usual.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
    /// What became of each try.
    pub tries: Vec<Try>,
}

/// What became of one try.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Try {
    /// When it was due, on the workspace's clock.
    pub at: Timestamp,
    /// The status of the answer; null without one.
    pub status: Option<u16>,
    /// How the answer's body begins, or why there was none.
    pub answer: String,
    /// How long it took, in milliseconds of the host.
    pub took_ms: i64,
}

/// A webhook.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Event {
    /// Counts up from 1 within the workspace.
    pub seq: u64,
    /// When it happened, on the workspace's clock.
    pub at: Timestamp,
    /// `webhook_id`
    pub webhook_id: String,
    /// `webhook_type`
    #[serde(rename = "type")]
    pub kind: String,
    /// `webhook_code`
    pub code: HookCode,
    /// The link.
    pub link: Uuid,
}

pub(super) fn event(told: &KeptEvent) -> Event {
    Event {
        seq: told.seq,
        at: told.at,
        webhook_id: told.id.simple().to_string(),
        kind: told.row.kind.to_owned(),
        code: told.row.code,
        link: told.link,
    }
}

fn tried(kept: &KeptTry) -> Try {
    let KeptTry { at, status, answer, took } = kept;
    Try { at: *at, status: *status, answer: answer.clone(), took_ms: took.as_millis() }
}

fn delivery(workspace: &str, kept: &Kept) -> Delivery {
    let (body, authorization) = (kept.form.body, kept.form.authorization);
    Delivery {
        seq: kept.seq,
        workspace: workspace.to_owned(),
        url: kept.target.address.to_string(),
        state: kept.state,
        event: event(&kept.event),
        body: (body != SentBody::Whole).then_some(body),
        authorization: (authorization != SentAuthorization::AsSet).then_some(authorization),
        why: kept.why.as_deref().map(str::to_owned),
        tries: kept.tries.iter().map(tried).collect(),
    }
}

/// Which deliveries.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Args)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct DeliveryFilter {
    /// Wait until none is due or under way.
    #[serde(default)]
    #[arg(long)]
    pub settled: bool,
    /// Those after this one alone, by its `seq`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[arg(long, value_name = "SEQ")]
    pub after: Option<u64>,
    /// Those alone that were tried since, by the `tries` of an answer before; it waits until one is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[arg(long, value_name = "TRIES", conflicts_with_all = ["settled", "after"])]
    pub tried_since: Option<u64>,
    /// How many at most: 1000, or less.
    #[serde(default = "the_longest", skip_serializing_if = "is_the_longest")]
    #[schemars(range(min = 1, max = LONGEST_PAGE))]
    #[arg(long, value_name = "N", default_value_t = the_longest())]
    pub limit: usize,
    /// Wait for so long at most, in host time: 25 seconds, or less.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 64))]
    #[arg(long, value_name = "SPAN")]
    pub timeout: Option<String>,
}

fn the_longest() -> usize {
    LONGEST_PAGE
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands it over so")]
fn is_the_longest(limit: &usize) -> bool {
    *limit == the_longest()
}

impl Default for DeliveryFilter {
    fn default() -> Self {
        Self { settled: false, after: None, tried_since: None, limit: the_longest(), timeout: None }
    }
}

impl DeliveryFilter {
    /// Wait until none is due or under way.
    pub fn settled() -> Self {
        Self { settled: true, ..Self::default() }
    }

    /// Those after this one alone, by its `seq`; so many at most.
    pub fn page(after: u64, limit: usize) -> Self {
        Self { after: Some(after), limit, ..Self::default() }
    }

    /// Those alone that were tried since, by the `tries` of an answer before; waits until one is.
    pub fn tried_since(tries: u64) -> Self {
        Self { tried_since: Some(tries), ..Self::default() }
    }

    /// Wait for so long at most, in host time: `500ms`, `10s`.
    #[must_use]
    pub fn timeout(mut self, timeout: impl Into<String>) -> Self {
        self.timeout = Some(timeout.into());
        self
    }
}

/// How long deliveries are waited for, in host time: as long as any answer waits if nobody says so.
pub(super) fn settled_within(timeout: Option<&str>) -> Result<Span, Problem> {
    let most = timeout.map(Span::parse).transpose().map_err(|why| Problem::value("timeout", why))?;
    Ok(most.unwrap_or(LONGEST_WAIT))
}

/// Whether no delivery is due or under way.
pub(super) fn are_settled(context: &Context<'_>) -> Result<bool, Problem> {
    let busy = |world: &mut World| world.core.hooks.is_busy(world.now());
    Ok(context.service.store.each(context.scope, busy)?.into_iter().all(|(_, busy)| !busy))
}

pub(crate) fn deliveries(context: &Context<'_>, filter: DeliveryFilter) -> Result<Deliveries, Problem> {
    let most = settled_within(filter.timeout.as_deref())?;
    // Before the log is read: whatever is tried from now on is not missed, and what is settled stands in it.
    let tries = context.service.store.tries();
    let settled = filter.settled.then(|| are_settled(context)).transpose()?;
    let (deliveries, next) = match filter.tried_since {
        Some(since) => tried_since(context, since, filter.limit)?,
        None => page(context, filter.after.unwrap_or_default(), filter.limit)?,
    };
    let complete = settled.or_else(|| filter.tried_since.map(|_| !deliveries.is_empty()));
    if complete == Some(false) {
        context.wait(most)?;
    }
    Ok(Deliveries { deliveries, next, tries, complete })
}

/// Deliveries with what they are sorted by.
type Sorted = Vec<(u64, Delivery)>;

/// The first deliveries of all workspaces after a number. Those of several workspaces may have the same: a page ends between
/// two numbers.
fn page(context: &Context<'_>, after: u64, limit: usize) -> Result<(Vec<Delivery>, Option<u64>), Problem> {
    let some = |world: &mut World| -> Sorted {
        let kept = world.core.hooks.log_after(after).take(limit + 1);
        kept.map(|kept| (kept.seq, delivery(&world.name, kept))).collect()
    };
    let all = sorted(context, some)?;
    let end = all.get(limit).map(|(seq, _)| *seq);
    let first = all.iter().position(|(seq, _)| Some(*seq) == end).unwrap_or(all.len());
    // All have the same number: the page is longer than was asked for.
    let first = if first == 0 { all.iter().filter(|(seq, _)| Some(*seq) == end).count() } else { first };
    Ok(cut(all, first))
}

fn tried_since(
    context: &Context<'_>,
    since: u64,
    limit: usize,
) -> Result<(Vec<Delivery>, Option<u64>), Problem> {
    let some = |world: &mut World| -> Sorted {
        let tried = world.core.hooks.tried_since(since).take(limit + 1);
        tried.map(|kept| (kept.tried, delivery(&world.name, kept))).collect()
    };
    Ok(cut(sorted(context, some)?, limit))
}

fn sorted(context: &Context<'_>, some: impl FnMut(&mut World) -> Sorted) -> Result<Sorted, Problem> {
    let mut all: Sorted =
        context.service.store.each(context.scope, some)?.into_iter().flat_map(|(_, some)| some).collect();
    all.sort_by_key(|(number, _)| *number);
    Ok(all)
}

/// The first of them, and where the next page begins if there are more.
fn cut(mut all: Sorted, most: usize) -> (Vec<Delivery>, Option<u64>) {
    let more = all.len() > most;
    all.truncate(most);
    let next = all.last().map(|(number, _)| *number).filter(|_| more);
    (all.into_iter().map(|(_, delivery)| delivery).collect(), next)
}

/// A delivery.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Args)]
#[serde(deny_unknown_fields)]
#[schemars(extend("examples" = [{}]))]
#[non_exhaustive]
pub struct DeliverySeq {
    /// Its `seq`.
    #[schemars(length(max = 20))]
    pub seq: String,
}

super::arguments::from_text!(DeliverySeq { seq });

/// Sends a webhook once more, as it should be.
pub(crate) fn resend(context: &Context<'_>, request: DeliverySeq) -> Result<Deliveries, Problem> {
    let unknown = || Problem::of(DELIVERY_UNKNOWN, "there is no such delivery");
    let seq: u64 = request.seq.parse().map_err(|_| unknown())?;
    let store = &context.service.store;
    let what = format!("a delivery {seq}");
    let place = context.workspace_with(&what, |world| world.core.hooks.has(seq))?.ok_or_else(unknown)?;
    match store.each(&place, |world| world.resend(seq))?.pop().map(|(_, resent)| resent) {
        Some(Ok(_)) => deliveries(context, DeliveryFilter::default()),
        None | Some(Err(NotResent::Unknown)) => Err(unknown()),
        Some(Err(why)) => Err(Problem::of(RECEIVER_GONE, why.to_string())),
    }
}

//! The clock of the workspaces.

use clap::{Args, ValueEnum};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::arguments::{Nothing, from_text};
use super::deliveries;
use super::row::Context;
use super::waiting::builders;
use crate::domain::base::kinds::DueKind;
use crate::domain::base::time::{Span, Timestamp};
use crate::http::problem::Problem;
use crate::http::work::Done;
use crate::store;

/// A clock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Clock {
    /// Whether it runs.
    pub mode: ClockMode,
    /// What it shows.
    pub now: Timestamp,
}

/// Whether a clock runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, ValueEnum)]
#[serde(rename_all = "snake_case")]
pub enum ClockMode {
    /// It stands.
    #[value(name = "freeze", alias = "frozen")]
    Frozen,
    /// It runs as fast as the host's.
    #[value(name = "run", alias = "running")]
    Running,
}

/// Freezes a clock or lets it run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Args)]
#[serde(deny_unknown_fields)]
#[schemars(extend("examples" = [{ "mode": "frozen", "now": "2026-01-31T12:00:00Z" }]))]
#[non_exhaustive]
pub struct SetClock {
    /// Let it stand, or let it run.
    #[arg(value_enum)]
    pub mode: ClockMode,
    /// What it shows then, as `2026-01-31T12:00:00Z`, or `now` for this machine's time; without, it goes on from where it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 64))]
    #[arg(value_name = "TIME")]
    pub now: Option<String>,
}

impl SetClock {
    /// Lets it stand.
    pub fn frozen() -> Self {
        Self { mode: ClockMode::Frozen, now: None }
    }

    /// Lets it run.
    pub fn running() -> Self {
        Self { mode: ClockMode::Running, now: None }
    }

    /// From this time on (`2026-01-31T12:00:00Z`), or from this machine's (`now`).
    #[must_use]
    pub fn at(mut self, now: impl Into<String>) -> Self {
        self.now = Some(now.into());
        self
    }
}

/// Moves a clock forward.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Args)]
#[serde(deny_unknown_fields)]
#[schemars(extend("examples" = [{ "by": "10m" }]))]
#[non_exhaustive]
pub struct Advance {
    /// How far, with a unit: `500ms`, `3s`, `10m`, `2h`, `1d`, `1h30m`.
    #[schemars(length(max = 64))]
    #[arg(value_name = "SPAN", allow_hyphen_values = true)]
    pub by: String,
    /// Wait until no delivery of webhooks is due or under way any more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[arg(long, value_name = "WHAT", value_enum)]
    pub wait: Option<WaitFor>,
    /// For how long at most, in host time: 25 seconds, or less.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 64))]
    #[arg(long, value_name = "SPAN", requires = "wait")]
    pub timeout: Option<String>,
}

/// What is waited for when the clock has been moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, ValueEnum)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum WaitFor {
    /// The deliveries of webhooks that are due.
    Deliveries,
}

from_text!(Advance { by, wait: None, timeout: None });

impl Advance {
    /// And wait until no delivery of webhooks is due or under way any more.
    #[must_use]
    pub fn wait(mut self, what: WaitFor) -> Self {
        self.wait = Some(what);
        self
    }
}

builders!(Advance: timeout);

/// A clock that was moved or set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Advanced {
    /// Whether it runs.
    pub mode: ClockMode,
    /// What it shows.
    pub now: Timestamp,
    /// What fell due on the way, in order.
    pub fired: Vec<Fired>,
    /// How many things more fell due after these.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub fired_more: usize,
    /// Whether what was waited for has come in time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub complete: Option<bool>,
}

fn is_zero(count: &usize) -> bool {
    *count == 0
}

/// Something that fell due.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Fired {
    /// When.
    pub at: Timestamp,
    /// What.
    pub what: DueKind,
    /// The run of the widget that it is about, if it is about one.
    pub widget: Option<Uuid>,
    /// The link that it is about, if it is about one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<Uuid>,
    /// The path of the resource that has come.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resource: Option<String>,
    /// The workspace.
    pub workspace: String,
}

/// What a clock is set to.
#[derive(Clone, Copy)]
enum Moment {
    /// The host's time.
    Host,
    /// This time.
    At(Timestamp),
}

impl Moment {
    fn read(text: &str) -> Result<Self, String> {
        if text == "now" { Ok(Self::Host) } else { Timestamp::parse(text).map(Self::At) }
    }

    fn at(self, host: Timestamp) -> Timestamp {
        match self {
            Self::Host => host,
            Self::At(at) => at,
        }
    }
}

impl Clock {
    pub(super) fn of(context: &Context<'_>) -> Result<Self, Problem> {
        let (clock, now) = context.service.store.clock(context.scope)?;
        let mode = if clock.frozen() { ClockMode::Frozen } else { ClockMode::Running };
        Ok(Self { mode, now })
    }
}

impl From<store::Fired> for Fired {
    fn from(fired: store::Fired) -> Self {
        let store::Fired { workspace, fell } = fired;
        let resource = fell.resource.map(str::to_owned);
        Self { at: fell.at, what: fell.what, widget: fell.widget, link: fell.link, resource, workspace }
    }
}

pub(crate) fn clock(context: &Context<'_>, _: Nothing) -> Result<Clock, Problem> {
    Clock::of(context)
}

pub(crate) fn set_clock(context: &Context<'_>, request: SetClock) -> Result<Advanced, Problem> {
    let to =
        request.now.as_deref().map(Moment::read).transpose().map_err(|why| Problem::value("now", why))?;
    let fired = context.service.store.set_clock(context.scope, |clock, host| {
        let now = to.map(|to| to.at(host));
        match request.mode {
            ClockMode::Frozen => clock.freeze(host, now),
            ClockMode::Running => clock.run(host, now),
        }
    })?;
    moved(context, Some(fired))
}

/// A clock may show any time, an earlier one too, when it is set to it.
const BACK: &str =
    "PUT /_emulator/clock sets it to any time, an earlier one too: with a mode and 2026-01-31T12:00:00Z";

/// Asked again while it waits for deliveries, it moves nothing any more.
pub(crate) fn advance(context: &Context<'_>, request: Advance) -> Result<Advanced, Problem> {
    let most = deliveries::settled_within(request.timeout.as_deref())?;
    let done = match &context.done {
        Some(done) => done.clone(),
        None => {
            let by = forward(&request.by)?;
            let store = &context.service.store;
            Done::new(store.set_clock(context.scope, |clock, host| clock.advance(host, by))?)
        }
    };
    let complete = request.wait.map(|WaitFor::Deliveries| deliveries::are_settled(context)).transpose()?;
    let waits = complete == Some(false);
    if waits {
        context.wait_after(most, Some(done.clone()))?;
    }
    // Written once, when nobody asks again.
    let fired = (!waits || !context.asks_again).then_some(done.fired);
    Ok(Advanced { complete, ..moved(context, fired)? })
}

fn forward(by: &str) -> Result<Span, Problem> {
    if by.trim_start().starts_with('-') {
        return Err(Problem::value("by", "time does not go back by a span").hint(BACK));
    }
    Span::parse(by).map_err(|why| Problem::value("by", why))
}

fn moved(context: &Context<'_>, fired: Option<store::AllFired>) -> Result<Advanced, Problem> {
    let Clock { mode, now } = Clock::of(context)?;
    let more = fired.as_ref().map_or(0, |fired| fired.more);
    let first = fired.iter().flat_map(|fired| fired.first.iter().cloned()).map(Fired::from).collect();
    Ok(Advanced { mode, now, fired: first, fired_more: more, complete: None })
}

//! The receiver inside the emulator: what an application's server would have got, for a test that has none.

use std::borrow::Cow;

use clap::Args;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::arguments::Nothing;
use super::row::Context;
use super::waiting::{a_while, builders, one, span};
use super::{deliveries, webhooks};
use crate::domain::base::time::Timestamp;
use crate::domain::scenario::webhooks::{SentAuthorization, SentBody};
use crate::domain::vocabulary::hooks::HookCode;
use crate::domain::webhook::event::Event as KeptEvent;
use crate::domain::webhook::inbox::Received as Kept;
use crate::domain::workspace::world::World;
use crate::http::problem::Problem;
use crate::http::service::with_images;

/// What an application's server would have got.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Inbox {
    /// Oldest first.
    pub webhooks: Vec<Received>,
    /// How many older ones are gone.
    #[serde(default)]
    pub dropped: u64,
}

/// A webhook with its body.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Received {
    /// Counts up from 1 within the workspace.
    pub seq: u64,
    /// When it was sent, on the workspace's clock.
    pub at: Timestamp,
    /// The workspace.
    pub workspace: String,
    /// The body as it is sent; null when that is no JSON.
    pub body: Value,
    /// What is sent instead of JSON.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub raw: Option<String>,
    /// What it tells, where the body does not say so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event: Option<deliveries::Event>,
    /// What of the receiver's headers is sent, if not what was set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authorization: Option<SentAuthorization>,
    /// The rule of a scenario that has made it other than usual.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}

/// Waits for webhooks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Args)]
#[serde(deny_unknown_fields)]
#[schemars(extend("examples" = [{ "type": "TRANSACTIONS", "count": 1, "timeout": "1ms" }]))]
#[non_exhaustive]
pub struct WaitForWebhooks {
    /// Of this `webhook_type` alone.
    #[serde(rename = "type", default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 64))]
    #[arg(long = "type", value_name = "TYPE")]
    pub kind: Option<String>,
    /// Of this `webhook_code` alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[arg(long, value_parser = super::arguments::word::<HookCode>(HookCode::WORDS), hide_possible_values = true)]
    pub code: Option<HookCode>,
    /// Of this link alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 64))]
    #[arg(long, value_name = "ID")]
    pub link: Option<String>,
    /// Those after this one alone, by its `seq`; all, if there are not so many any more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[arg(long, value_name = "SEQ")]
    pub after: Option<u64>,
    /// Until a receiver was tried since, too, by the `tries` of an answer before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[arg(long, value_name = "TRIES")]
    pub tried_since: Option<u64>,
    /// How many.
    #[serde(default = "one")]
    #[schemars(range(min = 1, max = 1000))]
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub count: usize,
    /// For how long at most, in host time: 25 seconds, or less.
    #[serde(default = "a_while")]
    #[schemars(length(max = 64))]
    #[arg(long, value_name = "SPAN", default_value_t = a_while())]
    pub timeout: String,
}

impl Default for WaitForWebhooks {
    fn default() -> Self {
        Self {
            kind: None,
            code: None,
            link: None,
            after: None,
            tried_since: None,
            count: one(),
            timeout: a_while(),
        }
    }
}

impl WaitForWebhooks {
    /// Of this `webhook_type` alone.
    #[must_use]
    pub fn kind(mut self, kind: impl Into<String>) -> Self {
        self.kind = Some(kind.into());
        self
    }

    /// Of this `webhook_code` alone.
    #[must_use]
    pub fn code(mut self, code: HookCode) -> Self {
        self.code = Some(code);
        self
    }

    /// Of this link alone.
    #[must_use]
    pub fn link(mut self, link: impl std::fmt::Display) -> Self {
        self.link = Some(link.to_string());
        self
    }

    fn wants(&self, event: &KeptEvent) -> bool {
        self.kind.as_ref().is_none_or(|kind| event.row.kind == kind)
            && self.code.is_none_or(|code| event.row.code == code)
            && self.link.as_ref().is_none_or(|link| event.link.to_string() == *link)
    }
}

builders!(WaitForWebhooks: after, count, timeout);

/// What has come of what was waited for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Arrived {
    /// Whether as many have come as were waited for.
    pub complete: bool,
    /// Oldest first.
    pub webhooks: Vec<Received>,
    /// How many tries there have been of receivers, in all workspaces.
    #[serde(default)]
    pub tries: u64,
}

pub(crate) fn inbox(context: &Context<'_>, _: Nothing) -> Result<Inbox, Problem> {
    let dropped = context.service.store.each(context.scope, |world| world.core.hooks.inbox().dropped())?;
    let dropped = dropped.into_iter().map(|(_, dropped)| dropped).sum();
    Ok(Inbox { webhooks: received(context, &WaitForWebhooks::default())?, dropped })
}

pub(crate) fn inbox_wait(context: &Context<'_>, request: WaitForWebhooks) -> Result<Arrived, Problem> {
    request.kind.as_deref().map(webhooks::must_be_a_type).transpose()?;
    request.code.map(webhooks::must_be_a_code).transpose()?;
    let most = span(&request.timeout)?;
    let tries = context.service.store.tries();
    let webhooks = received(context, &request)?;
    let tried = request.tried_since.is_some_and(|since| tries > since);
    let complete = tried || webhooks.len() >= request.count;
    if !complete {
        context.wait(most)?;
    }
    Ok(Arrived { complete, webhooks, tries })
}

/// The bodies are made outside the workspaces, which others use meanwhile.
fn received(context: &Context<'_>, wanted: &WaitForWebhooks) -> Result<Vec<Received>, Problem> {
    let all = |world: &mut World| {
        let inbox = world.core.hooks.inbox();
        inbox.after(wanted.after.unwrap_or(0)).filter(|kept| wanted.wants(&kept.event)).cloned().collect()
    };
    let kept: Vec<(String, Vec<Kept>)> = context.service.store.each(context.scope, all)?;
    let base = &context.service.settings.own_base();
    let shown = |(workspace, all): (String, Vec<Kept>)| {
        all.into_iter().filter_map(move |kept| shown(&workspace, base, kept))
    };
    Ok(kept.into_iter().flat_map(shown).collect())
}

/// Nothing when there turned out to be nothing to tell.
fn shown(workspace: &str, base: &str, kept: Kept) -> Option<Received> {
    let body = kept.event.body()?;
    let text = body.to_string();
    let text = with_images(&text, base);
    let sent = match &text {
        Cow::Borrowed(_) => body.clone(),
        Cow::Owned(text) => serde_json::from_str(text).unwrap_or_default(),
    };
    let whole = kept.form.body == SentBody::Whole;
    let authorization = kept.form.authorization;
    Some(Received {
        seq: kept.seq,
        at: kept.at,
        workspace: workspace.to_owned(),
        body: if whole { sent } else { Value::Null },
        event: (!whole).then(|| deliveries::event(&kept.event)),
        raw: (!whole).then(|| kept.form.body.of(&text).to_owned()),
        authorization: (authorization != SentAuthorization::AsSet).then_some(authorization),
        why: kept.why.as_deref().map(str::to_owned),
    })
}

pub(crate) fn clear_inbox(context: &Context<'_>, _: Nothing) -> Result<Inbox, Problem> {
    context.service.store.each(context.scope, World::forget_webhooks)?;
    Ok(Inbox { webhooks: Vec::new(), dropped: 0 })
}

//! Webhooks: who gets them, what has been told, what became of it.

use std::sync::Arc;

use clap::{ArgMatches, Args, FromArgMatches};
use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use super::arguments::{Nothing, json, typed_as};
use super::row::Context;
use crate::domain::base::journal::Fingerprint;
use crate::domain::base::limits::TARGETS;
use crate::domain::base::time::{Span, Timestamp};
use crate::domain::vocabulary::hooks::HookCode;
use crate::domain::webhook::deliveries::{Delivery as Kept, State, Try as KeptTry};
use crate::domain::webhook::event::Event as KeptEvent;
use crate::domain::webhook::target::{Encoding, HeaderText, Target};
use crate::domain::workspace::world::World;
use crate::http::problem::{DELIVERY_UNKNOWN, LINK_UNKNOWN, Problem, WEBHOOK_UNKNOWN};
use crate::store::Scope;

/// Who gets webhooks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Webhooks {
    /// The receivers; their secrets are shown as fingerprints.
    pub targets: Vec<ShownReceiver>,
}

/// A receiver, without its secrets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct ShownReceiver {
    /// Its address.
    pub url: String,
    /// The fingerprint of its `Authorization`.
    pub authorization: Option<String>,
    /// The fingerprints of what its further headers hold or are made with, by name.
    #[schemars(with = "std::collections::BTreeMap<String, String>")]
    pub headers: IndexMap<String, String>,
}

/// Sends webhooks to these from now on; what waits for others is given up.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend("examples" = [{ "targets": [] }]))]
#[non_exhaustive]
pub struct SetWebhooks {
    /// All receivers; none stops webhooks.
    #[schemars(length(max = 16))]
    pub targets: Vec<Receiver>,
}

/// A receiver.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Receiver {
    /// `http://127.0.0.1:3000/webhooks`
    #[schemars(length(max = 2048))]
    pub url: String,
    /// Goes into `Authorization` as it is: `Bearer …` or `Basic …`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 4096))]
    pub authorization: Option<String>,
    /// Further headers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(length(max = 16))]
    pub headers: Vec<ReceiverHeader>,
}

/// A header of a receiver: a text, or the HMAC-SHA256 of the raw body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReceiverHeader {
    /// Its name.
    #[schemars(length(max = 128))]
    pub name: String,
    /// What it holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 4096))]
    pub text: Option<String>,
    /// The key of an HMAC-SHA256 of the body that it holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 4096))]
    pub hmac: Option<String>,
    /// How the HMAC is written; `hex` when it is not said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub encoding: Option<Encoding>,
}

/// The receivers of a command.
#[derive(Args)]
struct TypedReceivers {
    /// A receiver: `http://127.0.0.1:3000/webhooks`; none stops webhooks
    #[arg(long, value_name = "URL")]
    url: Vec<String>,
    /// Goes into `Authorization` as it is
    #[arg(long, value_name = "TEXT")]
    authorization: Option<String>,
    /// Puts the HMAC-SHA256 of the body, made with a key, into a header
    #[arg(long, value_name = "HEADER=KEY")]
    hmac: Vec<String>,
}

impl From<TypedReceivers> for SetWebhooks {
    fn from(typed: TypedReceivers) -> Self {
        let header = |text: &String| {
            let (name, key) = text.split_once('=').unwrap_or((text, ""));
            ReceiverHeader { name: name.into(), text: None, hmac: Some(key.into()), encoding: None }
        };
        let headers: Vec<ReceiverHeader> = typed.hmac.iter().map(header).collect();
        let receiver =
            |url| Receiver { url, authorization: typed.authorization.clone(), headers: headers.clone() };
        Self { targets: typed.url.into_iter().map(receiver).collect() }
    }
}

typed_as!(SetWebhooks, TypedReceivers);

impl SetWebhooks {
    /// Sends webhooks to one receiver alone.
    pub fn to(url: impl Into<String>) -> Self {
        Self { targets: vec![Receiver { url: url.into(), authorization: None, headers: Vec::new() }] }
    }
}

impl Receiver {
    fn read(&self) -> Result<Target, String> {
        let headers = self.headers.iter().map(ReceiverHeader::read).collect::<Result<_, _>>()?;
        let authorization = self.authorization.clone();
        authorization.as_deref().map(|text| is_header("authorization", text)).transpose()?;
        let target = Target { address: self.url.parse()?, authorization, headers };
        target.check().map(|()| target)
    }
}

impl ReceiverHeader {
    fn read(&self) -> Result<(String, HeaderText), String> {
        is_header(&self.name, self.text.as_deref().unwrap_or_default())?;
        let text = match (&self.text, &self.hmac) {
            (Some(text), None) => HeaderText::Text(text.clone()),
            (None, Some(secret)) => {
                HeaderText::Hmac { secret: secret.clone(), encoding: self.encoding.unwrap_or(Encoding::Hex) }
            }
            _ => return Err(format!("the header {} wants one of `text` and `hmac`", self.name)),
        };
        Ok((self.name.clone(), text))
    }
}

fn is_header(name: &str, text: &str) -> Result<(), String> {
    const OWN: &[&str] = &["host", "content-length", "content-type", "transfer-encoding", "connection"];
    let name_fits = http::HeaderName::try_from(name).is_ok_and(|name| !OWN.contains(&name.as_str()));
    if !name_fits {
        return Err("a header's name was expected, other than those that every call has".to_owned());
    }
    let fits = http::HeaderValue::try_from(text).is_ok();
    if fits { Ok(()) } else { Err(format!("the header {name} would hold what no header can")) }
}

fn fingerprint(secret: &str) -> String {
    serde_json::json!(Fingerprint::of(secret)).as_str().unwrap_or_default().to_owned()
}

fn shown(target: &Target) -> ShownReceiver {
    let secret = |text: &HeaderText| match text {
        HeaderText::Text(text) => fingerprint(text),
        HeaderText::Hmac { secret, .. } => format!("hmac-sha256 with {}", fingerprint(secret)),
    };
    ShownReceiver {
        url: target.address.to_string(),
        authorization: target.authorization.as_deref().map(fingerprint),
        headers: target.headers.iter().map(|(name, text)| (name.clone(), secret(text))).collect(),
    }
}

/// Who gets webhooks; of all workspaces, who gets those of the next one that is opened.
pub(crate) fn webhooks(context: &Context<'_>, _: Nothing) -> Result<Webhooks, Problem> {
    let store = &context.service.store;
    let targets = match context.scope {
        Scope::All => store.next_start().targets,
        Scope::One(name) => store.look(name, |world| world.core.hooks.targets().cloned().collect())?,
    };
    Ok(Webhooks { targets: targets.iter().map(|target| shown(target)).collect() })
}

pub(crate) fn set_webhooks(context: &Context<'_>, request: SetWebhooks) -> Result<Webhooks, Problem> {
    if request.targets.len() > TARGETS {
        return Err(Problem::value("targets", format!("{TARGETS} receivers at most")));
    }
    let read = |receiver: &Receiver| receiver.read().map(Arc::new);
    let targets: Result<Vec<_>, String> = request.targets.iter().map(read).collect();
    let targets = targets.map_err(|why| Problem::value("targets", why))?;
    context.service.store.set_targets(context.scope, &targets)?;
    webhooks(context, Nothing {})
}

/// Sends a webhook by hand.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, Args)]
#[serde(deny_unknown_fields)]
#[schemars(extend("examples" = [{ "link": "b91835f5-6f83-4d9b-a0ad-a5a249f18b7c", "type": "TRANSACTIONS", "code": "transactions_updated" }]))]
#[non_exhaustive]
pub struct Trigger {
    /// The link's id.
    #[schemars(length(max = 64))]
    pub link: String,
    /// `webhook_type`: the name of a resource, or `LINK`.
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

pub(crate) fn trigger(context: &Context<'_>, request: Trigger) -> Result<Triggered, Problem> {
    let row = crate::domain::webhook::table::find(&request.kind, request.code).ok_or_else(|| {
        let detail = format!("there is no webhook {} {}", request.kind, request.code);
        Problem::of(WEBHOOK_UNKNOWN, detail).hint("GET /_emulator/webhooks/codes lists them")
    })?;
    let tell = |world: &mut World| {
        let link = Uuid::try_parse(&request.link).ok()?;
        world.tell_by_hand(row, link, request.data.clone())
    };
    let told = context.service.store.each(context.scope, tell)?.into_iter().find_map(|(_, id)| id);
    let id = told.ok_or_else(|| Problem::of(LINK_UNKNOWN, "there is no such link"))?;
    Ok(Triggered { webhook_id: id.simple().to_string() })
}

/// What has been sent, and what became of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Deliveries {
    /// Oldest first.
    pub deliveries: Vec<Delivery>,
}

/// A webhook on its way to a receiver.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Delivery {
    /// Counts up within the workspace.
    pub seq: u64,
    /// The workspace.
    pub workspace: String,
    /// The receiver.
    pub url: String,
    /// How far it has got.
    pub state: State,
    /// What is told.
    pub event: Event,
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

fn event(told: &KeptEvent) -> Event {
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
    Delivery {
        seq: kept.seq,
        workspace: workspace.to_owned(),
        url: kept.target.address.to_string(),
        state: kept.state,
        event: event(&kept.event),
        tries: kept.tries.iter().map(tried).collect(),
    }
}

/// Which deliveries.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Args)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct DeliveryFilter {
    /// Wait until none is due or under way, 25 seconds at most.
    #[serde(default)]
    #[arg(long)]
    pub settled: bool,
}

impl DeliveryFilter {
    /// Wait until none is due or under way.
    pub fn settled() -> Self {
        Self { settled: true }
    }
}

/// So long they are waited for, in host time.
const SETTLED_WITHIN: Span = Span::secs(25);

pub(crate) fn deliveries(context: &Context<'_>, filter: DeliveryFilter) -> Result<Deliveries, Problem> {
    let busy = |world: &mut World| world.core.hooks.is_busy(world.now());
    if filter.settled && context.service.store.each(context.scope, busy)?.into_iter().any(|(_, busy)| busy) {
        context.wait(SETTLED_WITHIN)?;
    }
    let log = |world: &mut World| world.core.hooks.log().map(|kept| delivery(&world.name, kept)).collect();
    let logs: Vec<(String, Vec<Delivery>)> = context.service.store.each(context.scope, log)?;
    Ok(Deliveries { deliveries: logs.into_iter().flat_map(|(_, log)| log).collect() })
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

/// Sends a webhook once more; `seq` is that of the new delivery.
pub(crate) fn resend(context: &Context<'_>, request: DeliverySeq) -> Result<Deliveries, Problem> {
    let again = |world: &mut World| world.resend(request.seq.parse().ok()?);
    let sent = context.service.store.each(context.scope, again)?.into_iter().find_map(|(_, seq)| seq);
    sent.ok_or_else(|| Problem::of(DELIVERY_UNKNOWN, "there is no such delivery"))?;
    deliveries(context, DeliveryFilter::default())
}

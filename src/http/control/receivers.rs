//! Who gets webhooks.

use std::fmt;
use std::sync::Arc;

use clap::{ArgMatches, Args, FromArgMatches};
use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::arguments::{Nothing, typed_as};
use super::row::Context;
use crate::domain::base::journal::Fingerprint;
use crate::domain::base::text;
use crate::domain::webhook::target::{Encoding, HeaderText, Target, check_all, without_query};
use crate::http::problem::Problem;
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
    /// Why it gets nothing, if that is so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub off: Option<String>,
}

/// Why a receiver gets nothing.
const OFF: &str = "it came from a snapshot, which holds no secrets: set it again with PUT webhooks, and what waits for it is sent";

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
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
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
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
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

/// Secrets are named by their fingerprints.
impl fmt::Debug for Receiver {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let authorization = self.authorization.as_deref().map(Fingerprint::of);
        let mut shown = to.debug_struct("Receiver");
        shown.field("url", &without_query(&self.url)).field("authorization", &authorization);
        shown.field("headers", &self.headers).finish()
    }
}

/// Secrets are named by their fingerprints.
impl fmt::Debug for ReceiverHeader {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [text, hmac] = [&self.text, &self.hmac].map(|secret| secret.as_deref().map(Fingerprint::of));
        let mut shown = to.debug_struct("ReceiverHeader");
        shown.field("name", &self.name).field("text", &text).field("hmac", &hmac);
        shown.field("encoding", &self.encoding).finish()
    }
}

/// The receivers of a command.
#[derive(Args)]
struct TypedReceivers {
    /// A receiver: `http://127.0.0.1:3000/webhooks`; none stops webhooks
    #[arg(long, value_name = "URL")]
    url: Vec<String>,
    /// Goes into `Authorization` as it is; `@FILE` reads it from a file, as each of these
    #[arg(long, value_name = "TEXT", value_parser = line, requires = "url")]
    authorization: Option<String>,
    /// Puts a text into a header
    #[arg(long, value_name = "NAME=TEXT", value_parser = header_and_secret, requires = "url")]
    header: Vec<(String, String)>,
    /// Puts the HMAC-SHA256 of the body, made with a key, into a header, in hex
    #[arg(long, value_name = "HEADER=KEY", value_parser = header_and_secret, requires = "url")]
    hmac: Vec<(String, String)>,
    /// The same in base64
    #[arg(long, value_name = "HEADER=KEY", value_parser = header_and_secret, requires = "url")]
    hmac_base64: Vec<(String, String)>,
}

/// A text that may come from a file, which ends with a line break.
#[expect(clippy::unnecessary_wraps, reason = "a parser of arguments may fail")]
fn line(text: &str) -> Result<String, String> {
    Ok(text.trim_end_matches(['\r', '\n']).to_owned())
}

/// `X-Signature=KEY`
pub(crate) fn header_and_secret(text: &str) -> Result<(String, String), String> {
    let text = text.trim_end_matches(['\r', '\n']);
    let pair = text.split_once('=').filter(|(name, secret)| !name.is_empty() && !secret.is_empty());
    let pair = pair.ok_or("a header and what belongs to it were expected: X-Signature=KEY")?;
    Ok((pair.0.to_owned(), pair.1.to_owned()))
}

impl From<TypedReceivers> for SetWebhooks {
    fn from(typed: TypedReceivers) -> Self {
        let text = |(name, text)| ReceiverHeader { name, text: Some(text), hmac: None, encoding: None };
        let hmac = |(name, key), encoding| ReceiverHeader { name, text: None, hmac: Some(key), encoding };
        let hex = typed.hmac.into_iter().map(|pair| hmac(pair, None));
        let base64 = typed.hmac_base64.into_iter().map(|pair| hmac(pair, Some(Encoding::Base64)));
        let headers: Vec<ReceiverHeader> =
            typed.header.into_iter().map(text).chain(hex).chain(base64).collect();
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
        Ok(Target { address: self.url.parse()?, authorization: self.authorization.clone(), headers })
    }
}

impl ReceiverHeader {
    fn read(&self) -> Result<(String, HeaderText), String> {
        let text = match (&self.text, &self.hmac) {
            (Some(text), None) => HeaderText::Text(text.clone()),
            (None, Some(secret)) => {
                HeaderText::Hmac { secret: secret.clone(), encoding: self.encoding.unwrap_or(Encoding::Hex) }
            }
            _ => {
                return Err(format!("the header {} wants one of `text` and `hmac`", text::shown(&self.name)));
            }
        };
        Ok((self.name.clone(), text))
    }
}

fn fingerprint(secret: &str) -> String {
    Fingerprint::of(secret).to_string()
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
        off: target.is_off().then(|| OFF.to_owned()),
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
    let read = |receiver: &Receiver| receiver.read().map(Arc::new);
    let targets: Result<Vec<_>, String> = request.targets.iter().map(read).collect();
    let checked = targets.and_then(|targets| check_all(&targets).map(|()| targets));
    let targets = checked.map_err(|why| Problem::value("targets", why))?;
    context.service.store.set_targets(context.scope, &targets)?;
    webhooks(context, Nothing {})
}

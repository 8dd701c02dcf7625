//! Who gets webhooks.

use std::sync::Arc;

use clap::{ArgMatches, Args, FromArgMatches};
use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::arguments::{Nothing, typed_as};
use super::row::Context;
use crate::domain::base::journal::Fingerprint;
use crate::domain::base::text;
use crate::domain::webhook::target::{Encoding, HeaderText, Target, check_all};
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
    #[arg(long, value_name = "TEXT", requires = "url")]
    authorization: Option<String>,
    /// Puts the HMAC-SHA256 of the body, made with a key, into a header
    #[arg(long, value_name = "HEADER=KEY", value_parser = header_and_key, requires = "url")]
    hmac: Vec<(String, String)>,
}

fn header_and_key(text: &str) -> Result<(String, String), String> {
    let pair = text.split_once('=').filter(|(name, key)| !name.is_empty() && !key.is_empty());
    let pair = pair.ok_or("a header and a key were expected: X-Signature=KEY")?;
    Ok((pair.0.to_owned(), pair.1.to_owned()))
}

impl From<TypedReceivers> for SetWebhooks {
    fn from(typed: TypedReceivers) -> Self {
        let header = |(name, key): &(String, String)| ReceiverHeader {
            name: name.clone(),
            text: None,
            hmac: Some(key.clone()),
            encoding: None,
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
    let read = |receiver: &Receiver| receiver.read().map(Arc::new);
    let targets: Result<Vec<_>, String> = request.targets.iter().map(read).collect();
    let checked = targets.and_then(|targets| check_all(&targets).map(|()| targets));
    let targets = checked.map_err(|why| Problem::value("targets", why))?;
    context.service.store.set_targets(context.scope, &targets)?;
    webhooks(context, Nothing {})
}

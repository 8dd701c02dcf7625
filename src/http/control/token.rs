//! Widget tokens that are made by hand: good ones, and those that are refused in each of the ways there are.

use clap::Args;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use super::arguments::{json, word};
use super::link;
use super::row::Context;
use crate::domain::base::limits::{LONGEST_NAME, MOST_NAMES};
use crate::domain::base::text::{quote, the_nearest};
use crate::domain::base::time::{Span, Timestamp};
use crate::domain::token::tokens::{Grant, Issued};
use crate::domain::vocabulary::Scope;
use crate::domain::vocabulary::TokenState;
use crate::domain::vocabulary::failure::Failure;
use crate::domain::widget::branding::bounded;
use crate::domain::workspace::tokens::Minted;
use crate::domain::workspace::world::World;
use crate::http::keyring::Keyring;
use crate::http::problem::Problem;

/// Makes a widget token without secret keys.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema, Args)]
#[serde(deny_unknown_fields)]
#[schemars(extend("examples" = [{ "state": "expired" }]))]
#[non_exhaustive]
pub struct NewToken {
    /// What it is; `good` without.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[arg(value_parser = word::<TokenState>(TokenState::WORDS))]
    pub state: Option<TokenState>,
    /// Its scopes with commas between them, as in `POST /api/token/`; the pair that a widget needs without.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 300))]
    #[arg(long, value_name = "SCOPES")]
    pub scopes: Option<String>,
    /// How long the access token lives, such as 30s; as `token.access_ttl` says without.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 64))]
    #[arg(long, value_name = "DURATION")]
    pub ttl: Option<String>,
    /// The link that it opens in update mode.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 64))]
    #[arg(long, value_name = "ID")]
    pub link: Option<String>,
    /// What comes with a link that is made with it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(length(max = 128))]
    #[arg(long, value_name = "RESOURCES", value_delimiter = ',')]
    pub fetch_resources: Vec<String>,
    /// What the page looks like: `widget` of `POST /api/token/`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[arg(long, value_name = "JSON", value_parser = json)]
    pub widget: Option<Value>,
}

impl From<TokenState> for NewToken {
    fn from(state: TokenState) -> Self {
        Self { state: Some(state), ..Self::default() }
    }
}

impl NewToken {
    /// With these scopes, with commas between them.
    #[must_use]
    pub fn scopes(self, scopes: impl Into<String>) -> Self {
        Self { scopes: Some(scopes.into()), ..self }
    }

    /// That lives so long, such as `30s`.
    #[must_use]
    pub fn ttl(self, ttl: impl Into<String>) -> Self {
        Self { ttl: Some(ttl.into()), ..self }
    }

    /// For update mode.
    #[must_use]
    pub fn link(self, link: impl std::fmt::Display) -> Self {
        Self { link: Some(link.to_string()), ..self }
    }
}

/// A token that was made by hand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct MadeToken {
    /// The access token, for `createWidget`.
    pub access: String,
    /// The refresh token that came with it.
    pub refresh: String,
    /// What it is.
    pub state: TokenState,
    /// What becomes of whoever shows it.
    pub about: String,
    /// When its time is over, on the workspace's clock.
    pub expires_at: Timestamp,
    /// What the journal calls it.
    pub token: String,
}

pub(crate) fn make_token(context: &Context<'_>, request: NewToken) -> Result<MadeToken, Problem> {
    let name = context.workspace()?;
    let state = request.state.unwrap_or(TokenState::Good);
    let minted = Minted { state, ttl: request.ttl.as_deref().map(ttl).transpose()? };
    let grant = grant(&request)?;
    let host = context.base.split("://").last().unwrap_or_default();
    let mint = |world: &mut World| (world.mint_token(grant, host, minted), world.options().time_limits);
    let (issued, time_limits) = context.service.store.enter(name, mint)?;
    let issued = issued.map_err(|failure| refusal(&failure))?;
    Ok(signed(&context.service.keyring, &issued, state, state.about(time_limits)))
}

fn ttl(text: &str) -> Result<Span, Problem> {
    let span = Span::parse(text).map_err(|why| Problem::value("ttl", why))?;
    if span < Span::secs(1) {
        return Err(Problem::value("ttl", "`ttl` is less than a second: tokens count in whole ones"));
    }
    Ok(span)
}

fn grant(request: &NewToken) -> Result<Grant, Problem> {
    let resources = &request.fetch_resources;
    if resources.len() > MOST_NAMES || resources.iter().any(|name| name.len() > LONGEST_NAME) {
        let detail = format!("`fetch_resources` has at most {MOST_NAMES} names of {LONGEST_NAME} characters");
        return Err(Problem::value("fetch_resources", detail));
    }
    let link = request.link.as_deref().map(Uuid::try_parse).transpose();
    let widget = request.widget.clone().unwrap_or_default();
    if !widget.is_null() && !widget.is_object() {
        return Err(Problem::value("widget", "`widget` has to be an object"));
    }
    Ok(Grant {
        scopes: request.scopes.as_deref().map_or_else(|| Ok(PAIR.to_vec()), scopes)?,
        fetch_resources: resources.clone(),
        link_id: link.map_err(|_| link::unknown())?,
        widget: bounded(widget).into(),
        ..Grant::default()
    })
}

/// What a widget needs.
const PAIR: [Scope; 2] = [Scope::ReadInstitutions, Scope::WriteLinks];

fn scopes(text: &str) -> Result<Vec<Scope>, Problem> {
    let words = text.split(',').map(str::trim).filter(|word| !word.is_empty());
    let scope = |word: &str| {
        Scope::parse(word).ok_or_else(|| {
            let near = the_nearest(word, Scope::WORDS);
            Problem::value("scopes", format!("there is no scope {}{near}", quote(word)))
        })
    };
    words.map(scope).collect()
}

/// What is left that can be wrong: the link, or all room is taken.
fn refusal(failure: &Failure) -> Problem {
    match failure {
        Failure::Fields(_) => link::unknown(),
        other => Problem::from(crate::store::Closed::Full).hint(other.summary()),
    }
}

fn signed(keyring: &Keyring, issued: &Issued, state: TokenState, about: &str) -> MadeToken {
    let sign = |claims| {
        let token = keyring.sign(&issued.payload(claims));
        if state == TokenState::BrokenSignature { with_broken_signature(token) } else { token }
    };
    let access = sign(issued.access);
    MadeToken {
        refresh: issued.refresh.map(sign).unwrap_or_default(),
        access,
        state,
        about: about.to_owned(),
        expires_at: issued.access.dies(),
        token: issued.access.fingerprint().to_string(),
    }
}

/// Its first digit is another.
fn with_broken_signature(token: String) -> String {
    let Some((message, signature)) = token.rsplit_once('.') else { return token };
    let other = if signature.starts_with('A') { 'B' } else { 'A' };
    format!("{message}.{other}{}", signature.get(1..).unwrap_or_default())
}

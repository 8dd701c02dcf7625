//! Links, without their bank.

use std::fmt;

use clap::Args;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::row::Context;
use crate::domain::base::options::Options;
use crate::domain::link::links as domain;
use crate::domain::link::{external_id, institution};
use crate::domain::vocabulary::failure::Failure;
use crate::domain::vocabulary::{AccessMode, IntegrationType, LinkState};
use crate::domain::workspace::world::World;
use crate::http::api::links;
use crate::http::failure;
use crate::http::problem::{INSTITUTION_UNKNOWN, LINK_REFUSED, LINK_UNKNOWN, Problem};

/// A link as the API shows it.
pub type Link = links::View<'static>;

/// Puts a link into a state: a status, or without what it has lost.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Args)]
#[serde(deny_unknown_fields)]
#[schemars(extend("examples" = [{ "status": "invalid" }]))]
#[non_exhaustive]
pub struct SetLink {
    /// The link's id.
    #[schemars(length(max = 64))]
    pub id: String,
    /// What it is to be.
    #[arg(value_parser = super::arguments::word::<LinkState>(LinkState::WORDS))]
    pub status: LinkState,
}

impl SetLink {
    /// Of the link with this id.
    pub fn new(id: impl fmt::Display, status: impl Into<LinkState>) -> Self {
        Self { id: id.to_string(), status: status.into() }
    }
}

/// Makes a link without asking its bank. Its keys are those of `POST /api/links/`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Args)]
#[serde(deny_unknown_fields)]
#[schemars(extend("examples" = [{ "institution": "erebor_mx_retail", "status": "invalid" }]))]
#[non_exhaustive]
pub struct NewLink {
    /// The name of its institution.
    #[schemars(length(max = 64))]
    pub institution: String,
    /// Who the user is; a new one without.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 1000))]
    #[arg(long, value_name = "NAME")]
    pub username: Option<String>,
    /// What it is; `valid` without.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[arg(long, value_name = "STATUS", value_parser = super::arguments::word::<LinkState>(LinkState::WORDS))]
    pub status: Option<LinkState>,
    /// Whether it is refreshed by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[arg(long, value_name = "MODE", value_parser = super::arguments::word::<AccessMode>(AccessMode::WORDS))]
    pub access_mode: Option<AccessMode>,
    /// The app's own name for the user.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 1000))]
    #[arg(long, value_name = "ID")]
    pub external_id: Option<String>,
    /// What comes with it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(length(max = 128))]
    #[arg(long, value_name = "RESOURCES", value_delimiter = ',')]
    pub fetch_resources: Vec<String>,
    /// For how long its credentials are kept: `store`, `nostore`, or days as in 30d.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 16))]
    #[arg(long, value_name = "HOW")]
    pub credentials_storage: Option<String>,
    /// For how long its data are kept, as in 30d.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 16))]
    #[arg(long, value_name = "DAYS")]
    pub stale_in: Option<String>,
}

super::arguments::from_text!(NewLink { institution, ..Default::default() });

impl NewLink {
    /// In a state.
    #[must_use]
    pub fn status(self, status: impl Into<LinkState>) -> Self {
        Self { status: Some(status.into()), ..self }
    }

    /// Of a user.
    #[must_use]
    pub fn username(self, name: impl Into<String>) -> Self {
        Self { username: Some(name.into()), ..self }
    }

    /// Known to the app by this name.
    #[must_use]
    pub fn external_id(self, id: impl Into<String>) -> Self {
        Self { external_id: Some(id.into()), ..self }
    }
}

pub(crate) fn make_link(context: &Context<'_>, request: NewLink) -> Result<Link, Problem> {
    context.service.store.enter(context.workspace()?, |world| made(world, request))?
}

fn made(world: &mut World, request: NewLink) -> Result<Link, Problem> {
    let all = world.core.institutions.clone();
    let institution = all.iter().find(|institution| institution.name == request.institution);
    let institution = institution
        .ok_or_else(|| Problem::of(INSTITUTION_UNKNOWN, institution::unknown(&request.institution, &all)))?;
    let state = request.status.unwrap_or(LinkState::Valid);
    if state == LinkState::ExpiredConsent && institution.integration_type != IntegrationType::OpenFinance {
        return Err(no_consent(&institution.name));
    }
    // The API stores null instead; whoever makes a link by hand has meant what was said.
    if let Some(why) = request.external_id.as_deref().and_then(external_id::fault) {
        return Err(Problem::value("external_id", format!("`external_id`: {why}")));
    }
    let mut body = serde_json::json!(request);
    let body = body.as_object_mut().map(std::mem::take).unwrap_or_default();
    let made = links::create_by_hand(world, institution, body, state);
    let (why, options) = (world.take_why(), world.options());
    let id = made.map_err(|failure| refusal(&failure, why, &options))?;
    let link = world.core.links.get(id).ok_or_else(|| Problem::of(LINK_UNKNOWN, "the link is gone"))?;
    Ok(links::view(link, &options).into_owned())
}

/// What the API says of it, and why.
fn refusal(failure: &Failure, why: Option<String>, options: &Options) -> Problem {
    let answer = failure::reply(failure, "", options).value();
    let said = |key: &str| answer[0][key].as_str().map(str::to_owned);
    let message = said("message").unwrap_or_else(|| failure.summary());
    let problem = Problem::of(LINK_REFUSED, why.map_or(message.clone(), |why| format!("{message} ({why})")));
    match said("field") {
        Some(field) => problem.field(&field),
        None => problem,
    }
}

pub(super) fn unknown() -> Problem {
    Problem::of(LINK_UNKNOWN, "there is no such link").hint("GET /_emulator/links lists all")
}

/// Does something with a link, in whichever workspace of the scope it is.
pub(super) fn within<R>(
    context: &Context<'_>,
    id: &str,
    verb: impl Fn(&mut World, Uuid) -> Option<R>,
) -> Result<(String, R), Problem> {
    let id = Uuid::try_parse(id).map_err(|_| unknown())?;
    let has = |world: &World| world.core.links.get(id).is_some();
    let place = context.workspace_with(&format!("the link {id}"), has)?.ok_or_else(unknown)?;
    let found = context.service.store.each(&place, |world| verb(world, id))?;
    found.into_iter().find_map(|(name, result)| Some((name, result?))).ok_or_else(unknown)
}

pub(crate) fn set_link(context: &Context<'_>, request: SetLink) -> Result<Link, Problem> {
    let set = |world: &mut World, id| {
        if let Err(problem) = must_fit(world.core.links.get(id)?, request.status) {
            return Some(Err(problem));
        }
        let options = world.options();
        world.set_link(id, request.status, None)?;
        world.core.links.get(id).map(|link| Ok(links::view(link, &options).into_owned()))
    };
    within(context, &request.id, set)?.1
}

/// Refuses to end a consent that there is not.
fn must_fit(link: &domain::Link, state: LinkState) -> Result<(), Problem> {
    if state != LinkState::ExpiredConsent || link.consent.is_some() {
        return Ok(());
    }
    Err(no_consent(&link.institution))
}

fn no_consent(institution: &str) -> Problem {
    let detail = format!("{institution} is not an institution of open finance: its links have no consent");
    Problem::value("status", detail)
}

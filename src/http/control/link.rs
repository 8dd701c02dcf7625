//! Links, without their bank.

use std::fmt;

use clap::Args;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::row::Context;
use crate::domain::link::links as domain;
use crate::domain::vocabulary::LinkState;
use crate::domain::workspace::world::World;
use crate::http::api::links;
use crate::http::problem::{LINK_UNKNOWN, Problem};

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

pub(crate) fn set_link(context: &Context<'_>, request: SetLink) -> Result<Link, Problem> {
    let set = |world: &mut World| {
        let link = world.core.links.get(Uuid::try_parse(&request.id).ok()?)?;
        if let Err(problem) = must_fit(link, request.status) {
            return Some(Err(problem));
        }
        let (id, options) = (link.id, world.options());
        world.set_link(id, request.status)?;
        world.core.links.get(id).map(|link| Ok(links::view(link, &options).into_owned()))
    };
    let found = context.service.store.each(context.scope, set)?.into_iter().find_map(|(_, link)| link);
    found.ok_or_else(|| Problem::of(LINK_UNKNOWN, "there is no such link"))?
}

/// Refuses to end a consent that there is not.
fn must_fit(link: &domain::Link, state: LinkState) -> Result<(), Problem> {
    if state != LinkState::ExpiredConsent || link.consent.is_some() {
        return Ok(());
    }
    let detail =
        format!("{} is not an institution of open finance: its links have no consent", link.institution);
    Err(Problem::value("status", detail))
}

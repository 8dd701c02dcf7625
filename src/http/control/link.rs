//! Links, without their bank.

use std::fmt;

use clap::Args;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::row::Context;
use crate::domain::vocabulary::LinkStatus;
use crate::domain::workspace::world::World;
use crate::http::api::links;
use crate::http::problem::{LINK_UNKNOWN, Problem};

/// A link as the API shows it.
pub type Link = links::View<'static>;

/// Sets the status of a link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Args)]
#[serde(deny_unknown_fields)]
#[schemars(extend("examples" = [{ "status": "invalid" }]))]
#[non_exhaustive]
pub struct SetLink {
    /// The link's id.
    #[schemars(length(max = 64))]
    pub id: String,
    /// What it is to be.
    #[arg(value_parser = super::arguments::word::<LinkStatus>(LinkStatus::WORDS))]
    pub status: LinkStatus,
}

impl SetLink {
    /// Of the link with this id.
    pub fn new(id: impl fmt::Display, status: LinkStatus) -> Self {
        Self { id: id.to_string(), status }
    }
}

pub(crate) fn set_link(context: &Context<'_>, request: SetLink) -> Result<Link, Problem> {
    let set = |world: &mut World| {
        let id = Uuid::try_parse(&request.id).ok()?;
        world.set_link_status(id, request.status)?;
        let options = world.options();
        world.core.links.get(id).map(|link| links::view(link, &options).into_owned())
    };
    let found = context.service.store.each(context.scope, set)?.into_iter().find_map(|(_, link)| link);
    found.ok_or_else(|| Problem::of(LINK_UNKNOWN, "there is no such link"))
}

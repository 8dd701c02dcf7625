//! Links and what is kept of them, as their application would read it, without its password.

use clap::Args;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use super::arguments::from_text;
use super::link::{self, Link};
use super::row::Context;
use crate::domain::record::resource::Resource;
use crate::domain::workspace::world::World;
use crate::http::api::links;
use crate::http::problem::Problem;
use crate::store::Closed;

/// Which links.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Args)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct LinkFilter {
    /// Those after this one alone, by its id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 64))]
    #[arg(long, value_name = "ID")]
    pub after: Option<String>,
    /// How many at most: 1000, or less.
    #[serde(default = "a_page")]
    #[schemars(range(min = 1, max = 1000))]
    #[arg(long, value_name = "N", default_value_t = a_page())]
    pub limit: usize,
}

/// How many come at once if nobody says so.
fn a_page() -> usize {
    100
}

impl Default for LinkFilter {
    fn default() -> Self {
        Self { after: None, limit: a_page() }
    }
}

impl LinkFilter {
    /// So many at most.
    pub fn first(limit: usize) -> Self {
        Self { limit, ..Self::default() }
    }

    /// Those after this one alone, by its id.
    #[must_use]
    pub fn after(mut self, id: impl std::fmt::Display) -> Self {
        self.after = Some(id.to_string());
        self
    }
}

/// Links.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Links {
    /// Newest first within each workspace.
    pub links: Vec<KeptLink>,
    /// How many there are.
    pub count: usize,
    /// There are more: `after` of the next page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<Uuid>,
}

/// A link and its workspace.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct KeptLink {
    /// The workspace.
    pub workspace: String,
    /// The link.
    #[serde(flatten)]
    pub link: Link,
}

/// A link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Args)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct LinkId {
    /// The link's id.
    #[schemars(length(max = 64))]
    pub id: String,
}

from_text!(LinkId { id });

/// A link and what its institution has.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct WholeLink {
    /// The link and its workspace.
    #[serde(flatten)]
    pub link: KeptLink,
    /// What its institution has.
    pub resources: Vec<KeptResource>,
}

/// What is kept of a resource of a link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct KeptResource {
    /// The resource: `ACCOUNTS`.
    pub resource: String,
    /// Its path in the API.
    pub path: String,
    /// How many records have been read so far.
    pub records: usize,
    /// Whether more have come that nobody has read yet.
    pub unread: bool,
}

/// Which records of a link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Args)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct RecordFilter {
    /// The link's id.
    #[schemars(length(max = 64))]
    pub id: String,
    /// The resource: `ACCOUNTS`.
    #[schemars(length(max = 64))]
    pub resource: String,
    /// Those after this one alone, by its id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 64))]
    #[arg(long, value_name = "RECORD")]
    pub after: Option<String>,
    /// How many at most: 1000, or less.
    #[serde(default = "a_page")]
    #[schemars(range(min = 1, max = 1000))]
    #[arg(long, value_name = "N", default_value_t = a_page())]
    pub limit: usize,
}

impl RecordFilter {
    /// Of this link, and this resource: `ACCOUNTS`.
    pub fn new(link: impl std::fmt::Display, resource: impl Into<String>) -> Self {
        Self { id: link.to_string(), resource: resource.into(), after: None, limit: a_page() }
    }

    /// Those after this one alone, by its id.
    #[must_use]
    pub fn after(mut self, id: impl std::fmt::Display) -> Self {
        self.after = Some(id.to_string());
        self
    }

    /// How many at most.
    #[must_use]
    pub fn limit(mut self, limit: usize) -> Self {
        self.limit = limit;
        self
    }
}

/// Records of a link.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Records {
    /// As lists of the API show them, newest first.
    pub records: Vec<Value>,
    /// How many there are.
    pub count: usize,
    /// There are more: `after` of the next page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<Uuid>,
}

/// A page of what is known by ids: those after one, and the last of them if there are more.
fn page<T>(
    all: Vec<T>,
    id: impl Fn(&T) -> Uuid,
    after: Option<&str>,
    limit: usize,
) -> Result<(Vec<T>, Option<Uuid>), Problem> {
    let start = match after {
        None => 0,
        Some(after) => {
            let at =
                Uuid::try_parse(after).ok().and_then(|after| all.iter().position(|one| id(one) == after));
            at.ok_or_else(|| Problem::value("after", "there is none of this id (any more)"))? + 1
        }
    };
    let more = all.len() > start + limit;
    let page: Vec<T> = all.into_iter().skip(start).take(limit).collect();
    let next = page.last().map(id).filter(|_| more);
    Ok((page, next))
}

pub(crate) fn links(context: &Context<'_>, filter: LinkFilter) -> Result<Links, Problem> {
    let ids = |world: &mut World| world.core.links.newest_first().map(|link| link.id).collect::<Vec<_>>();
    let all = context.service.store.each(context.scope, ids)?;
    let all: Vec<(String, Uuid)> =
        all.into_iter().flat_map(|(name, ids)| ids.into_iter().map(move |id| (name.clone(), id))).collect();
    let count = all.len();
    let (some, next) = page(all, |(_, id)| *id, filter.after.as_deref(), filter.limit)?;
    let shown = some.into_iter().filter_map(|(name, id)| {
        context.service.store.look(&name, |world| kept_link(world, id)).ok().flatten()
    });
    Ok(Links { links: shown.collect(), count, next })
}

fn kept_link(world: &World, id: Uuid) -> Option<KeptLink> {
    let link = links::view(world.core.links.get(id)?, &world.options()).into_owned();
    Some(KeptLink { workspace: world.name.clone(), link })
}

/// Does something with a link, in whichever workspace of the scope it is.
fn within<R>(
    context: &Context<'_>,
    id: &str,
    verb: impl Fn(&mut World, Uuid) -> Option<R>,
) -> Result<(String, R), Problem> {
    let id = Uuid::try_parse(id).map_err(|_| link::unknown())?;
    let found = context.service.store.each(context.scope, |world| verb(world, id))?;
    found.into_iter().find_map(|(name, result)| Some((name, result?))).ok_or_else(link::unknown)
}

pub(crate) fn link(context: &Context<'_>, request: LinkId) -> Result<WholeLink, Problem> {
    let whole = |world: &mut World, id| {
        let link = kept_link(world, id)?;
        let resources = world.resources_of(id);
        let resources = resources.into_iter().map(|resource| kept_resource(world, resource, id)).collect();
        Some(WholeLink { link, resources })
    };
    Ok(within(context, &request.id, whole)?.1)
}

fn kept_resource(world: &mut World, resource: &'static Resource, link: Uuid) -> KeptResource {
    KeptResource {
        resource: resource.word(),
        path: resource.path.to_owned(),
        records: world.core.kept(resource, Some(&[link])).count(),
        unread: world.waits(resource, link),
    }
}

/// The resource of this name that a link has.
fn named(world: &World, link: Uuid, wanted: &str) -> Result<&'static Resource, Problem> {
    let has = world.resources_of(link);
    let known = has.iter().copied().find(|resource| resource.word() == wanted);
    known.ok_or_else(|| {
        let names: Vec<String> = has.iter().map(|resource| resource.word()).collect();
        Problem::value("resource", format!("this link has {}", names.join(", ")))
    })
}

/// Records are generated when they are first read, while no workspace is held.
pub(crate) fn records(context: &Context<'_>, filter: RecordFilter) -> Result<Records, Problem> {
    let store = &context.service.store;
    let plan = |world: &mut World, id| {
        world.core.links.get(id)?;
        Some(named(world, id, &filter.resource).map(|resource| (id, resource, world.plans(resource, id))))
    };
    let (name, planned) = within(context, &filter.id, plan)?;
    let (id, resource, plans) = planned?;
    for plan in plans {
        let rows = plan.generate();
        store.visit(&name, |world| world.keep_generated(&plan, rows));
    }
    let read = |world: &mut World| {
        world.must_be_generated(resource, Some(&[id])).map_err(|_| Problem::from(Closed::Full))?;
        Ok::<_, Problem>(world.core.kept(resource, Some(&[id])))
    };
    let kept = store.look(&name, read)??;
    let rows = kept.newest_first();
    let count = rows.len();
    let (rows, next) = page(rows, |row| row.id, filter.after.as_deref(), filter.limit)?;
    let records = rows.into_iter().filter_map(|row| serde_json::from_str(&row.text).ok()).collect();
    Ok(Records { records, count, next })
}

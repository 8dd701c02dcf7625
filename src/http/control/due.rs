//! What is to come.

use clap::Args;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::arguments::{LONGEST_PAGE, a_page};
use super::deliveries;
use super::row::Context;
use crate::domain::base::kinds::DueKind;
use crate::domain::base::time::Timestamp;
use crate::domain::workspace::coming::Coming;
use crate::domain::workspace::world::World;
use crate::http::problem::Problem;

/// How much of what is to come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Args)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct DueFilter {
    /// How many at most: 1000, or less.
    #[serde(default = "a_page")]
    #[schemars(range(min = 1, max = LONGEST_PAGE))]
    #[arg(long, value_name = "N", default_value_t = a_page())]
    pub limit: usize,
}

impl Default for DueFilter {
    fn default() -> Self {
        Self::first(a_page())
    }
}

impl DueFilter {
    /// So many at most.
    pub fn first(limit: usize) -> Self {
        Self { limit }
    }
}

/// What is to come, if nobody does anything.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct WhatIsDue {
    /// The next of it, in the order of time.
    pub due: Vec<IsDue>,
    /// How much there is.
    pub count: usize,
    /// The clocks by which it comes.
    pub clocks: Vec<OwnClock>,
}

/// The clock of a workspace.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct OwnClock {
    /// The workspace.
    pub workspace: String,
    /// Whether it stands.
    pub frozen: bool,
    /// What it shows.
    pub now: Timestamp,
}

/// Something that is to come.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct IsDue {
    /// When, on the workspace's clock.
    pub at: Timestamp,
    /// What.
    pub what: DueKind,
    /// The workspace.
    pub workspace: String,
    /// The run of the widget that it is about, if it is about one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub widget: Option<Uuid>,
    /// The link that it is about, if it is about one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub link: Option<Uuid>,
    /// The path of the resource that comes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resource: Option<String>,
    /// What a webhook tells.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event: Option<deliveries::Event>,
    /// The receiver that is tried.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

fn shown(workspace: &str, coming: Coming) -> IsDue {
    let Coming { at, what, widget, link, resource, event, url } = coming;
    let (resource, event) = (resource.map(str::to_owned), event.as_deref().map(deliveries::event));
    IsDue { at, what, workspace: workspace.to_owned(), widget, link, resource, event, url }
}

pub(crate) fn due(context: &Context<'_>, filter: DueFilter) -> Result<WhatIsDue, Problem> {
    let look = |world: &mut World| (world.coming(filter.limit), world.clock.frozen(), world.now());
    let mut answer = WhatIsDue { due: Vec::new(), count: 0, clocks: Vec::new() };
    for (workspace, ((coming, count), frozen, now)) in context.service.store.each(context.scope, look)? {
        answer.due.extend(coming.into_iter().map(|one| shown(&workspace, one)));
        answer.count += count;
        answer.clocks.push(OwnClock { workspace, frozen, now });
    }
    answer.due.sort_by_key(|one| one.at);
    answer.due.truncate(filter.limit);
    Ok(answer)
}

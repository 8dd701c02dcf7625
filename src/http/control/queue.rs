//! The queue: what the next runs play, before anything else decides.

use std::collections::BTreeMap;

use clap::Args;
use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::arguments::{Nothing, from_text};
use super::row::Context;
use super::{arguments, scenario};
use crate::domain::scenario::model::Play;
use crate::domain::scenario::queue;
use crate::http::problem::Problem;
use crate::store::Scope;

/// What the next runs play.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Queues {
    /// Those of the workspace that was asked.
    Workspace {
        /// Next first.
        queue: Vec<Queued>,
    },
    /// Those of all workspaces.
    All {
        /// Of each workspace that is open.
        #[schemars(with = "BTreeMap<String, Vec<Queued>>")]
        workspaces: IndexMap<String, Vec<Queued>>,
        /// Of those that are opened later.
        future: Vec<Queued>,
    },
}

/// What a call has put into the queue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Enqueued {
    /// The item, as it was put at the end.
    pub added: Queued,
    /// How many items the queue now has; of all workspaces, the longest queue.
    pub length: usize,
}

/// What runs play, and how many.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Queued {
    /// The scenario.
    pub scenario: String,
    /// How many more runs.
    pub times: u32,
    /// Who acts, if not as the scenario says.
    pub play: Option<Play>,
}

impl From<&queue::Queued> for Queued {
    fn from(item: &queue::Queued) -> Self {
        Self { scenario: item.scenario.name.clone(), times: item.left, play: item.play }
    }
}

/// Lets the next runs play a scenario.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Args)]
#[serde(deny_unknown_fields)]
#[schemars(extend("examples" = [{ "scenario": "success", "times": 1 }]))]
#[non_exhaustive]
pub struct Enqueue {
    /// Its name.
    #[schemars(length(max = 200))]
    pub scenario: String,
    /// For how many runs of each workspace.
    #[serde(default = "once")]
    #[schemars(range(min = 1, max = 1000))]
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub times: u32,
    /// Who acts, if not as the scenario says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[arg(long, value_name = "WHO", value_parser = arguments::play())]
    pub play: Option<Play>,
}

fn once() -> u32 {
    1
}

from_text!(Enqueue { scenario, times: 1, play: None });

impl Enqueue {
    /// For so many runs of each workspace.
    #[must_use]
    pub fn times(mut self, times: u32) -> Self {
        self.times = times;
        self
    }

    /// Who acts, if not as the scenario says.
    #[must_use]
    pub fn play(mut self, play: Play) -> Self {
        self.play = Some(play);
        self
    }
}

fn shown(queue: &queue::Queue) -> Vec<Queued> {
    queue.iter().map(Queued::from).collect()
}

/// What the next runs of each workspace play; with none open yet, what they will start with.
pub(crate) fn queue(context: &Context<'_>, _: Nothing) -> Result<Queues, Problem> {
    let store = &context.service.store;
    let mut workspaces: IndexMap<String, Vec<Queued>> =
        store.each(context.scope, |world| shown(&world.core.queue))?.into_iter().collect();
    Ok(match context.scope {
        Scope::One(name) => Queues::Workspace { queue: workspaces.shift_remove(name).unwrap_or_default() },
        Scope::All => Queues::All { workspaces, future: store.next(|start| shown(&start.queue)) },
    })
}

pub(crate) fn enqueue(context: &Context<'_>, request: Enqueue) -> Result<Enqueued, Problem> {
    let scenario = scenario::find(context, &request.scenario)?;
    let item = queue::Queued { scenario, play: request.play, left: request.times };
    let length = context.service.store.enqueue(context.scope, &item)?;
    Ok(Enqueued { added: Queued::from(&item), length })
}

pub(crate) fn clear_queue(context: &Context<'_>, _: Nothing) -> Result<Queues, Problem> {
    context.service.store.clear_queue(context.scope)?;
    queue(context, Nothing {})
}

//! One-shot scenarios: what the next runs of a workspace play, before anything else decides.

use std::collections::VecDeque;
use std::sync::Arc;

use super::scenario::{Play, Scenario};

/// One item.
#[derive(Clone, Debug)]
pub struct Queued {
    /// The scenario.
    pub scenario: Arc<Scenario>,
    /// Who acts, if not as the file says.
    pub play: Option<Play>,
    /// For how many more runs.
    pub left: u32,
}

/// The queue, next first.
#[derive(Clone, Debug, Default)]
pub struct Queue(VecDeque<Queued>);

impl Queue {
    /// Puts an item at the end.
    pub fn put(&mut self, item: Queued) {
        self.0.push_back(item);
    }

    /// What the next run plays.
    pub fn next(&self) -> Option<&Queued> {
        self.0.front()
    }

    /// A run has got going with the first item.
    pub fn used(&mut self) {
        if let Some(first) = self.0.front_mut() {
            first.left = first.left.saturating_sub(1);
            if first.left == 0 {
                self.0.pop_front();
            }
        }
    }

    /// Empties it.
    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// The scenarios of all items.
    pub fn scenarios_mut(&mut self) -> impl Iterator<Item = &mut Arc<Scenario>> {
        self.0.iter_mut().map(|item| &mut item.scenario)
    }

    /// All items, next first.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Queued> {
        self.0.iter()
    }
}

//! One-shot scenarios: what the next runs of a workspace play, before anything else decides.

use std::collections::VecDeque;
use std::sync::Arc;

use super::model::{Play, Scenario};

/// One item.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Queued {
    /// The scenario.
    pub scenario: Arc<Scenario>,
    /// Who acts, if not as the file says.
    pub play: Option<Play>,
    /// For how many more runs.
    pub left: u32,
}

/// The queue, next first, and how many items have left it.
#[derive(Clone, Debug, Default, serde::Serialize, serde::Deserialize)]
pub struct Queue(VecDeque<Queued>, u64);

/// One item's turn at the head of the queue: a run that began in it uses up no other item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Turn(u64);

impl Queue {
    /// Puts an item at the end; answers how many there are.
    pub fn put(&mut self, item: Queued) -> usize {
        self.0.push_back(item);
        self.0.len()
    }

    /// What the next run plays.
    pub fn next(&self) -> Option<&Queued> {
        self.0.front()
    }

    /// Whose turn it is.
    pub fn turn(&self) -> Turn {
        Turn(self.1)
    }

    /// A run that began in this turn has got going.
    pub fn used(&mut self, turn: Turn) {
        if let Some(first) = self.0.front_mut().filter(|_| turn.0 == self.1) {
            first.left = first.left.saturating_sub(1);
            if first.left == 0 {
                self.0.pop_front();
                self.1 += 1;
            }
        }
    }

    /// Empties it.
    pub fn clear(&mut self) {
        self.1 += self.0.len() as u64;
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

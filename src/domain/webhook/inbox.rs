//! The receiver inside the emulator: what an application's server would have got.

use std::collections::VecDeque;
use std::sync::Arc;

use super::event::Event;
use crate::domain::base::limits::EVENTS;
use crate::domain::base::time::Timestamp;
use crate::domain::scenario::webhooks::{Form, Manner};

/// How something is sent: as usual, or as a scenario's rule says.
#[derive(Clone, Debug, Default, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ruled {
    /// How.
    pub manner: Manner,
    /// The rule.
    pub why: Option<Arc<str>>,
}

/// A webhook as a server would have got it.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Received {
    /// Counts up from 1 within the workspace.
    pub seq: u64,
    /// When it was sent.
    pub at: Timestamp,
    /// What it tells.
    pub event: Arc<Event>,
    /// What is wrong with it.
    pub form: Form,
    /// The rule of a scenario that has made it so.
    pub why: Option<Arc<str>>,
}

/// What is remembered of all that was sent.
#[derive(Clone, Debug, Default, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Inbox {
    received: VecDeque<Received>,
    count: u64,
    dropped: u64,
}

impl Inbox {
    /// All that it remembers, oldest first.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Received> {
        self.received.iter()
    }

    /// Those after a number; all, if a reset has made the numbers begin anew.
    pub fn after(&self, seq: u64) -> impl Iterator<Item = &Received> {
        let seq = if seq > self.count { 0 } else { seq };
        self.received.iter().skip_while(move |received| received.seq <= seq)
    }

    /// How many older ones are gone, since it was emptied.
    pub fn dropped(&self) -> u64 {
        self.dropped
    }

    pub(super) fn put(&mut self, event: &Arc<Event>, at: Timestamp, ruled: &Ruled) {
        self.count += 1;
        let (event, form, why) = (event.clone(), ruled.manner.form, ruled.why.clone());
        self.received.push_back(Received { seq: self.count, at, event, form, why });
        if self.received.len() > EVENTS {
            // What turned out to be nothing takes the place of no other.
            self.received.retain(|received| !received.event.is_nothing());
        }
        if self.received.len() > EVENTS {
            self.received.pop_front();
            self.dropped += 1;
        }
    }

    pub(super) fn events_mut(&mut self) -> impl Iterator<Item = &mut Arc<Event>> {
        self.received.iter_mut().map(|received| &mut received.event)
    }

    /// Forgets an event that turned out to be nothing.
    pub(super) fn forget(&mut self, event: &Arc<Event>) {
        self.received.retain(|received| !Arc::ptr_eq(&received.event, event));
    }

    pub(super) fn clear(&mut self) {
        self.received.clear();
        self.dropped = 0;
    }
}

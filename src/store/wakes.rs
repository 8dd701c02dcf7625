//! Which workspaces have webhooks to send, and when: nobody has to look at those that have none.

use std::collections::BTreeSet;
use std::sync::Mutex;

use tokio::sync::watch;

use super::rooms::{Room, lock};
use crate::domain::base::time::Timestamp;

/// The workspaces that have something to send, by the host's time at which it is due.
#[derive(Default)]
pub(super) struct Wakes {
    due: Mutex<BTreeSet<(Timestamp, String)>>,
    pub(super) news: watch::Sender<u64>,
}

impl Wakes {
    /// Notes when a workspace has something to send.
    pub(super) fn note(&self, room: &mut Room, host: Timestamp) {
        let wake = room.world.next_delivery(host);
        if wake == room.wake {
            return;
        }
        let mut due = lock(&self.due);
        let entry = |at: Timestamp| (at, room.world.name.clone());
        if let Some(before) = room.wake.map(entry) {
            due.remove(&before);
        }
        due.extend(wake.map(entry));
        drop(due);
        room.wake = wake;
        self.news.send_modify(|count| *count += 1);
    }

    /// Takes out a workspace that has something to send by now.
    pub(super) fn take(&self, host: Timestamp) -> Option<String> {
        let mut due = lock(&self.due);
        due.first().filter(|(at, _)| *at <= host)?;
        due.pop_first().map(|(_, name)| name)
    }

    /// The host's time at which something is to be sent.
    pub(super) fn next(&self) -> Option<Timestamp> {
        lock(&self.due).first().map(|(at, _)| *at)
    }
}

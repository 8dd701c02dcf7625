//! Which workspaces have webhooks to send, and when: nobody has to look at those that have none.

use std::collections::BTreeSet;
use std::sync::Mutex;

use tokio::sync::watch;

use super::rooms::{Room, lock};
use super::workspaces::Store;
use crate::domain::base::time::Timestamp;
use crate::domain::webhook::deliveries::Sending;
use crate::domain::workspace::hooks::Outcome;

/// The workspaces that have something to send, by the host's time at which it is due.
#[derive(Default)]
pub(super) struct Wakes {
    due: Mutex<BTreeSet<(Timestamp, String)>>,
    news: watch::Sender<u64>,
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
    fn take(&self, host: Timestamp) -> Option<String> {
        let mut due = lock(&self.due);
        due.first().filter(|(at, _)| *at <= host)?;
        due.pop_first().map(|(_, name)| name)
    }
}

impl Store {
    /// Changes whenever the time changes at which something is to be sent.
    pub fn wakes(&self) -> watch::Receiver<u64> {
        self.wakes.news.subscribe()
    }

    /// The host's time at which something is to be sent.
    pub fn next_wake(&self) -> Option<Timestamp> {
        lock(&self.wakes.due).first().map(|(at, _)| *at)
    }

    /// What is to be sent now, with the workspaces that send it.
    pub fn take_deliveries(&self) -> Vec<(String, Sending)> {
        let mut sendings = Vec::new();
        let host = self.host_now();
        while let Some(name) = self.wakes.take(host) {
            let Some(room) = self.rooms().by_name.get(&name).cloned() else { continue };
            lock(&room).wake = None;
            let taken = self.within(&room, |world| world.take_deliveries());
            sendings.extend(taken.into_iter().map(|sending| (name.clone(), sending)));
        }
        sendings
    }

    /// What became of a try.
    pub fn delivered(&self, name: &str, sent: &Sending, outcome: Option<Outcome>) {
        self.visit(name, |world| world.delivered(sent, outcome));
    }
}

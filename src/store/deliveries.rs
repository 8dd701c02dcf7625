//! What the workspaces send, and waiting for what they do.

use std::sync::atomic::Ordering;
use std::time::Duration;

use tokio::sync::watch;

use super::rooms::lock;
use super::workspaces::Store;
use crate::domain::base::time::Timestamp;
use crate::domain::webhook::deliveries::Sending;
use crate::domain::workspace::hooks::Outcome;

impl Store {
    /// Changes whenever the time changes at which something is to be sent.
    pub fn wakes(&self) -> watch::Receiver<u64> {
        self.wakes.news.subscribe()
    }

    /// The host's time at which something is to be sent.
    pub fn next_wake(&self) -> Option<Timestamp> {
        self.wakes.next()
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
        // Counted while the workspace is locked: who has seen a number has seen what it counts.
        self.visit(name, |world| {
            world.delivered(sent, outcome, self.tries.fetch_add(1, Ordering::SeqCst) + 1)
        });
    }

    /// How many tries there have been, in all workspaces.
    pub fn tries(&self) -> u64 {
        self.tries.load(Ordering::SeqCst)
    }

    /// How often something has changed.
    pub fn count_of_changes(&self) -> u64 {
        *self.changes.borrow()
    }

    /// Waits until something has changed since it had changed so often, or for so long.
    pub fn wait_for_change(&self, since: u64, most: Duration) {
        self.bell.wait_while(|| self.count_of_changes() == since, most);
    }
}

//! The workspaces that are open, each behind its lock, and which of them can make room.

use super::scope::{NOBODY, Visitor};
use super::share::Share;
use crate::domain::base::time::{Span, Timestamp};
use crate::domain::workspace::happened::Happened;
use crate::domain::workspace::world::{Start, World};
use indexmap::IndexMap;
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use uuid::Uuid;

#[derive(Default)]
pub(super) struct Rooms {
    pub(super) by_name: BTreeMap<String, Arc<Mutex<Room>>>,
    pub(super) by_organisation: HashMap<Uuid, String>,
    /// How many of them pages of other origins have opened.
    pub(super) of_pages: usize,
}

impl Rooms {
    /// One that keeps nothing, or else one that nobody uses: the one that was called longest ago.
    pub(super) fn to_close(&self, host: Timestamp) -> Option<String> {
        let order = |(name, room): (&String, &Arc<Mutex<Room>>)| {
            // Whoever has found it already, and waits for its lock, keeps it open: what it did there would be lost.
            let unused = Arc::strong_count(room) == 1 && name != NOBODY;
            let room = room.try_lock().ok().filter(|room| unused && room.may_go(host))?;
            Some((!room.world.is_empty(), room.called, name.clone()))
        };
        self.by_name.iter().filter_map(order).min().map(|(.., name)| name)
    }
}

pub(super) struct Room {
    pub(super) world: World,
    /// When it was last called by its name, in the host's time.
    pub(super) called: Timestamp,
    pub(super) opened_by: Visitor,
    /// When the page of an open widget was last heard of, in the host's time.
    pub(super) heard: IndexMap<Uuid, Timestamp>,
    pub(super) share: Share,
    /// When webhooks are to be sent by itself, in the host's time.
    pub(super) wake: Option<Timestamp>,
}

impl Room {
    pub(super) fn new(name: &str, start: &Start, host: Timestamp, share: Share, opened_by: Visitor) -> Self {
        let world = World::new(name, start, host);
        Self { world, called: host, opened_by, heard: IndexMap::new(), share, wake: None }
    }

    pub(super) fn opened_by(&self) -> Visitor {
        self.opened_by
    }

    /// Whether it may make room for another.
    pub(super) fn may_go(&self, host: Timestamp) -> bool {
        let idle = host.since(self.called) > IN_USE && self.world.widgets().all(|run| run.ending().is_some());
        self.world.is_empty() || idle
    }

    pub(super) fn catch_up(&mut self, host: Timestamp) -> Happened {
        let lost: Vec<Uuid> =
            self.heard.iter().filter(|(_, at)| host.since(**at) > LEASE).map(|(id, _)| *id).collect();
        for id in lost {
            self.heard.shift_remove(&id);
            self.world.vanish(id, "the page has not been heard of for 5 minutes");
        }
        self.world.catch_up(host)
    }
}

/// A workspace that was called within this time is in use.
const IN_USE: Span = Span::secs(600);

/// A page that has not been heard of for this long is gone (W-CONT-13).
const LEASE: Span = Span::secs(300);

/// A panic while a lock was held is a bug that has been reported; the state is still whole enough to answer.
pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

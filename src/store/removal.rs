//! Workspaces that are closed: to make room for another, or to be forgotten wholly.

use std::sync::{Arc, Mutex, PoisonError};

use super::rooms::{Room, Rooms, lock};
use super::scope::{Closed, NOBODY, Scope, Visitor};
use super::stale::runs_of;
use super::workspaces::Store;

impl Store {
    /// Forgets a workspace: all that it holds, and the keys that were made for it. A call that names it finds it untouched.
    pub fn remove(&self, name: &str) -> Result<(), Closed> {
        if name == NOBODY || self.keys.contains_key(name) {
            return Err(Closed::Kept);
        }
        self.must_be_a_name(name)?;
        let had_keys = lock(&self.fresh).passwords.remove(name).is_some();
        let mut rooms = self.rooms.write().unwrap_or_else(PoisonError::into_inner);
        let gone = self.take_out(&mut rooms, name);
        drop(rooms);
        lock(&self.lost).forget(name);
        if !had_keys && gone.is_none() {
            return Err(Closed::NotOpen);
        }
        self.forget_unmatched(&Scope::One(name.to_owned()));
        self.tell();
        Ok(())
    }

    /// Takes a workspace out of those that are open; the pages of its runs are told that it was reset.
    pub(super) fn take_out(&self, rooms: &mut Rooms, name: &str) -> Option<Arc<Mutex<Room>>> {
        let gone = rooms.by_name.remove(name)?;
        let room = lock(&gone);
        rooms.of_pages -= usize::from(room.opened_by == Visitor::Page);
        rooms.by_organisation.remove(&room.world.core.user_id);
        lock(&self.stale).remember(runs_of(&room.world));
        drop(room);
        Some(gone)
    }
}

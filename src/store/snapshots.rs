//! Workspaces as they are, taken out and put back.

use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, PoisonError};

use super::rooms::{Room, lock};
use super::scope::{Closed, Visitor};
use super::stale::runs_of;
use super::workspaces::Store;
use crate::domain::workspace::world::{Start, World};

impl Store {
    /// A workspace as it is; its lock is held while it is copied, and no longer.
    pub fn copy(&self, name: &str) -> Result<World, Closed> {
        self.look(name, |world| world.clone())
    }

    /// All workspaces that are open, nobody's too; each is copied when it is asked for.
    pub fn copies(&self) -> impl Iterator<Item = (String, World)> {
        let copy = |name: String| Some((name.clone(), self.visit(&name, |world| world.clone())?));
        self.open().into_iter().filter_map(copy)
    }

    /// Changes what workspaces to come start with.
    pub fn change_next(&self, change: impl FnOnce(&mut Start)) {
        change(&mut lock(&self.next));
    }

    /// Puts a workspace in the place of the one of its name, which is opened if need be.
    pub fn put(&self, mut world: World) -> Result<(), Closed> {
        if self.kept.is_full() {
            return Err(Closed::Full);
        }
        let room = self.room_for(&world)?;
        // With `--keys` nobody could enter by the password that it was saved with.
        if self.keys.get(&world.name).is_some_and(|password| !world.is_unlocked_by(password)) {
            world.forget_password();
        }
        world.core.journal.set_number(self.next_journal());
        let host = self.host_now();
        let mut locked = lock(&room);
        let stays = |run: &uuid::Uuid| world.widget(*run).is_some();
        let gone = runs_of(&locked.world).into_iter().filter(|(run, _)| !stays(run));
        lock(&self.stale).remember(gone);
        let open = world.widgets().filter(|run| run.ending().is_none());
        locked.heard = open.map(|run| (run.id, host)).collect();
        drop(locked);
        self.tries.fetch_max(world.core.hooks.last_try(), Ordering::SeqCst);
        let before = self.within(&room, |present| std::mem::replace(present, world));
        self.tell();
        drop(before);
        Ok(())
    }

    /// The room of a workspace's name. The workspace's tokens lead to it, and those of the one that was there no more. What
    /// is refused opens none.
    fn room_for(&self, world: &World) -> Result<Arc<Mutex<Room>>, Closed> {
        self.must_be_a_name(&world.name)?;
        let mut rooms = self.rooms.write().unwrap_or_else(PoisonError::into_inner);
        let organisation = world.core.user_id;
        if rooms.by_organisation.get(&organisation).is_some_and(|name| *name != world.name) {
            return Err(Closed::OrganisationTaken);
        }
        let (room, gone) = self.room_among(&mut rooms, &world.name, Visitor::Own)?;
        rooms.by_organisation.retain(|_, name| *name != world.name);
        rooms.by_organisation.insert(organisation, world.name.clone());
        drop(rooms);
        drop(gone);
        Ok(room)
    }
}

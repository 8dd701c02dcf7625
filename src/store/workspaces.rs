//! All workspaces of an emulator, one lock each.

use std::collections::HashMap;
use std::sync::atomic::{AtomicI64, AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use tokio::sync::watch;
use uuid::Uuid;

use super::bell::Bell;
use super::clock::host_clock;
use super::fresh::Fresh;
use super::later::{Institutions, Later};
use super::lost::Lost;
use super::rooms::{Room, Rooms, lock};
use super::scenarios::Scenarios;
use super::scope::{Closed, NOBODY, Visitor};
use super::share::Total;
use super::stale::Stale;
use super::tally::Tally;
use super::unmatched::AllUnmatched;
use super::wakes::Wakes;
use crate::domain::base::limits::{OF_PAGES, SECRET_ID, WORKSPACES};
use crate::domain::base::time::{LONGEST_WAIT, Span, Timestamp};
use crate::domain::scenario::model::Scenario;
use crate::domain::workspace::world::{Start, World};

/// A room, and the one that was closed for it.
pub(super) type Opened = (Arc<Mutex<Room>>, Option<Arc<Mutex<Room>>>);

/// All workspaces of an emulator.
pub struct Store {
    pub(super) host: fn() -> Timestamp,
    /// What workspaces start with, but for the institutions.
    pub(super) first: Start,
    pub(super) next: Mutex<Start>,
    pub(super) institutions: Institutions,
    pub(super) keys: HashMap<String, String>,
    pub(super) scenarios: RwLock<Arc<Later<Scenarios>>>,
    /// Why the scenario files as they are now are not in force.
    pub(super) refused: Mutex<Option<String>>,
    pub(super) rooms: RwLock<Rooms>,
    pub(super) stale: Mutex<Stale>,
    pub(super) lost: Mutex<Lost>,
    pub(super) unmatched: Mutex<AllUnmatched>,
    /// How much it is used.
    pub tally: Tally,
    pub(super) fresh: Mutex<Fresh>,
    pub(super) kept: Total,
    pub(super) changes: watch::Sender<u64>,
    pub(super) wakes: Wakes,
    /// How often receivers of any workspace were tried.
    pub(super) tries: AtomicU64,
    pub(super) bell: Bell,
    /// Until when, in the host's time, somebody waits for entries of journals.
    listening: AtomicI64,
    /// Whether the emulator has been asked to stop.
    stop: watch::Sender<bool>,
    /// How many journals have been begun.
    pub(super) journals: AtomicU64,
}

impl Store {
    /// A store whose workspaces start as `first` says, with these institutions; with keys, only they open one.
    pub fn new(
        first: Start,
        institutions: Institutions,
        scenarios: Later<Scenarios>,
        keys: HashMap<String, String>,
    ) -> Self {
        let (changes, _) = watch::channel(0);
        Self {
            host: host_clock,
            next: Mutex::new(first.clone()),
            first,
            institutions,
            keys,
            scenarios: RwLock::new(Arc::new(scenarios)),
            refused: Mutex::default(),
            rooms: RwLock::default(),
            stale: Mutex::default(),
            lost: Mutex::default(),
            unmatched: Mutex::default(),
            tally: Tally::default(),
            fresh: Mutex::default(),
            kept: Total::default(),
            changes,
            wakes: Wakes::default(),
            tries: AtomicU64::default(),
            bell: Bell::default(),
            listening: AtomicI64::new(i64::MIN),
            stop: watch::Sender::default(),
            journals: AtomicU64::default(),
        }
    }

    /// The host's time.
    pub fn host_now(&self) -> Timestamp {
        (self.host)()
    }

    /// Changes whenever a page that waits may have something to fetch.
    pub fn changes(&self) -> watch::Receiver<u64> {
        self.changes.subscribe()
    }

    /// The scenarios that can be chosen by name.
    pub fn scenarios(&self) -> Arc<Later<Scenarios>> {
        self.scenarios.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// A scenario has decided something: a run of the widget has begun with it, or one of its rules was met.
    pub fn note_played(&self, scenario: &Scenario) {
        if self.scenarios().has(scenario) {
            self.tally.play(&scenario.name);
        }
    }

    /// Why the scenario files as they are now are not in force, if they are not.
    pub fn refused_scenarios(&self) -> Option<String> {
        lock(&self.refused).clone()
    }

    /// The scenario files have changed and are wrong: what is in force stays in force.
    pub fn refuse_scenarios(&self, why: String) {
        *lock(&self.refused) = Some(why);
    }

    /// The seed of all chance.
    pub fn seed(&self) -> u64 {
        self.first.seed
    }

    /// Whether given keys alone open workspaces.
    pub fn requires_keys(&self) -> bool {
        !self.keys.is_empty()
    }

    /// Whether a password may open a workspace at all: with `--keys`, only the given one (R-AUTH-03).
    pub fn admits(&self, name: &str, password: &str) -> bool {
        self.keys.is_empty()
            || self.keys.get(name).is_some_and(|expected| expected == password)
            || self.is_fresh_key(name, password)
    }

    /// Does something in a workspace, which is opened if need be, after moving its time.
    pub fn enter<R>(&self, name: &str, verb: impl FnOnce(&mut World) -> R) -> Result<R, Closed> {
        self.enter_as(Visitor::Own, name, verb)
    }

    /// The same, for somebody.
    pub fn enter_as<R>(
        &self,
        visitor: Visitor,
        name: &str,
        verb: impl FnOnce(&mut World) -> R,
    ) -> Result<R, Closed> {
        let room = self.room(name, visitor)?;
        Ok(self.within(&room, verb))
    }

    /// Looks into a workspace; one that is not open is as an untouched one would be, and stays closed.
    pub fn look<R>(&self, name: &str, verb: impl FnOnce(&mut World) -> R) -> Result<R, Closed> {
        let open = self.rooms().by_name.get(name).cloned();
        match open {
            Some(room) => Ok(self.within(&room, verb)),
            None => {
                self.must_be_a_name(name)?;
                let mut world = World::new(name, &self.next_start(), self.host_now());
                world.core.journal.comes_after(lock(&self.lost).of(name));
                Ok(verb(&mut world))
            }
        }
    }

    /// Does something in a workspace that is open already.
    pub fn visit<R>(&self, name: &str, verb: impl FnOnce(&mut World) -> R) -> Option<R> {
        let room = self.rooms().by_name.get(name).cloned()?;
        Some(self.within(&room, verb))
    }

    /// Does something in each of these that is still open, for a call that names none of them: a monitor that asks about
    /// all again and again keeps none from making room.
    pub(super) fn among_all<R>(
        &self,
        names: Vec<String>,
        mut verb: impl FnMut(&mut World) -> R,
    ) -> Vec<(String, R)> {
        let in_each = |name: String| {
            let room = self.rooms().by_name.get(&name).cloned()?;
            Some((name, self.work(lock(&room), &mut verb)))
        };
        names.into_iter().filter_map(in_each).collect()
    }

    pub(super) fn within<R>(&self, room: &Mutex<Room>, verb: impl FnOnce(&mut World) -> R) -> R {
        let mut room = lock(room);
        room.called = self.host_now();
        self.work(room, verb)
    }

    fn work<R>(&self, mut room: MutexGuard<'_, Room>, verb: impl FnOnce(&mut World) -> R) -> R {
        let before = (room.world.core.changes, room.world.core.journal.written());
        room.world.hold(self.kept.is_full());
        room.catch_up(self.host_now());
        // What time has brought about decides no answer of the call that came after it.
        room.world.take_why();
        let due = room.world.next_event();
        let result = verb(&mut room.world);
        // What falls due with the call is not left to the next one: where the clock stands there may be none.
        if room.world.next_event().is_some_and(|at| at <= room.world.core.now) {
            room.catch_up(self.host_now());
        }
        // Whoever waits reckons with what was due before.
        let sooner = room.world.next_event().is_some_and(|next| due.is_none_or(|due| next < due));
        let kept = room.world.trim();
        room.share.set(kept);
        let changed = sooner || room.world.core.changes != before.0;
        let heard = room.world.core.journal.written() != before.1 && self.is_listened_to();
        self.wakes.note(&mut room, self.host_now());
        let played = room.world.take_played();
        drop(room);
        played.into_iter().for_each(|scenario| self.note_played(&scenario));
        if changed || heard {
            self.tell();
        }
        result
    }

    /// Somebody waits for entries of journals, for so long at most: until it asks again, or is over.
    pub fn listen(&self, most: Span) {
        self.listening.fetch_max(self.host_now().plus(most.min(LONGEST_WAIT)).micros(), Relaxed);
    }

    fn is_listened_to(&self) -> bool {
        self.listening.load(Relaxed) >= self.host_now().micros()
    }

    /// Asks whoever runs the emulator to stop it; nobody may be there who would.
    pub fn ask_to_stop(&self) -> bool {
        self.stop.send(true).is_ok()
    }

    /// Waits until it is asked to stop.
    pub fn asked_to_stop(&self) -> impl Future<Output = ()> + use<> {
        let mut stop = self.stop.subscribe();
        async move {
            let _gone_is_stopped_too = stop.wait_for(|stop| *stop).await.map(|_| ());
        }
    }

    pub(super) fn tell(&self) {
        self.changes.send_modify(|count| *count += 1);
        self.bell.ring();
    }

    pub(super) fn rooms(&self) -> std::sync::RwLockReadGuard<'_, Rooms> {
        self.rooms.read().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn must_be_a_name(&self, name: &str) -> Result<(), Closed> {
        if name.len() > SECRET_ID {
            return Err(Closed::TooLong);
        }
        let known =
            self.keys.is_empty() || name == NOBODY || self.keys.contains_key(name) || self.is_fresh(name);
        if known { Ok(()) } else { Err(Closed::Unknown) }
    }

    pub(super) fn room(&self, name: &str, visitor: Visitor) -> Result<Arc<Mutex<Room>>, Closed> {
        if let Some(room) = self.rooms().by_name.get(name) {
            return Ok(room.clone());
        }
        self.must_be_a_name(name)?;
        let mut rooms = self.rooms.write().unwrap_or_else(PoisonError::into_inner);
        let (room, gone) = self.room_among(&mut rooms, name, visitor)?;
        drop(rooms);
        // What it holds takes long to give back, and others are let in meanwhile.
        drop(gone);
        Ok(room)
    }

    /// The room of a name, which is opened if need be, and the one that was closed for it.
    pub(super) fn room_among(
        &self,
        rooms: &mut Rooms,
        name: &str,
        visitor: Visitor,
    ) -> Result<Opened, Closed> {
        if let Some(room) = rooms.by_name.get(name) {
            return Ok((room.clone(), None));
        }
        // What belongs to nobody is always noted somewhere.
        let gone = if name == NOBODY { None } else { self.make_room(rooms, visitor, self.host_now())? };
        let mut room = self.begin(name, &self.next_start(), visitor);
        let mut lost = lock(&self.lost);
        room.world.core.journal.comes_after(lost.of(name));
        lost.forget(name);
        drop(lost);
        rooms.of_pages += usize::from(visitor == Visitor::Page);
        rooms.by_organisation.insert(room.world.core.user_id, name.to_owned());
        let room = Arc::new(Mutex::new(room));
        rooms.by_name.insert(name.to_owned(), room.clone());
        Ok((room, gone))
    }

    /// A room in which nothing has happened.
    pub(super) fn begin(&self, name: &str, start: &Start, opened_by: Visitor) -> Room {
        let mut room = Room::new(name, start, self.host_now(), self.kept.share(), opened_by);
        room.world.core.journal.set_number(self.next_journal());
        room
    }

    /// Closes a workspace if there are too many for another.
    fn make_room(
        &self,
        rooms: &mut Rooms,
        visitor: Visitor,
        host: Timestamp,
    ) -> Result<Option<Arc<Mutex<Room>>>, Closed> {
        if self.kept.is_full() {
            return Err(Closed::Full);
        }
        if visitor == Visitor::Page && rooms.of_pages >= OF_PAGES {
            return Err(Closed::TooManyPages);
        }
        if rooms.by_name.len() < WORKSPACES {
            return Ok(None);
        }
        let name = rooms.to_close(host).filter(|_| visitor == Visitor::Own).ok_or(Closed::TooMany)?;
        let gone = self.take_out(rooms, &name);
        if let Some(room) = &gone {
            lock(&self.lost).note(name, lock(room).world.core.journal.written());
        }
        Ok(gone)
    }

    /// How many bytes all workspaces keep together.
    pub fn kept(&self) -> usize {
        self.kept.bytes()
    }

    /// The workspace that a token's organisation leads to.
    pub fn of_organisation(&self, organisation: &Uuid) -> Option<String> {
        self.rooms().by_organisation.get(organisation).cloned()
    }

    /// The workspaces that are open, by name; what belongs to nobody is not one of them.
    pub fn names(&self) -> Vec<String> {
        self.open().into_iter().filter(|name| name != NOBODY).collect()
    }

    pub(super) fn open(&self) -> Vec<String> {
        self.rooms().by_name.keys().cloned().collect()
    }

    /// The page of a widget that is known has been heard of; whether it is known. Noted before time moves: a page that
    /// asks after a long sleep must not end its own run.
    pub fn heard_of(&self, name: &str, widget: Uuid, known: impl FnOnce(&World) -> bool) -> bool {
        let Some(room) = self.rooms().by_name.get(name).cloned() else { return false };
        let host = self.host_now();
        let mut room = lock(&room);
        let known = known(&room.world);
        if known {
            room.heard.insert(widget, host);
        }
        known
    }

    /// The page of a widget has said good-bye.
    pub fn farewell(&self, name: &str, widget: Uuid, why: &str) {
        if let Some(room) = self.rooms().by_name.get(name).cloned() {
            lock(&room).heard.shift_remove(&widget);
            self.within(&room, |world| world.vanish(widget, why));
        }
    }
}

#[cfg(test)]
pub(crate) mod tests;

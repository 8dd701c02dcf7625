//! All workspaces of an emulator, one lock each.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use tokio::sync::watch;
use uuid::Uuid;

use super::clock::host_clock;
use super::later::{Institutions, Later};
use super::rooms::{Room, Rooms, lock};
use super::scenarios::Scenarios;
use super::scope::{Closed, NOBODY, Visitor};
use super::share::Total;
use super::stale::{Stale, runs_of};
use crate::domain::base::limits::{OF_PAGES, SECRET_ID, WORKSPACES};
use crate::domain::base::time::Timestamp;
use crate::domain::workspace::world::{Start, World};

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
    pub(super) kept: Total,
    pub(super) changes: watch::Sender<u64>,
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
            kept: Total::default(),
            changes,
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

    /// Whether a password may open a workspace at all: with `--keys`, only the given one (R-AUTH-03).
    pub fn admits(&self, name: &str, password: &str) -> bool {
        self.keys.is_empty() || self.keys.get(name).is_some_and(|expected| expected == password)
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
                Ok(verb(&mut World::new(name, &self.next_start(), self.host_now())))
            }
        }
    }

    /// Does something in a workspace that is open already.
    pub fn visit<R>(&self, name: &str, verb: impl FnOnce(&mut World) -> R) -> Option<R> {
        let room = self.rooms().by_name.get(name).cloned()?;
        Some(self.within(&room, verb))
    }

    pub(super) fn within<R>(&self, room: &Mutex<Room>, verb: impl FnOnce(&mut World) -> R) -> R {
        let mut room = lock(room);
        let before = room.world.core.changes;
        room.world.hold(self.kept.is_full());
        room.called = self.host_now();
        room.catch_up(self.host_now());
        let result = verb(&mut room.world);
        let kept = room.world.trim();
        room.share.set(kept);
        let changed = room.world.core.changes != before;
        drop(room);
        if changed {
            self.tell();
        }
        result
    }

    pub(super) fn tell(&self) {
        self.changes.send_modify(|count| *count += 1);
    }

    pub(super) fn rooms(&self) -> std::sync::RwLockReadGuard<'_, Rooms> {
        self.rooms.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn must_be_a_name(&self, name: &str) -> Result<(), Closed> {
        if name.len() > SECRET_ID {
            return Err(Closed::TooLong);
        }
        let known = self.keys.is_empty() || name == NOBODY || self.keys.contains_key(name);
        if known { Ok(()) } else { Err(Closed::Unknown) }
    }

    fn room(&self, name: &str, visitor: Visitor) -> Result<Arc<Mutex<Room>>, Closed> {
        if let Some(room) = self.rooms().by_name.get(name) {
            return Ok(room.clone());
        }
        self.must_be_a_name(name)?;
        let mut rooms = self.rooms.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(room) = rooms.by_name.get(name) {
            return Ok(room.clone());
        }
        let host = self.host_now();
        // What belongs to nobody is always noted somewhere.
        let gone = if name == NOBODY { None } else { self.make_room(&mut rooms, visitor, host)? };
        let start = self.next_start();
        let room = Room::new(name, &start, host, self.kept.share(), visitor);
        rooms.of_pages += usize::from(visitor == Visitor::Page);
        rooms.by_organisation.insert(room.world.core.user_id, name.to_owned());
        let room = Arc::new(Mutex::new(room));
        rooms.by_name.insert(name.to_owned(), room.clone());
        drop(rooms);
        // What it holds takes long to give back, and others are let in meanwhile.
        drop(gone);
        Ok(room)
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
        let gone = rooms.by_name.remove(&name);
        if let Some(room) = &gone {
            let room = lock(room);
            rooms.of_pages -= usize::from(room.opened_by == Visitor::Page);
            rooms.by_organisation.remove(&room.world.core.user_id);
            lock(&self.stale).remember(runs_of(&room.world));
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
mod tests {
    use super::super::later::later;
    use super::super::scope::Scope;
    use super::*;
    use crate::domain::base::clock::Clock;
    use crate::domain::base::dice::{Generation, Ids};
    use crate::domain::base::limits::{ALL_WORKSPACES, EMPTY_WORKSPACE};
    use crate::domain::base::options::Options;
    use crate::domain::vocabulary::answers::Refusal;
    use crate::domain::vocabulary::catalogue::Code;
    use crate::domain::vocabulary::failure::Failure;

    fn store() -> Store {
        let start = Start {
            seed: 1,
            generation: Generation::default(),
            clock: Clock::HOST,
            options: Options::default().into(),
            scenario: None,
            data: Arc::default(),
            queue: crate::domain::scenario::queue::Queue::default(),
            institutions: Arc::default(),
        };
        Store::new(start, later(Arc::default), later(Scenarios::default), HashMap::new())
    }

    #[test]
    fn a_workspace_is_opened_by_its_name_and_shares_nothing() {
        let store = store();
        let one = store.enter("one", |world| world.core.user_id).expect("one");
        let two = store.enter("two", |world| world.core.user_id).expect("two");
        assert_ne!(one, two);
        assert_eq!(store.of_organisation(&one).as_deref(), Some("one"));
        assert_eq!(store.names(), ["one", "two"]);
        assert_eq!(store.enter(&"x".repeat(129), |_| ()), Err(Closed::TooLong));
    }

    thread_local!(static HOST: std::cell::Cell<i64> = const { std::cell::Cell::new(1_000_000) });

    /// W-CONT-13
    #[test]
    fn a_page_that_is_not_heard_of_for_five_minutes_is_gone_and_one_that_asks_is_not() {
        let store = Store { host: || Timestamp::from_micros(HOST.get() * 1_000_000), ..store() };
        let heard = |widget: Uuid| {
            store.rooms().by_name.get("one").is_some_and(|room| lock(room).heard.contains_key(&widget))
        };
        let [asks, silent] = [Uuid::from_u128(1), Uuid::from_u128(2)];
        store.enter("one", |_| ()).expect("one");
        assert!(store.heard_of("one", asks, |_| true) && store.heard_of("one", silent, |_| true));
        assert!(!store.heard_of("one", Uuid::from_u128(3), |_| false), "an unknown one is not noted");
        HOST.set(HOST.get() + 300);
        store.enter("one", |_| ()).expect("one");
        assert!(heard(asks) && heard(silent));
        HOST.set(HOST.get() + 1);
        store.heard_of("one", asks, |_| true);
        store.enter("one", |_| ()).expect("one");
        assert!(heard(asks) && !heard(silent));
    }

    #[test]
    fn when_all_keep_as_much_as_they_may_nothing_more_is_kept_until_some_is_given_back() {
        let store = store();
        let token = |store: &Store| {
            let grant = crate::domain::token::tokens::Grant::default();
            store.enter("old", |world| world.issue_token(grant, "host").map(|_| ()))
        };
        assert_eq!(token(&store), Ok(Ok(())));
        let kept = store.enter("old", |world| world.weight()).expect("old");
        assert_eq!(store.kept(), kept + EMPTY_WORKSPACE);
        let mut other = store.kept.share();
        other.set(ALL_WORKSPACES);
        assert_eq!(store.enter("new", |_| ()), Err(Closed::Full));
        let refused = Failure::Coded(Refusal::of(Code::AccessToResourceDenied));
        assert_eq!(token(&store), Ok(Err(refused)));
        let why = store.enter("old", World::take_why).expect("old");
        assert_eq!(why.as_deref(), Some("the workspaces keep 3 GiB already: reset them"));
        store
            .enter("old", |world| {
                world.note(crate::domain::base::kinds::EntryKind::Cut, None, serde_json::Value::Null)
            })
            .expect("old");
        assert!(
            store.enter("old", |world| world.weight()).expect("old") <= kept,
            "the journal does not grow"
        );
        drop(other);
        assert_eq!(token(&store), Ok(Ok(())));
        assert_eq!(store.enter("new", |_| ()), Ok(()));
        store.reset(&Scope::All, Ids::Fresh);
        assert_eq!(store.kept(), 0);
    }

    #[test]
    fn a_full_house_lets_go_of_what_is_empty_then_of_what_is_idle_and_never_of_what_is_in_use() {
        let store = Store { host: || Timestamp::from_micros(HOST.get() * 1_000_000), ..store() };
        let keeps = |name: &str| {
            let grant = crate::domain::token::tokens::Grant::default();
            store
                .enter(name, |world| world.issue_token(grant, "host").map(|_| ()))
                .map(|done| done.expect("a token"))
        };
        let is_open = |name: &str| store.rooms().by_name.contains_key(name);
        (0..WORKSPACES - 1).for_each(|number| keeps(&format!("kept {number}")).expect("room"));
        store.enter("empty", |_| ()).expect("room");
        assert_eq!(keeps("one more"), Ok(()), "an empty one makes room");
        assert!(!is_open("empty") && is_open("kept 0"));
        assert_eq!(keeps("too many"), Err(Closed::TooMany), "all were called within ten minutes");
        let found = store.rooms().by_name.get("kept 1").cloned();
        assert_eq!(store.enter(NOBODY, |_| ()), Ok(()), "what is nobody's is noted all the same");
        HOST.set(HOST.get() + 601);
        keeps("kept 0").expect("open");
        assert_eq!(keeps("later"), Ok(()), "an idle one makes room");
        assert!(is_open("kept 0") && is_open("kept 1") && !is_open("kept 10") && is_open("later"));
        assert!(found.is_some(), "whoever has found one keeps it open");
    }

    #[test]
    fn pages_of_other_origins_open_a_hundred_and_push_out_none() {
        let store = store();
        let page = |name: &str| store.enter_as(Visitor::Page, name, |_| ());
        (0..OF_PAGES).for_each(|number| page(&number.to_string()).expect("room"));
        assert_eq!(page("too many"), Err(Closed::TooManyPages));
        assert_eq!(page("7"), Ok(()), "it is open already");
        assert_eq!(store.enter("own", |_| ()), Ok(()));
    }

    #[test]
    fn a_verb_for_all_is_for_future_workspaces_too() {
        let store = store();
        store.enter("old", |_| ()).expect("old");
        store
            .set_clock(&Scope::All, |clock, host| clock.freeze(host, Some(Timestamp::from_micros(5))))
            .expect("frozen");
        for name in ["old", "new"] {
            assert_eq!(store.enter(name, |world| world.now().micros()), Ok(5), "{name}");
        }
        store.reset(&Scope::All, Ids::Fresh);
        assert!(store.enter("old", |world| world.now().micros()).expect("old") > 5);
    }
}

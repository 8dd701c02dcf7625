//! All workspaces of an emulator, one lock each.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use indexmap::IndexMap;
use tokio::sync::watch;
use uuid::Uuid;

use super::scenarios::Scenarios;
use super::share::{Share, Total};
use super::stale::Stale;
use crate::domain::base::agenda::Due;
use crate::domain::base::journal::Fingerprint;
use crate::domain::base::limits::{SECRET_ID, WORKSPACES};
use crate::domain::base::time::{Span, Timestamp};
use crate::domain::workspace::world::{Start, World};

/// Which workspaces a control verb is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    /// All of them, present and future.
    All,
    /// One.
    One(String),
}

/// All workspaces of an emulator.
pub struct Store {
    pub(super) host: fn() -> Timestamp,
    pub(super) first: Start,
    pub(super) next: Mutex<Start>,
    pub(super) keys: HashMap<String, String>,
    pub(super) scenarios: RwLock<Arc<Scenarios>>,
    /// Why the scenario files as they are now are not in force.
    pub(super) refused: Mutex<Option<String>>,
    pub(super) rooms: RwLock<Rooms>,
    pub(super) stale: Mutex<Stale>,
    pub(super) kept: Total,
    pub(super) changes: watch::Sender<u64>,
}

#[derive(Default)]
pub(super) struct Rooms {
    pub(super) by_name: BTreeMap<String, Arc<Mutex<Room>>>,
    pub(super) by_organisation: HashMap<Uuid, String>,
}

pub(super) struct Room {
    pub(super) world: World,
    /// When the page of an open widget was last heard of, in the host's time.
    pub(super) heard: IndexMap<Uuid, Timestamp>,
    pub(super) share: Share,
}

/// A secret id that names no workspace, or one too many.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Closed {
    /// Longer than 128 bytes.
    TooLong,
    /// There are 10,000 already.
    TooMany,
    /// All workspaces together keep as much as they may.
    Full,
    /// The queue has 1,000 items already.
    QueueFull,
    /// The emulator was started with `--keys` and this id is not among them.
    Unknown,
}

/// Where what belongs to no workspace is noted: calls without keys, widgets with foreign tokens.
pub const NOBODY: &str = "";

/// A page that has not been heard of for this long is gone (W-CONT-13).
const LEASE: Span = Span::secs(300);

pub(crate) fn host_clock() -> Timestamp {
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the host's clock")]
    let now = std::time::SystemTime::now();
    let since = now.duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    Timestamp::from_micros(i64::try_from(since.as_micros()).unwrap_or(i64::MAX))
}

/// A panic while a lock was held is a bug that has been reported; the state is still whole enough to answer.
pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Room {
    pub(super) fn new(name: &str, start: &Start, host: Timestamp, share: Share) -> Self {
        Self { world: World::new(name, start, host), heard: IndexMap::new(), share }
    }

    pub(super) fn catch_up(&mut self, host: Timestamp) -> Vec<(Timestamp, Due)> {
        let lost: Vec<Uuid> =
            self.heard.iter().filter(|(_, at)| host.since(**at) > LEASE).map(|(id, _)| *id).collect();
        for id in lost {
            self.heard.shift_remove(&id);
            self.world.vanish(id, "the page has not been heard of for 5 minutes");
        }
        self.world.catch_up(host)
    }
}

impl Store {
    /// A store whose workspaces start as `first` says; with keys, only they open one.
    pub fn new(first: Start, scenarios: Scenarios, keys: HashMap<String, String>) -> Self {
        let (changes, _) = watch::channel(0);
        Self {
            host: host_clock,
            next: Mutex::new(first.clone()),
            first,
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
    pub fn scenarios(&self) -> Arc<Scenarios> {
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
        let room = self.room(name)?;
        Ok(self.within(&room, verb))
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

    pub(super) fn room(&self, name: &str) -> Result<Arc<Mutex<Room>>, Closed> {
        if let Some(room) = self.rooms().by_name.get(name) {
            return Ok(room.clone());
        }
        if name.len() > SECRET_ID {
            return Err(Closed::TooLong);
        }
        if !self.keys.is_empty() && name != NOBODY && !self.keys.contains_key(name) {
            return Err(Closed::Unknown);
        }
        let mut rooms = self.rooms.write().unwrap_or_else(PoisonError::into_inner);
        let start = lock(&self.next).clone();
        if rooms.by_name.len() >= WORKSPACES && !rooms.by_name.contains_key(name) {
            return Err(Closed::TooMany);
        }
        if self.kept.is_full() && !rooms.by_name.contains_key(name) {
            return Err(Closed::Full);
        }
        let host = self.host_now();
        let fresh = || Arc::new(Mutex::new(Room::new(name, &start, host, self.kept.share())));
        let room = rooms.by_name.entry(name.to_owned()).or_insert_with(fresh).clone();
        let organisation = lock(&room).world.core.user_id;
        rooms.by_organisation.insert(organisation, name.to_owned());
        Ok(room)
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

impl Store {
    /// Whether a reset has ended a run that was opened with this token.
    pub fn was_reset(&self, widget: Uuid, token: Fingerprint) -> bool {
        lock(&self.stale).0.contains(&(widget, token))
    }
}

#[cfg(test)]
mod tests {
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
        Store::new(start, Scenarios::default(), HashMap::new())
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

//! Which workspaces open, stay open and make room.

use super::super::later::later;
use super::super::scope::Scope;
use super::*;
use crate::domain::base::clock::Clock;
use crate::domain::base::dice::{Generation, Ids};
use crate::domain::base::limits::{ALL_WORKSPACES, EMPTY_WORKSPACE};
use crate::domain::base::options::Options;
use crate::domain::token::tokens::Grant;
use crate::domain::vocabulary::answers::Refusal;
use crate::domain::vocabulary::catalogue::Code;
use crate::domain::vocabulary::failure::Failure;

/// One in which nobody has a workspace.
pub(crate) fn store() -> Store {
    let start = Start {
        seed: 1,
        generation: Generation::default(),
        clock: Clock::HOST,
        options: Options::default().into(),
        scenario: None,
        data: Arc::default(),
        targets: Vec::new(),
        queue: crate::domain::scenario::queue::Queue::default(),
        availability: crate::domain::link::availability::Availability::default(),
        faults: crate::domain::scenario::faults::Faults::default(),
        script_faults: crate::domain::scenario::faults::Faults::default(),
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
fn when_all_keep_as_much_as_they_may_nothing_more_is_kept_until_a_reset() {
    let store = store();
    let token = |store: &Store| {
        let grant = Grant::default();
        store.enter("old", |world| (world.issue_token(grant, "host").map(|_| ()), world.take_why()))
    };
    let issued = Ok((Ok(()), None));
    assert_eq!(token(&store), issued);
    let kept = store.enter("old", |world| world.weight()).expect("old");
    assert_eq!(store.kept(), kept + EMPTY_WORKSPACE);
    let mut other = store.kept.share();
    other.set(ALL_WORKSPACES);
    assert_eq!(store.enter("new", |_| ()), Err(Closed::Full));
    let refused = Failure::Coded(Refusal::of(Code::AccessToResourceDenied));
    let why = "the workspaces keep 3 GiB already: reset them".to_owned();
    assert_eq!(token(&store), Ok((Err(refused), Some(why))));
    store
        .enter("old", |world| {
            world.note(crate::domain::base::kinds::EntryKind::Cut, None, serde_json::Value::Null)
        })
        .expect("old");
    assert!(store.enter("old", |world| world.weight()).expect("old") <= kept, "the journal does not grow");
    drop(other);
    assert_eq!(token(&store), issued);
    assert_eq!(store.enter("new", |_| ()), Ok(()));
    store.reset(&Scope::All, Ids::Fresh);
    assert_eq!(store.kept(), 0);
}

#[test]
fn a_reason_that_nobody_has_asked_for_is_none_of_the_next_call() {
    let store = store();
    let own = store.enter("one", |world| {
        world.core.hint("of this call".to_owned());
        world.take_why()
    });
    assert_eq!(own.expect("one").as_deref(), Some("of this call"));
    store.enter("one", |world| world.core.hint("of a call before".to_owned())).expect("one");
    assert_eq!(store.enter("one", World::take_why), Ok(None));
}

#[test]
fn nobody_is_listened_to_for_longer_than_anybody_waits() {
    let store = Store { host: || Timestamp::from_micros(HOST.get() * 1_000_000), ..store() };
    store.listen(Span::secs(86_400));
    HOST.set(HOST.get() + 25);
    assert!(store.is_listened_to());
    HOST.set(HOST.get() + 1);
    assert!(!store.is_listened_to());
}

#[test]
fn a_full_house_lets_go_of_what_is_empty_then_of_what_is_idle_and_never_of_what_is_in_use() {
    let store = Store { host: || Timestamp::from_micros(HOST.get() * 1_000_000), ..store() };
    let keeps = |name: &str| {
        let grant = Grant::default();
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
fn a_call_for_all_workspaces_keeps_none_from_making_room() {
    let store = Store { host: || Timestamp::from_micros(HOST.get() * 1_000_000), ..store() };
    let keeps = |name: &str| {
        store.enter(name, |world| world.issue_token(Grant::default(), "host").map(|_| ())).map(drop)
    };
    (0..WORKSPACES).for_each(|number| keeps(&format!("kept {number}")).expect("room"));
    HOST.set(HOST.get() + 601);
    store.each(&Scope::All, |_| ()).expect("all");
    store.journal(&Scope::All, crate::store::Position::default());
    store.set_clock(&Scope::All, |clock, _| clock).expect("clocks");
    store.each(&Scope::One("kept 0".into()), |_| ()).expect("one");
    store.journal(&Scope::One("kept 1".into()), crate::store::Position::default());
    store.set_clock(&Scope::One("kept 10".into()), |clock, _| clock).expect("a clock");
    assert_eq!(keeps("later"), Ok(()), "a monitor of all uses none");
    let gone = |name: &str| !store.rooms().by_name.contains_key(name);
    let named = ["kept 0", "kept 1", "kept 10", "kept 100"].map(gone);
    assert_eq!(named, [false, false, false, true], "the first that no call has named");
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

//! A year of weekly updates in one step: others are answered meanwhile, and whoever reads then pays for no year
//! (R-LIMIT-08).

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use belvo_emulator::control::SetClock;
use belvo_emulator::domain::base::clock::Clock;
use belvo_emulator::domain::base::dice::Generation;
use belvo_emulator::domain::base::options::Options;
use belvo_emulator::domain::base::time::{Span, Timestamp};
use belvo_emulator::domain::link::credentials::Credentials;
use belvo_emulator::domain::link::institution;
use belvo_emulator::domain::record::table;
use belvo_emulator::domain::scenario::faults::Faults;
use belvo_emulator::domain::scenario::queue::Queue;
use belvo_emulator::domain::vocabulary::AccessMode;
use belvo_emulator::domain::workspace::registration::Registration;
use belvo_emulator::domain::workspace::world::{Start, World};
use belvo_emulator::{Emulator, Request};
use serde_json::json;
use uuid::Uuid;

use crate::support::desk::{Desk, NOW};

const BANK: &str = "erebor_mx_retail";
const DAY: i64 = 86_400;

#[test]
fn others_are_answered_while_a_year_of_fifty_links_goes_by() {
    let emulator = Emulator::builder().freeze().start().expect("an emulator");
    for number in 0..50 {
        let body = json!({ "institution": BANK, "username": format!("user_{number}"), "password": "secret" });
        let made = emulator.handle(&Request::post("/api/links/", &body).keys("busy", "secret"));
        assert_eq!(made.status, 201, "{}", made.text());
    }
    let over = AtomicBool::new(false);
    let answers = std::thread::scope(|scope| {
        let year = scope.spawn(|| {
            let moved = emulator.workspace("busy").advance("365d");
            over.store(true, Ordering::SeqCst);
            moved.expect("moved").fired.len()
        });
        let mut answers = 0;
        while !over.load(Ordering::SeqCst) {
            assert_eq!(emulator.handle(&Request::get("/api/links/").keys("other", "secret")).status, 200);
            answers += 1;
        }
        let fired = year.join().expect("a thread");
        assert!(fired >= 50 * 52 * 3, "{fired} arrivals");
        answers
    });
    assert!(answers >= 20, "{answers} answers before the year was over");
}

#[test]
fn what_fell_due_in_many_years_is_told_up_to_a_limit_and_the_rest_counted() {
    let emulator = Emulator::builder().freeze().start().expect("an emulator");
    for number in 0..10 {
        let body = json!({ "institution": BANK, "username": format!("user_{number}"), "password": "secret" });
        assert_eq!(emulator.handle(&Request::post("/api/links/", &body).keys("busy", "secret")).status, 201);
    }
    let moved = emulator.advance("3650d").expect("moved");
    assert_eq!(moved.fired.len(), 10_000);
    assert!(moved.fired_more >= 10 * 521 * 3 - 10_000, "{} more", moved.fired_more);
    assert!(moved.fired.is_sorted_by_key(|fired| fired.at), "the first of them, in order");
}

fn world() -> World {
    let institutions =
        institution::read(include_str!("../../assets/institutions.json")).expect("institutions");
    let start = Start {
        generation: Generation::default(),
        seed: 1,
        clock: Clock::HOST,
        options: Options::default().into(),
        scenario: None,
        queue: Queue::default(),
        availability: belvo_emulator::domain::link::availability::Availability::default(),
        faults: Faults::default(),
        script_faults: Faults::default(),
        data: Arc::default(),
        targets: Vec::new(),
        institutions: Arc::new(institutions),
    };
    World::new("a year", &start, Timestamp::from_micros(0))
}

fn must_link(world: &mut World) -> Uuid {
    let typed = [("username", "somebody"), ("password", "secret")];
    let registration = Registration {
        institution: BANK.to_owned(),
        credentials: Credentials::from_iter(typed.map(|(name, value)| (name.to_owned(), value.to_owned()))),
        token: None,
        access_mode: AccessMode::Recurrent,
        external_id: None,
        credentials_storage: None,
        stale_in: None,
        fetch_resources: Vec::new(),
    };
    world.register(&registration, None).expect("a link").0
}

/// What was there from the beginning and all that has come since are generated once each, after a week and after years.
#[test]
fn a_read_after_years_generates_no_more_than_one_after_two_weeks() {
    let mut world = world();
    let link = must_link(&mut world);
    let transactions = table::find("/api/transactions/").expect("a resource");
    let mut plans_at = |days: i64| {
        world.catch_up(Timestamp::from_micros(0).plus(Span::secs(days * DAY + 60)));
        world.plans(transactions, link)
    };
    for (days, expected) in [(0, 1), (7, 2), (14, 2), (365, 2), (1_000, 2)] {
        assert_eq!(plans_at(days).len(), expected, "after {days} days");
    }
    let read = plans_at(1_000);
    read.into_iter().for_each(|plan| {
        let rows = plan.generate();
        world.keep_generated(&plan, rows);
    });
    world.catch_up(Timestamp::from_micros(0).plus(Span::secs(1_400 * DAY + 60)));
    assert_eq!(world.plans(transactions, link).len(), 1, "and what was read is not generated again");
}

/// At the edge of time a week later is now: a link that is made there comes to rest.
#[test]
fn a_recurrent_link_at_the_edge_of_time_brings_its_data_once() {
    let desk = Desk::at("9998-12-31T00:00:00Z");
    desk.emulator.advance("36500d").expect("the edge");
    let link = desk.must_link(BANK, "bnk100", "recurrent");
    desk.emulator.advance("1d").expect("it stands");
    assert_eq!(desk.must(200, desk.get(&format!("/api/links/{link}/")))["status"], "valid");
}

/// R-LINK-07: ten minutes between two refreshes, but on a clock that was set back meanwhile.
#[test]
fn a_clock_that_was_set_back_lets_a_link_be_refreshed() {
    let desk = Desk::new();
    let link = desk.must_link(BANK, "bnk100", "recurrent");
    let refresh = || desk.post(&format!("/api/links/{link}/refresh/"), &json!({})).status.as_u16();
    desk.emulator.advance("1d").expect("moved");
    assert_eq!([refresh(), refresh()], [202, 409]);
    desk.emulator.set_clock(SetClock::frozen().at(NOW)).expect("back");
    assert_eq!(refresh(), 202);
}

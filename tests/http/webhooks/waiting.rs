//! Waiting for deliveries: with the clock, for those that are tried, page by page; and what waits holds up nobody.

use belvo_emulator::control::{Advance, DeliveryFilter, LinkStatus, SetLink, SetWebhooks, State, WaitFor};
use belvo_emulator::{Emulator, Request};
use serde_json::{Value, json};
use std::net::TcpListener;
use std::time::Instant;

use super::receiver::{Answer, Receiver};
use crate::support::desk::Desk;

const BANK: &str = "erebor_mx_retail";

fn must_break(desk: &Desk, link: &str, times: usize) {
    for _ in 0..times {
        for status in [LinkStatus::Invalid, LinkStatus::Valid] {
            desk.emulator.set_link(SetLink::new(link, status)).expect("set");
        }
    }
}

fn refusing(times: usize) -> (Desk, Receiver, String) {
    let (desk, receiver) = (Desk::new(), Receiver::new(vec![Answer::Status(500, String::new()); times]));
    desk.emulator.set_webhooks(SetWebhooks::to(&receiver.url)).expect("set");
    let link = desk.must_link(BANK, "bnk100", "single");
    (desk, receiver, link)
}

/// Over a socket, as another program.
fn post(emulator: &Emulator, verb: &str, body: &Value) -> Value {
    let url = format!("{}/_emulator/{verb}", emulator.url());
    reqwest::blocking::Client::new().post(url).json(body).send().expect("an answer").json().expect("JSON")
}

#[test]
fn a_clock_that_is_moved_waits_for_the_deliveries_that_fall_due_and_is_moved_once() {
    let (desk, receiver, link) = refusing(5);
    must_break(&desk, &link, 1);
    desk.emulator.deliveries_of(DeliveryFilter::settled()).expect("the log");
    let before = desk.emulator.clock().expect("a clock").now;
    let moved = desk.emulator.advance(Advance::from("1h").wait(WaitFor::Deliveries)).expect("moved");
    assert_eq!((moved.complete, moved.now.seconds() - before.seconds()), (Some(true), 3_600));
    let log = desk.emulator.deliveries().expect("the log");
    assert_eq!((log.deliveries[0].state, log.deliveries[0].tries.len()), (State::Delivered, 6));
    assert_eq!(receiver.rest().len(), 6);

    receiver.answers(vec![Answer::Status(500, String::new()); 2]);
    must_break(&desk, &link, 1);
    let body = json!({ "by": "10m", "wait": "deliveries" });
    let over_http = post(&desk.emulator, "clock/advance", &body);
    assert_eq!(over_http["complete"], true, "{over_http}");
    let now = desk.emulator.clock().expect("a clock").now;
    assert_eq!(now.seconds() - moved.now.seconds(), 600, "asked again, it moves nothing any more");
    assert_eq!(receiver.rest().len(), 3);
}

#[test]
fn what_is_not_settled_in_time_says_so_and_keeps_what_fell_due() {
    let (desk, receiver, link) = refusing(0);
    receiver.answers([Answer::Silence]);
    desk.emulator.set_options([("data.fetch_delay", "2s")]).expect("an option");
    must_break(&desk, &link, 1);
    desk.must_link(BANK, "bnk101", "recurrent");
    let begun = Instant::now();
    let wait = Advance::from("2s").wait(WaitFor::Deliveries).timeout("300ms");
    let moved = desk.emulator.advance(wait).expect("moved");
    assert_eq!(moved.complete, Some(false));
    assert!(!moved.fired.is_empty(), "{moved:?}");
    assert!((300..4_000).contains(&begun.elapsed().as_millis()), "{:?}", begun.elapsed());
    let body = json!({ "by": "1s", "wait": "deliveries", "timeout": "200ms" });
    let over_http = post(&desk.emulator, "clock/advance", &body);
    assert_eq!(over_http["complete"], false);
    let arrivals = over_http["fired"].as_array().expect("what fell due").len();
    assert_eq!(arrivals, 5, "of the first answer: {over_http}");
    for (body, field) in [
        (json!({ "by": "1s", "wait": "deliveries", "timeout": "soon" }), "timeout"),
        (json!({ "by": "1s", "wait": "rain" }), "wait"),
    ] {
        assert_eq!(post(&desk.emulator, "clock/advance", &body)["field"], field);
    }
}

#[test]
fn while_one_waits_others_are_answered() {
    let (desk, receiver, link) = refusing(0);
    receiver.answers([Answer::Silence]);
    must_break(&desk, &link, 1);
    std::thread::scope(|threads| {
        let waiting = threads
            .spawn(|| post(&desk.emulator, "clock/advance", &json!({ "by": "1s", "wait": "deliveries" })));
        receiver.next();
        let begun = Instant::now();
        assert_eq!(desk.get("/api/links/").status, 200);
        assert!(desk.emulator.advance("1s").is_ok());
        assert!(begun.elapsed().as_secs() < 3, "{:?}", begun.elapsed());
        assert!(!waiting.is_finished());
        assert_eq!(waiting.join().expect("an answer")["complete"], true);
    });
}

#[test]
fn deliveries_come_in_pages_that_make_up_all() {
    let (desk, _receiver, link) = refusing(0);
    must_break(&desk, &link, 7);
    let all = desk.emulator.deliveries_of(DeliveryFilter::settled()).expect("the log");
    assert_eq!((all.deliveries.len(), all.next, all.complete), (7, None, Some(true)));
    let (mut paged, mut after, mut sizes) = (Vec::new(), Some(0), Vec::new());
    while let Some(from) = after {
        let page = desk.emulator.deliveries_of(DeliveryFilter::page(from, 3)).expect("a page");
        sizes.push(page.deliveries.len());
        paged.extend(page.deliveries);
        after = page.next;
    }
    assert_eq!((&paged, sizes), (&all.deliveries, vec![3, 3, 1]));
    for limit in [0, 1_001] {
        assert!(desk.emulator.deliveries_of(DeliveryFilter::page(0, limit)).is_err(), "{limit}");
    }
}

/// Those of several workspaces may have the same numbers: none is lost between two pages.
#[test]
fn the_pages_of_several_workspaces_lose_nothing() {
    let (one, two) = (Receiver::new([]), Receiver::new([]));
    let desk = Desk::new();
    for (name, receiver, links) in [("one", &one, 3), ("two", &two, 5)] {
        let control = desk.emulator.workspace(name);
        control.set_webhooks(SetWebhooks::to(&receiver.url)).expect("set");
        for _ in 0..links {
            let body = json!({ "institution": BANK, "username": "bnk100", "password": "full", "access_mode": "single" });
            let request = Request::post("/api/links/", &body).keys(name, "x");
            let link = desk.emulator.handle(&request).value()["id"].as_str().expect("an id").to_owned();
            control.set_link(SetLink::new(link, LinkStatus::Invalid)).expect("set");
        }
    }
    desk.emulator.deliveries_of(DeliveryFilter::settled()).expect("the log");
    let key = |one: &belvo_emulator::control::Delivery| (one.workspace.clone(), one.seq);
    for limit in 1..=9 {
        let (mut paged, mut after) = (Vec::new(), Some(0));
        while let Some(from) = after {
            let page = desk.emulator.deliveries_of(DeliveryFilter::page(from, limit)).expect("a page");
            assert!(!page.deliveries.is_empty() && page.deliveries.len() <= limit + 1);
            paged.extend(page.deliveries.iter().map(key));
            after = page.next;
        }
        let mut unique = paged.clone();
        unique.sort();
        unique.dedup();
        assert_eq!((paged.len(), unique.len()), (8, 8), "{limit}: {paged:?}");
    }
}

#[test]
fn what_is_tried_is_told_to_those_who_wait_for_it() {
    let (desk, _receiver, link) = refusing(1);
    let none = DeliveryFilter::tried_since(0).timeout("1ms");
    assert_eq!(desk.emulator.deliveries_of(none).expect("none").complete, Some(false));
    std::thread::scope(|threads| {
        let waiting = threads.spawn(|| desk.emulator.deliveries_of(DeliveryFilter::tried_since(0)));
        must_break(&desk, &link, 1);
        let news = waiting.join().expect("a thread").expect("news");
        assert_eq!(news.complete, Some(true));
        assert_eq!(news.deliveries[0].tries[0].status, Some(500));
        let since = DeliveryFilter::tried_since(news.tries);
        let waiting = threads.spawn(|| desk.emulator.deliveries_of(since));
        desk.emulator.advance("1m").expect("moved");
        let again = waiting.join().expect("a thread").expect("news");
        assert_eq!(again.deliveries[0].tries.len(), 2, "the retry");
    });
}

/// What waits reckons anew when something is to happen that nobody knew of: a link brings its data by itself.
#[test]
fn who_waits_hears_of_a_link_that_is_made_meanwhile() {
    let emulator = Emulator::builder().option("data.fetch_delay", "300ms").start().expect("an emulator");
    let wait = json!({ "type": "ACCOUNTS", "timeout": "20s" });
    std::thread::scope(|threads| {
        let waiting = threads.spawn(|| post(&emulator, "workspaces/desk/inbox/wait", &wait));
        // It waits before there is the workspace.
        let waits = || emulator.deliveries_of(DeliveryFilter::tried_since(0).timeout("300ms"));
        assert_eq!(waits().expect("none").complete, Some(false));
        let body = json!({ "institution": BANK, "username": "bnk100", "password": "full", "access_mode": "recurrent" });
        emulator.handle(&Request::post("/api/links/", &body).keys("desk", "x"));
        let begun = Instant::now();
        assert_eq!(waiting.join().expect("an answer")["complete"], true);
        assert!(begun.elapsed().as_secs() < 10, "{:?}", begun.elapsed());
    });
}

/// Slow receivers of some workspaces do not delay those of others.
#[test]
fn a_workspace_does_not_wait_for_the_receivers_of_others() {
    let desk = Desk::new();
    // It takes calls, and never reads them.
    let silent = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = silent.local_addr().expect("an address");
    let urls = (0..16).map(|number| SetWebhooks::to(format!("http://{address}/{number}")).targets.remove(0));
    let mut slow = SetWebhooks::default();
    slow.targets = urls.collect();
    let break_link = |name: &str| {
        let body =
            json!({ "institution": BANK, "username": "bnk100", "password": "full", "access_mode": "single" });
        let request = Request::post("/api/links/", &body).keys(name, "x");
        let link = desk.emulator.handle(&request).value()["id"].as_str().expect("an id").to_owned();
        desk.emulator.workspace(name).set_link(SetLink::new(link, LinkStatus::Invalid)).expect("set");
    };
    for name in ["slow1", "slow2", "slow3", "slow4", "slow5"] {
        desk.emulator.workspace(name).set_webhooks(slow.clone()).expect("set");
        break_link(name);
    }
    let receiver = Receiver::new([]);
    desk.emulator.workspace("quick").set_webhooks(SetWebhooks::to(&receiver.url)).expect("set");
    let begun = Instant::now();
    break_link("quick");
    receiver.next();
    assert!(
        begun.elapsed().as_millis() < 4_000,
        "before the silent ones are given up: {:?}",
        begun.elapsed()
    );
}

//! A day, a week and a year in one call: what falls due is told once and in order, however the time is cut, and whatever
//! the receiver does (R-HOOK-03, R-LIMIT-08).

use std::collections::BTreeMap;
use std::net::TcpListener;

use belvo_emulator::Emulator;
use belvo_emulator::control::{Delivery, DeliveryFilter, Inbox, SetWebhooks, State, Timestamp};
use serde_json::Value;

use super::receiver::{Answer, Receiver};
use crate::support::desk::Desk;

const BANK: &str = "erebor_mx_retail";
const NOW: &str = "2026-07-01T12:00:00Z";

/// Two recurrent links with an hour between them, and a single one, all of whose data come later.
fn desk() -> (Desk, Vec<String>) {
    let desk = Desk::of(Emulator::builder().now(NOW).freeze().start().expect("an emulator"));
    desk.emulator.set_options([("data.fetch_delay", "2s")]).expect("an option");
    let mut links = Vec::new();
    for (user, mode) in [("bnk100", "recurrent"), ("bnk101", "single"), ("bnk1002", "recurrent")] {
        links.push(desk.must_link(BANK, user, mode));
        desk.emulator.advance("1h").expect("moved");
    }
    desk.emulator.clear_inbox().expect("cleared");
    (desk, links)
}

fn inbox(desk: &Desk) -> Inbox {
    desk.emulator.inbox().expect("the inbox")
}

/// How many there are in a list of a link.
fn count(desk: &Desk, what: &str, link: &str) -> u64 {
    let page = desk.must(200, desk.get(&format!("/api/{what}/?link={link}&page_size=1")));
    page["count"].as_u64().expect("a count")
}

/// The sum of a number that some webhooks of a link tell.
fn sum(desk: &Desk, link: &str, code: &str, key: &str) -> u64 {
    let webhooks = inbox(desk).webhooks;
    let bodies = webhooks.iter().map(|one| &one.body);
    let of = bodies.filter(|body| body["link_id"] == *link && body["webhook_code"] == code);
    of.filter_map(|body| body["data"][key].as_u64()).sum()
}

/// When, of which link, what.
fn told(desk: &Desk) -> Vec<(Timestamp, String, String)> {
    let webhooks = inbox(desk).webhooks;
    let text = |body: &Value, key: &str| body[key].as_str().unwrap_or_default().to_owned();
    webhooks.iter().map(|one| (one.at, text(&one.body, "link_id"), text(&one.body, "webhook_type"))).collect()
}

#[test]
fn a_day_a_week_and_a_year_tell_once_and_in_order_what_fell_due() {
    for (span, weeks) in [("1d", 0), ("7d", 1), ("365d", 52)] {
        let (desk, links) = desk();
        let listed = |link: &str| count(&desk, "transactions", link);
        let before: Vec<u64> = links.iter().map(|link| listed(link)).collect();
        desk.emulator.advance(span).expect("moved");
        let told = told(&desk);
        assert!(told.is_sorted_by_key(|(at, _, _)| at), "{span}: in order");
        let of =
            |link: &str, kind: &str| told.iter().filter(|(_, of, what)| of == link && what == kind).count();
        assert_eq!(
            links.iter().map(|link| of(link, "TRANSACTIONS")).collect::<Vec<_>>(),
            [weeks, 0, weeks],
            "{span}"
        );
        let ids: BTreeMap<String, usize> =
            inbox(&desk).webhooks.iter().fold(BTreeMap::new(), |mut ids, one| {
                *ids.entry(one.body["webhook_id"].to_string()).or_default() += 1;
                ids
            });
        assert!(ids.values().all(|times| *times == 1), "{span}: once");
        for (link, before) in links.iter().zip(before) {
            let new = sum(&desk, link, "new_transactions_available", "new_transactions");
            assert_eq!(listed(link), before + new, "{span}: what is told is what is new");
        }
    }
}

/// The same of invoices and tax returns, each told by its direction and its kind.
#[test]
fn half_a_year_of_a_taxpayer_tells_what_its_lists_then_have() {
    let (desk, _) = desk();
    let link = desk.must_link("tatooine_mx_fiscal", "FISC861224XY5", "recurrent");
    desk.emulator.advance("1m").expect("moved");
    let counts = || ["invoices", "tax-returns"].map(|what| count(&desk, what, &link));
    let before = counts();
    desk.emulator.clear_inbox().expect("cleared");
    desk.emulator.advance("183d").expect("moved");
    let directions = ["new_inflow_invoices_available", "new_outflow_invoices_available"];
    let invoices: u64 = directions.iter().map(|code| sum(&desk, &link, code, "total_invoices")).sum();
    let returns = sum(&desk, &link, "new_tax_returns_available", "total_tax_returns");
    assert_eq!(counts(), [before[0] + invoices, before[1] + returns]);
    assert!(invoices > 0 && returns > 0);
}

#[test]
fn a_year_in_one_step_tells_the_same_as_day_by_day() {
    let [(whole, _), (daily, _)] = [desk(), desk()];
    whole.emulator.advance("365d").expect("moved");
    (0..365).for_each(|_| drop(daily.emulator.advance("1d").expect("moved")));
    let [whole, daily] = [whole, daily].map(|desk| serde_json::to_value(inbox(&desk)).expect("JSON"));
    assert_eq!(whole, daily);
}

fn settled(desk: &Desk) -> Vec<Delivery> {
    desk.emulator.deliveries_of(DeliveryFilter::settled()).expect("the log").deliveries
}

#[track_caller]
fn must_all_be(log: &[Delivery], state: State) {
    let others: Vec<&Delivery> = log.iter().filter(|one| one.state != state).collect();
    assert!(!log.is_empty() && others.is_empty(), "{} of {}: {:?}", others.len(), log.len(), others.first());
}

/// The retries of a year that has passed are due already, all but the last ones.
#[test]
fn a_receiver_that_fails_now_and_then_hears_a_year_once_and_in_order() {
    let failing = [
        Answer::Status(500, "no".into()),
        Answer::Status(200, String::new()),
        Answer::Reset,
        Answer::Status(429, String::new()),
        Answer::Status(204, String::new()),
        Answer::Silence,
        Answer::Status(307, String::new()),
    ];
    let (desk, _) = desk();
    let receiver = Receiver::new(
        failing.iter().cycle().take(21).filter(|answer| !matches!(answer, Answer::Silence)).cloned(),
    );
    receiver.answers([Answer::Silence]);
    desk.emulator.set_webhooks(SetWebhooks::to(&receiver.url)).expect("set");
    desk.emulator.advance("365d").expect("moved");
    settled(&desk);
    desk.emulator.advance("1h").expect("moved");
    let log = settled(&desk);
    must_all_be(&log, State::Delivered);
    let got = receiver.rest();
    let mut order: Vec<Value> = Vec::new();
    for call in &got {
        let id = call.body()["webhook_id"].clone();
        if !order.contains(&id) {
            order.push(id);
        }
    }
    let inbox = inbox(&desk).webhooks;
    let expected: Vec<Value> = inbox.iter().map(|one| one.body["webhook_id"].clone()).collect();
    assert_eq!(order, expected, "for the first time they come in order");
    let tries: usize = log.iter().map(|one| one.tries.len()).sum();
    assert_eq!(got.len(), tries, "and again only after a failure");
}

/// Of a server that is started anew meanwhile nothing is lost, and nothing comes twice.
#[test]
fn a_receiver_that_is_away_for_a_while_hears_what_it_has_missed() {
    let (desk, links) = desk();
    // An address of its own: nobody else takes the port meanwhile.
    let free = TcpListener::bind("127.0.0.9:0").expect("a port");
    let place = free.local_addr().expect("an address");
    drop(free);
    desk.emulator.set_webhooks(SetWebhooks::to(format!("http://{place}/hooks"))).expect("set");
    desk.emulator.advance("6d21h5s").expect("moved");
    let missed = settled(&desk);
    must_all_be(&missed, State::Waiting);
    assert!(missed[0].tries[0].answer.contains("no connection"), "{missed:?}");
    let receiver = Receiver::at(&place.to_string(), []);
    desk.emulator.advance("1h").expect("moved");
    let log = settled(&desk);
    must_all_be(&log, State::Delivered);
    let got = receiver.rest();
    assert_eq!(got.len(), log.len());
    assert!(got.iter().take(missed.len()).all(|call| call.body()["link_id"] == *links[0]));
}

//! What a link's life does to what is listed and told: refreshes, gaps, deletions, data that grow old (R-DATA-09, R-LINK-20).

use std::collections::{BTreeMap, BTreeSet};

use belvo_emulator::control::{LinkStatus, SetLink, SetWebhooks};
use http::Method;
use serde_json::{Value, json};

use super::inbox::{late, said, told};
use super::receiver::Receiver;
use crate::support::desk::Desk;
use crate::support::page::Page;

const BANK: &str = "erebor_mx_retail";
const MADE: &str = "2026-07-01T12:00:00Z";

fn move_by(desk: &Desk, by: &str) {
    desk.emulator.advance(by).expect("moved");
}

fn listed(desk: &Desk, path: &str, link: &str) -> Vec<Value> {
    desk.must_list(&format!("{path}?link={link}"))
}

fn transactions(desk: &Desk, link: &str) -> Vec<Value> {
    listed(desk, "/api/transactions/", link)
}

fn ids(rows: &[Value]) -> BTreeSet<String> {
    rows.iter().filter_map(|row| row["id"].as_str()).map(str::to_owned).collect()
}

#[track_caller]
fn refreshed(desk: &Desk, link: &str) -> Value {
    desk.must(202, desk.post(&format!("/api/links/{link}/refresh/"), &json!({})))["request_id"].clone()
}

#[track_caller]
fn repaired(desk: &Desk, link: &str) {
    let secret = json!({ "password": "renewed" });
    desk.must(200, desk.call(Method::PUT, &format!("/api/links/{link}/"), Some(&secret)));
}

fn delete(desk: &Desk, path: &str, id: &Value) {
    let target = format!("{path}{}/", id.as_str().expect("an id"));
    assert_eq!(desk.call(Method::DELETE, &target, None).status.as_u16(), 204);
}

/// What was told since the last time.
fn news(desk: &Desk) -> Vec<Value> {
    let webhooks = told(desk);
    desk.emulator.clear_inbox().expect("cleared");
    webhooks
}

#[track_caller]
fn must_be_told_once(webhooks: &[Value]) {
    let mut counts: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    said(webhooks).into_iter().for_each(|pair| *counts.entry(pair).or_default() += 1);
    assert!(!counts.is_empty() && counts.values().all(|count| *count == 1), "{counts:?}");
}

/// The total that is told of transactions.
#[track_caller]
fn total(webhooks: &[Value]) -> u64 {
    let totals = webhooks.iter().filter_map(|webhook| webhook["data"]["total_transactions"].as_u64());
    let totals: Vec<u64> = totals.collect();
    assert_eq!(totals.len(), 1, "{:?}", said(webhooks));
    totals[0]
}

#[test]
fn a_refresh_while_the_first_data_are_under_way_waits_for_them() {
    let desk = late(MADE);
    let link = desk.must_link(BANK, "bnk100", "recurrent");
    move_by(&desk, "500ms");
    let request_id = refreshed(&desk, &link);
    move_by(&desk, "1m");
    let webhooks = told(&desk);
    must_be_told_once(&webhooks);
    assert!(webhooks.iter().all(|webhook| webhook["request_id"] == request_id), "R-HOOK-06");
    assert_eq!(total(&webhooks), transactions(&desk, &link).len() as u64);
    desk.emulator.clear_inbox().expect("cleared");
    move_by(&desk, "7d");
    assert!(told(&desk).iter().all(|webhook| webhook["request_id"] != request_id), "a week later it is over");
}

#[test]
fn new_credentials_do_not_fetch_what_is_under_way_already() {
    let desk = late(MADE);
    let link = desk.must_link(BANK, "bnk100", "recurrent");
    move_by(&desk, "500ms");
    repaired(&desk, &link);
    repaired(&desk, &link);
    move_by(&desk, "1m");
    must_be_told_once(&news(&desk));
    repaired(&desk, &link);
    repaired(&desk, &link);
    let request_id = refreshed(&desk, &link);
    repaired(&desk, &link);
    move_by(&desk, "1m");
    let webhooks = news(&desk);
    must_be_told_once(&webhooks);
    assert!(webhooks.iter().all(|webhook| webhook["request_id"] == request_id));
}

/// R-HOOK-07: what is older than a year stays in the lists, and counts.
#[test]
fn the_totals_of_a_refresh_are_those_of_the_lists() {
    let desk = late(MADE);
    let link = desk.must_link(BANK, "bnk100", "recurrent");
    move_by(&desk, "1m");
    transactions(&desk, &link);
    move_by(&desk, "56d");
    desk.emulator.clear_inbox().expect("cleared");
    refreshed(&desk, &link);
    move_by(&desk, "1m");
    let webhooks = told(&desk);
    let rows = transactions(&desk, &link);
    assert_eq!(total(&webhooks), rows.len() as u64);
    let first = rows.iter().filter_map(|row| row["value_date"].as_str()).min().expect("a day");
    let data = &webhooks.iter().find(|one| one["webhook_type"] == "TRANSACTIONS").expect("one")["data"];
    assert_eq!(data["first_transaction_date"], first);
    assert!(first < "2025-07-10", "{first}");
}

/// Reading changes nothing: whoever reads late finds what those find who read each week.
#[test]
fn what_is_listed_does_not_depend_on_when_it_is_read() {
    let (often, late_reader) = (late(MADE), late(MADE));
    let links = [&often, &late_reader].map(|desk| desk.must_link(BANK, "bnk100", "recurrent"));
    for _ in 0..9 {
        [&often, &late_reader].into_iter().for_each(|desk| move_by(desk, "7d"));
        transactions(&often, &links[0]);
    }
    let told_of = |desk: &Desk, link: &str| -> BTreeSet<(String, String)> {
        let pair = |row: Value| {
            [&row["id"], &row["created_at"]].map(|text| text.as_str().unwrap_or_default().to_owned())
        };
        transactions(desk, link).into_iter().map(pair).map(<(String, String)>::from).collect()
    };
    let (one, other) = (told_of(&often, &links[0]), told_of(&late_reader, &links[1]));
    assert!(one.len() > 300, "{}", one.len());
    assert_eq!(one.difference(&other).collect::<Vec<_>>(), Vec::<&(String, String)>::new());
    assert_eq!(one, other);
}

#[test]
fn what_a_link_has_missed_comes_with_its_repair_and_is_told_then() {
    let desk = late(MADE);
    let link = desk.must_link(BANK, "bnk100", "recurrent");
    move_by(&desk, "1d");
    desk.emulator.set_link(SetLink::new(&link, LinkStatus::Invalid)).expect("set");
    let before = ids(&transactions(&desk, &link));
    move_by(&desk, "21d");
    news(&desk);
    repaired(&desk, &link);
    assert_eq!(ids(&transactions(&desk, &link)), before, "not before its webhook (R-DATA-09)");
    move_by(&desk, "1m");
    let webhooks = news(&desk);
    let after = transactions(&desk, &link);
    assert!(after.len() > before.len());
    assert_eq!(total(&webhooks), after.len() as u64, "W-UPD-05");
    move_by(&desk, "7d");
    let added = transactions(&desk, &link).len() - after.len();
    let webhooks = news(&desk);
    let told = webhooks.iter().find(|one| one["webhook_type"] == "TRANSACTIONS").expect("a webhook");
    assert_eq!(told["data"], json!({ "new_transactions": added }), "the next week goes on");
}

#[test]
fn what_is_set_valid_by_hand_brings_what_it_has_missed_with_the_next_update() {
    let desk = late(MADE);
    let link = desk.must_link(BANK, "bnk100", "recurrent");
    move_by(&desk, "1d");
    let before = ids(&transactions(&desk, &link));
    desk.emulator.set_link(SetLink::new(&link, LinkStatus::Invalid)).expect("set");
    move_by(&desk, "15d");
    desk.emulator.set_link(SetLink::new(&link, LinkStatus::Valid)).expect("set");
    assert_eq!(ids(&transactions(&desk, &link)), before);
    news(&desk);
    move_by(&desk, "7d");
    let added = transactions(&desk, &link).len() - before.len();
    let webhooks = news(&desk);
    assert_eq!(webhooks[0]["data"], json!({ "new_transactions": added }), "{:?}", said(&webhooks));
}

/// R-DATA-04, R-ACC-04
#[test]
fn what_was_deleted_comes_back_when_it_is_asked_for_and_not_by_itself() {
    let desk = late(MADE);
    let link = desk.must_link(BANK, "bnk100", "recurrent");
    move_by(&desk, "1m");
    let rows = transactions(&desk, &link);
    delete(&desk, "/api/transactions/", &rows[0]["id"]);
    let accounts = listed(&desk, "/api/accounts/", &link);
    delete(&desk, "/api/accounts/", &accounts[0]["id"]);
    news(&desk);
    move_by(&desk, "14d");
    let after = transactions(&desk, &link);
    assert!(!ids(&after).contains(rows[0]["id"].as_str().expect("an id")));
    assert!(after.iter().all(|row| row["account"]["id"] != accounts[0]["id"]), "nor anything of the account");
    assert_eq!(listed(&desk, "/api/accounts/", &link).len(), accounts.len() - 1);
    assert!(listed(&desk, "/api/owners/", &link).is_empty(), "the owners went with it");
    let fresh: u64 = news(&desk).iter().filter_map(|one| one["data"]["new_transactions"].as_u64()).sum();
    let known = ids(&rows);
    assert_eq!(
        fresh,
        after.iter().filter(|row| !known.contains(row["id"].as_str().expect("an id"))).count() as u64
    );
    desk.must_retrieve("/api/accounts/", &json!({ "link": link }));
    assert_eq!(listed(&desk, "/api/accounts/", &link).len(), accounts.len());
    refreshed(&desk, &link);
    move_by(&desk, "1m");
    let all = transactions(&desk, &link);
    assert!(ids(&all).is_superset(&known));
    assert_eq!(total(&news(&desk)), all.len() as u64);
}

/// R-LINK-20
#[test]
fn data_that_have_grown_old_stay_away_until_new_ones_are_there() {
    let desk = late(MADE);
    let body = json!({ "institution": BANK, "username": "bnk100", "password": "full", "stale_in": "3d" });
    let link = desk.must(201, desk.post("/api/links/", &body))["id"].as_str().expect("an id").to_owned();
    let paths = ["/api/accounts/", "/api/transactions/", "/api/owners/"];
    let there = || paths.map(|path| !listed(&desk, path, &link).is_empty());
    move_by(&desk, "1m");
    assert_eq!(there(), [true; 3]);
    for (by, expected) in
        [("3d", [false; 3]), ("3d23h59m1s", [false; 3]), ("1s", [true, false, false]), ("1m", [true; 3])]
    {
        // The week is over at noon; the accounts are there two seconds later.
        move_by(&desk, by);
        assert_eq!(there(), expected, "after {by}");
    }
}

/// R-ASYNC-03
#[test]
fn a_call_in_the_background_tells_only_what_was_not_there() {
    let desk = late(MADE);
    let link = desk.must_link(BANK, "bnk100", "single");
    let told_of = |from: &str| {
        let body = json!({ "link": link, "date_from": from, "date_to": "2026-06-30" });
        let reply =
            desk.call_with(Method::POST, "/api/transactions/", &body, ("X-Belvo-Request-Mode", "async"));
        let request_id = desk.must(202, reply)["request_id"].clone();
        move_by(&desk, "1m");
        let webhooks = news(&desk);
        assert_eq!(webhooks.len(), 1, "who has asked is answered");
        assert_eq!(webhooks[0]["request_id"], request_id);
        webhooks[0]["data"]["new_transactions"].as_u64().expect("a count")
    };
    let first = told_of("2026-06-01");
    assert!(first > 0);
    assert_eq!(told_of("2026-06-01"), 0);
    let more = told_of("2026-05-01");
    assert_eq!(transactions(&desk, &link).len() as u64, first + more);
    assert_eq!(told_of("2026-06-01"), 0, "nor when it was read meanwhile");
}

/// W-UPD-05: the widget repairs as new credentials over REST do.
#[test]
fn a_link_that_is_repaired_in_the_widget_tells_all_that_it_has() {
    let desk = late(MADE);
    let link = desk.must_link(BANK, "break_refresh", "recurrent");
    move_by(&desk, "15d");
    let broken = news(&desk);
    assert_eq!(
        said(&broken).last(),
        Some(&("LINK", "invalid_credentials")),
        "a week later, and nothing after it"
    );
    let before = ids(&transactions(&desk, &link));
    let body = json!({
        "id": "desk", "password": "secret", "link_id": link, "scopes": "read_institutions,write_links,read_links",
    });
    let token =
        desk.must(200, desk.post("/api/token/", &body))["access"].as_str().expect("a token").to_owned();
    let mut page = Page::open(&desk.emulator, &token);
    page.act("submit", json!({ "password": "renewed" }));
    assert_eq!(page.screen["name"], "success", "{}", page.screen);
    assert_eq!(ids(&transactions(&desk, &link)), before);
    move_by(&desk, "1m");
    let webhooks = news(&desk);
    must_be_told_once(&webhooks);
    assert!(webhooks.iter().all(|webhook| webhook["process_type"] == "historical_update"));
    let after = ids(&transactions(&desk, &link));
    assert!(after.len() > before.len());
    assert_eq!(total(&webhooks), after.len() as u64);
}

/// On a clock that stands nothing else comes to bring it: what is due with the call is sent with it.
#[test]
fn what_is_due_at_once_is_sent_though_no_other_call_comes() {
    let (desk, receiver) = (Desk::new(), Receiver::new([]));
    desk.emulator.set_webhooks(SetWebhooks::to(&receiver.url)).expect("set");
    let link = desk.must_link(BANK, "bnk100", "recurrent");
    let heard: Vec<Value> = (0..6).map(|_| receiver.next().body()["link_id"].clone()).collect();
    assert!(heard.iter().all(|id| *id == *link), "{heard:?}");
}

//! What is kept of a link, and what becomes of it (R-DATA-04 to 08, R-LINK-07, R-ACC-04).

use belvo_emulator::control::{LinkStatus, SetLink};
use http::Method;
use serde_json::{Value, json};

use crate::support::desk::Desk;

const ASYNC: (&str, &str) = ("x-belvo-request-mode", "async");

fn checking(desk: &Desk, link: &str) -> String {
    let accounts = desk.must_list(&format!("/api/accounts/?link={link}"));
    let checking = accounts.iter().find(|account| account["category"] == "CHECKING_ACCOUNT");
    checking.expect("an account")["id"].as_str().expect("an id").to_owned()
}

/// R-ACC-04: whether or not somebody has looked at them before.
#[test]
fn what_hangs_on_an_account_goes_with_it_read_or_not() {
    let desk = Desk::new();
    for user in ["read100", "unread100"] {
        let link = desk.must_link("erebor_mx_retail", user, "recurrent");
        let account = checking(&desk, &link);
        let transactions = format!("/api/transactions/?link={link}&account={account}");
        if user == "read100" {
            assert!(!desk.must_list(&transactions).is_empty());
        }
        desk.must(204, desk.call(Method::DELETE, &format!("/api/accounts/{account}/"), None));
        assert_eq!(desk.must_list(&transactions), [] as [Value; 0], "{user}");
        assert_eq!(desk.must_list(&format!("/api/owners/?link={link}")), [] as [Value; 0], "{user}");
        assert!(!desk.must_list(&format!("/api/transactions/?link={link}")).is_empty(), "{user}");
    }
}

/// R-ACC-05: what came with the link is older than what is asked for.
#[test]
fn a_retrieve_is_not_undone_by_the_first_list() {
    let desk = Desk::new();
    let link = desk.must_link("erebor_mx_retail", "bnk100", "recurrent");
    desk.emulator.advance("6d").expect("6 days");
    let mut fresh = desk.must_retrieve("/api/accounts/", &json!({ "link": link }));
    let mut listed = desk.must_list(&format!("/api/accounts/?link={link}"));
    let by_id = |rows: &mut Vec<Value>| rows.sort_by_key(|row| row["id"].as_str().map(str::to_owned));
    by_id(fresh.as_array_mut().expect("R-DATA-05"));
    by_id(&mut listed);
    let shown = |rows: &[Value]| {
        let of = |row: &Value| json!([row["id"], row["balance"], row["collected_at"]]);
        rows.iter().map(of).collect::<Vec<_>>()
    };
    assert_eq!(shown(fresh.as_array().expect("R-DATA-05")), shown(&listed));
    assert!(listed.iter().all(|row| row["collected_at"] == "2026-03-21T12:00:00.000000Z"), "{listed:?}");
}

/// R-LINK-07
#[test]
fn a_refresh_brings_what_has_happened_since() {
    let desk = Desk::new();
    let link = desk.must_link("erebor_mx_retail", "bnk100", "recurrent");
    let newest = || {
        let rows = desk.must_list(&format!("/api/transactions/?link={link}&value_date__gt=2026-03-15"));
        rows.len()
    };
    assert_eq!(newest(), 0);
    desk.emulator.advance("6d").expect("6 days");
    let body = json!({ "fetch_resources": ["ACCOUNTS", "TRANSACTIONS"] });
    desk.must(202, desk.post(&format!("/api/links/{link}/refresh/"), &body));
    assert_eq!(newest(), 0, "R-ASYNC-03");
    desk.emulator.advance("1m").expect("a minute");
    assert!(newest() > 0);
    let accounts = desk.must_list(&format!("/api/accounts/?link={link}"));
    assert!(accounts.iter().all(|row| row["collected_at"].as_str() > Some("2026-03-21")), "R-ACC-05");
    let owners = desk.must_list(&format!("/api/owners/?link={link}"));
    assert!(owners.iter().all(|row| row["collected_at"].as_str() < Some("2026-03-16")), "not asked for");
}

/// R-LIMIT-08
#[test]
fn a_recurrent_link_gets_its_data_anew_every_week() {
    let desk = Desk::new();
    let link = desk.must_link("erebor_mx_retail", "bnk100", "recurrent");
    let collected = || desk.must_list(&format!("/api/accounts/?link={link}"))[0]["collected_at"].clone();
    let accessed = || desk.must(200, desk.get(&format!("/api/links/{link}/")))["last_accessed_at"].clone();
    assert_eq!(collected(), "2026-03-15T12:00:00.000000Z");
    desk.emulator.advance("167h").expect("6 days and 23 hours");
    assert_eq!(collected(), "2026-03-15T12:00:00.000000Z");
    desk.emulator.advance("1h").expect("an hour");
    assert_eq!((collected(), accessed()), (json!("2026-03-22T12:00:00.000000Z"), collected()));
    desk.emulator.advance("36d").expect("36 days");
    assert_eq!(collected(), "2026-04-26T12:00:00.000000Z", "the last of five weeks");
    let since = desk.must_list(&format!("/api/transactions/?link={link}&value_date__gt=2026-03-15"));
    assert!(since.len() > 20, "{}", since.len());
    desk.emulator.set_link(SetLink::new(&link, LinkStatus::Invalid)).expect("a status");
    desk.emulator.advance("7d").expect("a week");
    assert_eq!(collected(), "2026-04-26T12:00:00.000000Z", "the bank lets nobody in");
    let id = &desk.must_list(&format!("/api/accounts/?link={link}"))[0]["id"];
    assert!(since.iter().any(|row| row["account"]["id"] == *id), "ids stay");
}

/// R-ASYNC-03, R-DATA-06
#[test]
fn what_cannot_be_fetched_is_refused_also_in_the_background() {
    let desk = Desk::new();
    let link = desk.must_link("erebor_mx_retail", "bnk100", "single");
    let asked = |from: &str, to: &str| {
        let body = json!({ "link": link, "date_from": from, "date_to": to });
        desk.call_with(Method::POST, "/api/transactions/", &body, ASYNC)
    };
    assert_eq!(desk.must_refuse(400, asked("2026-03-10", "2026-03-01")), "validation_error");
    desk.must(202, asked("2026-03-01", "2026-03-10"));
}

/// A call that waits takes room until the clock moves or its link goes.
#[test]
fn so_many_calls_wait_in_the_background_and_no_more() {
    let desk = Desk::new();
    let link = desk.must_link("erebor_mx_retail", "bnk100", "single");
    let body = json!({ "link": link, "date_from": "2026-03-01", "date_to": "2026-03-10" });
    let asked = || desk.call_with(Method::POST, "/api/transactions/", &body, ASYNC);
    for _ in 0..1_000 {
        desk.must(202, asked());
    }
    let refused = asked();
    let why = refused.headers["x-belvo-emulator-why"].to_str().expect("text").to_owned();
    assert_eq!(desk.must_refuse(429, refused), "throttled");
    assert!(why.contains("move the clock"), "{why}");
    desk.must(204, desk.call(Method::DELETE, &format!("/api/links/{link}/"), None));
    let fired = desk.emulator.advance("1h").expect("an hour");
    assert_eq!(json!(fired)["fired"], json!([]), "nothing is fetched of a link that is gone");
}

/// R-PAGE-07: of a parameter that is repeated, the last counts, also for what is fetched with a link.
#[test]
fn a_list_is_about_the_link_that_counts() {
    let desk = Desk::new();
    let [one, two] = ["one100", "two100"].map(|user| desk.must_link("erebor_mx_retail", user, "recurrent"));
    assert_eq!(desk.must_list(&format!("/api/accounts/?link={one}&link={two}")).len(), 5);
    let both = format!("/api/owners/?link__in={one}&link__in={two}");
    assert_eq!(desk.must_list(&both).len(), 2);
}

/// R-ERR-02, R-ERR-13, R-ERR-14
#[test]
fn each_fault_is_told_once_and_a_day_is_written_in_one_way() {
    let desk = Desk::new();
    let body = json!({ "session": "x", "link": 5 });
    let faults = desk.must(400, desk.call(Method::PATCH, "/api/accounts/", Some(&body)));
    assert_eq!(faults.as_array().map(Vec::len), Some(1), "{faults}");
    let link = desk.must_link("erebor_mx_retail", "bnk100", "single");
    for day in ["20260301", "2026-03-01T10:00:00", "2026-3-1", "2026-03-01[u-ca=iso8601]", "2026-02-30"] {
        let body = json!({ "link": link, "date_from": day, "date_to": "2026-03-10" });
        let faults = desk.must(400, desk.post("/api/transactions/", &body));
        assert_eq!(faults[0]["field"], "date_from", "{day}");
    }
}

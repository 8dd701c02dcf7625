//! What the real sandbox limits, by options that are off at the start (R-LIMIT).

use belvo_emulator::control::{DueKind, EntryKind, SetClock, SetScenario};
use belvo_emulator::{Emulator, Reply, Request};
use http::Method;
use serde_json::{Value, json};

use crate::support::desk::Desk;
use crate::support::page::Page;
use crate::support::{PASSWORD, SECRET_ID, must_get_token, still};

const NOON: &str = "2026-01-31T12:00:00Z";
const BANK: &str = "erebor_mx_retail";

#[track_caller]
fn limited(option: &str) -> Desk {
    let emulator = Emulator::builder().now(NOON).freeze().option(option, "on").start();
    Desk::of(emulator.expect("an emulator"))
}

fn from(address: &str, request: Request) -> Request {
    Request { peer: address.parse().ok(), ..request }
}

fn links() -> Request {
    Request::get("/api/links/").keys(SECRET_ID, PASSWORD)
}

fn statuses(emulator: &Emulator, times: usize, request: &Request) -> Vec<u16> {
    (0..times).map(|_| emulator.handle(request).status.as_u16()).collect()
}

fn why(reply: &Reply) -> &str {
    reply.headers.get("x-belvo-emulator-why").map_or("", |why| why.to_str().expect("text"))
}

#[test]
fn r_limit_01_the_81st_call_within_30_seconds_gets_the_page_of_the_proxy() {
    let desk = limited("limit.rate");
    for _ in 0..80 {
        assert_eq!(desk.get("/api/links/").status, 200);
    }
    // Held against the document of the API, as each answer to the desk is.
    let reply = desk.get("/api/links/");
    assert_eq!((reply.status.as_u16(), &reply.headers["content-type"]), (403, &"text/html".parse().unwrap()));
    let page = "<html><head><title>403 Forbidden</title></head><body>\n<center><h1>403 Forbidden</h1></center>\n<hr><center>openresty/1.15.8.2</center>\n</body></html>";
    assert_eq!(
        reply.text().split_whitespace().collect::<String>(),
        page.split_whitespace().collect::<String>(),
        "R-ERR-50"
    );
    let said = why(&reply).to_owned();
    assert_eq!(
        said,
        "limit.rate: 80 calls from 127.0.0.1 within 30s; the next is answered 30000 ms from now"
    );
    let journal = desk.emulator.journal().expect("the journal").entries;
    assert_eq!(journal.last().and_then(|entry| entry.why.clone()), Some(said));
    desk.emulator.advance("29s").expect("moved");
    assert_eq!(desk.get("/api/links/").status, 403, "refused calls do not count, and buy no time");
    desk.emulator.advance("1s").expect("moved");
    assert_eq!(desk.get("/api/links/").status, 200);
}

#[test]
fn r_limit_01_off_by_default_and_for_each_address_alone() {
    let emulator = still().start().expect("an emulator");
    assert!(statuses(&emulator, 100, &links()).iter().all(|status| *status == 200));
    emulator.set_options([("limit.rate", "on")]).expect("an option");
    assert!(statuses(&emulator, 80, &links()).iter().all(|status| *status == 200));
    assert_eq!(statuses(&emulator, 1, &links()), [403]);
    for own in ["127.0.0.1", "::1", "::ffff:127.0.0.1"] {
        assert_eq!(statuses(&emulator, 1, &from(own, links())), [403], "{own} is this machine too");
    }
    assert_eq!(statuses(&emulator, 1, &from("10.0.0.7", links())), [200]);
    let other = Request::get("/api/links/").keys("another", "worker");
    assert_eq!(statuses(&emulator, 1, &other), [200], "a workspace counts its own");
}

#[test]
fn r_limit_01_whoever_has_no_keys_is_counted_too_and_the_control_api_and_the_script_are_not() {
    let emulator = still().option("limit.rate", "on").start().expect("an emulator");
    let nobody = Request::get("/api/links/");
    assert!(statuses(&emulator, 80, &nobody).iter().all(|status| *status == 401));
    assert_eq!(statuses(&emulator, 1, &nobody), [403]);
    assert_eq!(statuses(&emulator, 1, &Request::get("/api/nothing/")), [403]);
    assert!(statuses(&emulator, 80, &links()).iter().all(|status| *status == 200));
    let wrong = Request::get("/api/links/").keys(SECRET_ID, "wrong");
    assert_eq!(statuses(&emulator, 1, &wrong), [403], "before the keys are looked at");
    for path in ["/belvo-widget-1-stable.js", "/_emulator/info/"] {
        let request = Request::get(path).header("host", "localhost");
        assert!(statuses(&emulator, 100, &request).iter().all(|status| *status == 200), "{path}");
    }
}

#[test]
fn r_limit_01_a_call_that_takes_long_counts_once() {
    let desk = limited("limit.rate");
    let link = desk.must_link(BANK, "bnk100", "single");
    let period = json!({ "link": link, "date_from": "2025-06-01", "date_to": "2025-12-31" });
    assert_eq!(desk.post("/api/transactions/", &period).status, 201);
    assert!((0..78).all(|_| desk.get("/api/links/").status == 200));
    assert_eq!(desk.post("/api/transactions/", &period).status, 403);
}

#[test]
fn limits_forget_what_lies_ahead_of_a_clock_that_is_set_back() {
    let desk = limited("limit.rate");
    desk.emulator.set_options([("limit.delete", "on")]).expect("an option");
    let ids: Vec<String> = (0..6).map(|at| desk.must_link(BANK, &format!("user{at}"), "single")).collect();
    let delete = |id: &String| desk.call(Method::DELETE, &format!("/api/links/{id}/"), None).status.as_u16();
    ids[..5].iter().for_each(|id| assert_eq!(delete(id), 204));
    assert_eq!(delete(&ids[5]), 429);
    assert!((0..68).all(|_| desk.get("/api/links/").status == 200));
    assert_eq!(desk.get("/api/links/").status, 403);
    desk.emulator.set_clock(SetClock::frozen().at("2026-01-01T00:00:00Z")).expect("set");
    assert_eq!(delete(&ids[5]), 204);
}

/// Everything that a workspace lists.
fn kept(desk: &Desk, link: &str) -> Vec<usize> {
    let of_link = |path: &str| desk.must_list(&format!("{path}?link={link}")).len();
    vec![desk.must_list("/api/links/").len(), of_link("/api/accounts/"), of_link("/api/owners/")]
}

#[test]
fn r_limit_05_a_new_month_takes_links_their_data_and_tokens_and_leaves_what_was_set() {
    let desk = limited("limit.monthly_wipe");
    let link = desk.must_link(BANK, "bnk100", "recurrent");
    let token = json!({ "id": "desk", "password": "secret", "scopes": "read_institutions,write_links" });
    let access = desk.post("/api/token/", &token).value()["access"].as_str().expect("a token").to_owned();
    let bearer = || {
        desk.emulator
            .handle(&Request::get("/api/institutions/").header("authorization", &format!("Bearer {access}")))
    };
    desk.emulator.set_options([("page.default_size", "7"), ("widget.time_limits", "off")]).expect("options");
    desk.emulator.advance("11h59m59s").expect("moved");
    assert!(kept(&desk, &link).iter().all(|rows| *rows > 0));
    assert_eq!(bearer().status, 200);
    let fired = desk.emulator.advance("1s").expect("moved").fired;
    let wiped: Vec<String> =
        fired.iter().filter(|one| one.what == DueKind::Wipe).map(|one| one.at.iso_micros()).collect();
    assert_eq!(wiped, ["2026-02-01T00:00:00.000000Z"]);
    assert_eq!(kept(&desk, &link), [0, 0, 0]);
    assert_eq!(desk.get(&format!("/api/links/{link}/")).status, 404);
    assert_eq!(bearer().status, 401);
    let options = desk.emulator.options().expect("the options");
    assert!(serde_json::to_string(&options).expect("JSON").contains("\"7\""));
    let wrong = Request::get("/api/links/").keys("desk", "wrong");
    assert_eq!(desk.emulator.handle(&wrong).status, 401, "the workspace stays bound to its password");
    let journal = desk.emulator.journal().expect("the journal").entries;
    let entry = journal.iter().find(|entry| entry.kind == EntryKind::Wiped).expect("an entry");
    assert_eq!(entry.data, json!({ "links": 1 }));
    desk.must_link(BANK, "bnk100", "recurrent");
}

#[test]
fn r_limit_05_off_by_default_and_over_several_months_once_for_each_that_has_something() {
    let desk = Desk::at(NOON);
    desk.must_link(BANK, "bnk100", "single");
    desk.emulator.advance("40d").expect("moved");
    assert_eq!(desk.must_list("/api/links/").len(), 1);
    desk.emulator.set_options([("limit.monthly_wipe", "on")]).expect("an option");
    let wipes = |by: &str| {
        let fired = desk.emulator.advance(by).expect("moved").fired;
        fired
            .iter()
            .filter(|one| one.what == DueKind::Wipe)
            .map(|one| one.at.iso_micros())
            .collect::<Vec<_>>()
    };
    assert_eq!(wipes("100d"), ["2026-04-01T00:00:00.000000Z"], "there is nothing left for May and June");
    assert_eq!(wipes("36500d"), [""; 0]);
    let at = desk.emulator.clock().expect("the clock").now;
    desk.must_link(BANK, "bnk100", "single");
    assert_eq!(wipes("31d").len(), 1, "{at:?}");
}

#[test]
fn r_limit_05_a_clock_that_is_set_back_meets_the_month_again() {
    let desk = limited("limit.monthly_wipe");
    desk.emulator.set_clock(SetClock::frozen().at("2026-01-10T00:00:00Z")).expect("set");
    desk.must_link(BANK, "bnk100", "single");
    desk.emulator.set_clock(SetClock::frozen().at("2025-12-31T23:00:00Z")).expect("set");
    assert_eq!(desk.must_list("/api/links/").len(), 1);
    desk.emulator.set_clock(SetClock::frozen().at("2026-01-01T01:00:00Z")).expect("set");
    assert_eq!(desk.must_list("/api/links/").len(), 0);
}

#[test]
fn r_limit_05_the_token_of_an_open_widget_dies_with_the_rest() {
    let emulator = still()
        .option("limit.monthly_wipe", "on")
        .option("widget.time_limits", "off")
        .start()
        .expect("an emulator");
    let mut page = Page::open(&emulator, &must_get_token(&emulator));
    page.act("accept", Value::Null).advance("12h");
    assert_eq!(page.screen["name"], "expired", "{}", page.screen);
    let last = page.calls.last().expect("an event");
    assert_eq!(last["args"][0]["data"][0]["meta_data"]["error_code"], "session_expired_ob", "{last}");
}

#[test]
fn r_limit_05_a_link_that_is_gone_comes_no_more() {
    let desk = limited("limit.monthly_wipe");
    desk.emulator.set_clock(SetClock::frozen().at("2026-01-20T12:00:00Z")).expect("set");
    desk.must_link(BANK, "bnk100", "recurrent");
    let fired = desk.emulator.advance("30d").expect("moved").fired;
    let came = |one: &&belvo_emulator::control::Fired| one.what == DueKind::DataArrive;
    let days: std::collections::BTreeSet<String> =
        fired.iter().filter(came).map(|one| one.at.iso_micros()[..10].to_owned()).collect();
    assert_eq!(days.into_iter().collect::<Vec<_>>(), ["2026-01-27"]);
}

#[test]
fn r_limit_04_a_retrieve_takes_too_long_by_a_scenario_or_a_user_name() {
    let desk = Desk::at(NOON);
    let body = json!({ "institution": BANK, "username": "err_timeout", "password": "any" });
    assert_eq!(desk.must_refuse(408, desk.post("/api/links/", &body)), "request_timeout");
    let link = desk.must_link(BANK, "bnk100", "single");
    let scenario = json!({
        "version": 1, "title": "A retrieve takes too long",
        "api": [{ "on": "POST /api/accounts/", "error": "request_timeout" }],
    });
    desk.emulator.set_scenario(SetScenario::document(scenario)).expect("a scenario");
    assert_eq!(
        desk.must_refuse(408, desk.post("/api/accounts/", &json!({ "link": link }))),
        "request_timeout"
    );
}

#[test]
fn r_limit_06_a_bank_tells_twelve_months_of_as_many_links_as_anybody_makes() {
    let desk = Desk::at(NOON);
    let links: Vec<String> = (0..30).map(|_| desk.must_link(BANK, "bnk100", "single")).collect();
    assert_eq!(desk.must_list("/api/links/").len(), 30);
    let period = json!({ "link": links[0], "date_from": "2024-06-01", "date_to": "2025-05-31" });
    let rows = desk.must_retrieve("/api/transactions/", &period);
    let days: Vec<&str> =
        rows.as_array().expect("rows").iter().filter_map(|row| row["value_date"].as_str()).collect();
    assert!(!days.is_empty() && days.iter().all(|day| *day >= "2025-01-01"), "{:?}", days.iter().min());
}

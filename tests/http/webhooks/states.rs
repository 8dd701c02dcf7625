//! Each state of a link, reached in each way that leads to it: REST, time, a scenario, the user's name, the control API
//! (R-LINK-08, R-LINK-09, R-LINK-20, W-TEST-01).

use belvo_emulator::control::{LinkState, SetLink, SetScenario};
use http::Method;
use serde_json::{Value, json};

use super::inbox::told;
use crate::support::desk::Desk;

const BANK: &str = "erebor_mx_retail";
const MOCK_BANK: &str = "ofmockbank_br_retail";
const RALPH: &str = "76109277673";
const MADE: &str = "2026-07-01T12:00:00Z";

fn move_by(desk: &Desk, by: &str) {
    desk.emulator.advance(by).expect("moved");
}

/// A link with these keys changed.
#[track_caller]
fn made(desk: &Desk, changes: &Value) -> String {
    let mut body = json!({ "institution": BANK, "username": "somebody", "password": "secret" });
    changes.as_object().into_iter().flatten().for_each(|(key, value)| body[key] = value.clone());
    desk.must(201, desk.post("/api/links/", &body))["id"].as_str().expect("an id").to_owned()
}

fn of_user(desk: &Desk, user: &str) -> String {
    made(desk, &json!({ "username": user }))
}

fn retrieved(desk: &Desk, link: &str) -> (u16, Value) {
    let reply = desk.post("/api/accounts/", &json!({ "link": link }));
    (reply.status.as_u16(), reply.value()[0]["code"].clone())
}

/// A link of open finance.
fn open(desk: &Desk, user: &str) -> String {
    made(desk, &json!({ "institution": MOCK_BANK, "username": user }))
}

/// What stands in the link, what a retrieve is answered, and whether its accounts are listed.
struct Expected {
    status: &'static str,
    answer: (u16, &'static str),
    listed: bool,
}

fn expected(state: LinkState) -> Expected {
    let (status, answer, listed) = match state {
        LinkState::Valid => ("valid", (201, ""), true),
        LinkState::Invalid | LinkState::ExpiredConsent => ("invalid", (400, "invalid_link"), true),
        LinkState::Unconfirmed => ("unconfirmed", (400, "unconfirmed_link"), false),
        LinkState::TokenRequired => ("token_required", (428, "token_required"), true),
        LinkState::ExpiredCredentials => ("valid", (404, "expired_credentials"), true),
        LinkState::StaleData => ("valid", (201, ""), false),
    };
    Expected { status, answer, listed }
}

#[track_caller]
fn must_be(desk: &Desk, link: &str, state: LinkState, way: &str) {
    let Expected { status, answer: (code, word), listed } = expected(state);
    assert_eq!(
        desk.must(200, desk.get(&format!("/api/links/{link}/")))["status"],
        status,
        "{state} by {way}"
    );
    let accounts = desk.must_list(&format!("/api/accounts/?link={link}"));
    assert_eq!(!accounts.is_empty(), listed, "{state} by {way}");
    if state == LinkState::ExpiredConsent {
        assert_eq!(desk.must_list("/api/consents/")[0]["status"], "EXPIRED", "{way}");
    }
    let (got, said) = retrieved(desk, link);
    assert_eq!((got, said.as_str().unwrap_or_default()), (code, word), "{state} by {way}");
}

fn by_hand(desk: &Desk, state: LinkState) -> String {
    let link = if state == LinkState::ExpiredConsent { open(desk, RALPH) } else { of_user(desk, "somebody") };
    // What is set unconfirmed before its data are there has none.
    if state == LinkState::Unconfirmed {
        desk.emulator.set_options([("data.fetch_delay", "2s")]).expect("an option");
        let link = of_user(desk, "another");
        desk.emulator.set_link(SetLink::new(&link, state)).expect("set");
        return link;
    }
    move_by(desk, "1m");
    desk.emulator.set_link(SetLink::new(&link, state)).expect("set");
    link
}

fn after_a_day(desk: &Desk, user: &str) -> String {
    let link = of_user(desk, user);
    must_be(desk, &link, LinkState::Valid, user);
    move_by(desk, "1d");
    link
}

/// The weekly update that breaks it.
fn after_a_week(desk: &Desk, user: &str) -> String {
    let link = of_user(desk, user);
    move_by(desk, "6d");
    must_be(desk, &link, LinkState::Valid, user);
    move_by(desk, "1d");
    link
}

fn refreshed(desk: &Desk, user: &str) -> String {
    let link = of_user(desk, user);
    desk.must(202, desk.post(&format!("/api/links/{link}/refresh/"), &json!({})));
    move_by(desk, "1m");
    link
}

/// Six refusals in a row (R-LINK-09).
#[track_caller]
fn six_times(desk: &Desk, link: String) -> String {
    for _ in 0..6 {
        assert_eq!(retrieved(desk, &link), (400, json!("login_error")));
    }
    link
}

fn scenario_refuses(desk: &Desk) -> String {
    let link = of_user(desk, "somebody");
    move_by(desk, "1m");
    let refuses = json!({
        "version": 1, "title": "The bank refuses", "api": [{ "on": "POST /api/accounts/", "error": "login_error" }],
    });
    desk.emulator.set_scenario(SetScenario::document(refuses)).expect("a scenario");
    let link = six_times(desk, link);
    desk.emulator.set_scenario(SetScenario::none()).expect("no scenario");
    link
}

fn asked(desk: &Desk, user: &str) -> (String, Value) {
    let body = json!({ "institution": BANK, "username": user, "password": "secret" });
    let question = desk.must(428, desk.post("/api/links/", &body))[0].clone();
    (question["link"].as_str().expect("a link").to_owned(), question)
}

fn scenario_asks(desk: &Desk) -> String {
    let asks = json!({
        "version": 1, "title": "The bank asks", "api": [{ "on": "POST /api/links/", "error": "token_required" }],
    });
    desk.emulator.set_scenario(SetScenario::document(asks)).expect("a scenario");
    let (link, _) = asked(desk, "somebody");
    link
}

fn answered(desk: &Desk) -> String {
    let (link, question) = asked(desk, "mfa_default");
    let token = json!({ "session": question["session"], "link": link, "token": "111111" });
    desk.must(200, desk.call(Method::PATCH, "/api/links/", Some(&token)));
    link
}

fn repaired(desk: &Desk) -> String {
    let link = by_hand(desk, LinkState::Invalid);
    let secret = json!({ "password": "renewed" });
    desk.must(200, desk.call(Method::PUT, &format!("/api/links/{link}/"), Some(&secret)));
    link
}

/// A single link with data, of which this key is a day.
fn a_day_of(desk: &Desk, key: &str) -> String {
    let mut body = json!({ "access_mode": "single", "fetch_resources": ["ACCOUNTS"] });
    body[key] = "1d".into();
    let link = made(desk, &body);
    move_by(desk, "1d");
    link
}

/// A way to a state: its name, and what is done.
type Way = (&'static str, fn(&Desk) -> String);

fn ways(state: LinkState) -> Vec<Way> {
    match state {
        LinkState::Valid => vec![
            ("REST", |desk| of_user(desk, "somebody")),
            ("the answer to a question", answered),
            ("new credentials", repaired),
        ],
        LinkState::Invalid => vec![
            ("a scenario", scenario_refuses),
            ("break_retrieve", |desk| six_times(desk, of_user(desk, "break_retrieve"))),
            ("break_day", |desk| after_a_day(desk, "break_day")),
            ("break_refresh, by time", |desk| after_a_week(desk, "break_refresh")),
            ("break_refresh, on demand", |desk| refreshed(desk, "break_refresh")),
        ],
        LinkState::Unconfirmed => {
            vec![("a scenario", scenario_asks), ("mfa_default", |desk| asked(desk, "mfa_default").0)]
        }
        LinkState::TokenRequired => vec![
            ("token_retrieve", |desk| of_user(desk, "token_retrieve")),
            ("token_day", |desk| after_a_day(desk, "token_day")),
            ("token_refresh, by time", |desk| after_a_week(desk, "token_refresh")),
            ("token_refresh, on demand", |desk| refreshed(desk, "token_refresh")),
        ],
        LinkState::ExpiredCredentials => vec![
            ("time", |desk| a_day_of(desk, "credentials_storage")),
            ("forget_day", |desk| after_a_day(desk, "forget_day")),
        ],
        LinkState::StaleData => vec![
            ("time", |desk| a_day_of(desk, "stale_in")),
            ("stale_day", |desk| after_a_day(desk, "stale_day")),
        ],
        LinkState::ExpiredConsent => vec![
            ("time", |desk| {
                let link = open(desk, RALPH);
                move_by(desk, "366d");
                link
            }),
            ("consent_day", |desk| {
                let link = open(desk, "consent_day");
                move_by(desk, "1d");
                link
            }),
        ],
    }
}

#[test]
fn each_state_is_reached_in_each_way() {
    for state in LinkState::ALL.iter().copied() {
        let desk = Desk::at(MADE);
        let link = by_hand(&desk, state);
        must_be(&desk, &link, state, "hand");
        for (name, way) in ways(state) {
            let desk = Desk::at(MADE);
            let link = way(&desk);
            if name == "token_retrieve" {
                assert_eq!(retrieved(&desk, &link).0, 428, "it connects, and asks then");
            }
            must_be(&desk, &link, state, name);
        }
    }
}

/// What breaks tells so, and when it was repaired it does not break again.
#[test]
fn a_name_breaks_its_link_once() {
    for (user, code) in [
        ("break_day", "invalid_credentials"),
        ("token_day", "token_required"),
        ("break_refresh", "invalid_credentials"),
        ("token_refresh", "token_required"),
    ] {
        let desk = Desk::at(MADE);
        let link = of_user(&desk, user);
        move_by(&desk, "8d");
        let repair = json!({ "password": "renewed", "token": "111111" });
        desk.must(200, desk.call(Method::PUT, &format!("/api/links/{link}/"), Some(&repair)));
        move_by(&desk, "8d");
        must_be(&desk, &link, LinkState::Valid, user);
        let of_links: Vec<Value> =
            told(&desk).into_iter().filter(|one| one["webhook_type"] == "LINK").collect();
        assert_eq!(of_links.len(), 1, "{user}: {of_links:?}");
        assert_eq!(of_links[0]["webhook_code"], code);
    }
}

#[test]
fn a_link_without_a_consent_has_none_to_lose() {
    let desk = Desk::at(MADE);
    let link = of_user(&desk, "somebody");
    let refused =
        desk.emulator.set_link(SetLink::new(&link, LinkState::ExpiredConsent)).expect_err("it has none");
    assert!(refused.detail.contains("consent"), "{refused:?}");
    assert_eq!(of_user(&desk, "consent_day").len(), 36);
    move_by(&desk, "1d");
    must_be(&desk, &link, LinkState::Valid, "nothing");
}

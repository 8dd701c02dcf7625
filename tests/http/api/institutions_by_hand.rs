//! Institutions that are taken down, switched off and opened again: the API, links and the widget agree on them.

use belvo_emulator::control::{InstitutionState, SetInstitution};
use belvo_emulator::{Emulator, Reply, Request};
use http::Method;
use serde_json::{Value, json};

use super::door::{Page, get, keys, must_answer, must_start};
use crate::support::{PASSWORD, SECRET_ID, still};

const BANK: &str = "erebor_mx_retail";

#[track_caller]
fn set(emulator: &Emulator, status: InstitutionState) {
    let request = SetInstitution::new(BANK, status);
    emulator.workspace(SECRET_ID).set_institution(request).unwrap_or_else(|why| panic!("{why}"));
}

fn send(emulator: &Emulator, method: Method, path: &str, body: &Value) -> Reply {
    emulator.handle(&Request::new(method, path).json(body).keys(SECRET_ID, PASSWORD))
}

/// Status and code of what a new link there is answered with.
fn link(emulator: &Emulator) -> (u16, Value) {
    let body = json!({ "institution": BANK, "username": "somebody", "password": "secret" });
    let reply = send(emulator, Method::POST, "/api/links/", &body);
    (reply.status.as_u16(), reply.value()[0]["code"].clone())
}

fn status(emulator: &Emulator) -> Value {
    let list = must_answer(emulator, &get(&format!("/api/institutions/?name={BANK}")));
    let path = format!("/api/institutions/{}/", list["results"][0]["id"]);
    let one = must_answer(emulator, &get(&path))["status"].clone();
    assert_eq!(list["results"][0]["status"], one, "list and detail agree");
    one
}

#[test]
fn a_bank_that_is_down_shows_so_and_refuses_until_it_is_healthy_again() {
    let emulator = must_start(still());
    assert_eq!(status(&emulator), "healthy");
    set(&emulator, InstitutionState::Down);
    assert_eq!(status(&emulator), "down");
    let down = must_answer(&emulator, &get("/api/institutions/?status=down"));
    assert_eq!((&down["count"], &down["results"][0]["name"]), (&json!(1), &json!(BANK)));
    assert_eq!(link(&emulator), (400, json!("institution_down")), "R-ERR-33");
    set(&emulator, InstitutionState::Disabled);
    assert_eq!(status(&emulator), "down", "R-INST-07: there is no third word");
    assert_eq!(link(&emulator), (400, json!("institution_inactive")), "R-ERR-35");
    set(&emulator, InstitutionState::Healthy);
    assert_eq!((status(&emulator), link(&emulator).0), (json!("healthy"), 201));
}

#[test]
fn data_of_its_links_are_not_there_and_what_was_fetched_is() {
    let emulator = must_start(still());
    let body = json!({ "institution": BANK, "username": "somebody", "password": "secret" });
    let link = send(&emulator, Method::POST, "/api/links/", &body).value()["id"].clone();
    let ask = json!({ "link": link });
    let path = format!("/api/links/{}/", link.as_str().expect("a link"));
    let code = |reply: Reply| reply.value()[0]["code"].clone();
    assert_eq!(send(&emulator, Method::POST, "/api/accounts/", &ask).status, 201);
    set(&emulator, InstitutionState::Down);
    let refused = send(&emulator, Method::POST, "/api/accounts/", &ask);
    let why = refused.headers["x-belvo-emulator-why"].to_str().expect("printable");
    assert_eq!(why, "erebor_mx_retail was set to `down` by hand");
    assert_eq!(code(refused), "institution_down");
    let renewed = send(&emulator, Method::PUT, &path, &json!({ "password": "another" }));
    assert_eq!(code(renewed), "institution_down");
    let refreshed = send(&emulator, Method::POST, &format!("{path}refresh/"), &json!({}));
    assert_eq!(code(refreshed), "institution_down");
    let kept = must_answer(&emulator, &get("/api/accounts/"));
    assert!(kept["count"].as_u64().is_some_and(|count| count > 0), "what was fetched stays");
    set(&emulator, InstitutionState::Healthy);
    assert_eq!(send(&emulator, Method::POST, "/api/accounts/", &ask).status, 201);
}

/// Whether the page's list offers the bank.
fn is_offered(page: &Page<'_>) -> Value {
    let rows = page.screen["institutions"].as_array().expect("a list");
    rows.iter().find(|row| row["name"] == BANK).expect("the bank")["available"].clone()
}

#[test]
fn a_bank_that_is_down_is_offered_by_the_widget_and_does_not_answer() {
    let emulator = must_start(still());
    set(&emulator, InstitutionState::Down);
    let mut page = Page::open(&emulator, &json!({}));
    page.does("accept", ());
    assert_eq!(is_offered(&page), true);
    page.does("choose", BANK).does("submit", keys("user")).must_show("error");
    assert!(page.told().iter().any(|call| call == "ERROR institution_down"));
    set(&emulator, InstitutionState::Healthy);
    page.does("retry", ()).does("submit", keys("user")).must_show("success");
}

#[test]
fn a_bank_that_is_switched_off_cannot_be_chosen_and_another_works() {
    let emulator = must_start(still());
    let mut page = Page::open(&emulator, &json!({}));
    page.does("accept", ());
    assert_eq!(is_offered(&page), true);
    set(&emulator, InstitutionState::Disabled);
    assert_eq!(is_offered(page.fetch()), false, "an open page hears of it");
    page.does("choose", BANK).must_show("institutions");
    assert_eq!(page.told().last().map(String::as_str), Some("WARNING institution_disabled"), "W-FLOW-02");
    page.does("choose", "gringotts_mx_retail").does("submit", keys("user")).must_show("success");
}

#[test]
fn a_bank_that_falls_while_a_token_is_asked_for_does_not_answer() {
    let emulator = must_start(still());
    let mut page = Page::open(&emulator, &json!({}));
    page.does("accept", ()).does("choose", BANK).does("submit", keys("mfa_numeric")).must_show("mfa");
    set(&emulator, InstitutionState::Down);
    page.does("token", "111111").must_show("error");
    assert!(page.told().iter().any(|call| call == "ERROR institution_down"));
}

#[test]
fn a_file_that_plays_picks_one_that_can_be_chosen() {
    let emulator = must_start(still().scenario("success"));
    let first = Page::open(&emulator, &json!({})).calls();
    let chosen = |calls: &[Value]| calls.last().expect("a callback")["args"][1].clone();
    let before = chosen(&first);
    let request = SetInstitution::new(before.as_str().expect("a bank"), InstitutionState::Disabled);
    emulator.set_institution(request).expect("set");
    assert_ne!(chosen(&Page::open(&emulator, &json!({})).calls()), before);
}

#[test]
fn those_of_all_are_those_of_workspaces_that_open_later() {
    let emulator = must_start(still());
    set(&emulator, InstitutionState::Disabled);
    emulator.set_institution(SetInstitution::new(BANK, InstitutionState::Down)).expect("set");
    let of = |all: &[belvo_emulator::control::InstitutionRow]| {
        all.iter().find(|row| row.name == BANK).map(|row| row.status)
    };
    let all = emulator.institutions().expect("institutions");
    assert_eq!(of(&all.institutions), Some(InstitutionState::Down));
    assert_eq!(all.workspaces[SECRET_ID][BANK], InstitutionState::Down);
    let future = emulator.workspace("future").institutions().expect("institutions");
    assert_eq!(of(&future.institutions), Some(InstitutionState::Down));
    emulator.reset().expect("a reset");
    assert_eq!(
        of(&emulator.institutions().expect("institutions").institutions),
        Some(InstitutionState::Healthy)
    );
    let unknown = emulator.set_institution(SetInstitution::new("erebor_mx_retial", InstitutionState::Down));
    let unknown = unknown.expect_err("no such institution");
    assert_eq!(unknown.code, "institution_unknown");
    assert!(unknown.detail.contains("the nearest is `erebor_mx_retail`"), "{}", unknown.detail);
}

//! Update mode: a token with `link_id` leads back to that link (W-UPD).

use crate::support::page::Page;
use crate::support::{PASSWORD, SECRET_ID, control, must_get_token, shipped, still, token_request};
use belvo_emulator::control::{LinkStatus, SetLink};
use belvo_emulator::{Emulator, Request};
use serde_json::{Value, json};

const BANK: &str = "erebor_mx_retail";

/// A link over REST, with a status.
#[track_caller]
fn must_have_link(emulator: &Emulator, status: LinkStatus) -> String {
    let body = json!({ "institution": BANK, "username": "somebody", "password": "secret" });
    let made = emulator.handle(&Request::post("/api/links/", &body).keys(SECRET_ID, PASSWORD));
    assert_eq!(made.status, 201, "{}", made.text());
    let id = made.value()["id"].as_str().expect("an id").to_owned();
    let set = emulator.set_link(SetLink::new(&id, status)).expect("a status");
    assert_eq!(set.status, status);
    id
}

#[track_caller]
fn must_get_update_token(emulator: &Emulator, link: &str, scopes: &str) -> String {
    let mut body = token_request();
    body["link_id"] = link.into();
    body["scopes"] = scopes.into();
    let reply = emulator.handle(&Request::post("/api/token/", &body));
    assert_eq!(reply.status, 200, "{}", reply.text());
    reply.value()["access"].as_str().expect("a token").to_owned()
}

const SCOPES: &str = "read_institutions,write_links,read_links";

fn link(emulator: &Emulator, id: &str) -> Value {
    emulator.handle(&Request::get(format!("/api/links/{id}/")).keys(SECRET_ID, PASSWORD)).value()
}

fn last_call(page: &Page<'_>) -> Value {
    page.calls.last().cloned().expect("a call")
}

#[test]
fn w_upd_03_to_05_an_invalid_link_is_asked_for_its_secret_and_is_the_same_link_again() {
    let emulator = still().start().expect("an emulator");
    for status in [LinkStatus::Invalid, LinkStatus::Valid] {
        let id = must_have_link(&emulator, status);
        let token = must_get_update_token(&emulator, &id, SCOPES);
        let mut page = Page::open(&emulator, &token);
        assert_eq!(page.screen["name"], "credentials", "W-UPD-03: no list of institutions");
        assert_eq!(page.screen["acts"], json!(["submit", "close"]), "and no way back to one");
        assert_eq!(page.screen["update"], true);
        let fields: Vec<&Value> =
            page.screen["fields"].as_array().into_iter().flatten().map(|field| &field["name"]).collect();
        assert_eq!(fields, ["password"], "W-UPD-04: only what is secret");
        page.act("submit", json!({ "password": "renewed" }));
        assert_eq!(page.screen["name"], "success");
        assert_eq!(link(&emulator, &id)["status"], "valid", "W-UPD-05");
        page.act("finish", Value::Null);
        assert_eq!(
            last_call(&page),
            json!({ "to": "callback", "args": [id, BANK] }),
            "W-UPD-05: the same link"
        );
        emulator.reset().expect("a reset");
    }
}

#[test]
fn w_upd_03_a_link_that_needs_a_token_is_asked_for_it_alone() {
    let emulator = still().start().expect("an emulator");
    for status in [LinkStatus::TokenRequired, LinkStatus::Unconfirmed] {
        let id = must_have_link(&emulator, status);
        let mut page = Page::open(&emulator, &must_get_update_token(&emulator, &id, SCOPES));
        assert_eq!(page.screen["name"], "mfa");
        assert_eq!(page.screen["acts"], json!(["token", "close"]), "there are no credentials to go back to");
        page.act("token", json!("999999"));
        assert_eq!(page.screen["name"], "error");
        page.act("retry", Value::Null);
        page.act("token", json!("111111"));
        page.act("finish", Value::Null);
        assert_eq!(last_call(&page)["args"][0], id, "W-UPD-05");
        assert_eq!(link(&emulator, &id)["status"], "valid");
        emulator.reset().expect("a reset");
    }
}

#[test]
fn w_upd_02_a_link_that_the_bank_has_left_unconfirmed_is_finished_in_the_widget() {
    let emulator = still().start().expect("an emulator");
    let body = json!({ "institution": BANK, "username": "mfa_numeric", "password": "secret" });
    let asked = emulator.handle(&Request::post("/api/links/", &body).keys(SECRET_ID, PASSWORD));
    assert_eq!(asked.status, 428);
    let id = asked.value()[0]["link"].as_str().expect("a link").to_owned();
    let mut page = Page::open(&emulator, &must_get_update_token(&emulator, &id, SCOPES));
    assert_eq!(page.screen["kind"], "numeric", "the question that the bank has left open");
    page.act("token", json!("111111"));
    assert_eq!((&page.screen["name"], &link(&emulator, &id)["status"]), (&json!("success"), &json!("valid")));
}

/// W-CB-05: a link that is deleted meanwhile is not connected.
#[test]
fn w_upd_05_a_link_that_goes_meanwhile_is_not_called_connected() {
    let emulator = still().start().expect("an emulator");
    let id = must_have_link(&emulator, LinkStatus::Invalid);
    let mut page = Page::open(&emulator, &must_get_update_token(&emulator, &id, SCOPES));
    let delete = Request::new(http::Method::DELETE, format!("/api/links/{id}/"));
    assert_eq!(emulator.handle(&delete.keys(SECRET_ID, PASSWORD)).status, 204);
    page.act("submit", json!({ "password": "renewed" }));
    assert_eq!((&page.screen["name"], &page.screen["code"]), (&json!("error"), &json!("unexpected_error")));
}

/// As `PUT /api/links/{id}/` is answered.
#[test]
fn w_upd_02_a_bank_that_asks_its_user_for_a_token_asks_again() {
    let emulator = still().option("link.duplicates", "refuse").start().expect("an emulator");
    let body =
        json!({ "institution": BANK, "username": "mfa_numeric", "password": "secret", "token": "111111" });
    let made = emulator.handle(&Request::post("/api/links/", &body).keys(SECRET_ID, PASSWORD));
    let id = made.value()["id"].as_str().expect("an id").to_owned();
    emulator.set_link(SetLink::new(&id, LinkStatus::Invalid)).expect("a status");
    let mut page = Page::open(&emulator, &must_get_update_token(&emulator, &id, SCOPES));
    page.act("submit", json!({ "password": "pass_invalid" }));
    assert_eq!(page.screen["code"], "login_error");
    page.act("retry", Value::Null).act("submit", json!({ "password": "renewed" }));
    assert_eq!((page.shows(), &page.screen["kind"]), ("mfa", &json!("numeric")));
    page.act("token", json!("111111")).act("finish", Value::Null);
    assert_eq!(last_call(&page)["args"][0], id);
    let same =
        json!({ "institution": BANK, "username": "mfa_numeric", "password": "renewed", "token": "111111" });
    let again = emulator.handle(&Request::post("/api/links/", &same).keys(SECRET_ID, PASSWORD));
    assert_eq!(again.value()[0]["code"], "duplicated", "the new secret is known");
}

#[test]
fn w_upd_06_without_the_scope_to_read_links_it_does_not_start() {
    let emulator = still().start().expect("an emulator");
    let id = must_have_link(&emulator, LinkStatus::Invalid);
    let page = Page::open(&emulator, &must_get_update_token(&emulator, &id, "read_institutions,write_links"));
    assert_eq!(
        (&page.screen["name"], &page.screen["detail"]),
        (&json!("config-error"), &json!("read_links"))
    );
    assert_eq!(page.calls, Vec::<Value>::new());
    assert!(
        page.console.to_string().contains("read_institutions,write_links,read_links"),
        "{}",
        page.console
    );
}

#[test]
fn w_upd_01_every_shipped_scenario_plays_to_its_end_in_update_mode() {
    for name in shipped() {
        for status in [LinkStatus::Invalid, LinkStatus::TokenRequired] {
            let emulator = still().start().expect("an emulator");
            must_get_token(&emulator);
            let id = must_have_link(&emulator, status);
            let token = must_get_update_token(&emulator, &id, SCOPES);
            let page = Page::open_with(&emulator, &token, &json!({}), &json!({ "scenario": name }));
            assert_ne!(
                page.screen["reason"], "scenario",
                "{name} on a link that is {status}: {}",
                page.screen
            );
            let links = emulator.handle(&Request::get("/api/links/").keys(SECRET_ID, PASSWORD)).value();
            assert_eq!(links["count"], 1, "{name}: no other link is made");
        }
    }
}

#[test]
fn a_status_that_there_is_not_and_a_link_that_there_is_not_are_refused() {
    let emulator = still().start().expect("an emulator");
    let id = must_have_link(&emulator, LinkStatus::Valid);
    let path = format!("links/{id}");
    let refused = control(&emulator, "", "PATCH", &path, &json!({ "status": "broken" }));
    assert_eq!((refused.status.as_u16(), &refused.value()["code"]), (400, &json!("status")));
    let detail = "`status` has to be valid or invalid or unconfirmed or token_required or expired_credentials or \
                  stale_data or expired_consent, not `broken`";
    assert_eq!(refused.value()["detail"], detail);
    let refused = emulator
        .set_link(SetLink::new("00000000-0000-4000-8000-000000000000", LinkStatus::Valid))
        .expect_err("no link");
    assert_eq!((refused.status, &*refused.code), (404, "link_unknown"));
    assert_eq!(link(&emulator, &id)["status"], "valid", "R-LINK-08");
}

//! What a link's own life does to its data, and what a scenario's rules ask on the way (R-LINK-04 to 07, R-LINK-20).

use belvo_emulator::control::SetScenario;
use http::Method;
use serde_json::{Value, json};

use crate::support::desk::Desk;

fn count(desk: &Desk, resource: &str, link: &str) -> usize {
    desk.must_list(&format!("/api/{resource}/?link={link}")).len()
}

/// The emulator refuses these calls, each once.
fn rule(desk: &Desk, on: &str, error: &str) {
    let rule = json!({ "on": on, "times": 1, "error": error });
    let document = json!({ "version": 1, "title": "Refused", "api": [rule] });
    desk.emulator.set_scenario(SetScenario::document(document)).expect("a scenario");
}

/// R-LINK-20
#[test]
fn data_that_nobody_fetches_anew_are_gone_after_so_many_days() {
    let desk = Desk::new();
    let body = json!({
        "institution": "erebor_mx_retail", "username": "bnk100", "password": "secret", "stale_in": "2d",
        "fetch_resources": ["ACCOUNTS", "OWNERS"],
    });
    let link = desk.must(201, desk.post("/api/links/", &body))["id"].as_str().expect("an id").to_owned();
    let accounts = desk.must_list(&format!("/api/accounts/?link={link}"));
    let one = format!("/api/accounts/{}/", accounts[0]["id"].as_str().expect("an id"));
    desk.emulator.advance("47h").expect("47 hours");
    assert_eq!((count(&desk, "accounts", &link), count(&desk, "owners", &link)), (5, 1));
    desk.emulator.advance("1h").expect("an hour");
    assert_eq!((count(&desk, "accounts", &link), count(&desk, "owners", &link)), (0, 0));
    desk.must(404, desk.get(&one));
    // What is fetched now does not bring back what was too old.
    desk.must_retrieve("/api/owners/", &json!({ "link": link }));
    assert_eq!((count(&desk, "accounts", &link), count(&desk, "owners", &link)), (0, 1));
    desk.must_retrieve("/api/accounts/", &json!({ "link": link }));
    desk.must(200, desk.get(&one));
}

/// R-LINK-05
#[test]
fn what_a_link_is_changed_to_brings_no_data_by_itself() {
    let desk = Desk::new();
    let link = desk.must_link("erebor_mx_retail", "bnk100", "single");
    let path = format!("/api/links/{link}/");
    let patch = |body: Value| desk.must(200, desk.call(Method::PATCH, &path, Some(&body)));
    patch(json!({ "fetch_resources": ["ACCOUNTS"] }));
    assert_eq!(count(&desk, "accounts", &link), 0);
    patch(json!({ "access_mode": "recurrent" }));
    assert_eq!(count(&desk, "accounts", &link), 0);
    desk.emulator.advance("23h").expect("23 hours");
    assert_eq!(count(&desk, "accounts", &link), 0);
    desk.emulator.advance("1h").expect("an hour");
    assert_eq!((count(&desk, "accounts", &link), count(&desk, "owners", &link)), (5, 0), "the next day");
}

/// R-LINK-04
#[test]
fn new_credentials_bring_a_recurrent_links_data_anew() {
    let desk = Desk::new();
    let [recurrent, single] =
        ["recurrent", "single"].map(|mode| desk.must_link("erebor_mx_retail", &format!("{mode}100"), mode));
    desk.emulator.advance("6d").expect("6 days");
    for link in [&recurrent, &single] {
        let path = format!("/api/links/{link}/");
        desk.must(200, desk.call(Method::PUT, &path, Some(&json!({ "password": "new" }))));
    }
    desk.emulator.advance("1m").expect("a minute");
    let accounts = desk.must_list(&format!("/api/accounts/?link={recurrent}"));
    assert!(accounts.iter().all(|row| row["collected_at"].as_str() > Some("2026-03-21")), "{accounts:?}");
    assert_eq!(count(&desk, "accounts", &single), 0);
}

/// R-PAGE-06, R-ASYNC-03: what is only accepted has no keys to choose from.
#[test]
fn an_accepted_call_tells_its_id_whatever_keys_are_asked_for() {
    let desk = Desk::new();
    let link = desk.must_link("erebor_mx_retail", "bnk100", "single");
    let target = format!("/api/links/{link}/refresh/?fields=id&omit=request_id");
    let accepted = desk.must(202, desk.post(&target, &json!({})));
    assert!(accepted["request_id"].is_string(), "{accepted}");
}

/// R-ERR-60, R-ERR-03, R-MFA-05: the question that a rule asks is answered as any other.
#[test]
fn a_rule_may_let_the_bank_ask_for_a_token_on_any_call_to_it() {
    let desk = Desk::new();
    let link = desk.must_link("erebor_mx_retail", "bnk100", "single");
    let body = json!({ "link": link, "date_from": "2026-03-01", "date_to": "2026-03-10" });
    rule(&desk, "POST /api/transactions/", "token_required");
    let asked = desk.must(428, desk.post("/api/transactions/", &body));
    let answer = json!({ "session": asked[0]["session"], "link": asked[0]["link"], "token": "111111" });
    let rows = desk.must(201, desk.call(Method::PATCH, "/api/transactions/", Some(&answer)));
    assert!(!rows.as_array().expect("R-DATA-05").is_empty());
    assert_eq!(
        rows,
        desk.must_retrieve("/api/transactions/", &body),
        "what was asked for, and the rule is used up"
    );

    let one = format!("/api/links/{link}/");
    for (on, path, body) in [
        ("PUT /api/links/{id}/", one.clone(), json!({ "password": "new" })),
        ("POST /api/links/{id}/refresh/", format!("{one}refresh/"), json!({})),
        ("POST /api/links/", "/api/links/".to_owned(), new_link("another")),
    ] {
        rule(&desk, on, "token_required");
        let (method, _) = on.split_once(' ').expect("a method");
        let method = method.parse().expect("a method");
        let asked = desk.must(428, desk.call(method, &path, Some(&body)));
        let answer = json!({ "session": asked[0]["session"], "token": "111111" });
        let resumed = desk.must(200, desk.call(Method::PATCH, "/api/links/", Some(&answer)));
        assert_eq!((&resumed["id"], &resumed["status"]), (&asked[0]["link"], &json!("valid")), "{on}");
    }
}

fn new_link(username: &str) -> Value {
    json!({ "institution": "erebor_mx_retail", "username": username, "password": "secret" })
}

/// R-ERR-20, R-ERR-03
#[test]
fn a_rule_that_finds_a_duplicate_names_its_user() {
    let desk = Desk::new();
    rule(&desk, "POST /api/links/", "duplicated");
    let refused = desk.must(400, desk.post("/api/links/", &new_link("bnk100")));
    let made = desk.must(201, desk.post("/api/links/", &new_link("bnk100")));
    assert_eq!(refused[0]["institution_user_id"], made["institution_user_id"]);
}

/// R-ERR-02, R-ERR-73
#[test]
fn a_rule_may_name_the_key_at_fault() {
    let desk = Desk::new();
    let rule = json!({ "on": "GET /api/links/", "error": "required", "field": "link" });
    let document = json!({ "version": 1, "title": "A key", "api": [rule] });
    desk.emulator.set_scenario(SetScenario::document(document)).expect("a scenario");
    let refused = desk.must(400, desk.get("/api/links/"));
    assert_eq!((&refused[0]["code"], &refused[0]["field"]), (&json!("required"), &json!("link")));
}

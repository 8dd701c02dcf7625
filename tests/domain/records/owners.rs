//! Who stands behind a link (R-OWN), and what all resources have in common (R-DATA).

use http::Method;
use serde_json::{Value, json};

use crate::support::desk::Desk;

/// R-DATA-01, R-DATA-02, R-DATA-04, R-DATA-08, R-OWN-01
#[test]
fn an_owner_is_fetched_kept_read_and_forgotten() {
    let desk = Desk::new();
    let link = desk.must_link("erebor_mx_retail", "somebody", "single");
    let path = format!("/api/owners/?link={link}");
    assert_eq!(desk.must_list(&path), Vec::<Value>::new(), "nothing was asked for yet");

    let unkept = desk.must(200, desk.post("/api/owners/", &json!({ "link": link, "save_data": false })));
    assert_eq!(desk.must_list(&path), Vec::<Value>::new(), "R-DATA-01");

    let kept = desk.must_retrieve("/api/owners/", &json!({ "link": link }));
    assert_eq!(kept, unkept);
    assert_eq!(desk.must_list(&path), *kept.as_array().expect("R-DATA-05"));
    let id = kept[0]["id"].as_str().expect("an id");

    desk.emulator.workspace("desk").advance("1h").expect("an hour");
    let again = desk.must_retrieve("/api/owners/", &json!({ "link": link }));
    assert_eq!(again[0]["id"], kept[0]["id"], "R-DATA-08");
    assert_eq!(again[0]["created_at"], kept[0]["created_at"], "R-DATA-08");
    assert_ne!(again[0]["collected_at"], kept[0]["collected_at"]);

    let one = format!("/api/owners/{id}/");
    assert_eq!(desk.must(200, desk.get(&one)), again[0]);
    let gone = desk.call(Method::DELETE, &one, None);
    assert_eq!((gone.status.as_u16(), gone.text().as_str()), (204, ""), "R-DATA-04");
    assert_eq!(desk.must_refuse(404, desk.get(&one)), "not_found");
}

/// R-DATA-09, R-HOOK-07: what comes with a link is there without having been asked for.
#[test]
fn a_recurrent_link_brings_its_owner() {
    let desk = Desk::new();
    let link = desk.must_link("erebor_mx_retail", "somebody", "recurrent");
    let rows = desk.must_list(&format!("/api/owners/?link={link}"));
    assert_eq!(rows.len(), 1);
    let fetched = desk.must_retrieve("/api/owners/", &json!({ "link": link }));
    assert_eq!(fetched[0]["id"], rows[0]["id"]);
}

/// R-DATA-07
#[test]
fn links_that_cannot_be_asked_are_refused_with_their_reason() {
    let desk = Desk::new();
    let ask = |body: Value| desk.post("/api/owners/", &body);
    let nobody = "0aa1a9f4-4df4-4bb8-9c0e-2c1f4d2b1a01";
    assert_eq!(desk.must_refuse(400, ask(json!({}))), "required");
    assert_eq!(desk.must_refuse(400, ask(json!({ "link": "x" }))), "invalid");
    assert_eq!(desk.must_refuse(400, ask(json!({ "link": nobody }))), "does_not_exist");
    assert_eq!(desk.must_refuse(400, ask(json!({ "link": nobody, "save_data": "yes" }))), "invalid");

    let fiscal = desk.must_link("tatooine_mx_fiscal", "somebody", "single");
    assert_eq!(desk.must_refuse(400, ask(json!({ "link": fiscal }))), "unsupported_operation");

    let link = desk.must_link("erebor_mx_retail", "somebody", "single");
    let become_ = |status: &str| {
        let target = format!("/_emulator/links/{link}/");
        desk.must(200, desk.call(Method::PATCH, &target, Some(&json!({ "status": status }))));
    };
    become_("invalid");
    assert_eq!(desk.must_refuse(400, ask(json!({ "link": link }))), "invalid_link");
    become_("unconfirmed");
    assert_eq!(desk.must_refuse(400, ask(json!({ "link": link }))), "unconfirmed_link");
}

/// R-DATA-03, R-MFA-05, R-MFA-06
#[test]
fn a_link_that_needs_a_token_pauses_the_retrieve_until_it_comes() {
    let desk = Desk::new();
    let link = desk.must_link("heimdall_mx_retail", "somebody", "single");
    let target = format!("/_emulator/links/{link}/");
    desk.must(200, desk.call(Method::PATCH, &target, Some(&json!({ "status": "token_required" }))));
    let asked = desk.must(428, desk.post("/api/owners/", &json!({ "link": link })));
    let resume = |token: &str, asked: &Value| {
        let body = json!({ "session": asked[0]["session"], "link": link, "token": token });
        desk.call(Method::PATCH, "/api/owners/", Some(&body))
    };
    let again = desk.must(428, resume("999999", &asked));
    assert_ne!(again[0]["session"], asked[0]["session"], "R-MFA-06");
    let rows = desk.must(201, resume("111111", &again));
    assert_eq!(rows.as_array().map(Vec::len), Some(1));
    assert_eq!(desk.must_refuse(400, resume("111111", &again)), "session_expired", "R-MFA-07");
    assert_eq!(desk.must(200, desk.get(&format!("/api/links/{link}/")))["status"], "valid");
}

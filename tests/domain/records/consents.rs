//! What users let the app read (R-CONS).

use belvo_emulator::control::SetScenario;
use belvo_emulator::{Reply, Request};
use http::Method;
use serde_json::{Value, json};

use crate::support::desk::Desk;

const MOCK_BANK: &str = "ofmockbank_br_retail";
const RALPH: &str = "76109277673";

fn token(desk: &Desk, scopes: &str) -> String {
    let consent = json!({
        "identification_info": [{ "type": "CPF", "number": RALPH, "name": "Ralph of the app" }],
        "default_consent_duration_days": 92,
    });
    let body =
        json!({ "id": "desk", "password": "secret", "scopes": scopes, "widget": { "consent": consent } });
    let made = desk.must(200, desk.post("/api/token/", &body));
    made["access"].as_str().expect("a token").to_owned()
}

fn with_token(desk: &Desk, token: &str, path: &str) -> Reply {
    desk.emulator.handle(&Request::get(path).header("authorization", &format!("Bearer {token}")))
}

/// R-CONS-01, R-CONS-02, R-CONS-04
#[test]
fn each_link_of_open_finance_has_one_consent_until_it_is_deleted() {
    let desk = Desk::new();
    desk.must_link("erebor_mx_retail", "bnk100", "single");
    assert_eq!(desk.must_list("/api/consents/"), Vec::<Value>::new());
    let link = desk.must_link(MOCK_BANK, RALPH, "single");
    let company = desk.must_link(MOCK_BANK, "50685362006773", "single");
    assert_eq!(desk.must_list("/api/consents/").len(), 2);
    let consents = desk.must_list(&format!("/api/consents/?user_document={RALPH}"));
    assert_eq!((consents.len(), &consents[0]["link_id"]), (1, &json!(link)));
    let consent = &consents[0];
    assert_eq!(consent["status"], "AUTHORISED");
    assert_eq!(consent["display_name"], "Ralph Bragg");
    assert_eq!(consent["permissions"]["REGISTER"][0], "CUSTOMERS_PERSONAL_IDENTIFICATIONS_READ");
    let logo = consent["institution_icon_logo"].as_str().expect("an address");
    assert!(logo.starts_with("http://127.0.0.1"), "{logo}");
    let one = format!("/api/consents/{}/", consent["id"].as_str().expect("an id"));
    assert_eq!(desk.must(200, desk.get(&one)), *consent);
    assert_eq!(desk.post("/api/consents/", &json!({ "link": link })).status.as_u16(), 405);
    assert_eq!(desk.call(Method::DELETE, &one, None).status.as_u16(), 405);
    assert_eq!(desk.call(Method::DELETE, &format!("/api/links/{link}/"), None).status.as_u16(), 204);
    assert_eq!(desk.must_refuse(404, desk.get(&one)), "not_found");
    assert_eq!(desk.must_list("/api/consents/")[0]["link_id"], json!(company));
}

/// R-CONS-02
#[test]
fn the_document_can_be_made_a_must() {
    let desk = Desk::new();
    let options = json!({ "consent.user_document_required": "on" });
    desk.must(200, desk.call(Method::PUT, "/_emulator/options/", Some(&options)));
    let refused = desk.must(400, desk.get("/api/consents/"));
    assert_eq!((&refused[0]["code"], &refused[0]["field"]), (&json!("required"), &json!("user_document")));
    assert_eq!(desk.must_list(&format!("/api/consents/?user_document={RALPH}")), Vec::<Value>::new());
}

/// R-CONS-03: what a consent is follows from its link and from the clock.
#[test]
fn a_consent_runs_out_and_is_rejected_with_its_link() {
    let desk = Desk::new();
    let link = desk.must_link(MOCK_BANK, RALPH, "single");
    let status = || desk.must_list("/api/consents/")[0]["status"].clone();
    let target = format!("/_emulator/links/{link}/");
    for (of_link, of_consent) in [("invalid", "REJECTED"), ("token_required", "AUTHORISED")] {
        desk.must(200, desk.call(Method::PATCH, &target, Some(&json!({ "status": of_link }))));
        assert_eq!(status(), of_consent);
    }
    let consent = desk.must_list("/api/consents/")[0].clone();
    assert_eq!(
        (&consent["consent_duration"], &consent["undefined_consent_expiration"]),
        (&json!(366), &json!(false))
    );
    assert_eq!(consent["expired_at"], "2027-03-16T12:00:00.000000Z");
    desk.emulator.workspace("desk").advance("366d").expect("a year");
    assert_eq!(status(), "EXPIRED");
}

/// R-AUTH-07
#[test]
fn a_token_reaches_consents_by_its_scope_alone() {
    let desk = Desk::new();
    desk.must_link(MOCK_BANK, RALPH, "single");
    let reader = token(&desk, "read_consents");
    assert_eq!(desk.must(200, with_token(&desk, &reader, "/api/consents/"))["count"], 1);
    desk.must(403, with_token(&desk, &reader, "/api/owners/"));
    let other = token(&desk, "read_institutions,write_links");
    desk.must(403, with_token(&desk, &other, "/api/consents/"));
}

/// R-CONS-03, R-CONS-05
#[test]
fn a_consent_of_the_widget_tells_what_the_token_said() {
    let desk = Desk::new();
    let steps = json!(["accept", { "choose": MOCK_BANK }, { "submit": "success" }]);
    let widget = json!({ "play": "by_itself", "steps": steps });
    let document = json!({ "version": 1, "title": "A test", "widget": widget });
    desk.emulator.set_scenario(SetScenario::document(document)).expect("a scenario");
    let opening = json!({
        "token": token(&desk, "read_institutions,write_links,read_consents"),
        "config": {},
        "handlers": ["callback"],
        "arguments": 2,
        "query": {},
    });
    desk.must(200, desk.post("/widget/v1/open/", &opening));
    let consents = desk.must_list("/api/consents/");
    assert_eq!(consents.len(), 1);
    assert_eq!(consents[0]["user_name"], "Ralph of the app");
    assert_eq!(
        (&consents[0]["consent_duration"], &consents[0]["created_at"]),
        (&json!(92), &json!("2026-03-15T12:00:00.000000Z"))
    );
    assert_eq!(consents[0]["belvo_organization_name"], "Belvo Emulator");
}

//! Consents that a scenario or somebody has made: how many, in which states, and a link whose consent is over.

use belvo_emulator::Request;
use belvo_emulator::control::{LinkState, SetLink, SetScenario};
use serde_json::{Value, json};

use super::door::{get, must_answer, must_start};
use crate::support::{PASSWORD, SECRET_ID, still};

const BANK: &str = "ofmockbank_br_retail";

#[test]
fn a_scenario_says_how_many_there_are_and_in_which_states() {
    let emulator = must_start(still());
    let consents = json!([{ "status": "EXPIRED" }, { "status": "AUTHORISED", "user_name": "Ralph" }, { "status": "REJECTED" }]);
    let document = json!({ "version": 1, "title": "Consents", "data": { "consents": consents } });
    emulator.set_scenario(SetScenario::document(document)).expect("a scenario");
    emulator.workspace(SECRET_ID).make_link("erebor_mx_retail").expect("a link that has no consent");
    let link = emulator.workspace(SECRET_ID).make_link(BANK).expect("a link");
    let list = must_answer(&emulator, &get("/api/consents/"));
    let rows = list["results"].as_array().expect("consents");
    let of = |key: &str| rows.iter().map(|row| row[key].clone()).collect::<Vec<_>>();
    assert_eq!(of("status"), ["EXPIRED", "AUTHORISED", "REJECTED"]);
    assert_eq!(rows[1]["user_name"], "Ralph");
    assert!(of("link_id").iter().all(|id| *id == json!(link.id)));
    for row in rows {
        let path = format!("/api/consents/{}/", row["id"].as_str().expect("an id"));
        assert_eq!(must_answer(&emulator, &get(&path)), *row);
    }
}

#[test]
fn keys_alone_change_the_consent_of_each_link() {
    let emulator = must_start(still());
    let data = json!({ "consents": { "status": "AWAITING_AUTHORISATION" } });
    let document = json!({ "version": 1, "title": "Consents", "data": data });
    emulator.set_scenario(SetScenario::document(document)).expect("a scenario");
    emulator.workspace(SECRET_ID).make_link(BANK).expect("a link");
    let list = must_answer(&emulator, &get("/api/consents/"));
    assert_eq!(
        (&list["count"], &list["results"][0]["status"]),
        (&json!(1), &json!("AWAITING_AUTHORISATION"))
    );
}

#[test]
fn a_consent_that_is_over_ends_its_link() {
    let emulator = must_start(still());
    let link = emulator.workspace(SECRET_ID).make_link(BANK).expect("a link");
    emulator.set_link(SetLink::new(link.id, LinkState::ExpiredConsent)).expect("a consent");
    let consent = must_answer(&emulator, &get("/api/consents/"))["results"][0].clone();
    assert_eq!(consent["status"], "EXPIRED");
    let accounts = Request::post("/api/accounts/", &json!({ "link": link.id })).keys(SECRET_ID, PASSWORD);
    assert_eq!(emulator.handle(&accounts).value()[0]["code"], "invalid_link");
    let inbox = json!(emulator.workspace(SECRET_ID).inbox().expect("an inbox"));
    let of_consents: Vec<&Value> = inbox["webhooks"]
        .as_array()
        .into_iter()
        .flatten()
        .filter(|hook| hook["body"]["webhook_type"] == "CONSENT")
        .collect();
    assert_eq!(of_consents.len(), 1, "{inbox}");
    assert_eq!(of_consents[0]["body"]["webhook_code"], "openfinance_consent_expired");
}

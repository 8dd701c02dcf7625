//! Links that are made by hand, in each state, without a widget and without a bank.

use belvo_emulator::control::{InstitutionState, Link, LinkState, NewLink, SetInstitution};
use belvo_emulator::{Emulator, Request};
use serde_json::{Value, json};

use super::door::{control, get, must_answer, must_be_problem, must_start};
use crate::support::{PASSWORD, SECRET_ID, still};

const BANK: &str = "erebor_mx_retail";

#[track_caller]
fn must_make(emulator: &Emulator, request: NewLink) -> Link {
    emulator.workspace(SECRET_ID).make_link(request).unwrap_or_else(|why| panic!("{why}"))
}

/// What a retrieve of accounts answers: the status, and the code of a refusal.
fn accounts(emulator: &Emulator, link: &Link) -> (u16, Value) {
    let body = json!({ "link": link.id });
    let reply = emulator.handle(&Request::post("/api/accounts/", &body).keys(SECRET_ID, PASSWORD));
    (reply.status.as_u16(), reply.value()[0]["code"].clone())
}

#[test]
fn a_link_is_made_in_each_state_and_answers_so() {
    let emulator = must_start(still());
    for (state, status, code) in [
        (LinkState::Valid, 201, Value::Null),
        (LinkState::Invalid, 400, json!("invalid_link")),
        (LinkState::Unconfirmed, 400, json!("unconfirmed_link")),
        (LinkState::TokenRequired, 428, json!("token_required")),
        (LinkState::ExpiredCredentials, 404, json!("expired_credentials")),
    ] {
        let link = must_make(&emulator, NewLink::from(BANK).status(state));
        let shown = must_answer(&emulator, &get(&format!("/api/links/{}/", link.id)));
        assert_eq!(shown, json!(link), "{state}: the answer is the link as the API shows it");
        assert_eq!(accounts(&emulator, &link), (status, code), "{state}");
    }
    let of_open_finance = NewLink::from("ofmockbank_br_retail").status(LinkState::ExpiredConsent);
    let link = must_make(&emulator, of_open_finance);
    let consents = must_answer(&emulator, &get("/api/consents/"));
    assert_eq!(
        (&consents["results"][0]["link_id"], &consents["results"][0]["status"]),
        (&json!(link.id), &json!("EXPIRED"))
    );
    assert_eq!(accounts(&emulator, &link).1, "invalid_link");
}

#[test]
fn it_is_made_as_the_api_makes_one() {
    let emulator = must_start(still());
    let all = NewLink::from(BANK).username("somebody").external_id("user-1");
    let link = must_make(&emulator, all);
    let list = must_answer(&emulator, &get("/api/links/?external_id=user-1"));
    assert_eq!(list["results"], json!([link]));
    let body = json!({ "institution": BANK, "username": "somebody", "password": "secret" });
    let twin = emulator.handle(&Request::post("/api/links/", &body).keys(SECRET_ID, PASSWORD)).value();
    assert_eq!(twin["institution_user_id"], json!(link.institution_user_id), "the same user at the bank");
    let another = must_make(&emulator, NewLink::from(BANK));
    assert_ne!(another.institution_user_id, link.institution_user_id, "nobody was named: a new one");
}

#[test]
fn no_bank_is_asked() {
    let emulator = must_start(still());
    emulator.set_institution(SetInstitution::new(BANK, InstitutionState::Down)).expect("set");
    let link = must_make(&emulator, NewLink::from(BANK).username("err_down"));
    assert_eq!(accounts(&emulator, &link), (400, json!("institution_down")));
}

#[test]
fn what_the_api_would_refuse_is_refused_and_nothing_made() {
    let emulator = must_start(still());
    for (body, status, code, says) in [
        (
            json!({ "institution": "erebor_mx_retial" }),
            404,
            "institution_unknown",
            "the nearest is `erebor_mx_retail`",
        ),
        (
            json!({ "institution": BANK, "status": "expired_consent" }),
            400,
            "status",
            "not an institution of open finance",
        ),
        (json!({ "institution": BANK, "status": "broken" }), 400, "status", "valid or invalid"),
        (json!({ "institution": BANK, "stale_in": "long" }), 400, "link_refused", ""),
        (json!({ "institution": BANK, "external_id": "u1" }), 400, "external_id", "3 to 256 letters"),
        (json!({ "institution": BANK, "fetch_resources": ["INVOICES"] }), 400, "link_refused", ""),
    ] {
        let path = format!("workspaces/{SECRET_ID}/links");
        let problem = must_be_problem(&emulator.handle(&control("POST", &path, Some(&body))), status, code);
        assert!(problem["detail"].as_str().is_some_and(|detail| detail.contains(says)), "{problem}");
    }
    assert_eq!(must_answer(&emulator, &get("/api/links/"))["count"], 0);
    assert_eq!(emulator.make_link(BANK).expect_err("no workspace").code, "workspace_required");
}

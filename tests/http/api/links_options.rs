//! What a link and its questions look like, by the settings; and what the sandbox's own users get (R-LINK, R-MFA).

use belvo_emulator::{Builder, Emulator};
use serde_json::{Value, json};

use super::bank::{must_make, post, send};
use super::door::{get, items, must_answer, must_start, said, still};

fn with(option: &str, value: &str) -> Emulator {
    must_start(still().option(option, value))
}

fn strict() -> Builder {
    still().option("strict", "on")
}

/// The bank's question.
#[track_caller]
fn must_ask(emulator: &Emulator, changes: &Value) -> Value {
    let reply = post(emulator, changes);
    assert_eq!(reply.status, 428, "{}", reply.text());
    reply.value()[0].clone()
}

#[track_caller]
fn must_refuse(emulator: &Emulator, changes: &Value, code: &str, field: &str) {
    let said = said(&items(&post(emulator, changes), 400));
    assert_eq!([said[0][0].as_str(), said[0][2].as_str()], [code, field], "{changes}");
}

#[test]
fn r_link_03_the_status_of_a_resumed_link_is_an_option() {
    for (status, emulator) in [(200, must_start(still())), (201, with("link.resume_status", "201"))] {
        let asked = must_ask(&emulator, &json!({ "username": "mfa_numeric" }));
        let answer = json!({ "session": asked["session"], "link": asked["link"], "token": "111111" });
        assert_eq!(send(&emulator, "PATCH", "/api/links/", &answer).status.as_u16(), status);
    }
}

#[test]
fn r_link_13_what_was_not_sent_can_be_filled() {
    let emulator = with("link.non_null", "on");
    let id = must_make(&emulator, &json!({}));
    let link = must_answer(&emulator, &get(&format!("/api/links/{id}/")));
    assert_eq!((&link["stale_in"], &link["external_id"]), (&json!("365d"), &json!(id)));
    let sent = must_make(&emulator, &json!({ "username": "b", "stale_in": "9d", "external_id": "user-1" }));
    let link = must_answer(&emulator, &get(&format!("/api/links/{sent}/")));
    assert_eq!((&link["stale_in"], &link["external_id"]), (&json!("9d"), &json!("user-1")));
    assert_eq!(must_answer(&emulator, &get("/api/links/?external_id=user-1"))["count"], 1);
}

#[test]
fn r_mfa_02_the_expiry_of_a_question_may_be_a_text() {
    let asked = must_ask(&with("mfa.expiry_string", "on"), &json!({ "username": "mfa_default" }));
    assert_eq!(asked["expiry"], "9600");
}

#[test]
fn r_mfa_06_other_tokens_are_an_option() {
    let emulator = with("mfa.other_tokens", "reject");
    let asked = must_ask(&emulator, &json!({ "username": "mfa_default" }));
    let answer = json!({ "session": asked["session"], "link": asked["link"], "token": "123456" });
    let again = send(&emulator, "PATCH", "/api/links/", &answer);
    assert_eq!(again.status, 428);
    assert_ne!(again.value()[0]["session"], asked["session"], "in a new session");
}

#[test]
fn r_mfa_10_gothams_row_may_show_a_token_field() {
    let row = |emulator: &Emulator| must_answer(emulator, &get("/api/institutions/1012/"));
    let plain = row(&must_start(still()));
    assert_eq!(
        (plain["features"].clone(), plain["form_fields"].as_array().map(Vec::len)),
        (json!([]), Some(2))
    );
    let asking = row(&with("mfa.gotham", "on"));
    assert_eq!(asking["features"][0]["name"], "token_required", "R-INST-06");
    assert_eq!(asking["form_fields"][2]["name"], "token");
}

#[test]
fn r_err_40_the_code_of_a_recurrent_link_that_stores_nothing_is_an_option() {
    let body = json!({ "credentials_storage": "nostore" });
    must_refuse(&must_start(still()), &body, "invalid_credentials_storage", "");
    must_refuse(&with("error.credentials_storage_code", "login_error"), &body, "login_error", "");
}

#[test]
fn r_link_16_storage_has_two_spellings_of_nothing() {
    let emulator = must_start(still());
    let body = json!({ "access_mode": "single", "credentials_storage": "no_store" });
    must_refuse(&emulator, &body, "invalid_fetch_resources", "");
    let id = must_make(
        &emulator,
        &json!({ "access_mode": "single", "credentials_storage": "no_store", "fetch_resources": ["OWNERS"] }),
    );
    assert_eq!(must_answer(&emulator, &get(&format!("/api/links/{id}/")))["credentials_storage"], "nostore");
}

#[test]
fn r_base_12_strict_refuses_of_links_what_the_openapi_documents_refuse() {
    let (emulator, lenient) = (must_start(strict()), must_start(still()));
    must_refuse(&emulator, &json!({ "external_id": "no" }), "invalid", "external_id");
    must_make(&lenient, &json!({ "external_id": "no" }));
    let fiscal =
        json!({ "institution": "tatooine_mx_fiscal", "username": "PFIS010101000", "password": null });
    must_refuse(&emulator, &fiscal, "null", "password");
    let old = json!({ "access_mode": "single", "resources": ["OWNERS"], "username": "c" });
    must_refuse(&emulator, &old, "unsupported_operation", "");
    must_make(&lenient, &old);
    let asked = must_ask(&emulator, &json!({ "username": "mfa_numeric" }));
    let answer = json!({ "session": asked["session"], "token": "111111" });
    let said = said(&items(&send(&emulator, "PATCH", "/api/links/", &answer), 400));
    assert_eq!(said[0][2], "link", "R-ERR-39 is the one before");
}

/// R-LINK-30: what Belvo's pages say of the sandbox's users.
#[test]
fn r_link_30_the_documented_users_of_the_sandbox() {
    let emulator = must_start(still());
    let at = |institution: &str, user: &str, password: &str| {
        post(&emulator, &json!({ "institution": institution, "username": user, "password": password }))
    };
    let bank = "gringotts_mx_retail";
    for (institution, user, password) in [
        (bank, "bnk100", "full"),
        (bank, "bnk101", "nodata"),
        (bank, "bnk102", "low"),
        (bank, "bnk103", "negative"),
        (bank, "bnk1002", "full"),
        (bank, "bnk1006", "supersecret"),
        (bank, "user_valid", "pass_valid"),
        ("tatooine_mx_fiscal", "PFIS010101000", "individual"),
        ("tatooine_mx_fiscal", "PMO010101000", "business"),
        ("tatooine_mx_fiscal", "fiscal100", "full"),
        ("planet_mx_employment", "BLPM951331IONVGR54", "fake-password"),
        ("ofmockbank_br_retail", "76109277673", ""),
        ("heimdall_mx_retail", "bnk100", "full"),
    ] {
        let password = if password.is_empty() { "any" } else { password };
        assert_eq!(at(institution, user, password).status, 201, "{institution} {user}");
    }
    for (user, password, status, code) in [
        ("user_invalid", "pass_invalid", 400, "login_error"),
        ("1234567890abcdefg", "1234567890abcdefg", 400, "validation_error"),
        ("mfa_default", "pass_valid", 428, "token_required"),
        ("mfa_qr", "qr_code", 428, "token_required"),
        ("mfa_numeric", "numeric_code", 428, "token_required"),
    ] {
        let institution = if status == 428 { "heimdall_br_retail" } else { bank };
        let reply = at(institution, user, password);
        assert_eq!(said(&items(&reply, status))[0][0], code, "{user}");
    }
}

#[test]
fn r_link_30_the_iron_bank_has_a_right_and_a_wrong_pair() {
    let emulator = must_start(still());
    let pair = |word: &str, kind: &str| {
        json!({ "institution": "ironbank_br_retail", "username": format!("adv_{word}"), "password": format!("pass_{word}"),
            "username2": word, "password2": word, "username_type": kind })
    };
    must_make(&emulator, &pair("valid", "003"));
    must_refuse(&emulator, &pair("invalid", "999"), "login_error", "");
    for (key, wrong) in [("username_type", "999"), ("password2", "invalid")] {
        let mut body = pair("valid", "003");
        body["username"] = json!("someone");
        body[key] = json!(wrong);
        must_refuse(&emulator, &body, "login_error", "");
    }
}

#[test]
fn r_link_30_belvos_own_bank_answers_as_many_seconds_later_as_it_is_told() {
    let emulator = must_start(still());
    let made = |username: &str, username2: &str| {
        post(
            &emulator,
            &json!({ "institution": "belvo_mx_retail", "username": username, "username2": username2, "password": "x" }),
        )
    };
    let slow = made("1", "7");
    assert_eq!((slow.status.as_u16(), slow.delay.as_secs()), (201, 7));
    assert_eq!(slow.headers["x-belvo-emulator-why"], "username2 7s");
    assert_eq!(made("2", "0").delay.as_secs(), 0);
    assert_eq!(made("3", "999999").delay.as_secs(), 600, "ten minutes at most");
    let id = slow.value()["id"].as_str().expect("an id").to_owned();
    let again = send(&emulator, "PUT", &format!("/api/links/{id}/"), &json!({ "password": "y" }));
    assert_eq!((again.status.as_u16(), again.delay.as_secs()), (200, 7), "each time");
}

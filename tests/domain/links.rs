//! Links made over REST: what is asked for, what is refused, and the bank's question.

use crate::support::contract::must_be_valid;
use crate::support::{PASSWORD, SECRET_ID, still};
use belvo_emulator::{Emulator, Reply, Request};
use serde_json::{Value, json};

/// The body that makes a link, with these keys changed; null takes one away.
fn asked(changes: &Value) -> Value {
    let mut body = json!({ "institution": "gringotts_mx_retail", "username": "bnk100", "password": "full" });
    for (key, value) in changes.as_object().into_iter().flatten() {
        body[key] = value.clone();
    }
    body
}

struct Bank(Emulator);

impl Bank {
    #[track_caller]
    fn new() -> Self {
        Self(still().start().expect("an emulator"))
    }

    fn post(&self, changes: &Value) -> Reply {
        self.send(&Request::post("/api/links/", &asked(changes)).keys(SECRET_ID, PASSWORD))
    }

    fn patch(&self, body: &Value) -> Reply {
        let request = Request::new(http::Method::PATCH, "/api/links/").json(body);
        self.send(&request.keys(SECRET_ID, PASSWORD))
    }

    fn get(&self, path: &str) -> Value {
        self.send(&Request::get(path).keys(SECRET_ID, PASSWORD)).value()
    }

    /// Every answer is held against the document of the API (R-DATA-10).
    fn send(&self, request: &Request) -> Reply {
        let reply = self.0.handle(request);
        must_be_valid(request, &reply);
        reply
    }

    #[track_caller]
    fn must_make(&self, changes: &Value) -> Value {
        let reply = self.post(changes);
        assert_eq!(reply.status, 201, "{}", reply.text());
        reply.value()
    }

    /// The code and the field, when it refuses with one item and this message.
    #[track_caller]
    fn must_refuse(&self, changes: &Value, code: &str, field: &str, message: &str) {
        let reply = self.post(changes);
        let item = &reply.value()[0];
        assert_eq!(reply.status, 400, "{}", reply.text());
        let said = ["code", "field", "message"].map(|key| item[key].as_str().unwrap_or_default());
        assert_eq!(said, [code, field, message]);
    }

    /// The bank's question.
    #[track_caller]
    fn must_ask(&self, user: &str) -> Value {
        let reply = self.post(&json!({ "username": user }));
        assert_eq!(reply.status, 428, "{}", reply.text());
        reply.value()[0].clone()
    }
}

#[test]
fn r_link_01_a_link_is_made_and_r_link_02_can_be_read() {
    let bank = Bank::new();
    let link = bank.must_make(&json!({}));
    assert_eq!(bank.get(&format!("/api/links/{}/", link["id"].as_str().expect("an id"))), link);
    assert_eq!(bank.get("/api/links/")["results"], json!([link]), "R-LINK-02");
    assert_eq!(link["status"], "valid", "R-LINK-08");
    // R-BASE-07: a random UUID.
    assert_eq!(link["id"].as_str().map(|id| id.as_bytes()[14]), Some(b'4'));
}

#[test]
fn r_link_20_the_defaults_and_r_link_13_the_nulls() {
    let bank = Bank::new();
    let link = bank.must_make(&json!({}));
    assert_eq!((&link["access_mode"], &link["credentials_storage"]), (&json!("recurrent"), &json!("store")));
    assert_eq!((&link["stale_in"], &link["external_id"]), (&Value::Null, &Value::Null), "R-LINK-13");
    let single = bank.must_make(&json!({ "username": "other", "access_mode": "single" }));
    assert_eq!((&single["credentials_storage"], &single["refresh_rate"]), (&json!("365d"), &Value::Null));
    let asked = json!({ "username": "third", "access_mode": "single", "credentials_storage": "30d", "stale_in": "300d",
        "external_id": "user_1", "fetch_resources": ["OWNERS"] });
    let link = bank.must_make(&asked);
    for key in ["credentials_storage", "stale_in", "external_id", "fetch_resources"] {
        assert_eq!(link[key], asked[key], "R-LINK-20");
    }
}

#[test]
fn r_link_12_an_external_id_of_a_wrong_form_or_of_a_person_is_null() {
    let bank = Bank::new();
    let bad = ["", "ab", "a b c", "user@example.org", "11987654321"].map(Value::from);
    for (number, bad) in bad.into_iter().chain([json!(12), json!({})]).enumerate() {
        let link = bank.must_make(&json!({ "username": format!("user{number}"), "external_id": bad }));
        assert_eq!(link["external_id"], Value::Null, "{bad}");
    }
}

/// R-BASE-12: unknown keys are no fault either.
#[test]
fn r_link_14_old_names_of_keys_are_accepted() {
    let bank = Bank::new();
    bank.must_make(
        &json!({ "save_data": true, "fetch_historical": false, "certificate": "x", "of_2030": [] }),
    );
}

#[test]
fn r_link_15_a_user_name_is_needed_and_a_password_is_not() {
    let bank = Bank::new();
    bank.must_refuse(&json!({ "username": null }), "null", "username", "This field may not be null.");
    bank.must_refuse(&json!({ "username": "" }), "blank", "username", "This field may not be blank.");
    let body = json!({ "institution": "gringotts_mx_retail", "username": "alone" });
    let reply = bank.0.handle(&Request::post("/api/links/", &body).keys(SECRET_ID, PASSWORD));
    assert_eq!(reply.status, 201, "{}", reply.text());
    let reply = bank.0.handle(&Request::post("/api/links/", &json!({})).keys(SECRET_ID, PASSWORD));
    let fields: Vec<Value> =
        reply.value().as_array().into_iter().flatten().map(|item| item["field"].clone()).collect();
    assert_eq!(fields, ["institution", "username"], "R-ERR-10, R-ERR-02");
    let body = json!({ "access_mode": "daily", "fetch_resources": "X", "stale_in": "soon" });
    let reply = bank.0.handle(&Request::post("/api/links/", &body).keys(SECRET_ID, PASSWORD));
    assert_eq!(reply.value().as_array().map(Vec::len), Some(5), "R-ERR-02: {}", reply.text());
}

#[test]
fn r_link_16_what_mode_and_storage_forbid() {
    let bank = Bank::new();
    let must_refuse = |changes: Value, code: &str| {
        let reply = bank.post(&changes);
        assert_eq!((reply.status.as_u16(), &reply.value()[0]["code"]), (400, &json!(code)), "{changes}");
    };
    must_refuse(json!({ "credentials_storage": "nostore" }), "invalid_credentials_storage");
    must_refuse(json!({ "credentials_storage": "30d" }), "invalid_credentials_storage");
    must_refuse(
        json!({ "access_mode": "single", "credentials_storage": "nostore" }),
        "invalid_fetch_resources",
    );
    for days in ["0d", "366d", "999d"] {
        must_refuse(json!({ "access_mode": "single", "credentials_storage": days }), "invalid");
    }
    bank.must_make(&json!({ "access_mode": "single", "credentials_storage": "365d" }));
}

#[test]
fn what_is_wrong_with_a_key_is_told_with_its_value() {
    let bank = Bank::new();
    // R-ERR-16, R-ERR-17, R-ERR-18, R-ERR-15, R-ERR-21
    let choice = "\"daily\" is not a valid choice.";
    bank.must_refuse(&json!({ "access_mode": "daily" }), "invalid_choice", "access_mode", choice);
    let nobody = "Object with name=erebor_mx does not exist.";
    bank.must_refuse(&json!({ "institution": "erebor_mx" }), "does_not_exist", "institution", nobody);
    let list = "Expected a list but got type \"str\".";
    bank.must_refuse(&json!({ "fetch_resources": "OWNERS" }), "not_a_list", "fetch_resources", list);
    let reply = bank.post(&json!({ "fetch_resources": ["INVOICES"] })).value();
    let message = reply[0]["message"].as_str().unwrap_or_default();
    assert!(
        message.starts_with("The institution only supports the following resources: ACCOUNTS, "),
        "{message}"
    );
    bank.must_refuse(&json!({ "username": "has blanks" }), "validation_error", "", "Bad request");
}

/// R-ERR-20, R-ERR-03: the refusal names the user of both.
#[test]
fn a_link_that_exists_can_be_duplicated() {
    let bank = Bank(still().option("link.duplicates", "refuse").start().expect("an emulator"));
    let link = bank.must_make(&json!({}));
    let item = bank.post(&json!({})).value()[0].clone();
    assert_eq!(item["code"], "duplicated");
    assert_eq!(item["institution_user_id"], link["institution_user_id"], "R-ERR-03");
}

/// R-MFA-01, R-MFA-08
#[test]
fn r_mfa_01_the_question_and_r_mfa_08_the_link_that_waits() {
    let bank = Bank::new();
    let asked = bank.must_ask("mfa_numeric");
    assert!(asked["expiry"].is_u64(), "R-MFA-02: {asked}");
    assert_eq!(asked["session"].as_str().map(str::len), Some(32));
    let data = &asked["token_generation_data"];
    assert_eq!((&data["type"], &data["expects_user_input"]), (&json!("numeric"), &json!(true)), "R-MFA-03");
    let path = format!("/api/links/{}/", asked["link"].as_str().expect("an id"));
    assert_eq!(bank.get(&path)["status"], "unconfirmed", "R-LINK-08");
    // R-MFA-05, R-LINK-03: the answer goes to the collection.
    let answer = json!({ "session": asked["session"], "link": asked["link"], "token": "111111" });
    let reply = bank.patch(&answer);
    assert_eq!((reply.status.as_u16(), &reply.value()["status"]), (200, &json!("valid")), "{}", reply.text());
    assert_eq!(bank.get(&path)["status"], "valid");
}

#[test]
fn r_mfa_07_a_session_that_is_none_has_expired() {
    let bank = Bank::new();
    let asked = bank.must_ask("mfa_default");
    let other = bank.must_make(&json!({}))["id"].clone();
    for answer in [
        json!({ "session": "0".repeat(32), "link": asked["link"], "token": "111111" }),
        json!({ "session": asked["session"], "link": other, "token": "111111" }),
    ] {
        let reply = bank.patch(&answer);
        assert_eq!(
            (reply.status.as_u16(), &reply.value()[0]["code"]),
            (400, &json!("session_expired")),
            "R-ERR-31"
        );
    }
    bank.0.advance("3h").expect("time");
    let late = json!({ "session": asked["session"], "link": asked["link"], "token": "111111" });
    assert_eq!(bank.patch(&late).value()[0]["code"], "session_expired", "R-MFA-02: its seconds are over");
}

#[test]
fn r_mfa_09_a_right_token_in_the_first_call_skips_the_question() {
    let bank = Bank::new();
    bank.must_make(&json!({ "username": "mfa_numeric", "token": "111111" }));
    assert_eq!(bank.post(&json!({ "username": "mfa_qr", "token": "999999" })).status, 428);
}

/// R-BASE-15: same seed, same calls, same bytes; R-AUTH-01: each call brings its keys.
#[test]
fn the_same_calls_give_the_same_bytes() {
    let bytes = || {
        let bank = Bank::new();
        [
            bank.post(&json!({})).text(),
            bank.post(&json!({ "username": "mfa_qr" })).text(),
            bank.post(&json!({})).text(),
        ]
    };
    assert_eq!(bytes(), bytes());
    let bank = Bank::new();
    bank.must_make(&json!({}));
    assert_eq!(bank.0.handle(&Request::post("/api/links/", &asked(&json!({})))).status, 401, "R-AUTH-01");
}

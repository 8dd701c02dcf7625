//! Numbers where a text is expected are taken as that text, as the text fields of Belvo's framework do (R-BASE-17).

use belvo_emulator::Request;
use serde_json::{Value, json};

use super::bank::{must_make, post, send};
use super::door::{get, items, must_answer, must_start, said, still, token_with};

#[test]
fn r_base_17_credentials_that_are_numbers_are_those_texts() {
    let emulator = must_start(still());
    let made = |changes: &Value| {
        must_answer(&emulator, &get(&format!("/api/links/{}/", must_make(&emulator, changes))))
    };
    let number =
        made(&json!({ "username": 12345, "password": 67890, "external_id": 4711, "stale_in": "9d" }));
    let text = made(&json!({ "username": "12345", "password": "67890", "external_id": "4711" }));
    assert_eq!(number["institution_user_id"], text["institution_user_id"]);
    assert_eq!((&number["external_id"], &text["external_id"]), (&json!("4711"), &json!("4711")));
}

#[test]
fn r_base_17_a_token_of_the_bank_may_be_a_number() {
    let emulator = must_start(still());
    let asked = items(&post(&emulator, &json!({ "username": "mfa_numeric" })), 428)[0].clone();
    let answer = json!({ "session": asked["session"], "link": asked["link"], "token": 111_111 });
    assert_eq!(send(&emulator, "PATCH", "/api/links/", &answer).value()["status"], "valid");
    must_make(&emulator, &json!({ "username": "mfa_qr", "token": 111_111 }));
    let wrong = post(&emulator, &json!({ "username": "mfa_default", "token": 999_999 }));
    assert_eq!(wrong.status, 428, "R-MFA-06");
}

#[test]
fn r_base_17_new_secrets_and_keys_of_tokens_may_be_numbers() {
    let emulator = must_start(still());
    let id = must_make(&emulator, &json!({ "username": "mfa_default", "token": "111111" }));
    let path = format!("/api/links/{id}/");
    let renewed = send(&emulator, "PUT", &path, &json!({ "password": 4321, "token": 111_111 }));
    assert_eq!(renewed.status, 200, "{}", renewed.text());
    let keys = token_with(&json!({ "id": 42, "password": 4242 }));
    let tokens = emulator.handle(&Request::post("/api/token/", &keys));
    assert_eq!(tokens.status, 200, "{}", tokens.text());
    assert_eq!(emulator.handle(&Request::get("/api/links/").keys("42", "4242")).status, 200);
}

#[test]
fn r_base_17_what_the_text_means_is_judged_as_ever() {
    let emulator = must_start(still());
    let link = must_make(&emulator, &json!({}));
    let fault =
        |target: &str, body: Value| said(&items(&send(&emulator, "POST", target, &body), 400)).remove(0);
    let date = fault(
        "/api/transactions/",
        json!({ "link": link, "date_from": 20_260_101, "date_to": "2026-01-31" }),
    );
    assert_eq!([&date[0], &date[2]], ["invalid", "date_from"]);
    assert_eq!(fault("/api/owners/", json!({ "link": 7 })), ["invalid", "“7” is not a valid UUID.", "link"]);
    assert_eq!(
        fault("/api/links/", json!({ "institution": 7, "username": "a" })),
        ["does_not_exist", "Object with name=7 does not exist.", "institution"]
    );
    assert_eq!(
        fault(
            "/api/links/",
            json!({ "institution": "gringotts_mx_retail", "username": "a", "access_mode": 1 })
        ),
        ["invalid_choice", "\"1\" is not a valid choice.", "access_mode"]
    );
}

#[test]
fn r_base_17_booleans_lists_and_objects_are_no_texts() {
    let emulator = must_start(still());
    for no_text in [json!(true), json!(["a"]), json!({ "a": 1 })] {
        for name in ["username", "password", "token"] {
            let refused = items(&post(&emulator, &json!({ name: no_text })), 400);
            assert_eq!(said(&refused), [["invalid", "Not a valid string.", name]], "{no_text}");
        }
    }
}

//! Who asks for a token: keys in the body or in HTTP Basic (R-TOK-02, R-TOK-03, R-AUTH-02 to 04).

use belvo_emulator::Request;
use serde_json::{Value, json};

use super::door::{is_hex32, must_answer, must_refuse, must_say, must_start, said, still, token_with};

const REQUIRED: &str = "This field is required.";

fn ask(body: &Value) -> Request {
    Request::post("/api/token/", body)
}

#[test]
fn r_tok_01_the_answer_is_two_tokens_and_nothing_else() {
    let emulator = must_start(still());
    let answer = must_answer(&emulator, &ask(&token_with(&json!({}))));
    let names: Vec<&String> = answer.as_object().expect("an object").keys().collect();
    assert_eq!(names, ["access", "refresh"]);
}

#[test]
fn r_tok_02_keys_may_stand_in_the_body_or_in_basic_or_half_and_half() {
    let emulator = must_start(still());
    let scopes = json!({ "scopes": "read_institutions,write_links" });
    must_answer(&emulator, &ask(&json!({ "id": "a", "password": "p" })));
    must_answer(&emulator, &ask(&scopes).keys("a", "p"));
    must_answer(&emulator, &ask(&json!({ "id": "a", "scopes": "read_links" })).keys("other", "p"));
    must_say(
        &emulator,
        &ask(&scopes).keys("a", "wrong"),
        401,
        "authentication_failed",
        "Invalid Secret Keys",
    );
}

#[test]
fn r_tok_02_the_body_wins_over_basic() {
    let emulator = must_start(still());
    must_answer(&emulator, &ask(&json!({ "id": "a", "password": "p" })).keys("a", "wrong"));
    assert_eq!(json!(emulator.info().expect("info"))["workspaces"], json!(["a"]));
    let wrong = ask(&json!({ "id": "a", "password": "wrong" })).keys("a", "p");
    must_say(&emulator, &wrong, 401, "authentication_failed", "Invalid Secret Keys");
    let null = ask(&json!({ "id": null, "password": "p" })).keys("a", "p");
    assert_eq!(
        said(&must_refuse(&emulator, &null, 400)),
        [["null", "This field may not be null.", "id"]],
        "a key that is there wins, even when it is null"
    );
}

#[test]
fn r_auth_02_the_password_may_hold_colons_and_anything_else() {
    let emulator = must_start(still());
    let password = "pa:ss#W@rd:é€";
    must_answer(&emulator, &ask(&json!({ "id": "a", "password": password })));
    must_answer(&emulator, &Request::get("/api/").keys("a", password));
    must_say(
        &emulator,
        &Request::get("/api/").keys("a", "pa"),
        401,
        "authentication_failed",
        "Invalid Secret Keys",
    );
}

#[test]
fn r_tok_04_each_missing_key_is_an_item_of_its_own() {
    let emulator = must_start(still());
    let both = must_refuse(&emulator, &ask(&json!({})), 400);
    assert_eq!(said(&both), [["required", REQUIRED, "id"], ["required", REQUIRED, "password"]]);
    assert!(both.iter().all(|item| is_hex32(&item["request_id"])));
    assert_eq!(both[0]["request_id"], both[1]["request_id"], "one request, one id");
    let one = must_refuse(&emulator, &ask(&json!({ "id": "a" })), 400);
    assert_eq!(said(&one), [["required", REQUIRED, "password"]]);
    let empty = Request::new(http::Method::POST, "/api/token/");
    assert_eq!(said(&must_refuse(&emulator, &empty, 400)), said(&both), "no body is an empty one");
}

#[test]
fn r_tok_04_the_faults_of_other_keys_are_told_with_the_missing_ones() {
    let emulator = must_start(still());
    let items = must_refuse(&emulator, &ask(&json!({ "password": "p", "scopes": 1, "link_id": "x" })), 400);
    assert_eq!(
        said(&items),
        [
            ["required", REQUIRED, "id"],
            ["invalid_choice", "\"1\" is not a valid choice.", "scopes"],
            ["invalid", "“x” is not a valid UUID.", "link_id"],
        ]
    );
}

#[test]
fn r_tok_23_null_blank_and_wrong_types_of_the_keys() {
    let emulator = must_start(still());
    let cases = [
        (json!(null), "null", "This field may not be null."),
        (json!(""), "blank", "This field may not be blank."),
        (json!("  "), "blank", "This field may not be blank."),
        (json!(["a"]), "invalid", "Not a valid string."),
        (json!({ "a": 1 }), "invalid", "Not a valid string."),
        (json!(true), "invalid", "Not a valid string."),
    ];
    for (value, code, message) in cases {
        let items = must_refuse(&emulator, &ask(&json!({ "id": value, "password": "p" })), 400);
        assert_eq!(said(&items), [[code, message, "id"]], "id = {value}");
        let items = must_refuse(&emulator, &ask(&json!({ "id": "a", "password": value })), 400);
        assert_eq!(said(&items), [[code, message, "password"]], "password = {value}");
    }
    assert_eq!(
        json!(emulator.info().expect("info"))["workspaces"],
        json!([]),
        "a refused call opens nothing"
    );
}

#[test]
fn r_err_12_the_code_of_an_empty_text_is_an_option() {
    let emulator = must_start(still().option("error.blank_code", "null"));
    let items = must_refuse(&emulator, &ask(&json!({ "id": "", "password": "p" })), 400);
    assert_eq!(said(&items), [["null", "This field may not be blank.", "id"]]);
}

#[test]
fn an_id_of_more_than_128_bytes_opens_no_workspace() {
    let emulator = must_start(still());
    must_answer(&emulator, &ask(&json!({ "id": "x".repeat(128), "password": "p" })));
    let items = must_refuse(&emulator, &ask(&json!({ "id": "x".repeat(129), "password": "p" })), 403);
    assert_eq!(items[0]["code"], "access_to_resource_denied");
}

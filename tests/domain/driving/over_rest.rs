//! `POST` and `PATCH /api/links/`: what the bank answers there, and what is refused before it is asked.

use belvo_emulator::domain::base::time::Span;
use belvo_emulator::{Emulator, Reply, Request};
use serde_json::{Value, json};

use crate::support::{PASSWORD, SECRET_ID, still};

fn start() -> Emulator {
    still().start().expect("an emulator")
}

fn post(emulator: &Emulator, more: &Value) -> Reply {
    let mut body = json!({ "institution": "erebor_mx_retail", "username": "somebody", "password": "secret" });
    for (key, value) in more.as_object().into_iter().flatten() {
        body[key] = value.clone();
    }
    emulator.handle(&Request::post("/api/links/", &body).keys(SECRET_ID, PASSWORD))
}

fn patch(emulator: &Emulator, body: &Value) -> Reply {
    let request = Request::new("PATCH".parse().expect("a method"), "/api/links/").json(body);
    emulator.handle(&request.keys(SECRET_ID, PASSWORD))
}

fn why(reply: &Reply) -> &str {
    reply.headers.get("x-belvo-emulator-why").and_then(|why| why.to_str().ok()).unwrap_or_default()
}

/// One item with this status and code; answers the item.
#[track_caller]
fn must_refuse(reply: &Reply, status: u16, code: &str) -> Value {
    assert_eq!(reply.status, status, "{}", reply.text());
    let items = reply.value();
    assert_eq!(items.as_array().map(Vec::len), Some(1), "{items}");
    assert_eq!(items[0]["code"], code, "{items}");
    assert_eq!(items[0]["request_id"].as_str().map(str::len), Some(32));
    items[0].clone()
}

#[track_caller]
fn must_make(reply: &Reply) -> Value {
    assert_eq!(reply.status, 201, "{}", reply.text());
    reply.value()
}

#[track_caller]
fn status_of(emulator: &Emulator, link: &Value) -> Value {
    let path = format!("/api/links/{}/", link.as_str().expect("an id"));
    emulator.handle(&Request::get(path).keys(SECRET_ID, PASSWORD)).value()["status"].clone()
}

#[test]
fn an_error_says_which_user_name_it_comes_from() {
    let emulator = start();
    let reply = post(&emulator, &json!({ "username": "err_down" }));
    must_refuse(&reply, 400, "institution_down");
    assert_eq!(why(&reply), "user name err_down");
    assert_eq!(why(&post(&emulator, &json!({}))), "");
    must_refuse(&post(&emulator, &json!({ "username": "err_timeout" })), 408, "request_timeout");
    must_refuse(&post(&emulator, &json!({ "username": "err_unexpected" })), 500, "unexpected_error");
}

/// R-MFA-01 to 03: the keys and their order.
#[test]
fn a_question_is_a_428() {
    let asked = must_refuse(&post(&start(), &json!({ "username": "mfa_numeric" })), 428, "token_required");
    let keys: Vec<&String> = asked.as_object().expect("an object").keys().collect();
    let expected = ["request_id", "message", "code", "session", "expiry", "link", "token_generation_data"];
    assert_eq!(keys, expected);
    assert_eq!(asked["message"], "A MFA token is required by the institution to login");
    assert_eq!((asked["expiry"].as_i64(), asked["session"].as_str().map(str::len)), (Some(9_600), Some(32)));
    let question = &asked["token_generation_data"];
    assert_eq!((&question["type"], &question["expects_user_input"]), (&json!("numeric"), &json!(true)));
    assert!(question["value"].is_string() && question["instructions"].is_string());
    for (user, kind, input) in [("mfa_default", "text", true), ("mfa_qr", "qr", false)] {
        let asked = must_refuse(&post(&start(), &json!({ "username": user })), 428, "token_required");
        let question = &asked["token_generation_data"];
        assert_eq!((&question["type"], &question["expects_user_input"]), (&json!(kind), &json!(input)));
    }
}

/// R-LINK-03, R-LINK-08; R-MFA-05, 06, 08.
#[test]
fn the_right_token_completes_the_link_and_a_wrong_one_asks_again() {
    let emulator = start();
    let first = must_refuse(&post(&emulator, &json!({ "username": "mfa_default" })), 428, "token_required");
    let link = &first["link"];
    assert_eq!(status_of(&emulator, link), "unconfirmed");
    let wrong = json!({ "session": first["session"], "link": link, "token": "999999" });
    let second = must_refuse(&patch(&emulator, &wrong), 428, "token_required");
    assert_eq!(&second["link"], link);
    assert_ne!(second["session"], first["session"]);
    must_refuse(&patch(&emulator, &wrong), 400, "session_expired");
    let right = json!({ "session": second["session"], "link": link, "token": "111111" });
    let done = patch(&emulator, &right);
    assert_eq!((done.status.as_u16(), &done.value()["id"]), (200, link));
    assert_eq!(status_of(&emulator, link), "valid");
}

/// R-MFA-03: a PATCH is needed although nothing is typed.
#[test]
fn a_question_without_input_is_answered_without_a_token() {
    let emulator = start();
    let asked = must_refuse(&post(&emulator, &json!({ "username": "mfa_inputless" })), 428, "token_required");
    let done = patch(&emulator, &json!({ "session": asked["session"], "link": asked["link"] }));
    assert_eq!(done.status, 200, "{}", done.text());
}

/// R-MFA-07.
#[test]
fn a_session_that_is_late_unknown_or_of_another_link_has_expired() {
    let emulator = start();
    let unknown = json!({ "session": "0".repeat(32), "token": "111111" });
    must_refuse(&patch(&emulator, &unknown), 400, "session_expired");

    let late = must_refuse(&post(&emulator, &json!({ "username": "mfa_late" })), 428, "token_required");
    let answer = json!({ "session": late["session"], "link": late["link"], "token": "111111" });
    must_refuse(&patch(&emulator, &answer), 400, "session_expired");

    let asked = must_refuse(&post(&emulator, &json!({ "username": "mfa_qr" })), 428, "token_required");
    let other = json!({ "session": asked["session"], "link": late["link"], "token": "111111" });
    must_refuse(&patch(&emulator, &other), 400, "session_expired");
    let own = json!({ "session": asked["session"], "link": asked["link"], "token": "111111" });
    assert_eq!(patch(&emulator, &own).status, 200, "the wrong link has not used it up");

    let asked = must_refuse(&post(&emulator, &json!({ "username": "mfa_numeric" })), 428, "token_required");
    emulator.advance("9600s").expect("the clock moves");
    let over = json!({ "session": asked["session"], "link": asked["link"], "token": "111111" });
    must_refuse(&patch(&emulator, &over), 400, "session_expired");
}

/// R-MFA-09.
#[test]
fn a_token_in_the_first_call_skips_the_question() {
    let emulator = start();
    let made = must_make(&post(&emulator, &json!({ "username": "mfa_default", "token": "111111" })));
    assert_eq!(made["status"], "valid");
    let wrong = post(&emulator, &json!({ "username": "mfa_numeric", "token": "999999" }));
    must_refuse(&wrong, 428, "token_required");
}

/// R-ERR-20, R-LINK-10, 11.
#[test]
fn a_second_link_for_the_same_account_names_its_user() {
    let emulator = still().option("link.duplicates", "refuse").start().expect("an emulator");
    let made = must_make(&post(&emulator, &json!({})));
    let refused = must_refuse(&post(&emulator, &json!({})), 400, "duplicated");
    assert_eq!(refused["institution_user_id"], made["institution_user_id"]);
    let magic = must_refuse(&post(&emulator, &json!({ "username": "err_duplicated" })), 400, "duplicated");
    assert_eq!(magic["institution_user_id"].as_str().map(str::len), Some(44));
    emulator.set_options([("link.duplicates", "allow")]).expect("an option");
    must_make(&post(&emulator, &json!({})));
}

#[test]
fn a_slow_bank_delays_the_answer() {
    let emulator = start();
    let reply = post(&emulator, &json!({ "username": "slow_250" }));
    must_make(&reply);
    assert_eq!((reply.delay, why(&reply)), (Span::millis(250), "user name slow_250"));
    assert_eq!(post(&emulator, &json!({})).delay, Span::ZERO);
}

/// R-ERR-21: the form's patterns.
#[test]
fn credentials_that_break_the_form_are_a_bad_request() {
    let emulator = start();
    for more in [
        json!({ "username": "1234567890abcdefg" }),
        json!({ "institution": "belvo_mx_retail", "username": "err_dwn" }),
    ] {
        let refused = must_refuse(&post(&emulator, &more), 400, "validation_error");
        assert_eq!(refused["message"], "Bad request");
    }
}

#[test]
fn what_is_wrong_with_the_request_is_told_before_the_bank_is_asked() {
    let emulator = start();
    let down = |more: &Value| {
        let mut body = json!({ "username": "err_down" });
        more.as_object().into_iter().flatten().for_each(|(key, value)| body[key] = value.clone());
        post(&emulator, &body)
    };
    let unknown = must_refuse(&down(&json!({ "institution": "nobank_mx_retail" })), 400, "does_not_exist");
    assert_eq!(
        (&unknown["field"], &unknown["message"]),
        (&json!("institution"), &json!("Object with name=nobank_mx_retail does not exist.")),
        "R-ERR-17"
    );
    let lacks = json!({ "institution": "belvo_mx_retail", "username": "1", "fetch_resources": ["BILLS"] });
    let lacks = must_refuse(&down(&lacks), 400, "invalid");
    assert_eq!(lacks["field"], "resources", "R-ERR-15");
    assert_eq!(lacks["message"], "The institution only supports the following resources: ACCOUNTS, OWNERS");
    let keeps = json!({ "access_mode": "recurrent", "credentials_storage": "nostore" });
    must_refuse(&down(&keeps), 400, "invalid_credentials_storage");
    let keeps = json!({ "access_mode": "recurrent", "credentials_storage": "30d" });
    must_refuse(&down(&keeps), 400, "invalid_credentials_storage");
    let fetches = json!({ "access_mode": "single", "credentials_storage": "nostore" });
    must_refuse(&down(&fetches), 400, "invalid_fetch_resources");
    let choice = must_refuse(&down(&json!({ "access_mode": "twice" })), 400, "invalid_choice");
    assert_eq!(
        (&choice["field"], &choice["message"]),
        (&json!("access_mode"), &json!("\"twice\" is not a valid choice."))
    );
}

/// R-LINK-01, R-LINK-15, R-LINK-16, R-LINK-20.
#[test]
fn the_access_mode_decides_storage_and_refreshing() {
    let emulator = start();
    let made = must_make(&post(&emulator, &json!({ "username": "one" })));
    let of = |link: &Value| {
        [&link["access_mode"], &link["refresh_rate"], &link["credentials_storage"]].map(Value::clone)
    };
    assert_eq!(of(&made), [json!("recurrent"), json!("7d"), json!("store")]);
    let made = must_make(&post(&emulator, &json!({ "username": "two", "access_mode": "single" })));
    assert_eq!(of(&made), [json!("single"), Value::Null, json!("365d")]);
    let nostore = json!({
        "username": "three", "access_mode": "single", "credentials_storage": "nostore",
        "fetch_resources": ["ACCOUNTS"],
    });
    let made = must_make(&post(&emulator, &nostore));
    assert_eq!(of(&made), [json!("single"), Value::Null, json!("nostore")]);
    assert_eq!(made["fetch_resources"], json!(["ACCOUNTS"]));
    let body = json!({ "institution": "erebor_mx_retail", "username": "four" });
    must_make(&emulator.handle(&Request::post("/api/links/", &body).keys(SECRET_ID, PASSWORD)));
    let body = json!({ "institution": "erebor_mx_retail", "password": "secret" });
    let reply = emulator.handle(&Request::post("/api/links/", &body).keys(SECRET_ID, PASSWORD));
    assert_eq!(must_refuse(&reply, 400, "required")["field"], "username");
}

//! What becomes of a link: new credentials, another access mode, a refresh, its end (R-LINK-04 to 09).

use belvo_emulator::control::{LinkStatus, SetLink};
use belvo_emulator::{Emulator, Reply, Request};
use serde_json::{Value, json};

use super::bank::{must_make, post, send};
use super::door::{get, items, must_answer, must_start, said, still};

fn path(id: &str) -> String {
    format!("/api/links/{id}/")
}

fn put(emulator: &Emulator, id: &str, body: &Value) -> Reply {
    send(emulator, "PUT", &path(id), body)
}

fn patch(emulator: &Emulator, id: &str, body: &Value) -> Reply {
    send(emulator, "PATCH", &path(id), body)
}

fn refresh(emulator: &Emulator, id: &str, body: &Value) -> Reply {
    send(emulator, "POST", &format!("/api/links/{id}/refresh/"), body)
}

fn delete(emulator: &Emulator, id: &str) -> Reply {
    send(emulator, "DELETE", &path(id), &Value::Null)
}

fn link(emulator: &Emulator, id: &str) -> Value {
    must_answer(emulator, &get(&path(id)))
}

/// Code, message and field of the only item.
#[track_caller]
fn refused(reply: &Reply, status: u16) -> [String; 3] {
    let said = said(&items(reply, status));
    assert_eq!(said.len(), 1, "{said:?}");
    said[0].clone()
}

#[track_caller]
fn must_be_coded(reply: &Reply, status: u16, code: &str) {
    assert_eq!(refused(reply, status)[0], code);
}

#[test]
fn r_link_04_new_credentials_make_an_invalid_link_valid() {
    let emulator = must_start(still());
    let id = must_make(&emulator, &json!({}));
    emulator.set_link(SetLink::new(&id, LinkStatus::Invalid)).expect("a status");
    emulator.advance("1h").expect("an hour");
    let reply = put(&emulator, &id, &json!({ "password": "new", "save_data": true }));
    assert_eq!((reply.status.as_u16(), &reply.value()["status"]), (200, &json!("valid")), "R-LINK-09");
    assert_eq!(reply.value()["last_accessed_at"], "2026-01-31T13:00:00.000000Z");
    assert_eq!(reply.value(), link(&emulator, &id));
    let wrong = put(&emulator, &id, &json!({ "password": "pass_invalid" }));
    must_be_coded(&wrong, 400, "login_error");
    must_be_coded(&put(&emulator, &id, &json!({ "password": "has blanks" })), 400, "validation_error");
}

#[test]
fn r_link_04_a_password_is_needed_or_a_token_alone() {
    let emulator = must_start(still());
    let id = must_make(&emulator, &json!({}));
    assert_eq!(
        refused(&put(&emulator, &id, &json!({})), 400),
        ["required", "This field is required.", "password"]
    );
    must_be_coded(&put(&emulator, &id, &json!({ "password": null })), 400, "null");
    emulator.set_link(SetLink::new(&id, LinkStatus::TokenRequired)).expect("a status");
    must_be_coded(&put(&emulator, &id, &json!({ "password": "new" })), 428, "token_required");
    let asked = put(&emulator, &id, &json!({ "token": "999999" }));
    must_be_coded(&asked, 428, "token_required");
    assert_eq!(link(&emulator, &id)["status"], "token_required");
    let answer = json!({ "session": asked.value()[0]["session"], "link": id, "token": "111111" });
    assert_eq!(send(&emulator, "PATCH", "/api/links/", &answer).value()["status"], "valid", "R-LINK-09");
    emulator.set_link(SetLink::new(&id, LinkStatus::TokenRequired)).expect("a status");
    assert_eq!(put(&emulator, &id, &json!({ "token": "111111" })).value()["status"], "valid");
    let strict = must_start(still().option("strict", "on"));
    let id = must_make(&strict, &json!({}));
    let said = said(&items(&put(&strict, &id, &json!({ "password": "new" })), 400));
    assert_eq!(
        said.iter().map(|row| row[2].as_str()).collect::<Vec<_>>(),
        ["institution", "username"],
        "R-BASE-12"
    );
}

#[test]
fn r_link_04_a_bank_that_asks_asks_again() {
    let emulator = must_start(still());
    let id = must_make(&emulator, &json!({ "username": "mfa_numeric", "token": "111111" }));
    let asked = put(&emulator, &id, &json!({ "password": "new" }));
    must_be_coded(&asked, 428, "token_required");
    assert_eq!(asked.value()[0]["token_generation_data"]["type"], "numeric");
    assert_eq!(put(&emulator, &id, &json!({ "password": "new", "token": "111111" })).status, 200);
}

#[test]
fn r_link_11_new_credentials_are_another_account() {
    let emulator = must_start(still().option("link.duplicates", "refuse"));
    let id = must_make(&emulator, &json!({}));
    must_be_coded(&post(&emulator, &json!({})), 400, "duplicated");
    assert_eq!(put(&emulator, &id, &json!({ "password": "new" })).status, 200);
    must_be_coded(&post(&emulator, &json!({ "password": "new" })), 400, "duplicated");
    must_make(&emulator, &json!({}));
    // A link that was never confirmed stands in nobody's way; the tenth change of a password does not either.
    must_be_coded(&post(&emulator, &json!({ "username": "mfa_qr" })), 428, "token_required");
    must_be_coded(&post(&emulator, &json!({ "username": "mfa_qr" })), 428, "token_required");
    must_make(&emulator, &json!({ "username": "mfa_qr", "token": "111111" }));
    must_be_coded(&post(&emulator, &json!({ "username": "mfa_qr", "token": "111111" })), 400, "duplicated");
}

#[test]
fn r_link_05_access_mode_staleness_and_resources_are_changed() {
    let emulator = must_start(still());
    let id = must_make(&emulator, &json!({ "access_mode": "single" }));
    let changed = |body: &Value, keys: &[&str]| -> Vec<Value> {
        let reply = patch(&emulator, &id, body);
        assert_eq!(reply.status, 200, "{}", reply.text());
        keys.iter().map(|key| reply.value()[*key].clone()).collect()
    };
    let keys = ["access_mode", "refresh_rate", "credentials_storage", "stale_in"];
    let same = json!({ "access_mode": null, "stale_in": null, "fetch_resources": null });
    assert_eq!(changed(&same, &keys), [json!("single"), Value::Null, json!("365d"), Value::Null]);
    let more = json!({ "access_mode": "recurrent", "stale_in": "30d", "fetch_resources": ["OWNERS"] });
    assert_eq!(changed(&more, &keys), [json!("recurrent"), json!("7d"), json!("store"), json!("30d")]);
    assert_eq!(changed(&json!({}), &["fetch_resources"]), [json!(["OWNERS"])]);
    assert_eq!(changed(&json!({ "access_mode": "single" }), &keys[..2]), [json!("single"), Value::Null]);
    let wrong = patch(&emulator, &id, &json!({ "access_mode": "daily" }));
    assert_eq!(
        refused(&wrong, 400),
        ["invalid_choice", "\"daily\" is not a valid choice.", "access_mode"],
        "R-ERR-16"
    );
    must_be_coded(&patch(&emulator, &id, &json!({ "stale_in": "soon" })), 400, "invalid");
    let lacks = patch(&emulator, &id, &json!({ "fetch_resources": ["TAX_STATUS"] }));
    assert_eq!(refused(&lacks, 400)[2], "resources", "R-ERR-15");
}

#[test]
fn r_err_42_a_link_that_stores_nothing_cannot_become_recurrent() {
    let emulator = must_start(still());
    let body =
        json!({ "access_mode": "single", "credentials_storage": "nostore", "fetch_resources": ["OWNERS"] });
    let id = must_make(&emulator, &body);
    let message = "This link doesn't have stored credentials hence it can't be switched to recurrent mode";
    let switch = json!({ "access_mode": "recurrent" });
    assert_eq!(refused(&patch(&emulator, &id, &switch), 400), ["invalid_access_mode_switch", message, ""]);
    emulator.set_options([("error.access_mode_switch_code", "invalid_link")]).expect("an option");
    assert_eq!(refused(&patch(&emulator, &id, &switch), 400), ["invalid_link", message, ""]);
    let dated = must_make(
        &emulator,
        &json!({ "username": "b", "access_mode": "single", "credentials_storage": "1d" }),
    );
    emulator.advance("1d").expect("a day");
    must_be_coded(&patch(&emulator, &dated, &switch), 400, "invalid_link");
    assert_eq!(put(&emulator, &dated, &json!({ "password": "new" })).status, 200);
    assert_eq!(patch(&emulator, &dated, &switch).status, 200, "given anew, they are stored anew");
}

#[test]
fn r_link_06_a_deleted_link_is_gone() {
    let emulator = must_start(still());
    let id = must_make(&emulator, &json!({}));
    let key = link(&emulator, &id)["institution_user_id"].clone();
    let reply = delete(&emulator, &id);
    assert_eq!((reply.status.as_u16(), reply.body.len()), (204, 0));
    assert!(reply.headers.get("content-type").is_none());
    for (method, target) in
        [("GET", path(&id)), ("DELETE", path(&id)), ("PUT", path(&id)), ("PATCH", path(&id))]
    {
        must_be_coded(&send(&emulator, method, &target, &json!({})), 404, "not_found");
    }
    must_be_coded(&refresh(&emulator, &id, &json!({})), 404, "not_found");
    assert_eq!(must_answer(&emulator, &get("/api/links/"))["count"], 0);
    let again = must_make(&emulator, &json!({}));
    assert_ne!(again, id);
    assert_eq!(link(&emulator, &again)["institution_user_id"], key, "R-LINK-10");
}

#[test]
fn r_link_06_the_question_of_a_deleted_link_is_gone_too() {
    let emulator = must_start(still());
    let asked = post(&emulator, &json!({ "username": "mfa_numeric" })).value()[0].clone();
    assert_eq!(delete(&emulator, asked["link"].as_str().expect("a link")).status, 204);
    let answer = json!({ "session": asked["session"], "link": asked["link"], "token": "111111" });
    must_be_coded(&send(&emulator, "PATCH", "/api/links/", &answer), 400, "session_expired");
}

#[test]
fn r_async_03_a_link_is_deleted_asynchronously_by_a_header() {
    let emulator = must_start(still());
    let deleted = |mode: &str| {
        let id = must_make(&emulator, &json!({}));
        let request = Request::new(http::Method::DELETE, path(&id)).header("x-belvo-request-mode", mode);
        let reply = emulator.handle(&request.keys(super::door::SECRET_ID, super::door::PASSWORD));
        assert_eq!(emulator.handle(&get(&path(&id))).status, 404, "R-ASYNC-01");
        reply
    };
    let reply = deleted("async");
    assert_eq!(reply.status, 202);
    assert!(super::door::is_hex32(&reply.value()["request_id"]), "R-BASE-06: {}", reply.text());
    assert_eq!(deleted("ASYNC").status, 204, "R-ASYNC-02");
}

#[test]
fn r_limit_02_the_sixth_deletion_within_a_minute_may_be_refused() {
    let emulator = must_start(still());
    let make = |at: usize| must_make(&emulator, &json!({ "username": format!("user{at}") }));
    let ids: Vec<String> = (0..14).map(make).collect();
    for id in &ids[..6] {
        assert_eq!(delete(&emulator, id).status, 204, "off by default");
    }
    emulator.set_options([("limit.delete", "on")]).expect("an option");
    for id in &ids[6..11] {
        assert_eq!(delete(&emulator, id).status, 204);
    }
    must_be_coded(&delete(&emulator, &ids[11]), 429, "throttled");
    emulator.advance("60s").expect("a minute");
    assert_eq!(delete(&emulator, &ids[11]).status, 204, "R-ERR-62");
}

#[test]
fn r_link_07_a_refresh_is_accepted_once_in_ten_minutes() {
    let emulator = must_start(still());
    let id = must_make(&emulator, &json!({ "access_mode": "single" }));
    let before = link(&emulator, &id);
    emulator.advance("1m").expect("a minute");
    let reply = refresh(&emulator, &id, &json!({ "fetch_resources": ["OWNERS"] }));
    assert_eq!(reply.status, 202, "R-ASYNC-04: {}", reply.text());
    assert!(super::door::is_hex32(&reply.value()["request_id"]), "R-BASE-06");
    assert_eq!(link(&emulator, &id), before, "the link is unchanged");
    for (wait, minutes) in [("0s", 10), ("1s", 10), ("59s", 9), ("8m59s", 1)] {
        emulator.advance(wait).expect("a wait");
        let message = format!(
            "The link has already been refreshed. Please wait {minutes} minutes before trying again."
        );
        let again = refresh(&emulator, &id, &json!({}));
        assert_eq!(refused(&again, 409), ["link_refreshed", message.as_str(), ""], "R-ERR-57, R-LIMIT-03");
    }
    emulator.advance("1s").expect("a second");
    assert_eq!(refresh(&emulator, &id, &Value::Null).status, 202);
}

#[test]
fn r_link_07_what_cannot_be_refreshed_says_why() {
    let emulator = must_start(still());
    let id = must_make(&emulator, &json!({}));
    assert_eq!(
        refused(&refresh(&emulator, &id, &json!({ "fetch_resources": ["TAX_STATUS"] })), 400)[2],
        "resources"
    );
    must_be_coded(&refresh(&emulator, &id, &json!({ "fetch_resources": "OWNERS" })), 400, "not_a_list");
    for (status, answer, code) in [
        (LinkStatus::Invalid, 400, "invalid_link"),
        (LinkStatus::Unconfirmed, 400, "unconfirmed_link"),
        (LinkStatus::TokenRequired, 428, "token_required"),
    ] {
        emulator.set_link(SetLink::new(&id, status)).expect("a status");
        must_be_coded(&refresh(&emulator, &id, &json!({})), answer, code);
    }
    let single = json!({ "username": "b", "access_mode": "single", "credentials_storage": "30d" });
    let dated = must_make(&emulator, &single);
    emulator.advance("30d").expect("a month");
    must_be_coded(&refresh(&emulator, &dated, &json!({})), 404, "expired_credentials");
}

#[test]
fn r_auth_07_each_call_on_a_link_has_its_scope() {
    let emulator = must_start(still());
    let token = |scopes: &str| {
        let body =
            json!({ "id": super::door::SECRET_ID, "password": super::door::PASSWORD, "scopes": scopes });
        emulator.handle(&Request::post("/api/token/", &body)).value()["access"]
            .as_str()
            .expect("a token")
            .to_owned()
    };
    let calls = [
        ("GET", "read_links", "", 200),
        ("PUT", "write_links", "", 400),
        ("PATCH", "write_links", "", 200),
        ("POST", "write_links", "refresh/", 202),
        ("DELETE", "delete_links", "", 204),
    ];
    let id = must_make(&emulator, &json!({}));
    for (method, scope, rest, status) in calls {
        let call = |scopes: &str| {
            let target = format!("{}{rest}", path(&id));
            let request = Request::new(method.parse().expect("a method"), target).json(&json!({}));
            emulator.handle(&request.header("authorization", &format!("Bearer {}", token(scopes))))
        };
        let others: Vec<&str> = ["read_institutions", "read_links", "write_links", "delete_links"]
            .into_iter()
            .filter(|s| *s != scope)
            .collect();
        must_be_coded(&call(&others.join(",")), 403, "permission_denied");
        assert_eq!(call(scope).status.as_u16(), status, "{method} {rest}");
    }
}

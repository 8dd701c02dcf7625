//! Who may call the REST API (R-AUTH): keys bound by the first password, `keys(..)`, and widget tokens in their scopes.

use belvo_emulator::Request;
use serde_json::json;

use super::door::{
    bearing, get, must_answer, must_get_token, must_refuse, must_say, must_start, said, still, token_with,
};

const WRONG: &str = "Invalid Secret Keys";

#[test]
fn r_auth_05_the_login_probe_answers_an_object() {
    let emulator = must_start(still());
    for target in ["/api/", "/api"] {
        assert!(must_answer(&emulator, &get(target)).is_object());
    }
}

#[test]
fn r_auth_04_no_keys_or_keys_that_cannot_be_read_are_refused() {
    let emulator = must_start(still());
    let headers =
        ["", "Basic", "Basic !!!", "Basic bm9jb2xvbg==", "Basic OnBhc3N3b3Jk", "Digest x", "Token abc"];
    for header in headers {
        for target in ["/api/", "/api/links/", "/api/institutions/"] {
            let request = Request::get(target).header("authorization", header);
            must_say(&emulator, &request, 401, "authentication_failed", WRONG);
            assert_eq!(emulator.handle(&request).headers["www-authenticate"], "Basic realm=\"api\"");
        }
    }
    must_say(&emulator, &Request::get("/api/"), 401, "authentication_failed", WRONG);
    let other = must_start(still().option("auth.missing_code", "not_authenticated"));
    let message = "Authentication credentials were not provided.";
    must_say(&other, &Request::get("/api/"), 401, "not_authenticated", message);
    must_answer(&other, &Request::get("/api/").keys("a", "p"));
    must_say(&other, &Request::get("/api/").keys("a", "q"), 401, "authentication_failed", WRONG);
}

#[test]
fn r_auth_03_the_first_password_binds_until_a_reset() {
    let emulator = must_start(still());
    must_answer(&emulator, &Request::get("/api/").keys("a", "first"));
    must_say(&emulator, &Request::get("/api/").keys("a", "second"), 401, "authentication_failed", WRONG);
    must_say(&emulator, &Request::get("/api/").keys("a", ""), 401, "authentication_failed", WRONG);
    must_answer(&emulator, &Request::get("/api/").keys("b", "second"));
    must_answer(&emulator, &Request::get("/api/").keys("a", "first"));
    emulator.workspace("a").reset().expect("a reset");
    must_answer(&emulator, &Request::get("/api/").keys("a", "second"));
    must_say(&emulator, &Request::get("/api/").keys("b", "first"), 401, "authentication_failed", WRONG);
}

#[test]
fn a_control_verb_binds_no_password() {
    let emulator = must_start(still());
    emulator.workspace("a").advance("1s").expect("a workspace");
    must_answer(&emulator, &Request::get("/api/").keys("a", "anything"));
}

#[test]
fn r_auth_03_keys_close_the_door_to_all_others() {
    let emulator = must_start(still().keys("a", "p:1").keys("b", "q"));
    must_answer(&emulator, &Request::get("/api/").keys("a", "p:1"));
    must_answer(&emulator, &Request::get("/api/").keys("b", "q"));
    for (id, password) in [("a", "q"), ("a", ""), ("c", "p"), ("A", "p:1")] {
        must_say(&emulator, &Request::get("/api/").keys(id, password), 401, "authentication_failed", WRONG);
    }
    let token = Request::post("/api/token/", &json!({ "id": "c", "password": "p" }));
    must_say(&emulator, &token, 401, "authentication_failed", WRONG);
    let refused = emulator.workspace("c").info().expect_err("no such workspace");
    assert_eq!((refused.status, &*refused.code), (404, "workspace_unknown"));
    emulator.workspace("b").advance("1s").expect("a workspace that is known");
}

#[test]
fn r_auth_07_a_token_reaches_what_its_scopes_name() {
    let emulator = must_start(still());
    let with = |scopes: &str| {
        let body = token_with(&json!({ "scopes": scopes }));
        let pair = must_answer(&emulator, &Request::post("/api/token/", &body));
        pair["access"].as_str().expect("a token").to_owned()
    };
    let (lists, reads) = (with("read_institutions"), with("read_links"));
    for target in ["/api/institutions/", "/api/institutions/1004/"] {
        must_answer(&emulator, &bearing(target, &lists));
        assert_eq!(must_refuse(&emulator, &bearing(target, &reads), 403)[0]["code"], "permission_denied");
    }
    must_answer(&emulator, &bearing("/api/links/", &reads));
    assert_eq!(must_refuse(&emulator, &bearing("/api/links/", &lists), 403)[0]["code"], "permission_denied");
    must_answer(&emulator, &bearing("/api/", &lists));
    let lower = Request::get("/api/").header("authorization", &format!("bearer {lists}"));
    must_answer(&emulator, &lower);
}

#[test]
fn r_auth_07_a_token_reaches_its_own_workspace_alone() {
    let emulator = must_start(still().scenario("success"));
    super::door::Page::open(&emulator, &json!({})).must_be_over();
    assert_eq!(must_answer(&emulator, &get("/api/links/"))["count"], 1);
    let body = token_with(&json!({ "id": "other", "scopes": "read_links" }));
    let other = must_answer(&emulator, &Request::post("/api/token/", &body))["access"].clone();
    let links = must_answer(&emulator, &bearing("/api/links/", other.as_str().expect("a token")));
    assert_eq!(links["count"], 0);
}

#[test]
fn a_token_is_no_key_for_another_token() {
    let emulator = must_start(still());
    let token = must_get_token(&emulator);
    let request = Request::post("/api/token/", &json!({ "scopes": "read_links" }))
        .header("authorization", &format!("Bearer {token}"));
    let items = must_refuse(&emulator, &request, 400);
    assert_eq!(said(&items).len(), 2, "both keys are missing");
}

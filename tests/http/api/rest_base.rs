//! What holds for all REST calls: redirects, refusals in their own workspace's journal, codes on demand.

use belvo_emulator::control::SetScenario;
use belvo_emulator::domain::vocabulary::catalogue::CODES;
use belvo_emulator::http::routes::{ROUTES, Route};
use belvo_emulator::{Emulator, Request};
use http::Method;
use serde_json::{Value, json};

use super::bank::send;
use super::door::{PASSWORD, SECRET_ID, get, items, must_answer, must_get_token, must_start, still};

#[test]
fn r_base_03_a_get_without_its_slash_may_be_redirected() {
    let emulator = must_start(still().option("base.slash_redirect", "301"));
    let there = emulator.handle(&get("/api/institutions?name=a%2Cb&x").header("host", "belvo.test"));
    assert_eq!((there.status.as_u16(), there.body.len()), (301, 0));
    assert_eq!(there.headers["location"], "http://belvo.test/api/institutions/?name=a%2Cb&x");
    assert_eq!(
        emulator.handle(&get("/api")).headers["location"],
        "http://127.0.0.1:0/api/".replace(":0", &format!(":{}", emulator.port())).as_str()
    );
    for whole in ["/api/institutions/", "/%2Fapi%2Finstitutions%2F"] {
        assert_eq!(emulator.handle(&get(whole)).status, 200, "{whole}");
    }
    let body = json!({ "institution": "erebor_mx_retail", "username": "someone" });
    assert_eq!(send(&emulator, "POST", "/api/links", &body).status, 201, "a POST cannot be sent elsewhere");
    assert_eq!(must_start(still()).handle(&get("/api")).status, 200, "off by default");
}

/// The statuses of the requests in the journal of a workspace.
fn noted(emulator: &Emulator, workspace: &str) -> Vec<Value> {
    let journal = json!(emulator.workspace(workspace).journal().expect("a journal"));
    let entries = journal["entries"].as_array().cloned().unwrap_or_default();
    entries
        .iter()
        .filter(|entry| entry["kind"] == "request")
        .map(|entry| entry["data"]["status"].clone())
        .collect()
}

#[test]
fn a_refused_call_is_noted_in_the_workspace_that_it_came_from() {
    let emulator = must_start(still());
    let token = must_get_token(&emulator);
    emulator.handle(&get("/api/nothing/"));
    emulator.handle(&Request::new(Method::DELETE, "/api/institutions/").keys(SECRET_ID, PASSWORD));
    let bearing = |target: &str| Request::get(target).header("authorization", &format!("Bearer {token}"));
    emulator.handle(&bearing("/api/links/"));
    emulator.handle(&bearing("/api/nowhere/"));
    assert_eq!(noted(&emulator, SECRET_ID), [200, 404, 405, 403, 404]);
    emulator.handle(&Request::get("/api/links/").keys(SECRET_ID, "wrong"));
    emulator.handle(&Request::get("/api/nothing/").keys(SECRET_ID, "wrong"));
    emulator.handle(&Request::get("/api/nothing/").keys("never-seen", PASSWORD));
    emulator.handle(&Request::get("/api/links/"));
    assert_eq!(noted(&emulator, SECRET_ID)[5..], [401, 404], "a wrong password stands where it names");
    let all =
        must_answer(&emulator, &Request::get("/_emulator/journal?kind=request").header("host", "localhost"));
    assert_eq!(all["entries"].as_array().map(Vec::len), Some(9), "and nobody's calls are noted");
}

#[test]
fn r_err_07_each_code_can_be_had_of_each_call() {
    let emulator = must_start(still());
    // Two calls want a token of their own before anything else.
    let own = ["/api/token/verify/", "/api/token/refresh/"];
    let calls =
        || ROUTES.iter().filter(|route| route.path.starts_with("/api/") && !own.contains(&route.path));
    for code in CODES.iter().filter(|row| row.over_rest()).map(|row| row.name) {
        let rule = |route: &Route| json!({ "on": format!("{} {}", route.method, route.path), "error": code });
        let document = json!({ "version": 1, "title": "Each", "api": calls().map(rule).collect::<Vec<_>>() });
        emulator.set_scenario(SetScenario::document(document)).expect("a scenario");
        for route in calls() {
            let body = match route.method {
                Method::GET => Value::Null,
                _ => json!({ "id": SECRET_ID, "password": PASSWORD }),
            };
            let reply = send(&emulator, route.method.as_str(), &route.path.replace("{id}", "1004"), &body);
            assert!(reply.status.as_u16() >= 400, "{} {}: {code}", route.method, route.path);
            if !["forbidden_page", "already_exists"].contains(&code) {
                assert_eq!(
                    items(&reply, reply.status.as_u16())[0]["code"],
                    code,
                    "{} {}",
                    route.method,
                    route.path
                );
            }
        }
    }
}

/// R-TOK-13: two calls that Belvo does not document.
#[test]
fn r_tok_13_a_refresh_token_gives_an_access_token() {
    let emulator = must_start(still());
    let body = json!({ "id": SECRET_ID, "password": PASSWORD, "scopes": "read_links,write_links", "stale_in": "9d" });
    let pair = emulator.handle(&Request::post("/api/token/", &body)).value();
    emulator.advance("1h").expect("an hour");
    let ask = |target: &str, body: &Value| emulator.handle(&Request::post(target, body));
    let verify = |token: &Value| ask("/api/token/verify/", &json!({ "token": token }));
    assert_eq!(items(&verify(&pair["access"]), 401)[0]["code"], "token_not_valid", "R-ERR-65");
    assert_eq!(verify(&pair["refresh"]).value(), json!({}));
    for target in ["/api/token/refresh/", "/api/token/refresh", "/api/token/"] {
        let fresh = ask(target, &json!({ "refresh": pair["refresh"] }));
        assert_eq!(
            (fresh.status.as_u16(), fresh.value().as_object().map(serde_json::Map::len)),
            (200, Some(1))
        );
        let access = fresh.value()["access"].clone();
        assert_eq!(verify(&access).status, 200);
        let call = Request::get("/api/links/")
            .header("authorization", &format!("Bearer {}", access.as_str().expect("a token")));
        assert_eq!(emulator.handle(&call).status, 200, "with the same scopes");
    }
    for bad in [
        pair["access"].clone(),
        json!("nonsense"),
        json!(format!("{}x", pair["refresh"].as_str().expect("a token"))),
    ] {
        assert_eq!(
            items(&ask("/api/token/refresh/", &json!({ "refresh": bad })), 401)[0]["code"],
            "token_not_valid"
        );
    }
    assert_eq!(items(&ask("/api/token/refresh/", &json!({})), 400)[0]["field"], "refresh");
    emulator.advance("7200d").expect("years");
    assert_eq!(ask("/api/token/refresh/", &json!({ "refresh": pair["refresh"] })).status, 401);
}

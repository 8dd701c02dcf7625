//! How paths and methods are read (R-BASE-02 to 04, 13): slashes, encodings, HEAD, OPTIONS, and what is not there.

use belvo_emulator::Request;
use belvo_emulator::control::SetScenario;
use http::Method;
use serde_json::{Value, json};

use super::door::{PASSWORD, SECRET_ID, get, items, must_answer, must_say, must_start, still, token_request};

#[test]
fn r_base_03_paths_work_with_and_without_their_last_slash() {
    let emulator = must_start(still());
    for path in ["/api", "/api/links", "/api/institutions", "/api/institutions/1004"] {
        let bare = must_answer(&emulator, &get(path));
        assert_eq!(must_answer(&emulator, &get(&format!("{path}/"))), bare, "{path}");
        assert_eq!(
            must_answer(&emulator, &get(&format!("{path}?page_size=5&x"))).is_object(),
            bare.is_object()
        );
    }
    must_answer(&emulator, &Request::post("/api/token", &token_request()));
}

#[test]
fn r_base_04_slashes_may_be_encoded_or_doubled() {
    let emulator = must_start(still());
    let whole = must_answer(&emulator, &get("/api/institutions/1004/"));
    for path in [
        "/%2Fapi%2Finstitutions%2F1004",
        "/api/%2finstitutions/1004%2F",
        "//api///institutions//1004//",
        "/%61pi/institutions/1004",
    ] {
        assert_eq!(must_answer(&emulator, &get(path)), whole, "{path}");
    }
    let next = must_answer(&emulator, &get("/%2Fapi%2Finstitutions"))["next"].clone();
    assert!(next.as_str().is_some_and(|next| next.contains("/api/institutions/?page=2")), "{next}");
}

#[test]
fn r_base_13_head_is_a_get_without_a_body() {
    let emulator = must_start(still());
    let head = |target: &str| Request::new(Method::HEAD, target).keys(SECRET_ID, PASSWORD);
    for target in ["/api/", "/api/links/", "/belvo-widget-1-stable.js", "/"] {
        let (got, only) = (emulator.handle(&get(target)), emulator.handle(&head(target)));
        assert_eq!((only.status, only.body.len()), (got.status, 0), "{target}");
        assert_eq!(only.headers.get("content-type"), got.headers.get("content-type"));
    }
    assert_eq!(emulator.handle(&head("/api/token/")).status, 405);
    assert_eq!(emulator.handle(&head("/api/nothing/")).status, 404);
}

#[test]
fn r_base_13_options_say_which_methods_there_are() {
    let emulator = must_start(still());
    let options =
        |target: &str| emulator.handle(&Request::new(Method::OPTIONS, target).header("host", "localhost"));
    for (target, allowed) in
        [("/api/token/", "POST"), ("/api/links/", "GET, POST, PATCH"), ("/_emulator/options", "GET, PUT")]
    {
        let reply = options(target);
        assert_eq!(
            (reply.status, reply.headers["allow"].to_str().ok()),
            (200.try_into().expect("200"), Some(allowed))
        );
        assert!(reply.body.is_empty());
    }
    assert_eq!(options("/api/nothing/").status, 404);
}

#[test]
fn r_base_13_a_get_may_name_a_type_without_a_body() {
    let emulator = must_start(still());
    must_answer(&emulator, &get("/api/links/").header("content-type", "application/json"));
    let mut odd = get("/api/links/").header("content-type", "application/xml");
    odd.body = "<x/>".into();
    must_answer(&emulator, &odd);
}

#[test]
fn r_err_55_a_method_that_a_path_lacks_is_named() {
    let emulator = must_start(still());
    for method in ["DELETE", "PATCH", "PUT", "TRACE", "PROPFIND"] {
        let request =
            Request::new(method.parse().expect("a method"), "/api/institutions/").keys(SECRET_ID, PASSWORD);
        must_say(
            &emulator,
            &request,
            405,
            "method_not_allowed",
            &format!("Method \"{method}\" not allowed."),
        );
        assert_eq!(emulator.handle(&request).headers["allow"], "GET");
    }
}

#[test]
fn what_is_not_there_names_what_is_near() {
    let emulator = must_start(still());
    let cases = [
        (Request::get("/api/institution/"), "GET /api/institutions/"),
        (Request::get("/api/link"), "GET /api/links/"),
        (Request::new(Method::POST, "/api/tokens/"), "POST /api/token/"),
        (Request::get("/belvo-widget-1-stabel.js"), "GET /belvo-widget-1-stable.js/"),
        (Request::get("/api/counts/%E2%82%AC\u{7f}"), ""),
        (Request::get(format!("/{}", "a/".repeat(2_000))), ""),
        (Request::get("/%ff%fe/%00"), ""),
    ];
    for (request, near) in cases {
        let reply = emulator.handle(&request);
        assert_eq!(items(&reply, 404)[0]["message"], "Not found.", "R-ERR-52");
        let why = reply.headers["x-belvo-emulator-why"].to_str().expect("printable");
        assert!(why.contains("no route ") && why.contains(near) && why.len() <= 300, "{why}");
    }
}

#[test]
fn a_scenarios_rules_bend_the_calls_they_name_and_say_so() {
    let emulator = must_start(still());
    let api = json!([{ "on": "GET /api/links/", "times": 2, "error": "unexpected_error" },
        { "on": "GET /api/institutions/", "delay": "3s" },
        { "on": "GET /api/institutions/{id}/", "error": "request_timeout", "message": "Too slow", "custom": true }]);
    let document = json!({ "version": 1, "title": "Rules", "api": api });
    emulator.set_scenario(SetScenario::document(document)).expect("a scenario");
    for _ in 0..2 {
        let reply = emulator.handle(&get("/api/links"));
        assert_eq!(items(&reply, 500)[0]["code"], "unexpected_error", "R-ERR-63");
        assert_eq!(reply.headers["x-belvo-emulator-why"], "scenario document: api rule 1");
    }
    must_answer(&emulator, &get("/api/links/"));
    let late = emulator.handle(&get("/api/institutions/"));
    assert_eq!(
        (late.status.as_u16(), late.delay.as_secs()),
        (200, 3),
        "a delay is an effect of the listener's"
    );
    must_say(&emulator, &get("/api/institutions/1004/"), 408, "request_timeout", "Too slow");
    let other = emulator.handle(&Request::get("/api/links/").keys("other", "p"));
    assert_eq!(other.status, 500, "each workspace counts its own calls");
}

#[test]
fn a_scenario_can_refuse_the_token() {
    let emulator = must_start(still());
    let document = json!({ "version": 1, "title": "No token", "token": { "refuse": "unexpected_error" } });
    emulator.workspace(SECRET_ID).set_scenario(SetScenario::document(document)).expect("a scenario");
    let reply = emulator.handle(&Request::post("/api/token/", &token_request()));
    assert_eq!(items(&reply, 500)[0]["code"], "unexpected_error");
    assert_eq!(reply.headers["x-belvo-emulator-why"], "scenario document: token");
    let other: Value = json!({ "id": "other", "password": "p" });
    must_answer(&emulator, &Request::post("/api/token/", &other));
}

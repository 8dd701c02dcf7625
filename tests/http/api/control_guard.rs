//! Who may drive the control API: tools of this machine, and no page from elsewhere.

use belvo_emulator::{Emulator, Guard, Request};
use serde_json::json;

use super::door::{must_answer, must_be_problem, must_start, still};

fn call(pairs: &[(&str, &str)]) -> Request {
    pairs.iter().fold(Request::get("/_emulator/info"), |request, (name, value)| request.header(name, value))
}

#[track_caller]
fn admits(emulator: &Emulator, pairs: &[(&str, &str)]) {
    must_answer(emulator, &call(pairs));
}

#[track_caller]
fn refuses(emulator: &Emulator, code: &str, pairs: &[(&str, &str)]) {
    must_be_problem(&emulator.handle(&call(pairs)), 403, code);
    let unknown = Request { target: "/_emulator/nothing".to_owned(), ..call(pairs) };
    must_be_problem(&emulator.handle(&unknown), 403, code);
    for method in [http::Method::OPTIONS, http::Method::HEAD, http::Method::DELETE] {
        let request = Request { method: method.clone(), ..call(pairs) };
        assert_eq!(emulator.handle(&request).status, 403, "{method}: before anything else");
    }
}

#[test]
fn it_is_called_by_the_names_of_this_machine() {
    let emulator = must_start(still());
    for host in ["localhost", "localhost:2358", "LOCALHOST:2358", "127.0.0.1:1", "[::1]", "[::1]:2358"] {
        admits(&emulator, &[("host", host)]);
    }
    let foreign = [
        "evil.test",
        "evil.test:2358",
        "localhost.evil.test",
        "127.0.0.1.evil.test:2358",
        "0.0.0.0",
        "",
        "::1",
        "[::2]:2358",
        "localhost@evil.test",
        "é",
    ];
    for host in foreign {
        refuses(&emulator, "foreign_host", &[("host", host)]);
    }
    refuses(&emulator, "foreign_host", &[]);
}

#[test]
fn a_page_of_another_origin_may_not() {
    let emulator = must_start(still());
    let host = ("host", "localhost:2358");
    for origin in ["http://localhost:2358", "https://localhost:2358"] {
        admits(&emulator, &[host, ("origin", origin), ("sec-fetch-site", "same-origin")]);
    }
    for origin in [
        "https://evil.test",
        "http://localhost:3000",
        "http://127.0.0.1:2358",
        "null",
        "",
        "http://localhost:2358/",
        "é",
    ] {
        refuses(&emulator, "foreign_origin", &[host, ("origin", origin)]);
    }
    for elsewhere in ["cross-site", "same-site"] {
        refuses(&emulator, "cross_site", &[host, ("sec-fetch-site", elsewhere)]);
    }
    for site in ["none", "same-origin"] {
        admits(&emulator, &[host, ("sec-fetch-site", site)]);
    }
}

#[test]
fn further_hosts_and_origins_can_be_let_in() {
    let guard = Guard {
        hosts: vec!["emulator.internal".into()],
        origins: vec!["https://app.test".into()],
        token: None,
    };
    let emulator = must_start(still().guard(guard));
    admits(&emulator, &[("host", "emulator.internal:2358")]);
    let page = [("host", "localhost"), ("origin", "https://app.test"), ("sec-fetch-site", "cross-site")];
    admits(&emulator, &page);
    refuses(&emulator, "foreign_origin", &[("host", "localhost"), ("origin", "https://app.test:8443")]);
}

#[test]
fn a_control_token_has_to_be_brought() {
    let emulator = must_start(still().control_token("s3cret"));
    let host = ("host", "localhost");
    for header in ["", "Bearer", "Bearer wrong", "Basic s3cret", "s3cret", "Bearer s3cret2"] {
        let reply = emulator.handle(&call(&[host, ("authorization", header)]));
        must_be_problem(&reply, 401, "control_token");
    }
    must_be_problem(&emulator.handle(&call(&[host])), 401, "control_token");
    admits(&emulator, &[host, ("authorization", "Bearer s3cret")]);
    admits(&emulator, &[host, ("authorization", "bearer s3cret")]);
    assert!(emulator.info().is_ok(), "the library's own verbs bring it");
    let reply = emulator.handle(&Request::get("/_emulator/nothing").header("host", "localhost"));
    must_be_problem(&reply, 401, "control_token");
}

#[test]
fn other_machines_are_let_in_with_a_token_only() {
    let everywhere = "0.0.0.0".parse().expect("an address");
    let error = still().host(everywhere).start().err().expect("refused").to_string();
    assert!(error.contains("--control-token"), "{error}");
    let emulator = must_start(still().host(everywhere).control_token("t"));
    assert!(emulator.url().starts_with("http://0.0.0.0:"));
    assert!(emulator.info().is_ok());
}

#[test]
fn the_other_doors_are_open_to_any_host() {
    let emulator = must_start(still());
    for target in ["/belvo-widget-1-stable.js", "/widget/v1/assets/screens.js"] {
        let reply = emulator.handle(
            &Request::get(target).header("host", "cdn.belvo.io").header("origin", "https://app.test"),
        );
        assert_eq!(reply.status, 200);
    }
    let token = Request::post("/api/token/", &json!({ "id": "a", "password": "p" }))
        .header("host", "sandbox.belvo.com");
    must_answer(&emulator, &token);
}

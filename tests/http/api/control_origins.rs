//! Pages of the origins that are let in: they may ask, and read what they are told, refusals too; no other page may.

use belvo_emulator::{Builder, Emulator, Guard, Reply, Request};
use serde_json::json;

use super::door::{must_be_problem, must_start, still};

const APP: &str = "https://app.test:8443";
const EVIL: &str = "https://evil.test";

fn letting_in(origins: &[&str]) -> Builder {
    let origins = origins.iter().map(|&origin| origin.to_owned()).collect();
    still().guard(Guard { origins, ..Guard::default() })
}

fn guarded() -> Emulator {
    must_start(letting_in(&[APP, "http://localhost:3000"]).control_token("s3cret"))
}

fn from(origin: &str, request: Request) -> Request {
    request.header("host", "localhost:2358").header("origin", origin).header("sec-fetch-site", "cross-site")
}

fn preflight(origin: &str, path: &str) -> Request {
    let request = Request::new(http::Method::OPTIONS, path)
        .header("access-control-request-method", "PUT")
        .header("access-control-request-headers", "authorization,content-type");
    from(origin, request)
}

fn header<'r>(reply: &'r Reply, name: &str) -> &'r str {
    reply.headers.get(name).map(|value| value.to_str().expect("text")).unwrap_or_default()
}

#[track_caller]
fn must_be_readable(reply: &Reply, origin: &str) {
    assert_eq!(header(reply, "access-control-allow-origin"), origin, "{}", reply.text());
    assert_eq!(header(reply, "access-control-expose-headers"), "X-Belvo-Emulator-Why");
    assert_eq!(
        header(reply, "access-control-allow-credentials"),
        "",
        "the token comes in a header of its own"
    );
    assert_eq!(header(reply, "vary"), "Origin");
}

#[track_caller]
fn must_be_unreadable(reply: &Reply) {
    for name in
        ["access-control-allow-origin", "access-control-allow-methods", "access-control-allow-headers"]
    {
        assert_eq!(header(reply, name), "", "{name}");
    }
}

#[test]
fn a_browser_that_asks_before_a_call_brings_no_token_and_is_answered() {
    let emulator = guarded();
    for path in ["/_emulator/scenario", "/_emulator/workspaces/a/options", "/_emulator/nothing/here"] {
        let reply = emulator.handle(&preflight(APP, path));
        assert_eq!((reply.status.as_u16(), reply.text().as_str()), (204, ""), "{path}");
        must_be_readable(&reply, APP);
        assert_eq!(header(&reply, "access-control-allow-methods"), "DELETE, GET, PATCH, POST, PUT");
        assert_eq!(header(&reply, "access-control-allow-headers"), "Authorization, Content-Type");
        assert_eq!(header(&reply, "access-control-max-age"), "600");
    }
}

#[test]
fn answers_and_refusals_are_readable() {
    let emulator = guarded();
    let with_token = |request: Request| request.header("authorization", "Bearer s3cret");
    let scenario = Request::new(http::Method::PUT, "/_emulator/scenario").json(&json!({ "name": "success" }));
    let unknown = Request::new(http::Method::PUT, "/_emulator/scenario").json(&json!({ "name": "sucess" }));
    for (request, status) in [
        (with_token(Request::get("/_emulator/info")), 200),
        (with_token(scenario), 200),
        (with_token(unknown), 404),
        (with_token(Request::get("/_emulator/nothing")), 404),
        (Request::get("/_emulator/info"), 401),
        (with_token(Request::get("/_emulator/info")).header("host", "localhost"), 200),
    ] {
        let reply = emulator.handle(&from(APP, request));
        assert_eq!(reply.status, status, "{}", reply.text());
        must_be_readable(&reply, APP);
    }
    let other = emulator.handle(&from("http://localhost:3000", with_token(Request::get("/_emulator/info"))));
    must_be_readable(&other, "http://localhost:3000");
}

#[test]
fn a_page_of_another_origin_is_refused_before_it_asks_and_reads_nothing() {
    let emulator = guarded();
    for origin in [EVIL, "null", "https://app.test", "http://app.test:8443", "https://APP.test:8443"] {
        for request in
            [preflight(origin, "/_emulator/scenario"), from(origin, Request::get("/_emulator/info"))]
        {
            let reply = emulator.handle(&request.header("authorization", "Bearer s3cret"));
            must_be_problem(&reply, 403, "foreign_origin");
            must_be_unreadable(&reply);
            assert_eq!(header(&reply, "vary"), "Origin", "a cache must not give it to the page that may");
        }
    }
}

#[test]
fn the_name_that_it_is_called_by_is_looked_at_first() {
    let emulator = guarded();
    let reply = emulator.handle(&preflight(APP, "/_emulator/info").header("host", "evil.test"));
    must_be_problem(&reply, 403, "foreign_host");
    assert_eq!(header(&reply, "access-control-allow-methods"), "");
}

#[test]
fn tools_ask_as_before() {
    let emulator = guarded();
    let tool = Request::get("/_emulator/info").header("host", "localhost");
    must_be_problem(&emulator.handle(&tool), 401, "control_token");
    let reply = emulator.handle(&tool.header("authorization", "Bearer s3cret"));
    assert_eq!(reply.status, 200);
    must_be_unreadable(&reply);
    let options = Request::new(http::Method::OPTIONS, "/_emulator/info").header("host", "localhost");
    must_be_problem(&emulator.handle(&options), 401, "control_token");
}

#[test]
fn what_could_not_be_read_whole_is_told_readably() {
    let emulator = must_start(letting_in(&[APP]));
    let call = reqwest::blocking::Client::new()
        .put(format!("{}/scenario", emulator.control_url()))
        .header("origin", APP)
        .body(vec![b' '; 1024 * 1024 + 1]);
    let answer = call.send().expect("an answer");
    assert_eq!(answer.status(), 413);
    assert_eq!(answer.headers()["access-control-allow-origin"], APP);
}

#[test]
fn an_origin_that_no_browser_sends_is_refused_at_the_start() {
    for (written, advice) in [
        ("*", "name each one"),
        ("null", "files and sandboxed frames"),
        ("app.test", "write scheme, host and port"),
        ("https://app.test/", "write it as https://app.test"),
        ("https://app.test/page", "write it as https://app.test"),
        ("https://App.test", "write it as https://app.test"),
        ("https://app.test:443", "write it as https://app.test"),
        ("http://app.test:80", "write it as http://app.test"),
        ("file://app.test", "write scheme, host and port"),
    ] {
        let error = letting_in(&[APP, written]).start().err().expect(written).to_string();
        assert!(error.contains(&format!("`{written}`")) && error.contains(advice), "{error}");
    }
}

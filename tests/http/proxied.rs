//! What a proxy says of its callers, and who is believed (`--trust-proxy`).

use belvo_emulator::Emulator;
use serde_json::{Value, json};

use crate::hostile::wire::{Answer, Peer};
use crate::support::{PASSWORD, SECRET_ID, still};

const SAID: &str = "X-Forwarded-Host: team-a.belvo.test\r\nX-Forwarded-Proto: https\r\n";

/// An emulator behind a proxy at an address.
fn behind(proxy: &str) -> Emulator {
    let guard = belvo_emulator::Guard { hosts: vec!["*.belvo.test".to_owned()], ..Default::default() };
    still().guard(guard).trust_proxy(proxy).start().expect("an emulator")
}

#[track_caller]
fn ask(emulator: &Emulator, request: &str, headers: &str, body: &Value) -> Answer {
    let body = if body.is_null() { String::new() } else { body.to_string() };
    let length = body.len();
    let head = "Content-Type: application/json\r\nConnection: close";
    let host = format!("Host: 127.0.0.1:{}", emulator.port());
    let text =
        format!("{request} HTTP/1.1\r\n{host}\r\n{head}\r\nContent-Length: {length}\r\n{headers}\r\n{body}");
    Peer::of(emulator).sends(text).hears().expect("an answer")
}

fn info(emulator: &Emulator, headers: &str) -> Answer {
    ask(emulator, "GET /_emulator/info", headers, &Value::Null)
}

/// What a token says of the host that it was asked of.
fn api_url(emulator: &Emulator, headers: &str) -> Value {
    let keys = json!({ "id": SECRET_ID, "password": PASSWORD, "scopes": "read_institutions,write_links" });
    let token = ask(emulator, "POST /api/token/", headers, &keys).value();
    let claims = token["access"].as_str().and_then(|token| token.split('.').nth(1)).expect("a token");
    use base64::Engine;
    let claims = base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(claims).expect("base64");
    serde_json::from_slice::<Value>(&claims).expect("JSON")["api_url"].clone()
}

#[test]
fn addresses_in_answers_are_those_that_the_caller_of_a_trusted_proxy_used() {
    let emulator = behind("127.0.0.0/8");
    let info = info(&emulator, SAID).value();
    assert_eq!(info["widget_url"], "https://team-a.belvo.test/belvo-widget-1-stable.js", "{info}");
    assert_eq!(api_url(&emulator, SAID), "team-a.belvo.test");
}

#[test]
fn from_anybody_else_the_same_words_count_for_nothing() {
    let emulator = behind("192.0.2.1");
    let own = format!("http://127.0.0.1:{}", emulator.port());
    let info = info(&emulator, SAID).value();
    assert_eq!(info["widget_url"], format!("{own}/belvo-widget-1-stable.js"), "{info}");
    assert_eq!(json!(format!("http://{}", api_url(&emulator, SAID).as_str().expect("text"))), own);
}

#[test]
fn the_control_api_is_guarded_by_the_name_that_the_caller_used() {
    let emulator = behind("127.0.0.1");
    assert_eq!(info(&emulator, "X-Forwarded-Host: evil.test\r\n").status, 403);
    assert_eq!(info(&emulator, "X-Forwarded-Host: belvo.test\r\n").status, 403, "the star is a label");
    assert_eq!(info(&emulator, SAID).status, 200);
    let page = |origin: &str| info(&emulator, &format!("{SAID}Origin: {origin}\r\n")).status;
    assert_eq!((page("https://team-a.belvo.test"), page("https://team-b.belvo.test")), (200, 403));
}

#[test]
fn callers_behind_a_trusted_proxy_are_counted_apart() {
    let emulator = behind("127.0.0.1");
    emulator.set_options([("limit.rate", "on")]).expect("set");
    let keys = json!({ "id": SECRET_ID, "password": PASSWORD, "scopes": "read_links" });
    let call = |caller: &str| {
        ask(&emulator, "POST /api/token/", &format!("X-Forwarded-For: {caller}\r\n"), &keys).status
    };
    let refused = (0..81).map(|_| call("192.0.2.7")).filter(|status| *status == 403).count();
    assert_eq!((refused, call("192.0.2.8")), (1, 200), "R-LIMIT-01");
}

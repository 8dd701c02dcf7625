//! What comes from outside has a length and a count before it is compared, repeated or kept; what is kept is counted in
//! bytes, and `reset` gives it back.

mod deep;
mod kept;
mod lists;
mod repeated;

use belvo_emulator::{Emulator, Reply, Request};
use serde_json::{Value, json};

use crate::support::{PASSWORD, SECRET_ID, control, must_get_token, still};

/// A text as long as a body allows.
const LONG: usize = 1_000_000;

fn start() -> Emulator {
    still().start().expect("an emulator")
}

fn own(request: Request) -> Request {
    request.keys(SECRET_ID, PASSWORD)
}

/// Opens a widget as the script does.
fn open(emulator: &Emulator, config: &Value, query: &Value) -> Reply {
    let token = must_get_token(emulator);
    let body =
        json!({ "token": token, "config": config, "handlers": ["callback"], "arguments": 2, "query": query });
    emulator.handle(&Request::post("/widget/v1/open", &body))
}

/// A run and its token.
fn must_open(emulator: &Emulator, config: &Value) -> (String, String) {
    let token = must_get_token(emulator);
    let body =
        json!({ "token": token, "config": config, "handlers": ["callback"], "arguments": 2, "query": {} });
    let opened = emulator.handle(&Request::post("/widget/v1/open", &body));
    (opened.value()["widget"].as_str().expect("a widget").to_owned(), token)
}

#[track_caller]
fn must_link(emulator: &Emulator, username: &str) -> String {
    let body = json!({ "institution": "erebor_mx_retail", "username": username, "password": "any" });
    let reply = emulator.handle(&own(Request::post("/api/links/", &body)));
    assert_eq!(reply.status, 201, "{}", reply.text());
    reply.value()["id"].as_str().expect("an id").to_owned()
}

/// How many bytes the workspace keeps.
#[track_caller]
fn kept(emulator: &Emulator) -> usize {
    let info = control(emulator, SECRET_ID, "GET", "info", &Value::Null).value();
    info["kept_bytes"].as_u64().and_then(|bytes| usize::try_from(bytes).ok()).expect("a number of bytes")
}

/// What a token claims.
#[track_caller]
fn claims(token: &str) -> Value {
    use base64::Engine;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    let middle = token.split('.').nth(1).expect("three parts");
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(middle).expect("base64")).expect("claims")
}

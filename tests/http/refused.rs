//! R-BASE-15 for calls that are refused: what a workspace is answered hangs on its own calls alone.

use belvo_emulator::{Emulator, Request};
use http::Method;
use serde_json::{Value, json};

use crate::support::{PASSWORD, SECRET_ID, still, token_request};

fn basic(method: Method, target: &str, password: &str) -> Request {
    Request::new(method, target).keys(SECRET_ID, password).header("host", "localhost")
}

fn bearing(token: &Value) -> Request {
    let bearer = format!("Bearer {}", token.as_str().expect("a token"));
    Request::get("/api/links/").header("authorization", &bearer).header("host", "localhost")
}

/// A workspace whose calls are refused in every way that leaves no doubt whose they are; each answer, as bytes.
fn refusals(emulator: &Emulator, mut between: impl FnMut(&Emulator)) -> Vec<String> {
    let mut answers = Vec::new();
    let mut ask = |request: Request| {
        between(emulator);
        let reply = emulator.handle(&request);
        let text = reply.text();
        answers.push(format!("{} {} {text}", request.target, reply.status));
        reply.value()
    };
    let post = |path: &str, body: &Value| Request::post(path, body).header("host", "localhost");
    let pair = ask(post("/api/token/", &token_request()));
    ask(bearing(&pair["access"]));
    ask(basic(Method::GET, "/nothing/", PASSWORD));
    ask(basic(Method::DELETE, "/api/institutions/", PASSWORD));
    ask(basic(Method::GET, "/api/links/none/", PASSWORD));
    ask(basic(Method::GET, "/api/links/", "wrong"));
    emulator.workspace(SECRET_ID).advance("8000d").expect("years");
    for path in ["/api/token/refresh/", "/api/token/verify/"] {
        ask(post(path, &json!({ "refresh": pair["refresh"], "token": pair["refresh"] })));
    }
    ask(bearing(&pair["access"]));
    ask(bearing(&json!("nonsense")));
    ask(basic(Method::GET, "/api/links/none/", PASSWORD));
    answers
}

/// Somebody who has no keys of the workspace, and another workspace.
fn disturb(emulator: &Emulator) {
    let other = Request::post("/api/token/", &json!({ "id": "b", "password": "p", "scopes": "x" }));
    let strangers = [
        Request::get("/nothing/"),
        Request::get("/api/links/"),
        basic(Method::GET, "/api/links/", "guessed"),
        basic(Method::GET, "/nothing/", "guessed"),
        bearing(&json!("a.b.c")),
        Request::post("/api/token/", &json!({ "id": SECRET_ID, "password": "guessed", "scopes": "x" })),
        Request::post("/api/token/refresh/", &json!({ "refresh": "nonsense" })),
        Request::post("/widget/v1/open/", &json!({ "token": "nonsense" })),
        other,
    ];
    for stranger in strangers {
        emulator.handle(&stranger);
    }
}

fn started() -> (tempfile::TempDir, Emulator) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("signing.key");
    std::fs::write(&path, [7; 32]).expect("a file");
    let emulator = still().signing_key_file(path).start().expect("an emulator");
    (folder, emulator)
}

#[test]
fn no_call_of_others_changes_a_byte_of_a_refusal() {
    let (_folder, alone) = started();
    let expected = refusals(&alone, |_| {});
    let refused = expected.iter().filter(|answer| answer.contains("request_id")).count();
    assert_eq!(refused, expected.len() - 1, "all but the tokens: {expected:#?}");
    let (_folder, busy) = started();
    // Once the workspace is its owner's: before, anybody may be the first to name it (R-AUTH-03).
    let mut first = true;
    let seen = refusals(&busy, |emulator| {
        if !std::mem::take(&mut first) {
            disturb(emulator);
        }
    });
    assert_eq!(seen, expected);
}

/// An expired token is its workspace's, and so is one of before a reset: it names the workspace.
#[test]
fn a_dead_token_is_noted_in_the_workspace_that_has_issued_it() {
    let (_folder, emulator) = started();
    let token = emulator.handle(&Request::post("/api/token/", &token_request())).value()["access"].clone();
    emulator.workspace(SECRET_ID).advance("10m").expect("10 min");
    let whose = |status: u16| {
        let journal = json!(emulator.journal().expect("a journal"));
        let entries = journal["entries"].as_array().cloned().expect("entries");
        let of = |entry: &&Value| entry["data"]["status"] == status && entry["data"]["path"] == "/api/links/";
        entries.iter().rfind(of).map(|entry| entry["workspace"].clone())
    };
    assert_eq!(emulator.handle(&bearing(&token)).status, 401);
    assert_eq!(whose(401), Some(json!(SECRET_ID)));
    emulator.workspace(SECRET_ID).reset().expect("a reset");
    assert_eq!(emulator.handle(&bearing(&token)).status, 401);
    assert_eq!(whose(401), Some(json!(SECRET_ID)));
}

#[test]
fn refusals_of_nobody_have_ids_of_their_own() {
    let (_folder, emulator) = started();
    let id = |request: &Request| {
        let reply = emulator.handle(request);
        assert_eq!(reply.status, 401, "{}", reply.text());
        reply.value()[0]["request_id"].as_str().expect("an id").to_owned()
    };
    let calls = [
        Request::get("/api/links/"),
        Request::get("/api/links/?page=2"),
        Request::get("/api/institutions/"),
        bearing(&json!("nonsense")),
        bearing(&json!("nonsense.")),
        Request::post("/api/token/refresh/", &json!({ "refresh": "a" })),
        Request::post("/api/token/refresh/", &json!({ "refresh": "b" })),
    ];
    let mut ids: Vec<String> = calls.iter().map(id).collect();
    emulator.advance("1s").expect("a second");
    ids.extend(calls.iter().map(id));
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 2 * calls.len(), "another call or another moment, another id");
}

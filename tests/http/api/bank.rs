//! Links made and changed over REST, as verbs.

use belvo_emulator::{Emulator, Reply, Request};
use serde_json::{Value, json};

use super::door::{PASSWORD, SECRET_ID};

/// A call with the tests' keys; null is no body.
pub(crate) fn send(emulator: &Emulator, method: &str, target: &str, body: &Value) -> Reply {
    let request = Request::new(method.parse().expect("a method"), target).keys(SECRET_ID, PASSWORD);
    emulator.handle(&if body.is_null() { request } else { request.json(body) })
}

/// Asks for a link, with these keys changed.
pub(crate) fn post(emulator: &Emulator, changes: &Value) -> Reply {
    let mut body = json!({ "institution": "gringotts_mx_retail", "username": "bnk100", "password": "full" });
    for (key, value) in changes.as_object().into_iter().flatten() {
        body[key] = value.clone();
    }
    send(emulator, "POST", "/api/links/", &body)
}

/// The id of a new link.
#[track_caller]
pub(crate) fn must_make(emulator: &Emulator, changes: &Value) -> String {
    let reply = post(emulator, changes);
    assert_eq!(reply.status, 201, "{}", reply.text());
    reply.value()["id"].as_str().expect("an id").to_owned()
}

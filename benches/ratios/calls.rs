//! The calls that are measured.

use bytes::Bytes;
use hyper::Method;
use serde_json::{Value, json};

use crate::Fallible;
use crate::load::{self, Call};

pub const SCRIPT: &str = "/belvo-widget-1-stable.js";
/// What a widget's page asks for meanwhile costs next to nothing.
pub const LIVE: &str = "/_emulator/health/live";
/// `bench:secret`
const KEYS: &str = "Basic YmVuY2g6c2VjcmV0";
const CONTROL: &str = "/_emulator/workspaces/bench";

/// A read of the API.
pub fn read(path: impl Into<String>) -> Call {
    Call { authorization: Some(KEYS), ..Call::get(path) }
}

pub fn post(path: &str, body: &Value) -> Call {
    Call { method: Method::POST, body: Bytes::from(body.to_string()), ..read(path) }
}

/// A call of the control API.
pub fn control(method: Method, verb: &str, body: &Value) -> Call {
    Call { method, body: Bytes::from(body.to_string()), ..Call::get(format!("{CONTROL}/{verb}")) }
}

pub fn token(path: &str) -> Call {
    let body = json!({
        "id": "bench",
        "password": "secret",
        "scopes": "read_institutions,write_links",
        "fetch_resources": ["ACCOUNTS", "TRANSACTIONS", "OWNERS"],
        "credentials_storage": "store",
        "stale_in": "300d",
    });
    Call { authorization: None, ..post(path, &body) }
}

/// A link whose data stay as they are, or come anew.
pub fn link(access_mode: &str) -> Call {
    let body = json!({
        "institution": "erebor_mx_retail", "username": "bnk100", "password": "secret", "access_mode": access_mode,
        "fetch_resources": ["ACCOUNTS", "TRANSACTIONS", "OWNERS"],
    });
    post("/api/links/", &body)
}

/// The member of an answer that is a text.
pub fn text_of(answer: &[u8], member: &str) -> Fallible<String> {
    let answer: Value = serde_json::from_slice(answer)?;
    let text = answer.pointer(member).and_then(Value::as_str);
    Ok(text.ok_or_else(|| format!("no {member} in {answer:.200}"))?.to_owned())
}

/// The id of a link that is made.
pub fn new_link(address: &str, access_mode: &str) -> Fallible<String> {
    text_of(&load::ask(address, &link(access_mode))?, "/id")
}

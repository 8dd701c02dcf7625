//! Calls of the operations of the document, right ones and wrong ones.

use belvo_emulator::Request;
use http::Method;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Map, Value};

use super::values::{Dice, PASSWORD, SECRET_ID};
use crate::support::contract::CONTRACT;

/// An operation of the document.
#[derive(Clone)]
pub struct Operation {
    pub method: Method,
    pub path: &'static str,
    told: &'static Value,
}

/// All of them.
pub fn operations() -> Vec<Operation> {
    let paths = CONTRACT.document["paths"].as_object().expect("paths");
    let all = paths.iter().flat_map(|(path, methods)| {
        let methods = methods.as_object().expect("methods").iter();
        methods.map(move |(method, told)| {
            let method = method.to_ascii_uppercase().parse().expect("a method");
            Operation { method, path, told }
        })
    });
    all.collect()
}

/// Bodies that are no JSON object.
const BODIES: [&[u8]; 10] = [
    b"",
    b"null",
    b"[]",
    b"7",
    b"\"text\"",
    b"{\"link\":",
    b"\xff\xfe",
    b"{} {}",
    b"a=b&c=d",
    b"{\"a\":1,\"a\":2}",
];

impl Operation {
    pub fn request(&self, dice: &mut Dice) -> Request {
        dice.rude = dice.one_in(2);
        let target = format!("{}{}", self.path(dice), self.query(dice));
        let request = Request::new(self.method.clone(), target).header("host", "127.0.0.1");
        let request = headers(self.body(request, dice), dice);
        authorized(request, dice)
    }

    /// What its ids are of.
    pub fn collection(&self) -> &'static str {
        self.path.split('{').next().unwrap_or_default()
    }

    fn path(&self, dice: &mut Dice) -> String {
        let parts = self.path.split('/').map(|part| match part.starts_with('{') {
            true if dice.one_in(6) => encoded(&dice.odd_text()),
            true => dice.known(self.collection()),
            false => part.to_owned(),
        });
        let path = parts.collect::<Vec<_>>().join("/");
        if dice.one_in(8) { path.trim_end_matches('/').to_owned() } else { path }
    }

    fn query(&self, dice: &mut Dice) -> String {
        let mut pairs = Vec::new();
        for told in self.told["parameters"].as_array().expect("parameters") {
            let told = CONTRACT.resolve(told);
            let sent = if told["required"] == true { !dice.one_in(8) } else { dice.one_in(6) };
            if told["in"] == "query" && sent {
                let name = told["name"].as_str().expect("a name");
                pairs.push((name.to_owned(), text(&dice.value(name, &told["schema"]))));
            }
        }
        if dice.one_in(8) {
            pairs.push((dice.odd_text(), dice.odd_text()));
        }
        let pairs: Vec<String> =
            pairs.iter().map(|(name, value)| format!("{}={}", encoded(name), encoded(value))).collect();
        if pairs.is_empty() { String::new() } else { format!("?{}", pairs.join("&")) }
    }

    fn body(&self, request: Request, dice: &mut Dice) -> Request {
        let schema = &self.told["requestBody"]["content"]["application/json"]["schema"];
        let Some(keys) = schema["properties"].as_object() else { return request };
        if dice.one_in(12) {
            let body = dice.pick(&BODIES).into();
            return Request { body, ..request.header("content-type", "application/json") };
        }
        let required = schema["required"].as_array().expect("a list");
        let mut body = Map::new();
        for (name, schema) in keys {
            let sent = if required.iter().any(|key| key == name) { !dice.one_in(12) } else { dice.one_in(3) };
            if sent {
                body.insert(name.clone(), dice.value(name, schema));
            }
        }
        if dice.one_in(8) {
            body.insert(dice.odd_text(), dice.odd());
        }
        request.json(&body.into())
    }
}

fn headers(request: Request, dice: &mut Dice) -> Request {
    let request = if dice.one_in(6) { request.header("x-belvo-request-mode", "async") } else { request };
    if !dice.one_in(10) {
        return request;
    }
    let name = dice.pick(&["content-type", "accept", "x-belvo-request-mode", "origin", "host"]);
    let values =
        ["text/plain", "application/x-www-form-urlencoded", "application/json; charset=x", "*", "", "é"];
    request.header(name, dice.pick(&values))
}

fn authorized(request: Request, dice: &mut Dice) -> Request {
    if !dice.one_in(12) {
        return request.keys(SECRET_ID, PASSWORD);
    }
    let bearer = format!("Bearer {}", dice.known("token"));
    let values = [bearer.as_str(), "Basic", "Basic ====", "Basic OjpwYXNz", "Digest x", "Bearer a.b.c", ""];
    match dice.pick(&values) {
        "" => request,
        value => request.header("authorization", value),
    }
}

fn encoded(text: &str) -> String {
    utf8_percent_encode(text, NON_ALPHANUMERIC).to_string()
}

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(text).collect::<Vec<_>>().join(","),
        other => other.to_string(),
    }
}

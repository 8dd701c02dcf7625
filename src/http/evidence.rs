//! What the journal says of a call: what was asked for and what was answered, secrets as fingerprints, bounded.

use serde_json::{Map, Value, json};

use super::answer::{Answer, Body};
use super::call::Call;
use super::message::Reply;
use crate::domain::base::journal::{Fingerprint, without_tokens};
use crate::domain::base::limits::LONGEST_WHY;
use crate::domain::base::text::{cut, shown};
use crate::domain::base::weight;

/// How much of a body is kept, as bytes of memory; of a longer one only how long it was.
const LONGEST_BODY: usize = 8 * 1024;

/// What a key is called that holds a secret; `username` and `id` are none.
const SECRET: [&str; 8] = ["pass", "secret", "token", "access", "refresh", "key", "certificate", "cvv"];
/// What is called so and is none.
const OPEN: [&str; 3] = ["access_mode", "token_type", "refresh_rate"];

/// The particulars of a call that was answered.
pub(super) fn of(call: &Call<'_>, status: u16, answer: Option<Value>) -> Value {
    let mut data = json!({
        "method": shown(call.method.as_str()), "path": &*cut(&call.path, LONGEST_WHY), "status": status,
    });
    let refused = answer.as_ref().and_then(|answer| answer.get(0)).cloned().unwrap_or_default();
    let more = [
        ("on", call.route.map(|route| format!("{} {route}", call.method).into())),
        ("query", query(call)),
        ("body", body(call)),
        ("code", refused.get("code").cloned()),
        ("request_id", refused.get("request_id").cloned()),
        ("answer", answer.map(|answer| kept(&answer))),
    ];
    for (key, value) in more {
        if let Some(value) = value {
            data[key] = value;
        }
    }
    data
}

/// What was answered, before it is written.
pub(super) fn answered(answer: &Answer) -> Option<Value> {
    match &answer.body {
        Body::Json(value) if weight::of(value) <= LONGEST_BODY => Some(value.clone()),
        Body::Json(value) => Some(left_out(weight::of(value))),
        Body::Page(page) => Some(json!({ "count": page.count })),
        Body::Line(_) | Body::Empty | Body::Tokens(_) => None,
    }
}

/// What a refusal says.
pub(super) fn refused(reply: &Reply) -> Option<Value> {
    serde_json::from_slice(&reply.body).ok()
}

fn query(call: &Call<'_>) -> Option<Value> {
    let entries = call.query.iter().map(|(key, value)| (key.clone(), value.as_str().into()));
    let query: Map<String, Value> = entries.collect();
    (!query.is_empty()).then(|| kept(&Value::Object(query)))
}

fn body(call: &Call<'_>) -> Option<Value> {
    match call.object() {
        _ if !call.has_body() => None,
        Ok(body) if weight::of_map(body) <= LONGEST_BODY => Some(kept(&Value::Object(body.clone()))),
        Ok(body) => Some(left_out(weight::of_map(body))),
        Err(_) => Some(json!({ "unreadable": true })),
    }
}

fn left_out(bytes: usize) -> Value {
    json!({ "left_out_bytes": bytes })
}

/// A value as it may be kept.
fn kept(value: &Value) -> Value {
    if weight::of(value) > LONGEST_BODY { left_out(weight::of(value)) } else { without_secrets("", value) }
}

fn without_secrets(key: &str, value: &Value) -> Value {
    match value {
        Value::Object(map) => {
            map.iter().map(|(key, value)| (key.clone(), without_secrets(key, value))).collect()
        }
        Value::Array(items) => items.iter().map(|item| without_secrets(key, item)).collect(),
        Value::String(text) if is_secret(key) => json!(Fingerprint::of_token(text)),
        Value::Number(number) if is_secret(key) => json!(Fingerprint::of(&number.to_string())),
        Value::String(text) => without_tokens(text).into(),
        other => other.clone(),
    }
}

fn is_secret(key: &str) -> bool {
    let key = key.to_ascii_lowercase();
    !OPEN.contains(&&*key) && SECRET.iter().any(|word| key.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_stand_as_fingerprints_wherever_they_are() {
        let sent = json!({
            "username": "bnk100", "password": "hush", "Password2": 1234, "access_mode": "single",
            "widget": { "branding": { "company_name": "Acme" }, "private_key": ["hush"] },
        });
        let kept = without_secrets("", &sent);
        let text = kept.to_string();
        assert!(!text.contains("hush") && !text.contains("1234"), "{text}");
        assert_eq!(kept["username"], "bnk100");
        assert_eq!(kept["access_mode"], "single");
        assert_eq!(kept["widget"]["branding"]["company_name"], "Acme");
        assert!(kept["widget"]["private_key"][0].as_str().is_some_and(|text| text.starts_with("sha256:")));
    }

    #[test]
    fn what_is_long_is_left_out() {
        let kept = kept(&json!({ "note": "x".repeat(LONGEST_BODY) }));
        assert!(kept["left_out_bytes"].as_u64().is_some_and(|bytes| bytes > LONGEST_BODY as u64), "{kept}");
    }
}

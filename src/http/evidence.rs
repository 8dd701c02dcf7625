//! What the journal says of a call: what was asked for and what was answered, secrets as fingerprints, bounded.

use serde_json::{Map, Value, json};

use super::answer::{Answer, Body};
use super::call::Call;
use super::message::Reply;
use super::problem::Problem;
use crate::domain::base::journal::{is_not_kept, left_out, unreadable, within};
use crate::domain::base::limits::LONGEST_WHY;
use crate::domain::base::redaction::{without_secrets, without_secrets_in, without_secrets_in_text};
use crate::domain::base::text::{cut, shown};
use crate::domain::base::weight;

/// How much of a body is kept, as bytes of memory; of a longer one not its longest parts.
const LONGEST_BODY: usize = 8 * 1024;

/// The particulars of a call that was answered.
pub(super) fn of(call: &Call<'_>, status: Option<u16>, answer: Option<Value>) -> Value {
    let mut data = json!({
        "method": shown(call.method.as_str()), "path": path(&call.path),
    });
    let refused = answer.as_ref().and_then(|answer| answer.get(0)).cloned().unwrap_or_default();
    let more = [
        ("status", status.map(Value::from)),
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

/// The particulars of a call whose body could not be read.
pub(super) fn of_unread(call: &Call<'_>, refused: &Problem) -> Value {
    let mut data = of(call, Some(refused.status), None);
    data["body"] = unreadable();
    data["code"] = json!(refused.code);
    data
}

/// A path as it stands in an entry.
pub(super) fn path(called: &str) -> String {
    cut(&without_secrets_in_text(called), LONGEST_WHY).into_owned()
}

/// What was answered, before it is written.
pub(super) fn answered(answer: &Answer) -> Option<Value> {
    match &answer.body {
        Body::Json(value) if weight::of(value) <= LONGEST_BODY => Some(value.clone()),
        Body::Json(value) => Some(left_out(weight::of(value))),
        Body::Page(page) => Some(json!({ "count": page.count })),
        Body::Line(line) => line.known_by(),
        Body::Empty | Body::Tokens(_) => None,
    }
}

/// What a refusal says.
pub(super) fn refused(reply: &Reply) -> Option<Value> {
    serde_json::from_slice(&reply.body).ok()
}

fn query(call: &Call<'_>) -> Option<Value> {
    let mut query: Map<String, Value> = Map::new();
    for (key, value) in &call.query {
        match query.get_mut(key) {
            None => drop(query.insert(key.clone(), value.as_str().into())),
            Some(Value::Array(all)) => all.push(value.as_str().into()),
            // One that came before: all that were sent are told.
            Some(first) => *first = json!([first.take(), value]),
        }
    }
    (!query.is_empty()).then(|| kept_map(&query))
}

fn body(call: &Call<'_>) -> Option<Value> {
    match call.object() {
        _ if !call.has_body() => None,
        Ok(body) => Some(kept_map(body)),
        Err(_) => Some(unreadable()),
    }
}

/// An answer as it may be kept.
fn kept(value: &Value) -> Value {
    if is_not_kept(value) {
        return value.clone();
    }
    if weight::of(value) > LONGEST_BODY { left_out(weight::of(value)) } else { without_secrets(value) }
}

fn kept_map(map: &Map<String, Value>) -> Value {
    let safe = without_secrets_in(map);
    if weight::of_map(map) > LONGEST_BODY { within(safe, LONGEST_BODY) } else { safe }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_long_is_left_out() {
        let kept = kept(&json!({ "note": "x".repeat(LONGEST_BODY) }));
        assert!(kept["left_out_bytes"].as_u64().is_some_and(|bytes| bytes > LONGEST_BODY as u64), "{kept}");
    }
}

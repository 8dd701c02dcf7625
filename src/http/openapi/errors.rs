//! How calls are refused: one envelope, and the codes of the catalogue by their status (R-ERR-01).

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::domain::vocabulary::catalogue::CODES;
use crate::http::api::endpoint::Endpoint;
use crate::http::failure::status_of;

/// The codes of each status.
fn by_status() -> BTreeMap<u16, Vec<&'static str>> {
    let mut codes: BTreeMap<u16, Vec<&str>> = BTreeMap::new();
    for code in CODES.iter().filter(|code| code.over_rest()) {
        let codes = codes.entry(status_of(code.code).as_u16()).or_default();
        if !codes.contains(&code.name) {
            codes.push(code.name);
        }
    }
    codes
}

/// One response a status.
pub(super) fn responses() -> Value {
    let mut responses = Map::new();
    for (status, codes) in by_status() {
        let codes: Vec<String> = codes.iter().map(|code| format!("`{code}`")).collect();
        let mut response = refusal(&codes.join(", "));
        if status == 403 {
            // What stands before the API refuses with a page (R-ERR-50).
            response["content"]["text/html"] = json!({ "schema": { "type": "string" } });
        }
        responses.insert(format!("Error{status}"), response);
    }
    responses.insert("Error".into(), refusal("What a scenario lets it be refused with"));
    responses.into()
}

fn refusal(about: &str) -> Value {
    let schema = json!({ "$ref": "#/components/schemas/Errors" });
    json!({ "description": about, "content": { "application/json": { "schema": schema } } })
}

/// The refusals of a call.
pub(super) fn of(endpoint: &Endpoint) -> impl Iterator<Item = (String, Value)> {
    let entry =
        |status: String, name: &str| (status, json!({ "$ref": format!("#/components/responses/{name}") }));
    let named =
        endpoint.refusals.iter().map(move |status| entry(status.to_string(), &format!("Error{status}")));
    named.chain([entry("default".to_owned(), "Error")])
}

/// The envelope and its items.
pub(super) fn schemas() -> Map<String, Value> {
    let item = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
    let one_of = ["Error", "PixKeyError", "TerminalError"].map(item);
    let all = json!({
        "Errors": { "type": "array", "minItems": 1, "items": { "anyOf": one_of } },
        "Error": error(),
        "TokenGenerationData": token_generation_data(),
        "PixKeyError": nested("pix_key", &json!({
            "type": "object", "properties": { "value": inner() }, "required": ["value"],
        })),
        "TerminalError": nested("terminal_id", &json!({ "type": "array", "items": inner() })),
    });
    match all {
        Value::Object(all) => all,
        _ => Map::new(),
    }
}

fn request_id() -> Value {
    json!({ "type": "string", "pattern": "^[0-9a-f]{32}$" })
}

fn error() -> Value {
    let mut codes: Vec<&str> = CODES.iter().filter(|code| code.over_rest()).map(|code| code.name).collect();
    codes.sort_unstable();
    codes.dedup();
    json!({
        "type": "object",
        "properties": {
            "request_id": request_id(),
            "message": { "type": "string" },
            "code": { "type": "string", "enum": codes },
            "field": { "type": "string", "description": "The key that is at fault" },
            "institution_user_id": { "type": "string", "description": "Of `duplicated`" },
            "session": { "type": "string", "description": "Of `token_required`" },
            "expiry": { "type": ["integer", "string"], "description": "Of `token_required`, in seconds" },
            "link": { "type": "string", "format": "uuid", "description": "Of `token_required`" },
            "token_generation_data": { "$ref": "#/components/schemas/TokenGenerationData" },
        },
        "required": ["request_id", "code"],
    })
}

fn token_generation_data() -> Value {
    json!({
        "type": "object",
        "properties": {
            "instructions": { "type": "string" },
            "type": { "type": "string", "enum": ["numeric", "qr", "text", "inputless"] },
            "value": { "type": "string" },
            "expects_user_input": { "type": "boolean" },
        },
        "required": ["instructions", "type", "expects_user_input"],
    })
}

/// Two errors of payments have neither message nor code of their own (R-ERR-70, R-ERR-71).
fn nested(key: &str, schema: &Value) -> Value {
    json!({
        "type": "object",
        "properties": { "field": { "type": "string" }, "request_id": request_id(), key: schema },
        "required": ["field", "request_id", key],
    })
}

fn inner() -> Value {
    json!({
        "type": "object",
        "properties": { "message": { "type": "string" }, "code": { "type": "string" } },
        "required": ["message", "code"],
    })
}

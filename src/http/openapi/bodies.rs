//! What is sent to the emulator.

use serde_json::{Map, Value, json};

use crate::domain::record::ask::{Key, Kind};
use crate::domain::vocabulary::{AccessMode, Scope};
use crate::http::links::CREDENTIALS;

/// A key of a body.
struct Part {
    name: &'static str,
    required: bool,
    schema: Value,
}

fn required(name: &'static str, schema: Value) -> Part {
    Part { name, required: true, schema }
}

fn optional(name: &'static str, schema: Value) -> Part {
    Part { name, required: false, schema }
}

/// Unknown keys are tolerated (R-BASE-12).
fn object(parts: impl IntoIterator<Item = Part>) -> Value {
    let mut properties = Map::new();
    let mut needed = Vec::new();
    for Part { name, required, schema } in parts {
        properties.insert(name.to_owned(), schema);
        needed.extend(required.then_some(name));
    }
    json!({ "type": "object", "properties": properties, "required": needed })
}

fn text() -> Value {
    json!({ "type": "string", "minLength": 1 })
}

fn text_or_null() -> Value {
    json!({ "type": ["string", "null"], "minLength": 1 })
}

fn uuid() -> Value {
    json!({ "type": "string", "format": "uuid" })
}

fn uuid_or_null() -> Value {
    json!({ "type": ["string", "null"], "format": "uuid" })
}

fn texts() -> Value {
    json!({ "type": ["array", "null"], "items": { "type": "string" } })
}

fn days() -> Value {
    json!({ "type": "string", "pattern": r"^\d{1,3}d$" })
}

fn storage() -> Value {
    json!({ "type": "string", "pattern": r"^(store|nostore|no_store|\d{1,3}d)$" })
}

fn access_mode() -> Value {
    let words: Vec<Value> = AccessMode::WORDS.iter().map(|word| json!(word)).chain([Value::Null]).collect();
    json!({ "type": ["string", "null"], "enum": words })
}

fn save_data() -> Part {
    optional("save_data", json!({ "type": ["boolean", "null"], "default": true }))
}

fn fetch_resources() -> Part {
    optional("fetch_resources", texts())
}

/// The keys may stand in HTTP Basic instead (R-TOK-02).
pub(super) fn token() -> Value {
    let scopes = format!("Some of these, with commas between them: {}", Scope::WORDS.join(", "));
    object([
        optional("id", text()),
        optional("password", text()),
        optional("scopes", json!({ "type": "string", "description": scopes })),
        fetch_resources(),
        optional("credentials_storage", storage()),
        optional("stale_in", days()),
        optional("link_id", uuid_or_null()),
        optional("widget", json!({ "type": ["object", "null"] })),
    ])
}

pub(super) fn refresh_token() -> Value {
    object([required("refresh", text())])
}

pub(super) fn verify_token() -> Value {
    object([required("token", text())])
}

/// R-LINK-20
pub(super) fn new_link() -> Value {
    let credentials = CREDENTIALS.into_iter().skip(1).map(|name| optional(name, text_or_null()));
    let keys = [
        required("institution", text()),
        required("username", text()),
        optional("token", text_or_null()),
        optional("access_mode", access_mode()),
        optional("external_id", text_or_null()),
        optional("credentials_storage", storage()),
        optional("stale_in", days()),
        fetch_resources(),
    ];
    object(keys.into_iter().chain(credentials))
}

/// R-LINK-04
pub(super) fn renewal() -> Value {
    let credentials = CREDENTIALS.into_iter().map(|name| optional(name, text_or_null()));
    let mut body = object(credentials.chain([optional("token", text_or_null())]));
    body["anyOf"] = json!([{ "required": ["password"] }, { "required": ["token"] }]);
    body
}

/// R-LINK-05
pub(super) fn change() -> Value {
    object([
        optional("access_mode", access_mode()),
        optional("stale_in", json!({ "type": ["string", "null"], "pattern": r"^\d{1,3}d$" })),
        fetch_resources(),
    ])
}

/// R-LINK-07
pub(super) fn refresh() -> Value {
    object([fetch_resources()])
}

/// The token that a link or a retrieve waits for (R-MFA-05).
pub(super) fn resume() -> Value {
    object([
        required("session", text()),
        optional("link", uuid_or_null()),
        optional("token", text_or_null()),
        save_data(),
    ])
}

/// R-DATA-20
pub(super) fn retrieve(keys: &[Key]) -> Value {
    let common = [required("link", uuid()), save_data(), optional("token", text_or_null())];
    let own = keys.iter().map(|key| Part { name: key.name, required: key.required, schema: taken(key) });
    object(common.into_iter().chain(own))
}

fn taken(key: &Key) -> Value {
    let mut schema = kind(key.kind);
    if key.required {
        return schema;
    }
    // Null and missing are the same.
    if let Some(words) = schema.get_mut("enum").and_then(Value::as_array_mut) {
        words.push(Value::Null);
    }
    let types = match schema["type"].take() {
        Value::Array(types) => types.into_iter().chain(["null".into()]).collect(),
        one => vec![one, "null".into()],
    };
    schema["type"] = types.into();
    schema
}

fn kind(kind: Kind) -> Value {
    match kind {
        Kind::Date => json!({ "type": "string", "format": "date" }),
        Kind::Uuid => uuid(),
        Kind::Text => text(),
        Kind::Flag => json!({ "type": "boolean" }),
        Kind::Year => {
            json!({ "type": ["string", "integer"], "minimum": 1900, "maximum": 2099, "pattern": r"^\d{4}$" })
        }
        Kind::Month => {
            json!({ "type": ["string", "integer"], "minimum": 1, "maximum": 12, "pattern": r"^\d{1,2}$" })
        }
        Kind::Choice(words) => json!({ "type": "string", "enum": words }),
        Kind::Choices(words) => json!({ "type": "array", "items": { "type": "string", "enum": words } }),
    }
}

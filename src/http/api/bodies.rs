//! The schemas of what is sent to the emulator.

use serde_json::{Map, Value, json};

use crate::domain::record::ask::{Key, Kind};
use crate::domain::vocabulary::AccessMode;

/// A key of a body.
pub(super) struct Part {
    name: &'static str,
    required: bool,
    schema: Value,
}

pub(super) fn required(name: &'static str, schema: Value) -> Part {
    Part { name, required: true, schema }
}

pub(super) fn optional(name: &'static str, schema: Value) -> Part {
    Part { name, required: false, schema }
}

/// Unknown keys are tolerated (R-BASE-12).
pub(super) fn object(parts: impl IntoIterator<Item = Part>) -> Value {
    let mut properties = Map::new();
    let mut needed = Vec::new();
    for Part { name, required, schema } in parts {
        properties.insert(name.to_owned(), schema);
        needed.extend(required.then_some(name));
    }
    json!({ "type": "object", "properties": properties, "required": needed })
}

pub(super) fn text() -> Value {
    json!({ "type": "string", "minLength": 1 })
}

pub(super) fn text_or_null() -> Value {
    json!({ "type": ["string", "null"], "minLength": 1 })
}

fn uuid() -> Value {
    json!({ "type": "string", "format": "uuid" })
}

pub(super) fn uuid_or_null() -> Value {
    json!({ "type": ["string", "null"], "format": "uuid" })
}

fn texts() -> Value {
    json!({ "type": ["array", "null"], "items": { "type": "string" } })
}

pub(super) fn days() -> Value {
    json!({ "type": "string", "pattern": r"^\d{1,3}d$" })
}

pub(super) fn storage() -> Value {
    json!({ "type": "string", "pattern": r"^(store|nostore|no_store|\d{1,3}d)$" })
}

pub(super) fn access_mode() -> Value {
    let words: Vec<Value> = AccessMode::WORDS.iter().map(|word| json!(word)).chain([Value::Null]).collect();
    json!({ "type": ["string", "null"], "enum": words })
}

pub(super) fn save_data() -> Part {
    optional("save_data", json!({ "type": ["boolean", "null"], "default": true }))
}

pub(super) fn fetch_resources() -> Part {
    optional("fetch_resources", texts())
}

/// R-DATA-20
pub(in crate::http) fn retrieve(keys: &[Key]) -> Value {
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

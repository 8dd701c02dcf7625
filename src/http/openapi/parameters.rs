//! What stands in an address or a header: parameters of paths, of lists and of answers.

use serde_json::{Map, Value, json};

use crate::domain::base::options::Options;
use crate::domain::record::filter::{Filter, Kind, Op};
use crate::http::api::endpoint::Endpoint;

/// What a parameter does, its place and its schema.
fn parameter(name: &str, place: &str, about: &str, schema: &Value) -> Value {
    json!({ "name": name, "in": place, "required": place == "path", "description": about, "schema": schema })
}

fn names() -> Value {
    json!({ "type": "array", "items": { "type": "string" } })
}

/// Those that many calls have.
pub(super) fn shared() -> Value {
    let mut shared = Map::new();
    let mut add = |name: &str, value: Value| shared.insert(name.to_owned(), value);
    let size = json!({ "type": "integer", "minimum": 1, "maximum": 1000, "default": 10 });
    add(
        "page",
        parameter("page", "query", "Which page, from 1", &json!({ "type": "integer", "minimum": 1 })),
    );
    add("page_size", parameter("page_size", "query", "How many rows a page has", &size));
    for (name, about) in [("fields", "The only keys of the answer"), ("omit", "Keys left out of the answer")]
    {
        add(name, several(parameter(name, "query", about, &names())));
    }
    let mode = json!({ "type": "string", "enum": ["async"] });
    let about = "Answer 202 at once and go on in the background";
    add("request_mode", parameter("X-Belvo-Request-Mode", "header", about, &mode));
    shared.into()
}

/// With commas between its values.
fn several(mut parameter: Value) -> Value {
    parameter["style"] = "form".into();
    parameter["explode"] = false.into();
    parameter
}

/// Those of a call.
pub(super) fn of(endpoint: &Endpoint) -> Vec<Value> {
    let shared = |name: &&str| json!({ "$ref": format!("#/components/parameters/{name}") });
    let mut all: Vec<Value> = endpoint.path.split('/').filter_map(in_path).collect();
    if endpoint.filters.is_some() {
        all.extend(["page", "page_size"].iter().map(shared));
    }
    if endpoint.projected {
        all.extend(["fields", "omit"].iter().map(shared));
    }
    if endpoint.background {
        all.extend(["request_mode"].iter().map(shared));
    }
    for filter in endpoint.filters.into_iter().flatten() {
        all.extend(filter.ops.iter().map(|op| narrowing(filter, *op)));
    }
    all
}

fn in_path(part: &str) -> Option<Value> {
    let name = part.strip_prefix('{')?.strip_suffix('}')?;
    Some(parameter(name, "path", "Of which one", &json!({ "type": "string" })))
}

/// One parameter of a filter: its name with a suffix.
fn narrowing(filter: &Filter, op: Op) -> Value {
    let name = format!("{}{}", filter.name, op.suffix());
    let one = value(filter.kind);
    let about = match op {
        Op::Is if filter.kind == Kind::Part => "Contains this, in any case",
        Op::Is => "Is this",
        Op::In => "Is one of these",
        Op::NotIn => "Is none of these",
        Op::AllIn => "Has all of these",
        Op::Gt => "Is more, or later",
        Op::Gte => "Is this, more, or later",
        Op::Lt => "Is less, or earlier",
        Op::Lte => "Is this, less, or earlier",
        Op::Range => "Lies between these two, or is one of them",
        Op::Contains => "Contains this, in any case",
    };
    let schema = match op {
        Op::Range => json!({ "type": "array", "items": one, "minItems": 2, "maxItems": 2 }),
        _ if op.many() => json!({ "type": "array", "items": one }),
        _ => one,
    };
    let mut parameter = parameter(&name, "query", about, &schema);
    parameter["required"] =
        (op == Op::Is && filter.required.is_some_and(|is_on| is_on(&Options::default()))).into();
    if op.many() { several(parameter) } else { parameter }
}

fn value(kind: Kind) -> Value {
    match kind {
        Kind::Uuid => json!({ "type": "string", "format": "uuid" }),
        Kind::Text | Kind::Part | Kind::Nullable => json!({ "type": "string" }),
        Kind::Number => json!({ "type": "number" }),
        // A date or a point in time.
        Kind::Time => json!({ "type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}" }),
    }
}

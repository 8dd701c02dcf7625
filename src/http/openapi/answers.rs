//! What operations answer when they succeed.

use schemars::SchemaGenerator;
use serde_json::{Map, Value, json};

use crate::domain::record::resource;
use crate::domain::record::resource::Resource;
use crate::http::answer::Accepted;
use crate::http::api::endpoint::{Endpoint, Form, Shape, Success};

/// The responses of an operation by their status.
pub(super) fn of(endpoint: &Endpoint, schemas: &mut SchemaGenerator) -> Map<String, Value> {
    let response = |success: &Success| {
        let status = success.status.as_str().to_owned();
        (status, response(success, body(success.body, endpoint.shape, schemas)))
    };
    endpoint.answers.iter().map(response).collect()
}

fn response(success: &Success, body: Option<Value>) -> Value {
    let usual = success.status.canonical_reason().unwrap_or_default().to_owned();
    let description = success.option.map_or(usual, |option| format!("While the option `{option}` says so"));
    match body {
        None => json!({ "description": description }),
        Some(schema) => {
            json!({ "description": description, "content": { "application/json": { "schema": schema } } })
        }
    }
}

fn body(form: Form, shape: Shape, schemas: &mut SchemaGenerator) -> Option<Value> {
    Some(match form {
        Form::Nothing => return None,
        Form::One => one(shape, schemas),
        Form::Page => page(&one(shape, schemas)),
        Form::Retrieved => fetched(shape, |resource| resource.answer, schemas),
        Form::Resumed => fetched(shape, |resource| resource.resume.unwrap_or(resource.answer), schemas),
        Form::Accepted => schemas.subschema_for::<Accepted>().to_value(),
    })
}

fn one(shape: Shape, schemas: &mut SchemaGenerator) -> Value {
    match shape {
        Shape::Type(schema) => schema(schemas).to_value(),
        Shape::Record(resource) => record(resource, schemas),
    }
}

/// The shape of a record; of any, where institutions differ. What the sandbox has no data of has no shape.
fn record(resource: &Resource, schemas: &mut SchemaGenerator) -> Value {
    let mut shapes: Vec<Value> = (resource.shapes)(schemas).into_iter().map(Into::into).collect();
    match shapes.len() {
        0 => json!({ "type": "object" }),
        1 => shapes.remove(0),
        _ => json!({ "anyOf": shapes }),
    }
}

fn fetched(shape: Shape, form: fn(&Resource) -> resource::Form, schemas: &mut SchemaGenerator) -> Value {
    let row = one(shape, schemas);
    let form = match shape {
        Shape::Record(resource) => form(resource),
        Shape::Type(_) => resource::Form::Object,
    };
    match form {
        resource::Form::Array => list(&row),
        resource::Form::Object => row,
        // The option decides, and the document is of all its settings.
        resource::Form::Chosen(_) => json!({ "anyOf": [row, list(&row)] }),
    }
}

/// One page of a list (R-PAGE-01).
fn page(row: &Value) -> Value {
    json!({
        "type": "object",
        "properties": {
            "count": { "type": "integer", "minimum": 0 },
            "next": { "type": ["string", "null"], "format": "uri" },
            "previous": { "type": ["string", "null"], "format": "uri" },
            "results": list(row),
        },
        "required": ["count", "next", "previous", "results"],
    })
}

fn list(row: &Value) -> Value {
    json!({ "type": "array", "items": row })
}

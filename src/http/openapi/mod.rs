//! The API that is emulated as an OpenAPI document, made from the table of operations and from the types that are sent
//! (R-BASE-16).

mod answers;
mod errors;
mod parameters;

use schemars::SchemaGenerator;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

use super::api::ENDPOINTS;
use crate::domain::record::resource::Resource;
use crate::domain::record::table;
use crate::http::api::bodies;
use crate::http::api::endpoint::{Access, Endpoint, Takes, capital};

/// The document.
pub(super) fn document(version: &str) -> Value {
    let settings = SchemaSettings::draft2020_12().for_serialize();
    let mut schemas =
        settings.with(|settings| settings.definitions_path = "/components/schemas".into()).into_generator();
    let mut paths = Map::new();
    for endpoint in ENDPOINTS.iter() {
        let path = paths.entry(endpoint.path).or_insert_with(|| json!({}));
        path[endpoint.method.as_str().to_ascii_lowercase()] = operation(endpoint, &mut schemas);
    }
    let mut definitions = schemas.take_definitions(true);
    definitions.extend(errors::schemas());
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "The API that belvo-emulator emulates",
            "version": version,
            "description": "Made from the emulator's own table and types. Unofficial; not affiliated with Belvo. Bodies \
                may come as forms too; paths work without their last slash; every refusal is a list of errors.",
        },
        "servers": [{ "url": "/" }],
        "tags": tags(),
        "paths": paths,
        "components": {
            "schemas": definitions,
            "responses": errors::responses(),
            "parameters": parameters::shared(),
            "securitySchemes": {
                "keys": { "type": "http", "scheme": "basic", "description": "Secret id and password" },
                "token": { "type": "http", "scheme": "bearer", "description": "A widget token" },
            },
        },
    })
}

/// What the data resources are; the other groups need no description.
fn tags() -> Vec<Value> {
    let tag = |resource: &Resource| json!({ "name": capital(resource.title), "description": capital(&resource.describe()) });
    table::all().map(tag).collect()
}

fn operation(endpoint: &Endpoint, schemas: &mut SchemaGenerator) -> Value {
    let mut operation = json!({
        "operationId": endpoint.id(),
        "summary": endpoint.about(),
        "tags": [capital(endpoint.tag)],
        "security": security(endpoint.access),
        "parameters": parameters::of(endpoint),
    });
    if let Some(schema) = body(endpoint.takes) {
        operation["requestBody"] =
            json!({ "required": true, "content": { "application/json": { "schema": schema } } });
    }
    let mut responses = answers::of(endpoint, schemas);
    for (status, refusal) in errors::of(endpoint) {
        responses.entry(status).or_insert(refusal);
    }
    operation["responses"] = responses.into();
    operation
}

fn body(takes: Takes) -> Option<Value> {
    match takes {
        Takes::Nothing | Takes::Anything => None,
        Takes::Object(schema) => Some(schema()),
        Takes::Retrieve(keys) => Some(bodies::retrieve(keys)),
    }
}

fn security(access: Access) -> Value {
    match access {
        Access::Body(_) => json!([]),
        Access::AnyToken => json!([{ "keys": [] }, { "token": [] }]),
        Access::Token(scope) => json!([{ "keys": [] }, { "token": [scope] }]),
        Access::Keys => json!([{ "keys": [] }]),
    }
}

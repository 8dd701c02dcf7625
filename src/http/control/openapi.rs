//! The control API as an OpenAPI document, made from the rows and their types.

use std::collections::BTreeMap;

use schemars::SchemaGenerator;
use schemars::generate::SchemaSettings;
use serde_json::{Map, Value, json};

use super::row::Row;
use super::schema;
use crate::http::problem::{Problem, WORKSPACE_UNKNOWN};

/// Where the verbs for one workspace are.
const WORKSPACE: &str = "/_emulator/workspaces/{workspace}";

/// The document.
pub(super) fn document(rows: &[Row], version: &str) -> Value {
    let settings = SchemaSettings::draft2020_12().for_serialize();
    let settings = settings.with(|settings| settings.definitions_path = "/components/schemas".into());
    let mut schemas = settings.into_generator();
    let mut paths = Map::new();
    for row in rows {
        let operation = operation(row, &mut schemas);
        if row.is_of_workspaces() {
            let path = row.written_path().replacen("/_emulator", WORKSPACE, 1);
            put(&mut paths, path, row, of_workspace(operation.clone()));
        }
        put(&mut paths, row.written_path().to_owned(), row, operation);
    }
    let problem = schemas.subschema_for::<Problem>();
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "belvo-emulator control API",
            "version": version,
            "description": "Without a workspace in the path a verb acts on all present and future workspaces.",
        },
        "servers": [{ "url": "/" }],
        "paths": paths,
        "components": {
            "schemas": schemas.take_definitions(true),
            "responses": { "Problem": {
                "description": "A refusal: nothing has changed",
                "content": { "application/problem+json": { "schema": problem } },
            } },
            "securitySchemes": { "control_token": {
                "type": "http", "scheme": "bearer", "description": "Where the emulator was started with --control-token",
            } },
        },
        "security": [{}, { "control_token": [] }],
    })
}

fn put(paths: &mut Map<String, Value>, path: String, row: &Row, operation: Value) {
    let path = paths.entry(path).or_insert_with(|| json!({}));
    path[row.method.as_str().to_ascii_lowercase()] = operation;
}

fn operation(row: &Row, schemas: &mut SchemaGenerator) -> Value {
    let request = row.request_schema();
    let mut operation =
        json!({ "operationId": row.name, "summary": row.about, "parameters": parameters(row, &request) });
    if row.has_body() {
        operation["requestBody"] = body(row, &request);
    }
    let answer = (row.answer)(schemas);
    let mut responses = Map::new();
    let content = json!({ "application/json": { "schema": answer } });
    responses.insert("200".to_owned(), json!({ "description": "OK", "content": content }));
    responses.extend(refusals(row, &request));
    operation["responses"] = responses.into();
    operation
}

/// The same for one workspace.
fn of_workspace(mut operation: Value) -> Value {
    let id = operation["operationId"].as_str().unwrap_or_default();
    operation["operationId"] = format!("workspace_{id}").into();
    let workspace = json!({
        "name": "workspace", "in": "path", "required": true, "description": "Its secret id",
        "schema": { "type": "string", "minLength": 1, "maxLength": 128 },
    });
    if let Some(parameters) = operation["parameters"].as_array_mut() {
        parameters.insert(0, workspace);
    }
    operation
}

/// What stands in the path, and in the query of a verb without a body.
fn parameters(row: &Row, request: &Value) -> Vec<Value> {
    let in_path = |key: &str| row.path_fields().any(|field| field == key);
    let keys = schema::keys(request).filter(|(key, _)| in_path(key) || !row.has_body());
    keys.map(|(key, wanted)| {
        let mut parameter = json!({
            "name": key,
            "in": if in_path(key) { "path" } else { "query" },
            "required": in_path(key) || schema::needs(request, key),
            "description": wanted["description"],
        });
        match schema::wants_object(wanted) {
            true => parameter["content"] = json!({ "application/json": { "schema": wanted } }),
            false => parameter["schema"] = wanted.clone(),
        }
        parameter
    })
    .collect()
}

/// The body: the request without what stands in the path.
fn body(row: &Row, request: &Value) -> Value {
    let mut wanted = request.clone();
    for name in row.path_fields() {
        if let Some(keys) = wanted["properties"].as_object_mut() {
            keys.shift_remove(name);
        }
        if let Some(needed) = wanted["required"].as_array_mut() {
            needed.retain(|key| key != name);
        }
    }
    let required = wanted["required"].as_array().is_some_and(|needed| !needed.is_empty());
    json!({ "required": required, "content": { "application/json": { "schema": wanted } } })
}

/// How it is refused: by whom the emulator was not meant for, for what was sent, and in its own ways.
fn refusals(row: &Row, request: &Value) -> Map<String, Value> {
    let mut codes: BTreeMap<u16, Vec<String>> = BTreeMap::new();
    let keys = schema::keys(request).map(|(key, _)| key.as_str());
    codes.insert(400, ["unknown_key", "wrong_type"].into_iter().chain(keys).map(str::to_owned).collect());
    codes.insert(401, vec!["control_token".to_owned()]);
    codes.insert(403, ["foreign_host", "foreign_origin", "cross_site"].map(str::to_owned).into());
    if row.is_of_workspaces() {
        codes.entry(404).or_default().push(WORKSPACE_UNKNOWN.1.to_owned());
        codes.entry(503).or_default().extend(["memory", "workspaces"].map(str::to_owned));
    }
    for (status, code) in row.refuses {
        codes.entry(status.as_u16()).or_default().push((*code).to_owned());
    }
    codes.into_iter().map(|(status, codes)| (status.to_string(), refusal(&codes))).collect()
}

fn refusal(codes: &[String]) -> Value {
    let codes: Vec<String> = codes.iter().map(|code| format!("`{code}`")).collect();
    json!({ "$ref": "#/components/responses/Problem", "description": codes.join(", ") })
}

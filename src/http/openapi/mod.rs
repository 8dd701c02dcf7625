//! The API that is emulated as an OpenAPI document, made from the table of routes and from the types that are sent
//! (R-BASE-16): a call that is added to the table is in the document.

mod bodies;
mod calls;
mod errors;
mod parameters;
mod records;

use http::{Method, StatusCode};
use schemars::generate::SchemaSettings;
use schemars::{Schema, SchemaGenerator};
use serde_json::{Map, Value, json};

use super::routes::{Door, ROUTES, Route};
use crate::domain::record::filter::Filter;

/// Makes the schema of what is sent, and notes what it consists of.
pub(super) type Shape = fn(&mut SchemaGenerator) -> Schema;

/// What a call takes and answers.
struct Spoken {
    /// Unlike that of any other call.
    id: String,
    /// What it is about.
    tag: String,
    /// What its list is narrowed by, if it answers one.
    filters: Option<&'static [Filter]>,
    /// The schema of its body, if it takes one.
    body: Option<Value>,
    /// Whether it can go on in the background (R-ASYNC-01).
    asynchronous: bool,
    /// Whether `fields` and `omit` choose the keys of its answer (R-PAGE-06).
    projected: bool,
    /// Who may call: keys, and tokens of this scope.
    scope: Scope,
    /// How it succeeds; the usual way first.
    answers: Vec<Told>,
}

/// Who may call.
#[derive(Clone, Copy)]
enum Scope {
    /// Whoever has what the body asks for.
    Anybody,
    /// The keys, or any token.
    AnyToken,
    /// The keys, or a token of this scope; with none, the keys alone.
    Keys(Option<&'static str>),
}

/// A success.
struct Told {
    status: StatusCode,
    /// The schema of its body, if it has one.
    body: Option<Value>,
    /// The option that has to be set for it.
    option: Option<&'static str>,
}

impl Told {
    fn new(status: StatusCode, body: impl Into<Option<Value>>) -> Self {
        Self { status, body: body.into(), option: None }
    }
}

fn generator() -> SchemaGenerator {
    let settings = SchemaSettings::draft2020_12().for_serialize();
    settings.with(|settings| settings.definitions_path = "/components/schemas".into()).into_generator()
}

fn spoken(route: &Route, schemas: &mut SchemaGenerator) -> Option<Spoken> {
    match route.door {
        Door::Api { scope, .. } => calls::spoken(route, scope, schemas),
        Door::Records { resource, .. } => Some(records::spoken(resource, route, schemas)),
        Door::Page(_) | Door::Control { .. } => None,
    }
}

impl Route {
    /// The statuses of its successes, the usual one first; none for what is not the API that is emulated.
    pub fn statuses(&self) -> Vec<u16> {
        let answers = spoken(self, &mut generator()).map(|spoken| spoken.answers).unwrap_or_default();
        answers.iter().filter(|told| told.option.is_none()).map(|told| told.status.as_u16()).collect()
    }
}

/// The document.
pub(super) fn document(version: &str) -> Value {
    let mut schemas = generator();
    let mut paths = Map::new();
    for route in ROUTES.iter() {
        if let Some(spoken) = spoken(route, &mut schemas) {
            let path = paths.entry(route.path).or_insert_with(|| json!({}));
            path[route.method.as_str().to_ascii_lowercase()] = operation(route, spoken);
        }
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

fn operation(route: &Route, spoken: Spoken) -> Value {
    let mut operation = json!({
        "operationId": spoken.id,
        "summary": route.about,
        "tags": [spoken.tag],
        "security": security(spoken.scope),
        "parameters": parameters::of(route, &spoken),
    });
    if let Some(body) = &spoken.body {
        operation["requestBody"] =
            json!({ "required": true, "content": { "application/json": { "schema": body } } });
    }
    let mut responses = Map::new();
    for told in &spoken.answers {
        responses.insert(told.status.as_str().to_owned(), success(told));
    }
    let refusals = errors::of(&route.method, &spoken);
    responses.extend(refusals.into_iter().filter(|(status, _)| spoken.lacks(status)));
    operation["responses"] = responses.into();
    operation
}

impl Spoken {
    fn lacks(&self, status: &str) -> bool {
        self.answers.iter().all(|told| told.status.as_str() != status)
    }

    fn is_list(&self) -> bool {
        self.filters.is_some()
    }
}

fn security(scope: Scope) -> Value {
    match scope {
        Scope::Anybody => json!([]),
        Scope::AnyToken => json!([{ "keys": [] }, { "token": [] }]),
        Scope::Keys(None) => json!([{ "keys": [] }]),
        Scope::Keys(Some(scope)) => json!([{ "keys": [] }, { "token": [scope] }]),
    }
}

fn success(told: &Told) -> Value {
    let usual = told.status.canonical_reason().unwrap_or_default().to_owned();
    let description = told.option.map_or(usual, |option| format!("While the option `{option}` says so"));
    match &told.body {
        None => json!({ "description": description }),
        Some(schema) => {
            json!({ "description": description, "content": { "application/json": { "schema": schema } } })
        }
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

/// A call's name from its path: `/api/br/investments/{id}/` is about `BrInvestments`.
fn name(path: &str) -> String {
    let parts =
        path.split(['/', '-']).filter(|part| !part.is_empty() && *part != "api" && !part.starts_with('{'));
    parts.map(capital).collect()
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// Whether a call takes what is not in its address.
fn has_body(method: &Method) -> bool {
    [Method::POST, Method::PUT, Method::PATCH].contains(method)
}

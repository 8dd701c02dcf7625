//! What the calls of data resources take and answer (R-DATA).

use http::{Method, StatusCode};
use schemars::SchemaGenerator;
use serde_json::{Value, json};

use super::{Access, Spoken, Told, bodies, calls, capital, list, name, page};
use crate::domain::record::{Beneath, Form, Resource};
use crate::http::routes::Route;

/// The call of a resource that a route leads to.
pub(super) fn spoken(resource: &'static Resource, route: &Route, schemas: &mut SchemaGenerator) -> Spoken {
    let call = Spoken {
        id: String::new(),
        tag: capital(resource.title),
        filters: None,
        body: None,
        asynchronous: false,
        projected: true,
        access: Access::Keys(resource.calls.scope.into()),
        answers: Vec::new(),
    };
    if let Some(beneath) = resource.calls.beneath.filter(|beneath| beneath.path == route.path) {
        return history(call, beneath, schemas);
    }
    let row = row(resource, schemas);
    let id = |verb: &str| format!("{verb}{}", name(resource.path));
    match (&route.method, route.path == resource.path) {
        (&Method::POST, _) => retrieve(resource, Spoken { id: id("Retrieve"), ..call }, &row, schemas),
        (&Method::PATCH, _) => {
            let form = resource.resume.unwrap_or(resource.answer);
            let answers = fetched(form, &row);
            Spoken { id: id("Patch"), body: Some(bodies::resume()), answers, ..call }
        }
        (&Method::DELETE, _) => {
            let answers = vec![Told::new(StatusCode::NO_CONTENT, None)];
            Spoken { id: id("Destroy"), projected: false, answers, ..call }
        }
        (_, true) => {
            let answers = vec![Told::new(StatusCode::OK, page(&row))];
            Spoken { id: id("List"), filters: Some(resource.filters), answers, ..call }
        }
        (_, false) => Spoken { id: id("Detail"), answers: vec![Told::new(StatusCode::OK, row)], ..call },
    }
}

fn history(call: Spoken, beneath: &Beneath, schemas: &mut SchemaGenerator) -> Spoken {
    let row = (beneath.shape)(schemas).to_value();
    let answers = vec![Told::new(StatusCode::OK, page(&row))];
    Spoken { id: format!("List{}", name(beneath.path)), filters: Some(&[]), answers, ..call }
}

fn retrieve(resource: &Resource, call: Spoken, row: &Value, schemas: &mut SchemaGenerator) -> Spoken {
    let mut answers = fetched(resource.answer, row);
    let asynchronous = resource.calls.asynchronous;
    let accepted = Told::new(StatusCode::ACCEPTED, calls::accepted(schemas).to_value());
    answers.extend(asynchronous.then_some(accepted));
    Spoken { body: Some(bodies::retrieve(resource.keys)), asynchronous, answers, ..call }
}

/// 201 when it is kept, else 200.
fn fetched(form: Form, row: &Value) -> Vec<Told> {
    let body = match form {
        Form::Array => list(row),
        Form::Object => row.clone(),
        // The option decides, and the document is of all its settings.
        Form::Chosen(_) => json!({ "anyOf": [row, list(row)] }),
    };
    vec![Told::new(StatusCode::CREATED, body.clone()), Told::new(StatusCode::OK, body)]
}

/// The shape of a record; of any, where institutions differ. What the sandbox has no data of has no shape.
fn row(resource: &Resource, schemas: &mut SchemaGenerator) -> Value {
    let mut shapes: Vec<Value> = (resource.shapes)(schemas).into_iter().map(Into::into).collect();
    match shapes.len() {
        0 => json!({ "type": "object" }),
        1 => shapes.remove(0),
        _ => json!({ "anyOf": shapes }),
    }
}

//! What the calls take and answer that the table of routes writes down one by one.

use http::{Method, StatusCode};
use schemars::{Schema, SchemaGenerator, json_schema};
use serde_json::Value;

use super::{Access, Shape, Spoken, Told, bodies, capital, name, page};
use crate::domain::record::filter::Filter;
use crate::http::records::Accepted;
use crate::http::routes::{Reach, Route};
use crate::http::{institutions, links, payments, tokens};

/// What is answered.
#[derive(Clone, Copy)]
enum Form {
    Nothing,
    One(Shape),
    Page(Shape, &'static [Filter]),
}

/// One call.
struct Call {
    method: &'static str,
    path: &'static str,
    id: &'static str,
    tag: &'static str,
    body: Option<fn() -> Value>,
    answers: &'static [(StatusCode, Form)],
}

const OK: StatusCode = StatusCode::OK;
const CREATED: StatusCode = StatusCode::CREATED;
const ACCEPTED: StatusCode = StatusCode::ACCEPTED;
const NO_CONTENT: StatusCode = StatusCode::NO_CONTENT;

const LINK: &[(StatusCode, Form)] = &[(OK, Form::One(links::shape))];

const fn call(
    method: &'static str,
    path: &'static str,
    id: &'static str,
    tag: &'static str,
    body: Option<fn() -> Value>,
    answers: &'static [(StatusCode, Form)],
) -> Call {
    Call { method, path, id, tag, body, answers }
}

#[rustfmt::skip]
static CALLS: &[Call] = &[
    call("GET", "/api/", "Probe", "Probe", None, &[(OK, Form::One(nothing))]),
    call("POST", "/api/token/", "CreateWidgetToken", "Tokens", Some(bodies::token), &[(OK, Form::One(tokens::shape))]),
    call("POST", "/api/token/refresh/", "RefreshToken", "Tokens", Some(bodies::refresh_token), &[(OK, Form::One(tokens::access_shape))]),
    call("POST", "/api/token/verify/", "VerifyToken", "Tokens", Some(bodies::verify_token), &[(OK, Form::One(nothing))]),
    call("GET", "/api/institutions/", "ListInstitutions", "Institutions", None, &[(OK, Form::Page(institutions::shape, institutions::FILTERS))]),
    call("GET", "/api/institutions/{id}/", "DetailInstitution", "Institutions", None, &[(OK, Form::One(institutions::shape))]),
    call("GET", "/api/links/", "ListLinks", "Links", None, &[(OK, Form::Page(links::shape, links::FILTERS))]),
    call("POST", "/api/links/", "RegisterLink", "Links", Some(bodies::new_link), &[(CREATED, Form::One(links::shape))]),
    call("PATCH", "/api/links/", "PatchLinks", "Links", Some(bodies::resume), LINK),
    call("GET", "/api/links/{id}/", "DetailLink", "Links", None, LINK),
    call("PUT", "/api/links/{id}/", "UpdateLink", "Links", Some(bodies::renewal), LINK),
    call("PATCH", "/api/links/{id}/", "ChangeLink", "Links", Some(bodies::change), LINK),
    call("DELETE", "/api/links/{id}/", "DestroyLink", "Links", None, &[(ACCEPTED, Form::One(accepted)), (NO_CONTENT, Form::Nothing)]),
    call("POST", "/api/links/{id}/refresh/", "RefreshLink", "Links", Some(bodies::refresh), &[(ACCEPTED, Form::One(accepted))]),
];

/// `{}`
fn nothing(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "object", "maxProperties": 0 })
}

/// What goes on by itself.
pub(super) fn accepted(schemas: &mut SchemaGenerator) -> Schema {
    schemas.subschema_for::<Accepted>()
}

/// The call that a route leads to.
pub(super) fn spoken(
    route: &Route,
    reach: Reach,
    schemas: &mut SchemaGenerator,
) -> Option<Spoken> {
    let here = |call: &&Call| call.method == route.method && call.path == route.path;
    let Some(call) = CALLS.iter().find(here) else { return paid(route) };
    let mut filters = None;
    let mut told = |(status, form): &(StatusCode, Form)| match form {
        Form::Nothing => Told::new(*status, None),
        Form::One(shape) => Told::new(*status, shape(schemas).to_value()),
        Form::Page(shape, narrowed) => {
            filters = Some(*narrowed);
            Told::new(*status, page(&shape(schemas).to_value()))
        }
    };
    let mut answers: Vec<Told> = call.answers.iter().map(&mut told).collect();
    if (call.method, call.path) == ("PATCH", "/api/links/") {
        let created = told(&(CREATED, Form::One(links::shape)));
        answers.push(Told { option: Some("link.resume_status"), ..created });
    }
    let tokens = call.path.starts_with("/api/token/");
    Some(Spoken {
        id: call.id.to_owned(),
        tag: call.tag.to_owned(),
        filters,
        body: call.body.map(|body| body()),
        asynchronous: call.method == "DELETE",
        // What has no body, or nothing but an id, has no keys to choose from.
        projected: !tokens && call.answers.iter().any(|(status, _)| [OK, CREATED].contains(status)),
        access: if tokens { Access::Anybody } else { Access::Keys(reach) },
        answers,
    })
}

/// A call of payments: what it would answer where there are payments, as far as the emulator knows (R-PAY-01).
fn paid(route: &Route) -> Option<Spoken> {
    let status = payments::success(route)?;
    let of_one = route.path.ends_with("}/");
    let list = route.method == Method::GET && !of_one;
    let verb = match route.method {
        Method::GET if of_one => "Detail".to_owned(),
        Method::GET => "List".to_owned(),
        _ => capital(&route.method.as_str().to_ascii_lowercase()),
    };
    Some(Spoken {
        id: verb + &name(route.path),
        tag: "Payments of Brazil".to_owned(),
        filters: list.then_some(&[]),
        body: None,
        asynchronous: false,
        projected: list,
        access: Access::Keys(Reach::Keys),
        answers: vec![Told::new(status, list.then(|| page(&Value::Bool(false))))],
    })
}

//! What the calls of the widget's page share: the token that leads to a workspace, and refusals.

use http::StatusCode;
use serde_json::{Value, json};

use super::message::Reply;
use super::service::Service;
use crate::domain::token::tokens::Claims;
use crate::domain::vocabulary::failure::Failure;
use crate::store::NOBODY;

/// The first argument of `createWidget` as text, whatever it was.
pub(super) fn token(body: &Value) -> String {
    match &body["token"] {
        Value::String(token) => token.clone(),
        other => other.to_string(),
    }
}

/// The claims of a token and the workspace that it leads to; what leads nowhere belongs to nobody.
pub(super) fn lead(service: &Service, token: &str) -> (Option<Claims>, String) {
    let claims = service.keyring.read(token);
    let name = claims.as_ref().and_then(|claims| service.store.of_organisation(&claims.organization_id));
    match name {
        Some(name) => (claims, name),
        None => (None, NOBODY.to_owned()),
    }
}

pub(super) fn refuse(status: StatusCode, error: &str) -> Reply {
    Reply::json_as(status, "application/json", &json!({ "error": error, "frames": [] }))
}

pub(super) fn unreadable(failure: Failure) -> Reply {
    let why = if let Failure::Parse(why) = failure { why } else { "not JSON".to_owned() };
    refuse(StatusCode::BAD_REQUEST, &format!("the body cannot be read: {why}"))
}

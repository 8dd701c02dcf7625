//! Who calls the REST API, and what its handlers answer.

use std::sync::Arc;

use http::StatusCode;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Value, json};

use super::message::bare_status;
use super::page::{Line, Page};
use crate::domain::base::time::Span;
use crate::domain::token::tokens::{Grant, Issued};

/// Who calls the REST API.
pub(super) enum Caller {
    /// Secret id and password.
    Keys(String, String),
    /// A token that is alive: its workspace, and what was asked for with it, its scopes too (R-AUTH-07).
    Bearer(String, Arc<Grant>),
}

/// What a handler of the REST API answers.
pub(super) struct Answer {
    pub(super) status: StatusCode,
    pub(super) body: Body,
    pub(super) delay: Span,
}

/// A body that is not text yet: tokens are signed when the workspace's lock has been given back.
pub(super) enum Body {
    /// JSON.
    Json(Value),
    /// Records, written already.
    Line(Line),
    /// A page of a list.
    Page(Page),
    /// Nothing at all.
    Empty,
    /// Tokens, not yet signed.
    Tokens(Box<Issued>),
}

impl Answer {
    pub(super) fn ok(body: Value) -> Self {
        Self { status: StatusCode::OK, body: Body::Json(body), delay: Span::ZERO }
    }

    /// Something goes on by itself under this id (R-ASYNC-03).
    pub(super) fn accepted(request_id: String) -> Self {
        let body = Body::Json(json!(Accepted { request_id }));
        Self { status: StatusCode::ACCEPTED, body, delay: Span::ZERO }
    }

    /// A status without a body.
    pub(super) fn bare(status: u16) -> Self {
        Self { status: bare_status(status), ..Self::nothing() }
    }

    /// 204, truly empty.
    pub(super) fn nothing() -> Self {
        Self { status: StatusCode::NO_CONTENT, body: Body::Empty, delay: Span::ZERO }
    }
}

/// What goes on by itself goes on under this id (R-ASYNC-03).
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "AsynchronousAccepted202")]
pub(in crate::http) struct Accepted {
    pub(in crate::http) request_id: String,
}

impl From<Page> for Answer {
    fn from(page: Page) -> Self {
        Self { body: Body::Page(page), ..Self::ok(Value::Null) }
    }
}

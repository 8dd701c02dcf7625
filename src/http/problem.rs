//! Why a control call is refused: a problem document, never Belvo's array.

use http::StatusCode;
use serde_json::{Map, Value};

use super::message::Reply;
use crate::domain::limits::{ALL_WORKSPACES, QUEUED, bytes};
use crate::domain::text::cut;
use crate::store::Closed;

/// What a detail repeats of a call is short already; this holds for all.
const LONGEST_DETAIL: usize = 1_000;

/// Why a control call is refused.
#[derive(Clone, Debug)]
pub(super) struct Problem {
    status: StatusCode,
    code: &'static str,
    detail: String,
    hint: Option<String>,
    pub(super) more: Map<String, Value>,
}

impl Problem {
    pub(super) fn new(status: StatusCode, code: &'static str, detail: impl Into<String>) -> Self {
        let detail = cut(&detail.into(), LONGEST_DETAIL).into_owned();
        Self { status, code, detail, hint: None, more: Map::new() }
    }

    pub(super) fn bad(code: &'static str, detail: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, code, detail)
    }

    pub(super) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    pub(super) fn reply(self) -> Reply {
        let mut body = Map::new();
        body.insert("type".into(), format!("urn:belvo-emulator:problem:{}", self.code).into());
        body.insert("title".into(), self.status.canonical_reason().unwrap_or_default().into());
        body.insert("status".into(), self.status.as_u16().into());
        body.insert("code".into(), self.code.into());
        body.insert("detail".into(), self.detail.into());
        body.extend(self.hint.map(|hint| ("hint".to_owned(), hint.into())));
        body.extend(self.more);
        Reply::json_as(self.status, "application/problem+json", &Value::Object(body))
    }
}

impl From<Closed> for Problem {
    fn from(closed: Closed) -> Self {
        match closed {
            Closed::TooLong => Self::bad("workspace_name", "a workspace's name has at most 128 bytes"),
            Closed::TooMany => Self::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "workspaces",
                "there are 10,000 workspaces already",
            )
            .hint("POST /_emulator/reset"),
            Closed::Full => Self::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "memory",
                format!("the workspaces keep {} already", bytes(ALL_WORKSPACES)),
            )
            .hint("POST /_emulator/reset"),
            Closed::QueueFull => {
                Self::new(StatusCode::CONFLICT, "queue_full", format!("the queue has {QUEUED} items already"))
                    .hint("DELETE /_emulator/queue, or one item with `times`")
            }
            Closed::Unknown => Self::new(
                StatusCode::NOT_FOUND,
                "workspace_unknown",
                "this emulator was started with --keys, and this id is not among them",
            ),
        }
    }
}

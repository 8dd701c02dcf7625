//! Why a control call is refused: a problem document, never Belvo's array.

use std::borrow::Cow;

use http::StatusCode;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::message::Reply;
use crate::domain::base::redaction::without_secrets_in_text;
use crate::domain::base::text::cut;
use crate::scenario_file::Fault;
use crate::store::Closed;

/// What a detail repeats of a call is short already; this holds for all.
const LONGEST_DETAIL: usize = 1_000;

/// The key that is wrong may be one of the caller's own.
const LONGEST_FIELD: usize = 160;

/// Why a control call is refused, as a problem document (RFC 9457); nothing has changed then, but in the
/// workspaces that `applied` names.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, thiserror::Error)]
#[error("{detail}")]
#[non_exhaustive]
pub struct Problem {
    /// A name of the code as an address.
    #[serde(rename = "type")]
    pub kind: String,
    /// What the status means.
    pub title: Cow<'static, str>,
    /// The status that the control API answers with.
    pub status: u16,
    /// A word for programs.
    pub code: Cow<'static, str>,
    /// A sentence for people: what is wrong.
    pub detail: String,
    /// What to do about it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
    /// The key of the request that is wrong.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// Of a scenario that was sent: all that is wrong with it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub faults: Vec<Fault>,
    /// Of a verb for a pattern of names: the workspaces in which it was carried out before it was refused in one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub applied: Vec<String>,
}

/// What verbs are refused with, besides what is wrong with the request itself; [`super::control`]'s rows name them.
pub(crate) type Refusal = (StatusCode, &'static str);

/// Another program stops the emulator.
pub(crate) const NOT_STOPPABLE: Refusal = (StatusCode::CONFLICT, "not_stoppable");
/// There is no scenario of this name.
pub(crate) const SCENARIO_UNKNOWN: Refusal = (StatusCode::NOT_FOUND, "scenario_unknown");
/// The document has faults.
pub(crate) const SCENARIO_INVALID: Refusal = (StatusCode::BAD_REQUEST, "scenario_invalid");
/// There is no run of this id.
pub(crate) const WIDGET_UNKNOWN: Refusal = (StatusCode::NOT_FOUND, "widget_unknown");
/// The screen does not allow the act.
pub(crate) const ACT_REFUSED: Refusal = (StatusCode::CONFLICT, "act_refused");
/// What was sent is no bundle.
pub(crate) const BUNDLE_INVALID: Refusal = (StatusCode::BAD_REQUEST, "bundle_invalid");
/// Nothing can be recorded of a run.
pub(crate) const NOT_RECORDED: Refusal = (StatusCode::CONFLICT, "not_recorded");
/// What a page is to be sent is too much.
pub(crate) const EMISSION_TOO_LARGE: Refusal = (StatusCode::PAYLOAD_TOO_LARGE, "emission_too_large");
/// The queue has no place left.
pub(crate) const QUEUE_FULL: Refusal = (StatusCode::CONFLICT, "queue_full");
/// There are as many faults as there may be.
pub(crate) const FAULTS_FULL: Refusal = (StatusCode::CONFLICT, "faults_full");
/// There is no institution of this name.
pub(crate) const INSTITUTION_UNKNOWN: Refusal = (StatusCode::NOT_FOUND, "institution_unknown");
/// Belvo's API would refuse such a link, whatever the bank says.
pub(crate) const LINK_REFUSED: Refusal = (StatusCode::BAD_REQUEST, "link_refused");
/// There is no link of this id.
pub(crate) const LINK_UNKNOWN: Refusal = (StatusCode::NOT_FOUND, "link_unknown");

/// There is no webhook of this type and code.
pub(crate) const WEBHOOK_UNKNOWN: Refusal = (StatusCode::NOT_FOUND, "webhook_unknown");
/// There is no delivery of this number.
pub(crate) const DELIVERY_UNKNOWN: Refusal = (StatusCode::NOT_FOUND, "delivery_unknown");
/// Whom a delivery was for is no receiver any more, or has too much to hear.
pub(crate) const RECEIVER_GONE: Refusal = (StatusCode::CONFLICT, "receiver_gone");
/// More than one workspace has what is asked for.
pub(crate) const WORKSPACE_REQUIRED: Refusal = (StatusCode::BAD_REQUEST, "workspace_required");

/// No workspace has this name.
pub(crate) const WORKSPACE_UNKNOWN: Refusal = (StatusCode::NOT_FOUND, "workspace_unknown");
/// The keys of a workspace were given at the start.
pub(crate) const NOT_REMOVABLE: Refusal = (StatusCode::CONFLICT, "not_removable");

/// A document is no snapshot, or none that this emulator can be put back to.
pub(crate) const SNAPSHOT_INVALID: Refusal = (StatusCode::BAD_REQUEST, "snapshot_invalid");
/// A workspace is too much for a document.
pub(crate) const SNAPSHOT_TOO_LARGE: Refusal = (StatusCode::PAYLOAD_TOO_LARGE, "snapshot_too_large");

/// What happened is not what was expected.
pub(crate) const VERIFY_FAILED: Refusal = (StatusCode::CONFLICT, "verify_failed");

impl Problem {
    pub(super) fn new(
        status: StatusCode,
        code: impl Into<Cow<'static, str>>,
        detail: impl Into<String>,
    ) -> Self {
        let code = code.into();
        Self {
            kind: format!("urn:belvo-emulator:problem:{code}"),
            title: status.canonical_reason().unwrap_or_default().into(),
            status: status.as_u16(),
            code,
            detail: cut(&without_secrets_in_text(&detail.into()), LONGEST_DETAIL).into_owned(),
            hint: None,
            field: None,
            faults: Vec::new(),
            applied: Vec::new(),
        }
    }

    pub(super) fn of((status, code): Refusal, detail: impl Into<String>) -> Self {
        Self::new(status, code, detail)
    }

    pub(super) fn bad(code: &'static str, detail: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, code, detail)
    }

    /// The value of a key is not one that can be; the key is the code.
    pub(super) fn value(field: &str, detail: impl Into<String>) -> Self {
        let field = cut(field, LONGEST_FIELD).into_owned();
        Self::new(StatusCode::BAD_REQUEST, field.clone(), detail).field(&field)
    }

    pub(super) fn field(mut self, field: &str) -> Self {
        self.field = Some(without_secrets_in_text(field));
        self
    }

    pub(super) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    pub(super) fn reply(self) -> Reply {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        Reply::json_as(status, "application/problem+json", &serde_json::json!(self))
    }
}

impl From<Closed> for Problem {
    fn from(closed: Closed) -> Self {
        let why = closed.to_string();
        let full =
            |code| Self::new(StatusCode::SERVICE_UNAVAILABLE, code, &why).hint("POST /_emulator/reset");
        match closed {
            Closed::TooLong => Self::bad("workspace_name", why),
            Closed::TooMany | Closed::TooManyPages => full("workspaces"),
            Closed::Full => full("memory"),
            Closed::QueueFull => {
                Self::of(QUEUE_FULL, why).hint("DELETE /_emulator/queue, or one item with `times`")
            }
            Closed::OrganisationTaken => Self::of(SNAPSHOT_INVALID, why),
            Closed::FaultsFull => Self::of(FAULTS_FULL, why).hint("DELETE /_emulator/faults"),
            Closed::Kept => Self::of(NOT_REMOVABLE, why).hint("POST /_emulator/workspaces/ID/reset"),
            Closed::NotOpen => {
                Self::of(WORKSPACE_UNKNOWN, why).hint("GET /_emulator/workspaces lists those that are open")
            }
            Closed::Unknown => Self::of(WORKSPACE_UNKNOWN, why),
        }
    }
}

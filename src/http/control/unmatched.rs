//! Calls that no route of the API answers.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::arguments::Nothing;
use super::row::Context;
use crate::http::problem::Problem;

/// The calls that no route answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Unmatched {
    /// Each once, in the order in which they first came.
    pub unmatched: Vec<UnmatchedCall>,
    /// How many more there were, in all workspaces, once a thousand different ones were told apart.
    pub others: u64,
}

/// A call that no route answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct UnmatchedCall {
    /// The workspace that it came from or named; empty for none.
    pub workspace: String,
    /// Its method.
    pub method: String,
    /// Its path.
    pub path: String,
    /// How often it came.
    pub count: u64,
    /// The call that was probably meant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nearest: Option<String>,
    /// What is otherwise than in that: `method`, `path`, `method and path`, or why there is nothing at that host.
    pub differs: String,
}

pub(crate) fn unmatched(context: &Context<'_>, _: Nothing) -> Result<Unmatched, Problem> {
    let (calls, others) = context.service.store.unmatched(context.scope);
    let row = |(call, count): (crate::store::UnmatchedCall, u64)| UnmatchedCall {
        workspace: call.workspace,
        method: call.method,
        path: call.path,
        count,
        nearest: call.nearest,
        differs: call.differs,
    };
    Ok(Unmatched { unmatched: calls.into_iter().map(row).collect(), others })
}

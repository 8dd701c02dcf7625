//! Calls that no route answers, each once with how often it came.

use indexmap::IndexMap;

/// A call that no route answers.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct UnmatchedCall {
    /// The workspace that it came from or named; empty for none.
    pub workspace: String,
    /// Its method.
    pub method: String,
    /// Its path.
    pub path: String,
    /// The call that was probably meant.
    pub nearest: Option<String>,
    /// What is otherwise than in that.
    pub differs: String,
}

/// All that there were.
#[derive(Debug, Default)]
pub(super) struct Unmatched {
    pub(super) calls: IndexMap<UnmatchedCall, u64>,
    pub(super) others: u64,
}

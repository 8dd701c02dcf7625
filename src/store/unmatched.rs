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

/// How many different ones are told apart; of more it is known how many there were.
const MOST: usize = 1_000;

/// Some of them.
#[derive(Debug, Default)]
pub(super) struct Unmatched {
    pub(super) calls: IndexMap<UnmatchedCall, u64>,
    pub(super) others: u64,
}

impl Unmatched {
    pub(super) fn note(&mut self, call: UnmatchedCall) {
        if self.calls.len() >= MOST && !self.calls.contains_key(&call) {
            self.others += 1;
            return;
        }
        *self.calls.entry(call).or_default() += 1;
    }
}

/// All that there were.
#[derive(Debug, Default)]
pub(super) struct AllUnmatched {
    /// Those since the last reset.
    pub(super) listed: Unmatched,
    /// Those since the start: what is judged at the stop is nothing to be reset.
    pub(super) ever: Unmatched,
}

//! Calls that no route answers, each once with how often it came.

use indexmap::IndexMap;

use super::rooms::lock;
use super::scope::Scope;
use super::workspaces::Store;

/// How many different ones are told apart; of more it is known how many there were.
const MOST: usize = 1_000;

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
    calls: IndexMap<UnmatchedCall, u64>,
    others: u64,
}

impl Store {
    /// Notes a call.
    pub fn note_unmatched(&self, call: UnmatchedCall) {
        let mut unmatched = lock(&self.unmatched);
        if unmatched.calls.len() >= MOST && !unmatched.calls.contains_key(&call) {
            unmatched.others += 1;
            return;
        }
        *unmatched.calls.entry(call).or_default() += 1;
    }

    /// Those of a scope, each with how often it came, and how many others came that are told apart no more.
    pub fn unmatched(&self, scope: &Scope) -> (Vec<(UnmatchedCall, u64)>, u64) {
        let unmatched = lock(&self.unmatched);
        let of_scope = |(call, _): &(&UnmatchedCall, &u64)| match scope {
            Scope::All => true,
            Scope::One(name) => call.workspace == *name,
        };
        let calls = unmatched.calls.iter().filter(of_scope).map(|(call, count)| (call.clone(), *count));
        (calls.collect(), unmatched.others)
    }

    pub(super) fn forget_unmatched(&self, scope: &Scope) {
        let mut unmatched = lock(&self.unmatched);
        match scope {
            Scope::All => *unmatched = Unmatched::default(),
            Scope::One(name) => unmatched.calls.retain(|call, _| call.workspace != *name),
        }
    }
}

//! The calls that no route answers, noted and looked at.

use super::rooms::lock;
use super::scope::Scope;
use super::unmatched::{Unmatched, UnmatchedCall};
use super::workspaces::Store;

/// How many different ones are told apart; of more it is known how many there were.
const MOST: usize = 1_000;

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

//! The calls that no route answers, noted and looked at.

use super::rooms::lock;
use super::scope::Scope;
use super::unmatched::{Unmatched, UnmatchedCall};
use super::workspaces::Store;

impl Store {
    /// Notes a call.
    pub fn note_unmatched(&self, call: UnmatchedCall) {
        let mut unmatched = lock(&self.unmatched);
        unmatched.listed.note(call.clone());
        unmatched.ever.note(call);
    }

    /// Those of a scope, each with how often it came, and how many others came that are told apart no more.
    pub fn unmatched(&self, scope: &Scope) -> (Vec<(UnmatchedCall, u64)>, u64) {
        let unmatched = &lock(&self.unmatched).listed;
        let of_scope = |(call, _): &(&UnmatchedCall, &u64)| match scope {
            Scope::All => true,
            Scope::One(name) => call.workspace == *name,
        };
        let calls = unmatched.calls.iter().filter(of_scope).map(|(call, count)| (call.clone(), *count));
        (calls.collect(), unmatched.others)
    }

    /// Those of all workspaces since the start, those before a reset too.
    pub fn unmatched_since_start(&self) -> (Vec<(UnmatchedCall, u64)>, u64) {
        let unmatched = &lock(&self.unmatched).ever;
        let calls = unmatched.calls.iter().map(|(call, count)| (call.clone(), *count));
        (calls.collect(), unmatched.others)
    }

    pub(super) fn forget_unmatched(&self, scope: &Scope) {
        let unmatched = &mut lock(&self.unmatched).listed;
        match scope {
            Scope::All => *unmatched = Unmatched::default(),
            Scope::One(name) => unmatched.calls.retain(|call, _| call.workspace != *name),
        }
    }
}

//! What requests that wait have in common: for how many, after which, and for how long.

use crate::domain::base::time::Span;
use crate::http::problem::Problem;

pub(super) fn one() -> usize {
    1
}

/// For how long is waited if nobody says so.
pub(super) fn a_while() -> String {
    "10s".to_owned()
}

/// For how long at most; no answer waits longer than any does.
pub(super) fn span(timeout: &str) -> Result<Span, Problem> {
    Span::parse(timeout).map_err(|why| Problem::value("timeout", why))
}

/// The methods by which a request is told after which `seq`, for how many, and for how long.
macro_rules! builders {
    ($of:ident: $($what:ident),*) => {
        impl $of {
            $(builders!(@ $what);)*
        }
    };
    (@ after) => {
        /// Those after this one alone, by its `seq`.
        #[must_use]
        pub fn after(mut self, seq: u64) -> Self {
            self.after = Some(seq);
            self
        }
    };
    (@ position) => {
        /// Those after this place alone: the `seq` of an entry, or `next` of an answer, which knows of which journal it is.
        #[must_use]
        pub fn after(mut self, place: impl Into<$crate::http::control::position::JournalPosition>) -> Self {
            self.after = Some(place.into());
            self
        }
    };
    (@ count) => {
        /// So many.
        #[must_use]
        pub fn count(mut self, count: usize) -> Self {
            self.count = count;
            self
        }
    };
    (@ timeout) => {
        /// For so long at most, in host time: `500ms`, `10s`.
        #[must_use]
        pub fn timeout(mut self, timeout: impl Into<String>) -> Self {
            let timeout: String = timeout.into();
            self.timeout = timeout.into();
            self
        }
    };
}

pub(super) use builders;

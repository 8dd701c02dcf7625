//! The workspaces, one lock each. Every verb moves time first. The only reader of the host's clock.

mod bell;
mod calls;
mod clock;
mod deliveries;
mod fresh;
mod journals;
mod keys;
mod later;
mod lost;
mod removal;
mod rooms;
mod scenarios;
mod scope;
mod share;
mod snapshots;
mod stale;
mod tally;
mod unmatched;
mod verbs;
mod wakes;
mod workspaces;

pub(crate) use clock::host_clock;
pub use fresh::Fresh;
pub use journals::{Position, Read};
pub use later::{Institutions, Later, later};
pub use lost::Lost;
pub use scenarios::Scenarios;
pub use scope::{Closed, NOBODY, Scope, Visitor};
pub use unmatched::UnmatchedCall;
pub use verbs::{AllFired, Fired};
pub use workspaces::Store;
#[cfg(test)]
pub(crate) use workspaces::tests;

//! The workspaces, one lock each. Every verb moves time first. The only reader of the host's clock.

mod scenarios;
mod share;
mod stale;
mod verbs;
mod workspaces;

pub use scenarios::Scenarios;
pub use verbs::Fired;
pub(crate) use workspaces::host_clock;
pub use workspaces::{Closed, NOBODY, Scope, Store};

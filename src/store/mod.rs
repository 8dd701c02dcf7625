//! The workspaces, one lock each. Every verb moves time first. The only reader of the host's clock.

mod rooms;
mod scenarios;
mod scope;
mod share;
mod stale;
mod verbs;
mod workspaces;

pub use scenarios::Scenarios;
pub use scope::{Closed, NOBODY, Scope, Visitor};
pub use verbs::Fired;
pub(crate) use workspaces::host_clock;
pub use workspaces::{Institutions, Store};

//! What comes of reading the scenario files again, and who is told of it.

use std::fmt;
use std::sync::Arc;

use super::error::StartError;

/// What came of reading the scenario files again.
#[derive(Debug)]
pub enum Reloaded {
    /// So many scenarios are in force; runs that are open keep the version that they began with.
    InForce(usize),
    /// What is wrong; the last good set stays in force.
    Refused(StartError),
}

/// Who is told of reloads.
#[derive(Clone)]
pub(super) struct OnReload(pub(super) Arc<dyn Fn(&Reloaded) + Send + Sync>);

impl fmt::Debug for OnReload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OnReload")
    }
}

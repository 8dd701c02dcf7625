//! The keys of workspaces that were made for whoever wanted one.

use std::collections::HashMap;

/// The keys that were made, and how many.
#[derive(Debug, Default)]
pub(super) struct Fresh {
    pub(super) made: u64,
    pub(super) passwords: HashMap<String, String>,
}

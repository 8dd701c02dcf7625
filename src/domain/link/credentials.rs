//! What a user types to be let in.

use indexmap::IndexMap;

/// Credentials as typed: field name to value.
pub type Credentials = IndexMap<String, String>;

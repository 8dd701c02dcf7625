//! What is wrong with a document, and where.

/// The version that is written, and the only one that is read.
pub const VERSION: u64 = 1;

/// What is wrong with a document.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{path}: {why}")]
pub struct Fault {
    /// Where, from its beginning.
    pub path: String,
    /// What, and what was expected.
    pub why: String,
}

impl Fault {
    /// At a place.
    pub fn at(path: impl Into<String>, why: impl Into<String>) -> Self {
        Self { path: path.into(), why: why.into() }
    }
}

//! How many deletions there were lately (R-LIMIT-02).

use std::collections::VecDeque;

use crate::domain::base::time::{Span, Timestamp};

/// When something was deleted, while it counts (R-LIMIT-02).
#[derive(Clone, Debug, Default, serde::Serialize, serde::Deserialize)]
pub struct Deletions(pub(in crate::domain) VecDeque<Timestamp>);

/// So many deletions are allowed within [`DELETED_WITHIN`].
pub(in crate::domain) const DELETIONS: usize = 5;

pub(in crate::domain) const DELETED_WITHIN: Span = Span::secs(60);

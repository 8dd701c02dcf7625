//! What fell due while time went by.

use crate::domain::base::agenda::Due;
use crate::domain::base::limits::FIRED;
use crate::domain::base::time::Timestamp;

/// What fell due, in order: the first [`FIRED`] of it.
#[derive(Debug, Default)]
pub struct Happened {
    /// Each at its time.
    pub first: Vec<(Timestamp, Due)>,
    /// How many came after these.
    pub more: usize,
}

impl Happened {
    pub(super) fn put(&mut self, at: Timestamp, due: Due) {
        if self.first.len() < FIRED {
            self.first.push((at, due));
        } else {
            self.more += 1;
        }
    }
}

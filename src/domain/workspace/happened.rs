//! What fell due while time went by.

use uuid::Uuid;

use crate::domain::base::kinds::DueKind;
use crate::domain::base::limits::FIRED;
use crate::domain::base::time::Timestamp;

/// Something that fell due.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fell {
    /// When.
    pub at: Timestamp,
    /// What.
    pub what: DueKind,
    /// The run of the widget that it is about, if it is about one.
    pub widget: Option<Uuid>,
    /// The link that it is about, if it is about one.
    pub link: Option<Uuid>,
    /// The path of the resource that has come.
    pub resource: Option<&'static str>,
}

/// What fell due, in order: the first [`FIRED`] of it.
#[derive(Debug, Default)]
pub struct Happened {
    /// Each at its time.
    pub first: Vec<Fell>,
    /// How many came after these.
    pub more: usize,
}

impl Happened {
    pub(super) fn put(&mut self, fell: Fell) {
        if self.first.len() < FIRED {
            self.first.push(fell);
        } else {
            self.more += 1;
        }
    }
}

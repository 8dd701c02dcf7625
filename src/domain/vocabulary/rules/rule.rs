//! What is said of a rule.

use crate::domain::base::options;
use crate::domain::base::options::ROWS;
use crate::domain::vocabulary::catalogue::Confidence;

/// One rule.
#[derive(Debug)]
pub struct Rule {
    /// `W-` for the widget, `R-` for the REST API.
    pub id: &'static str,
    /// How sure it is.
    pub confidence: Confidence,
    /// What holds.
    pub about: &'static str,
}

pub(super) const fn rule(id: &'static str, confidence: Confidence, about: &'static str) -> Rule {
    Rule { id, confidence, about }
}

impl Rule {
    /// The options that decide it.
    pub fn options(&self) -> impl Iterator<Item = &'static options::Row> {
        ROWS.iter().filter(|row| row.rules().any(|id| id == self.id))
    }
}

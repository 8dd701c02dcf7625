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
    /// What of it does not hold, if it is kept by half.
    pub lacks: Option<&'static str>,
}

pub(super) const fn rule(id: &'static str, confidence: Confidence, about: &'static str) -> Rule {
    Rule { id, confidence, about, lacks: None }
}

impl Rule {
    /// It is kept by half.
    pub(super) const fn lacks(self, what: &'static str) -> Self {
        Self { lacks: Some(what), ..self }
    }

    /// The options that decide it.
    pub fn options(&self) -> impl Iterator<Item = &'static options::Row> {
        ROWS.iter().filter(|row| row.rules().any(|id| id == self.id))
    }
}

/// A rule that is not emulated.
#[derive(Debug)]
pub struct Absent {
    /// As of a rule that is.
    pub id: &'static str,
    /// What there is instead, or why there is nothing, in one sentence.
    pub why: &'static str,
}

pub(super) const fn absent(id: &'static str, why: &'static str) -> Absent {
    Absent { id, why }
}

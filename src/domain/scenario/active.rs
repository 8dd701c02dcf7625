//! The scenario of a workspace: what it plays, and its rules for calls of the REST API.

use std::sync::Arc;

use super::model::{ApiRule, Play, Scenario};
use crate::domain::base::options::Options;
use crate::domain::base::time::Span;
use crate::domain::vocabulary::answers::Refusal;

/// The scenario of a workspace, and how often its rules have been used.
#[derive(Clone, Debug)]
pub struct Active {
    /// The scenario.
    pub scenario: Arc<Scenario>,
    /// Who acts, if not as the file says.
    pub play: Option<Play>,
    pub(in crate::domain) used: Vec<u32>,
}

/// What a scenario's rule refuses a call with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ruled {
    /// The code and its words.
    pub refusal: Refusal,
    /// The key at fault.
    pub field: Option<String>,
}

/// What a scenario's rule does to a call of the REST API.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// The refusal, if the call fails.
    pub error: Option<Ruled>,
    /// How much later the answer comes.
    pub delay: Span,
    /// Which rule it was.
    pub why: String,
}

impl Active {
    /// The first rule for a call that is not used up, with its place.
    pub(in crate::domain) fn rule(&self, method: &str, path: &str) -> Option<(usize, &ApiRule)> {
        self.scenario.api.iter().enumerate().find(|(index, rule)| {
            rule.method == method
                && rule.path == path
                && rule.times.is_none_or(|times| self.used[*index] < times)
        })
    }
}

/// Settings of a scenario over others; the loader has checked them.
pub(in crate::domain) fn overlay(options: &mut Arc<Options>, scenario: &Scenario) {
    for (name, value) in &scenario.options {
        let _checked_by_the_loader = Arc::make_mut(options).set(name, value);
    }
}

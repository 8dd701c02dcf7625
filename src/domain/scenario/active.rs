//! The scenario of a workspace: what it plays, and its rules for calls of the REST API and for webhooks.

use std::sync::Arc;

use super::model::{ApiRule, Play, Scenario};
use super::webhooks::{Manner, Occasion};
use crate::domain::base::options::Options;
use crate::domain::base::time::Span;
use crate::domain::vocabulary::answers::Refusal;
use crate::domain::vocabulary::hooks::HookCode;

/// The scenario of a workspace, and how often its rules have been used.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Active {
    /// The scenario.
    pub scenario: Arc<Scenario>,
    /// Who acts, if not as the file says.
    pub play: Option<Play>,
    pub(in crate::domain) used: Vec<u32>,
    used_for_webhooks: Vec<u32>,
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
    /// Its counters stand at nothing.
    pub(in crate::domain) fn new(scenario: Arc<Scenario>, play: Option<Play>) -> Self {
        let (used, used_for_webhooks) = (vec![0; scenario.api.len()], vec![0; scenario.webhooks.len()]);
        Self { scenario, play, used, used_for_webhooks }
    }

    /// Whether it counts as many rules as its scenario has.
    pub(in crate::domain) fn is_whole(&self) -> bool {
        self.used.len() == self.scenario.api.len()
            && self.used_for_webhooks.len() == self.scenario.webhooks.len()
    }

    /// Goes on with a newer version of it.
    pub(in crate::domain) fn renew(&mut self, newer: impl FnOnce(&mut Arc<Scenario>)) {
        newer(&mut self.scenario);
        self.used.resize(self.scenario.api.len(), 0);
        self.used_for_webhooks.resize(self.scenario.webhooks.len(), 0);
    }

    /// How the first rule for a webhook that is not used up lets it be sent, nothing if it does not, and which rule it is.
    pub(in crate::domain) fn webhook(
        &mut self,
        on: Occasion,
        kind: &str,
        code: HookCode,
    ) -> Option<(Option<Manner>, String)> {
        let used = &self.used_for_webhooks;
        let mut rules = self.scenario.webhooks.iter().enumerate();
        let (index, manner) = rules.find_map(|(index, rule)| {
            let left = rule.times.is_none_or(|times| used[index] < times);
            Some((index, rule.decide(on, kind, code).filter(|_| left)?))
        })?;
        self.used_for_webhooks[index] = self.used_for_webhooks[index].saturating_add(1);
        Some((manner, format!("scenario {}: webhooks rule {}", self.scenario.name, index + 1)))
    }

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

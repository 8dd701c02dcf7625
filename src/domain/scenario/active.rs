//! The scenario of a workspace: what it plays, and its rules for calls of the REST API and for webhooks.

use std::sync::Arc;

use super::model::{Play, Scenario};
use super::rule::{Called, Count, Effects, Instead, Ruled, Verdict, deciding, meet};
use super::webhooks::{Manner, Occasion};
use crate::domain::base::options::Options;
use crate::domain::vocabulary::hooks::HookCode;

/// The scenario of a workspace, and how often its rules have been used.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Active {
    /// The scenario.
    pub scenario: Arc<Scenario>,
    /// Who acts, if not as the file says.
    pub play: Option<Play>,
    counts: Vec<Count>,
    used_for_webhooks: Vec<u32>,
    /// Whether it has decided something since somebody asked.
    #[serde(skip)]
    has_decided: bool,
}

impl Active {
    /// Its counters stand at nothing.
    pub(in crate::domain) fn new(scenario: Arc<Scenario>, play: Option<Play>) -> Self {
        let (counts, used_for_webhooks) =
            (vec![Count::default(); scenario.api.len()], vec![0; scenario.webhooks.len()]);
        Self { scenario, play, counts, used_for_webhooks, has_decided: false }
    }

    /// The scenario, if it has decided something since this was asked.
    pub(in crate::domain) fn take_decided(&mut self) -> Option<Arc<Scenario>> {
        std::mem::take(&mut self.has_decided).then(|| self.scenario.clone())
    }

    /// Whether it counts as many rules as its scenario has.
    pub(in crate::domain) fn is_whole(&self) -> bool {
        self.counts.len() == self.scenario.api.len()
            && self.used_for_webhooks.len() == self.scenario.webhooks.len()
    }

    /// Goes on with a newer version of it.
    pub(in crate::domain) fn renew(&mut self, newer: impl FnOnce(&mut Arc<Scenario>)) {
        newer(&mut self.scenario);
        self.counts.resize(self.scenario.api.len(), Count::default());
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
        self.has_decided = true;
        Some((manner, format!("scenario {}: webhooks rule {}", self.scenario.name, index + 1)))
    }

    /// The rule that decides a call which comes now.
    pub(in crate::domain) fn deciding(&self, called: Called<'_>) -> Option<usize> {
        deciding(self.scenario.api.iter().zip(self.counts.iter().copied()), called)
    }

    /// What the rule at this place does.
    pub(in crate::domain) fn effects(&self, index: usize) -> Option<&Effects> {
        self.scenario.api.get(index).map(|rule| &rule.effects)
    }

    /// How it refuses tokens.
    pub(in crate::domain) fn token_verdict(&mut self) -> Option<Verdict> {
        let refusal = self.scenario.token.clone()?;
        self.has_decided = true;
        let instead = Some(Instead::Refused(Ruled { refusal, field: None }));
        let effects = Effects { instead, ..Effects::default() };
        Some(Verdict { effects, why: format!("scenario {}: token", self.scenario.name) })
    }

    /// What the rule at this place makes of a call, which it has decided thereby.
    pub(in crate::domain) fn take(&mut self, index: usize, called: Called<'_>) -> Option<Verdict> {
        let count = self.counts.get_mut(index)?;
        count.used = count.used.saturating_add(u32::from(!called.looks));
        self.has_decided = true;
        let effects = self.effects(index)?.clone();
        Some(Verdict { effects, why: format!("scenario {}: api rule {}", self.scenario.name, index + 1) })
    }

    /// A call has come.
    pub(in crate::domain) fn meet(&mut self, called: Called<'_>) {
        meet(self.scenario.api.iter().zip(&mut self.counts), called);
    }
}

/// Settings of a scenario over others; the loader has checked them.
pub(in crate::domain) fn overlay(options: &mut Arc<Options>, scenario: &Scenario) {
    for (name, value) in &scenario.options {
        let _checked_by_the_loader = Arc::make_mut(options).set(name, value);
    }
}

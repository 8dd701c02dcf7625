//! The scenario of a workspace: what it plays, and its rules for calls of the REST API.

use std::sync::Arc;

use serde_json::json;

use super::World;
use super::options::Options;
use super::scenario::{ApiRule, Play, Refusal, Scenario};
use super::time::Span;
use crate::domain::vocabulary::EntryKind;

/// The scenario of a workspace, and how often its rules have been used.
#[derive(Clone, Debug)]
pub struct Active {
    /// The scenario.
    pub scenario: Arc<Scenario>,
    /// Who acts, if not as the file says.
    pub play: Option<Play>,
    pub(super) used: Vec<u32>,
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
    fn rule(&self, method: &str, path: &str) -> Option<(usize, &ApiRule)> {
        self.scenario.api.iter().enumerate().find(|(index, rule)| {
            rule.method == method
                && rule.path == path
                && rule.times.is_none_or(|times| self.used[*index] < times)
        })
    }
}

impl World {
    /// The workspace's scenario.
    pub fn scenario(&self) -> Option<&Active> {
        self.scenario.as_ref()
    }

    /// Replaces the scenario; its counters start anew. Open widgets keep theirs.
    pub fn set_scenario(&mut self, scenario: Option<Arc<Scenario>>, play: Option<Play>) {
        let name = scenario.as_ref().map(|scenario| scenario.name.clone());
        self.core.journal(None, EntryKind::Scenario, None, json!({ "name": name, "play": play }));
        self.scenario = scenario.map(|scenario| Active { used: vec![0; scenario.api.len()], scenario, play });
    }

    /// Lets each scenario that is to be played be replaced by a newer version; open runs keep theirs.
    pub fn renew_scenarios(&mut self, mut newer: impl FnMut(&mut Arc<Scenario>)) {
        if let Some(active) = &mut self.scenario {
            newer(&mut active.scenario);
            active.used.resize(active.scenario.api.len(), 0);
        }
        self.core.queue.scenarios_mut().for_each(newer);
    }

    /// Whether the scenario's rules refuse a call that comes now.
    pub fn will_refuse(&self, method: &str, path: &str) -> bool {
        let rule = self.scenario.as_ref().and_then(|active| active.rule(method, path));
        rule.is_some_and(|(_, rule)| rule.error.is_some())
    }

    /// How the scenario lets a token be refused.
    pub fn token_verdict(&self) -> Option<Verdict> {
        let scenario = &self.scenario.as_ref()?.scenario;
        let refusal = scenario.token.clone()?;
        Some(Verdict {
            error: Some(Ruled { refusal, field: None }),
            delay: Span::ZERO,
            why: format!("scenario {}: token", scenario.name),
        })
    }

    /// What the scenario's rules say of a call; a rule with `times` counts down.
    pub fn verdict(&mut self, method: &str, path: &str) -> Option<Verdict> {
        let active = self.scenario.as_mut()?;
        let name = active.scenario.name.clone();
        let (index, rule) = active.rule(method, path)?;
        let verdict = Verdict {
            error: rule.error.clone().map(|refusal| Ruled { refusal, field: rule.field.clone() }),
            delay: rule.delay,
            why: format!("scenario {name}: api rule {}", index + 1),
        };
        active.used[index] += 1;
        Some(verdict)
    }
}

/// Settings of a scenario over others; the loader has checked them.
pub(super) fn overlay(options: &mut Options, scenario: &Scenario) {
    for (name, value) in &scenario.options {
        let _checked_by_the_loader = options.set(name, value);
    }
}

//! The scenario of a workspace: what it plays, and its rules for calls of the REST API.

use std::sync::Arc;

use serde_json::json;

use super::world::World;
use crate::domain::base::kinds::EntryKind;
use crate::domain::base::time::Span;
use crate::domain::scenario::active::{Active, Ruled, Verdict};
use crate::domain::scenario::model::{Play, Scenario};

impl World {
    /// The workspace's scenario.
    pub fn scenario(&self) -> Option<&Active> {
        self.scenario.as_ref()
    }

    /// Replaces the scenario; its counters start anew. Open widgets keep theirs.
    pub fn set_scenario(&mut self, scenario: Option<Arc<Scenario>>, play: Option<Play>) {
        self.was_set = true;
        let name = scenario.as_ref().map(|scenario| scenario.name.clone());
        self.core.journal(None, EntryKind::Scenario, None, json!({ "name": name, "play": play }));
        self.scenario = scenario.map(|scenario| Active::new(scenario, play));
        self.settle_options();
    }

    /// Lets each scenario that is to be played be replaced by a newer version; open runs keep theirs.
    pub fn renew_scenarios(&mut self, mut newer: impl FnMut(&mut Arc<Scenario>)) {
        if let Some(active) = &mut self.scenario {
            active.renew(&mut newer);
        }
        self.core.queue.scenarios_mut().for_each(newer);
        self.settle_options();
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
        active.used[index] = active.used[index].saturating_add(1);
        Some(verdict)
    }
}

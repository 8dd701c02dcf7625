//! The scenario of a workspace: what it plays, its rules for calls, and the faults that stand before them.

use std::sync::Arc;

use serde_json::json;

use super::world::World;
use crate::domain::base::kinds::EntryKind;
use crate::domain::scenario::active::Active;
use crate::domain::scenario::faults::Faults;
use crate::domain::scenario::model::{Play, Scenario};
use crate::domain::scenario::rule::{CallRule, Called, Verdict};

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

    /// Whether a call that comes now is not carried out.
    pub fn will_refuse(&self, called: Called<'_>) -> bool {
        let effects = match self.decider(called) {
            Some(Decider::Fault(index)) => self.faults.effects(index),
            Some(Decider::Rule(index)) => self.scenario.as_ref().and_then(|active| active.effects(index)),
            Some(Decider::Token) => return true,
            None => None,
        };
        effects.is_some_and(|effects| !effects.lets_through())
    }

    fn decider(&self, called: Called<'_>) -> Option<Decider> {
        if let Some(index) = self.faults.deciding(called) {
            return Some(Decider::Fault(index));
        }
        let active = self.scenario.as_ref()?;
        if called.asks_token && active.scenario.token.is_some() {
            return Some(Decider::Token);
        }
        active.deciding(called).map(Decider::Rule)
    }

    /// What the faults and the scenario make of a call, faults first; each rule that is about it has met it then.
    pub fn verdict(&mut self, called: Called<'_>) -> Option<Verdict> {
        let decider = self.decider(called);
        self.faults.meet(called);
        self.scenario.iter_mut().for_each(|active| active.meet(called));
        let verdict = match decider? {
            Decider::Fault(index) => self.faults.take(index, called),
            Decider::Token => self.scenario.as_mut()?.token_verdict(),
            Decider::Rule(index) => self.scenario.as_mut()?.take(index, called),
        }?;
        self.note_verdict(&format!("{} {}", called.method, called.path), &verdict);
        Some(verdict)
    }

    /// Writes down what becomes of a call.
    pub fn note_verdict(&mut self, on: &str, verdict: &Verdict) {
        let mut data = verdict.effects.written();
        data.shift_insert(0, "on".to_owned(), on.into());
        self.note(EntryKind::Fault, Some(verdict.why.clone()), data.into());
    }

    /// The scenario, if a rule of it has decided something since this was asked.
    pub fn take_played(&mut self) -> Option<Arc<Scenario>> {
        self.scenario.as_mut()?.take_decided()
    }

    /// The faults that were set by hand.
    pub fn faults(&self) -> &Faults {
        &self.faults
    }

    /// Sets a fault.
    pub fn set_fault(&mut self, rule: CallRule) {
        self.was_set = true;
        self.faults.set(rule);
    }

    /// Forgets the faults.
    pub fn clear_faults(&mut self) {
        self.faults.clear();
    }
}

/// What decides a call: a fault or a rule of the scenario, by its place, or how the scenario refuses tokens.
enum Decider {
    Fault(usize),
    Token,
    Rule(usize),
}

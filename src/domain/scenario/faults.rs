//! Faults: rules for calls that were set by hand, with what they have met. They stand before the rules of the scenario.

use std::collections::VecDeque;

use serde::{Deserialize, Serialize};

use super::rule::{CallRule, Called, Count, Effects, Verdict, deciding, meet};
use crate::domain::base::limits::FAULTS;

/// The faults of a workspace, in the order in which they were set.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Faults {
    faults: VecDeque<Fault>,
    /// How many have been set since the last reset.
    last: u64,
}

/// One of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fault {
    /// Counts up from 1.
    pub number: u64,
    /// What it does.
    pub rule: CallRule,
    /// What it has done.
    pub count: Count,
}

impl Faults {
    /// Whether another finds room: those that are used up make it.
    pub fn has_room(&self) -> bool {
        self.faults.len() < FAULTS || self.faults.iter().any(Fault::is_used_up)
    }

    /// Sets another, the last in the order.
    pub fn set(&mut self, rule: CallRule) {
        if self.faults.len() >= FAULTS
            && let Some(oldest) = self.faults.iter().position(Fault::is_used_up)
        {
            self.faults.remove(oldest);
        }
        self.last = self.last.saturating_add(1);
        self.faults.push_back(Fault { number: self.last, rule, count: Count::default() });
    }

    /// Whether they are numbered as they are counted.
    pub(in crate::domain) fn is_whole(&self) -> bool {
        let numbers = self.faults.iter().map(|fault| fault.number);
        numbers.clone().is_sorted_by(|one, next| one < next)
            && numbers.into_iter().all(|number| (1..=self.last).contains(&number))
    }

    /// Forgets all.
    pub fn clear(&mut self) {
        self.faults.clear();
    }

    /// All of them, in their order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Fault> {
        self.faults.iter()
    }

    /// The one that decides a call which comes now.
    pub(in crate::domain) fn deciding(&self, called: Called<'_>) -> Option<usize> {
        deciding(self.faults.iter().map(|fault| (&fault.rule, fault.count)), called)
    }

    /// What the fault at this place does.
    pub(in crate::domain) fn effects(&self, index: usize) -> Option<&Effects> {
        self.faults.get(index).map(|fault| &fault.rule.effects)
    }

    /// What the fault at this place makes of a call, which it has decided thereby.
    pub(in crate::domain) fn take(&mut self, index: usize, called: Called<'_>) -> Option<Verdict> {
        let fault = self.faults.get_mut(index)?;
        fault.count.used = fault.count.used.saturating_add(u32::from(!called.looks));
        let why = format!("fault {}: {}", fault.number, fault.rule.on());
        Some(Verdict { effects: fault.rule.effects.clone(), why })
    }

    /// A call has come.
    pub(in crate::domain) fn meet(&mut self, called: Called<'_>) {
        meet(self.faults.iter_mut().map(|fault| (&fault.rule, &mut fault.count)), called);
    }

    /// What they do to a call of nobody's workspace.
    pub fn verdict(&mut self, called: Called<'_>) -> Option<Verdict> {
        let index = self.deciding(called);
        self.meet(called);
        self.take(index?, called)
    }
}

impl Fault {
    fn is_used_up(&self) -> bool {
        self.rule.left(self.count) == Some(0)
    }
}

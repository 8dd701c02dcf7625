//! What has been told, in a snapshot and out of it.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Deliveries, Line, State};
use crate::domain::base::limits::TARGETS;
use crate::domain::base::time::Timestamp;
use crate::domain::webhook::event::Event;
use crate::domain::webhook::target::Target;

impl Deliveries {
    /// As a snapshot has it: receivers are switched off, and what is under way waits to be sent anew.
    pub(in crate::domain) fn settle(&mut self) {
        for line in self.lines.values_mut() {
            line.busy = false;
            line.target = Arc::new(line.target.off());
        }
        let under_way: Vec<u64> =
            self.log.values().filter(|one| one.state == State::UnderWay).map(|one| one.seq).collect();
        under_way.into_iter().for_each(|seq| self.send_anew(seq));
        for delivery in self.log.values_mut() {
            delivery.target = Arc::new(delivery.target.off());
        }
    }

    fn send_anew(&mut self, seq: u64) {
        let Some(delivery) = self.log.get_mut(&seq) else { return };
        match self.lines.get_mut(&delivery.line) {
            Some(line) => {
                delivery.state = State::Waiting;
                line.due.insert((delivery.due, seq));
            }
            None => self.give_up(seq),
        }
    }

    /// Receivers that are known again are switched on.
    pub fn switch_on(&mut self, targets: &[Arc<Target>]) {
        for line in self.lines.values_mut().filter(|line| line.target.is_off()) {
            let known = targets.iter().find(|target| target.address.is_of(&line.target.address));
            line.target = known.unwrap_or(&line.target).clone();
        }
    }

    /// Makes what a snapshot leaves out; what is wrong with what it holds.
    pub(in crate::domain) fn complete(&mut self) -> Result<(), String> {
        self.check()?;
        self.by_try = self.log.values().filter(|one| one.tried > 0).map(|one| (one.tried, one.seq)).collect();
        let mut events: BTreeMap<u64, Arc<Event>> = BTreeMap::new();
        let mut share =
            |event: &mut Arc<Event>| *event = events.entry(event.seq).or_insert(event.clone()).clone();
        self.inbox.events_mut().for_each(&mut share);
        self.log.values_mut().for_each(|delivery| share(&mut delivery.event));
        self.late.values_mut().for_each(|(event, _)| share(event));
        Ok(())
    }

    fn check(&self) -> Result<(), String> {
        if self.lines.len() > TARGETS {
            return Err(format!("{} receivers of webhooks: {TARGETS} at most", self.lines.len()));
        }
        let waits =
            |(_, seq): &(Timestamp, u64)| self.log.get(seq).is_some_and(|one| one.state == State::Waiting);
        let is_known = |line: &Line| line.due.iter().all(waits);
        if !self.lines.values().all(is_known) {
            return Err("a delivery that is due is not in the log, or does not wait".to_owned());
        }
        let numbered = self.log.iter().all(|(seq, one)| *seq == one.seq && *seq <= self.count);
        let lines = self.lines.keys().all(|line| *line <= self.count_of_lines);
        if numbered && lines {
            Ok(())
        } else {
            Err("deliveries or receivers are not numbered as they are counted".to_owned())
        }
    }

    /// How many tries there have been in all workspaces when the last one of these was made.
    pub fn last_try(&self) -> u64 {
        self.by_try.keys().next_back().copied().unwrap_or_default()
    }
}

//! What a workspace keeps, in bytes, and what becomes of more: links and records are refused, of the rest the oldest go.

use super::world::World;
use crate::domain::base::limits::{OPEN_RUNS, RUNS, RUNS_OVER};
use crate::domain::scenario::model::share;
use crate::domain::widget::Run;

impl World {
    /// How many bytes it keeps.
    pub fn weight(&self) -> usize {
        let core = &self.core;
        let scenario = self.scenario.as_ref().map_or(0, |active| share(&active.scenario));
        let kept = core.data_weight() + core.tokens.weight() + core.journal.weight() + core.requests.weight();
        kept + self.runs_weight() + scenario
    }

    /// Keeps a run, instead of the oldest of its kind when there are too many.
    pub(in crate::domain) fn keep(&mut self, run: Run) {
        self.make_room(|run| run.ending().is_some(), RUNS_OVER);
        if self.make_room(|run| run.ending().is_none(), OPEN_RUNS) {
            self.core.note_limit("open runs", OPEN_RUNS);
        }
        self.widgets.insert(run.id, run);
    }

    /// Forgets the oldest runs of a kind until there are fewer than so many; whether there were too many.
    fn make_room(&mut self, of_kind: impl Fn(&Run) -> bool, most: usize) -> bool {
        let mut surplus = (self.widgets.values().filter(|run| of_kind(run)).count() + 1).saturating_sub(most);
        let too_many = surplus > 0;
        let agenda = &mut self.core.agenda;
        self.widgets.retain(|id, run| {
            let goes = surplus > 0 && of_kind(run);
            if goes {
                surplus -= 1;
                agenda.forget(*id);
            }
            !goes
        });
        too_many
    }

    fn runs_weight(&self) -> usize {
        self.widgets.values().map(Run::weight).sum()
    }

    /// Tells it whether all workspaces together keep as much as they may.
    pub fn hold(&mut self, full: bool) {
        self.core.full = full;
        self.core.journal.hold(full);
    }

    /// Whether nothing would be missed if it were gone, but for its journal.
    pub fn is_empty(&self) -> bool {
        let core = &self.core;
        let kept = core.data_weight() + core.tokens.weight();
        kept == 0 && core.queue.next().is_none() && self.widgets.is_empty() && !self.was_set
    }

    /// Whether nothing more may be kept, by any workspace.
    pub fn is_full(&self) -> bool {
        self.core.full
    }

    /// Forgets the oldest runs when all together take too much, those that are over first; what is kept then.
    pub fn trim(&mut self) -> usize {
        while self.runs_weight() > RUNS {
            let oldest = self.widgets.values().min_by_key(|run| run.ending().is_none()).map(|run| run.id);
            let Some(oldest) = oldest else { break };
            self.widgets.shift_remove(&oldest);
            self.core.agenda.forget(oldest);
        }
        self.weight()
    }
}

#[cfg(test)]
mod tests {
    use super::super::world::Start;
    use super::*;
    use crate::domain::base::clock::Clock;
    use crate::domain::base::dice::Generation;
    use crate::domain::base::limits::DATA;
    use crate::domain::base::options::Options;
    use crate::domain::base::time::Timestamp;
    use crate::domain::scenario::faults::Faults;
    use crate::domain::scenario::queue::Queue;
    use crate::domain::vocabulary::answers::Refusal;
    use crate::domain::vocabulary::catalogue::Code;
    use crate::domain::vocabulary::failure::Failure;
    use std::sync::Arc;

    #[test]
    fn a_workspace_that_keeps_as_much_as_it_may_says_so_until_there_is_room_again() {
        let start = Start {
            seed: 1,
            generation: Generation::default(),
            clock: Clock::HOST,
            options: Options::default().into(),
            scenario: None,
            queue: Queue::default(),
            availability: crate::domain::link::availability::Availability::default(),
            faults: Faults::default(),
            script_faults: Faults::default(),
            institutions: Arc::default(),
            data: Arc::default(),
            targets: Vec::new(),
        };
        let mut world = World::new("full", &start, Timestamp::from_micros(0));
        world.core.records.pretend(DATA - 1);
        assert_eq!(world.core.may_keep(), Ok(()));
        world.core.records.pretend(DATA);
        let refused = Failure::Coded(Refusal::of(Code::AccessToResourceDenied));
        assert_eq!(world.core.may_keep(), Err(refused));
        let why = world.take_why();
        assert_eq!(why.as_deref(), Some("this workspace keeps 2 GiB already: delete links, or reset it"));
        assert_eq!(world.core.may_grow(), Ok(()), "tokens and runs have room of their own");
        world.core.records.pretend(0);
        assert_eq!(world.core.may_keep(), Ok(()));
    }
}

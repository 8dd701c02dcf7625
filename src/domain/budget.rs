//! What a workspace keeps, in bytes, and what becomes of more: links and records are refused, of the rest the oldest go.

use std::sync::Arc;

use super::catalogue::Code;
use super::failure::Failure;
use super::limits::{ALL_WORKSPACES, DATA, FRAMES, OPEN_RUNS, RUN_FRAMES, RUNS, RUNS_OVER, WORKSPACE, bytes};
use super::scenario::{Refusal, Scenario};
use super::widget::{Frame, Run, Screen};
use super::{Core, World, weight};

impl Core {
    /// How many bytes the links take, with their records and with what waits to be fetched of them.
    fn data_weight(&self) -> usize {
        let waiting: usize = self.background.values().map(|waiting| waiting.weight()).sum();
        self.links.weight() + self.records.weight() + self.sessions.weight() + waiting
    }

    /// Why no links and records may be kept any more, if that is so.
    pub(super) fn too_much(&self) -> Option<String> {
        let own = self.data_weight() >= DATA;
        let why = || format!("this workspace keeps {} already: delete links, or reset it", bytes(WORKSPACE));
        own.then(why).or_else(|| self.too_much_of_all())
    }

    fn too_much_of_all(&self) -> Option<String> {
        self.full.then(|| format!("the workspaces keep {} already: reset them", bytes(ALL_WORKSPACES)))
    }

    /// Whether links and records may still be kept. One call may go beyond by what it fetches.
    pub(super) fn may_keep(&mut self) -> Result<(), Failure> {
        self.refuse(self.too_much())
    }

    /// Whether anything may still be kept, by any workspace.
    pub(super) fn may_grow(&mut self) -> Result<(), Failure> {
        self.refuse(self.too_much_of_all())
    }

    fn refuse(&mut self, why: Option<String>) -> Result<(), Failure> {
        if why.is_none() {
            return Ok(());
        }
        self.bent = why;
        Err(Failure::Coded(Refusal::of(Code::AccessToResourceDenied)))
    }
}

impl World {
    /// How many bytes it keeps.
    pub fn weight(&self) -> usize {
        let core = &self.core;
        let scenario = self.scenario.as_ref().map_or(0, |active| share(&active.scenario));
        core.data_weight() + core.tokens.weight() + core.journal.weight() + self.runs_weight() + scenario
    }

    /// Keeps a run, instead of the oldest of its kind when there are too many.
    pub(super) fn keep(&mut self, run: Run) {
        self.make_room(|run| run.ending().is_some(), RUNS_OVER);
        self.make_room(|run| run.ending().is_none(), OPEN_RUNS);
        self.widgets.insert(run.id, run);
    }

    /// Forgets the oldest runs of a kind until there are fewer than so many.
    fn make_room(&mut self, of_kind: impl Fn(&Run) -> bool, most: usize) {
        let mut surplus = (self.widgets.values().filter(|run| of_kind(run)).count() + 1).saturating_sub(most);
        let agenda = &mut self.core.agenda;
        self.widgets.retain(|id, run| {
            let goes = surplus > 0 && of_kind(run);
            if goes {
                surplus -= 1;
                agenda.forget(*id);
            }
            !goes
        });
    }

    fn runs_weight(&self) -> usize {
        self.widgets.values().map(Run::weight).sum()
    }

    /// Tells it whether all workspaces together keep as much as they may.
    pub fn hold(&mut self, full: bool) {
        self.core.full = full;
        self.core.journal.hold(full);
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

impl Run {
    /// The newest frame stays, whatever it takes.
    pub(super) fn keep(&mut self, frame: Frame) {
        self.frames_weight += frame.weight();
        self.frames.push_back(frame);
        while self.frames.len() > 1 && (self.frames.len() > RUN_FRAMES || self.frames_weight > FRAMES) {
            let oldest = self.frames.pop_front();
            self.frames_weight -= oldest.map_or(0, |frame| frame.weight());
        }
    }

    /// How many bytes it takes.
    fn weight(&self) -> usize {
        let config = &self.config;
        let lists =
            [&config.country_codes, &config.institutions, &config.institution_types, &config.resources];
        let typed = self.typed.iter().map(|(name, value)| name.len() + value.len()).sum::<usize>();
        let scenario = self.script.scenario.as_ref().map_or(0, share);
        size_of::<Self>()
            + self.frames_weight
            + weight::of_texts(lists.into_iter().flatten())
            + self.brand.weight()
            + typed
            + scenario
    }
}

impl Frame {
    /// How many bytes it takes.
    pub(super) fn weight(&self) -> usize {
        let emissions: usize =
            self.emissions.iter().flat_map(|emission| &emission.args).map(weight::of).sum();
        let screen = self.screen.as_ref().map_or(0, |shown| shown.screen.weight());
        size_of::<Self>() + size_of_val(self.emissions.as_slice()) + emissions + screen
    }
}

impl Screen {
    fn weight(&self) -> usize {
        let texts = match self {
            Self::Credentials { errors } => errors.iter().map(|(name, fault)| name.len() + fault.len()).sum(),
            Self::ConfigError { detail, .. } => detail.len(),
            _ => 0,
        };
        size_of::<Self>() + texts
    }
}

/// What one of several that hold it keeps of a scenario that came in a call; the others are the emulator's own.
///
/// What is read takes many times its text: `- {}` is a step or a record.
fn share(scenario: &Arc<Scenario>) -> usize {
    const TIMES_ITS_TEXT: usize = 32;
    let whole = if scenario.is_document() { scenario.text.len() * TIMES_ITS_TEXT } else { 0 };
    whole / Arc::strong_count(scenario)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Start;
    use crate::domain::clock::Clock;
    use crate::domain::options::Options;
    use crate::domain::queue::Queue;
    use crate::domain::rng::Generation;
    use crate::domain::time::Timestamp;

    #[test]
    fn a_workspace_that_keeps_as_much_as_it_may_says_so_until_there_is_room_again() {
        let start = Start {
            seed: 1,
            generation: Generation::default(),
            clock: Clock::HOST,
            options: Options::default(),
            scenario: None,
            queue: Queue::default(),
            institutions: Arc::default(),
            data: Arc::default(),
        };
        let mut world = World::new("full", &start, Timestamp::from_micros(0));
        world.core.records.pretend(DATA - 1);
        assert_eq!(world.core.may_keep(), Ok(()));
        world.core.records.pretend(DATA);
        let refused = Failure::Coded(Refusal::of(Code::AccessToResourceDenied));
        assert_eq!(world.core.may_keep(), Err(refused));
        let why = world.take_bent();
        assert_eq!(why.as_deref(), Some("this workspace keeps 2 GiB already: delete links, or reset it"));
        assert_eq!(world.core.may_grow(), Ok(()), "tokens and runs have room of their own");
        world.core.records.pretend(0);
        assert_eq!(world.core.may_keep(), Ok(()));
    }
}

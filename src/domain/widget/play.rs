//! How a scenario drives a run: by itself it does what the person does; by hand it decides the bank's answers.

use serde_json::json;

use super::emission::Emission;
use super::flow::steps::{asking, is_passed_over, reply_of};
use super::flow::{Input, Intervention, Tick};
use super::record::Incoming;
use super::run::{Impossible, Run};
use crate::domain::base::agenda::Due;
use crate::domain::base::kinds::EntryKind;
use crate::domain::base::time::Span;
use crate::domain::core::state::Core;
use crate::domain::link::magic::FIELD;
use crate::domain::scenario::model::Play;
use crate::domain::scenario::step::{Answer, Lapse, Step};
use crate::domain::vocabulary::acts::{Act, Choice, Verb};
use crate::domain::vocabulary::answers::RawEmission;
use crate::domain::vocabulary::catalogue::Code;
use crate::domain::vocabulary::pages::{ConfigFault, Page};

impl Run {
    /// Lets the scenario begin, unless the widget does not start.
    pub(in crate::domain) fn begin(&mut self, core: &mut Core) {
        match self.script.play {
            _ if self.state.page == Page::ConfigError => {}
            Play::ByHand => self.aftermath(core),
            Play::ByItself if self.script.pace() > Span::ZERO => self.sleep(core, self.script.pace()),
            Play::ByItself => self.play_on(core),
        }
    }

    /// What time has brought about; what the run has got past by now comes to nothing.
    pub(in crate::domain) fn due(&mut self, core: &mut Core, due: Due) {
        if self.ending().is_some() {
            return;
        }
        match due {
            Due::TokenDies(_) => self.token_dies(core),
            Due::BankAnswers(_) => self.bank_answers(core),
            Due::SuccessLeaves(_) => self.tick(core, Tick::SuccessLeaves),
            Due::StepFalls(_) => {
                self.note_pause(core);
                self.play_on(core);
            }
            _ => {}
        }
    }

    fn tick(&mut self, core: &mut Core, tick: Tick) {
        let _got_past_it = self.enter(core, &Input::Clock(tick));
    }

    /// A bank that is at work answers no more: by itself the file goes on without it.
    fn token_dies(&mut self, core: &mut Core) {
        let asked = self.pending.is_some();
        self.tick(core, Tick::TokenDied);
        if asked && self.script.play == Play::ByItself {
            self.go_on(core);
        }
    }

    /// Goes on after the bank has answered, unless a pause is still on that ends of itself.
    pub(super) fn go_on(&mut self, core: &mut Core) {
        match self.script.play {
            _ if self.script.waits => {}
            Play::ByItself if self.script.pace() > Span::ZERO => self.sleep(core, self.script.pace()),
            _ => self.play_on(core),
        }
    }

    /// A pause that was passed over wakes nobody.
    pub(super) fn wake(&self, core: &mut Core) {
        if !self.script.waits {
            core.agenda.retain(|due| due != Due::StepFalls(self.id));
        }
    }

    fn sleep(&mut self, core: &mut Core, span: Span) {
        self.script.waits = true;
        core.agenda.put(core.now.plus(span), Due::StepFalls(self.id));
    }

    /// A pause that is none of the pace is kept, as long as it was.
    fn note_pause(&mut self, core: &Core) {
        let lasted = self.record.last().map(|last| core.now.since(last)).unwrap_or_default();
        let paced = self.script.play == Play::ByItself && lasted == self.script.pace();
        if !paced && lasted > Span::ZERO {
            self.record.note(core.now, Incoming::Pause);
        }
    }

    /// Goes on with the scenario, as far as it goes without waiting.
    pub(super) fn play_on(&mut self, core: &mut Core) {
        self.script.waits = false;
        if self.script.play == Play::ByHand {
            return self.aftermath(core);
        }
        while self.ending().is_none() {
            let Some((step, line)) = self.script.left().first().cloned() else {
                // A file that ends in success finishes at once.
                return self.tick(core, Tick::SuccessLeaves);
            };
            self.script.next += 1;
            self.script.line = line;
            if let Step::Time(Lapse::Wait(span)) = step {
                return self.sleep(core, span);
            }
            if self.passes_over(&step) {
                continue;
            }
            let word = step.word();
            if let Err(why) = self.play_step(core, step) {
                return self.stop(core, word, why, line);
            }
            if self.pending.is_some() {
                return;
            }
            let pace = self.script.pace();
            if pace > Span::ZERO && self.ending().is_none() {
                return self.sleep(core, pace);
            }
        }
    }

    fn passes_over(&self, step: &Step) -> bool {
        let rest = self.script.left().iter().map(|(step, _)| step);
        is_passed_over(step, rest, &self.state, &self.shape)
    }

    /// By hand: what happens by itself right after an answer of the bank; while a `wait` runs, nothing.
    fn aftermath(&mut self, core: &mut Core) {
        while self.ending().is_none() && !self.script.waits {
            let Some((taken, step)) = self.script.coming() else { return };
            let step = match step {
                Step::Time(lapse) => Step::Time(*lapse),
                Step::Emit(raw) => Step::Emit(raw.clone()),
                Step::Bank(_) | Step::Person(_) => return,
            };
            self.script.pass(taken);
            if let Step::Time(Lapse::Wait(span)) = step {
                self.sleep(core, span);
            } else {
                let _passed_over_where_it_cannot_happen = self.play_step(core, step);
            }
        }
    }

    fn play_step(&mut self, core: &mut Core, step: Step) -> Result<(), Impossible> {
        match step {
            Step::Person(Act::Choose(choice)) => self.play_choice(core, &choice, None),
            Step::Person(act) => {
                self.note_act(core, &act, self.script.place());
                self.perform_act(core, act)
            }
            Step::Bank(Answer::Unavailable(choice, code)) => self.play_choice(core, &choice, Some(code)),
            Step::Bank(answer) => self.play_answer(core, answer),
            Step::Time(Lapse::Wait(_)) => Ok(()),
            Step::Time(Lapse::Expire) => self.enter(core, &Input::Emulator(Intervention::Expire)),
            Step::Emit(RawEmission { to, args }) => self.emit_raw(core, Emission::raw(to, args)),
        }
    }

    /// A choice of the file meets the warning of its own step alone: one further down belongs to a later choice.
    fn play_choice(
        &mut self,
        core: &mut Core,
        choice: &Choice,
        warning: Option<Code>,
    ) -> Result<(), Impossible> {
        let index = self.find(core, choice).map_err(Impossible::Because)?;
        self.note_act(core, &Act::Choose(choice.clone()), self.script.place());
        self.pick(core, index, warning)
    }

    /// The person asks the bank, which answers as the file says.
    fn play_answer(&mut self, core: &mut Core, answer: Answer) -> Result<(), Impossible> {
        let Some(verb) = asking(&answer, &self.state, &self.shape) else { return Ok(()) };
        let mut fields = Vec::new();
        if let (Verb::Submit, Some(index)) = (verb, self.chosen()) {
            // Credentials generated for this run never collide with an earlier link's.
            let institutions = core.institutions.clone();
            let mut credentials = institutions[index].sample(&mut core.dice);
            if let Some(name) = self.script.user_name() {
                credentials.insert(FIELD.to_owned(), name.to_owned());
            }
            self.typed(core, &credentials);
            fields = credentials.into_keys().collect();
        }
        self.note_answered_act(core, verb, fields);
        self.reason = self.script.reason();
        self.ask(core, verb, reply_of(&answer))
    }

    /// The scenario cannot go on with this page: shown, and journalled with file and line.
    fn stop(&mut self, core: &mut Core, word: &str, why: Impossible, line: u32) {
        let here = || format!("the step `{word}` cannot happen on the screen `{}`", self.state.page.name());
        let why = match why {
            Impossible::Here => here(),
            Impossible::Because(why) => why,
        };
        let source =
            self.script.scenario.as_ref().map(|scenario| scenario.source.clone()).unwrap_or_default();
        let place = format!("{source}:{line}");
        core.journal(Some(self.id), EntryKind::ScenarioStopped, Some(place.clone()), json!({ "why": why }));
        self.tell_config_error(core, ConfigFault::Scenario, format!("{place}: {why}"));
        let _shows_why = self.enter(core, &Input::Emulator(Intervention::Stop));
    }

    pub(super) fn tell_config_error(&mut self, core: &mut Core, reason: ConfigFault, detail: String) {
        core.journal(
            Some(self.id),
            EntryKind::ConfigError,
            None,
            json!({ "reason": reason, "detail": detail }),
        );
        self.config_error = Some((reason, detail));
    }
}

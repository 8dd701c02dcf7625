//! How a scenario drives a run: by itself it does what the person does; by hand it decides the bank's answers.

use std::sync::Arc;

use serde_json::json;

use super::Core;
use super::agenda::Due;
use super::emission::Emission;
use super::flow::Page;
use super::journal::EntryKind;
use super::queue::Turn;
use super::scenario::{Choice, Outcome, Outcomes, Play, Scenario, Step, TokenKind, TokenOutcome};
use super::time::Span;
use super::widget::{Run, Screen};

/// Where a run stands in its scenario.
#[derive(Clone, Debug)]
pub struct Script {
    /// The scenario, if one decides.
    pub scenario: Option<Arc<Scenario>>,
    /// Who acts.
    pub play: Play,
    /// It came from the queue in this turn, and the run has not got going yet.
    pub queued: Option<Turn>,
    /// The kind of token that the bank asked for last.
    pub last_kind: TokenKind,
    /// Institutions that turned out to be unavailable: `any` passes over them.
    unavailable: Vec<usize>,
    next: usize,
    /// By hand: a `wait` has begun that is not over.
    waits: bool,
    last_submit: Option<Option<Outcome>>,
    last_token: Option<Option<TokenOutcome>>,
}

impl Script {
    /// A script at its start; without a scenario a person acts and the credentials decide.
    pub fn new(scenario: Option<Arc<Scenario>>, play: Option<Play>) -> Self {
        let of_file = scenario.as_ref().map(|scenario| scenario.widget.play);
        let play = play.filter(|_| scenario.is_some()).or(of_file).unwrap_or(Play::ByHand);
        Self {
            scenario,
            play,
            queued: None,
            last_kind: TokenKind::Text,
            unavailable: Vec::new(),
            next: 0,
            waits: false,
            last_submit: None,
            last_token: None,
        }
    }

    fn offers(&self, core: &Core, index: usize) -> bool {
        core.institutions[index].healthy() && !self.unavailable.contains(&index)
    }

    fn step(&self, index: usize) -> Option<&(Step, u32)> {
        self.scenario.as_ref()?.widget.steps.get(index)
    }

    /// By itself: steps are left, and they decide when a screen is left.
    pub(super) fn goes_on(&self) -> bool {
        self.play == Play::ByItself && self.step(self.next).is_some()
    }

    fn pace(&self) -> Span {
        self.scenario.as_ref().map(|scenario| scenario.widget.pace).unwrap_or_default()
    }

    fn repeats(&self) -> bool {
        self.scenario.as_ref().is_some_and(|scenario| scenario.widget.outcomes == Outcomes::RepeatLast)
    }

    /// By hand: the bank's next answer or warning; what still waits after the one before is passed over with it.
    fn answer(&self, from: usize) -> Option<(usize, &Step)> {
        self.first(from, |step| !step.of_person() && !matches!(step, Step::Wait(_) | Step::Emit(_)))
    }

    fn pass_to(&mut self, next: usize) {
        self.next = next;
        self.waits = false;
    }

    /// By hand: the next step that is not the person's, and its index.
    fn pending(&self, from: usize) -> Option<(usize, &Step)> {
        self.first(from, |step| !step.of_person())
    }

    fn first(&self, from: usize, wanted: impl Fn(&Step) -> bool) -> Option<(usize, &Step)> {
        let steps = self.scenario.as_ref()?.widget.steps.iter().enumerate().skip(from);
        steps.map(|(index, (step, _))| (index, step)).find(|(_, step)| wanted(step))
    }

    /// By hand: the warning that the next choice of an institution meets.
    pub(super) fn take_warning(&mut self) -> Option<&'static str> {
        let (index, Step::Choose { warning, .. }) = self.answer(self.next)? else { return None };
        let warning = *warning;
        self.pass_to(index + 1);
        warning
    }

    /// By hand: the bank's next answer to credentials; the inner nothing is a bank that never answers.
    ///
    /// Answers to a token are passed over: they belonged to a question that the person has turned away from. So are
    /// choices where there is no list to choose from.
    pub(super) fn take_submit(&mut self, listless: bool) -> Option<Option<Outcome>> {
        let mut from = self.next;
        while let Some((index, step)) = self.answer(from) {
            let outcome = match step {
                Step::Submit(outcome) => Some(outcome.clone()),
                Step::Hang => None,
                Step::Choose { .. } if !listless => break,
                Step::Token(_) | Step::Choose { .. } => {
                    from = index + 1;
                    continue;
                }
                _ => break,
            };
            self.pass_to(index + 1);
            self.last_submit = Some(outcome);
            return self.last_submit.clone();
        }
        if self.repeats() { self.last_submit.clone() } else { None }
    }

    /// By hand: the bank's next answer to a token; the inner nothing is a bank that never answers.
    pub(super) fn take_token(&mut self) -> Option<Option<TokenOutcome>> {
        let outcome = match self.answer(self.next) {
            Some((index, Step::Token(outcome))) => Some((index, Some(outcome.clone()))),
            Some((index, Step::Hang)) => Some((index, None)),
            _ => None,
        };
        match outcome {
            Some((index, outcome)) => {
                self.pass_to(index + 1);
                self.last_token = Some(outcome);
                self.last_token.clone()
            }
            None if self.repeats() => self.last_token.clone(),
            None => None,
        }
    }
}

impl Step {
    /// What a person does; by hand the file's are passed over.
    fn of_person(&self) -> bool {
        !matches!(
            self,
            Self::Submit(_)
                | Self::Token(_)
                | Self::Wait(_)
                | Self::Expire
                | Self::Hang
                | Self::Emit(_)
                | Self::Choose { warning: Some(_), .. }
        )
    }
}

impl Run {
    /// Lets the scenario begin.
    pub(super) fn begin(&mut self, core: &mut Core) {
        match self.script.play {
            Play::ByHand => self.aftermath(core),
            Play::ByItself if self.script.pace() > Span::ZERO => self.sleep(core, self.script.pace()),
            Play::ByItself => self.play_on(core),
        }
    }

    /// What time has brought about.
    pub(super) fn due(&mut self, core: &mut Core, due: Due) {
        if self.ending.is_some() {
            return;
        }
        match due {
            Due::TokenDies(_) => self.expire(core),
            Due::BankAnswers(_) => self.bank_answers(core),
            Due::SuccessLeaves(_) => self.finish(core),
            Due::StepFalls(_) => self.play_on(core),
            Due::RecordsCome(_) => {}
        }
    }

    /// Goes on after the bank has answered in its own time.
    pub(super) fn go_on(&mut self, core: &mut Core) {
        match self.script.play {
            Play::ByItself if self.script.pace() > Span::ZERO => self.sleep(core, self.script.pace()),
            _ => self.play_on(core),
        }
    }

    /// A `wait` that was passed over wakes nobody.
    pub(super) fn wake(&self, core: &mut Core) {
        if self.script.play == Play::ByHand && !self.script.waits {
            core.agenda.retain(|due| due != Due::StepFalls(self.id));
        }
    }

    fn sleep(&self, core: &mut Core, span: Span) {
        core.agenda.put(core.now.plus(span), Due::StepFalls(self.id));
    }

    /// Goes on with the scenario, as far as it goes without waiting.
    pub(super) fn play_on(&mut self, core: &mut Core) {
        if self.script.play == Play::ByHand {
            self.script.waits = false;
            return self.aftermath(core);
        }
        while self.ending.is_none() {
            let Some((step, line)) = self.script.step(self.script.next).cloned() else {
                // A file that ends in success finishes at once.
                if matches!(self.screen, Screen::Success) {
                    self.finish(core);
                }
                return;
            };
            self.script.next += 1;
            if let Step::Wait(span) = step {
                return self.sleep(core, span);
            }
            if self.changes_its_mind(&step) {
                continue;
            }
            if let Err(why) = self.play_step(core, &step) {
                return self.stop(core, &why, line);
            }
            if self.pending.is_some() {
                return;
            }
            let pace = self.script.pace();
            if pace > Span::ZERO && self.ending.is_none() {
                return self.sleep(core, pace);
            }
        }
    }

    /// By hand: what happens by itself right after an answer of the bank; while a `wait` runs, nothing.
    pub(super) fn aftermath(&mut self, core: &mut Core) {
        while self.ending.is_none() && !self.script.waits {
            let Some((index, step)) =
                self.script.pending(self.script.next).map(|(index, step)| (index, step.clone()))
            else {
                return;
            };
            if !matches!(step, Step::Wait(_) | Step::Expire | Step::Emit(_)) {
                return;
            }
            self.script.next = index + 1;
            match step {
                Step::Wait(span) => {
                    self.script.waits = true;
                    self.sleep(core, span);
                }
                Step::Emit(raw) => self.emit(core, Emission::raw(raw.to, raw.args)),
                _ => self.end_session(core),
            }
        }
    }

    /// Closing and staying on a page that does not ask: nothing is left of it, for closing alone would end the run.
    fn changes_its_mind(&self, step: &Step) -> bool {
        let rest =
            self.script.scenario.iter().flat_map(|scenario| &scenario.widget.steps).skip(self.script.next);
        let idle = |step: &&Step| matches!(step, Step::Wait(_) | Step::Emit(_));
        *step == Step::Close
            && !self.config.show_close_dialog
            && rest.map(|(step, _)| step).find(|step| !idle(step)) == Some(&Step::Stay)
    }

    pub(super) fn emit(&mut self, core: &mut Core, emission: Emission) {
        self.waiting.push(emission);
        self.push(core);
    }

    /// A step whose screen this run does not have is passed over; one that cannot happen stops the run.
    fn play_step(&mut self, core: &mut Core, step: &Step) -> Result<(), String> {
        let page = self.screen.page();
        if page == Page::Expired || matches!(self.screen, Screen::Error { retry: None, .. }) {
            if *step == Step::Close {
                self.close(core);
            }
            return Ok(());
        }
        match (step, page) {
            (Step::Accept, Page::Consent) => self.accept(core),
            (Step::Choose { .. }, Page::Institutions) => return self.play_choice(core, step),
            (Step::Accept | Step::Choose { .. }, _) => {}
            (Step::Submit(outcome), Page::Mfa) if self.token_only => self.play_submit_as_token(core, outcome),
            (Step::Submit(outcome), Page::Credentials) => self.play_submit(core, Some(outcome)),
            (Step::Hang, Page::Credentials) => self.play_submit(core, None),
            (Step::Token(outcome), Page::Mfa) => self.answer(core, Some(outcome)),
            (Step::Hang, Page::Mfa) => self.answer(core, None),
            (Step::Retry, Page::Error) => self.retry(core),
            (Step::Back, _) => self.go_back(core),
            (Step::Expire, page) if page != Page::Success => self.end_session(core),
            (Step::Emit(raw), _) => self.emit(core, Emission::raw(raw.to, raw.args.clone())),
            _ => return self.play_leaving(core, step, page),
        }
        Ok(())
    }

    fn play_leaving(&mut self, core: &mut Core, step: &Step, page: Page) -> Result<(), String> {
        match (step, page) {
            (Step::Finish, Page::Success) => self.finish(core),
            (Step::Stay, Page::CloseDialog) => self.stay(core),
            (Step::Leave, Page::CloseDialog) => self.leave(core),
            (Step::Stay | Step::Leave, _) if !self.config.show_close_dialog => {}
            (Step::Survey(answer), Page::Survey) => self.answer_survey(core, *answer),
            (Step::Survey(_), _) if !self.config.show_abandon_survey => {}
            (Step::Close, page) if page.acts().contains(&"close") => self.close(core),
            _ => {
                return Err(format!(
                    "the step `{}` cannot happen on the screen `{}`",
                    step.word(),
                    page.name()
                ));
            }
        }
        Ok(())
    }

    fn play_choice(&mut self, core: &mut Core, step: &Step) -> Result<(), String> {
        let Step::Choose { institution, warning } = step else { return Ok(()) };
        let index = match institution {
            Choice::Any => self.listed.iter().copied().find(|index| self.script.offers(core, *index)),
            Choice::Named(name) => self.find(core, name),
        };
        let Some(index) = index else {
            return Err(match institution {
                Choice::Any => "this page lists no healthy institution".to_owned(),
                Choice::Named(name) => format!("this page does not list the institution `{name}`"),
            });
        };
        match warning {
            Some(code) => {
                self.script.unavailable.push(index);
                self.warn(core, index, code);
            }
            None => self.select(core, index),
        }
        Ok(())
    }

    /// Credentials drawn for this run never collide with an earlier link's.
    fn play_submit(&mut self, core: &mut Core, outcome: Option<&Outcome>) {
        if let Some(index) = self.selected {
            let institutions = core.institutions.clone();
            self.typed = institutions[index].sample(&mut core.dice);
        }
        self.connect(core, outcome);
    }

    /// The session ends before its time: the token is dead as well, so that a reload shows the same.
    fn end_session(&mut self, core: &mut Core) {
        if let Some(claims) = &self.claims {
            core.tokens.spend(claims.jti);
        }
        self.expire(core);
    }

    /// The scenario cannot go on with this page: shown, and journalled with file and line.
    fn stop(&mut self, core: &mut Core, why: &str, line: u32) {
        let source =
            self.script.scenario.as_ref().map(|scenario| scenario.source.clone()).unwrap_or_default();
        let place = format!("{source}:{line}");
        core.journal(Some(self.id), EntryKind::ScenarioStopped, Some(place.clone()), json!({ "why": why }));
        self.misconfigured(core, "scenario", format!("{place}: {why}"));
    }
}

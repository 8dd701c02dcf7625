//! Where a run stands in its scenario, and by hand the bank's answers that it takes from it.

use std::sync::Arc;

use super::flow::steps::{TimedReply, asks, reply_of};
use super::flow::{First, Shape};
use super::record::Reason;
use crate::domain::base::kinds::{Decider, Origin};
use crate::domain::base::time::Span;
use crate::domain::scenario::model::{Outcomes, Play, Scenario};
use crate::domain::scenario::queue::Turn;
use crate::domain::scenario::step::{Answer, Lapse, Step};
use crate::domain::vocabulary::catalogue::Code;

/// Where a run stands in its scenario.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Script {
    /// The scenario, if one decides.
    pub scenario: Option<Arc<Scenario>>,
    /// Who acts.
    pub play: Play,
    /// It came from the queue in this turn, and the run has not got going yet.
    pub queued: Option<Turn>,
    /// Institutions that turned out to be unavailable: `any` passes over them.
    pub(super) unavailable: Vec<usize>,
    /// Where it comes from.
    #[serde(default)]
    pub(in crate::domain) whose: Option<Origin>,
    pub(super) next: usize,
    /// The line of the step that was taken last.
    #[serde(default)]
    pub(super) line: u32,
    /// A pause is on: a `wait`, or by itself the pace.
    pub(super) waits: bool,
    #[serde(with = "last")]
    last_submit: Option<Option<TimedReply>>,
    #[serde(with = "last")]
    last_token: Option<Option<TimedReply>>,
}

/// The last answer as a list of none or one: that there was none is not that the bank was silent.
mod last {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use super::TimedReply;

    type Last = Option<Option<TimedReply>>;

    pub(super) fn serialize<S: Serializer>(last: &Last, to: S) -> Result<S::Ok, S::Error> {
        last.as_slice().serialize(to)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Last, D::Error> {
        Ok(Vec::deserialize(from)?.pop())
    }
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
            unavailable: Vec::new(),
            whose: None,
            next: 0,
            line: 0,
            waits: false,
            last_submit: None,
            last_token: None,
        }
    }

    /// Whether it stands within its scenario.
    pub(super) fn is_whole(&self) -> bool {
        let steps = self.scenario.as_ref().map_or(0, |scenario| scenario.widget.steps.len());
        self.next <= steps
    }

    /// The steps that are left, each with its line.
    pub(super) fn left(&self) -> &[(Step, u32)] {
        let steps = self.scenario.as_ref().map(|scenario| scenario.widget.steps.as_slice());
        steps.and_then(|steps| steps.get(self.next..)).unwrap_or_default()
    }

    /// By itself: steps are left, and they decide when a screen is left.
    pub(super) fn goes_on(&self) -> bool {
        self.play == Play::ByItself && !self.left().is_empty()
    }

    pub(super) fn pace(&self) -> Span {
        self.scenario.as_ref().map(|scenario| scenario.widget.pace).unwrap_or_default()
    }

    /// By itself: the user name that the file's person types.
    pub(super) fn user_name(&self) -> Option<&str> {
        self.scenario.as_ref()?.widget.username.as_deref()
    }

    /// The step that was taken last: the scenario, how it came to decide, file and line.
    pub(super) fn place(&self) -> Option<String> {
        let scenario = self.scenario.as_ref()?;
        let whose = self.whose.map_or("", Origin::name);
        Some(format!("scenario {} {whose}: {}:{}", scenario.name, scenario.source, self.line))
    }

    pub(super) fn reason(&self) -> Reason {
        Reason { by: Decider::Scenario, why: self.place() }
    }

    fn repeats(&self) -> bool {
        self.scenario.as_ref().is_some_and(|scenario| scenario.widget.outcomes == Outcomes::RepeatLast)
    }

    /// By hand: what the bank, time or the emulator does next, and how many steps that takes.
    pub(super) fn coming(&self) -> Option<(usize, &Step)> {
        self.first(0, |step| !matches!(step, Step::Person(_)))
    }

    /// By hand: the bank's next answer, or the end of the session; what still waits after the one before is passed over
    /// with it.
    fn answer(&self, from: usize) -> Option<(usize, &Step)> {
        self.first(from, |step| matches!(step, Step::Bank(_) | Step::Time(Lapse::Expire)))
    }

    fn first(&self, from: usize, wanted: impl Fn(&Step) -> bool) -> Option<(usize, &Step)> {
        let steps = self.left().iter().enumerate().skip(from);
        steps.map(|(index, (step, _))| (index + 1, step)).find(|(_, step)| wanted(step))
    }

    pub(super) fn pass(&mut self, steps: usize) {
        let last = self.left().get(steps.saturating_sub(1)).map(|(_, line)| *line);
        self.line = last.unwrap_or(self.line);
        self.next += steps;
        self.waits = false;
    }

    /// The warning that a person's next choice of an institution meets.
    pub(super) fn take_warning(&mut self) -> Option<Code> {
        let (taken, Step::Bank(Answer::Unavailable(_, code))) = self.answer(0)? else { return None };
        let code = *code;
        self.pass(taken);
        Some(code)
    }

    /// The bank's next answer to a person's credentials; the inner nothing is a bank that never answers.
    ///
    /// Answers to a token are passed over: they belonged to a question that the person has turned away from. So are
    /// choices where there is no list to choose from.
    pub(super) fn take_submit(&mut self, shape: &Shape) -> Option<Option<TimedReply>> {
        let listless = shape.first != First::List;
        let taken = self.take(|answer| match answer {
            Answer::ToCredentials(_) | Answer::Silence => Take::This,
            Answer::ToToken(_) => Take::Next,
            Answer::Unavailable(..) if listless => Take::Next,
            Answer::Unavailable(..) => Take::Nothing,
        });
        self.last_submit = taken.or_else(|| self.last_submit.clone().filter(|_| self.repeats()));
        self.last_submit.clone()
    }

    /// The bank's next answer to a person's token; the inner nothing is a bank that never answers.
    ///
    /// On a page that begins with the question, the answers to credentials are those to the token (W-UPD-03), and a
    /// question has been asked already.
    pub(super) fn take_token(&mut self, shape: &Shape) -> Option<Option<TimedReply>> {
        let at_once = shape.begins_with_token();
        let taken = self.take(|answer| match answer {
            Answer::ToToken(_) | Answer::Silence => Take::This,
            Answer::ToCredentials(outcome) if at_once && asks(outcome) => Take::Next,
            Answer::ToCredentials(_) if at_once => Take::This,
            Answer::Unavailable(..) if at_once => Take::Next,
            Answer::ToCredentials(_) | Answer::Unavailable(..) => Take::Nothing,
        });
        self.last_token = taken.or_else(|| self.last_token.clone().filter(|_| self.repeats()));
        self.last_token.clone()
    }

    fn take(&mut self, judge: impl Fn(&Answer) -> Take) -> Option<Option<TimedReply>> {
        let mut from = 0;
        loop {
            let (taken, Step::Bank(answer)) = self.answer(from)? else { return None };
            match judge(answer) {
                Take::This => {
                    let reply = reply_of(answer);
                    self.pass(taken);
                    return Some(reply);
                }
                Take::Next => from = taken,
                Take::Nothing => return None,
            }
        }
    }
}

/// What becomes of an answer of the file when the bank is asked.
enum Take {
    This,
    Next,
    Nothing,
}

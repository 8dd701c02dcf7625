//! The steps of a scenario, and the one table of them: the word of the files, what it takes, and what it does.
//!
//! The reader of files, the JSON Schema and the documentation's rows are made from this table; what a step leads to is
//! decided by the widget's flow.

use serde_json::Value;

use crate::domain::base::time::Span;
use crate::domain::vocabulary::acts::{Act, Choice, SurveyAnswer, Verb};
use crate::domain::vocabulary::answers::{Outcome, RawEmission, Sink, TokenOutcome};
use crate::domain::vocabulary::catalogue::Code;

/// One step.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// The person acts; by hand the page's person does, and such steps are passed over.
    Person(Act),
    /// The bank answers; by itself the person asks it first.
    Bank(Answer),
    /// Time brings something about.
    Time(Lapse),
    /// The page is sent something off the contract.
    Emit(RawEmission),
}

/// What the bank answers, and to what.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// To credentials.
    ToCredentials(Outcome),
    /// To an MFA token.
    ToToken(TokenOutcome),
    /// Nothing, ever, to either.
    Silence,
    /// An institution that is picked turns out to be unavailable, which this code tells; another has to be picked then.
    Unavailable(Choice, Code),
}

/// What time brings about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lapse {
    /// So much of the workspace's time passes.
    Wait(Span),
    /// The session ends as if the token's time were up.
    Expire,
}

/// What follows the word of a step, and the step that comes of it.
#[derive(Clone, Debug)]
pub enum Takes {
    /// Nothing: the bare word is the step.
    Nothing(Step),
    /// An institution, which may turn out to be unavailable.
    Institution,
    /// What the bank answers to credentials.
    Outcome(fn(Outcome) -> Step),
    /// What the bank answers to a token.
    TokenOutcome(fn(TokenOutcome) -> Step),
    /// An answer to the survey.
    SurveyAnswer(fn(Option<SurveyAnswer>) -> Step),
    /// A length of time.
    Span(fn(Span) -> Step),
    /// What one of the page's functions is called with.
    Emission(fn(RawEmission) -> Step),
}

/// One row of the table.
#[derive(Debug)]
pub struct StepRow {
    /// The word that begins the step in a file.
    pub word: &'static str,
    /// What follows it.
    pub takes: Takes,
    /// One sentence.
    pub about: &'static str,
}

const fn bare(word: &'static str, step: Step, about: &'static str) -> StepRow {
    StepRow { word, takes: Takes::Nothing(step), about }
}

const fn with(word: &'static str, takes: Takes, about: &'static str) -> StepRow {
    StepRow { word, takes, about }
}

const fn act(act: Act, verb: Verb, about: &'static str) -> StepRow {
    bare(verb.name(), Step::Person(act), about)
}

const HANG: &str = "hang";
const WAIT: &str = "wait";
const EXPIRE: &str = "expire";
const EMIT: &str = "emit";

/// All steps, in the order in which they are listed.
pub static STEPS: &[StepRow] = &[
    act(Act::Accept, Verb::Accept, "Continue on the first screen."),
    with(
        Verb::Choose.name(),
        Takes::Institution,
        "Pick the first healthy institution of the page's list, or the one that is named; `warning` makes it turn out to be unavailable: a WARNING event, and the list stays.",
    ),
    with(
        Verb::Submit.name(),
        Takes::Outcome(|outcome| Step::Bank(Answer::ToCredentials(outcome))),
        "Send the credentials; the value is the bank's answer.",
    ),
    with(
        Verb::Token.name(),
        Takes::TokenOutcome(|outcome| Step::Bank(Answer::ToToken(outcome))),
        "Send the MFA token; the value is the bank's answer.",
    ),
    act(Act::Retry, Verb::Retry, "Try again on the error screen."),
    act(Act::Back, Verb::Back, "Press the back button."),
    act(Act::Close, Verb::Close, "Press the close icon, which asks whether to leave."),
    act(Act::Stay, Verb::Stay, "Stay, asked whether to leave."),
    act(Act::Leave, Verb::Leave, "Leave, asked whether to leave; the survey follows."),
    with(
        Verb::Survey.name(),
        Takes::SurveyAnswer(|answer| Step::Person(Act::Survey(answer))),
        "Answer the survey, which ends in `onExit`.",
    ),
    act(Act::Finish, Verb::Finish, "Leave the success screen, which ends in `callback`."),
    bare(HANG, Step::Bank(Answer::Silence), "Send credentials or token to a bank that never answers."),
    bare(EXPIRE, Step::Time(Lapse::Expire), "The session ends as if the access token's time were up."),
    with(WAIT, Takes::Span(|span| Step::Time(Lapse::Wait(span))), "Let time pass."),
    with(
        EMIT,
        Takes::Emission(Step::Emit),
        "Call `onEvent` with exactly this; `exit` and `callback` (a list) likewise.",
    ),
];

impl Step {
    /// Pick whatever the page lists first.
    pub fn choose_any() -> Self {
        Self::Person(Act::Choose(Choice::Any))
    }

    /// The word that begins the step in a file.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Person(act) => act.verb().name(),
            Self::Bank(Answer::ToCredentials(_)) => Verb::Submit.name(),
            Self::Bank(Answer::ToToken(_)) => Verb::Token.name(),
            Self::Bank(Answer::Unavailable(..)) => Verb::Choose.name(),
            Self::Bank(Answer::Silence) => HANG,
            Self::Time(Lapse::Wait(_)) => WAIT,
            Self::Time(Lapse::Expire) => EXPIRE,
            Self::Emit(_) => EMIT,
        }
    }
}

impl StepRow {
    /// A step of this row.
    pub fn sample(&self) -> Step {
        match &self.takes {
            Takes::Nothing(step) => step.clone(),
            Takes::Institution => Step::choose_any(),
            Takes::Outcome(step) => step(Outcome::Success),
            Takes::TokenOutcome(step) => step(TokenOutcome::Success),
            Takes::SurveyAnswer(step) => step(None),
            Takes::Span(step) => step(Span::ZERO),
            Takes::Emission(step) => step(RawEmission { to: Sink::Event, args: vec![Value::Null] }),
        }
    }
}

impl Takes {
    /// What stands for the value where a form is shown; nothing where none is taken.
    pub fn shown(&self) -> Option<&'static str> {
        match self {
            Self::Nothing(_) => None,
            Self::Institution => Some("INSTITUTION"),
            Self::Outcome(_) => Some("OUTCOME"),
            Self::TokenOutcome(_) => Some("TOKEN_OUTCOME"),
            Self::SurveyAnswer(_) => Some("ANSWER"),
            Self::Span(_) => Some("2s"),
            Self::Emission(_) => Some("{ event: VALUE }"),
        }
    }

    /// A value that may be written as it stands; nothing where none is taken.
    pub fn example(&self) -> Option<&'static str> {
        match self {
            Self::Nothing(_) => None,
            Self::Institution => Some("any"),
            Self::Outcome(_) | Self::TokenOutcome(_) => Some("success"),
            Self::SurveyAnswer(_) => Some("skip"),
            Self::Span(_) => Some("2s"),
            Self::Emission(_) => Some("{ event: {} }"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_row_makes_the_step_of_its_word_and_each_act_has_a_row() {
        let words: Vec<&str> = STEPS.iter().map(|row| row.word).collect();
        for (index, row) in STEPS.iter().enumerate() {
            assert_eq!(row.sample().word(), row.word);
            assert!(!words[..index].contains(&row.word), "`{}` stands twice", row.word);
        }
        assert!(Verb::ALL.iter().all(|verb| words.contains(&verb.name())));
    }
}

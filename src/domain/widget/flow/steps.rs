//! The steps of a scenario on the widget's flow: what each puts in, whether they can follow one another, and which of
//! them a page without some of the screens passes over.

use super::{BankReply, Effect, Entry, Input, Intervention, Refused, Shape, State, Tick, begin, next};
use crate::domain::base::time::Span;
use crate::domain::scenario::model::BadToken;
use crate::domain::scenario::step::{Answer, Lapse, STEPS, Step};
use crate::domain::vocabulary::acts::{Act, Verb};
use crate::domain::vocabulary::answers::{Outcome, TokenOutcome};
use crate::domain::vocabulary::pages::Page;

/// A step that cannot happen where it stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OrderFault {
    /// Index of the step in its list.
    pub index: usize,
    /// The screen at that point; nothing when the run is over.
    pub page: Option<Page>,
    /// The steps that could stand here.
    pub expected: Vec<&'static str>,
    /// What a person would do before it, as steps, where that is all that is missing.
    pub before: Vec<&'static str>,
}

/// What the bank says, and how much later; nothing later than at once.
pub type TimedReply = (Option<Span>, BankReply);

/// How a run begins with a token that a file takes for bad.
pub fn entry(token: Option<BadToken>) -> Entry {
    match token {
        None => Entry::Good,
        Some(BadToken::Expired | BadToken::Used) => Entry::Over,
        Some(BadToken::NotValid) => Entry::Foreign,
        Some(BadToken::WithoutScopes) => Entry::Misconfigured,
    }
}

/// What a bank's outcome comes to.
pub fn reply(outcome: &Outcome) -> TimedReply {
    match outcome {
        Outcome::Success => (None, BankReply::Connected),
        Outcome::Refused(refusal) => (None, BankReply::Refused(refusal.clone())),
        Outcome::AskToken(kind) => (None, BankReply::AsksToken(*kind)),
        Outcome::After(span, then) => (Some(*span), reply(then).1),
    }
}

/// What a bank's outcome for a token comes to.
pub fn reply_to_token(outcome: &TokenOutcome) -> TimedReply {
    let says = match outcome {
        TokenOutcome::Success => BankReply::Connected,
        TokenOutcome::Wrong => BankReply::WrongToken,
        TokenOutcome::Late => BankReply::LateToken,
        TokenOutcome::Refused(refusal) => BankReply::Refused(refusal.clone()),
    };
    (None, says)
}

/// What an answer comes to; nothing when the bank never gives it.
pub fn reply_of(answer: &Answer) -> Option<TimedReply> {
    match answer {
        Answer::ToCredentials(outcome) => Some(reply(outcome)),
        Answer::ToToken(outcome) => Some(reply_to_token(outcome)),
        Answer::Unavailable(_, code) => Some((None, BankReply::Unavailable(*code))),
        Answer::Silence => None,
    }
}

/// What the person does for the bank to answer so; nothing for an answer that can be given as it is.
pub fn asking(answer: &Answer, state: &State, shape: &Shape) -> Option<Verb> {
    let asks_for_token = state.page == Page::Mfa;
    match answer {
        Answer::Unavailable(..) => None,
        // Without a credentials screen, the bank's answer to them is that to the token (W-UPD-03).
        Answer::ToCredentials(_) if asks_for_token && shape.begins_with_token() => Some(Verb::Token),
        Answer::Silence if asks_for_token => Some(Verb::Token),
        Answer::ToCredentials(_) | Answer::Silence => Some(Verb::Submit),
        Answer::ToToken(_) => Some(Verb::Token),
    }
}

/// What a step puts in.
fn inputs(step: &Step, state: &State, shape: &Shape) -> Vec<Input> {
    match step {
        Step::Person(act) => vec![Input::Person(act.verb())],
        Step::Bank(answer) => {
            let asked = asking(answer, state, shape).map(Input::Person);
            asked.into_iter().chain(reply_of(answer).map(|(_, says)| Input::Bank(says))).collect()
        }
        Step::Time(Lapse::Wait(_)) => vec![Input::Clock(Tick::Passes)],
        Step::Time(Lapse::Expire) => vec![Input::Emulator(Intervention::Expire)],
        Step::Emit(_) => vec![Input::Emulator(Intervention::Emit)],
    }
}

/// What a step leads to; where it is not possible, what is.
pub fn play(state: &State, step: &Step, shape: &Shape) -> Result<(State, Vec<Effect>), Refused> {
    let mut so_far = (state.clone(), Vec::new());
    for input in inputs(step, state, shape) {
        let (state, effects) = next(&so_far.0, &input, shape)?;
        so_far.1.extend(effects);
        so_far.0 = state;
    }
    Ok(so_far)
}

/// Whether a page passes over a step because it lacks its screen, or because its session is over and can only be closed.
pub fn is_passed_over<'a>(
    step: &Step,
    mut rest: impl Iterator<Item = &'a Step>,
    state: &State,
    shape: &Shape,
) -> bool {
    match step {
        Step::Emit(_) | Step::Time(Lapse::Wait(_)) => false,
        Step::Person(Act::Close) => !shape.dialog && !is_over(state) && is_taken_back(&mut rest),
        _ if is_over(state) => true,
        Step::Person(Act::Accept) => state.page != Page::Consent,
        Step::Person(Act::Choose(_)) | Step::Bank(Answer::Unavailable(..)) => {
            state.page != Page::Institutions
        }
        Step::Person(Act::Back) => next(state, &Input::Person(Verb::Back), shape).is_err(),
        Step::Person(Act::Stay | Act::Leave) => !shape.dialog,
        Step::Person(Act::Survey(_)) => !shape.survey,
        // The question stands already.
        Step::Bank(Answer::ToCredentials(outcome)) => {
            state.page == Page::Mfa && shape.begins_with_token() && asks(outcome)
        }
        Step::Person(Act::Submit(_) | Act::Token(_) | Act::Retry | Act::Finish)
        | Step::Bank(Answer::ToToken(_) | Answer::Silence)
        | Step::Time(Lapse::Expire) => false,
    }
}

/// Whether the bank's answer is a question for a token.
pub fn asks(outcome: &Outcome) -> bool {
    matches!(reply(outcome).1, BankReply::AsksToken(_))
}

/// A session that can only be closed.
fn is_over(state: &State) -> bool {
    state.page == Page::Expired || (state.page == Page::Error && state.retry.is_none())
}

/// Closing alone would end the run of a page that does not ask: of closing and staying nothing is left there.
fn is_taken_back<'a>(rest: &mut impl Iterator<Item = &'a Step>) -> bool {
    let is_idle = |step: &&Step| matches!(step, Step::Time(Lapse::Wait(_)) | Step::Emit(_));
    rest.find(|step| !is_idle(step)) == Some(&Step::Person(Act::Stay))
}

/// Checks that the steps can happen one after the other on the page that has everything.
pub fn check<'a>(
    steps: impl IntoIterator<Item = &'a Step>,
    token: Option<BadToken>,
) -> Result<State, OrderFault> {
    let (mut state, _) = begin(entry(token), &Shape::LONGEST);
    for (index, step) in steps.into_iter().enumerate() {
        state = checked(index, step, &state)?;
    }
    Ok(state)
}

/// A file for hand play names outcomes only: puts in what a person does between them, so that it can also play by itself.
pub fn complete(steps: Vec<(Step, u32)>, token: Option<BadToken>) -> Result<Vec<(Step, u32)>, OrderFault> {
    let (mut state, _) = begin(entry(token), &Shape::LONGEST);
    let mut whole = Vec::with_capacity(steps.len());
    for (index, (step, line)) in steps.into_iter().enumerate() {
        while play(&state, &step, &Shape::LONGEST).is_err()
            && let Some((person, after)) = goes_on(&state)
        {
            state = after;
            whole.push((person, line));
        }
        state = checked(index, &step, &state)?;
        whole.push((step, line));
    }
    Ok(whole)
}

fn checked(index: usize, step: &Step, state: &State) -> Result<State, OrderFault> {
    let fault = |refused: Refused| OrderFault {
        index,
        page: refused.page,
        expected: expected(state),
        before: before(step, state),
    };
    play(state, step, &Shape::LONGEST).map(|(state, _)| state).map_err(fault)
}

/// What a person would do until a step can happen; nothing where it cannot even then.
fn before(step: &Step, state: &State) -> Vec<&'static str> {
    let (mut state, mut words) = (state.clone(), Vec::new());
    while let Some((person, after)) = goes_on(&state).filter(|_| words.len() < STEPS.len()) {
        words.push(person.word());
        if play(&after, step, &Shape::LONGEST).is_ok() {
            return words;
        }
        state = after;
    }
    Vec::new()
}

/// What a person who wants to connect does next, if it is not the bank's turn, and where that leads.
fn goes_on(state: &State) -> Option<(Step, State)> {
    let step = match state.page {
        Page::Consent => Step::Person(Act::Accept),
        Page::Institutions => Step::choose_any(),
        Page::Error => Step::Person(Act::Retry),
        Page::Credentials
        | Page::Loading
        | Page::Mfa
        | Page::Success
        | Page::CloseDialog
        | Page::Survey
        | Page::Expired
        | Page::ConfigError => return None,
    };
    let (after, _) = play(state, &step, &Shape::LONGEST).ok()?;
    Some((step, after))
}

/// The words of the steps that could stand here.
pub fn expected(state: &State) -> Vec<&'static str> {
    let possible = STEPS.iter().filter(|row| play(state, &row.sample(), &Shape::LONGEST).is_ok());
    possible.map(|row| row.word).collect()
}

//! A file acts: one that is in order on the page that has everything plays on every page, and as the flow says.

use belvo_emulator::Emulator;
use belvo_emulator::control::SetScenario;
use belvo_emulator::domain::base::time::Span;
use belvo_emulator::domain::scenario::step::{Answer, Lapse, Step};
use belvo_emulator::domain::vocabulary::acts::{Act, Choice, SurveyAnswer};
use belvo_emulator::domain::vocabulary::answers::{
    Outcome, RawEmission, Refusal, Sink, TokenKind, TokenOutcome,
};
use belvo_emulator::domain::vocabulary::catalogue::Code;
use belvo_emulator::domain::widget::flow::steps::{is_passed_over, play};
use belvo_emulator::domain::widget::flow::{Entry, Input, Shape, State, Tick, begin, next};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::super::told::Told;
use super::{EMULATOR, lines, open, shapes, told};

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_file_plays_as_the_flow_says_on_every_page(
        shape in shapes(),
        update in any::<bool>(),
        choices in prop::collection::vec(any::<prop::sample::Index>(), 1..24),
    ) {
        EMULATOR.with(|emulator| run(emulator, shape, update, &choices))?;
    }
}

fn run(
    emulator: &Emulator,
    shape: Shape,
    update: bool,
    choices: &[prop::sample::Index],
) -> Result<(), TestCaseError> {
    emulator.reset().expect("a reset");
    agrees(emulator, shape, update, legal(choices))
}

/// The page is told what the flow says, and shows where it leads.
pub(super) fn agrees(
    emulator: &Emulator,
    shape: Shape,
    update: bool,
    file: Vec<(Value, Step)>,
) -> Result<(), TestCaseError> {
    let (words, steps): (Vec<Value>, Vec<Step>) = file.into_iter().unzip();
    let widget = json!({ "play": "by_itself", "steps": words });
    let document = json!({ "version": 1, "title": "Random", "widget": widget });
    emulator.set_scenario(SetScenario::document(document)).expect("in order");
    let mut page = open(emulator, shape, update);
    emulator.advance("5m").expect("time for every wait");
    page.fetch();
    let (state, expected) = played(&steps, &shape)?;
    let calls = page.calls();
    Told::of(&page).take(&page, &calls)?;
    prop_assert_eq!(lines(&calls), expected, "{}", widget);
    let shown = page.screen["name"].as_str().unwrap_or_default();
    prop_assert_eq!(shown, if state.ending.is_some() { "" } else { state.page.name() }, "{}", widget);
    Ok(())
}

/// Steps that can follow one another, picked from all that there are.
fn legal(choices: &[prop::sample::Index]) -> Vec<(Value, Step)> {
    let (mut state, _) = begin(Entry::Good, &Shape::LONGEST);
    let mut picked = Vec::new();
    for choice in choices {
        let possible = |(word, step): (Value, Step)| {
            let (after, _) = play(&state, &step, &Shape::LONGEST).ok()?;
            Some((word, step, after))
        };
        let possible: Vec<_> = steps().into_iter().filter_map(possible).collect();
        if possible.is_empty() {
            break;
        }
        let (word, step, after) = possible[choice.index(possible.len())].clone();
        picked.push((word, step));
        state = after;
    }
    picked
}

/// Every kind of step, with the words that stand for it in a file.
pub(super) fn steps() -> Vec<(Value, Step)> {
    let act = |act: Act| (json!(act.verb().name()), Step::Person(act));
    let submit =
        |word: Value, outcome| (json!({ "submit": word }), Step::Bank(Answer::ToCredentials(outcome)));
    let token = |word: &str, outcome| (json!({ "token": word }), Step::Bank(Answer::ToToken(outcome)));
    let survey =
        |answer: SurveyAnswer| (json!({ "survey": answer.name() }), Step::Person(Act::Survey(Some(answer))));
    let raw = json!({ "eventName": "RAW" });
    vec![
        act(Act::Accept),
        (json!({ "choose": "any" }), Step::choose_any()),
        (
            json!({ "choose": { "institution": "any", "warning": "institution_disabled" } }),
            Step::Bank(Answer::Unavailable(Choice::Any, Code::InstitutionDisabled)),
        ),
        submit(json!("success"), Outcome::Success),
        submit(json!("login_error"), Outcome::Refused(Refusal::of(Code::LoginError))),
        submit(json!({ "ask_token": "text" }), Outcome::AskToken(TokenKind::Text)),
        submit(
            json!({ "after": "3s", "then": "success" }),
            Outcome::After(Span::secs(3), Box::new(Outcome::Success)),
        ),
        token("success", TokenOutcome::Success),
        token("wrong", TokenOutcome::Wrong),
        token("late", TokenOutcome::Late),
        (json!("hang"), Step::Bank(Answer::Silence)),
        act(Act::Retry),
        act(Act::Back),
        act(Act::Close),
        act(Act::Stay),
        act(Act::Leave),
        survey(SurveyAnswer::Trust),
        act(Act::Finish),
        (json!({ "wait": "1s" }), Step::Time(Lapse::Wait(Span::secs(1)))),
        (json!("expire"), Step::Time(Lapse::Expire)),
        (json!({ "emit": { "event": raw } }), Step::Emit(RawEmission { to: Sink::Event, args: vec![raw] })),
    ]
}

/// Where a file leads on a page, and what the page is told.
fn played(steps: &[Step], shape: &Shape) -> Result<(State, Vec<String>), TestCaseError> {
    let (mut state, mut effects) = begin(Entry::Good, shape);
    let mut lines: Vec<String> = effects.iter().filter_map(told).collect();
    for (index, step) in steps.iter().enumerate() {
        if state.ending.is_some() || is_passed_over(step, steps[index + 1..].iter(), &state, shape) {
            continue;
        }
        let after = play(&state, step, shape);
        prop_assert!(after.is_ok(), "`{}` on the screen {:?} of {shape:?}", step.word(), state.page);
        (state, effects) = after.expect("possible");
        lines.extend(matches!(step, Step::Emit(_)).then(|| "onEvent".to_owned()));
        lines.extend(effects.iter().filter_map(told));
    }
    if let Ok((after, effects)) = next(&state, &Input::Clock(Tick::SuccessLeaves), shape) {
        lines.extend(effects.iter().filter_map(told));
        state = after;
    }
    Ok((state, lines))
}

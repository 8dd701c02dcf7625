//! What the emulator writes it reads back as the same, whatever texts and values are in it.

use belvo_emulator::domain::base::time::Span;
use belvo_emulator::domain::scenario::step::{Answer, Lapse, Step};
use belvo_emulator::domain::vocabulary::acts::{Act, Choice, SurveyAnswer};
use belvo_emulator::domain::vocabulary::answers::{
    Outcome, RawEmission, Refusal, Sink, TokenKind, TokenOutcome,
};
use belvo_emulator::domain::vocabulary::catalogue::Code;
use belvo_emulator::domain::widget::recording::{Recorded, Recording};
use belvo_emulator::scenario_file;
use belvo_emulator::scenario_file::{Context, Head};
use proptest::prelude::*;
use serde_json::{Value, json};

const BANK: &str = "erebor_mx_retail";
const CONTEXT: Context<'static> =
    Context { institutions: &[BANK], option: &|_, _| Ok(()), call: &|_, _| Ok(()) };
const HEAD: Head<'static> = Head { widget: "id", version: "1", ending: None };

fn recording(steps: Vec<Step>, why: Option<&str>) -> Recording {
    let recorded = |step| Recorded { step, why: why.map(str::to_owned) };
    Recording {
        token: None,
        pace: Span::ZERO,
        username: None,
        options: Vec::new(),
        steps: steps.into_iter().map(recorded).collect(),
        page: Vec::new(),
        differs: Vec::new(),
    }
}

/// The steps of a text that is read without a fault.
#[track_caller]
fn must_read(text: &str) -> Vec<Step> {
    let read = scenario_file::parse("recorded", "recorded.yaml", text.as_bytes(), &CONTEXT);
    let scenario = read.unwrap_or_else(|faults| panic!("{faults:?}\n{text}"));
    scenario.widget.steps.into_iter().map(|(step, _)| step).collect()
}

#[test]
fn each_step_is_read_back_as_it_was_written() {
    let named = || Choice::Named(BANK.to_owned());
    let own = Refusal { code: Code::LoginError, message: "Own: # words, \"quoted\"\nand more".to_owned() };
    let refused = |refusal: &Refusal| Step::Bank(Answer::ToCredentials(Outcome::Refused(refusal.clone())));
    let steps = vec![
        Step::Person(Act::Accept),
        Step::Bank(Answer::Unavailable(named(), Code::InstitutionDisabled)),
        Step::Person(Act::Choose(named())),
        Step::Person(Act::Back),
        Step::Person(Act::Choose(Choice::Any)),
        refused(&own),
        Step::Person(Act::Retry),
        refused(&Refusal::nth(Code::LoginError, 3)),
        Step::Person(Act::Retry),
        Step::Bank(Answer::ToCredentials(Outcome::After(
            Span::millis(2_500),
            Box::new(Outcome::Refused(Refusal::of(Code::InvalidCredentialsStorage))),
        ))),
        Step::Person(Act::Retry),
        Step::Bank(Answer::ToCredentials(Outcome::AskToken(TokenKind::Qr))),
        Step::Bank(Answer::ToToken(TokenOutcome::Wrong)),
        Step::Person(Act::Retry),
        Step::Bank(Answer::ToToken(TokenOutcome::Late)),
        Step::Person(Act::Retry),
        Step::Time(Lapse::Wait(Span::secs(90))),
        Step::Bank(Answer::ToCredentials(Outcome::AskToken(TokenKind::Numeric))),
        Step::Bank(Answer::ToToken(TokenOutcome::Refused(own.clone()))),
        Step::Emit(RawEmission { to: Sink::Exit, args: vec![json!(null)] }),
        Step::Emit(RawEmission { to: Sink::Callback, args: vec![json!("a: b"), json!([])] }),
        Step::Person(Act::Close),
        Step::Person(Act::Stay),
        Step::Person(Act::Retry),
        Step::Bank(Answer::Silence),
        Step::Time(Lapse::Expire),
        Step::Person(Act::Close),
    ];
    let text = scenario_file::write(&recording(steps.clone(), Some("why: # so\nand so")), &HEAD);
    assert_eq!(must_read(&text), steps, "{text}");
    let leaving = vec![
        Step::Person(Act::Close),
        Step::Person(Act::Leave),
        Step::Person(Act::Survey(Some(SurveyAnswer::Trust))),
    ];
    assert_eq!(must_read(&scenario_file::write(&recording(leaving.clone(), None), &HEAD)), leaving);
}

fn values() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        "[-~#:,?&*!|>'%@` \\[\\]{}\"\\\\\n\t\u{7f}\u{85}\u{2028}\u{feff}ya0.]{0,12}".prop_map(Value::from),
        prop::sample::select(vec![
            "yes",
            "off",
            "null",
            "~",
            "1.5",
            "0x1f",
            "",
            "---",
            "<<",
            "=",
            "2026-01-01"
        ])
        .prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 16, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::Array),
            prop::collection::btree_map(any::<String>(), inner, 0..4)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_in_it_is_read_back(
        value in values(),
        message in "[^\\s].{0,40}",
        username in "[a-z]\\PC{0,20}[a-z]",
        remark in any::<String>(),
    ) {
        let emit = |to, args| Step::Emit(RawEmission { to, args });
        let refusal = Refusal { code: Code::LoginError, message };
        let steps = vec![
            emit(Sink::Event, vec![value.clone()]),
            emit(Sink::Callback, vec![value]),
            Step::Person(Act::Accept),
            Step::Person(Act::Choose(Choice::Any)),
            Step::Bank(Answer::ToCredentials(Outcome::Refused(refusal))),
        ];
        let mut recording = recording(steps.clone(), Some(&remark));
        recording.username = Some(username.clone());
        recording.options = vec![("widget.payload".to_owned(), username.clone())];
        recording.differs = vec![remark];
        let text = scenario_file::write(&recording, &HEAD);
        let scenario = scenario_file::parse("recorded", "recorded.yaml", text.as_bytes(), &CONTEXT);
        prop_assert!(scenario.is_ok(), "{:?}\n{}", scenario, text);
        let scenario = scenario.expect("no fault");
        let read: Vec<Step> = scenario.widget.steps.into_iter().map(|(step, _)| step).collect();
        prop_assert_eq!(read, steps, "{}", text);
        prop_assert_eq!(scenario.widget.username.as_ref(), Some(&username), "{}", text);
        prop_assert_eq!(&scenario.options[0].1, &username, "{}", text);
    }
}

//! What was done by hand is played by itself, and shows the same: on every page, whatever was done.

use belvo_emulator::Emulator;
use belvo_emulator::control::{Emit, SetScenario};
use belvo_emulator::domain::widget::flow::Shape;
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Value, json};

use super::super::door::Page;
use super::{BANK, EMULATOR, open, shapes};
use crate::support::recorded::{calls, must_record, trace};

/// The user names of the walks: each kind of answer, and those that decide how the link lives.
const USERS: [&str; 9] = [
    "user",
    "err_down",
    "err_login_b",
    "mfa_default",
    "mfa_qr",
    "mfa_inputless",
    "mfa_late",
    "slow_1000",
    "student",
];

/// What the bank's file says by hand; none: what is typed decides.
fn files() -> impl Strategy<Value = Value> {
    let step = prop::sample::select(vec![
        json!({ "submit": "too_many_sessions" }),
        json!({ "submit": { "error": "login_error", "message": "Own: words, \"quoted\" # here", "custom": true } }),
        json!({ "submit": { "ask_token": "numeric" } }),
        json!({ "submit": { "after": "2s", "then": "success" } }),
        json!({ "token": "late" }),
        json!({ "wait": "1s" }),
        json!({ "emit": { "event": { "eventName": "RAW: yes", "list": [1, -2.5, null, { "": "~" }] } } }),
        json!({ "choose": { "institution": "any", "warning": "institution_disabled" } }),
        json!("expire"),
        json!("hang"),
    ]);
    prop::collection::vec(step, 0..4).prop_map(Value::Array)
}

/// Does something that is possible; what is possible by the clock or a control call always is.
fn go_on(emulator: &Emulator, page: &mut Page<'_>, choice: Index, count: usize) {
    let mut acts: Vec<&str> =
        page.screen["acts"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    acts.extend(["(emit)", "(time)"]);
    let picked = acts[choice.index(acts.len())];
    let nth = choice.index(97);
    let value = match picked {
        "(emit)" => {
            emulator.emit(Emit::event(&page.id, json!({ "count": count }))).expect("an open run");
            Value::Null
        }
        "(time)" => {
            emulator.advance(["1s", "3s", "90s"][nth % 3]).expect("the clock moves");
            Value::Null
        }
        "choose" => json!([BANK, "gringotts_mx_retail"][nth % 2]),
        "submit" => json!({ "username": USERS[nth % USERS.len()], "password": format!("secret{count}") }),
        "token" => json!(["111111", "999999"][nth % 2]),
        "survey" => json!(["trust", "skip"][nth % 2]),
        _ => Value::Null,
    };
    if !picked.starts_with('(') {
        assert_eq!(page.try_act(picked, &value).status, 200, "{picked} was on offer");
    }
    page.fetch();
}

fn run(
    emulator: &Emulator,
    shape: Shape,
    update: bool,
    file: &Value,
    choices: &[Index],
) -> Result<(), TestCaseError> {
    emulator.reset().expect("a reset");
    let widget = json!({ "play": "by_hand", "steps": file });
    let document = json!({ "version": 1, "title": "Random", "widget": widget });
    // What cannot follow each other is refused; what is typed decides then.
    let _in_force = emulator.set_scenario(SetScenario::document(document));
    let mut page = open(emulator, shape, update);
    page.fetch();
    for (count, choice) in choices.iter().enumerate() {
        if !page.screen.is_null() {
            go_on(emulator, &mut page, *choice, count);
        }
    }
    if page.screen["name"] == "success" {
        page.does("finish", ());
    }
    let by_hand = trace(emulator, &page.id);
    if let Err(why) = emulator.record(&page.id) {
        prop_assert_eq!(why.detail, "nobody has done anything in this run yet");
        prop_assert_eq!(shown(&by_hand).len(), 1, "{:?}", by_hand);
        return Ok(());
    }
    let (text, differs) = must_record(emulator, &page.id);
    prop_assert_eq!(&must_record(emulator, &page.id).0, &text, "the same each time");
    let by_itself = played(emulator, shape, update, &text);
    let says = |what: &str| differs.iter().any(|line| line.starts_with(what));
    if says("something was emitted") || says("the bank took") {
        // The same calls, some of them in another order.
        prop_assert_eq!(sorted(&calls(&by_hand)), sorted(&calls(&by_itself)), "{}", text);
    } else if says("somebody closed") {
        prop_assert_eq!(&calls(&by_hand), &calls(&by_itself), "{}", text);
    } else {
        prop_assert!(differs.iter().all(|line| line.starts_with("the form refused")), "{:?}", differs);
        prop_assert_eq!(&shown(&by_hand), &shown(&by_itself), "{}", text);
    }
    Ok(())
}

fn sorted(calls: &[Value]) -> Vec<String> {
    let mut calls: Vec<String> = calls.iter().map(Value::to_string).collect();
    calls.sort();
    calls
}

/// Screens that are shown again without a call are the same screen: a form that refuses, a clock that has moved.
fn shown(trace: &[Value]) -> Vec<Value> {
    let mut shown = trace.to_vec();
    shown.dedup_by(|after, before| {
        after["calls"] == json!([]) && after["screen"] == before["screen"] && after["acts"] == before["acts"]
    });
    shown
}

/// The trace of the same page when the text plays.
fn played(emulator: &Emulator, shape: Shape, update: bool, text: &str) -> Vec<Value> {
    emulator.reset().expect("a reset");
    emulator.set_scenario(SetScenario::document(text)).expect("it was read before it was answered");
    let page = open(emulator, shape, update);
    // Time for each slow answer and each wait, and less than a token lives.
    emulator.advance("5m").expect("the clock moves");
    trace(emulator, &page.id)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_was_done_by_hand_plays_by_itself(
        shape in shapes(),
        update in any::<bool>(),
        file in files(),
        choices in prop::collection::vec(any::<Index>(), 1..30),
    ) {
        EMULATOR.with(|emulator| run(emulator, shape, update, &file, &choices))?;
    }
}

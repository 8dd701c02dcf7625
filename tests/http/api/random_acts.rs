//! Whatever a person does, in whatever order: nothing panics, and what the page is told makes sense.

use belvo_emulator::Emulator;
use belvo_emulator::control::SetScenario;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::door::{Page, must_play, must_start, still};
use super::told::Told;

/// What a person or time does next.
#[derive(Clone, Debug)]
enum Move {
    Act(&'static str, Value),
    Advance(&'static str),
    Fetch,
    Leave,
}

fn moves() -> impl Strategy<Value = Move> {
    let act = |name: &'static str, value: Value| Just(Move::Act(name, value));
    prop_oneof![
        4 => act("accept", Value::Null),
        4 => prop::sample::select(vec!["erebor_mx_retail", "heimdall_mx_retail", "none"])
            .prop_map(|name| Move::Act("choose", json!(name))),
        6 => prop::sample::select(vec!["a", "b", "not a user"])
            .prop_map(|user| Move::Act("submit", json!({ "username": user, "password": "p" }))),
        4 => prop::sample::select(vec!["111111", "999999", "5"]).prop_map(|token| Move::Act("token", json!(token))),
        4 => act("retry", Value::Null),
        2 => act("back", Value::Null),
        2 => act("close", Value::Null),
        3 => act("stay", Value::Null),
        1 => act("leave", Value::Null),
        2 => act("survey", json!("other")),
        2 => act("finish", Value::Null),
        1 => act("jump", json!({ "high": [1, 2] })),
        3 => prop::sample::select(vec!["1ms", "1s", "5s", "1m", "9m"]).prop_map(Move::Advance),
        2 => Just(Move::Fetch),
        1 => Just(Move::Leave),
    ]
}

/// What the bank does, by hand; `expire` and `emit` come in between.
fn steps() -> impl Strategy<Value = Value> {
    let step = prop::sample::select(vec![
        json!({ "submit": "login_error" }),
        json!({ "submit": "success" }),
        json!({ "submit": { "ask_token": "numeric" } }),
        json!({ "token": "wrong" }),
        json!({ "token": "late" }),
        json!({ "wait": "1s" }),
        json!({ "emit": { "event": { "eventName": "RAW" } } }),
        json!({ "choose": { "institution": "any", "warning": "institution_disabled" } }),
        json!("expire"),
        json!("hang"),
    ]);
    prop::collection::vec(step, 0..6).prop_map(Value::Array)
}

fn configs() -> impl Strategy<Value = Value> {
    (any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>()).prop_map(|(intro, dialog, survey, one)| {
        let institutions = if one { json!("heimdall_mx_retail") } else { json!([]) };
        json!({ "show_intro": intro, "show_close_dialog": dialog, "show_abandon_survey": survey, "institutions": institutions })
    })
}

fn run(emulator: &Emulator, config: &Value, moves: &[Move]) -> Result<(), TestCaseError> {
    let mut page = Page::open(emulator, config);
    let mut told = Told::of(&page);
    let calls = page.calls();
    told.take(&page, &calls)?;
    for next in moves {
        match next {
            Move::Act(act, value) => {
                let allowed = page.screen["acts"].as_array().is_some_and(|acts| acts.contains(&json!(act)));
                let reply = page.try_act(act, value);
                let refused = reply.status == 409;
                prop_assert!(refused || reply.status == 200, "{act}: {}", reply.text());
                prop_assert!(
                    !refused || !allowed || *act == "choose",
                    "{act} was on offer: {}",
                    reply.text()
                );
                page.fetch();
            }
            Move::Advance(by) => drop(emulator.advance(*by).expect("a move")),
            Move::Fetch => drop(page.fetch()),
            Move::Leave => break,
        }
        page.fetch();
        let calls = page.calls();
        told.take(&page, &calls)?;
    }
    let gone = json!({ "token": page.token, "handled": [], "ended": "pagehide" });
    prop_assert_eq!(page.ask("report", &gone).status, 204);
    emulator.advance("1h").expect("an hour");
    page.fetch();
    prop_assert!(page.calls().is_empty(), "a page that has gone is told nothing");
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_run_makes_sense_whatever_is_done_to_it(
        config in configs(),
        steps in steps(),
        repeat in any::<bool>(),
        moves in prop::collection::vec(moves(), 1..40),
    ) {
        thread_local!(static EMULATOR: Emulator = must_start(still()));
        EMULATOR.with(|emulator| {
            emulator.reset().expect("a reset");
            let outcomes = if repeat { "repeat_last" } else { "credentials" };
            let widget = json!({ "play": "by_hand", "outcomes": outcomes, "steps": steps });
            let document = json!({ "version": 1, "title": "Random", "widget": widget });
            // Steps that cannot follow each other are refused; the run is then one without a scenario.
            if emulator.set_scenario(SetScenario::document(document)).is_ok() {
                must_play(emulator, &widget);
            }
            run(emulator, &config, &moves)
        })?;
    }
}

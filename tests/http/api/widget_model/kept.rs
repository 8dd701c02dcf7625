//! Files that once did not play as the flow says, each on every page.

use belvo_emulator::domain::scenario::step::Step;
use belvo_emulator::domain::vocabulary::answers::TokenKind;
use belvo_emulator::domain::widget::flow::{First, Shape};
use serde_json::{Value, json};

use super::EMULATOR;
use super::by_itself::{agrees, steps};

fn every_shape() -> impl Iterator<Item = Shape> {
    let firsts = [First::List, First::Credentials, First::Token(TokenKind::Text)];
    let on = |bits: usize, bit: usize| bits & bit != 0;
    firsts.into_iter().flat_map(move |first| {
        (0..8).map(move |bits| Shape { first, intro: on(bits, 1), dialog: on(bits, 2), survey: on(bits, 4) })
    })
}

#[track_caller]
fn step(word: &Value) -> (Value, Step) {
    steps()
        .into_iter()
        .find(|(known, _)| known == word)
        .unwrap_or_else(|| panic!("no step is written {word}"))
}

#[track_caller]
fn must_play_as_the_flow_says(words: &Value) {
    let file: Vec<_> = words.as_array().expect("steps").iter().map(step).collect();
    for (shape, update) in every_shape().flat_map(|shape| [(shape, false), (shape, true)]) {
        EMULATOR.with(|emulator| {
            emulator.reset().expect("a reset");
            let agreed = agrees(emulator, shape, update, file.clone());
            agreed.unwrap_or_else(|why| panic!("{shape:?}, update {update}: {why}"));
        });
    }
}

/// A choice of the file took the warning that stands further down, as a choice by hand does.
#[test]
fn a_choice_leaves_a_later_warning_to_its_own_step() {
    let any = json!({ "choose": "any" });
    let disabled = json!({ "choose": { "institution": "any", "warning": "institution_disabled" } });
    let success = json!({ "submit": "success" });
    must_play_as_the_flow_says(&json!(["close", "stay", "accept", any, "back", disabled, any, success]));
}

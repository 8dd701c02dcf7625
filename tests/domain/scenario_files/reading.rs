//! How a file is read: as JSON, with aliases, for hand play, with the spelling of its settings.

use super::*;

#[test]
fn json_indented_with_tabs_is_read() {
    let scenario = must_read("{\n\t\"version\": 1,\n\t\"title\": \"S\\u00e3o Paulo\"\n}\n");
    assert_eq!((scenario.title.as_str(), scenario.widget.play), ("São Paulo", Play::ByHand));
}

#[test]
fn a_file_for_hand_play_is_completed_with_what_a_person_does() {
    let text =
        format!("{HEAD}widget:\n  play: by_hand\n  steps:\n  - submit: login_error\n  - submit: success\n");
    let words: Vec<_> =
        must_read(&text).widget.steps.iter().map(|(step, line)| (step.word(), *line)).collect();
    let expected = [("accept", 6), ("choose", 6), ("submit", 6), ("retry", 7), ("submit", 7)];
    assert_eq!(words, expected);
}

#[test]
fn an_alias_stands_for_what_it_repeats() {
    let text = with_steps(
        "  - accept\n  - choose: any\n  - &wrong { submit: login_error }\n  - retry\n  - *wrong\n",
    );
    let steps = must_read(&text).widget.steps;
    assert_eq!((&steps[2].0, steps[4].1), (&steps[4].0, 9));
}

#[test]
fn an_option_keeps_its_spelling() {
    let text = format!("{HEAD}options: {{ token.access_ttl: '010m', widget.payload: flat, x-note: 1 }}\n");
    let expected = [("token.access_ttl", "010m"), ("widget.payload", "flat")];
    assert_eq!(must_read(&text).options, expected.map(|(name, value)| (name.to_owned(), value.to_owned())));
}

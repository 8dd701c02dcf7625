//! What is suggested for a word that is wrong: by its place, by its meaning, by its spelling.

use super::{HEAD, must_refuse, with_steps};

#[track_caller]
fn must_help(text: &str, help: &str) {
    let told = must_refuse(text);
    assert!(
        told.contains(&format!("= help: {help}\n")) || told.ends_with(&format!("= help: {help}")),
        "{told}"
    );
}

#[test]
fn what_stands_beside_a_step_and_belongs_under_it_is_to_be_indented() {
    for (steps, key, word) in [
        ("    - submit:\n      error: login_error\n", "error", "submit"),
        ("    - error: login_error\n      submit:\n", "error", "submit"),
        ("    - submit:\n      ask_token: text\n", "ask_token", "submit"),
        ("    - submit:\n      after: 3s\n      then: success\n", "after", "submit"),
        ("    - token:\n      message: No\n", "message", "token"),
        ("    - choose:\n      warning: institution_disabled\n", "warning", "choose"),
        ("    - choose: any\n      institution: any\n", "institution", "choose"),
        ("    - emit:\n      event: {}\n", "event", "emit"),
    ] {
        must_help(&with_steps(steps), &format!("indent `{key}` under `{word}`, by two more spaces"));
    }
    must_help(&with_steps("    - accept:\n      wait: 2s\n"), "one step a line, each with its own `-`");
}

#[test]
fn what_has_a_dash_of_its_own_and_belongs_under_a_step_is_to_be_indented() {
    let steps = "    - submit:\n    - error: login_error\n";
    must_help(&with_steps(steps), "`error` belongs under `submit`: indent it there, without a `-`");
    let steps = "    - choose:\n    - warning: institution_disabled\n";
    must_help(&with_steps(steps), "`warning` belongs under `choose`: indent it there, without a `-`");
}

#[test]
fn a_key_of_another_place_is_sent_there() {
    must_help(&format!("{HEAD}steps: [accept]\n"), "`steps` belongs under `widget`");
    must_help(
        &format!("{HEAD}error: login_error\n"),
        "`error` belongs under `submit`, or in a rule of `api`",
    );
    must_help(
        &format!("{HEAD}widget:\n  docs: https://example.org\n  play: by_hand\n"),
        "`docs` belongs at the top of the file, without indentation",
    );
}

#[test]
fn a_value_with_keys_below_it_is_more_than_bad_yaml() {
    let told = must_refuse(with_steps("    - submit: login_error\n        message: No\n"));
    assert!(told.contains("help: a key with keys below it has no value in its own line"), "{told}");
}

#[test]
fn a_key_or_a_step_is_suggested_by_its_meaning() {
    must_help(&format!("{HEAD}widget:\n  mode: by_hand\n"), "did you mean `play`?");
    must_help(&format!("{HEAD}widget:\n  play: manual\n"), "did you mean `by_hand`?");
    must_help(&format!("{HEAD}widget:\n  play: by_hand\n  speed: 2s\n"), "did you mean `pace`?");
    for (said, step) in [
        ("select: any", "choose"),
        ("click: any", "choose"),
        ("login: success", "submit"),
        ("otp: success", "token"),
        ("continue", "accept"),
        ("try_again", "retry"),
        ("cancel", "close"),
        ("exit", "leave"),
        ("feedback: skip", "survey"),
        ("done", "finish"),
        ("sleep: 2s", "wait"),
        ("send: {}", "emit"),
    ] {
        must_help(&with_steps(&format!("    - {said}\n")), &format!("did you mean `{step}`?"));
    }
    must_help(&with_steps("    - choose: { bank: any }\n"), "did you mean `institution`?");
    must_help(&with_steps("    - submit: wrong_password\n"), "did you mean `login_error`?");
    must_help(&with_steps("    - submit: { ask_token: push }\n"), "did you mean `inputless`?");
    let api = format!("{HEAD}api: [{{ call: GET /api/links/, error: login_error }}]\n");
    must_help(&api, "did you mean `on`?");
}

/// What is meant is not missing as well.
#[test]
fn a_key_of_another_name_is_told_once() {
    let told = must_refuse(format!("{HEAD}widget:\n  actions: [accept]\n"));
    assert_eq!(told.matches("error: ").count(), 1, "{told}");
}

#[test]
fn a_status_where_a_code_belongs_leads_to_the_code() {
    must_help(
        &with_steps("    - accept\n    - choose: any\n    - submit: 401\n"),
        "did you mean `login_error`?",
    );
    must_help(
        &with_steps("    - accept\n    - choose: any\n    - submit: 428\n"),
        "did you mean `token_required`?",
    );
    must_help(
        &format!(
            "{HEAD}widget:\n  play: by_hand\n  steps: []\napi:\n  - {{ on: GET /api/links/, error: 404 }}\n"
        ),
        "did you mean `not_found`?",
    );
    let told = must_refuse(with_steps("    - accept\n    - choose: any\n    - submit: 7\n"));
    assert!(
        told.contains("7 is a number, and an answer is a word")
            && told.contains("help: allowed here: success, "),
        "{told}"
    );
}

#[test]
fn a_step_that_comes_too_soon_says_what_goes_before_it() {
    let here = "what can happen here: accept, close, expire, wait, emit";
    must_help(&with_steps("    - choose: any\n"), &format!("put `- accept` before it; {here}"));
    must_help(
        &with_steps("    - submit: success\n"),
        &format!("put `- accept` and `- choose: any` before it; {here}"),
    );
    must_help(&with_steps("    - token: success\n"), here);
}

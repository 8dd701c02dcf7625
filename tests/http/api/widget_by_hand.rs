//! A person acts and a scenario decides the bank's answers: in order, with what happens by itself after them.

use belvo_emulator::Emulator;
use belvo_emulator::control::{Play, SetScenario};
use serde_json::{Value, json};

use super::door::{Page, keys, must_play, must_start, still};

/// A page at the credentials, under a scenario for hand play.
fn under<'e>(emulator: &'e Emulator, steps: &Value) -> Page<'e> {
    must_play(emulator, &json!({ "play": "by_hand", "steps": steps }));
    opened(emulator)
}

fn opened(emulator: &Emulator) -> Page<'_> {
    let mut page = Page::open(emulator, &json!({ "institutions": "erebor_mx_retail" }));
    page.must_show("credentials");
    page
}

fn lenient() -> Emulator {
    must_start(still())
}

#[test]
fn outcomes_come_in_order_and_then_the_credentials_decide() {
    let emulator = lenient();
    let mut page = under(&emulator, &json!([{ "submit": "login_error" }, { "submit": "too_many_sessions" }]));
    for code in ["login_error", "too_many_sessions"] {
        page.does("submit", keys("user")).must_show("error");
        assert_eq!(page.screen["code"], code);
        page.does("retry", ());
    }
    page.does("submit", keys("user")).must_show("success");
}

#[test]
fn what_a_person_does_in_the_file_is_passed_over() {
    let emulator = lenient();
    let steps =
        json!(["accept", { "choose": "any" }, { "submit": "login_error" }, "retry", { "submit": "success" }]);
    let mut page = under(&emulator, &steps);
    page.does("submit", keys("user")).must_show("error").does("close", ()).does("stay", ());
    page.does("retry", ()).does("submit", keys("user")).must_show("success");
}

#[test]
fn credentials_that_do_not_fit_take_no_outcome() {
    let emulator = lenient();
    let mut page = under(&emulator, &json!([{ "submit": "login_error" }]));
    page.does("submit", json!({})).must_show("credentials");
    page.does("submit", keys("user")).must_show("error");
}

#[test]
fn the_last_outcome_can_be_repeated() {
    let emulator = lenient();
    let steps = json!([{ "submit": "institution_down" }, { "submit": "login_error" }]);
    must_play(&emulator, &json!({ "play": "by_hand", "outcomes": "repeat_last", "steps": steps }));
    let mut page = opened(&emulator);
    for code in ["institution_down", "login_error", "login_error", "login_error"] {
        page.does("submit", keys("user")).must_show("error");
        assert_eq!(page.screen["code"], code);
        page.does("retry", ());
    }
}

#[test]
fn each_run_starts_anew() {
    let emulator = lenient();
    let mut page = under(&emulator, &json!([{ "submit": "login_error" }]));
    page.does("submit", keys("user")).must_show("error");
    opened(&emulator).does("submit", keys("user")).must_show("error");
}

#[test]
fn answers_to_tokens_come_in_order_too() {
    let emulator = lenient();
    let steps = json!([{ "submit": { "ask_token": "numeric" } }, { "token": "wrong" }, { "token": "late" },
        { "submit": { "ask_token": "qr" } }, { "token": "success" }]);
    let mut page = under(&emulator, &steps);
    page.does("submit", keys("user")).must_show("mfa").does("token", "111111").must_show("error");
    assert_eq!(page.screen["code"], "token_required");
    page.does("retry", ()).must_show("mfa");
    assert_eq!(page.screen["kind"], "numeric", "the same kind asks again");
    page.does("token", "111111").must_show("error");
    assert_eq!(page.screen["code"], "session_expired");
    page.does("retry", ()).must_show("credentials").does("submit", keys("user")).must_show("mfa");
    assert_eq!(page.screen["kind"], "qr");
    page.does("token", "999999").must_show("success");
}

#[test]
fn an_answer_to_a_question_that_was_left_is_passed_over() {
    let emulator = lenient();
    let steps = json!([{ "submit": { "ask_token": "text" } }, { "token": "wrong" }, "retry", { "token": "late" },
        { "submit": "login_error" }]);
    let mut page = under(&emulator, &steps);
    page.does("submit", keys("user")).must_show("mfa").does("back", ()).must_show("credentials");
    page.does("submit", keys("user")).must_show("error");
    assert_eq!(page.screen["code"], "login_error");
}

#[test]
fn a_bank_that_never_answers_keeps_the_loading_screen() {
    let emulator = lenient();
    let mut page = under(&emulator, &json!(["hang"]));
    page.does("submit", keys("user")).must_show("loading");
    emulator.advance("9m").expect("9 min");
    page.fetch().must_show("loading");
    assert_eq!(page.told(), ["/loading < /credentials"]);
    page.does("close", ()).does("leave", ()).does("survey", ()).must_be_over();
    let mut page = under(&emulator, &json!([{ "submit": { "ask_token": "text" } }, "hang"]));
    page.does("submit", keys("user")).does("token", "111111").must_show("loading");
}

#[test]
fn emit_follows_the_outcome_before_it_as_it_is_written() {
    let emulator = lenient();
    let steps = json!([{ "submit": "login_error" },
        { "emit": { "event": { "eventName": "ODD", "meta_data": null } } },
        { "emit": { "callback": ["one", 2, { "three": 3 }] } }, { "emit": { "exit": [] } }]);
    let mut page = under(&emulator, &steps);
    assert_eq!(page.told(), [""; 0], "not before its outcome");
    page.does("submit", keys("user")).must_show("error");
    let calls = page.calls();
    let raw = &calls[calls.len() - 3..];
    assert_eq!(raw[0], json!({ "to": "onEvent", "args": [{ "eventName": "ODD", "meta_data": null }] }));
    assert_eq!(raw[1], json!({ "to": "callback", "args": ["one", 2, { "three": 3 }] }));
    assert_eq!(raw[2], json!({ "to": "onExit", "args": [[]] }));
    page.does("retry", ()).must_show("credentials");
}

#[test]
fn wait_delays_what_comes_after_it_by_the_workspaces_clock() {
    let emulator = lenient();
    let steps =
        json!([{ "submit": "login_error" }, { "wait": "2s" }, { "emit": { "event": "late" } }, "expire"]);
    let mut page = under(&emulator, &steps);
    page.does("submit", keys("user")).must_show("error").told();
    emulator.advance("1999ms").expect("1999 ms");
    page.fetch().must_show("error");
    assert_eq!(page.told(), [""; 0]);
    emulator.advance("1ms").expect("1 ms");
    page.fetch().must_show("expired");
    assert_eq!(page.told(), ["onEvent", "ERROR session_expired_ob"]);
    Page::open_as(&emulator, &page.token.clone(), &json!({}), &json!({})).must_show("expired");
}

#[test]
fn an_outcome_is_taken_in_its_turn_although_something_still_waits() {
    let emulator = lenient();
    let steps = json!([{ "submit": "login_error" }, { "wait": "2s" }, { "emit": { "event": "late" } },
        { "submit": "institution_down" }]);
    let mut page = under(&emulator, &steps);
    page.does("submit", keys("user")).does("retry", ()).does("submit", keys("user")).must_show("error");
    assert_eq!(page.screen["code"], "institution_down");
}

#[test]
fn a_run_that_has_ended_is_told_nothing_more() {
    let emulator = lenient();
    let steps =
        json!([{ "submit": "login_error" }, { "wait": "2s" }, { "emit": { "event": "late" } }, "expire"]);
    let mut page = under(&emulator, &steps);
    page.does("submit", keys("user")).does("close", ()).does("leave", ()).does("survey", ()).must_be_over();
    page.told();
    let moved = json!(emulator.advance("1h").expect("an hour"));
    assert_eq!(moved["fired"], json!([]));
    page.fetch();
    assert_eq!(page.told(), [""; 0]);
}

#[test]
fn expire_at_the_start_shows_the_first_screen_and_then_the_end() {
    let emulator = lenient();
    must_play(&emulator, &json!({ "play": "by_hand", "steps": ["expire"] }));
    let mut page = Page::open(&emulator, &json!({}));
    page.must_show("expired");
    assert_eq!(page.told(), ["ERROR session_expired_ob"]);
}

#[test]
fn who_acts_can_be_overridden() {
    let emulator = lenient();
    emulator.set_scenario(SetScenario::named("login_error").play(Play::ByHand)).expect("a scenario");
    let mut page = Page::open(&emulator, &json!({}));
    page.must_show("consent").connects_to("erebor_mx_retail").must_show("error");
    emulator.set_scenario("login_error").expect("a scenario");
    Page::open(&emulator, &json!({})).must_be_over();
    Page::open_at(&emulator, &json!({}), &json!({ "play": "by_hand" })).must_show("consent");
    emulator.set_scenario(SetScenario::none()).expect("none");
    let mut page = Page::open_at(&emulator, &json!({}), &json!({ "play": "by_itself" }));
    page.must_show("consent");
    assert!(
        page.greeting["console"][0]["text"].as_str().is_some_and(|text| text.contains("needs a scenario"))
    );
}

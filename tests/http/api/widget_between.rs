//! What comes between the steps of a scenario: a person who acts on a page that plays by itself, and the end of the
//! session.

use belvo_emulator::Emulator;
use serde_json::{Value, json};

use super::door::{Page, keys, must_play, must_start, still};

const BANK: &str = "erebor_mx_retail";

#[track_caller]
fn must_begin(pace: &str, steps: &Value) -> Emulator {
    let emulator = must_start(still());
    must_play(&emulator, &json!({ "play": "by_itself", "pace": pace, "steps": steps }));
    emulator
}

/// The last thing that the page is told in each second in which it is told something.
fn told_by_second(emulator: &Emulator, page: &mut Page<'_>, seconds: u64) -> Vec<(u64, String)> {
    page.told();
    let second = |second| {
        emulator.advance("1s").expect("a second");
        Some((second, page.fetch().told().pop().filter(|told| !told.is_empty())?))
    };
    (1..=seconds).filter_map(second).collect()
}

fn at(told: &[(u64, &str)]) -> Vec<(u64, String)> {
    told.iter().map(|(second, told)| (*second, (*told).to_owned())).collect()
}

#[test]
fn an_answer_that_a_person_takes_leaves_the_waits_after_it_whole() {
    let steps = json!(["accept", { "choose": BANK }, { "wait": "10s" }, { "submit": "login_error" }, { "wait": "10s" },
        "retry", { "wait": "10s" }, { "submit": "success" }, { "wait": "10s" }, "finish"]);
    let emulator = must_begin("0s", &steps);
    let mut page = Page::open(&emulator, &json!({}));
    emulator.advance("5s").expect("5 s");
    page.does("submit", keys("user")).must_show("error");
    let expected = at(&[(10, "/credentials < /error"), (20, "/success < /loading"), (30, "callback")]);
    assert_eq!(told_by_second(&emulator, &mut page, 40), expected);
}

#[test]
fn a_slow_answer_that_a_person_takes_is_waited_for() {
    let slow = json!({ "after": "5s", "then": "login_error" });
    let steps =
        json!(["accept", { "choose": BANK }, { "submit": slow }, "retry", { "submit": "success" }, "finish"]);
    let emulator = must_begin("2s", &steps);
    let mut page = Page::open(&emulator, &json!({}));
    emulator.advance("5s").expect("5 s");
    page.fetch().does("submit", keys("user")).must_show("loading");
    let expected = at(&[
        (5, "/error < /loading"),
        (7, "/credentials < /error"),
        (9, "/success < /loading"),
        (11, "callback"),
    ]);
    assert_eq!(told_by_second(&emulator, &mut page, 20), expected);
}

#[test]
fn a_warning_that_a_person_takes_leaves_the_waits_after_it_whole() {
    let disabled = json!({ "choose": { "institution": BANK, "warning": "institution_disabled" } });
    let steps = json!(["accept", { "wait": "10s" }, disabled, { "wait": "10s" }, { "choose": "any" },
        { "submit": "success" }]);
    let emulator = must_begin("0s", &steps);
    let mut page = Page::open(&emulator, &json!({}));
    emulator.advance("5s").expect("5 s");
    page.does("choose", BANK).must_show("institutions");
    assert_eq!(told_by_second(&emulator, &mut page, 20), at(&[(10, "callback")]));
}

#[test]
fn what_follows_a_wait_is_played_although_the_session_has_ended() {
    let steps = json!(["accept", { "wait": "605s" }, { "emit": { "event": { "eventName": "RAW" } } }, "close", "leave",
        { "survey": "skip" }]);
    let emulator = must_begin("0s", &steps);
    let mut page = Page::open(&emulator, &json!({}));
    emulator.advance("595s").expect("almost the token's life");
    page.fetch().must_show("institutions");
    let expected = at(&[(5, "ERROR session_expired_ob"), (10, "onExit")]);
    assert_eq!(told_by_second(&emulator, &mut page, 20), expected);
    page.must_be_over();
}

#[test]
fn what_follows_an_answer_that_comes_too_late_is_played() {
    let slow = json!({ "after": "20m", "then": "login_error" });
    let steps = json!(["accept", { "choose": "any" }, { "submit": slow }, { "wait": "5s" }, "retry", "close", "leave",
        { "survey": "skip" }]);
    let emulator = must_begin("0s", &steps);
    let mut page = Page::open(&emulator, &json!({}));
    emulator.advance("595s").expect("almost the token's life");
    page.fetch().must_show("loading");
    let expected = at(&[(5, "ERROR session_expired_ob"), (10, "onExit")]);
    assert_eq!(told_by_second(&emulator, &mut page, 20), expected);
    page.must_be_over();
}

#[test]
fn by_hand_too_what_follows_a_wait_is_sent_although_the_session_has_ended() {
    let emulator = must_start(still());
    let steps = json!([{ "submit": "login_error" }, { "wait": "605s" }, { "emit": { "event": { "eventName": "RAW" } } }]);
    must_play(&emulator, &json!({ "play": "by_hand", "steps": steps }));
    let mut page = Page::open(&emulator, &json!({ "institutions": BANK }));
    page.does("submit", keys("user")).must_show("error");
    emulator.advance("595s").expect("almost the token's life");
    let expected = at(&[(5, "ERROR session_expired_ob"), (10, "onEvent")]);
    assert_eq!(told_by_second(&emulator, &mut page, 20), expected);
}

//! Magic user names in the widget, by hand (W-TEST-01, 02).

use belvo_emulator::Emulator;
use belvo_emulator::control::SetScenario;
use serde_json::{Value, json};

use crate::support::page::Page;
use crate::support::{must_get_token, still};

fn start() -> Emulator {
    still().start().expect("an emulator")
}

/// A person at the credentials of a bank whose forms take letters.
#[track_caller]
fn at_the_bank(emulator: &Emulator) -> Page<'_> {
    let mut page = Page::open(emulator, &must_get_token(emulator));
    page.choose("erebor_mx_retail");
    page
}

#[test]
fn an_error_says_which_user_name_it_comes_from_and_another_name_connects() {
    let emulator = start();
    let mut page = at_the_bank(&emulator);
    page.submit("err_sessions");
    assert_eq!((page.shows(), page.why.as_str()), ("error", "user name err_sessions"));
    assert_eq!(page.screen["title"], "A session is already open");
    page.act("retry", Value::Null).submit("somebody");
    assert_eq!((page.shows(), page.why.as_str()), ("success", ""));
    let journal = emulator.journal().expect("a journal");
    let noted = journal.entries.iter().any(|entry| entry.why.as_deref() == Some("user name err_sessions"));
    assert!(noted, "the journal says so too");
}

#[test]
fn each_kind_of_question_shows_what_it_needs() {
    for (user, kind, input, value) in [
        ("mfa_default", "text", true, false),
        ("mfa_numeric", "numeric", true, true),
        ("mfa_qr", "qr", false, true),
        ("mfa_inputless", "inputless", false, false),
    ] {
        let emulator = start();
        let mut page = at_the_bank(&emulator);
        page.submit(user);
        assert_eq!((page.shows(), &page.screen["kind"]), ("mfa", &json!(kind)));
        assert_eq!((&page.screen["input"], page.screen["value"].is_string()), (&json!(input), value));
        assert_eq!(page.screen["seconds_left"], 9_600);
        page.act("token", if input { json!("111111") } else { Value::Null });
        assert_eq!(page.shows(), "success", "{user}");
    }
}

#[test]
fn a_wrong_token_is_asked_for_again_and_a_right_one_connects() {
    let emulator = start();
    let mut page = at_the_bank(&emulator);
    page.submit("mfa_numeric");
    let first = page.screen["value"].clone();
    page.act("token", "999999");
    assert_eq!((page.shows(), &page.screen["code"]), ("error", &json!("token_required")));
    page.act("retry", Value::Null);
    assert_eq!((page.shows(), &page.screen["kind"]), ("mfa", &json!("numeric")));
    assert_ne!(page.screen["value"], first, "a new session has a new question");
    page.act("token", "111111").act("finish", Value::Null);
    let errors = page.told().into_iter().filter(|line| line == "ERROR token_required").count();
    assert_eq!((errors, page.told().last().map(String::as_str)), (2, Some("callback")));
}

#[test]
fn other_tokens_are_right_unless_the_option_says_no() {
    for (setting, screen) in [("accept", "success"), ("reject", "error")] {
        let emulator = still().option("mfa.other_tokens", setting).start().expect("an emulator");
        let mut page = at_the_bank(&emulator);
        page.submit("mfa_default").act("token", "123456");
        assert_eq!(page.shows(), screen, "{setting}");
    }
}

#[test]
fn a_late_user_is_late_with_every_token_and_so_is_a_session_that_is_over() {
    let emulator = start();
    let mut page = at_the_bank(&emulator);
    page.submit("mfa_late").act("token", "111111");
    assert_eq!(page.screen["code"], "session_expired");
    page.act("retry", Value::Null);
    assert_eq!(page.shows(), "credentials");

    let emulator = still().option("token.access_ttl", "1d").start().expect("an emulator");
    let mut page = at_the_bank(&emulator);
    page.submit("mfa_default").advance("9600s").act("token", "111111");
    assert_eq!(page.screen["code"], "session_expired");
}

#[test]
fn a_slow_bank_answers_on_the_clock_of_the_workspace() {
    let emulator = start();
    let mut page = at_the_bank(&emulator);
    page.submit("slow_2500");
    assert_eq!((page.shows(), page.why.as_str()), ("loading", "user name slow_2500"));
    assert_eq!(page.advance("2499ms").shows(), "loading");
    assert_eq!(page.advance("1ms").shows(), "success");
}

#[test]
fn a_slow_answer_that_nobody_waits_for_is_never_told() {
    let emulator = start();
    let mut page = at_the_bank(&emulator);
    page.submit("slow_2500").leave("skip").advance("1h");
    assert_eq!(page.told().last().map(String::as_str), Some("onExit"));
    let links = emulator.info().expect("info").counts.links;
    assert_eq!(links, 0);
}

#[test]
fn an_answer_comes_although_the_person_is_asked_whether_to_leave() {
    let emulator = start();
    let mut page = at_the_bank(&emulator);
    page.submit("slow_100").act("close", Value::Null);
    assert_eq!(page.advance("100ms").shows(), "success");
}

#[test]
fn the_same_credentials_twice_can_be_refused_as_duplicated() {
    let emulator = still().option("link.duplicates", "refuse").start().expect("an emulator");
    for screen in ["success", "error"] {
        let mut page = Page::open(&emulator, &must_get_token(&emulator));
        page.choose("erebor_mx_retail").submit("somebody");
        assert_eq!(page.shows(), screen);
    }
    assert_eq!(emulator.info().expect("info").counts.links, 1);
}

#[test]
fn the_sandboxs_own_pair_fails_only_as_a_pair() {
    for (password, screen) in [("pass_invalid", "error"), ("pass_valid", "success")] {
        let emulator = start();
        let mut page = at_the_bank(&emulator);
        page.act("submit", json!({ "username": "user_invalid", "password": password }));
        assert_eq!(page.shows(), screen);
    }
}

#[test]
fn a_form_that_takes_no_letters_says_so_and_nothing_is_sent() {
    let emulator = still().start().expect("an emulator");
    let mut page = Page::open(&emulator, &must_get_token(&emulator));
    page.choose("belvo_mx_retail").submit("err_dwn");
    assert_eq!(page.shows(), "credentials");
    assert!(page.screen["errors"]["username"].is_string());
    assert_eq!(page.told().last().map(String::as_str), Some("PAGE_LOAD /credentials"));
}

#[test]
fn a_scenario_speaks_before_the_user_name() {
    let emulator = still().scenario("login_error").start().expect("an emulator");
    let query = json!({ "play": "by_hand" });
    let mut page = Page::open_with(&emulator, &must_get_token(&emulator), &json!({}), &query);
    page.choose("erebor_mx_retail").submit("err_down");
    assert_eq!(page.screen["code"], "login_error");
    page.act("retry", Value::Null).submit("err_down");
    assert_eq!(page.shows(), "success", "the file's second answer");
}

/// A warning has no place where there is no list; what the bank answers afterwards does.
#[test]
fn an_answer_after_a_warning_counts_where_there_is_one_institution() {
    let emulator = start();
    let steps = json!([
        { "choose": { "institution": "any", "warning": "institution_disabled" } },
        { "choose": "any" },
        { "submit": "login_error" },
    ]);
    let widget = json!({ "play": "by_hand", "steps": steps });
    let document = json!({ "version": 1, "title": "A warning, then an error", "widget": widget });
    emulator.set_scenario(SetScenario::document(document)).expect("a scenario");
    let one = json!({ "institutions": ["erebor_mx_retail"] });
    let mut page = Page::open_with(&emulator, &must_get_token(&emulator), &one, &json!({}));
    page.submit("somebody");
    assert_eq!((page.shows(), &page.screen["code"]), ("error", &json!("login_error")));
    let mut page = Page::open(&emulator, &must_get_token(&emulator));
    page.act("accept", Value::Null).act("choose", "erebor_mx_retail");
    assert_eq!(page.shows(), "institutions", "the list has the warning");
    page.act("choose", "erebor_mx_retail").submit("somebody");
    assert_eq!(page.shows(), "error");
}

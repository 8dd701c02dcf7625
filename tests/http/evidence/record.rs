//! A run as a scenario: its text, its playing again, and what is refused.

use belvo_emulator::control::{Emit, SetScenario};
use belvo_emulator::{Emulator, Request};
use serde_json::{Value, json};

use crate::support::page::Page;
use crate::support::recorded::{must_record, trace};
use crate::support::{ENDLESS, LATER, must_get_token, shipped, still};

fn started() -> Emulator {
    still().start().expect("an emulator")
}

/// The steps of a recorded text, with what comes before them.
fn body(text: &str) -> String {
    let lines = text.lines().filter(|line| !line.starts_with("# Recorded of the widget"));
    lines.map(|line| format!("{line}\n")).collect()
}

#[test]
fn what_was_clicked_and_answered_is_a_file() {
    let emulator = started();
    let token = must_get_token(&emulator);
    let mut page = Page::open(&emulator, &token);
    page.choose("gringotts_mx_retail").submit("err_login_b").act("retry", Value::Null);
    page.act("back", Value::Null).act("choose", "erebor_mx_retail").submit("mfa_numeric");
    page.act("token", "999999").act("retry", Value::Null).act("token", "111111").act("finish", Value::Null);
    let (text, differs) = must_record(&emulator, &page.widget);
    assert_eq!(differs, [""; 0]);
    assert!(text.contains(&page.widget));
    assert_eq!(
        body(&text),
        r#"version: 1
title: A recorded run (login_error, a wrong token, connected)
widget:
  play: by_itself
  steps:
    - accept
    - choose: gringotts_mx_retail
    - submit: { error: login_error, message: "The user account is locked, user needs to contact the institution to unlock it" } # user name err_login_b
    - retry
    - back
    - choose: erebor_mx_retail
    - submit: { ask_token: numeric } # user name mfa_numeric
    - token: wrong
    - retry
    - token: success
    - finish
"#
    );
}

/// Each shipped file, recorded while it plays, plays again as it did.
#[test]
fn each_shipped_file_is_recorded_as_it_plays() {
    for name in shipped() {
        let (was, text) = recorded(&name);
        let emulator = started();
        emulator.set_scenario(SetScenario::document(&*text)).expect("a scenario");
        let page = opened(&emulator, &name);
        assert_eq!(trace(&emulator, &page.widget), was, "{name}:\n{text}");
        let (again, _) = must_record(&emulator, &page.widget);
        let without_whys = |text: &str| {
            body(text)
                .lines()
                .map(|line| line.split(" # ").next().unwrap_or_default().to_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(without_whys(&again), without_whys(&text), "{name}");
    }
}

/// The trace of a shipped file, and its record.
fn recorded(name: &str) -> (Vec<Value>, String) {
    let emulator = started();
    emulator.set_scenario(name).expect("a shipped file");
    if emulator.handle(&Request::post("/api/token/", &crate::support::token_request())).status != 200 {
        emulator.set_scenario(SetScenario::none()).expect("none");
    }
    let page = opened(&emulator, name);
    let (text, differs) = must_record(&emulator, &page.widget);
    assert_eq!(differs, [""; 0], "{name}");
    (trace(&emulator, &page.widget), text)
}

fn opened<'e>(emulator: &'e Emulator, name: &str) -> Page<'e> {
    let token = must_get_token(emulator);
    let mut page = Page::open(emulator, &token);
    let by_itself = json!(emulator.widget(&page.widget).expect("a run"))["play"] == "by_itself";
    if let Some((_, later)) = LATER.iter().find(|(late, _)| *late == name) {
        page.advance(later);
    }
    let over = page.screen.is_null();
    assert!(!by_itself || over || ENDLESS.contains(&name), "{name} is at {}", page.shows());
    page
}

#[test]
fn a_page_that_lacks_screens_is_recorded_for_the_page_that_has_them() {
    let emulator = started();
    let token = must_get_token(&emulator);
    let config = json!({
        "institutions": ["erebor_mx_retail"], "show_close_dialog": false, "show_abandon_survey": false,
    });
    let mut page = Page::open_with(&emulator, &token, &config, &json!({ "widget.payload": "flat" }));
    page.submit("err_down").act("close", Value::Null);
    let (text, _) = must_record(&emulator, &page.widget);
    assert_eq!(
        body(&text),
        r#"version: 1
title: A recorded run (institution_down, exited)
# Its page:
# - one institution
# - no question whether to leave (show_close_dialog)
# - no survey (show_abandon_survey)
options:
  widget.payload: flat
widget:
  play: by_itself
  steps:
    - accept
    - choose: erebor_mx_retail
    - submit: institution_down # user name err_down
    - close
    - leave
    - survey: skip
"#
    );
    let was = trace(&emulator, &page.widget);
    emulator.set_scenario(SetScenario::document(&*text)).expect("a scenario");
    let token = must_get_token(&emulator);
    let again = Page::open_with(&emulator, &token, &config, &json!({}));
    assert_eq!(trace(&emulator, &again.widget), was);
}

#[test]
fn who_the_user_is_goes_with_the_record() {
    let emulator = started();
    let token = must_get_token(&emulator);
    let mut page = Page::open(&emulator, &token);
    page.choose("erebor_mx_retail").submit("break_day").act("finish", Value::Null);
    let (text, _) = must_record(&emulator, &page.widget);
    assert!(text.contains("\n  username: break_day\n"), "{text}");
}

#[test]
fn a_run_that_is_not_over_says_where_it_was_left() {
    let emulator = started();
    let token = must_get_token(&emulator);
    let mut page = Page::open(&emulator, &token);
    page.choose("erebor_mx_retail");
    let refused = emulator.handle(&Request::post(
        format!("/widget/v1/{}/acts", page.widget),
        &json!({ "token": token, "act": "submit", "value": { "username": "" }, "after": 0 }),
    ));
    assert_eq!(refused.status, 200, "{}", refused.text());
    let (text, differs) = must_record(&emulator, &page.widget);
    assert!(text.contains("title: A recorded run (not over yet)"), "{text}");
    assert!(text.ends_with("- choose: erebor_mx_retail\n"), "{text}");
    assert_eq!(differs, ["the form refused what was typed: a file types what fits"]);
    page.fetch().submit("user");
    let (text, differs) = must_record(&emulator, &page.widget);
    assert!(text.contains(&format!("# - {}", differs[1])), "{text}");
}

#[test]
fn a_widget_that_does_not_start_is_no_scenario() {
    let emulator = started();
    let token = must_get_token(&emulator);
    let body = json!({ "token": token, "config": {}, "handlers": [], "arguments": 2, "query": {} });
    let opened = emulator.handle(&Request::post("/widget/v1/open", &body)).value();
    let why = emulator.record(opened["widget"].as_str().expect("an id")).expect_err("nothing to record");
    assert_eq!((why.status, &*why.code), (409, "not_recorded"));
    assert!(
        why.detail.contains("callback") && why.detail.contains("nobody has done anything"),
        "{}",
        why.detail
    );
    let unknown = emulator.record("00000000-0000-4000-8000-000000000000").expect_err("no such run");
    assert_eq!(&*unknown.code, "widget_unknown");
}

#[test]
fn more_than_is_kept_of_a_run_is_said_to_be_so() {
    let emulator = started();
    let token = must_get_token(&emulator);
    let page = Page::open(&emulator, &token);
    for count in 0..20 {
        let event = json!({ "count": count, "text": "x".repeat(8_000) });
        emulator.emit(Emit::event(&page.widget, event)).expect("an open run");
    }
    let why = emulator.record(&*page.widget).expect_err("too much");
    assert!(why.detail.contains("more has happened"), "{}", why.detail);
}

//! The shipped scenarios through the library: what the page's functions are called with, the link, the token.

use crate::support::page::{Page, told};
use crate::support::{ENDLESS, LATER, assert_trace, must_get_token, shipped, stems, still};
use belvo_emulator::Emulator;
use belvo_emulator::control::{EntryKind, Match};
use serde_json::{Value, json};

/// Opens a page of this configuration and lets a scenario play as far as it goes.
#[track_caller]
fn play<'e>(emulator: &'e Emulator, scenario: &str, token: &str, config: &Value) -> Page<'e> {
    let mut page = Page::open_with(emulator, token, config, &json!({}));
    if let Some((_, by)) = LATER.iter().find(|(name, _)| *name == scenario) {
        assert_eq!(page.shows(), "loading", "{scenario} waits for the clock");
        page.advance(by);
    }
    assert_eq!(page.screen.is_null(), !ENDLESS.contains(&scenario), "{scenario}: {}", page.screen);
    page
}

#[test]
fn each_shipped_scenario_leaves_the_same_trace() {
    for scenario in shipped() {
        let emulator = still().scenario(&scenario).start().expect("an emulator");
        let token = must_get_token(&emulator);
        let page = play(&emulator, &scenario, &token, &json!({}));
        assert_trace(&scenario, &Value::from(page.calls), &token, &emulator);
    }
}

/// What is said does not depend on the language: each event carries the English message.
#[test]
fn the_trace_is_the_same_in_portuguese() {
    for scenario in shipped() {
        let emulator = still().scenario(&scenario).start().expect("an emulator");
        let token = must_get_token(&emulator);
        let page = play(&emulator, &scenario, &token, &json!({ "locale": "pt" }));
        assert_trace(&scenario, &Value::from(page.calls), &token, &emulator);
    }
}

#[test]
fn every_scenario_has_a_trace_and_every_trace_a_scenario() {
    assert_eq!(stems("tests/traces", "snap"), shipped());
}

#[test]
fn the_binary_ships_the_whole_folder() {
    let emulator = still().start().expect("an emulator");
    let all = emulator.scenarios().expect("scenarios");
    let names: Vec<&str> = all.scenarios.iter().map(|row| row.name.as_str()).collect();
    assert_eq!(names, shipped());
}

/// The last call of the page's functions: how the run ended, and with which error.
fn end(page: &Page<'_>) -> Option<String> {
    page.calls.last().map(told)
}

#[test]
fn each_shipped_scenario_ends_the_same_on_every_page() {
    let pages = [
        json!({ "country_codes": ["BR"] }),
        json!({ "institutions": ["erebor_mx_retail"] }),
        json!({ "institutions": ["gotham_br_business", "heimdall_br_retail"], "show_intro": false }),
        json!({ "show_intro": false }),
        json!({ "show_close_dialog": false }),
        json!({ "show_abandon_survey": false }),
        json!({ "show_close_dialog": false, "show_abandon_survey": false }),
        json!({
            "institutions": ["erebor_mx_retail"], "locale": "pt",
            "show_intro": false, "show_close_dialog": false, "show_abandon_survey": false,
        }),
    ];
    let emulator = still().start().expect("an emulator");
    for scenario in shipped() {
        emulator.set_scenario(&scenario).expect("a scenario");
        let usual = end(&play(&emulator, &scenario, &must_get_token(&emulator), &json!({})));
        for config in &pages {
            let page = play(&emulator, &scenario, &must_get_token(&emulator), config);
            // Whether it still loads or never started: the last event is the screen's, and so the page's own.
            if !ENDLESS.contains(&scenario.as_str()) {
                assert_eq!(end(&page), usual, "{scenario} on {config}");
            }
        }
    }
}

#[test]
fn one_institution_has_neither_consent_nor_list() {
    let emulator = still().scenario("success-one-institution").start().expect("an emulator");
    let only = json!({ "institutions": ["erebor_mx_retail"] });
    let page = play(&emulator, "success-one-institution", &must_get_token(&emulator), &only);
    assert_eq!(page.told(), ["PAGE_LOAD /loading", "PAGE_LOAD /success", "callback"]);
    assert_eq!(page.calls[2]["args"][1], "erebor_mx_retail");
}

#[test]
fn a_bank_that_never_answers_lasts_until_the_token_dies() {
    let emulator = still().scenario("bank-never-answers").start().expect("an emulator");
    let token = must_get_token(&emulator);
    let mut page = play(&emulator, "bank-never-answers", &token, &json!({}));
    assert_eq!(page.advance("599s").shows(), "loading");
    assert_eq!(page.advance("1s").shows(), "expired");
    page.act("close", Value::Null);
    assert_eq!(end(&page).as_deref(), Some("onExit session_expired_ob"));
}

#[test]
fn a_token_without_scopes_shows_what_is_missing() {
    let emulator = still().scenario("token-without-scopes").start().expect("an emulator");
    let page = play(&emulator, "token-without-scopes", &must_get_token(&emulator), &json!({}));
    assert_eq!((page.shows(), &page.screen["detail"]), ("config-error", &json!("read_institutions")));
    assert!(page.console[0]["text"].as_str().is_some_and(|text| text.contains("scope read_institutions")));
    assert_eq!(page.calls, Vec::<Value>::new());
}

#[test]
fn the_journal_has_the_answer_of_the_survey() {
    for (scenario, answer) in [
        ("exit-survey-trust", json!("trust")),
        ("exit-after-error-trust", json!("trust")),
        ("exit-survey-skipped", Value::Null),
    ] {
        let emulator = still().scenario(scenario).start().expect("an emulator");
        play(&emulator, scenario, &must_get_token(&emulator), &json!({}));
        let surveys = Match::kind(EntryKind::Survey);
        let journal = emulator.journal_of(surveys).expect("a journal");
        let answers: Vec<_> = journal.entries.iter().map(|entry| &entry.data["answer"]).collect();
        assert_eq!(answers, [&answer]);
    }
}

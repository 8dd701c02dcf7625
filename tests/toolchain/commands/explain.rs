//! `explain`: what a word means, and how to get it.

use belvo_emulator::control::{Play, SetScenario};
use belvo_emulator::domain::vocabulary::rules;
use std::collections::BTreeSet;

use belvo_emulator::{Emulator, Request};
use serde_json::{Value, json};

use super::{must_be_readable, must_complain, must_print, must_print_json};
use crate::support::{still, token_request};

/// The explanation without the scenarios and their pages, which come and go with the shipped files.
#[track_caller]
fn must_explain(words: &[&str]) -> String {
    let text = must_print(&[&["explain"], words].concat());
    must_be_readable(&text, 80);
    let mut left_out = false;
    let kept = text.lines().filter(|line| {
        if line.starts_with("  ") && !line.starts_with("   ") {
            left_out = ["  scenarios", "  docs", "  in a file"].iter().any(|label| line.starts_with(label));
        }
        !left_out
    });
    kept.collect::<Vec<_>>().join("\n")
}

#[test]
fn a_code_with_several_messages() {
    insta::assert_snapshot!(must_explain(&["login_error"]));
}

#[test]
fn a_code_of_the_pages_own_token() {
    insta::assert_snapshot!(must_explain(&["ACCESS_TOKEN_NOT_VALID"]));
}

#[test]
fn a_code_of_rest_alone() {
    insta::assert_snapshot!(must_explain(&["link_refreshed"]));
}

#[test]
fn the_warning() {
    insta::assert_snapshot!(must_explain(&["institution_disabled"]));
}

#[test]
fn a_code_of_a_page_after_the_bank() {
    insta::assert_snapshot!(must_explain(&["risk_analysis_denied"]));
}

#[test]
fn an_event() {
    insta::assert_snapshot!(must_explain(&["ERROR"]));
}

#[test]
fn a_page() {
    insta::assert_snapshot!(must_explain(&["/abandonSurvey"]));
}

#[test]
fn a_user_name() {
    insta::assert_snapshot!(must_explain(&["mfa_late"]));
}

#[test]
fn a_rule() {
    insta::assert_snapshot!(must_explain(&["W-CB-10"]));
}

#[test]
fn a_rule_that_is_kept_by_half_says_what_is_missing() {
    assert!(
        must_explain(&["W-TEST-10"]).contains("by half    there is no TLS"),
        "{}",
        must_explain(&["W-TEST-10"])
    );
    let json = must_print_json(&["explain", "W-TEST-10", "--json"]);
    assert!(json["by_half"].as_str().is_some_and(|lacks| lacks.contains("TLS")), "{json}");
    assert_eq!(must_print_json(&["explain", "W-CB-10", "--json"])["by_half"], Value::Null);
}

#[test]
fn a_rule_that_is_not_emulated_says_that_by_its_id_and_why() {
    for absent in rules::absent() {
        let text = must_explain(&[absent.id]);
        let said: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(said, format!("{} This rule is not emulated: {}", absent.id, absent.why));
    }
    let json = must_print_json(&["explain", "w-host-05", "--json"]);
    assert_eq!((&json["kind"], &json["name"]), (&json!("absent rule"), &json!("W-HOST-05")));
}

#[test]
fn a_status_leads_to_what_gives_it_here() {
    let json = must_print_json(&["explain", "401", "--json"]);
    assert_eq!((&json["kind"], &json["name"]), (&json!("status"), &json!("401")));
    let codes = json["codes"].as_array().expect("codes");
    assert!(
        ["authentication_failed", "token_not_valid"].iter().all(|code| codes.contains(&json!(code))),
        "{json}"
    );
    let refused = Emulator::builder().start().expect("an emulator").handle(&Request::get("/api/links/"));
    assert!(refused.status == 401 && codes.contains(&refused.value()[0]["code"]), "what really gives it");
    let text = must_explain(&["428"]);
    assert!(text.contains("token_required: ") && text.contains("mfa_numeric"), "{text}");
    let created = must_print_json(&["explain", "201", "--json"]);
    assert_eq!(created["succeeds"][0], "POST /api/links/");
    let text = must_explain(&["201"]).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(text.contains("more of `"), "a few of many, whatever the program's path: {text}");
    assert!(must_complain(&["explain", "299"], 2).contains("nothing is known of `299`"));
}

#[test]
fn an_institution_is_found_by_the_name_that_people_see() {
    let text = must_explain(&["erebor", "bank"]);
    assert!(text.starts_with("erebor_br_retail\n"), "{text}");
    assert!(text.contains("`erebor_co_retail`") && text.contains("`erebor_mx_retail`"), "{text}");
    assert_eq!(must_print_json(&["explain", "Gotham Business Bank", "--json"])["name"], "gotham_br_business");
}

#[test]
fn a_text_of_a_screen_that_is_no_error_leads_to_the_screen() {
    for (text, screen) in [
        ("Select your institution", "institutions"),
        ("acesse erebor bank", "credentials"),
        ("Account connected", "success"),
        ("Are you sure you want to exit", "close-dialog"),
        ("12 seconds left", "mfa"),
    ] {
        let json = must_print_json(&["explain", text, "--json"]);
        assert_eq!((&json["kind"], &json["screen"]), (&json!("text"), &json!(screen)), "{text}");
        must_explain(&[text]);
    }
    let several = must_print_json(&["explain", "Continue", "--json"]);
    assert_eq!((&several["kind"], &several["screen"]), (&json!("text"), &Value::Null));
}

#[test]
fn every_code_event_and_page_is_explained() {
    let names = [("errors", "code"), ("events", "name")];
    for (what, name) in names {
        for row in must_print_json(&["list", what, "--json"]).as_array().expect("a list") {
            let name = row[name].as_str().expect("a name");
            must_be_readable(&must_print(&["explain", name]), 80);
        }
    }
}

#[test]
fn a_message_or_what_the_screen_shows_leads_to_its_code() {
    let code = |words: &[&str]| must_print_json(&[&["explain", "--json"], words].concat())["name"].clone();
    assert_eq!(code(&["Link already exists"]), "duplicated");
    assert_eq!(code(&["a", "session", "is", "already", "opened"]), "too_many_sessions");
    assert_eq!(code(&["Tempo limite de conexão atingido"]), "request_timeout");
    assert_eq!(code(&["page_load"]), "PAGE_LOAD");
}

#[test]
fn what_is_not_known_or_not_clear_is_told() {
    let unknown = must_complain(&["explain", "login_eror"], 2);
    assert!(unknown.contains("did you mean `login_error`?"), "{unknown}");
    assert!(!must_complain(&["explain", "xyzzy"], 2).contains("did you mean"));
    let several = must_complain(&["explain", "Something went wrong"], 2);
    assert!(several.contains("institution_down, "), "{several}");
}

/// Codes and pages of a run of the widget, or the code of the refused token.
fn really_shows(emulator: &Emulator) -> BTreeSet<String> {
    let token = emulator.handle(&Request::post("/api/token/", &token_request()));
    if token.status != 200 {
        return token.value()[0]["code"].as_str().map(str::to_owned).into_iter().collect();
    }
    let body = json!({
        "token": token.value()["access"], "config": {}, "handlers": ["callback", "onEvent", "onExit"],
        "arguments": 2, "query": {},
    });
    let widget = emulator.handle(&Request::post("/widget/v1/open", &body)).value()["widget"].clone();
    emulator.advance("5m").expect("time");
    let run = json!(emulator.widget(widget.as_str().expect("an id")).expect("a run"));
    let frames = run["frames"].as_array().cloned().unwrap_or_default();
    let emissions = frames.iter().flat_map(|frame| frame["emissions"].as_array().into_iter().flatten());
    let told = |emission: &Value| -> Vec<String> {
        let meta = &emission["args"][0]["data"][0]["meta_data"];
        let words = ["error_code", "warning_code", "page"].map(|key| meta[key].as_str().map(str::to_owned));
        words.into_iter().flatten().collect()
    };
    emissions.flat_map(told).collect()
}

#[test]
fn the_scenarios_of_a_code_or_a_page_are_those_that_really_show_it() {
    let mut explained: BTreeSet<(String, String)> = BTreeSet::new();
    for (what, key) in [("errors", "code"), ("events", "name")] {
        let rows = must_print_json(&["list", what, "--json"]);
        let names = rows.as_array().into_iter().flatten().filter_map(|row| row[key].as_str());
        for name in names.filter(|name| what == "errors" || name.starts_with('/')) {
            let sheet = must_print_json(&["explain", name, "--json"]);
            let scenarios = sheet["scenarios"].as_array().cloned().expect("scenarios");
            explained.extend(
                scenarios
                    .iter()
                    .map(|row| (row["name"].as_str().unwrap_or_default().to_owned(), name.to_owned())),
            );
        }
    }
    let mut shown = BTreeSet::new();
    for row in must_print_json(&["list", "scenarios", "--json"]).as_array().expect("a list") {
        let name = row["name"].as_str().expect("a name");
        let emulator = still().start().expect("an emulator");
        emulator.set_scenario(SetScenario::named(name).play(Play::ByItself)).expect("a scenario");
        shown.extend(really_shows(&emulator).into_iter().map(|word| (name.to_owned(), word)));
    }
    let only = |one: &BTreeSet<_>, other: &BTreeSet<_>| {
        one.difference(other).cloned().collect::<Vec<(String, String)>>()
    };
    assert_eq!(
        (only(&explained, &shown), only(&shown, &explained)),
        (Vec::new(), Vec::new()),
        "left: explained, not shown; right: shown, not explained"
    );
}

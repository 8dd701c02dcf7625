//! `links` of a scenario file: what becomes of each link later, on the workspace's clock (R-LINK-08).

use belvo_emulator::control::{LinkState, SetScenario, WaitForWebhooks};
use serde_json::json;

use crate::support::desk::Desk;

const BANK: &str = "erebor_mx_retail";
const MOCK_BANK: &str = "ofmockbank_br_retail";

fn scenario(rules: serde_json::Value) -> SetScenario {
    SetScenario::document(json!({ "version": 1, "title": "Links that turn", "links": rules }))
}

#[track_caller]
fn status(desk: &Desk, link: &str) -> String {
    let link = desk.must(200, desk.get(&format!("/api/links/{link}/")));
    link["status"].as_str().expect("a status").to_owned()
}

#[test]
fn each_link_turns_when_its_time_comes_and_webhooks_tell_of_it() {
    let desk = Desk::new();
    let rules = json!([{ "after": "1d", "status": "invalid" }, { "after": "2d", "status": "valid" }]);
    desk.emulator.set_scenario(scenario(rules)).expect("a scenario");
    let first = desk.must_link(BANK, "bnk100", "single");
    desk.emulator.advance("1h").expect("moved");
    let second = desk.must_link(BANK, "bnk101", "single");
    desk.emulator.set_scenario(SetScenario::none()).expect("none");
    let later = desk.must_link(BANK, "bnk1002", "single");
    desk.emulator.advance("23h").expect("moved");
    let now = || [&first, &second, &later].map(|link| status(&desk, link));
    assert_eq!(now(), ["invalid", "valid", "valid"]);
    let told = desk.emulator.inbox_wait(WaitForWebhooks::default().kind("LINK")).expect("the inbox");
    assert_eq!(told.webhooks[0].body["link_id"], *first);
    desk.emulator.advance("1d").expect("moved");
    assert_eq!(now(), ["valid", "invalid", "valid"]);
    desk.emulator.advance("1h").expect("moved");
    assert_eq!(now(), ["valid", "valid", "valid"]);
}

/// Each state that a link can be put into by hand comes by a file too.
#[test]
fn each_state_comes_by_a_file() {
    for state in LinkState::WORDS {
        let desk = Desk::new();
        desk.emulator
            .set_scenario(scenario(json!([{ "after": "1m", "status": state }])))
            .expect("a scenario");
        let link = desk.must_link(MOCK_BANK, "76109277673", "recurrent");
        desk.emulator.advance("1m").expect("moved");
        let journal = json!(desk.emulator.journal().expect("the journal"));
        let data = json!({ "link": link, "status": state });
        let set = |entry: &serde_json::Value| entry["kind"] == "link.status" && entry["data"] == data;
        assert!(journal["entries"].as_array().is_some_and(|entries| entries.iter().any(set)), "{state}");
    }
}

#[test]
fn a_link_without_a_consent_loses_none_and_the_journal_says_so() {
    let desk = Desk::new();
    let rules = json!([{ "after": "1m", "status": "expired_consent" }]);
    desk.emulator.set_scenario(scenario(rules)).expect("a scenario");
    let link = desk.must_link(BANK, "bnk100", "single");
    desk.emulator.advance("1m").expect("moved");
    assert_eq!(status(&desk, &link), "valid");
    let journal = json!(desk.emulator.journal().expect("the journal")).to_string();
    assert!(journal.contains("has no consent to lose"), "{journal}");
}

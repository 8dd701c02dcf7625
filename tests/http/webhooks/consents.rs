//! The consent of a link of open finance lives and ends with the link, and what is told of it (R-CONS, R-HOOK-20, W-OFDA-09).

use belvo_emulator::control::{HookCode, LinkState, LinkStatus, SetLink, Trigger, WaitForWebhooks};
use http::Method;
use serde_json::{Value, json};

use super::inbox::late;
use crate::support::desk::Desk;
use crate::support::page::Page;

const MOCK_BANK: &str = "ofmockbank_br_retail";
const RALPH: &str = "76109277673";
const MADE: &str = "2026-07-01T12:00:00Z";

/// What is told of a type; the bodies of others, which take long to make for a year, are not looked at.
fn told_of(desk: &Desk, kind: &str) -> Vec<Value> {
    let wanted = WaitForWebhooks::default().kind(kind).timeout("1ms");
    let arrived = desk.emulator.inbox_wait(wanted).expect("the inbox").webhooks;
    arrived.into_iter().map(|received| received.body).collect()
}

fn of_consents(desk: &Desk) -> Vec<Value> {
    told_of(desk, "CONSENT")
}

fn codes(webhooks: &[Value]) -> Vec<&str> {
    webhooks.iter().filter_map(|webhook| webhook["webhook_code"].as_str()).collect()
}

#[track_caller]
fn consent(desk: &Desk) -> Value {
    let consents = desk.must_list("/api/consents/");
    assert_eq!(consents.len(), 1, "{consents:?}");
    consents[0].clone()
}

fn status(desk: &Desk, link: &str) -> Value {
    desk.must(200, desk.get(&format!("/api/links/{link}/")))["status"].clone()
}

fn move_by(desk: &Desk, by: &str) {
    desk.emulator.advance(by).expect("moved");
}

fn renewed(desk: &Desk, link: &str) {
    let secret = json!({ "password": "renewed" });
    desk.must(200, desk.call(Method::PUT, &format!("/api/links/{link}/"), Some(&secret)));
}

#[test]
fn a_consent_ends_with_its_link_and_both_are_renewed() {
    let desk = late(MADE);
    let link = desk.must_link(MOCK_BANK, RALPH, "recurrent");
    move_by(&desk, "365d");
    let before = consent(&desk);
    assert_eq!((&before["status"], status(&desk, &link)), (&json!("AUTHORISED"), json!("valid")));
    assert_eq!(before["expired_at"], "2027-07-02T12:00:00.000000Z");
    move_by(&desk, "1d");
    assert_eq!((&consent(&desk)["status"], status(&desk, &link)), (&json!("EXPIRED"), json!("invalid")));
    let refused = desk.post("/api/accounts/", &json!({ "link": link }));
    assert_eq!(desk.must_refuse(400, refused), "invalid_link", "R-ERR-36");
    assert!(!desk.must_list(&format!("/api/accounts/?link={link}")).is_empty(), "R-PAGE-13");

    renewed(&desk, &link);
    let after = consent(&desk);
    assert_eq!((&after["status"], &after["id"]), (&json!("AUTHORISED"), &before["id"]));
    assert_eq!(after["expired_at"], "2028-07-02T12:00:00.000000Z");
    assert_eq!(status(&desk, &link), "valid");
    desk.must_retrieve("/api/accounts/", &json!({ "link": link }));
}

#[test]
fn the_end_of_a_consent_is_told_before_at_and_after_it() {
    let desk = late(MADE);
    let link = desk.must_link(MOCK_BANK, RALPH, "recurrent");
    let before = consent(&desk);
    move_by(&desk, "366d");
    renewed(&desk, &link);
    let webhooks = of_consents(&desk);
    let once =
        ["about_to_expire", "expired", "expiration_changed"].map(|end| format!("openfinance_consent_{end}"));
    assert_eq!(codes(&webhooks), once, "the first by one weekly update of 52");
    assert_eq!(told_of(&desk, "LINK"), Vec::<Value>::new(), "no credentials are wrong");
    let place = json!([before["belvo_institution_name"], before["institution_display_name"]]);
    for webhook in &webhooks {
        assert_eq!(
            (&webhook["process_type"], &webhook["link_id"]),
            (&json!("recurrent_update"), &json!(link))
        );
        let data = &webhook["data"];
        assert_eq!(data["consent_id"], before["id"]);
        assert_eq!(json!([data["institution"], data["institution_display_name"]]), place);
    }
    let said = |key: &str| webhooks.iter().map(|webhook| webhook["data"][key].clone()).collect::<Vec<_>>();
    assert_eq!(said("action"), [json!("renew"), json!("renew"), Value::Null]);
    let ends = [before["expired_at"].clone(), Value::Null, consent(&desk)["expired_at"].clone()];
    assert_eq!(said("consent_due_date"), ends);
}

#[test]
fn a_single_link_ends_without_a_word() {
    let desk = late(MADE);
    let link = desk.must_link(MOCK_BANK, RALPH, "single");
    move_by(&desk, "366d");
    assert_eq!((&consent(&desk)["status"], status(&desk, &link)), (&json!("EXPIRED"), json!("invalid")));
    renewed(&desk, &link);
    assert_eq!(status(&desk, &link), "valid");
    assert_eq!(of_consents(&desk), Vec::<Value>::new());
}

#[test]
fn a_refresh_on_demand_says_that_a_consent_ends_soon() {
    let desk = late(MADE);
    let link = desk.must_link(MOCK_BANK, RALPH, "recurrent");
    let refresh = |days: &str| {
        move_by(&desk, days);
        desk.emulator.clear_inbox().expect("cleared");
        desk.must(202, desk.post(&format!("/api/links/{link}/refresh/"), &json!({})));
        move_by(&desk, "1m");
        codes(&of_consents(&desk)).len()
    };
    assert_eq!(refresh("358d"), 0, "eight days before");
    assert_eq!(refresh("2d"), 1, "six days before");
}

#[test]
fn a_link_that_is_set_valid_by_hand_has_a_consent_in_force() {
    let desk = late(MADE);
    let link = desk.must_link(MOCK_BANK, RALPH, "recurrent");
    move_by(&desk, "366d");
    desk.emulator.set_link(SetLink::new(&link, LinkStatus::Valid)).expect("set");
    assert_eq!(consent(&desk)["status"], "AUTHORISED");
    assert_eq!(codes(&of_consents(&desk)).last(), Some(&"openfinance_consent_expiration_changed"));
}

/// W-UPD-05, R-CONS-03: what the user agrees to in update mode begins then.
#[test]
fn update_mode_renews_a_consent_for_as_long_as_its_token_says() {
    let desk = late(MADE);
    let link = desk.must_link(MOCK_BANK, RALPH, "recurrent");
    move_by(&desk, "366d");
    let consent_of_token = json!({ "default_consent_duration_days": 92 });
    let body = json!({
        "id": "desk", "password": "secret", "link_id": link,
        "scopes": "read_institutions,write_links,read_links", "widget": { "consent": consent_of_token },
    });
    let token =
        desk.must(200, desk.post("/api/token/", &body))["access"].as_str().expect("a token").to_owned();
    let mut page = Page::open(&desk.emulator, &token);
    let typed: Value = page.screen["fields"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|field| (field["name"].as_str().expect("a name").to_owned(), json!(RALPH)))
        .collect::<serde_json::Map<_, _>>()
        .into();
    page.act("submit", typed);
    assert_eq!(page.screen["name"], "success", "{}", page.screen);
    assert_eq!(status(&desk, &link), "valid");
    let after = consent(&desk);
    assert_eq!((&after["consent_duration"], &after["status"]), (&json!(92), &json!("AUTHORISED")));
    assert_eq!(after["expired_at"], "2027-10-02T12:00:00.000000Z");
    let told = of_consents(&desk);
    assert_eq!(codes(&told).last(), Some(&"openfinance_consent_expiration_changed"));
    move_by(&desk, "92d");
    assert_eq!(status(&desk, &link), "invalid", "and ends when that is over");
}

#[test]
fn older_names_lack_the_product() {
    let desk = late(MADE);
    desk.emulator.set_options([("hook.consent_names", "old")]).expect("an option");
    desk.must_link(MOCK_BANK, RALPH, "recurrent");
    move_by(&desk, "366d");
    assert_eq!(codes(&of_consents(&desk)), ["consent_about_to_expire", "consent_expired"]);
}

#[test]
fn only_a_link_of_open_finance_tells_of_a_consent_by_hand() {
    let desk = late(MADE);
    let link = desk.must_link("erebor_mx_retail", "bnk100", "recurrent");
    let by_hand = Trigger::new(&link, "CONSENT", HookCode::ConsentExpired);
    let refused = desk.emulator.trigger(by_hand).expect_err("it has none");
    assert!(refused.detail.contains("consent"), "{refused:?}");
    assert_eq!(of_consents(&desk), Vec::<Value>::new());
}

/// Each end is told once, each time with an id of its own, be they in one moment.
#[test]
fn a_consent_that_ends_twice_in_a_moment_is_told_twice_and_no_more() {
    let desk = late("2026-07-01T12:00:00Z");
    let link = desk.must_link(MOCK_BANK, RALPH, "recurrent");
    desk.emulator.advance("1m").expect("moved");
    desk.emulator.clear_inbox().expect("cleared");
    for state in [LinkState::ExpiredConsent, LinkState::ExpiredConsent, LinkState::Valid] {
        desk.emulator.set_link(SetLink::new(&link, state)).expect("set");
    }
    desk.emulator.set_link(SetLink::new(&link, LinkState::ExpiredConsent)).expect("set");
    let told = of_consents(&desk);
    let ids: std::collections::BTreeSet<String> =
        told.iter().map(|body| body["webhook_id"].to_string()).collect();
    assert_eq!(
        (codes(&told).iter().filter(|code| code.ends_with("expired")).count(), ids.len()),
        (2, told.len())
    );
}

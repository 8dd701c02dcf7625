//! The ways out: close dialog, survey, exit data (W-FLOW-08, 09, W-EXIT).

use belvo_emulator::Emulator;
use serde_json::{Value, json};

use super::door::{Page, data, keys, must_play, must_start, still};

/// The exit data of a page that closes and answers everything.
fn exit(page: &mut Page<'_>) -> Value {
    page.calls();
    page.does("close", ());
    while !page.screen.is_null() {
        let act = page.screen["acts"].as_array().and_then(|acts| acts.last()).cloned().expect("an act");
        page.does(act.as_str().expect("a name"), json!("other"));
    }
    let mut calls = page.calls();
    let last = calls.pop().expect("onExit");
    assert_eq!(last["to"], "onExit");
    assert!(calls.iter().all(|call| call["to"] == "onEvent"), "W-EXIT-06: once");
    last["args"][0].clone()
}

fn failing(emulator: &Emulator) {
    let steps = json!([{ "submit": "login_error" }, { "submit": "institution_down" }]);
    must_play(emulator, &json!({ "play": "by_hand", "steps": steps }));
}

#[test]
fn w_exit_01_before_anything_happened_only_the_step_is_told() {
    let emulator = must_start(still());
    let mut page = Page::open(&emulator, &json!({}));
    assert_eq!(exit(&mut page), json!({ "data": [{ "meta_data": { "step": "abandon-survey" } }] }));
}

#[test]
fn w_exit_02_the_latest_error_is_told_first_and_whole() {
    let emulator = must_start(still());
    failing(&emulator);
    let mut page = Page::open(&emulator, &json!({}));
    page.connects_to("erebor_mx_retail").must_show("error");
    page.does("retry", ()).does("submit", keys("user")).must_show("error");
    let exit = exit(&mut page);
    let text = json!({
        "last_encountered_error": {
            "message": "The financial institution is down, try again later",
            "code": "institution_down",
        },
        "meta_data": { "institution_name": "erebor_mx_retail", "step": "abandon-survey" },
    });
    assert_eq!(exit["data"][0].to_string(), text.to_string(), "W-CB-14: keys in order");
}

#[test]
fn w_exit_03_an_institution_that_was_left_again_is_not_told() {
    let emulator = must_start(still());
    let mut page = Page::open(&emulator, &json!({}));
    page.does("accept", ()).does("choose", "erebor_mx_retail").does("back", ());
    assert_eq!(exit(&mut page)["data"][0]["meta_data"], json!({ "step": "abandon-survey" }));
}

#[test]
fn w_exit_04_the_step_is_an_option() {
    let emulator = must_start(still().option("widget.exit_step", "initial_only"));
    let mut page = Page::open(&emulator, &json!({}));
    assert_eq!(exit(&mut page)["data"][0]["meta_data"], json!({ "step": "abandon-survey" }));
    let mut page = Page::open(&emulator, &json!({ "institutions": "erebor_mx_retail" }));
    assert_eq!(exit(&mut page)["data"][0]["meta_data"], json!({ "institution_name": "erebor_mx_retail" }));
}

#[test]
fn w_exit_07_exit_after_success_is_an_option() {
    let emulator = must_start(still());
    let mut page = Page::open(&emulator, &json!({}));
    page.connects_to("erebor_mx_retail").told();
    page.does("finish", ()).must_be_over();
    assert_eq!(page.told(), ["callback"]);

    let both = must_start(still().option("widget.exit_after_success", "on"));
    let mut page = Page::open(&both, &json!({}));
    page.connects_to("erebor_mx_retail").told();
    page.does("finish", ()).must_be_over();
    assert_eq!(page.told(), ["callback", "onExit"]);
}

#[test]
fn w_flow_08_the_dialog_stands_over_a_screen_that_stays() {
    let emulator = must_start(still());
    failing(&emulator);
    let mut page = Page::open(&emulator, &json!({}));
    page.connects_to("erebor_mx_retail").must_show("error").told();
    let before = page.screen.clone();
    page.does("close", ()).must_show("close-dialog");
    page.must_not("close", ());
    page.must_not("retry", ());
    page.does("stay", ());
    assert_eq!(page.screen, before);
    assert_eq!(page.told(), [""; 0], "W-EVT-15: no PAGE_LOAD for the dialog");
    page.does("retry", ()).must_show("credentials");
    assert_eq!(page.told(), ["/credentials < /error"]);
}

#[test]
fn w_evt_10_the_survey_is_a_page_and_may_be_skipped() {
    let emulator = must_start(still());
    for answer in [json!(null), json!("missing"), json!("trust"), json!("credentials"), json!("other")] {
        let mut page = Page::open(&emulator, &json!({}));
        page.does("close", ()).does("leave", ()).must_show("survey");
        assert_eq!(page.screen["answers"], json!(["missing", "trust", "credentials", "other"]));
        assert_eq!(page.told(), ["/abandonSurvey < /consent"]);
        page.does("survey", answer).must_be_over();
        assert_eq!(page.told(), ["onExit"]);
    }
}

#[test]
fn w_cfg_14_and_15_dialog_and_survey_can_be_left_out() {
    let emulator = must_start(still());
    let mut page = Page::open(&emulator, &json!({ "show_close_dialog": false }));
    page.does("close", ()).must_show("survey").does("survey", ()).must_be_over();
    assert_eq!(page.told(), ["/abandonSurvey < /consent", "onExit"]);

    let mut page = Page::open(&emulator, &json!({ "show_abandon_survey": "false" }));
    page.does("close", ()).must_show("close-dialog").does("leave", ()).must_be_over();
    assert_eq!(page.told(), ["onExit"]);

    let mut page =
        Page::open(&emulator, &json!({ "show_abandon_survey": false, "show_close_dialog": false }));
    page.does("close", ()).must_be_over();
    assert_eq!(page.told(), ["onExit"]);
}

#[test]
fn an_exit_leaves_the_token_alive() {
    let emulator = must_start(still());
    let mut page = Page::open(&emulator, &json!({}));
    let token = page.token.clone();
    exit(&mut page);
    Page::open_as(&emulator, &token, &json!({}), &json!({})).must_show("consent");
}

#[test]
fn w_cb_06_a_tab_closed_on_the_success_screen_calls_nothing_and_the_link_stays() {
    let emulator = must_start(still());
    let mut page = Page::open(&emulator, &json!({}));
    page.connects_to("erebor_mx_retail").must_show("success").told();
    let gone = json!({ "token": page.token, "handled": [], "ended": "pagehide" });
    assert_eq!(page.ask("report", &gone).status, 204);
    emulator.advance("1h").expect("an hour");
    page.fetch();
    assert_eq!(page.told(), [""; 0]);
    assert_eq!(emulator.info().expect("info").counts.links, 1);
}

#[test]
fn w_flow_02_an_unavailable_institution_warns_and_the_user_stays() {
    let emulator = must_start(still());
    let steps = json!([{ "choose": { "institution": "any", "warning": "institution_disabled" } }]);
    must_play(&emulator, &json!({ "play": "by_hand", "steps": steps }));
    let mut page = Page::open(&emulator, &json!({}));
    page.does("accept", ()).calls();
    page.does("choose", "erebor_mx_retail").must_show("institutions");
    let calls = page.calls();
    assert_eq!(calls.len(), 1);
    let meta = &data(&calls[0])["meta_data"];
    assert_eq!(data(&calls[0])["eventName"], "WARNING");
    assert_eq!(meta["warning_code"], "institution_disabled");
    assert_eq!(meta["warning_message"], "The institution is temporarily unavailable.");
    assert_eq!(meta["institution_name"], "erebor_mx_retail", "W-EVT-08");
    page.does("choose", "erebor_mx_retail").must_show("credentials");
}

//! Where the flow was decided in several places that disagreed: one place now, and what it says.

use belvo_emulator::Request;
use belvo_emulator::control::{LinkStatus, SetLink};
use belvo_emulator::domain::vocabulary::events::EventName;
use belvo_emulator::domain::widget::flow::Effect;
use belvo_emulator::domain::widget::summary::Summary;
use belvo_emulator::scenario_file;
use belvo_emulator::scenario_file::Context;
use serde_json::{Value, json};

use super::door::{PASSWORD, Page, SECRET_ID, must_answer, must_play, must_start, still, token_with};
use crate::support::assets_with;

const CONTEXT: Context<'static> = Context { institutions: &[], option: &|_, _| Ok(()), call: &|_, _| Ok(()) };

/// What a scenario shows.
#[track_caller]
fn summary(widget: &Value) -> Summary {
    let document = json!({ "version": 1, "title": "A test", "widget": widget });
    Summary::of(&scenario_file::parse_document("test", &document, &CONTEXT).expect("a scenario"))
}

/// W-TOK-26: a token that is not valid shows the error screen, and the check of a file says so too.
#[test]
fn a_file_whose_token_is_not_valid_is_at_the_error_screen() {
    let widget = json!({ "token": "not_valid", "steps": ["accept"] });
    let document = json!({ "version": 1, "title": "A test", "widget": widget });
    let faults = scenario_file::parse_document("test", &document, &CONTEXT).expect_err("out of order");
    assert_eq!(faults[0].message, "`accept` cannot happen here: the screen is `error`");
    let emulator = must_start(still());
    must_play(&emulator, &json!({ "token": "not_valid" }));
    Page::open(&emulator, &json!({})).must_show("error");
}

/// A session is over once: by hand, a file that ends it finds it over already.
#[test]
fn expire_does_nothing_to_a_session_that_is_over() {
    let emulator = must_start(still());
    for (token, told) in
        [("expired", "ERROR session_expired_ob"), ("not_valid", "ERROR ACCESS_TOKEN_NOT_VALID")]
    {
        must_play(&emulator, &json!({ "play": "by_hand", "steps": ["expire"] }));
        let dead = if token == "expired" { expired_token(&emulator) } else { "foreign".to_owned() };
        let mut page = Page::open_as(&emulator, &dead, &json!({}), &json!({}));
        let lines: Vec<String> = page.told().into_iter().filter(|line| line.starts_with("ERROR")).collect();
        assert_eq!(lines, [told]);
    }
}

#[track_caller]
fn expired_token(emulator: &belvo_emulator::Emulator) -> String {
    let token = super::door::must_get_token(emulator);
    emulator.advance("10m").expect("10 min");
    token
}

/// W-FLOW-08: a session that is over is closed at once, on a page that asks whether to leave and on one that does not.
#[test]
fn a_session_that_is_over_is_closed_by_the_first_close_of_every_page() {
    let emulator = must_start(still());
    let steps = json!(["accept", "close", "stay", "close", "leave", { "survey": "skip" }]);
    must_play(&emulator, &json!({ "steps": steps }));
    for dialog in [true, false] {
        let token = expired_token(&emulator);
        let config = json!({ "show_close_dialog": dialog });
        let mut page = Page::open_as(&emulator, &token, &config, &json!({}));
        page.must_be_over();
        assert_eq!(page.told(), ["ERROR session_expired_ob", "onExit"]);
    }
}

/// `emit` sends exactly what is written on every screen, by itself as by hand.
#[test]
fn emit_reaches_the_page_of_a_session_that_is_over() {
    let emulator = must_start(still());
    must_play(&emulator, &json!({ "steps": ["expire", { "emit": { "event": "late" } }, "close"] }));
    let mut page = Page::open(&emulator, &json!({}));
    assert_eq!(page.told(), ["ERROR session_expired_ob", "onEvent", "onExit"]);
}

/// An update token for a link with a status.
#[track_caller]
fn update(emulator: &belvo_emulator::Emulator, status: LinkStatus) -> (String, String) {
    let body = json!({ "institution": "erebor_mx_retail", "username": "somebody", "password": "secret" });
    let made = emulator.handle(&Request::post("/api/links/", &body).keys(SECRET_ID, PASSWORD));
    let link = made.value()["id"].as_str().expect("a link").to_owned();
    emulator.set_link(SetLink::new(&link, status)).expect("a status");
    let body = token_with(&json!({ "link_id": link, "scopes": "read_institutions,write_links,read_links" }));
    let token = must_answer(emulator, &Request::post("/api/token/", &body))["access"].clone();
    (link, token.as_str().expect("a token").to_owned())
}

/// W-UPD-03: without credentials, the bank's answers to them are those to the token, by hand too.
#[test]
fn a_link_that_needs_a_token_takes_the_files_answers_by_hand() {
    let emulator = must_start(still());
    let steps = json!([{ "submit": { "ask_token": "text" } }, { "token": "wrong" }]);
    must_play(&emulator, &json!({ "play": "by_hand", "steps": steps }));
    let (_, token) = update(&emulator, LinkStatus::TokenRequired);
    let mut page = Page::open_as(&emulator, &token, &json!({}), &json!({}));
    page.must_show("mfa").does("token", "111111").must_show("error");
    assert_eq!(page.screen["code"], "token_required");
}

/// W-UPD-03: a bank that takes its time takes it there as well.
#[test]
fn a_slow_bank_is_slow_where_a_token_is_all_that_is_asked_for() {
    let emulator = must_start(still());
    let slow = json!({ "submit": { "after": "3s", "then": "success" } });
    must_play(&emulator, &json!({ "steps": ["accept", { "choose": "any" }, slow, "finish"] }));
    let (_, token) = update(&emulator, LinkStatus::TokenRequired);
    let mut page = Page::open_as(&emulator, &token, &json!({}), &json!({}));
    page.must_show("loading");
    emulator.advance("3s").expect("3 s");
    page.fetch().must_be_over();
    assert_eq!(page.told().last().map(String::as_str), Some("callback"));
}

/// A widget that does not start plays no scenario.
#[test]
fn a_link_that_is_gone_stops_the_scenario_as_well() {
    let emulator = must_start(still());
    for play in ["by_itself", "by_hand"] {
        let steps = json!(["accept", { "choose": "any" }, { "submit": "success" }]);
        let steps = if play == "by_hand" { json!(["expire"]) } else { steps };
        must_play(&emulator, &json!({ "play": play, "steps": steps }));
        let (link, token) = update(&emulator, LinkStatus::Invalid);
        let delete = Request::new(http::Method::DELETE, format!("/api/links/{link}/"));
        assert_eq!(emulator.handle(&delete.keys(SECRET_ID, PASSWORD)).status, 204);
        let mut page = Page::open_as(&emulator, &token, &json!({}), &json!({}));
        page.must_show("config-error");
        assert_eq!(page.screen["detail"], format!("the link {link} is gone"), "{play}");
        assert_eq!((page.seq, page.told()), (1, Vec::new()), "{play}");
    }
}

/// W-FLOW-02: what is unavailable cannot be chosen, by a file as little as by a person.
#[test]
fn a_file_cannot_choose_an_institution_that_is_down() {
    let down = assets_with(|institution| {
        if institution["name"] == "gringotts_mx_retail" {
            institution["status"] = "down".into();
        }
    });
    let emulator = must_start(still().assets(down.path()));
    must_play(&emulator, &json!({ "steps": ["accept", { "choose": "gringotts_mx_retail" }] }));
    let mut page = Page::open(&emulator, &json!({}));
    page.must_show("institutions");
    assert_eq!(page.told(), ["/institutions < /consent", "WARNING institution_disabled"]);
}

/// W-CB-06: the success screen leaves by itself, and the summary of a file knows it.
#[test]
fn a_file_that_ends_in_success_shows_the_callback() {
    let steps = json!(["accept", { "choose": "any" }, { "submit": "success" }]);
    let shown = summary(&json!({ "steps": steps }));
    assert!(shown.any(|effect| *effect == Effect::Callback));
    assert!(!shown.any(|effect| matches!(effect, Effect::Exit { .. })));
}

/// W-EVT-15: no PAGE_LOAD for the close dialog and the expired screen, so none in a summary.
#[test]
fn a_file_that_only_expires_shows_no_page() {
    for steps in [json!(["expire", "close"]), json!(["close", "stay"])] {
        let shown = summary(&json!({ "steps": steps }));
        assert!(!shown.any(|effect| effect.event() == Some(EventName::PageLoad)), "{steps}");
    }
}

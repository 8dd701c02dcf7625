//! When a token opens a widget and when not (W-TOK-22 to 27): its time, its one use, and where it comes from.

use belvo_emulator::{Emulator, Request};
use serde_json::{Value, json};

use super::door::{
    Page, SECRET_ID, bearing, data, keys, must_answer, must_get_token, must_play, must_start, said, still,
    token_request, token_with,
};

fn open<'e>(emulator: &'e Emulator, token: &str) -> Page<'e> {
    Page::open_as(emulator, token, &json!({}), &json!({}))
}

/// The run shows one screen, has told the page one ERROR, and can only be closed.
#[track_caller]
fn must_be_dead(mut page: Page<'_>, screen: &str, code: &str, message: &str) {
    page.must_show(screen);
    assert_eq!(page.screen["acts"], json!(["close"]));
    assert_eq!(page.screen["code"], code);
    let calls = page.calls();
    assert_eq!(calls.len(), 1, "one ERROR and no PAGE_LOAD: {calls:?}");
    let event = data(&calls[0]);
    assert_eq!(event["eventName"], "ERROR");
    assert_eq!(event["meta_data"]["error_code"], code);
    assert_eq!(event["meta_data"]["error_message"], message);
    assert!(event["meta_data"].get("institution_name").is_none(), "nothing was chosen");
    assert_eq!(page.greeting["console"][0]["level"], "error", "and the console says it");
    page.does("close", ()).must_be_over();
    let exit = page.calls();
    assert_eq!(exit.len(), 1, "a dead session has nothing to ask");
    let error = &data(&exit[0])["last_encountered_error"];
    assert_eq!(error, &json!({ "message": message, "code": code }), "W-EXIT-02");
}

const EXPIRED: &str =
    "Your connection session expired, please refresh the page to try again to link your account";
const NOT_VALID: &str = "The access token was not provided or is not valid";

#[track_caller]
fn must_be_expired(page: Page<'_>) {
    must_be_dead(page, "expired", "session_expired_ob", EXPIRED);
}

#[track_caller]
fn must_be_foreign(page: Page<'_>) {
    must_be_dead(page, "error", "ACCESS_TOKEN_NOT_VALID", NOT_VALID);
}

#[test]
fn w_tok_22_a_token_lives_599_seconds_and_dies_at_600() {
    let emulator = must_start(still());
    let token = must_get_token(&emulator);
    emulator.advance("599s").expect("599 s");
    open(&emulator, &token).must_show("consent");
    emulator.advance("1s").expect("600 s");
    must_be_expired(open(&emulator, &token));
    assert_eq!(emulator.handle(&bearing("/api/institutions/", &token)).status, 401);
}

#[test]
fn w_tok_25_an_open_widget_expires_with_its_token() {
    let emulator = must_start(still());
    let mut page = Page::open(&emulator, &json!({}));
    page.does("accept", ()).told();
    emulator.advance("599s").expect("599 s");
    page.fetch().must_show("institutions");
    let moved = json!(emulator.advance("1s").expect("600 s"));
    assert_eq!(moved["fired"][0]["what"], "token.dies");
    assert_eq!(moved["fired"][0]["widget"], json!(page.id));
    page.fetch().must_show("expired");
    assert_eq!(page.told(), ["ERROR session_expired_ob"]);
    page.must_not("accept", ());
    page.does("close", ()).must_be_over();
    assert_eq!(page.told(), ["onExit"]);
}

#[test]
fn w_tok_25_the_expired_screen_comes_over_a_close_dialog_too() {
    let emulator = must_start(still());
    let mut page = Page::open(&emulator, &json!({}));
    page.does("close", ()).must_show("close-dialog");
    emulator.advance("10m").expect("10 min");
    page.fetch().must_show("expired").must_not("stay", ());
    page.does("close", ()).must_be_over();
    assert_eq!(page.told(), ["ERROR session_expired_ob", "onExit"]);
}

#[test]
fn w_tok_24_a_used_token_opens_the_expired_screen() {
    let emulator = must_start(still());
    let mut page = Page::open(&emulator, &json!({}));
    let token = page.token.clone();
    page.connects_to("erebor_mx_retail").must_show("success");
    must_be_expired(open(&emulator, &token));
    assert_eq!(emulator.handle(&bearing("/api/institutions/", &token)).status, 401);
    page.does("finish", ()).must_be_over();
}

/// Nobody has connected with it, and nobody is told so.
#[test]
fn w_tok_25_a_token_that_a_scenario_ends_is_dead_and_not_used() {
    let emulator = must_start(still());
    let token = must_get_token(&emulator);
    must_play(&emulator, &json!({ "play": "by_itself", "steps": ["accept", "expire"] }));
    open(&emulator, &token).fetch().must_show("expired");
    let says = "the token was ended before its time: a scenario's `expire` did";
    for _ in 0..2 {
        let refused = emulator.handle(&bearing("/api/institutions/", &token));
        assert_eq!(refused.status, 401, "{}", refused.text());
        assert_eq!(refused.headers["x-belvo-emulator-why"], says);
        let saved = emulator.workspace(SECRET_ID).snapshot().expect("a snapshot");
        emulator.workspace(SECRET_ID).set_snapshot(saved).expect("the same");
    }
    let again = open(&emulator, &token);
    let console = again.greeting["console"].to_string();
    assert!(console.contains("was ended before its time"), "{console}");
}

#[test]
fn r_tok_10_single_use_is_an_option() {
    let emulator = must_start(still().option("token.single_use", "off"));
    let mut page = Page::open(&emulator, &json!({}));
    let token = page.token.clone();
    page.connects_to("erebor_mx_retail").does("finish", ());
    open(&emulator, &token).must_show("consent");
}

#[test]
fn two_widgets_of_one_token_connect_once() {
    let emulator = must_start(still());
    let token = must_get_token(&emulator);
    let (mut one, mut two) = (open(&emulator, &token), open(&emulator, &token));
    assert_ne!(one.id, two.id);
    one.connects_to("erebor_mx_retail").must_show("success");
    two.does("accept", ())
        .does("choose", "erebor_mx_retail")
        .does("submit", keys("other"))
        .must_show("expired");
    assert_eq!(emulator.info().expect("info").counts.links, 1);
}

#[test]
fn w_tok_27_without_time_limits_a_token_lives_on() {
    let emulator = must_start(still().option("widget.time_limits", "off"));
    let mut page = Page::open(&emulator, &json!({}));
    emulator.advance("30d").expect("a month");
    page.fetch().must_show("consent").connects_to("erebor_mx_retail").must_show("success");
}

#[test]
fn w_tok_26_a_token_that_is_none_is_refused() {
    let emulator = must_start(still());
    let token = must_get_token(&emulator);
    let (head, tail) = token.split_at(token.rfind('.').expect("a signature") + 1);
    let forged = format!("{head}{}", "A".repeat(tail.len()));
    for text in ["", "undefined", "null", "a.b.c", "..", &token[..token.len() - 3], &forged, "é"] {
        must_be_foreign(open(&emulator, text));
    }
    for value in [json!(null), json!(7), json!({}), json!([token])] {
        let mut body = super::door::opening(&value, &json!({}), &json!({}));
        body["arguments"] = json!(2);
        let page = Page::open_by(&emulator, &value.to_string(), &body);
        must_be_foreign(page);
    }
}

#[test]
fn w_tok_26_the_refresh_token_opens_nothing() {
    let emulator = must_start(still());
    let pair = must_answer(&emulator, &Request::post("/api/token/", &token_request()));
    let refresh = pair["refresh"].as_str().expect("a token");
    must_be_foreign(open(&emulator, refresh));
    assert_eq!(emulator.handle(&bearing("/api/institutions/", refresh)).status, 401);
}

#[test]
fn w_tok_26_a_token_of_another_emulator_is_foreign() {
    let other_seed = must_start(still().seed(2));
    let same_seed = must_start(still());
    let emulator = must_start(still());
    must_be_foreign(open(&emulator, &must_get_token(&other_seed)));
    must_be_foreign(open(&emulator, &must_get_token(&same_seed)));
    assert_eq!(emulator.handle(&bearing("/api/links/", &must_get_token(&other_seed))).status, 401);
}

#[test]
fn w_tok_26_a_reset_forgets_the_tokens() {
    let emulator = must_start(still());
    let token = must_get_token(&emulator);
    emulator.workspace(SECRET_ID).reset().expect("a reset");
    must_be_foreign(open(&emulator, &token));
    emulator.workspace(SECRET_ID).info().expect("the workspace is open again");
    must_be_foreign(open(&emulator, &token));
}

#[test]
fn w_tok_26_a_missing_scope_is_named() {
    let emulator = must_start(still());
    for (scopes, missing) in [("read_links", "read_institutions"), ("read_institutions", "write_links")] {
        let body = token_with(&json!({ "scopes": scopes }));
        let token = must_answer(&emulator, &Request::post("/api/token/", &body))["access"].clone();
        let mut page = open(&emulator, token.as_str().expect("a token"));
        page.must_show("config-error");
        assert_eq!(page.screen["detail"], missing);
        assert_eq!(page.calls(), Vec::<Value>::new(), "the page's functions are not called");
        let console = page.greeting["console"][0]["text"].as_str().expect("a line");
        assert!(console.contains(missing), "{console}");
    }
}

#[test]
fn r_err_65_a_dead_bearer_is_told_so() {
    let emulator = must_start(still());
    let token = must_get_token(&emulator);
    emulator.advance("10m").expect("10 min");
    for token in [token.as_str(), "nonsense", ""] {
        let reply = emulator.handle(&bearing("/api/institutions/", token));
        let items = super::door::items(&reply, 401);
        assert_eq!(said(&items), [["token_not_valid", "Token is invalid or expired", ""]]);
    }
}

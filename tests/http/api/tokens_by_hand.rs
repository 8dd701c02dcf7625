//! Tokens that are made by hand: what each is at the page's door and at the API, and that nothing but the workspace is asked.

use belvo_emulator::control::{EntryKind, JournalFilter, MadeToken, Match, NewToken, TokenState};
use belvo_emulator::{Emulator, Request};
use serde_json::{Value, json};

use super::door::{Page, bearing, control, keys, must_be_problem, must_start, opening};
use crate::support::{SECRET_ID, still};

#[track_caller]
fn must_make(emulator: &Emulator, request: impl Into<NewToken>) -> MadeToken {
    emulator.workspace(SECRET_ID).make_token(request).unwrap_or_else(|why| panic!("{why}"))
}

/// The first screen that a page gets with a token, and the code of its ERROR.
fn opened(emulator: &Emulator, token: &str) -> (Value, Option<String>) {
    let body = opening(&json!(token), &json!({}), &json!({}));
    let mut page = Page::open_by(emulator, token, &body);
    let error = page.told().into_iter().find(|call| call.starts_with("ERROR "));
    (page.screen["name"].clone(), error)
}

#[test]
fn each_state_is_so_at_the_door_and_at_the_api() {
    let emulator = must_start(still());
    let over = (json!("expired"), Some("ERROR session_expired_ob".to_owned()));
    let foreign = (json!("error"), Some("ERROR ACCESS_TOKEN_NOT_VALID".to_owned()));
    for (state, screen, status, why) in [
        (TokenState::Good, (json!("consent"), None), 200, ""),
        (TokenState::Expired, over.clone(), 401, "the token expired at 2"),
        (TokenState::Used, over, 401, "the token has been used"),
        (TokenState::Foreign, foreign.clone(), 401, "has not issued that token"),
        (TokenState::BrokenSignature, foreign, 401, "has not issued that token"),
    ] {
        let made = must_make(&emulator, state);
        assert_eq!(made.state, state);
        let reply = emulator.handle(&bearing("/api/institutions/", &made.access));
        assert_eq!(reply.status, status, "{state}: {}", reply.text());
        let said =
            reply.headers.get("x-belvo-emulator-why").map_or("", |why| why.to_str().expect("printable"));
        assert!(said.contains(why), "{state}: {said}");
        assert_eq!(opened(&emulator, &made.access), screen, "{state}");
    }
}

#[test]
fn an_expired_token_says_that_it_is_good_while_no_time_ends_any() {
    let emulator = must_start(still().option("widget.time_limits", "off"));
    let made = must_make(&emulator, TokenState::Expired);
    assert_eq!(emulator.handle(&bearing("/api/institutions/", &made.access)).status, 200);
    assert_eq!(opened(&emulator, &made.access), (json!("consent"), None));
    assert!(
        made.about.contains("`widget.time_limits` is off") && !made.about.contains("401"),
        "{}",
        made.about
    );
    assert!(must_make(&must_start(still()), TokenState::Expired).about.contains("401"));
}

#[test]
fn a_token_lives_as_long_as_it_is_said() {
    let emulator = must_start(still());
    let made = must_make(&emulator, NewToken::default().ttl("30s"));
    let status = || emulator.handle(&bearing("/api/institutions/", &made.access)).status.as_u16();
    emulator.workspace(SECRET_ID).advance("29s").expect("time passes");
    assert_eq!(status(), 200);
    emulator.workspace(SECRET_ID).advance("1s").expect("time passes");
    assert_eq!(status(), 401, "W-TOK-22");
    let again = Request::post("/api/token/refresh/", &json!({ "refresh": made.refresh }));
    assert_eq!(emulator.handle(&again).status, 200, "its refresh token goes on");
}

#[test]
fn a_token_dies_on_the_credentials_page() {
    let emulator = must_start(still());
    let made = must_make(&emulator, NewToken::default().ttl("1m"));
    let body = opening(&json!(made.access), &json!({}), &json!({}));
    let mut page = Page::open_by(&emulator, &made.access, &body);
    page.does("accept", ()).does("choose", "erebor_mx_retail").must_show("credentials");
    emulator.workspace(SECRET_ID).advance("1m").expect("time passes");
    page.fetch().must_show("expired");
}

#[test]
fn scopes_and_links_are_those_that_were_asked_for() {
    let emulator = must_start(still());
    let lean = must_make(&emulator, NewToken::default().scopes("read_links"));
    let status = |path: &str| emulator.handle(&bearing(path, &lean.access)).status.as_u16();
    assert_eq!((status("/api/links/"), status("/api/institutions/")), (200, 403));
    let link = emulator.workspace(SECRET_ID).make_link("erebor_mx_retail").expect("a link");
    let update = NewToken::default().link(link.id).scopes("read_institutions,write_links,read_links");
    let made = must_make(&emulator, update);
    let body = opening(&json!(made.access), &json!({}), &json!({}));
    Page::open_by(&emulator, &made.access, &body).must_show("credentials").does("submit", keys("user"));
}

#[test]
fn the_journal_says_what_was_made_and_what_is_wrong_is_refused_whole() {
    let emulator = must_start(still());
    let made = must_make(&emulator, TokenState::Used);
    let journal = || {
        let filter = JournalFilter::from(Match::kind(EntryKind::TokenIssued));
        emulator.workspace(SECRET_ID).journal_of(filter).expect("a journal").entries
    };
    let entry = &journal()[0];
    assert_eq!((entry.why.as_deref(), &entry.data["token"]), (Some("by hand: used"), &json!(made.token)));
    for (body, key, says) in [
        (json!({ "scopes": "read_institution" }), "scopes", "the nearest is `read_institutions`"),
        (json!({ "ttl": "30" }), "ttl", "it has no unit"),
        (json!({ "ttl": "1ms" }), "ttl", "less than a second"),
        (json!({ "widget": [] }), "widget", "has to be an object"),
        (json!({ "state": "dead" }), "state", "good or expired or used"),
    ] {
        let reply = emulator.handle(&control("POST", &format!("workspaces/{SECRET_ID}/tokens"), Some(&body)));
        let problem = must_be_problem(&reply, 400, key);
        assert!(problem["detail"].as_str().is_some_and(|detail| detail.contains(says)), "{problem}");
    }
    let unknown = NewToken::default().link("5b4a9a4e-5d3a-4f52-9a49-b3a3b0b3a3b0");
    assert_eq!(emulator.workspace(SECRET_ID).make_token(unknown).expect_err("no link").code, "link_unknown");
    let nowhere = emulator.make_token(TokenState::Good).expect_err("no workspace");
    assert_eq!(nowhere.code, "workspace_required");
    assert!(nowhere.detail.ends_with(&format!("open: {SECRET_ID}")), "{}", nowhere.detail);
    assert_eq!(journal().len(), 1, "nothing else was made");
}

//! Entries of a run say what was done with which value, what the bank answered, and who or what has decided it.

use belvo_emulator::control::{Entry, EntryKind, Match, SetScenario};
use belvo_emulator::{Emulator, Request};
use serde_json::{Value, json};

use crate::support::page::Page;
use crate::support::{SECRET_ID, must_get_token, still};

#[track_caller]
fn entries(emulator: &Emulator, kind: EntryKind) -> Vec<Entry> {
    emulator.workspace(SECRET_ID).journal_of(Match::kind(kind)).expect("the journal").entries
}

/// The particulars of each, and why.
#[track_caller]
fn told(emulator: &Emulator, kind: EntryKind) -> Vec<(Value, Option<String>)> {
    entries(emulator, kind).into_iter().map(|entry| (entry.data, entry.why)).collect()
}

fn started() -> (Emulator, String) {
    let emulator = still().start().expect("an emulator");
    let token = must_get_token(&emulator);
    (emulator, token)
}

#[test]
fn an_act_says_its_value_and_no_secret() {
    let (emulator, token) = started();
    let mut page = Page::open(&emulator, &token);
    page.choose("erebor_mx_retail")
        .act("submit", json!({ "username": "mfa_numeric", "password": "hushhush", "other": "hushhush" }));
    page.act("token", "424242").act("finish", Value::Null);
    let acts: Vec<Value> = told(&emulator, EntryKind::Act).into_iter().map(|(data, _)| data).collect();
    assert_eq!(
        acts,
        [
            json!({ "act": "accept", "screen": "consent" }),
            json!({ "act": "choose", "screen": "institutions", "institution": "erebor_mx_retail" }),
            json!({ "act": "submit", "screen": "credentials", "fields": ["username", "password"] }),
            json!({ "act": "token", "screen": "mfa", "kind": "numeric" }),
            json!({ "act": "finish", "screen": "success" }),
        ]
    );
    let text = json!(emulator.journal().expect("the journal")).to_string();
    assert!(!text.contains("hushhush") && !text.contains("424242"), "{text}");
}

#[test]
fn an_answer_of_the_bank_says_who_has_decided_it() {
    let (emulator, token) = started();
    let mut page = Page::open(&emulator, &token);
    page.choose("erebor_mx_retail").submit("err_login_b").act("retry", Value::Null).submit("mfa_late");
    page.act("token", "111111").act("retry", Value::Null).submit("mfa_default");
    page.act("token", "999999").act("retry", Value::Null).act("back", Value::Null).submit("somebody");
    let locked = "The user account is locked, user needs to contact the institution to unlock it";
    let by_name = |data: Value, name: &str| (data, Some(format!("user name {name}")));
    assert_eq!(
        told(&emulator, EntryKind::BankAnswered),
        [
            by_name(
                json!({ "answer": "refused", "by": "user_name", "code": "login_error", "message": locked }),
                "err_login_b"
            ),
            by_name(json!({ "answer": "asks_token", "by": "user_name", "kind": "text" }), "mfa_late"),
            by_name(json!({ "answer": "late_token", "by": "user_name" }), "mfa_late"),
            by_name(json!({ "answer": "asks_token", "by": "user_name", "kind": "text" }), "mfa_default"),
            (json!({ "answer": "wrong_token", "by": "token" }), None),
            (json!({ "answer": "connected", "by": "usual" }), None),
        ]
    );
}

#[test]
fn a_step_says_its_file_and_its_line_whether_it_plays_or_answers() {
    let (emulator, token) = started();
    let steps = json!([{ "submit": "login_error" }, { "submit": "success" }]);
    let document = |play: &str| {
        let steps = if play == "by_hand" {
            steps.clone()
        } else {
            json!(["accept", { "choose": "any" }, { "submit": "login_error" }])
        };
        json!({ "version": 1, "title": "Mine", "widget": { "play": play, "steps": steps } })
    };
    emulator.set_scenario(SetScenario::document(document("by_hand"))).expect("a scenario");
    Page::open(&emulator, &token).choose("erebor_mx_retail").submit("somebody");
    let (data, why) = told(&emulator, EntryKind::BankAnswered).remove(0);
    assert_eq!(data["by"], "scenario");
    assert_eq!(why.as_deref(), Some("scenario document of the workspace: (document):7"));
    emulator.enqueue("login_error-abandoned").expect("a place");
    Page::open(&emulator, &must_get_token(&emulator));
    let (data, why) = told(&emulator, EntryKind::BankAnswered).remove(1);
    let place = "scenario login_error-abandoned of the queue: (shipped) login_error-abandoned.yaml:";
    assert_eq!(data["code"], "login_error");
    assert!(why.as_deref().is_some_and(|why| why.starts_with(place)), "{why:?}");
    let (act, why) = told(&emulator, EntryKind::Act).pop().expect("an act");
    assert_eq!((&act["act"], &act["answer"]), (&json!("survey"), &json!("trust")));
    assert!(why.as_deref().is_some_and(|why| why.starts_with(place)), "{why:?}");
}

#[test]
fn an_institution_that_is_down_and_a_link_that_cannot_be_made_say_so() {
    let (emulator, _) = started();
    let body = json!({
        "id": SECRET_ID, "password": crate::support::PASSWORD, "scopes": "read_institutions,write_links",
        "credentials_storage": "no_store", "fetch_resources": [],
    });
    let token = emulator.handle(&Request::post("/api/token/", &body)).value()["access"].clone();
    let single = json!({ "access_mode": "single" });
    let mut page = Page::open_with(&emulator, token.as_str().expect("a token"), &single, &json!({}));
    page.choose("erebor_mx_retail").submit("somebody");
    assert_eq!(page.shows(), "error");
    let answers = told(&emulator, EntryKind::BankAnswered);
    let refused = answers.last().expect("an answer");
    assert_eq!((&refused.0["by"], &refused.0["code"]), (&json!("rules"), &json!("invalid_fetch_resources")));
    let (text, _) = crate::support::recorded::must_record(&emulator, &page.widget);
    assert!(text.contains("- submit: invalid_fetch_resources"), "{text}");
}

/// W-TOK-24: what a token is called does not hang on where it stands.
#[test]
fn one_token_has_one_name_in_all_entries() {
    let (emulator, token) = started();
    let name = entries(&emulator, EntryKind::TokenIssued)[0].data["token"].clone();
    let config = json!({ "access_token": token });
    let mut page = Page::open_with(&emulator, &token, &config, &json!({}));
    page.choose("erebor_mx_retail").submit("somebody");
    let opened = &entries(&emulator, EntryKind::WidgetOpened)[0].data;
    assert_eq!((&opened["token"], &opened["config"]["access_token"]), (&name, &name));
    assert_eq!(entries(&emulator, EntryKind::TokenUsed)[0].data["token"], name);
    emulator.handle(&Request::post("/api/token/verify/", &json!({ "token": token })));
    let called = entries(&emulator, EntryKind::Request).pop().expect("a call");
    assert_eq!(called.data["body"]["token"], name);
    let bent = format!("{}x", token.trim_end_matches(|c: char| c != '.'));
    emulator.handle(&Request::get(format!("/api/links/?token={bent}")));
    let unsigned = Match::on("GET /api/links/");
    let nobodys = emulator.journal_of(unsigned).expect("the journal").entries.pop().expect("a call");
    assert_eq!(nobodys.data["query"]["token"], name, "whoever has signed it");
}

#[test]
fn a_token_that_a_scenario_ends_is_told() {
    let (emulator, token) = started();
    let name = entries(&emulator, EntryKind::TokenIssued)[0].data["token"].clone();
    let document = json!({ "version": 1, "title": "Over", "widget": { "steps": ["accept", "expire"] } });
    emulator.set_scenario(SetScenario::document(document)).expect("a scenario");
    Page::open(&emulator, &token);
    assert_eq!(told(&emulator, EntryKind::TokenEnded), [(json!({ "token": name }), None)]);
}

#[test]
fn an_act_that_is_refused_is_told_with_its_screen() {
    let (emulator, token) = started();
    let page = Page::open(&emulator, &token);
    page.must_refuse("finish", Value::Null);
    page.must_refuse("jump", Value::Null);
    let (finish, why) = told(&emulator, EntryKind::ActRefused).remove(0);
    assert_eq!(finish, json!({ "act": "finish", "screen": "consent" }));
    assert_eq!(why.as_deref(), Some("`finish` is not possible on the screen `consent`"));
    let (jump, why) = told(&emulator, EntryKind::ActRefused).remove(1);
    assert_eq!((&jump["act"], why.as_deref()), (&json!("jump"), Some("there is no act `jump`")));
}

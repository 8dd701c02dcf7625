//! Acts in open widgets by control call (W-TEST-03).

use belvo_emulator::{Emulator, Reply};
use serde_json::{Value, json};

use crate::support::page::Page;
use crate::support::{SECRET_ID, control, must_get_token, must_get_token_of, still};

fn act(emulator: &Emulator, widget: &str, act: &str, value: &Value) -> Reply {
    let body = if value.is_null() { Value::Null } else { json!({ "value": value }) };
    control(emulator, "", "POST", &format!("widgets/{widget}/{act}"), &body)
}

#[track_caller]
fn must_act(emulator: &Emulator, widget: &str, name: &str, value: &Value) -> Value {
    let reply = act(emulator, widget, name, value);
    assert_eq!(reply.status, 200, "{name}: {}", reply.text());
    reply.value()
}

#[track_caller]
fn must_be_refused(reply: &Reply, status: u16, code: &str) -> Value {
    assert_eq!((reply.status.as_u16(), &reply.value()["code"]), (status, &json!(code)), "{}", reply.text());
    assert_eq!(reply.headers["content-type"], "application/problem+json");
    reply.value()
}

#[test]
fn a_test_connects_where_a_page_waits() {
    let emulator = still().start().expect("an emulator");
    let mut page = Page::open(&emulator, &must_get_token(&emulator));
    let id = page.widget.clone();
    must_act(&emulator, &id, "accept", &Value::Null);
    let view = must_act(&emulator, &id, "choose", &json!("erebor_mx_retail"));
    assert_eq!(
        (&view["screen"], &view["acts"]),
        (&json!("credentials"), &json!(["submit", "back", "close"]))
    );
    let credentials = json!({ "username": "mfa_default", "password": "secret" });
    assert_eq!(must_act(&emulator, &id, "submit", &credentials)["screen"], "mfa");
    must_act(&emulator, &id, "token", &json!("111111"));
    let view = must_act(&emulator, &id, "finish", &Value::Null);
    assert_eq!((&view["screen"], &view["ended"]), (&Value::Null, &json!("connected")));
    let told = page.fetch().told();
    assert_eq!(told.first().map(String::as_str), Some("PAGE_LOAD /institutions"));
    assert_eq!(
        told.last().map(String::as_str),
        Some("callback"),
        "the page is told as if a person had acted"
    );
}

#[test]
fn a_test_leaves_where_a_page_waits() {
    let emulator = still().start().expect("an emulator");
    let mut page = Page::open(&emulator, &must_get_token(&emulator));
    let id = page.widget.clone();
    for name in ["close", "stay", "close", "leave"] {
        must_act(&emulator, &id, name, &Value::Null);
    }
    let wrong = must_be_refused(&act(&emulator, &id, "survey", &json!("boredom")), 400, "act");
    assert!(wrong["detail"].as_str().is_some_and(|text| text.contains("missing, trust, credentials, other")));
    assert_eq!(must_act(&emulator, &id, "survey", &json!("trust"))["ended"], "exited");
    assert_eq!(page.fetch().told(), ["PAGE_LOAD /abandonSurvey", "onExit"]);
}

#[test]
fn a_user_name_bends_here_too_and_says_so() {
    let emulator = still().start().expect("an emulator");
    let mut page = Page::open(&emulator, &must_get_token(&emulator));
    page.choose("erebor_mx_retail");
    let reply = act(&emulator, &page.widget, "submit", &json!({ "username": "err_down", "password": "x" }));
    assert_eq!(reply.headers["x-belvo-emulator-why"], "user name err_down");
    assert_eq!(page.fetch().screen["code"], "institution_down");
}

#[test]
fn what_the_screen_does_not_allow_is_refused_with_what_it_allows() {
    let emulator = still().start().expect("an emulator");
    let page = Page::open(&emulator, &must_get_token(&emulator));
    let refused = must_be_refused(&act(&emulator, &page.widget, "finish", &Value::Null), 409, "act_refused");
    assert_eq!(refused["hint"], "possible now: accept, close");
    assert!(
        refused["detail"]
            .as_str()
            .is_some_and(|text| text.contains("`finish`") && text.contains("`consent`"))
    );
    assert_eq!(
        page.must_refuse("finish", Value::Null)["acts"],
        json!(["accept", "close"]),
        "the page's door too"
    );
    must_be_refused(&act(&emulator, &page.widget, "jump", &Value::Null), 400, "act");
    must_be_refused(&act(&emulator, &page.widget, "choose", &Value::Null), 400, "act");
    let view = control(&emulator, "", "GET", &format!("widgets/{}", page.widget), &Value::Null).value();
    assert_eq!((&view["screen"], view["frames"].as_array().map(Vec::len)), (&json!("consent"), Some(1)));
}

#[test]
fn an_institution_that_the_page_does_not_list_is_refused() {
    let emulator = still().start().expect("an emulator");
    let config = json!({ "country_codes": ["BR"] });
    let mut page = Page::open_with(&emulator, &must_get_token(&emulator), &config, &json!({}));
    page.act("accept", Value::Null);
    let refused = act(&emulator, &page.widget, "choose", &json!("erebor_mx_retail"));
    let refused = must_be_refused(&refused, 409, "act_refused");
    assert!(refused["detail"].as_str().is_some_and(|text| text.contains("erebor_mx_retail")));
}

#[test]
fn nothing_is_possible_in_a_run_that_is_over() {
    let emulator = still().scenario("exit-at-start").start().expect("an emulator");
    let page = Page::open(&emulator, &must_get_token(&emulator));
    for name in ["accept", "close", "finish"] {
        let refused = must_be_refused(&act(&emulator, &page.widget, name, &Value::Null), 409, "act_refused");
        assert_eq!(refused["hint"], "nothing is possible any more");
    }
    let body = json!({ "exit": {} });
    let emitted = control(&emulator, "", "POST", &format!("widgets/{}/emit", page.widget), &body);
    must_be_refused(&emitted, 409, "act_refused");
}

#[test]
fn an_unknown_widget_is_not_found() {
    let emulator = still().start().expect("an emulator");
    for id in ["00000000-0000-4000-8000-000000000000", "nonsense"] {
        must_be_refused(&act(&emulator, id, "accept", &Value::Null), 404, "widget_unknown");
        let seen = control(&emulator, "", "GET", &format!("widgets/{id}"), &Value::Null);
        must_be_refused(&seen, 404, "widget_unknown");
    }
}

#[test]
fn a_widget_is_found_in_its_own_workspace_alone() {
    let emulator = still().start().expect("an emulator");
    let page = Page::open(&emulator, &must_get_token(&emulator));
    must_get_token_of(&emulator, "neighbour");
    let path = format!("widgets/{}/accept", page.widget);
    must_be_refused(&control(&emulator, "neighbour", "POST", &path, &Value::Null), 404, "widget_unknown");
    assert_eq!(control(&emulator, SECRET_ID, "POST", &path, &Value::Null).status, 200);
    let of = |workspace: &str| {
        control(&emulator, workspace, "GET", "widgets", &Value::Null).value()["widgets"].clone()
    };
    assert_eq!((of("neighbour"), of(SECRET_ID).as_array().map(Vec::len)), (json!([]), Some(1)));
    assert_eq!(of("")[0]["workspace"], SECRET_ID);
}

#[test]
fn the_page_is_sent_what_belvo_would_not_send() {
    let emulator = still().start().expect("an emulator");
    let mut page = Page::open(&emulator, &must_get_token(&emulator));
    let path = format!("widgets/{}/emit", page.widget);
    let odd = json!({ "eventName": "ODD", "meta_data": { "page": null } });
    for body in [json!({ "event": odd }), json!({ "exit": {} }), json!({ "callback": ["not-a-link", 7] })] {
        let reply = control(&emulator, "", "POST", &path, &body);
        assert_eq!(reply.status, 200, "{}", reply.text());
        assert_eq!(reply.value()["screen"], "consent", "the run goes on");
    }
    let expected = json!([
        { "to": "onEvent", "args": [odd] },
        { "to": "onExit", "args": [{}] },
        { "to": "callback", "args": ["not-a-link", 7] },
    ]);
    assert_eq!(Value::from(page.fetch().calls.clone()), expected);
    assert_eq!(page.shows(), "consent", "the run goes on");
    for body in [json!({}), json!({ "event": {}, "exit": {} }), json!({ "callback": "link" })] {
        must_be_refused(&control(&emulator, "", "POST", &path, &body), 400, "emit");
    }
    must_be_refused(&control(&emulator, "", "POST", &path, &json!({ "evnt": {} })), 400, "unknown_key");
}

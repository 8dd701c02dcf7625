//! One-shot scenarios: what the next runs of a workspace play.

use belvo_emulator::Emulator;
use serde_json::{Value, json};

use crate::support::page::Page;
use crate::support::{SECRET_ID, control, must_get_token, must_get_token_of, still};

#[track_caller]
fn enqueue(emulator: &Emulator, workspace: &str, body: &Value) -> Value {
    let reply = control(emulator, workspace, "POST", "queue", body);
    assert_eq!(reply.status, 200, "{}", reply.text());
    reply.value()
}

/// The names in the queue of the traces' workspace, each with how often it is left.
#[track_caller]
fn left(emulator: &Emulator) -> Vec<String> {
    let queue = control(emulator, SECRET_ID, "GET", "queue", &Value::Null).value();
    let items = queue["queue"].as_array().expect("a queue").iter();
    items.map(|item| format!("{} {}", item["scenario"].as_str().expect("a name"), item["times"])).collect()
}

/// Builds a widget; answers the last thing that its page was told.
#[track_caller]
fn end(emulator: &Emulator, query: &Value) -> String {
    let page = Page::open_with(emulator, &must_get_token(emulator), &json!({}), query);
    page.told().last().cloned().unwrap_or_default()
}

const HERE: &str = SECRET_ID;

#[test]
fn it_comes_before_the_address_and_before_the_workspaces_own() {
    let emulator = still().scenario("success").start().expect("an emulator");
    enqueue(&emulator, HERE, &json!({ "scenario": "login_error-abandoned" }));
    let query = json!({ "scenario": "exit-at-start" });
    let page = Page::open_with(&emulator, &must_get_token(&emulator), &json!({}), &query);
    assert_eq!(page.why, "scenario login_error-abandoned of the queue");
    assert_eq!(page.told().last().map(String::as_str), Some("onExit login_error"));
    assert_eq!(end(&emulator, &query), "onExit", "then the address");
    assert_eq!(end(&emulator, &json!({})), "callback", "then the workspace's");
}

#[test]
fn it_is_played_so_many_times_and_in_its_order() {
    let emulator = still().scenario("success").start().expect("an emulator");
    enqueue(&emulator, HERE, &json!({ "scenario": "institution_down-abandoned", "times": 2 }));
    enqueue(&emulator, HERE, &json!({ "scenario": "token-used" }));
    assert_eq!(left(&emulator), ["institution_down-abandoned 2", "token-used 1"]);
    let ends: Vec<String> = (0..4).map(|_| end(&emulator, &json!({}))).collect();
    let expected =
        ["onExit institution_down", "onExit institution_down", "onExit session_expired_ob", "callback"];
    assert_eq!(ends, expected);
    assert_eq!(left(&emulator), Vec::<String>::new());
}

#[test]
fn it_stays_until_a_run_shows_its_second_screen() {
    let emulator = still().start().expect("an emulator");
    enqueue(&emulator, HERE, &json!({ "scenario": "login_error", "play": "by_hand" }));
    let _gone = Page::open(&emulator, &must_get_token(&emulator));
    assert_eq!(left(&emulator), ["login_error 1"], "a page that was reloaded at once has used up nothing");
    let mut page = Page::open(&emulator, &must_get_token(&emulator));
    page.act("accept", Value::Null);
    assert_eq!(left(&emulator), Vec::<String>::new());
    page.act("choose", "erebor_mx_retail").submit("somebody");
    assert_eq!(page.screen["code"], "login_error");
}

#[test]
fn two_builds_at_once_use_up_one() {
    let emulator = still().start().expect("an emulator");
    for scenario in ["login_error", "institution_down"] {
        enqueue(&emulator, HERE, &json!({ "scenario": scenario, "play": "by_hand" }));
    }
    let mut first = Page::open(&emulator, &must_get_token(&emulator));
    let mut second = Page::open(&emulator, &must_get_token(&emulator));
    second.act("accept", Value::Null);
    assert_eq!(left(&emulator), ["institution_down 1"]);
    first.act("accept", Value::Null);
    assert_eq!(left(&emulator), ["institution_down 1"], "the other build takes nothing away from the next");
}

#[test]
fn a_widget_that_does_not_start_has_had_its_turn() {
    let emulator = still().scenario("success").start().expect("an emulator");
    enqueue(&emulator, HERE, &json!({ "scenario": "token-without-scopes" }));
    assert_eq!(end(&emulator, &json!({})), "");
    assert_eq!(end(&emulator, &json!({})), "callback");
}

#[test]
fn it_can_be_cleared_and_filled_again_while_a_run_is_open() {
    let emulator = still().start().expect("an emulator");
    enqueue(&emulator, HERE, &json!({ "scenario": "login_error", "play": "by_hand", "times": 3 }));
    let mut page = Page::open(&emulator, &must_get_token(&emulator));
    let cleared = control(&emulator, HERE, "DELETE", "queue", &Value::Null);
    assert_eq!((cleared.status.as_u16(), cleared.value()), (200, json!({ "queue": [] })));
    enqueue(&emulator, HERE, &json!({ "scenario": "success" }));
    page.act("accept", Value::Null);
    assert_eq!(left(&emulator), ["success 1"]);
}

#[test]
fn each_workspace_has_its_own_and_all_can_be_told_at_once() {
    let emulator = still().start().expect("an emulator");
    let play = |workspace: &str| {
        let page = Page::open(&emulator, &must_get_token_of(&emulator, workspace));
        page.told().last().cloned().unwrap_or_default()
    };
    play("one");
    enqueue(&emulator, "one", &json!({ "scenario": "exit-at-start" }));
    assert_eq!((play("two"), play("one")), (String::new(), "onExit".to_owned()));
    enqueue(&emulator, "", &json!({ "scenario": "token-foreign" }));
    let all = control(&emulator, "", "GET", "queue", &Value::Null).value();
    let item = json!([{ "scenario": "token-foreign", "times": 1, "play": null }]);
    assert_eq!((&all["workspaces"]["one"], &all["future"]), (&item, &item));
    for workspace in ["one", "two", "born-later"] {
        assert_eq!(play(workspace), "onExit ACCESS_TOKEN_NOT_VALID", "{workspace}");
        assert_eq!(play(workspace), "", "{workspace}");
    }
}

/// Rules for webhooks are of the workspace's scenario alone.
#[test]
fn what_a_file_says_of_webhooks_is_passed_over_and_told() {
    let emulator = still().option("data.fetch_delay", "0ms").start().expect("an emulator");
    enqueue(&emulator, HERE, &json!({ "scenario": "webhooks-unreliable" }));
    assert_eq!(end(&emulator, &json!({})), "callback");
    let partly = control(&emulator, HERE, "GET", "journal?kind=scenario.partly", &Value::Null).value();
    assert_eq!(partly["entries"][0]["data"]["ignored"], json!(["webhooks"]), "{partly}");
    let inbox = control(&emulator, HERE, "GET", "inbox", &Value::Null).value();
    let webhooks = inbox["webhooks"].as_array().expect("webhooks");
    assert!(webhooks.iter().any(|one| one["body"]["webhook_type"] == "OWNERS"), "{inbox}");
    assert!(webhooks.iter().all(|one| one["why"].is_null()), "{inbox}");
}

/// A queue may hold a thousand items: who puts one more is not sent them all.
#[test]
fn what_was_added_is_answered_and_how_many_there_are() {
    let emulator = still().start().expect("an emulator");
    let item = |times: u32| json!({ "scenario": "login_error", "times": times, "play": "by_hand" });
    for (workspace, times, length) in [("one", 1, 1), ("one", 2, 2), ("", 3, 3), ("two", 4, 2)] {
        let answer = enqueue(&emulator, workspace, &item(times));
        assert_eq!(answer, json!({ "added": item(times), "length": length }), "{workspace} {times}");
    }
}

#[test]
fn what_makes_no_sense_is_refused_and_nothing_is_queued() {
    let emulator = still().start().expect("an emulator");
    let wrong = control(&emulator, HERE, "POST", "queue", &json!({ "scenario": "login_eror" }));
    assert_eq!((wrong.status.as_u16(), &wrong.value()["code"]), (404, &json!("scenario_unknown")));
    assert!(wrong.text().contains("login_error"), "the nearest one is named");
    for body in [
        json!({}),
        json!({ "scenario": "success", "times": 0 }),
        json!({ "scenario": "success", "play": "x" }),
    ] {
        assert_eq!(control(&emulator, HERE, "POST", "queue", &body).status, 400, "{body}");
    }
    assert_eq!(left(&emulator), Vec::<String>::new());
}

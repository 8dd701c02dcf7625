//! Refusals whose answer is Belvo's bare one say why in `X-Belvo-Emulator-Why` and in the journal, limits their name too.

use belvo_emulator::control::{Ids, JournalFilter, SetClock, SetScenario};
use belvo_emulator::{Emulator, Request};
use http::Method;
use serde_json::json;

use crate::support::{PASSWORD, SECRET_ID, still, token_request};

const WHY: &str = "x-belvo-emulator-why";

fn ask(emulator: &Emulator, request: Request) -> (u16, String) {
    let reply = emulator.handle(&request.header("host", "localhost"));
    let why = reply.headers.get(WHY).and_then(|why| why.to_str().ok()).unwrap_or_default();
    (reply.status.as_u16(), why.to_owned())
}

fn token(emulator: &Emulator, scopes: &str) -> String {
    let mut request = token_request();
    request["scopes"] = json!(scopes);
    let reply = emulator.handle(&Request::post("/api/token/", &request).header("host", "localhost"));
    reply.value()["access"].as_str().expect("a token").to_owned()
}

fn links(bearer: &str) -> Request {
    Request::get("/api/links/").header("authorization", &format!("Bearer {bearer}"))
}

#[track_caller]
fn must_say(emulator: &Emulator, request: Request, status: u16, words: &str, noted: bool) {
    let (answered, why) = ask(emulator, request);
    assert_eq!(answered, status);
    assert!(why.contains(words), "{why:?}");
    let journal = emulator.workspace(SECRET_ID).journal_of(JournalFilter::default()).expect("a journal");
    let last = journal.entries.last().expect("an entry");
    assert_eq!(last.why.as_deref() == Some(why.as_str()), noted, "{last:?}");
}

#[test]
fn a_401_and_a_403_say_why() {
    let emulator = still().start().expect("an emulator");
    let keys = |password: &str| Request::get("/api/links/").keys(SECRET_ID, password);
    assert_eq!(ask(&emulator, keys(PASSWORD)).0, 200);
    must_say(&emulator, keys("other"), 401, "bound to another password", true);
    must_say(&emulator, Request::get("/api/links/"), 401, "no keys", false);
    must_say(&emulator, links("nonsense"), 401, "not issued that token", false);
    let few = token(&emulator, "read_institutions");
    must_say(&emulator, links(&few), 403, "lacks the scope read_links", true);
    let good = token(&emulator, "read_institutions,write_links,read_links");
    assert_eq!(ask(&emulator, links(&good)).0, 200);
    emulator.workspace(SECRET_ID).advance("11m").expect("advanced");
    must_say(&emulator, links(&good), 401, "the token expired at 20", true);
}

#[test]
fn a_head_meets_the_rule_of_a_get() {
    let emulator = still().start().expect("an emulator");
    let rule = json!({ "version": 1, "title": "refused", "widget": { "play": "by_hand", "steps": [] },
        "api": [{ "on": "GET /api/links/", "error": "institution_down" }] });
    emulator.workspace(SECRET_ID).set_scenario(SetScenario::document(rule)).expect("a scenario");
    let call = |method| Request::new(method, "/api/links/").keys(SECRET_ID, PASSWORD);
    let get = ask(&emulator, call(Method::GET));
    assert!(get.0 >= 400 && get.1.contains("api rule 1"), "{get:?}");
    assert_eq!(ask(&emulator, call(Method::HEAD)), get);
}

#[test]
fn a_control_get_opens_no_workspace() {
    let emulator = still().start().expect("an emulator");
    let never = emulator.workspace("mistyped");
    let clock = never.clock().expect("a clock");
    assert_eq!(clock.now, emulator.control().clock().expect("a clock").now);
    assert_eq!(never.options().expect("options"), emulator.options().expect("options"));
    assert_eq!(never.scenario().expect("a scenario").scenario, None);
    assert!(never.widgets().expect("widgets").widgets.is_empty());
    never.queue().expect("a queue");
    never.journal().expect("a journal");
    never.info().expect("info");
    assert!(never.reset_ids(Ids::Fresh).is_ok());
    let info = serde_json::to_value(emulator.info().expect("info")).expect("JSON");
    assert_eq!(info["workspaces"], json!([]), "{info}");
}

#[test]
fn a_journal_stays_in_its_order_when_its_clock_goes_back() {
    let emulator = still().start().expect("an emulator");
    let workspace = emulator.workspace(SECRET_ID);
    workspace.advance("1h").expect("advanced");
    workspace.set_clock(SetClock::frozen().at("2026-01-01T00:00:00Z")).expect("set back");
    ask(&emulator, Request::get("/api/links/").keys(SECRET_ID, PASSWORD));
    for journal in [workspace.journal().expect("a journal"), emulator.journal().expect("a journal")] {
        let mine = journal.entries.iter().filter(|entry| entry.workspace == SECRET_ID);
        let order: Vec<u64> = mine.map(|entry| entry.seq).collect();
        assert!(order.len() >= 3 && order.is_sorted(), "{order:?}");
    }
}

#[test]
fn the_journal_shows_no_secret_of_a_configuration_or_of_a_pages_error() {
    let emulator = still().start().expect("an emulator");
    let access = token(&emulator, "read_institutions,write_links");
    let config = json!({ "accessToken": "s3cret-1", "secretPassword": "s3cret-2", "Authorization": "Basic s3cret-3",
        "headers": { "x-api-key": "s3cret-4" }, "locale": "pt" });
    let open = json!({ "token": access, "config": config, "handlers": ["callback"] });
    let opened =
        emulator.handle(&Request::post("/widget/v1/open/", &open).header("host", "localhost")).value();
    let widget = opened["widget"].as_str().expect("a widget");
    let told = json!({ "token": access, "handled": [{ "seq": 1, "to": "onEvent", "ok": false,
        "error": format!("TypeError: cannot send {access} home") }] });
    emulator
        .handle(&Request::post(format!("/widget/v1/{widget}/report/"), &told).header("host", "localhost"));
    let journal =
        serde_json::to_string(&emulator.workspace(SECRET_ID).journal().expect("a journal")).expect("JSON");
    assert!(!journal.contains("s3cret") && !journal.contains(&access), "{journal}");
    assert!(journal.contains("TypeError: cannot send sha256:") && journal.contains("\"pt\""), "{journal}");
}

#[test]
fn an_empty_control_token_is_refused_at_the_start() {
    let refused = Emulator::builder().control_token("").start().map(|_| ()).expect_err("refused");
    assert!(refused.to_string().contains("the control token is empty"), "{refused}");
}

#[test]
fn what_a_rule_has_the_word_over_is_not_told_of_the_next_call() {
    let emulator = still().start().expect("an emulator");
    let rule = json!({ "version": 1, "title": "slow", "widget": { "play": "by_hand", "steps": [] },
        "api": [{ "on": "POST /api/links/", "delay": "1s", "times": 1 }] });
    emulator.workspace(SECRET_ID).set_scenario(SetScenario::document(rule)).expect("a scenario");
    let refused = || {
        let body = json!({ "institution": "erebor_mx_retail", "username": "err_down", "password": "secret" });
        ask(&emulator, Request::post("/api/links/", &body).keys(SECRET_ID, PASSWORD)).1
    };
    let next = || ask(&emulator, Request::get("/api/institutions/").keys(SECRET_ID, PASSWORD));
    assert!(refused().contains("api rule 1"));
    assert_eq!(next(), (200, String::new()));
    assert!(refused().contains("err_down"), "without the rule the user name is the reason");
    assert_eq!(next(), (200, String::new()));
}

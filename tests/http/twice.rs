//! A key that stands twice in a control document: of two values the last would be taken, and nobody would hear of the first.

use belvo_emulator::{Emulator, Reply, Request};
use serde_json::{Value, json};

use crate::support::desk::Desk;
use crate::support::{SECRET_ID, control, must_get_token, still};

fn sent(emulator: &Emulator, method: &str, verb: &str, body: &str) -> Reply {
    sent_to(emulator, SECRET_ID, method, verb, body)
}

fn sent_to(emulator: &Emulator, workspace: &str, method: &str, verb: &str, body: &str) -> Reply {
    let path = format!("/_emulator/workspaces/{workspace}/{verb}");
    let call = Request::new(method.parse().expect("a method"), path).header("host", "localhost");
    emulator.handle(&Request { body: body.to_owned().into(), ..call })
}

#[track_caller]
fn must_refuse(reply: &Reply, why: &str) {
    let said = reply.value()["detail"].as_str().unwrap_or_default().to_owned();
    assert_eq!((reply.status.as_u16(), said.contains(why)), (400, true), "{}", reply.text());
}

#[test]
fn it_is_refused_with_its_place_and_nothing_has_changed() {
    let emulator = still().start().expect("an emulator");
    must_get_token(&emulator);
    let before = control(&emulator, SECRET_ID, "GET", "snapshot", &Value::Null);
    let fault = r#"{"on":"POST /api/links/","error":"login_error","times":1,"times":2}"#;
    must_refuse(
        &sent(&emulator, "POST", "faults", fault),
        "the key `times` stands twice: line 1 column 64 (char 63)",
    );
    let deep = "{\"expect\": [{\"match\": {\"body\": {\"a\": {\"b\": 1,\n\"b\": 2}}}}]}";
    must_refuse(
        &sent(&emulator, "POST", "verify", deep),
        "the key `b` stands twice: line 2 column 3 (char 48)",
    );
    for verb in ["snapshot", "bundle"] {
        let written = control(&emulator, SECRET_ID, "GET", verb, &Value::Null).text().to_owned();
        let twice = written.replacen("\"version\"", "\"version\":2,\"version\"", 1);
        must_refuse(
            &sent(&emulator, "PUT", verb, &twice),
            "the key `version` stands twice: line 1 column 22",
        );
    }
    assert_eq!(control(&emulator, SECRET_ID, "GET", "faults", &Value::Null).value()["faults"], json!([]));
    let after = control(&emulator, SECRET_ID, "GET", "snapshot", &Value::Null).value();
    assert_eq!(after["workspace"]["core"]["links"], before.value()["workspace"]["core"]["links"]);
}

#[test]
fn it_is_refused_in_a_query_and_in_the_text_of_a_record_too() {
    let desk = Desk::new();
    let query = "journal?body=%7B%22a%22%3A1%2C%22a%22%3A2%7D";
    let why = "`body` has to be an object: the key `a` stands twice at line 1";
    must_refuse(&sent(&desk.emulator, "GET", query, ""), why);
    let link = desk.must_link("erebor_mx_retail", "bnk100", "single");
    desk.post("/api/accounts/", &json!({ "link": link }));
    let saved = control(&desk.emulator, "desk", "GET", "snapshot", &Value::Null).text().to_owned();
    let twice = saved.replacen("{\\\"id\\\":", "{\\\"id\\\":1,\\\"id\\\":", 1);
    assert_ne!(saved, twice);
    must_refuse(&sent_to(&desk.emulator, "desk", "PUT", "snapshot", &twice), "the key `id` stands twice");
}

#[test]
fn the_api_that_is_emulated_takes_the_last_as_belvo_does() {
    let emulator = still().start().expect("an emulator");
    let body = r#"{"id":"shop","password":"one","password":"two","scopes":"read_institutions"}"#;
    let call = Request::new("POST".parse().expect("a method"), "/api/token/")
        .header("content-type", "application/json");
    assert_eq!(emulator.handle(&Request { body: body.to_owned().into(), ..call }).status, 200);
    assert_eq!(emulator.handle(&Request::get("/api/links/").keys("shop", "two")).status, 200);
    assert_eq!(emulator.handle(&Request::get("/api/links/").keys("shop", "one")).status, 401);
}

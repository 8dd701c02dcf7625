//! How deep JSON may be is known where it is taken in: what is kept of it stands deeper in a snapshot, which can be read.

use belvo_emulator::control::{Emit, NewToken};
use belvo_emulator::{Emulator, Request};
use serde_json::{Value, json};

use super::start;
use crate::support::page::Page;
use crate::support::{PASSWORD, SECRET_ID, control, must_get_token, token_request};

/// The deepest body that is taken.
const DEEPEST: usize = 64;

/// So many lists in one another.
fn lists(levels: usize) -> Value {
    (0..levels).fold(json!(1), |value, _| json!([value]))
}

#[track_caller]
fn must_save(emulator: &Emulator) {
    let saved = control(emulator, SECRET_ID, "GET", "snapshot", &Value::Null);
    assert_eq!(saved.status, 200, "{}", saved.text());
    let put = control(emulator, SECRET_ID, "PUT", "snapshot", &saved.value());
    assert_eq!(put.status, 200, "{}", put.text());
    let bundle = control(emulator, SECRET_ID, "GET", "bundle", &Value::Null);
    assert_eq!(control(emulator, SECRET_ID, "PUT", "bundle", &bundle.value()).status, 200);
}

/// A token request whose body has so many levels; as an object, or as one that is written as text.
fn asked(levels: usize, as_text: bool) -> Request {
    let beneath = if as_text { levels - 2 } else { levels - 3 };
    let widget = json!({ "branding": { "company_name": "A", "x": lists(beneath) } });
    let mut body = token_request();
    body["widget"] = if as_text { widget.to_string().into() } else { widget };
    Request::post("/api/token/", &body)
}

#[test]
fn a_token_request_is_taken_or_refused_and_the_workspace_can_be_saved() {
    let emulator = start();
    for as_text in [false, true] {
        assert_eq!(emulator.handle(&asked(DEEPEST, as_text)).status, 200, "{as_text}");
        let refused = emulator.handle(&asked(DEEPEST + 1, as_text));
        assert_eq!(refused.status, 400, "{as_text}: {}", refused.text());
        assert!(refused.value()[0]["code"].is_string(), "{}", refused.text());
    }
    let refused = emulator.handle(&asked(118, false));
    let message = refused.value()[0]["message"].as_str().expect("a message").to_owned();
    assert!(message.contains("nested more than 64 levels deep"), "{message}");
    must_save(&emulator);
}

#[test]
fn every_other_door_has_the_same_bound() {
    let emulator = start();
    let token = must_get_token(&emulator);
    let run = Page::open(&emulator, &token).widget;
    let link = |levels: usize| {
        let body = json!({ "institution": "erebor_mx_retail", "username": "bnk100", "password": "full",
            "external_id": "u", "more": lists(levels - 1) });
        emulator.handle(&Request::post("/api/links/", &body).keys(SECRET_ID, PASSWORD)).status.as_u16()
    };
    let page = |levels: usize| {
        let body = json!({ "token": token, "config": { "more": lists(levels - 2) }, "handlers": [], "arguments": 2 });
        emulator.handle(&Request::post("/widget/v1/open", &body).header("host", "localhost"))
    };
    let verb = |verb: &str, body: &Value| control(&emulator, SECRET_ID, "POST", verb, body).status.as_u16();
    let emit = |levels: usize| verb(&format!("widgets/{run}/emit"), &json!({ "event": lists(levels - 1) }));
    let verify = |levels: usize| {
        verb(
            "verify",
            &json!({ "expect": [{ "match": { "on": "POST /api/owners/", "body": { "more": lists(levels - 5) } }, "times": 0 }] }),
        )
    };
    assert_eq!((link(DEEPEST), link(DEEPEST + 1)), (201, 400));
    assert_eq!((page(DEEPEST).status.as_u16(), page(DEEPEST + 1).status.as_u16()), (200, 400));
    assert_eq!((emit(DEEPEST), emit(DEEPEST + 1)), (200, 400));
    assert_eq!((verify(DEEPEST), verify(DEEPEST + 1)), (200, 400));
    let journal = |levels: usize| {
        let body = form_urlencoded::byte_serialize(json!({ "x": lists(levels - 1) }).to_string().as_bytes())
            .collect::<String>();
        control(&emulator, SECRET_ID, "GET", &format!("journal?body={body}"), &Value::Null).status.as_u16()
    };
    assert_eq!((journal(DEEPEST), journal(DEEPEST + 1)), (200, 400));
    // And the library, where no JSON is read.
    let own = emulator.workspace(SECRET_ID);
    let sent =
        |levels: usize| own.emit(Emit::event(&run, lists(levels - 1))).map(drop).map_err(|why| why.status);
    assert_eq!((sent(DEEPEST), sent(DEEPEST + 1)), (Ok(()), Err(400)));
    let mut made = json!(NewToken::default());
    made["widget"] = json!({ "branding": { "x": lists(DEEPEST) } });
    assert_eq!(verb("tokens", &made), 400);
    must_save(&emulator);
}

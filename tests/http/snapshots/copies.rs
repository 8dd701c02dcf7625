//! A snapshot that is put under another name has the ids of the first: a verb without a workspace acts in neither.

use belvo_emulator::Emulator;
use belvo_emulator::control::DeliveryFilter;
use serde_json::{Value, json};

use super::mixed::{builder, must_restore, must_save};
use crate::support::page::Page;
use crate::support::{PASSWORD, SECRET_ID, control, must_get_token};

const COPY: &str = "copy";

/// A workspace with a link, a run and a delivery, twice.
fn twice() -> (Emulator, String, String) {
    let emulator = builder().webhook("http://127.0.0.1:9/hooks", None).start().expect("an emulator");
    let body = json!({ "institution": "erebor_mx_retail", "username": "bnk100", "password": "full" });
    let request = belvo_emulator::Request::post("/api/links/", &body).keys(SECRET_ID, PASSWORD);
    let link = emulator.handle(&request).value()["id"].as_str().expect("an id").to_owned();
    let hook = json!({ "type": "LINK", "code": "token_required", "link": link });
    assert_eq!(control(&emulator, SECRET_ID, "POST", "webhooks/trigger", &hook).status, 200);
    emulator.workspace(SECRET_ID).deliveries_of(DeliveryFilter::settled()).expect("it was tried");
    let run = Page::open(&emulator, &must_get_token(&emulator)).widget;
    let saved = must_save(&emulator, SECRET_ID);
    must_restore(&emulator, COPY, &saved);
    (emulator, link, run)
}

/// All that both hold, but for the journals, in which control calls stand.
fn both(emulator: &Emulator) -> [Value; 2] {
    [SECRET_ID, COPY].map(|name| {
        let mut saved = must_save(emulator, name);
        saved["workspace"]["core"]["journal"].take();
        saved
    })
}

#[test]
fn a_verb_that_finds_two_of_an_id_wants_a_name_and_changes_nothing() {
    let (emulator, link, run) = twice();
    let deliveries = control(&emulator, SECRET_ID, "GET", "webhooks/deliveries", &Value::Null).value();
    let seq = deliveries["deliveries"][0]["seq"].as_u64().expect("a delivery");
    let hook = json!({ "type": "LINK", "code": "token_required", "link": link });
    let calls: [(&str, String, Value); 9] = [
        ("GET", format!("links/{link}"), Value::Null),
        ("GET", format!("links/{link}/records?resource=ACCOUNTS"), Value::Null),
        ("PATCH", format!("links/{link}"), json!({ "status": "invalid" })),
        ("GET", format!("widgets/{run}"), Value::Null),
        ("POST", format!("widgets/{run}/accept"), json!({})),
        ("POST", format!("widgets/{run}/emit"), json!({ "event": 1 })),
        ("GET", format!("widgets/{run}/scenario"), Value::Null),
        ("POST", "webhooks/trigger".to_owned(), hook),
        ("POST", format!("webhooks/deliveries/{seq}"), json!({})),
    ];
    let before = both(&emulator);
    for (method, verb, body) in &calls {
        let refused = control(&emulator, "", method, verb, body);
        let problem = refused.value();
        assert_eq!(
            (refused.status.as_u16(), &problem["code"]),
            (400, &json!("workspace_required")),
            "{verb}: {problem}"
        );
        let detail = problem["detail"].as_str().expect("a detail");
        assert!(detail.contains(SECRET_ID) && detail.contains(COPY), "{verb}: {detail}");
    }
    assert!(both(&emulator) == before, "nothing has changed");
    for (method, verb, body) in &calls[..7] {
        let done = control(&emulator, COPY, method, verb, body);
        let is_there = done.status == 200 || done.value()["code"] == "not_recorded";
        assert!(is_there, "{verb}: {}", done.text());
    }
    let after = both(&emulator);
    assert!(after[0] == before[0] && after[1] != before[1], "in the copy alone");
}

//! Faults of what pages load and call: of the workspace that their token leads to, or of the emulator.

use belvo_emulator::control::{CallFault, EntryKind, JournalFilter, Match};
use belvo_emulator::{Emulator, Reply, Request};
use serde_json::{Value, json};

use super::{must_set, set, why};
use crate::api::door::{Page, must_start, opening};
use crate::support::{must_get_token, still};

fn open(emulator: &Emulator) -> Reply {
    let token = json!(must_get_token(emulator));
    let request = Request::post("/widget/v1/open", &opening(&token, &json!({}), &json!({})));
    emulator.handle(&request.header("origin", "https://app.test"))
}

#[test]
fn the_door_of_the_page_fails_and_the_page_may_read_why() {
    let emulator = must_start(still());
    must_set(&emulator, CallFault::on("POST /widget/v1/open").error("institution_down"));
    must_set(&emulator, CallFault::on("POST /widget/v1/open").after(1).status(503));
    let reply = open(&emulator);
    assert_eq!((reply.status.as_u16(), &reply.value()["code"]), (400, &json!("institution_down")));
    assert_eq!(reply.headers["access-control-allow-origin"], "*");
    assert_eq!(why(&reply), Some("fault 1: POST /widget/v1/open/"));
    let reply = open(&emulator);
    assert_eq!((reply.status.as_u16(), reply.text()), (503, String::new()));
    assert_eq!(reply.headers["access-control-allow-origin"], "*");
    assert_eq!(open(&emulator).status, 200);
}

#[test]
fn each_call_of_a_page_can_have_faults() {
    let emulator = must_start(still());
    let mut page = Page::open(&emulator, &json!({}));
    must_set(&emulator, CallFault::on("POST /widget/v1/{widget}/acts").status(502));
    must_set(&emulator, CallFault::on("POST /widget/v1/{widget}/report").status(503));
    must_set(&emulator, CallFault::on("POST /widget/v1/frames").after(1).status(504));
    assert_eq!(page.try_act("accept", &Value::Null).status, 502);
    page.must_show("consent").does("accept", ()).must_show("institutions");
    let report = || page.ask("report", &json!({ "token": page.token })).status.as_u16();
    assert_eq!([report(), report()], [503, 204]);
    let listens = || page.listens(&json!(0)).status.as_u16();
    assert_eq!([listens(), listens(), listens()], [200, 504, 200]);
}

#[test]
fn a_late_answer_to_a_page_waits_no_longer_than_its_fault() {
    let emulator = must_start(still());
    let page = Page::open(&emulator, &json!({}));
    assert!(page.listens(&json!(page.seq)).hold.is_some(), "without a fault it waits for frames");
    must_set(&emulator, CallFault::on("POST /widget/v1/frames").delay("2s"));
    let reply = page.listens(&json!(page.seq));
    assert_eq!((reply.hold.is_none(), reply.delay.as_secs()), (true, 2));
}

#[test]
fn the_script_is_of_nobodys_workspace() {
    let emulator = must_start(still());
    let script = || emulator.handle(&Request::get("/belvo-widget-1-stable.js"));
    let fault = || CallFault::on("GET /belvo-widget-1-stable.js").status(503);
    let refused = emulator.workspace("one").set_fault(fault()).expect_err("of no workspace");
    assert_eq!(refused.code, "on");
    assert!(refused.detail.contains("is no workspace's"), "{}", refused.detail);
    emulator.set_fault(fault()).expect("a fault of the emulator");
    emulator.set_fault(CallFault::on("GET /widget/v1/assets/{*path}").status(404)).expect("a fault");
    assert_eq!((script().status.as_u16(), script().status.as_u16()), (503, 200));
    let asset = || emulator.handle(&Request::get("/widget/v1/assets/panel.js"));
    assert_eq!(why(&asset()), Some("fault 2: GET /widget/v1/assets/{*path}"));
    assert_eq!(set(&emulator), [], "no workspace has it");
    let filter = JournalFilter::from(Match::kind(EntryKind::Fault));
    let entries = emulator.journal_of(filter).expect("a journal").entries;
    let on: Vec<&Value> = entries.iter().map(|entry| &entry.data["on"]).collect();
    assert_eq!(on, ["GET /belvo-widget-1-stable.js/", "GET /widget/v1/assets/{*path}"]);
}

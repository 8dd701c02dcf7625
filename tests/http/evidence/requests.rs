//! An entry of a request says what was called, with what, and what came of it, without a secret in clear.

use belvo_emulator::Request;
use belvo_emulator::control::{Entry, EntryKind, JournalFilter};
use serde_json::json;

use crate::support::desk::Desk;

#[track_caller]
fn last(desk: &Desk) -> Entry {
    let filter = JournalFilter::default().kind(EntryKind::Request);
    let journal = desk.emulator.journal_of(filter).expect("the journal");
    journal.entries.last().expect("an entry").clone()
}

#[test]
fn a_refused_call_says_what_was_sent_and_what_was_answered() {
    let desk = Desk::new();
    let body = json!({
        "institution": "erebor_mx_retail", "username": "err_down", "password": "hushhush", "external_id": "u1",
    });
    let reply = desk.post("/api/links/", &body);
    let (status, answer) = (reply.status, reply.value());
    let entry = last(&desk);
    assert_eq!(entry.data["on"], "POST /api/links/");
    assert_eq!(entry.data["status"], status.as_u16());
    assert_eq!(entry.data["code"], "institution_down");
    assert_eq!(entry.data["request_id"], answer[0]["request_id"]);
    assert_eq!(entry.data["answer"][0]["message"], answer[0]["message"]);
    assert_eq!(entry.data["body"]["external_id"], "u1");
    assert!(entry.data["body"]["password"].as_str().is_some_and(|text| text.starts_with("sha256:")));
    assert!(!entry.data.to_string().contains("hush"));
}

#[test]
fn a_call_of_an_id_says_its_operation_its_query_and_the_new_record() {
    let desk = Desk::new();
    let link = desk.must_link("erebor_mx_retail", "bnk100", "single");
    assert_eq!(last(&desk).data["answer"]["id"], *link);
    desk.get(&format!("/api/links/{link}/?fields=id"));
    let entry = last(&desk);
    assert_eq!(entry.data["on"], "GET /api/links/{id}/");
    assert_eq!(entry.data["path"], format!("/api/links/{link}/"));
    assert_eq!(entry.data["query"], json!({ "fields": "id" }));
    desk.get("/api/links/");
    assert_eq!(last(&desk).data["answer"], json!({ "count": 1 }));
}

#[test]
fn what_is_long_or_cannot_be_read_is_told_to_be_so() {
    let desk = Desk::new();
    desk.post("/api/links/", &json!({ "external_id": "x".repeat(20_000) }));
    assert!(last(&desk).data["body"]["left_out_bytes"].as_u64().is_some_and(|bytes| bytes > 20_000));
    let mut broken =
        Request::post("/api/links/", &json!({})).header("host", "127.0.0.1").keys("desk", "secret");
    broken.body = "{\"password\": \"hush".into();
    desk.emulator.handle(&broken);
    let entry = last(&desk);
    assert_eq!(entry.data["body"], json!({ "unreadable": true }));
    assert!(!entry.data.to_string().contains("hush"));
}

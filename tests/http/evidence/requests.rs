//! An entry of a request says what was called, with what, and what came of it, without a secret in clear.

use belvo_emulator::Request;
use belvo_emulator::control::{Entry, EntryKind, Match};
use serde_json::json;

use crate::support::control;
use crate::support::desk::Desk;

#[track_caller]
fn last(desk: &Desk) -> Entry {
    let journal = desk.emulator.journal_of(Match::kind(EntryKind::Request)).expect("the journal");
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
    let accounts = desk.must_retrieve("/api/accounts/", &json!({ "link": link }));
    let count = accounts.as_array().expect("accounts").len();
    assert!(count > 1);
    assert_eq!(last(&desk).data["answer"], json!({ "count": count }));
    let id = accounts[0]["id"].as_str().expect("an id");
    desk.get(&format!("/api/accounts/{id}/?omit=id"));
    assert_eq!(
        last(&desk).data["answer"],
        json!({ "id": id }),
        "what a caller leaves out is known all the same"
    );
}

#[test]
fn all_that_a_secret_holds_is_hidden() {
    let desk = Desk::new();
    let body = json!({
        "institution": "erebor_mx_retail", "username": "bnk100", "password": { "value": "hush" },
        "authorization": "Basic hush", "css_key": "brand",
    });
    desk.post("/api/links/?apiKey=hush&page_size=1", &body);
    let data = last(&desk).data;
    assert!(!data.to_string().contains("hush"), "{data}");
    assert_eq!((&data["body"]["css_key"], &data["query"]["page_size"]), (&json!("brand"), &json!("1")));
}

#[test]
fn what_was_called_stays_when_what_was_sent_is_too_large() {
    let desk = Desk::new();
    // In the journal's JSON each of these is six characters long.
    desk.post("/api/links/", &json!({ "external_id": "\u{1}".repeat(4_000) }));
    let data = last(&desk).data;
    assert_eq!((&data["on"], &data["path"]), (&json!("POST /api/links/"), &json!("/api/links/")));
    assert_eq!(data["status"], 400);
    assert!(data["body"]["left_out_bytes"].as_u64().is_some_and(|bytes| bytes > 24_000), "{data}");
    assert!(data["answer"][0]["code"].is_string());
}

#[test]
fn the_journal_is_narrowed_by_all_that_an_entry_can_be() {
    let desk = Desk::new();
    desk.must_link("erebor_mx_retail", "bnk100", "single");
    desk.get("/api/links/?page_size=7");
    let narrowed = |query: &str| {
        let reply = control(&desk.emulator, "desk", "GET", &format!("journal{query}"), &json!(null));
        (reply.status.as_u16(), reply.value())
    };
    let count = |query: &str| {
        let (status, journal) = narrowed(query);
        assert_eq!(status, 200, "{query}: {journal}");
        journal["entries"].as_array().expect("entries").len()
    };
    assert_eq!(count("?status=201"), 1);
    assert_eq!(count("?path=/api/links/"), 2);
    assert_eq!(count("?query=%7B%22page_size%22%3A%227%22%7D"), 1);
    assert_eq!(count("?body=%7B%22username%22%3A%22bnk100%22%7D&kind=request"), 1);
    for wrong in ["?query=seven", "?status=many", "?coed=login_error", "?on=GET"] {
        assert_eq!(narrowed(wrong).0, 400, "{wrong}");
    }
}

#[test]
fn what_is_long_or_cannot_be_read_is_told_to_be_so() {
    let desk = Desk::new();
    desk.post("/api/links/", &json!({ "username": "bnk100", "external_id": "x".repeat(20_000) }));
    let body = last(&desk).data["body"].clone();
    assert!(body["external_id"]["left_out_bytes"].as_u64().is_some_and(|bytes| bytes > 20_000), "{body}");
    assert_eq!(body["username"], "bnk100", "what is short stays");
    desk.get("/api/links/?id__in=one&id__in=two&page=1");
    assert_eq!(last(&desk).data["query"], json!({ "id__in": ["one", "two"], "page": "1" }));
    let mut broken =
        Request::post("/api/links/", &json!({})).header("host", "127.0.0.1").keys("desk", "secret");
    broken.body = "{\"password\": \"hush".into();
    desk.emulator.handle(&broken);
    let entry = last(&desk);
    assert_eq!(entry.data["body"], json!({ "unreadable": true }));
    assert!(!entry.data.to_string().contains("hush"));
}

/// What curl sends when nobody names a content type: the whole text is the name of a field.
#[test]
fn json_that_was_sent_as_a_form_gives_no_secret_away() {
    let desk = Desk::new();
    let mut form = Request::post("/api/links/", &json!({})).keys("desk", "secret");
    form = form.header("content-type", "application/x-www-form-urlencoded");
    form.body = r#"{"institution":"erebor_mx_retail","password":"hushhush"}"#.into();
    desk.emulator.handle(&form);
    let entry = last(&desk);
    assert!(!entry.data.to_string().contains("hush"), "{}", entry.data);
    let name = entry.data["body"].as_object().and_then(|body| body.keys().next()).expect("a name");
    assert!(name.starts_with("sha256:"), "{name}");
}

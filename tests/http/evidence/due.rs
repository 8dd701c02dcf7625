//! What fell due says what it was about, and a link that changes by itself says why.

use belvo_emulator::control::{EntryKind, Match};
use http::Method;
use serde_json::{Value, json};

use crate::support::desk::Desk;

#[track_caller]
fn only<'v>(fired: &'v [Value], what: &str) -> &'v Value {
    let mut found = fired.iter().filter(|one| one["what"] == what);
    let first = found.next().unwrap_or_else(|| panic!("no {what} in {fired:?}"));
    assert!(found.next().is_none(), "{fired:?}");
    first
}

#[test]
fn what_fell_due_names_the_link_and_the_resource() {
    let desk = Desk::new();
    let link = desk.must_link("erebor_mx_retail", "break_day", "single");
    let body = json!({ "link": link, "date_from": "2026-02-01", "date_to": "2026-03-01" });
    let asked = ("X-Belvo-Request-Mode", "async");
    assert_eq!(desk.call_with(Method::POST, "/api/transactions/", &body, asked).status, 202);
    let fired = json!(desk.emulator.advance("25h").expect("a day"))["fired"].clone();
    let fired = fired.as_array().expect("what fell due");
    let came = only(fired, "records.come");
    assert_eq!((&came["link"], &came["resource"]), (&json!(link), &json!("/api/transactions/")));
    let broke = only(fired, "link.breaks");
    assert_eq!((&broke["link"], &broke["resource"]), (&json!(link), &Value::Null));
    let due = desk.emulator.journal_of(Match::kind(EntryKind::Due)).expect("the journal").entries;
    let due: Vec<Value> = due.into_iter().map(|entry| entry.data).collect();
    assert_eq!(only(&due, "link.breaks")["link"], json!(link));
    let changed = desk.emulator.journal_of(Match::kind(EntryKind::LinkStatus)).expect("the journal").entries;
    let why = changed.last().and_then(|entry| entry.why.clone()).expect("a reason");
    assert!(why.contains("user name") && why.contains("a day later the link is `invalid`"), "{why}");
}

#[test]
fn the_sixth_refused_call_says_that_it_has_made_the_link_invalid() {
    let desk = Desk::new();
    let link = desk.must_link("erebor_mx_retail", "break_retrieve", "single");
    let changes =
        || desk.emulator.journal_of(Match::kind(EntryKind::LinkStatus)).expect("the journal").entries;
    for _ in 0..5 {
        desk.post("/api/accounts/", &json!({ "link": link }));
    }
    assert!(changes().is_empty());
    desk.post("/api/accounts/", &json!({ "link": link }));
    let entry = changes().pop().expect("an entry");
    assert_eq!(entry.data, json!({ "link": link, "status": "invalid" }));
    assert!(entry.why.is_some_and(|why| why.contains("sixth")));
}

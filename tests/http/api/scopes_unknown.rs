//! A scope that there is not: refused, and named with the nearest (R-TOK-06).

use belvo_emulator::Request;
use serde_json::{Value, json};

use super::bank::{must_make, send};
use super::door::{get, items, must_answer, must_start, said, still, token_with};

#[test]
fn r_tok_06_why_names_the_bad_scope_and_the_nearest() {
    let emulator = must_start(still());
    for (scopes, why) in [
        ("read_institutions,write_link", "there is no scope `write_link`; the nearest is `write_links`"),
        ("read_instituitions", "there is no scope `read_instituitions`; the nearest is `read_institutions`"),
        ("everything", "there is no scope `everything`"),
    ] {
        let reply = emulator.handle(&Request::post("/api/token/", &token_with(&json!({ "scopes": scopes }))));
        assert_eq!(said(&items(&reply, 400))[0][0], "invalid_choice");
        assert_eq!(reply.headers["x-belvo-emulator-why"], why);
    }
    let journal = json!(emulator.journal().expect("a journal"));
    assert!(journal.to_string().contains("the nearest is `write_links`"), "{journal}");
}

#[test]
fn r_tok_06_also_when_the_keys_are_missing_and_at_a_links_own_address() {
    let emulator = must_start(still());
    let without_keys = json!({ "scopes": "write_link" });
    let reply = emulator.handle(&Request::post("/api/token/", &without_keys));
    assert_eq!(
        reply.headers["x-belvo-emulator-why"],
        "there is no scope `write_link`; the nearest is `write_links`"
    );
    let link = must_make(&emulator, &json!({}));
    let reply = send(&emulator, "POST", &format!("/api/links/{link}/token/"), &without_keys);
    assert_eq!(
        reply.headers["x-belvo-emulator-why"],
        "there is no scope `write_link`; the nearest is `write_links`"
    );
    let fine = must_answer(&emulator, &get("/api/links/"));
    assert_ne!(fine, Value::Null);
}

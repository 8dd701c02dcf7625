//! `widget` of a token request needs `branding` (R-TOK-18).

use belvo_emulator::Request;
use serde_json::{Value, json};

use super::door::{must_answer, must_refuse, must_start, said, still, token_with};

fn ask(widget: &Value) -> Request {
    Request::post("/api/token/", &token_with(&json!({ "widget": widget })))
}

#[test]
fn r_tok_18_a_widget_needs_branding_which_may_be_empty() {
    let emulator = must_start(still());
    let items =
        must_refuse(&emulator, &ask(&json!({ "callback_urls": { "success": "app://success" } })), 400);
    assert_eq!(said(&items), [["required", "This field is required.", "branding"]]);
    let items = must_refuse(&emulator, &ask(&json!({ "branding": null })), 400);
    assert_eq!(said(&items), [["null", "This field may not be null.", "branding"]]);
    let items = must_refuse(&emulator, &ask(&json!({ "branding": "Acme" })), 400);
    assert_eq!(said(&items), [["invalid", "Expected a dictionary but got type \"str\".", "branding"]]);
    for enough in [json!({ "branding": {} }), json!("{\"branding\": {}}")] {
        must_answer(&emulator, &ask(&enough));
    }
    must_answer(&emulator, &Request::post("/api/token/", &token_with(&json!({}))));
}

#[test]
fn r_tok_22_open_finance_does_without() {
    let emulator = must_start(still());
    for widget in
        [json!({ "openfinance_feature": "consent_management" }), json!({ "consent": { "purpose": "P" } })]
    {
        must_answer(&emulator, &ask(&widget));
    }
}

#[test]
fn r_tok_18_it_can_be_let_pass() {
    let emulator = must_start(still().option("token.branding_required", "off"));
    must_answer(&emulator, &ask(&json!({ "theme": [] })));
}

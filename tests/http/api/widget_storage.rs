//! The widget keeps the rules of `POST /api/links/` for what the token request sent (W-FLOW-11, R-ERR-40, R-ERR-41).

use belvo_emulator::{Emulator, Request};
use serde_json::{Value, json};

use super::door::{Page, get, keys, must_answer, must_start, still, token_with};

/// Connects with a token that was asked for so, up to the bank's answer.
#[track_caller]
fn connects<'e>(emulator: &'e Emulator, token: &Value, mode: &str) -> Page<'e> {
    let token = must_answer(emulator, &Request::post("/api/token/", &token_with(token)))["access"].clone();
    let config = json!({ "institutions": "erebor_mx_retail", "access_mode": mode });
    let mut page = Page::open_as(emulator, token.as_str().expect("a token"), &config, &json!({}));
    page.does("submit", keys("user"));
    page
}

const RECURRENT: &str = "Recurrent links must store the credentials";
const SINGLE: &str = "Single links without stored credentials must fetch resources";

#[test]
fn w_flow_11_what_rest_refuses_is_an_error_in_the_widget() {
    let emulator = must_start(still());
    let cases = [
        (json!({ "credentials_storage": "nostore" }), "recurrent", "invalid_credentials_storage", RECURRENT),
        (json!({ "credentials_storage": "27d" }), "recurrent", "invalid_credentials_storage", RECURRENT),
        (
            json!({ "credentials_storage": "nostore", "fetch_resources": null }),
            "single",
            "invalid_fetch_resources",
            SINGLE,
        ),
    ];
    for (token, mode, code, message) in cases {
        let mut page = connects(&emulator, &token, mode);
        page.must_show("error");
        let told = json!(page.calls()).to_string();
        assert!(told.contains(code) && told.contains(message), "code and message of REST: {told}");
        page.does("close", ()).does("leave", ()).does("survey", Value::Null);
        assert!(page.calls().pop().expect("onExit").to_string().contains(code), "W-EXIT-08");
    }
    assert_eq!(must_answer(&emulator, &get("/api/links/"))["count"], 0, "nothing is stored quietly");
}

#[test]
fn w_flow_11_what_rest_takes_connects() {
    let emulator = must_start(still());
    for (token, mode, stored) in [
        (json!({ "credentials_storage": null }), "recurrent", "store"),
        (json!({ "credentials_storage": "store" }), "recurrent", "store"),
        (json!({ "credentials_storage": "30d" }), "single", "30d"),
        (json!({ "credentials_storage": "nostore" }), "single", "nostore"),
    ] {
        connects(&emulator, &token, mode).must_show("success");
        let newest = must_answer(&emulator, &get("/api/links/"))["results"][0].clone();
        assert_eq!(newest["credentials_storage"], stored, "{token} {mode}");
    }
}

#[test]
fn w_flow_11_the_rules_can_be_bent_and_the_code_is_that_of_rest() {
    let bent = must_start(still().option("widget.storage_rules", "bend"));
    connects(&bent, &json!({ "credentials_storage": "27d" }), "recurrent").must_show("success");
    let newest = must_answer(&bent, &get("/api/links/"))["results"][0].clone();
    assert_eq!(newest["credentials_storage"], "store");
    let other = must_start(still().option("error.credentials_storage_code", "login_error"));
    let mut page = connects(&other, &json!({ "credentials_storage": "27d" }), "recurrent");
    assert!(page.told().contains(&"ERROR login_error".to_owned()), "R-ERR-40");
}

//! No secret stands in a snapshot, wherever it was given.

use belvo_emulator::Request;
use serde_json::{Value, json};

use super::mixed::{builder, must_restore, must_save};
use crate::support::page::Page;
use crate::support::{SECRET_ID, control, must_get_token};

#[test]
fn a_snapshot_holds_no_secret() {
    let emulator = builder()
        .webhook("http://127.0.0.1:9/hooks?key=query-secret", Some("Bearer authorization-secret".to_owned()))
        .webhook_header("X-Key", "header-secret")
        .webhook_hmac("X-Signature", "hmac-secret")
        .start()
        .expect("an emulator");
    let token = must_get_token(&emulator);
    let key = String::from_utf8(vec![b'k'; 64]).expect("the signing key");
    let secrets = [
        "query-secret",
        "authorization-secret",
        "header-secret",
        "hmac-secret",
        "trace-password",
        "banksecret",
        "newsecret",
        "widgetsecret",
        "mfa_numeric_user",
        token.as_str(),
        key.as_str(),
    ];
    let keys = |request: Request| request.keys(SECRET_ID, "trace-password");
    let body =
        json!({ "institution": "erebor_mx_retail", "username": "mfa_numeric", "password": "banksecret" });
    let asked = emulator.handle(&keys(Request::post("/api/links/", &body))).value();
    let link = asked[0]["link"].as_str().unwrap_or_else(|| panic!("{asked}")).to_owned();
    let renewed = Request::new(http::Method::PUT, format!("/api/links/{link}/"))
        .json(&json!({ "password": "newsecret" }));
    emulator.handle(&keys(renewed));
    // The bank asks for a token: what was typed is not lost, and not kept either.
    let mut page = Page::open(&emulator, &token);
    page.act("accept", Value::Null).act("choose", json!("erebor_mx_retail"));
    page.act("submit", json!({ "username": "mfa_numeric", "password": "widgetsecret" }));
    let document = json!({
        "version": 1, "title": "Secret", "x-note": token,
        "widget": { "steps": ["accept"] },
    });
    assert_eq!(
        control(&emulator, SECRET_ID, "PUT", "scenario", &json!({ "document": document })).status,
        200
    );
    let saved = must_save(&emulator, SECRET_ID);
    let text = saved.to_string();
    for secret in secrets {
        assert!(!text.contains(secret), "{secret}");
    }
    assert!(
        text.contains("x-note") && text.contains("sha256:"),
        "the scenario stands there, without the token"
    );
    must_restore(&emulator, SECRET_ID, &saved);
    assert_eq!(must_save(&emulator, SECRET_ID).to_string(), text);
    // And it goes on: the same user, known again by a digest.
    page.act("token", json!("111111")).act("finish", Value::Null);
    let links = emulator.handle(&keys(Request::get("/api/links/"))).value();
    assert_eq!(links["results"][0]["institution_user_id"], links["results"][1]["institution_user_id"]);
}

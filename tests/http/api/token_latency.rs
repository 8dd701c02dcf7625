//! How late a token comes (`token.latency`).

use belvo_emulator::{Emulator, Request};
use serde_json::json;

use super::bank::must_make;
use super::door::{must_start, still, token_request};

fn waits(emulator: &Emulator, request: &Request) -> u128 {
    u128::try_from(emulator.handle(request).delay.as_micros()).expect("a delay")
}

#[test]
fn a_token_comes_at_once_or_as_late_as_the_option_says() {
    let ask = Request::post("/api/token/", &token_request());
    assert_eq!(waits(&must_start(still()), &ask), 0);
    let late = must_start(still().option("token.latency", "100ms"));
    assert_eq!(waits(&late, &ask), 100_000);
    let link = must_make(&late, &json!({}));
    let (id, password) = (super::door::SECRET_ID, super::door::PASSWORD);
    let of_link = Request::post(format!("/api/links/{link}/token/"), &json!({})).keys(id, password);
    assert_eq!(waits(&late, &of_link), 100_000);
    let refused = Request::post("/api/token/", &json!({ "id": "a" }));
    assert_eq!(waits(&late, &refused), 0, "a refusal comes at once");
}

#[test]
fn nobody_waits_longer_than_ten_minutes() {
    let late = must_start(still().option("token.latency", "9999d"));
    assert_eq!(waits(&late, &Request::post("/api/token/", &token_request())), 600_000_000);
}

//! What a token says (R-TOK-07 to 12, W-TOK-18 to 23).

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use belvo_emulator::{Emulator, Request};
use serde_json::{Value, json};

use super::door::{is_hex32, must_answer, must_start, still, token_with};

const CLAIMS: [&str; 14] = [
    "token_type",
    "exp",
    "iat",
    "jti",
    "user_id",
    "organization_name",
    "organization_id",
    "scopes",
    "environment",
    "api_url",
    "credentials_storage",
    "stale_in",
    "fetch_resources",
    "iss",
];

fn part(token: &Value, index: usize) -> Vec<u8> {
    let text = token.as_str().expect("a token").split('.').nth(index).expect("three parts");
    URL_SAFE_NO_PAD.decode(text).expect("base64 without padding")
}

fn claims(token: &Value) -> Value {
    serde_json::from_slice(&part(token, 1)).expect("claims")
}

#[track_caller]
fn ask(emulator: &Emulator, change: &Value) -> Value {
    must_answer(emulator, &Request::post("/api/token/", &token_with(change)))
}

#[test]
fn r_tok_07_both_tokens_are_signed_with_hs512() {
    let emulator = must_start(still());
    let pair = ask(&emulator, &json!({}));
    for token in [&pair["access"], &pair["refresh"]] {
        assert_eq!(part(token, 0), br#"{"alg":"HS512","typ":"JWT"}"#, "W-TOK-18: to the byte");
        assert_eq!(part(token, 2).len(), 64, "R-TOK-07");
        assert_eq!(token.as_str().map(|text| text.matches('.').count()), Some(2));
    }
}

#[test]
fn r_tok_12_the_fourteen_claims_stand_in_their_order() {
    let emulator = must_start(still());
    let pair = ask(&emulator, &json!({}));
    for (kind, token) in [("access", &pair["access"]), ("refresh", &pair["refresh"])] {
        let claims = claims(token);
        let names: Vec<&String> = claims.as_object().expect("an object").keys().collect();
        assert_eq!(names, CLAIMS);
        assert_eq!(claims["token_type"], kind);
        assert!(is_hex32(&claims["jti"]), "32 hex digits");
        assert_eq!(claims["user_id"], claims["organization_id"], "as in the samples");
        assert_eq!(claims["environment"], "sandbox");
        assert_eq!(claims["scopes"], json!(["read_institutions", "write_links"]), "split at the commas");
        assert_eq!(claims["fetch_resources"], json!(["ACCOUNTS", "TRANSACTIONS", "OWNERS"]), "as sent");
        assert_eq!(claims["credentials_storage"], "store", "as sent");
        assert_eq!(claims["stale_in"], "300d", "as sent");
    }
    assert_ne!(claims(&pair["access"])["jti"], claims(&pair["refresh"])["jti"]);
}

#[test]
fn claims_have_defaults_where_the_request_says_nothing() {
    let emulator = must_start(still());
    let nothing =
        json!({ "fetch_resources": null, "credentials_storage": null, "stale_in": null, "scopes": null });
    let claims = claims(&ask(&emulator, &nothing)["access"]);
    assert_eq!(claims["fetch_resources"], json!([]));
    assert_eq!(claims["credentials_storage"], "365d");
    assert_eq!(claims["stale_in"], "365d");
    assert_eq!(claims["scopes"], json!([]), "R-TOK-05");
}

#[test]
fn r_tok_11_link_and_widget_are_no_claims() {
    let emulator = must_start(still());
    let claims =
        claims(&ask(&emulator, &json!({ "widget": { "branding": { "company_name": "A" } } }))["access"]);
    assert_eq!(claims.as_object().map(serde_json::Map::len), Some(14));
    assert!(!claims.to_string().contains("branding"));
}

#[test]
fn r_tok_08_access_lives_ten_minutes_and_refresh_7200_days_of_the_workspaces_clock() {
    let emulator = must_start(still());
    let pair = ask(&emulator, &json!({}));
    let (access, refresh) = (claims(&pair["access"]), claims(&pair["refresh"]));
    let lives =
        |claims: &Value| claims["exp"].as_i64().zip(claims["iat"].as_i64()).map(|(exp, iat)| exp - iat);
    assert_eq!(lives(&access), Some(600), "R-TOK-08");
    assert_eq!(lives(&refresh), Some(622_080_000), "R-TOK-09");
    assert_eq!(access["iat"], 1_769_860_800, "noon of the clock that stands");
    emulator.advance("1h").expect("an hour");
    assert_eq!(claims(&ask(&emulator, &json!({}))["access"])["iat"], 1_769_864_400);
}

#[test]
fn the_lives_are_options() {
    let emulator = must_start(still().option("token.access_ttl", "20m").option("token.refresh_ttl", "10m"));
    let pair = ask(&emulator, &json!({}));
    for (token, lives) in [("access", 1_200), ("refresh", 600)] {
        let claims = claims(&pair[token]);
        assert_eq!(claims["exp"].as_i64(), claims["iat"].as_i64().map(|iat| iat + lives), "{token}");
    }
}

#[test]
fn w_tok_19_the_issuer_is_the_host_as_it_was_called() {
    let emulator = must_start(still());
    let hosts = ["sandbox.belvo.com", "localhost:2358", "127.0.0.1:8080", "[::1]:2358", "api.internal"];
    for host in hosts {
        let request = Request::post("/api/token/", &token_with(&json!({}))).header("host", host);
        let claims = claims(&must_answer(&emulator, &request)["access"]);
        assert_eq!(claims["api_url"], host);
        assert_eq!(claims["iss"], host);
    }
    let own = format!("127.0.0.1:{}", emulator.port());
    for odd in ["", "evil\"host", "a b", "host/path", &"x".repeat(256)] {
        let request = Request::post("/api/token/", &token_with(&json!({}))).header("host", odd);
        let claims = claims(&must_answer(&emulator, &request)["access"]);
        assert_eq!(claims["api_url"], own, "`{odd}` does not get into a token");
    }
    let none = Request::post("/api/token/", &token_with(&json!({})));
    assert_eq!(claims(&must_answer(&emulator, &none)["access"])["iss"], own);
}

#[test]
fn r_tok_12_the_user_is_every_links_creator_and_stays_the_same() {
    let emulator = must_start(still());
    let (one, two) = (ask(&emulator, &json!({})), ask(&emulator, &json!({})));
    assert_eq!(claims(&one["access"])["user_id"], claims(&two["access"])["user_id"]);
    assert_ne!(claims(&one["access"])["jti"], claims(&two["access"])["jti"], "each token is its own");
    let other = ask(&emulator, &json!({ "id": "somebody else" }));
    assert_ne!(claims(&one["access"])["user_id"], claims(&other["access"])["user_id"]);
}

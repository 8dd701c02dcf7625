//! Any token at any door: none is good but those that the emulator has issued.
//!
//! One line is a token as it is; two are a header and claims, which the emulator's own key signs.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use belvo_emulator::{Emulator, Request};
use ring::hmac;
use serde_json::{Value, json};

use super::caller::{Caller, PASSWORD, SECRET_ID, must_make_sense, still, with_emulator};

const KEY: &[u8] = include_bytes!("../../fixtures/signing.key");
/// What tells one token from all others.
const CLAIMS: [&str; 5] = ["token_type", "exp", "iat", "jti", "organization_id"];

fn start() -> Emulator {
    still().start().expect("an emulator")
}

fn signed(header: &[u8], claims: &[u8]) -> String {
    let message = format!("{}.{}", URL_SAFE_NO_PAD.encode(header), URL_SAFE_NO_PAD.encode(claims));
    let tag = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA512, KEY), message.as_bytes());
    format!("{message}.{}", URL_SAFE_NO_PAD.encode(tag))
}

fn claims_of(token: &str) -> Option<[Value; 5]> {
    let payload = URL_SAFE_NO_PAD.decode(token.split('.').nth(1)?).ok()?;
    let claims: Value = serde_json::from_slice(&payload).ok()?;
    Some(CLAIMS.map(|name| match &claims[name] {
        Value::String(text) => json!(text.to_lowercase()),
        other => other.clone(),
    }))
}

/// The input, with the ids of the tokens that are good.
fn token_of(bytes: &[u8], good: &[String; 2]) -> String {
    match bytes.iter().position(|byte| *byte == b'\n') {
        None => String::from_utf8_lossy(bytes).into_owned(),
        Some(end) => {
            let claims = String::from_utf8_lossy(&bytes[end + 1..]).into_owned();
            let [_, _, _, access, organisation] = claims_of(&good[0]).expect("claims");
            let [_, _, _, refresh, _] = claims_of(&good[1]).expect("claims");
            let named = [("$access", access), ("$refresh", refresh), ("$organisation", organisation)];
            let fill =
                |text: String, (word, id): (&str, Value)| text.replace(word, id.as_str().unwrap_or(""));
            signed(&bytes[..end], named.into_iter().fold(claims, fill).as_bytes())
        }
    }
}

fn ask(emulator: &Emulator, request: &Request) -> (u16, Value) {
    let reply = emulator.handle(request);
    must_make_sense(request, &reply);
    (reply.status.as_u16(), reply.value())
}

fn is_good(emulator: &Emulator, token: &str) -> [bool; 4] {
    let bearer = Request::get("/api/institutions/").header("authorization", &format!("Bearer {token}"));
    let refresh = Request::post("/api/token/refresh/", &json!({ "refresh": token }));
    let verify = Request::post("/api/token/verify/", &json!({ "token": token }));
    let opening = json!({ "token": token, "config": {}, "handlers": ["callback"], "query": {} });
    let (status, opened) = ask(emulator, &Request::post("/widget/v1/open", &opening));
    assert_eq!(status, 200, "{opened}");
    let opens = opened["frames"][0]["screen"]["name"] != "error";
    let [bears, refreshes, verifies] = [bearer, refresh, verify].map(|request| {
        let (status, answer) = ask(emulator, &request);
        assert!([200, 400, 401].contains(&status), "{status} {answer}");
        status == 200
    });
    [bears, opens, refreshes, verifies]
}

pub fn any(bytes: &[u8]) {
    with_emulator(start, |emulator| {
        emulator.reset_ids(belvo_emulator::control::Ids::Repeat).expect("a reset");
        let mut caller = Caller::new(emulator);
        let keys =
            json!({ "id": SECRET_ID, "password": PASSWORD, "scopes": "read_institutions,write_links" });
        caller.ask(&Request::post("/api/token/", &keys));
        let good = ["access", "refresh"].map(|kind| caller.known(kind).to_owned());
        let token = token_of(bytes, &good);
        let claimed = claims_of(&token);
        let [access, refresh] = good.map(|token| claimed.is_some() && claims_of(&token) == claimed);
        let [bears, opens, refreshes, verifies] = is_good(emulator, &token);
        assert!(access || !bears && !opens, "{token} is no access token");
        assert!(refresh || !refreshes, "{token} is no refresh token");
        assert!(access || refresh || !verifies, "{token} is no token");
    });
}

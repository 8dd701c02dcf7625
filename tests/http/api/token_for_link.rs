//! Tokens for a link: `POST /api/links/{id}/token/`, and the claim that tells the link (R-TOK-17, R-TOK-12).

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use belvo_emulator::control::{LinkStatus, SetLink};
use belvo_emulator::{Emulator, Request};
use serde_json::{Value, json};

use super::bank::{must_make, send};
use super::door::{Page, bearing, items, must_answer, must_start, said, still, token_with};

fn claims(token: &Value) -> Value {
    let part = token.as_str().and_then(|token| token.split('.').nth(1)).expect("a JWT");
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).expect("base64")).expect("claims")
}

fn token_of(emulator: &Emulator, link: &str) -> Value {
    let body = json!({ "scopes": "read_institutions,write_links,read_links" });
    let reply = send(emulator, "POST", &format!("/api/links/{link}/token/"), &body);
    assert_eq!(reply.status, 200, "{}", reply.text());
    reply.value()
}

#[test]
fn r_tok_17_a_links_own_address_gives_a_token_that_updates_it() {
    let emulator = must_start(still());
    let link = must_make(&emulator, &json!({}));
    emulator.set_link(SetLink::new(&link, LinkStatus::Invalid)).expect("a status");
    let pair = token_of(&emulator, &link);
    assert!(pair["refresh"].is_string());
    let access = pair["access"].as_str().expect("a token");
    must_answer(&emulator, &bearing(&format!("/api/links/{link}/"), access));
    let mut page = Page::open_as(&emulator, access, &json!({}), &json!({}));
    page.must_show("credentials").does("submit", json!({ "password": "new" })).does("finish", ());
    assert_eq!(page.calls().pop().expect("a callback")["args"][0], json!(link));
}

#[test]
fn r_tok_17_faults_are_told_as_of_other_tokens() {
    let emulator = must_start(still());
    let link = must_make(&emulator, &json!({}));
    let ask = |id: &str, body: Value| send(&emulator, "POST", &format!("/api/links/{id}/token/"), &body);
    let unknown = ask(&link, json!({ "scopes": "write_everything" }));
    assert_eq!(said(&items(&unknown, 400))[0][2], "scopes");
    assert_eq!(claims(&ask(&link, json!({})).value()["access"])["scopes"], json!([]), "R-TOK-05");
    for stranger in ["00000000-0000-4000-8000-000000000000", "nonsense"] {
        assert_eq!(said(&items(&ask(stranger, json!({})), 404)), [["not_found", "Not found.", ""]]);
    }
    let bearer = token_of(&emulator, &link)["access"].as_str().expect("a token").to_owned();
    let by_token = Request::post(format!("/api/links/{link}/token/"), &json!({}));
    items(&emulator.handle(&by_token.header("authorization", &format!("Bearer {bearer}"))), 403);
}

#[test]
fn r_tok_12_a_token_for_a_link_claims_it_last() {
    let emulator = must_start(still());
    let link = must_make(&emulator, &json!({}));
    let asked =
        must_answer(&emulator, &Request::post("/api/token/", &token_with(&json!({ "link_id": link }))));
    for pair in [asked, token_of(&emulator, &link)] {
        for kind in ["access", "refresh"] {
            let claims = claims(&pair[kind]);
            assert_eq!(
                claims["link"],
                json!({ "id": link, "status": "valid", "institution": "gringotts_mx_retail" })
            );
            let names: Vec<&String> = claims.as_object().expect("claims").keys().collect();
            assert_eq!((names.len(), names[14].as_str()), (15, "link"));
        }
    }
    emulator.set_link(SetLink::new(&link, LinkStatus::Invalid)).expect("a status");
    let pair = token_of(&emulator, &link);
    assert_eq!(claims(&pair["access"])["link"]["status"], "invalid");
    let refreshed =
        must_answer(&emulator, &Request::post("/api/token/refresh/", &json!({ "refresh": pair["refresh"] })));
    assert_eq!(claims(&refreshed["access"]).get("link"), None, "R-TOK-13: but for its link");
}

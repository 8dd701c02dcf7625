//! What pages of any origin may reach, and what they may not (R-BASE-11, W-LOAD-15).

use belvo_emulator::{Emulator, Request};
use http::HeaderValue;
use serde_json::json;

use super::door::{control, get, must_get_token, must_start, opening, still, token_request};

fn preflight(emulator: &Emulator, path: &str, origin: &str) -> belvo_emulator::Reply {
    let request = Request::new(http::Method::OPTIONS, path)
        .header("host", "localhost")
        .header("origin", origin)
        .header("access-control-request-method", "POST")
        .header("access-control-request-headers", "authorization,content-type");
    emulator.handle(&request)
}

#[test]
fn w_load_15_a_page_of_any_origin_may_ask_before_it_asks() {
    let emulator = must_start(still());
    for path in ["/api/token/", "/api/token", "/widget/v1/open", "/widget/v1/x/acts", "/widget/v1/frames"] {
        for origin in ["null", "https://app.test", "http://localhost:3000"] {
            let reply = preflight(&emulator, path, origin);
            assert_eq!(reply.status, 200, "{path} from {origin}");
            assert_eq!(reply.headers["access-control-allow-origin"], "*");
            assert_eq!(reply.headers["access-control-allow-methods"], "POST");
            let allowed =
                reply.headers["access-control-allow-headers"].to_str().expect("text").to_lowercase();
            assert!(allowed.contains("authorization") && allowed.contains("content-type"), "{allowed}");
            assert!(reply.headers.get("access-control-allow-credentials").is_none(), "without credentials");
        }
    }
}

#[test]
fn r_base_11_answers_and_refusals_that_a_page_gets_can_be_read_by_it() {
    let emulator = must_start(still());
    let token = must_get_token(&emulator);
    let requests = [
        Request::post("/api/token/", &token_request()),
        Request::post("/api/token/", &json!({})),
        Request::get("/api/token/"),
        Request::post("/widget/v1/open", &opening(&json!(token), &json!({}), &json!({}))),
        Request::post("/widget/v1/00000000-0000-0000-0000-000000000000/acts", &json!({})),
        Request::get("/belvo-widget-1-stable.js"),
        Request::get("/widget/v1/assets/nothing.js"),
    ];
    for request in requests {
        let reply = emulator.handle(&request.header("origin", "null"));
        assert_eq!(reply.headers["access-control-allow-origin"], "*", "{}", reply.text());
        assert_eq!(reply.headers["cache-control"], "no-store");
    }
}

const APP: &str = "https://app.test";

#[test]
fn r_base_11_a_page_without_a_server_reads_the_whole_api() {
    let emulator = must_start(still());
    for path in ["/api/links/", "/api/accounts", "/api/institutions/9322/", "/api/br/balances/", "/api/"] {
        let asked = preflight(&emulator, path, APP);
        assert_eq!(
            (asked.status.as_u16(), &asked.headers["access-control-allow-origin"]),
            (200, &HeaderValue::from_static("*"))
        );
        assert!(
            asked.headers["access-control-allow-methods"].to_str().expect("text").contains("GET"),
            "{path}"
        );
    }
    let links = emulator.handle(&get("/api/links/").header("origin", APP));
    assert_eq!(
        (links.status.as_u16(), links.headers["access-control-allow-origin"].as_bytes()),
        (200, &b"*"[..])
    );
    for refused in
        [Request::get("/api/links/"), get("/api/nothing/"), Request::new(http::Method::PUT, "/api/links/")]
    {
        let reply = emulator.handle(&refused.header("origin", APP));
        assert!(reply.status.is_client_error());
        assert_eq!(reply.headers["access-control-allow-origin"], "*", "{}", reply.text());
        assert!(reply.headers.get("www-authenticate").is_none(), "no log-in dialog of the browser");
    }
    let server = emulator.handle(&Request::get("/api/links/"));
    assert!(server.headers.get("access-control-allow-origin").is_none(), "a server is told nothing of pages");
    assert!(server.headers.get("www-authenticate").is_some());
}

#[test]
fn r_base_11_secret_keys_in_a_page_are_noted() {
    let emulator = must_start(still());
    let noted = || {
        let journal = json!(emulator.journal().expect("a journal"));
        let entries = journal["entries"].as_array().cloned().unwrap_or_default();
        entries.into_iter().filter(|entry| entry["kind"] == "keys.in_page").collect::<Vec<_>>()
    };
    let own = |request: Request| request.header("host", "127.0.0.1:9").header("origin", "http://127.0.0.1:9");
    emulator.handle(&get("/api/links/"));
    emulator.handle(&own(get("/api/links/")));
    assert_eq!(noted(), Vec::<serde_json::Value>::new(), "a server, and the emulator's own pages");
    emulator.handle(&get("/api/links/").header("origin", APP));
    emulator.handle(&Request::post("/api/token/", &token_request()).header("origin", "null"));
    let noted = noted();
    let told = |at: usize| {
        [&noted[at]["why"], &noted[at]["data"]["page"], &noted[at]["data"]["path"]]
            .map(|text| text.as_str().unwrap_or_default().to_owned())
    };
    assert_eq!(told(0), ["secret keys used in a page", APP, "/api/links/"]);
    assert_eq!(told(1), ["secret keys used in a page", "null", "/api/token/"]);
}

#[test]
fn r_base_11_the_rest_of_the_api_can_be_closed_to_pages_and_the_control_api_always_is() {
    let emulator = must_start(still().option("base.cors", "widget"));
    for request in [get("/api/links/"), get("/api/institutions/"), control("GET", "info", None)] {
        let request =
            if request.target.starts_with("/api") { request.header("origin", APP) } else { request };
        let reply = emulator.handle(&request);
        assert_eq!(reply.status, 200, "{}", reply.text());
        assert!(reply.headers.get("access-control-allow-origin").is_none());
    }
    for path in ["/api/links/", "/_emulator/options"] {
        let reply = preflight(&emulator, path, "http://localhost");
        assert!(reply.headers.get("access-control-allow-origin").is_none(), "{path}");
        assert!(reply.headers.get("allow").is_some(), "R-BASE-13: {path}");
    }
    assert!(preflight(&emulator, "/api/token/", APP).headers.get("access-control-allow-origin").is_some());
    let open = must_start(still());
    assert!(preflight(&open, "/_emulator/options", APP).headers.get("access-control-allow-origin").is_none());
}

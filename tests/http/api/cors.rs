//! What pages of any origin may reach, and what they may not (R-BASE-11, W-LOAD-15).

use belvo_emulator::{Emulator, Request};
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

#[test]
fn the_rest_of_the_api_and_the_control_api_answer_no_cors() {
    let emulator = must_start(still());
    for request in [get("/api/links/"), get("/api/institutions/"), control("GET", "info", None)] {
        let reply = emulator.handle(&request);
        assert_eq!(reply.status, 200, "{}", reply.text());
        assert!(reply.headers.get("access-control-allow-origin").is_none());
    }
    for path in ["/api/links/", "/_emulator/options"] {
        let reply = preflight(&emulator, path, "http://localhost");
        assert!(reply.headers.get("access-control-allow-origin").is_none(), "{path}");
        assert!(reply.headers.get("allow").is_some(), "R-BASE-13: {path}");
    }
}

//! Long texts: compared with nothing, repeated in part, in bodies and headers alike.

use belvo_emulator::Request;
use http::Method;
use serde_json::{Value, json};

use super::{LONG, must_link, must_open, open, own, start};
use crate::support::{SECRET_ID, control, must_get_token};

/// No answer to a text that is too long is longer than this.
const SHORT: usize = 4 * 1024;

#[test]
fn a_name_of_a_megabyte_has_no_nearest_one_and_is_not_sent_back() {
    let emulator = start();
    let long = "x".repeat(LONG);
    let calls = [
        ("PUT", "scenario", json!({ "name": long })),
        ("PUT", "scenario", json!({ "name": "success", "play": long })),
        ("PUT", "scenario", json!({ &long: 1 })),
        ("POST", "queue", json!({ "scenario": long })),
        ("PUT", "options", json!({ &long: 1 })),
        ("PUT", "options", json!({ "strict": long })),
        ("PUT", "options", json!({ "token.access_ttl": format!("{}1s", "0".repeat(LONG)) })),
        ("PUT", "clock", json!({ "mode": "frozen", "now": long })),
        ("POST", "clock/advance", json!({ "by": long })),
        (
            "POST",
            "scenarios/validate",
            json!({ "document": { "version": 1, "title": "t", &long[..200_000]: 1 } }),
        ),
        (
            "POST",
            "scenarios/validate",
            json!({ "document": { "version": 1, "title": "t", "options": { &long[..200_000]: 1 } } }),
        ),
        (
            "POST",
            "scenarios/validate",
            json!({ "document": { "version": 1, "title": "t", "api": [{ "on": format!("GET /{}/", &long[..200_000]), "error": "not_found" }] } }),
        ),
        ("GET", &format!("scenarios/{}", &long[..60_000]), Value::Null),
        ("GET", &format!("widgets/{}", &long[..60_000]), Value::Null),
        ("GET", &long[..60_000], Value::Null),
        ("PATCH", "links/x", json!({ "status": long })),
    ];
    for (method, verb, body) in calls {
        let reply = control(&emulator, SECRET_ID, method, verb, &body);
        let text = reply.text();
        assert!(reply.status.is_client_error(), "{method} {:.40}: {}", verb, reply.status);
        assert!(text.len() < SHORT, "{method} {verb:.40}: {} bytes", text.len());
        assert!(!text.contains("nearest") && !text.contains("did you mean"), "{text}");
    }
    let near = control(&emulator, SECRET_ID, "PUT", "scenario", &json!({ "name": "sucess" })).text();
    assert!(near.contains("the nearest is `success`"), "{near}");
}

#[test]
fn what_a_page_sends_is_compared_and_repeated_within_bounds() {
    let emulator = start();
    let console = |config: &Value, query: &Value| {
        let opened = open(&emulator, config, query);
        assert_eq!(opened.status, 200);
        opened.value()["console"].clone()
    };
    let long = "x".repeat(LONG);
    let unknown = console(&json!({}), &json!({ "scenario": long }));
    assert!(unknown.to_string().len() < SHORT && !unknown.to_string().contains("nearest"), "{unknown}");
    let near = console(&json!({}), &json!({ "scenario": "sucess" }));
    assert!(near.to_string().contains("the nearest is `success`"), "{near}");

    let settings: serde_json::Map<String, Value> =
        (0..30_000).map(|number| (format!("widget.s{number}"), json!("on"))).collect();
    let options = control(&emulator, "", "GET", "options", &Value::Null).value();
    let known = options["options"].as_array().expect("options").len();
    let told = console(&json!({}), &json!(settings));
    assert_eq!(told.as_array().map(Vec::len), Some(known), "as many settings are looked at as there are");

    for config in [
        json!({ "locale": long, "external_id": [long], "access_mode": { &long: long } }),
        json!({ "country_codes": [long], "institution_types": long, "resources": long, "institutions": [long] }),
        (0..30_000)
            .map(|number| (format!("key{number}"), json!(1)))
            .collect::<serde_json::Map<_, _>>()
            .into(),
        json!({ &long: 1 }),
        json!({ "company_name": long, "company_icon": long, "company_color": long }),
    ] {
        let told = console(&config, &json!({}));
        assert!(told.to_string().len() < SHORT, "{} bytes", told.to_string().len());
    }

    let (widget, token) = must_open(&emulator, &json!({}));
    let act = |act: &str, value: Value| {
        let body = json!({ "token": token, "act": act, "value": value, "after": 1 });
        emulator.handle(&Request::post(format!("/widget/v1/{widget}/acts"), &body))
    };
    assert_eq!(act("accept", Value::Null).status, 200);
    for (name, value) in [(&*long, Value::Null), ("choose", json!(long)), ("survey", json!(long))] {
        let refused = act(name, value).value();
        assert!(refused["error"].as_str().is_some_and(|why| why.len() < 300), "{refused:.200}");
    }
}

#[test]
fn belvos_own_messages_repeat_the_beginning_of_a_value() {
    let emulator = start();
    let long = "x".repeat(LONG);
    let bodies = [
        ("/api/links/", json!({ "institution": long, "username": "u", "password": "p" })),
        ("/api/links/", json!({ "institution": "erebor_mx_retail", "username": long, "password": "p" })),
        ("/api/links/", json!({ "institution": "erebor_mx_retail", "username": "u", "access_mode": long })),
        (
            "/api/links/",
            json!({ "institution": "erebor_mx_retail", "username": "u", "fetch_resources": [long] }),
        ),
        ("/api/accounts/", json!({ "link": long })),
        ("/api/transactions/", json!({ "link": "3fa85f64-5717-4562-b3fc-2c963f66afa6", "date_from": long })),
        ("/api/transactions/", json!({ "link": "3fa85f64-5717-4562-b3fc-2c963f66afa6", "account": long })),
        ("/api/token/", json!({ "id": "me", "password": "p", "scopes": long })),
        ("/api/token/", json!({ "id": "me", "password": "p", "fetch_resources": [long] })),
        ("/api/token/verify/", json!({ "token": long })),
    ];
    for (path, body) in bodies {
        let reply = emulator.handle(&own(Request::post(path, &body)));
        assert!(reply.status.is_client_error(), "{path}: {}", reply.status);
        assert!(reply.text().len() < SHORT, "{path}: {} bytes", reply.text().len());
    }
    let value = "é".repeat(400);
    let reply = emulator.handle(&own(Request::post("/api/accounts/", &json!({ "link": value }))));
    assert!(reply.text().contains(&value), "what can be read is repeated whole: {}", reply.text());
}

#[test]
fn addresses_and_headers_are_repeated_in_part() {
    let emulator = start();
    let long = "x".repeat(60_000);
    let strict = control(&emulator, SECRET_ID, "PUT", "options", &json!({ "strict": "on" }));
    assert_eq!(strict.status, 200);
    let many: String = (0..5_000).map(|number| format!("&q{number}=1")).collect();
    let requests = [
        Request::get(format!("/{long}")),
        Request::new(Method::from_bytes(&[b'X'; 200]).expect("a method"), "/api/links/"),
        own(Request::get(format!("/api/links/?{long}=1"))),
        own(Request::get(format!("/api/institutions/?id__in={long}"))),
        Request::post("/api/token/", &json!({})).header("content-type", &long),
        Request::get("/_emulator/").header("host", &long),
        Request::get("/_emulator/").header("host", "localhost").header("origin", &long),
    ];
    for request in requests {
        let reply = emulator.handle(&request);
        let headers: usize = reply.headers.values().map(http::HeaderValue::len).sum();
        assert!(reply.status.is_client_error(), "{:.60}: {}", request.target, reply.status);
        assert!(
            reply.text().len() < SHORT && headers < SHORT,
            "{:.60}: {}",
            request.target,
            reply.text().len()
        );
    }
    let faults = emulator.handle(&own(Request::get(format!("/api/links/?{many}")))).value();
    assert_eq!(faults.as_array().map(Vec::len), Some(100), "so many faults of one call are told");
}

#[test]
fn the_header_that_tells_why_is_short_and_printable() {
    let emulator = start();
    let slow = format!("slow_{}1", "0".repeat(10_000));
    let body = json!({ "institution": "belvo_mx_retail", "username": slow, "password": "any" });
    let reply = emulator.handle(&own(Request::post("/api/links/", &body)));
    let why =
        reply.headers.get("x-belvo-emulator-why").map(|why| why.to_str().expect("printable").to_owned());
    assert!(why.is_none_or(|why| why.len() <= 300));
    must_link(&emulator, "bnk100");
    let journal = control(&emulator, SECRET_ID, "GET", "journal", &Value::Null).text();
    assert!(!journal.contains(&"0".repeat(400)), "the journal repeats the beginning of it");
}

#[test]
fn a_token_that_is_too_long_to_be_ours_is_foreign() {
    let emulator = start();
    let token = must_get_token(&emulator);
    let padded = format!("{token}{}", "A".repeat(LONG - token.len()));
    let body =
        json!({ "token": padded, "config": {}, "handlers": ["callback"], "arguments": 2, "query": {} });
    let opened = emulator.handle(&Request::post("/widget/v1/open", &body));
    assert!(opened.value()["console"].to_string().contains("not valid"), "{}", opened.text());
}

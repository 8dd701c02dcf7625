//! Lists are sets: what is repeated counts once, and there are not more names than there can be.

use belvo_emulator::Request;
use http::Method;
use serde_json::{Value, json};

use super::{kept, must_link, open, own, start};
use crate::support::{SECRET_ID, control, token_request};

const OFTEN: usize = 30_000;

fn names(count: usize) -> Vec<String> {
    (0..count).map(|number| format!("NAME_{number}")).collect()
}

#[test]
fn a_tokens_lists_are_sets() {
    let emulator = start();
    let mut body = token_request();
    body["scopes"] = vec!["write_links, read_institutions"; 400].join(",").into();
    body["fetch_resources"] = json!(vec![["OWNERS", "ACCOUNTS"]; OFTEN].concat());
    let reply = emulator.handle(&Request::post("/api/token/", &body));
    assert_eq!(reply.status, 200, "{}", reply.text());
    let access = reply.value()["access"].as_str().expect("a token").to_owned();
    assert!(access.len() < 2_000, "{} bytes", access.len());
    let claims = crate::bounds::claims(&access);
    assert_eq!(
        claims["scopes"],
        json!(["write_links", "read_institutions"]),
        "in the order in which they come first"
    );
    assert_eq!(claims["fetch_resources"], json!(["OWNERS", "ACCOUNTS"]));

    body["fetch_resources"] = json!(names(128));
    assert_eq!(emulator.handle(&Request::post("/api/token/", &body)).status, 200);
    body["fetch_resources"] = json!(names(129));
    let refused = emulator.handle(&Request::post("/api/token/", &body));
    assert_eq!(refused.status, 400);
    assert_eq!(refused.value()[0]["message"], "\"NAME_128\" is not a valid choice.");
}

#[test]
fn a_links_resources_are_a_set() {
    let emulator = start();
    let link = must_link(&emulator, "bnk100");
    let many = json!({ "fetch_resources": vec!["ACCOUNTS"; OFTEN] });
    let changed =
        emulator.handle(&own(Request::new(Method::PATCH, format!("/api/links/{link}/")).json(&many)));
    assert_eq!(changed.value()["fetch_resources"], json!(["ACCOUNTS"]), "{}", changed.text());
    let refreshed = emulator.handle(&own(Request::post(format!("/api/links/{link}/refresh/"), &many)));
    assert_eq!(refreshed.status, 202, "{}", refreshed.text());
    let body = json!({ "institution": "erebor_mx_retail", "username": "other", "password": "any",
        "fetch_resources": vec!["OWNERS"; OFTEN] });
    let made = emulator.handle(&own(Request::post("/api/links/", &body)));
    assert_eq!(made.value()["fetch_resources"], json!(["OWNERS"]), "{}", made.text());
}

#[test]
fn a_configurations_lists_are_sets() {
    let emulator = start();
    let before = kept(&emulator);
    let institutions = vec![["erebor_mx_retail", "gringotts_mx_retail"]; OFTEN].concat();
    let config = json!({ "institutions": institutions, "country_codes": vec!["MX"; OFTEN] });
    let opened = open(&emulator, &config, &json!({})).value();
    assert_eq!(opened["console"], json!([]));
    assert!(kept(&emulator) - before < 32 * 1024, "{} bytes", kept(&emulator) - before);

    let unknown = open(&emulator, &json!({ "institutions": names(OFTEN) }), &json!({})).value();
    assert!(
        unknown["console"].to_string().contains("the list is empty"),
        "unknown names still match nothing"
    );
}

#[test]
fn a_filter_takes_a_thousand_values_and_looks_each_row_up() {
    let emulator = start();
    let link = must_link(&emulator, "bnk100");
    let other = must_link(&emulator, "other");
    let ask = |parameter: &str, count: usize| {
        let ids = (1..count).map(|number| uuid::Uuid::from_u128(number as u128).to_string());
        let values: Vec<String> = ids.chain([link.clone()]).collect();
        emulator.handle(&own(Request::get(format!("/api/links/?{parameter}={}", values.join(",")))))
    };
    let found = ask("id__in", 1_000).value();
    assert_eq!((&found["count"], &found["results"][0]["id"]), (&json!(1), &json!(link)));
    assert_eq!(ask("created_by__not_in", 1_000).value()["count"], 2);
    let rest = ask("id__in", 1_001);
    assert_eq!((rest.status.as_u16(), &rest.value()[0]["field"]), (400, &json!("id__in")));
    let accounts =
        |ids: &str| emulator.handle(&own(Request::get(format!("/api/accounts/?link__in={ids}")))).value();
    let both = accounts(&format!("{other},{link},{other}"))["count"].as_u64();
    assert_eq!(
        both,
        accounts(&link)["count"].as_u64().zip(accounts(&other)["count"].as_u64()).map(|(a, b)| a + b)
    );
    assert!(both > Some(0));
}

#[test]
fn the_queue_has_a_thousand_items_and_refuses_more() {
    let emulator = start();
    let put = |scope: &str| control(&emulator, scope, "POST", "queue", &json!({ "scenario": "success" }));
    for _ in 0..1_000 {
        assert_eq!(put(SECRET_ID).status, 200);
    }
    for scope in [SECRET_ID, ""] {
        let refused = put(scope);
        assert_eq!((refused.status.as_u16(), &refused.value()["code"]), (409, &json!("queue_full")));
    }
    let queue = control(&emulator, "", "GET", "queue", &Value::Null).value();
    assert_eq!(queue["future"], json!([]), "refused whole");
    control(&emulator, SECRET_ID, "DELETE", "queue", &Value::Null);
    assert_eq!(put(SECRET_ID).status, 200);
}

//! What is kept is counted in bytes of memory: attacks leave little, and nothing after a reset.

use belvo_emulator::{Emulator, Request};
use serde_json::{Value, json};

use super::{LONG, kept, must_link, must_open, open, own, start};
use crate::support::{SECRET_ID, control, must_get_token, token_request};

const MIB: usize = 1024 * 1024;

/// JSON of two bytes a number, of which each takes dozens in memory.
fn numbers(bytes: usize) -> Value {
    json!(vec![1; bytes / 2])
}

#[track_caller]
fn must_grow_by_less(emulator: &Emulator, most: usize, attack: impl FnOnce()) {
    let before = kept(emulator);
    attack();
    let grown = kept(emulator).saturating_sub(before);
    assert!(grown < most, "{grown} bytes, {most} at most");
}

#[test]
fn reset_gives_all_back() {
    let emulator = start();
    assert_eq!(kept(&emulator), 0, "a fresh workspace");
    let link = must_link(&emulator, "bnk100");
    let list = emulator.handle(&own(Request::get(format!("/api/transactions/?link={link}"))));
    assert_eq!(list.status, 200);
    open(&emulator, &json!({}), &json!({}));
    let read = kept(&emulator);
    assert!((100_000..2 * MIB).contains(&read), "{read} bytes");
    let all = control(&emulator, "", "GET", "info", &Value::Null).value();
    assert!(all["kept_bytes"].as_u64().is_some_and(|all| all >= read as u64), "{all}");

    control(&emulator, SECRET_ID, "POST", "reset", &Value::Null);
    assert_eq!(kept(&emulator), 0);
}

#[test]
fn a_record_and_a_link_that_are_deleted_are_given_back() {
    let emulator = start();
    let link = must_link(&emulator, "bnk100");
    let with_link = kept(&emulator);
    let accounts = emulator.handle(&own(Request::get(format!("/api/accounts/?link={link}")))).value();
    emulator.handle(&own(Request::get(format!("/api/transactions/?link={link}"))));
    let read = kept(&emulator);
    assert!(read > with_link + 100_000, "{with_link} {read}");
    emulator.handle(&own(Request::get(format!("/api/transactions/?link={link}"))));
    assert!(kept(&emulator) < read + 4_096, "what is there is not counted twice");
    let forget = |at: usize| {
        let account = accounts["results"][at]["id"].as_str().expect("an account");
        let path = format!("/api/accounts/{account}/");
        assert_eq!(emulator.handle(&own(Request::new(http::Method::DELETE, path))).status, 204);
        kept(&emulator)
    };
    // With the first account, all that hangs on the others has been generated.
    let first = forget(0);
    assert!(forget(1) < first - 10_000, "{first} {}", kept(&emulator));
    emulator.handle(&own(Request::new(http::Method::DELETE, format!("/api/links/{link}/"))));
    assert!(kept(&emulator) < with_link, "the journal alone");
}

#[test]
fn a_page_that_opens_widgets_leaves_little() {
    let emulator = start();
    let long = "x".repeat(60_000);
    let texts = json!({ "company_name": long, "company_benefit_header": long, "opportunity_loss": long,
        "institutions": vec!["erebor_mx_retail"; 30_000], "unknown": numbers(LONG / 8) });
    must_grow_by_less(&emulator, MIB / 2, || {
        for _ in 0..15 {
            assert_eq!(open(&emulator, &texts, &json!({})).status, 200);
        }
    });
    let image = json!({ "company_icon": format!("data:image/png,{long}") });
    let before = kept(&emulator);
    for _ in 0..15 {
        open(&emulator, &image, &json!({}));
    }
    let grown = kept(&emulator) - before;
    assert!((15 * 60_000..20 * 60_000).contains(&grown), "images are kept, and counted: {grown} bytes");
}

#[test]
fn looks_that_are_small_as_text_are_weighed_as_they_are_kept() {
    let emulator = start();
    let mut body = token_request();
    let ask = |body: &Value| emulator.handle(&Request::post("/api/token/", body));
    must_grow_by_less(&emulator, 17 * MIB, || {
        for number in 0..40 {
            body["widget"] = json!({ "branding": {}, "theme": [number, numbers(60_000)] });
            assert_eq!(ask(&body).status, 200);
        }
    });
    assert!(kept(&emulator) > MIB, "several are kept");
}

#[test]
fn passwords_credentials_and_names_are_not_kept() {
    let emulator = start();
    let mut body = token_request();
    body["password"] = "p".repeat(10_000).into();
    assert_eq!(emulator.handle(&Request::post("/api/token/", &body)).status, 200);
    assert!(kept(&emulator) < 4_096, "{}", kept(&emulator));
    body["password"] = "q".repeat(10_000).into();
    assert_eq!(emulator.handle(&Request::post("/api/token/", &body)).status, 401, "and still known again");

    let emulator = start();
    let (widget, token) = must_open(&emulator, &json!({ "institutions": ["erebor_mx_retail"] }));
    let submit = |fields: usize, length: usize| {
        let mut value: serde_json::Map<String, Value> =
            (1..fields).map(|number| (format!("field{number}"), json!(""))).collect();
        value.insert("username".into(), "u".repeat(length).into());
        let body = json!({ "token": token, "act": "submit", "value": value, "after": 1 });
        emulator.handle(&Request::post(format!("/widget/v1/{widget}/acts"), &body))
    };
    for (fields, length) in [(33, 1), (30_000, 1), (1, 16 * 1024 + 1)] {
        let refused = submit(fields, length);
        assert_eq!(refused.status, 409, "{fields} fields, {length} bytes");
        assert!(refused.value()["error"].as_str().is_some_and(|why| why.contains("an object of texts")));
    }
    assert_eq!(submit(32, 8).status, 200);
}

#[test]
fn emissions_by_hand_are_small_and_a_run_keeps_the_newest() {
    let emulator = start();
    let (widget, _) = must_open(&emulator, &json!({}));
    let emit = |body: Value| control(&emulator, "", "POST", &format!("widgets/{widget}/emit"), &body);
    let refused = emit(json!({ "event": numbers(LONG / 2) }));
    assert_eq!((refused.status.as_u16(), &refused.value()["code"]), (413, &json!("emission_too_large")));
    must_grow_by_less(&emulator, 6 * MIB, || {
        for number in 0..10 {
            let sent = emit(json!({ "event": [number, numbers(40_000)] }));
            assert_eq!(sent.status, 200);
        }
    });
    let frames = control(&emulator, "", "GET", &format!("widgets/{widget}"), &Value::Null).value();
    let last = frames["frames"].as_array().and_then(|frames| frames.last()).expect("a frame");
    assert_eq!(last["emissions"][0]["args"][0][0], 9, "the newest is there");
}

#[test]
fn documents_that_runs_hold_on_to_are_counted_and_the_oldest_runs_go() {
    let emulator = start();
    let long = "x".repeat(200_000);
    must_grow_by_less(&emulator, 72 * MIB, || {
        for number in 0..12 {
            let document = format!(
                "# {long}\nversion: 1\ntitle: t{number}\nwidget: {{ play: by_hand, steps: [accept] }}\n"
            );
            let chosen = control(&emulator, SECRET_ID, "PUT", "scenario", &json!({ "document": document }));
            assert_eq!(chosen.status, 200, "{:.300}", chosen.text());
            open(&emulator, &json!({}), &json!({}));
        }
    });
    let widgets = control(&emulator, SECRET_ID, "GET", "widgets", &Value::Null).value();
    let left = widgets["widgets"].as_array().expect("runs").len();
    assert!((5..12).contains(&left), "{left} runs are left");
    assert!(kept(&emulator) > 32 * MIB, "{}", kept(&emulator));
}

#[test]
fn the_journal_is_bounded_in_bytes_and_says_what_is_gone() {
    let emulator = start();
    let (widget, token) = must_open(&emulator, &json!({}));
    must_grow_by_less(&emulator, 10 * MIB, || {
        let handled: Vec<Value> =
            (0..100).map(|seq| json!({ "seq": seq, "to": "onEvent", "error": numbers(12_000) })).collect();
        for part in handled.chunks(50) {
            let body = json!({ "token": token, "handled": part });
            let told = emulator.handle(&Request::post(format!("/widget/v1/{widget}/report"), &body));
            assert_eq!(told.status, 204);
        }
    });
    let journal = control(&emulator, SECRET_ID, "GET", "journal", &Value::Null).value();
    assert!(journal["dropped"].as_u64() > Some(50), "{}", journal["dropped"]);
    assert!(journal["entries"].as_array().is_some_and(|entries| !entries.is_empty()));

    for number in 0..50 {
        emulator.handle(&own(Request::get(format!("/api/links/{}{number}/", "x".repeat(50_000)))));
    }
    let journal = control(&emulator, SECRET_ID, "GET", "journal?kind=request", &Value::Null).text();
    assert!(journal.len() < 50 * 1_000, "{} bytes", journal.len());
}

#[test]
fn a_question_of_the_bank_keeps_sets_and_no_token() {
    let emulator = start();
    let link = must_link(&emulator, "bnk100");
    control(&emulator, SECRET_ID, "PATCH", &format!("links/{link}"), &json!({ "status": "token_required" }));
    must_grow_by_less(&emulator, MIB, || {
        for _ in 0..50 {
            let body = json!({ "link": link, "token": "9".repeat(10_000), "date_from": "2026-01-01" });
            emulator.handle(&own(Request::post("/api/transactions/", &body)));
        }
    });
    must_get_token(&emulator);
}

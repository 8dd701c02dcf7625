//! What a page past the end is answered (R-PAGE-05).

use super::bank::must_make;
use super::door::{get, must_answer, must_say, must_start, still};
use serde_json::{Value, json};

const NOWHERE: [&str; 5] = ["3", "0", "-1", "abc", "99999999999999999999"];

#[test]
fn r_err_54_a_page_past_the_end_is_none() {
    let emulator = must_start(still());
    for page in NOWHERE {
        must_say(&emulator, &get(&format!("/api/links/?page={page}")), 404, "not_found", "Invalid page.");
    }
}

#[test]
fn r_page_05_or_it_is_empty_for_those_who_page_until_nothing_comes() {
    let emulator = must_start(still().option("page.past_end", "empty"));
    for user in ["a", "b", "c"] {
        must_make(&emulator, &json!({ "username": user }));
    }
    for page in NOWHERE {
        let answer = must_answer(&emulator, &get(&format!("/api/links/?page_size=2&page={page}")));
        assert_eq!(
            (&answer["count"], &answer["next"], &answer["results"]),
            (&json!(3), &Value::Null, &json!([]))
        );
        let last = answer["previous"].as_str().expect("the last page");
        assert!(last.ends_with("/api/links/?page_size=2&page=2"), "{last}");
    }
    let mut seen = 0;
    for page in 1.. {
        let answer = must_answer(&emulator, &get(&format!("/api/links/?page_size=2&page={page}")));
        match answer["results"].as_array().map_or(0, Vec::len) {
            0 => break,
            more => seen += more,
        }
    }
    assert_eq!(seen, 3);
    let none = must_answer(&emulator, &get("/api/accounts/?page=50"));
    assert_eq!(none["results"], json!([]));
}

//! One call asks for the frames of all runs of a page.

use belvo_emulator::{Emulator, Reply, Request};
use serde_json::{Value, json};

use super::door::{Page, must_get_token, must_start, still};

fn ask(emulator: &Emulator, runs: &Value) -> Reply {
    emulator.handle(&Request::post("/widget/v1/frames", &json!({ "runs": runs })))
}

fn run(page: &Page<'_>, after: u64) -> Value {
    json!({ "widget": page.id, "token": page.token, "after": after })
}

#[test]
fn each_run_that_has_news_is_told_of_and_only_then() {
    let emulator = must_start(still());
    let mut pages = [Page::open(&emulator, &json!({})), Page::open(&emulator, &json!({}))];
    let runs = json!([run(&pages[0], 1), run(&pages[1], 1)]);
    let reply = ask(&emulator, &runs);
    assert!(reply.hold.is_some() && reply.value() == json!({ "runs": [] }), "{}", reply.text());
    pages[1].does("accept", ());
    let reply = ask(&emulator, &runs);
    assert!(reply.hold.is_none());
    let told = reply.value()["runs"].clone();
    assert_eq!(told.as_array().map(Vec::len), Some(1), "{told}");
    assert_eq!(
        (&told[0]["widget"], &told[0]["frames"][0]["seq"], &told[0]["over"]),
        (&json!(pages[1].id), &json!(2), &json!(false))
    );
    pages[0].does("close", ());
    let told = ask(&emulator, &runs).value()["runs"].clone();
    let ids: Vec<&Value> = told.as_array().into_iter().flatten().map(|one| &one["widget"]).collect();
    assert_eq!(ids, [&json!(pages[0].id), &json!(pages[1].id)], "in the order of the question");
}

#[test]
fn a_run_that_is_gone_says_why_and_does_not_take_the_others_with_it() {
    let emulator = must_start(still());
    let page = Page::open(&emulator, &json!({}));
    let other = must_get_token(&emulator);
    for stranger in [
        json!({ "widget": page.id, "token": other }),
        json!({ "widget": page.id }),
        json!({ "widget": "00000000-0000-4000-8000-000000000000", "token": page.token }),
    ] {
        let told = ask(&emulator, &json!([stranger, run(&page, 0)])).value()["runs"].clone();
        assert_eq!(told[0]["widget"], stranger["widget"]);
        assert!(
            told[0]["gone"]["why"].as_str().is_some_and(|why| why.contains("unknown to the emulator")),
            "{told}"
        );
        assert_eq!(told[0]["frames"], json!([]), "nothing of the run");
        assert_eq!((&told[1]["frames"][0]["seq"], &told[1]["gone"]), (&json!(1), &Value::Null), "{told}");
    }
    assert_eq!(page.frames_after(&json!(0)).len(), 1, "nothing of that has touched the run");
}

#[test]
fn what_asks_for_too_much_or_nothing_is_refused_or_answered_at_once() {
    let emulator = must_start(still());
    let page = Page::open(&emulator, &json!({}));
    let most = json!(vec![run(&page, 1); 20]);
    assert!(ask(&emulator, &most).hold.is_some());
    for wrong in [json!(vec![run(&page, 1); 21]), json!({}), json!(null), json!("x")] {
        let reply = ask(&emulator, &wrong);
        assert_eq!(reply.status, 400, "{}", reply.text());
        assert!(reply.text().contains("at most 20"), "{}", reply.text());
    }
    let nobody = ask(&emulator, &json!([]));
    assert!(nobody.hold.is_none() && nobody.value() == json!({ "runs": [] }), "{}", nobody.text());
    for odd in [json!({ "widget": "x".repeat(100_000) }), json!(7), json!(null), json!([])] {
        let reply = ask(&emulator, &json!([odd]));
        assert!(reply.hold.is_none() && reply.text().len() < 300, "{}", reply.text());
        assert!(reply.value()["runs"][0]["gone"]["why"].is_string());
    }
}

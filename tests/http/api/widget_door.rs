//! The page's own door: how frames are asked for, what guards a run, and what cannot be read.

use belvo_emulator::Request;
use belvo_emulator::control::{SetClock, SetScenario};
use serde_json::{Value, json};

use super::door::{Page, keys, must_answer, must_get_token, must_start, still};

#[test]
fn after_asks_for_what_the_page_has_not_seen() {
    let emulator = must_start(still());
    let mut page = Page::open(&emulator, &json!({}));
    page.does("accept", ()).does("choose", "erebor_mx_retail");
    let frames = |after: Value| {
        page.frames_after(&after)
            .iter()
            .map(|frame| frame["seq"].as_u64().expect("a number"))
            .collect::<Vec<u64>>()
    };
    assert_eq!(frames(json!(0)), [1, 2, 3], "from the beginning");
    assert_eq!(frames(json!(2)), [3]);
    assert_eq!(frames(json!(3)), [0; 0]);
    assert_eq!(frames(json!(99)), [0; 0], "from beyond the end");
    for odd in [json!(null), json!(-1), json!("2"), json!(1.5)] {
        assert_eq!(frames(odd.clone()), [1, 2, 3], "{odd} is no frame: all of them");
    }
}

#[test]
fn an_act_answers_the_frames_that_the_page_lacks() {
    let emulator = must_start(still());
    let mut page = Page::open(&emulator, &json!({}));
    page.does("accept", ());
    let late = json!({ "token": page.token, "act": "choose", "value": "erebor_mx_retail", "after": 1 });
    let reply = page.ask("acts", &late);
    let frames = reply.value()["frames"].as_array().cloned().expect("frames");
    let seqs: Vec<&Value> = frames.iter().map(|frame| &frame["seq"]).collect();
    assert_eq!(seqs, [&json!(2), &json!(3)], "the lost answer of the act before comes along");
}

#[test]
fn a_page_that_has_all_frames_waits_for_the_next_one() {
    let emulator = must_start(still());
    let mut page = Page::open(&emulator, &json!({}));
    let reply = page.listens(&json!(page.seq));
    assert_eq!(reply.value(), json!({ "runs": [] }), "what is sent when too many wait already");
    let hold = reply.hold.expect("it can wait");
    assert!(hold.wake.is_none(), "nothing happens by itself while the clock stands");
    page.does("close", ()).does("leave", ()).does("survey", ()).must_be_over();
    let over = page.listens(&json!(page.seq));
    assert!(over.hold.is_none(), "a run that is over has nothing to wait for");
    let news = json!({ "runs": [{ "widget": page.id, "frames": [], "over": true }] });
    assert_eq!(over.value(), news, "and says so");
    assert_eq!(page.try_act("accept", &Value::Null).value()["over"], true);
}

/// A page says that its clock stands, and counts down to when a token comes too late.
#[test]
fn a_clock_that_is_stopped_or_moved_shows_in_an_open_page() {
    let emulator = must_start(still());
    let mut page = Page::open(&emulator, &json!({}));
    let fetch = |page: &Page<'_>| page.frames_after(&json!(page.seq));
    let user = json!({ "username": "mfa_numeric", "password": "any" });
    page.does("accept", ()).does("choose", "erebor_mx_retail");
    emulator.advance("1m").expect("a minute");
    assert_eq!(fetch(&page), [Value::Null; 0], "nothing on this screen tells of time");
    page.does("submit", user);
    emulator.advance("10s").expect("10 seconds");
    let shown = fetch(&page);
    assert_eq!(
        (&shown[0]["screen"]["seconds_left"], &shown[0]["screen"]["frozen"], &shown[0]["emissions"]),
        (&json!(9_590), &json!(true), &json!([]))
    );
    emulator.set_clock(SetClock::running()).expect("a clock");
    let shown = fetch(&page);
    assert_eq!(shown[1]["screen"]["frozen"], false, "{shown:?}");
}

/// W-LOAD-06, W-CONT-04: what the emulator's scenario says of the script reaches it.
#[test]
fn options_of_the_emulators_scenario_reach_the_script() {
    let emulator = must_start(still());
    let options = json!({
        "widget.create_container": true, "widget.container_wait": "1s", "widget.lenient_methods": true,
        "widget.screens": "none",
    });
    let document = json!({ "version": 1, "title": "Options of the script", "options": options });
    emulator.set_scenario(SetScenario::document(document)).expect("a scenario");
    let script = emulator.handle(&Request::get("/belvo-widget-1-stable.js")).text();
    for set in [
        "\"create_container\":true",
        "\"container_wait\":1000",
        "\"lenient_methods\":true",
        "\"screens\":\"none\"",
    ] {
        assert!(script.contains(set), "{set}");
    }
}

#[test]
fn a_run_is_known_by_its_id_and_the_token_that_opened_it() {
    let emulator = must_start(still());
    let page = Page::open(&emulator, &json!({}));
    let other = must_get_token(&emulator);
    for what in ["acts", "report"] {
        for token in [json!(other), json!(""), json!(null), json!("nonsense")] {
            let reply = page.ask(what, &json!({ "token": token, "act": "accept" }));
            assert_eq!(reply.status, 404, "{what} with {token}: {}", reply.text());
            assert_eq!(reply.value()["frames"], json!([]));
        }
        for id in ["00000000-0000-4000-8000-000000000000", "nonsense"] {
            let request = Request::post(format!("/widget/v1/{id}/{what}"), &json!({ "token": page.token }));
            assert_eq!(emulator.handle(&request).status, 404, "{what} of {id}");
        }
    }
    assert_eq!(page.try_act("accept", &Value::Null).status, 200, "nothing of that has touched the run");
}

#[test]
fn a_reset_takes_the_run_away() {
    let emulator = must_start(still());
    let page = Page::open(&emulator, &json!({}));
    emulator.reset().expect("a reset");
    let reply = page.try_act("accept", &Value::Null);
    assert_eq!(reply.status, 410);
    let why = reply.value()["error"].as_str().map(str::to_owned).expect("a reason");
    assert!(why.contains("reset"), "{why}");
}

#[test]
fn an_unknown_act_or_value_is_refused_with_what_is_possible() {
    let emulator = must_start(still());
    let mut page = Page::open(&emulator, &json!({}));
    assert!(page.must_not("jump", ()).contains("jump"));
    assert!(page.must_not("", ()).contains("no act"));
    page.does("accept", ());
    for value in [json!(null), json!(7), json!(["erebor_mx_retail"])] {
        assert!(page.must_not("choose", value).contains("the name of an institution"));
    }
    assert!(page.must_not("choose", "none_mx_retail").contains("none_mx_retail"));
    page.does("choose", "erebor_mx_retail");
    for value in
        [json!(null), json!("user"), json!([]), json!({ "username": 7 }), json!({ "username": null })]
    {
        assert!(page.must_not("submit", value).contains("an object of texts"));
    }
    page.does("submit", keys("user")).must_show("success");
}

#[test]
fn a_refused_act_is_no_act_in_the_journal() {
    let emulator = must_start(still());
    let mut page = Page::open(&emulator, &json!({}));
    page.does("accept", ());
    page.must_not("choose", "none_mx_retail");
    page.must_not("finish", ());
    let acts = must_answer(&emulator, &super::door::control("GET", "journal?kind=act", None));
    assert_eq!(acts["entries"].as_array().map(Vec::len), Some(1), "{acts}");
}

#[test]
fn a_body_that_cannot_be_read_is_a_bad_request() {
    let emulator = must_start(still());
    let page = Page::open(&emulator, &json!({}));
    let targets = [
        "/widget/v1/open".to_owned(),
        format!("/widget/v1/{}/acts", page.id),
        "/widget/v1/frames".to_owned(),
    ];
    for target in targets {
        for body in [&b"{"[..], b"", b"\xff", b"[[[[["] {
            let mut request = Request::post(&target, &json!({}));
            request.body = body.into();
            let reply = emulator.handle(&request);
            assert_eq!(reply.status, 400, "{target}: {}", reply.text());
            assert!(reply.value()["error"].is_string());
        }
    }
}

#[test]
fn the_door_reads_json_that_comes_as_plain_text() {
    let emulator = must_start(still());
    let token = must_get_token(&emulator);
    let body = super::door::opening(&json!(token), &json!({}), &json!({}));
    let request = Request::post("/widget/v1/open", &body).header("content-type", "text/plain;charset=UTF-8");
    assert_eq!(must_answer(&emulator, &request)["frames"][0]["screen"]["name"], "consent");
}

#[test]
fn a_report_is_noted_and_ends_the_run_when_the_page_says_so() {
    let emulator = must_start(still());
    let mut page = Page::open(&emulator, &json!({}));
    let failed = |rejected: bool| json!({ "seq": 2, "to": "onEvent", "ok": false, "rejected": rejected, "error": "TypeError: x" });
    let handled = json!([failed(false), failed(true), { "seq": 3, "to": "onEvent", "ok": true }]);
    let reply = page.ask("report", &json!({ "token": page.token, "handled": handled }));
    assert_eq!(reply.status, 204);
    assert!(reply.body.is_empty());
    let noted = must_answer(&emulator, &super::door::control("GET", "journal?kind=handled", None));
    let noted: Vec<_> =
        noted["entries"].as_array().expect("entries").iter().map(|entry| &entry["data"]).collect();
    assert_eq!(noted.iter().map(|data| &data["did"]).collect::<Vec<_>>(), ["threw", "rejected", "ran"]);
    assert_eq!((&noted[0]["seq"], &noted[0]["error"]), (&json!(2), &json!("TypeError: x")));
    page.does("accept", ());
    let gone = json!({ "token": page.token, "handled": [], "ended": "pagehide" });
    assert_eq!(page.ask("report", &gone).status, 204);
    assert_eq!(page.try_act("close", &Value::Null).status, 409, "W-CONT-13: the run is over");
    assert_eq!(page.told(), ["/institutions < /consent"], "and calls nothing more");
    for odd in [json!(7), json!({ "a": 1 }), json!([7, null])] {
        let reply = page.ask("report", &json!({ "token": page.token, "handled": odd, "ended": 7 }));
        assert_eq!(reply.status, 204);
    }
}

#[test]
fn w_load_01_the_script_comes_under_both_names_with_any_query() {
    let emulator = must_start(still());
    for name in ["belvo-widget-1-stable.js", "belvo-widget-sandbox-1-stable.js"] {
        for query in ["", "?play=by_hand", "?v=1&x=%00&%ff"] {
            let request = Request::get(format!("/{name}{query}")).header("host", "cdn.belvo.io");
            let reply = emulator.handle(&request);
            assert_eq!(reply.status, 200);
            assert!(
                reply.headers["content-type"].to_str().is_ok_and(|kind| kind.starts_with("text/javascript"))
            );
            assert!(reply.text().contains("\"base\":\"http://cdn.belvo.io\""), "W-LOAD-18");
        }
    }
}

#[test]
fn w_load_14_the_main_module_comes_in_any_version() {
    let emulator = must_start(still());
    for version in ["2.87.8", "3", env!("CARGO_PKG_VERSION")] {
        let path = format!("/v{version}/stable/belvo-widget-1-stable-main.js");
        let reply = emulator.handle(&Request::get(path).header("host", "cdn.belvo.io"));
        assert_eq!(
            (reply.status.as_u16(), &reply.headers["access-control-allow-origin"]),
            (200, &"*".parse().unwrap())
        );
        assert!(reply.headers["content-type"].to_str().is_ok_and(|kind| kind.starts_with("text/javascript")));
        assert!(
            reply.text().contains("\"isMain\":true,\"src\":import.meta.url}"),
            "a module knows its address"
        );
    }
    assert_eq!(emulator.handle(&Request::get("/2.87.8/stable/belvo-widget-1-stable-main.js")).status, 404);
}

#[test]
fn w_load_18_the_public_address_wins_over_the_callers() {
    let emulator = must_start(still().public_url("https://belvo.test/"));
    let script =
        emulator.handle(&Request::get("/belvo-widget-1-stable.js").header("host", "localhost")).text();
    assert!(script.contains("\"base\":\"https://belvo.test\""));
    assert_eq!(emulator.widget_url(), "https://belvo.test/belvo-widget-1-stable.js");
    let odd = must_start(still());
    let script =
        odd.handle(&Request::get("/belvo-widget-1-stable.js").header("host", "x\"};alert(1)//")).text();
    assert!(!script.contains("alert(1)"), "a host that is none does not get into the script");
}

#[test]
fn assets_are_served_and_nothing_besides() {
    let emulator = must_start(still());
    let reply = emulator.handle(&Request::get("/widget/v1/assets/screens/mfa.js"));
    assert_eq!(reply.status, 200);
    for path in
        ["institutions.json", "../institutions.json", "%2e%2e/institutions.json", "", "screens", "x.js"]
    {
        assert_eq!(emulator.handle(&Request::get(format!("/widget/v1/assets/{path}"))).status, 404, "{path}");
    }
}

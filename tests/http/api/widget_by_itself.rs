//! A scenario acts: at its pace on the workspace's clock, over the pages that this run has, and stops where it cannot
//! go on.

use belvo_emulator::control::SetScenario;
use belvo_emulator::{Emulator, Request};
use serde_json::{Value, json};

use super::bank::post;
use super::door::{
    Page, control, data, get, must_answer, must_get_token, must_play, must_start, opening, still,
};

fn plays(emulator: &Emulator, steps: &Value) {
    must_play(emulator, &json!({ "play": "by_itself", "steps": steps }));
}

#[test]
fn pace_moves_one_step_at_a_time_while_the_clock_is_advanced() {
    let emulator = must_start(still());
    let steps = json!(["accept", { "choose": "erebor_mx_retail" }, { "submit": "success" }, "finish"]);
    must_play(&emulator, &json!({ "play": "by_itself", "pace": "500ms", "steps": steps }));
    let mut page = Page::open(&emulator, &json!({}));
    page.must_show("consent");
    for screen in ["institutions", "credentials", "success"] {
        emulator.advance("499ms").expect("499 ms");
        assert_eq!(page.fetch().told(), [""; 0], "not before its time");
        let moved = json!(emulator.advance("1ms").expect("1 ms"));
        assert_eq!(moved["fired"][0]["what"], "scenario.step");
        page.fetch().must_show(screen).told();
    }
    emulator.advance("500ms").expect("500 ms");
    page.fetch().must_be_over();
    assert_eq!(page.told(), ["callback"]);
}

/// The link is that of the user who is named, at every run; whom the file does not name is somebody else each time.
#[test]
fn r_link_30_a_file_names_its_person_by_the_user_name() {
    let emulator = must_start(still());
    let steps = json!(["accept", { "choose": "erebor_mx_retail" }, { "submit": "success" }, "finish"]);
    let run = |username: Option<&str>| {
        let mut widget = json!({ "play": "by_itself", "steps": steps });
        username.into_iter().for_each(|name| widget["username"] = json!(name));
        must_play(&emulator, &widget);
        Page::open(&emulator, &json!({})).must_be_over();
        let newest = must_answer(&emulator, &get("/api/links/"))["results"][0].clone();
        newest["institution_user_id"].as_str().expect("a user").to_owned()
    };
    let (student, again) = (run(Some("student")), run(Some("student")));
    let others = [run(Some("student_2")), run(None), run(None)];
    let by_rest = post(&emulator, &json!({ "institution": "erebor_mx_retail", "username": "student" }));
    assert_eq!(student, again);
    assert_eq!(by_rest.value()["institution_user_id"], student.as_str());
    assert!(!others.contains(&student) && others[1] != others[2], "{others:?}");
}

#[test]
fn moving_the_clock_far_runs_all_steps_each_at_its_own_time() {
    let emulator = must_start(still());
    let steps = json!(["accept", { "wait": "10s" }, { "choose": "any" }, { "submit": "login_error" }, { "wait": "30s" },
        "close", "leave", { "survey": "skip" }]);
    plays(&emulator, &steps);
    let mut page = Page::open(&emulator, &json!({}));
    page.must_show("institutions");
    let moved = json!(emulator.advance("5m").expect("5 min"));
    let times: Vec<&str> =
        moved["fired"].as_array().into_iter().flatten().filter_map(|due| due["at"].as_str()).collect();
    assert_eq!(times, ["2026-01-31T12:00:10.000000Z", "2026-01-31T12:00:40.000000Z"]);
    page.fetch().must_be_over();
    let calls = page.calls();
    let error = calls.iter().find(|call| data(call)["eventName"] == "ERROR").expect("an ERROR");
    assert_eq!(data(error)["meta_data"]["timestamp"], "2026-01-31T12:00:10.000Z");
}

#[test]
fn a_wait_on_the_success_screen_is_kept() {
    let emulator = must_start(still());
    plays(
        &emulator,
        &json!(["accept", { "choose": "any" }, { "submit": "success" }, { "wait": "5s" }, "finish"]),
    );
    let mut page = Page::open(&emulator, &json!({}));
    page.must_show("success").told();
    emulator.advance("4999ms").expect("almost");
    page.fetch().must_show("success");
    emulator.advance("1ms").expect("5 s");
    page.fetch().must_be_over();
    assert_eq!(page.told(), ["callback"]);
}

#[test]
fn a_file_that_ends_in_success_finishes_at_once() {
    let emulator = must_start(still());
    plays(&emulator, &json!(["accept", { "choose": "any" }, { "submit": "success" }]));
    let mut page = Page::open(&emulator, &json!({}));
    page.must_be_over();
    assert_eq!(page.told().last().map(String::as_str), Some("callback"), "W-CB-06");
}

#[test]
fn a_file_that_ends_elsewhere_leaves_the_screen_to_the_person() {
    let emulator = must_start(still());
    plays(&emulator, &json!(["accept", { "choose": "erebor_mx_retail" }]));
    let mut page = Page::open(&emulator, &json!({}));
    page.must_show("credentials").does("submit", super::door::keys("user")).must_show("success");
}

#[test]
fn steps_whose_screen_this_run_lacks_are_skipped() {
    let emulator = must_start(still());
    let steps = json!(["accept", { "choose": "any" }, { "submit": "login_error" }, "close", "leave", { "survey": "trust" }]);
    plays(&emulator, &steps);
    let configs = [
        json!({ "show_intro": false }),
        json!({ "institutions": "erebor_mx_retail" }),
        json!({ "show_close_dialog": false }),
        json!({ "show_abandon_survey": false }),
        json!({ "show_close_dialog": false, "show_abandon_survey": false, "institutions": "tatooine_mx_fiscal" }),
    ];
    for config in configs {
        let mut page = Page::open(&emulator, &config);
        page.must_be_over();
        let told = page.told();
        assert_eq!(told.last().map(String::as_str), Some("onExit"), "{config}");
        assert!(told.contains(&"ERROR login_error".to_owned()), "{config}");
    }
}

#[test]
fn one_file_connects_to_every_institution() {
    let emulator = must_start(still().scenario("success"));
    let rows = must_answer(&emulator, &super::door::get("/api/institutions/?page_size=100"));
    for row in rows["results"].as_array().expect("rows") {
        let mut page = Page::open(&emulator, &json!({ "institutions": [row["name"]] }));
        page.must_be_over();
        let callback = page.calls().pop().expect("a call");
        assert_eq!((&callback["to"], &callback["args"][1]), (&json!("callback"), &row["name"]));
    }
}

#[test]
fn an_institution_that_the_page_does_not_list_stops_the_run_with_file_and_line() {
    let emulator = must_start(still());
    let text = "version: 1\ntitle: Stops\nwidget:\n  steps:\n    - accept\n    - choose: erebor_mx_retail\n";
    emulator.set_scenario(SetScenario::document(text)).expect("a scenario");
    let mut page = Page::open(&emulator, &json!({ "country_codes": ["BR"] }));
    page.must_show("config-error");
    assert_eq!(page.screen["reason"], "scenario");
    let detail = page.screen["detail"].as_str().expect("a text");
    assert_eq!(detail, "(document):6: this page does not list the institution `erebor_mx_retail`");
    let noted = must_answer(&emulator, &control("GET", "journal?kind=scenario.stopped", None));
    assert_eq!(noted["entries"][0]["why"], "(document):6");
    assert_eq!(noted["entries"][0]["widget"], json!(page.id));
    emulator.advance("10m").expect("10 min");
    assert_eq!(page.fetch().told(), ["/institutions < /consent"], "and nothing more");
    plays(&emulator, &json!(["accept", { "choose": "any" }]));
    let mut page = Page::open(&emulator, &json!({ "country_codes": ["CL"] }));
    page.must_show("config-error");
}

#[test]
fn a_playing_run_types_credentials_of_its_own() {
    let emulator = must_start(still().scenario("success"));
    for _ in 0..5 {
        Page::open(&emulator, &json!({})).must_be_over();
    }
    assert_eq!(emulator.info().expect("info").counts.links, 5);
}

#[test]
fn a_dead_token_plays_only_what_closes_it() {
    let emulator = must_start(still().scenario("login_error-abandoned"));
    let token = must_get_token(&emulator);
    emulator.advance("10m").expect("10 min");
    let mut page = Page::open_as(&emulator, &token, &json!({}), &json!({}));
    page.must_be_over();
    assert_eq!(page.told(), ["ERROR session_expired_ob", "onExit"]);
    let mut page = Page::open_as(&emulator, "foreign", &json!({}), &json!({}));
    page.must_be_over();
    assert_eq!(
        page.told(),
        ["ERROR ACCESS_TOKEN_NOT_VALID", "onExit"],
        "the emulator's scenario is nobody's too"
    );
}

#[test]
fn a_scenarios_options_hold_while_it_is_in_force() {
    let emulator = must_start(still());
    let document = json!({ "version": 1, "title": "Flat", "options": { "widget.payload": "flat", "token.access_ttl": "20s" } });
    emulator.set_scenario(SetScenario::document(document)).expect("a scenario");
    let page = Page::open(&emulator, &json!({}));
    assert_eq!(page.greeting["payload"], "flat");
    let own = json!(emulator.workspace("trace-worker").options().expect("options"));
    let row = own["options"]
        .as_array()
        .into_iter()
        .flatten()
        .find(|row| row["name"] == "token.access_ttl")
        .cloned();
    assert_eq!(row.expect("a row")["value"], "20s");
    emulator.set_scenario(SetScenario::none()).expect("none");
    assert_eq!(Page::open(&emulator, &json!({})).greeting["payload"], "superset");
}

#[test]
fn the_scripts_address_asks_for_a_scenario() {
    let emulator = must_start(still());
    let mut page = Page::open_at(&emulator, &json!({}), &json!({ "scenario": "exit-at-start" }));
    page.must_be_over();
    let token = must_get_token(&emulator);
    let body = opening(&json!(token), &json!({}), &json!({ "scenario": "exit-at-start", "play": "by_hand" }));
    let reply = emulator.handle(&Request::post("/widget/v1/open", &body));
    assert_eq!(reply.value()["frames"][0]["screen"]["name"], "consent");
    assert_eq!(reply.headers["x-belvo-emulator-why"], "scenario exit-at-start of the script's address");
}

#[test]
fn an_unknown_scenario_in_the_scripts_address_is_shown_with_the_nearest() {
    let emulator = must_start(still());
    let mut page = Page::open_at(&emulator, &json!({}), &json!({ "scenario": "sucess" }));
    page.must_show("config-error");
    assert_eq!(page.screen["reason"], "scenario");
    assert!(page.screen["detail"].as_str().is_some_and(|text| text.contains("`success`")), "{}", page.screen);
    assert_eq!(page.greeting["console"][0]["level"], "error");
    assert_eq!(page.told(), [""; 0]);
    Page::open_at(&emulator, &json!({}), &json!({ "scenario": "" })).must_show("consent");
}

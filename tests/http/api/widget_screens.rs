//! Every act on every screen: what it leads to, and the refusal where it is not possible (W-FLOW-01 to 10).

use belvo_emulator::Emulator;
use serde_json::{Value, json};

use super::door::{Page, keys, must_play, must_start, still};

const SCREENS: [&str; 11] = [
    "consent",
    "institutions",
    "credentials",
    "loading",
    "mfa",
    "error",
    "success",
    "close-dialog",
    "survey",
    "expired",
    "config-error",
];

const ACTS: [&str; 11] =
    ["accept", "choose", "submit", "token", "retry", "back", "close", "stay", "leave", "survey", "finish"];

/// From where, by which act, to where; `over` is the end of the run.
const MAP: [(&str, &str, &str); 21] = [
    ("consent", "accept", "institutions"),
    ("consent", "close", "close-dialog"),
    ("institutions", "choose", "credentials"),
    ("institutions", "back", "consent"),
    ("institutions", "close", "close-dialog"),
    ("credentials", "submit", "success"),
    ("credentials", "back", "institutions"),
    ("credentials", "close", "close-dialog"),
    ("loading", "close", "close-dialog"),
    ("mfa", "token", "success"),
    ("mfa", "back", "credentials"),
    ("mfa", "close", "close-dialog"),
    ("error", "retry", "credentials"),
    ("error", "close", "close-dialog"),
    ("success", "finish", "over"),
    ("close-dialog", "stay", "consent"),
    ("close-dialog", "leave", "survey"),
    ("survey", "survey", "over"),
    ("expired", "close", "over"),
    ("over", "", ""),
    ("config-error", "", ""),
];

fn value_of(act: &str) -> Value {
    match act {
        "choose" => json!("erebor_mx_retail"),
        "submit" => keys("user"),
        "token" => json!("111111"),
        "survey" => json!("other"),
        _ => Value::Null,
    }
}

/// A page that shows a screen.
fn on<'e>(emulator: &'e Emulator, screen: &str) -> Page<'e> {
    let steps = match screen {
        "loading" => json!(["hang"]),
        "mfa" => json!([{ "submit": { "ask_token": "text" } }]),
        "error" => json!([{ "submit": "login_error" }]),
        "expired" => json!([{ "wait": "0ms" }, "expire"]),
        _ => json!([]),
    };
    must_play(emulator, &json!({ "play": "by_hand", "steps": steps }));
    let query = if screen == "config-error" { json!({ "scenario": "none such" }) } else { json!({}) };
    let mut page = Page::open_at(emulator, &json!({}), &query);
    let way: &[&str] = match screen {
        "institutions" => &["accept"],
        "credentials" => &["accept", "choose"],
        "loading" | "mfa" | "error" | "success" => &["accept", "choose", "submit"],
        "close-dialog" => &["close"],
        "survey" => &["close", "leave"],
        "over" => &["close", "leave", "survey"],
        _ => &[],
    };
    for act in way {
        page.does(act, value_of(act));
    }
    emulator.advance("0ms").expect("what is due at once");
    page.fetch();
    if screen != "over" {
        page.must_show(screen);
    }
    page
}

#[test]
fn every_act_leads_where_the_map_says_and_is_refused_elsewhere() {
    let emulator = must_start(still());
    for screen in SCREENS.into_iter().chain(["over"]) {
        let row = |act: &&str| MAP.iter().find(|(from, by, _)| *from == screen && by == act);
        let mut page = on(&emulator, screen);
        let allowed: Vec<&str> = ACTS.iter().filter(|act| row(act).is_some()).copied().collect();
        let mut shown: Vec<&str> =
            page.screen["acts"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        shown.sort_by_key(|act| ACTS.iter().position(|other| other == act));
        assert_eq!(shown, allowed, "{screen} offers what it allows");
        for act in ACTS.iter().filter(|act| row(act).is_none()) {
            let why = page.must_not(act, value_of(act));
            assert!(why.contains(act) || why.contains("over"), "{why}");
        }
        for (_, act, to) in allowed.iter().filter_map(row) {
            let mut page = on(&emulator, screen);
            page.does(act, value_of(act));
            if *to == "over" {
                page.must_be_over()
            } else {
                page.must_show(to)
            };
        }
    }
}

#[test]
fn each_screen_carries_what_the_page_needs_to_draw_it() {
    let emulator = must_start(still());
    let wants: [(&str, &[&str]); 11] = [
        ("consent", &["resources", "access_mode", "days"]),
        ("institutions", &["institutions", "refused"]),
        ("credentials", &["institution", "fields", "errors", "update"]),
        ("loading", &["institution"]),
        (
            "mfa",
            &["institution", "kind", "instructions", "value", "qr", "input", "expires_at", "seconds_left"],
        ),
        ("error", &["institution", "code", "title", "text"]),
        ("success", &["institution"]),
        ("close-dialog", &[]),
        ("survey", &["answers"]),
        ("expired", &["institution", "code", "title", "text"]),
        ("config-error", &["reason", "detail"]),
    ];
    for (screen, more) in wants {
        let page = on(&emulator, screen);
        let names: Vec<&str> =
            page.screen.as_object().expect("a screen").keys().map(String::as_str).collect();
        let expected: Vec<&str> = ["name", "acts", "frozen"].iter().chain(more).copied().collect();
        assert_eq!(names, expected, "{screen}");
    }
}

#[test]
fn w_evt_15_a_plain_success_tells_these_pages() {
    let emulator = must_start(still());
    let mut page = Page::open(&emulator, &json!({}));
    assert_eq!(page.told(), [""; 0], "W-EVT-03: none for the first screen");
    page.connects_to("erebor_mx_retail");
    let calls = page.calls();
    let meta = |index: usize| calls[index]["args"][0]["data"][0]["meta_data"].clone();
    assert_eq!(meta(0), json!({ "page": "/institutions", "from": "/consent" }), "W-EVT-13");
    let after = |page: &str, from: &str| json!({ "page": page, "from": from, "institution_name": "erebor_mx_retail" });
    assert_eq!(meta(1), after("/credentials", "/institutions"), "W-EVT-07");
    assert_eq!(meta(2), after("/loading", "/credentials"));
    assert_eq!(meta(3), after("/success", "/loading"));
    assert_eq!(calls.len(), 4, "the callback comes with the act `finish`");
    page.does("finish", ());
    let calls = page.calls();
    assert_eq!(calls.len(), 1, "W-CB-02");
    assert_eq!(calls[0]["to"], "callback");
    assert_eq!(calls[0]["args"][1], "erebor_mx_retail", "W-CB-01");
}

#[test]
fn w_evt_07_back_on_the_list_no_institution_is_named() {
    let emulator = must_start(still());
    let mut page = Page::open(&emulator, &json!({}));
    page.does("accept", ()).does("choose", "erebor_mx_retail").calls();
    page.does("back", ()).must_show("institutions");
    let calls = page.calls();
    assert_eq!(
        calls[0]["args"][0]["data"][0]["meta_data"],
        json!({ "page": "/institutions", "from": "/credentials" })
    );
    page.does("back", ()).must_show("consent").does("accept", ()).must_show("institutions");
    assert_eq!(page.told(), ["/consent < /institutions", "/institutions < /consent"]);
}

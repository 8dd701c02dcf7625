//! What the forms ask for, the QR code, the list, and the mark: what a page gets to draw them (W-FLOW-02, 03, 05).

use belvo_emulator::Emulator;
use rqrr::PreparedImage;
use serde_json::{Value, json};

use super::door::{Page, keys, must_play, must_start, still};
use crate::support::assets_with;

fn at<'e>(emulator: &'e Emulator, institution: &str) -> Page<'e> {
    let mut page = Page::open(emulator, &json!({ "institution": institution }));
    page.must_show("credentials");
    page
}

/// What is wrong with what was typed; the bank has not been asked.
#[track_caller]
fn errors(emulator: &Emulator, institution: &str, typed: &Value) -> Value {
    let mut page = at(emulator, institution);
    page.does("submit", typed.clone()).must_show("credentials");
    assert_eq!(page.told(), [""; 0], "the bank was not asked");
    page.screen["errors"].clone()
}

/// R-INST-21: the choice of `username_type` says more of `username`, and each choice is one of the offered.
#[test]
fn w_flow_03_a_select_field_is_judged_with_the_field_that_it_is_about() {
    let emulator = must_start(still());
    let typed = |kind: &str, user: &str| {
        json!({
            "username_type": kind, "username": user, "username2": "valid", "password": "pass_valid",
            "password2": "valid",
        })
    };
    for institution in ["ironbank_br_retail", "ironbank_br_business"] {
        let page = at(&emulator, institution);
        let select = &page.screen["fields"][0];
        assert_eq!(
            (&select["name"], &select["type"], &select["pre_selected"]),
            (&json!("username_type"), &json!("select"), &json!(0))
        );
        for choice in select["values"].as_array().expect("choices") {
            assert_eq!(choice["placeholder"], "Número de identificación");
        }
        at(&emulator, institution).does("submit", typed("003", "adv_valid")).must_show("success");
        // Its label says that it is invalid (R-LINK-30).
        at(&emulator, institution).does("submit", typed("999", "adv_valid")).must_show("error");
        let none = errors(&emulator, institution, &typed("", ""));
        assert_eq!(none, json!({ "username_type": "required", "username": "required" }));
        let other = errors(&emulator, institution, &typed("007", "user"));
        assert_eq!(other, json!({ "username_type": "format" }), "not one of the choices");
        let long = errors(&emulator, institution, &typed("003", "12345678901234567"));
        assert_eq!(long, json!({ "username": "1 a 16 letras, dígitos o _" }));
    }
}

/// What the choice asks comes on top of what the field asks.
#[test]
fn w_flow_03_the_pattern_of_a_choice_counts() {
    let digits = assets_with(|institution| {
        if institution["name"] == "ironbank_br_retail" {
            institution["form_fields"][0]["values"][0]["validation"] = "^[0-9]+$".into();
        }
    });
    let emulator = must_start(still().assets(digits.path()));
    let typed = |kind: &str| json!({ "username_type": kind, "username": "letters", "username2": "v", "password": "p", "password2": "p" });
    let wrong = errors(&emulator, "ironbank_br_retail", &typed("999"));
    assert_eq!(wrong, json!({ "username": "Credenciales incorrectas" }));
    at(&emulator, "ironbank_br_retail").does("submit", typed("003")).must_show("success");
}

#[test]
fn w_flow_03_hidden_fields_bring_their_value_and_optional_ones_may_stay_empty() {
    let emulator = must_start(still());
    let page = at(&emulator, "planet_mx_employment");
    let hidden = page.screen["fields"][1].clone();
    assert_eq!(
        hidden,
        json!({ "name": "password", "type": "hidden", "value": "fake-password" }),
        "R-INST-05"
    );
    for (user, token) in
        [("one", json!({})), ("two", json!({ "token": "" })), ("three", json!({ "token": "123456" }))]
    {
        let mut typed = keys(user);
        typed.as_object_mut().expect("fields").extend(token.as_object().cloned().unwrap_or_default());
        let mut page = at(&emulator, "heimdall_mx_retail");
        assert_eq!(page.screen["fields"][2]["optional"], true);
        page.does("submit", typed).must_show("success");
    }
}

/// The text that a reader finds in a drawing of dark modules.
fn scanned(drawing: &Value) -> String {
    let side = drawing["size"].as_u64().expect("a side") as usize;
    let mut dark = vec![false; side * side];
    let path = drawing["path"].as_str().expect("a path");
    for run in path.split('M').filter(|run| !run.is_empty()) {
        let numbers: Vec<usize> =
            run.split(|c: char| !c.is_ascii_digit()).filter_map(|part| part.parse().ok()).collect();
        let [x, y, wide, ..] = numbers[..] else { panic!("a run: {run}") };
        dark[y * side + x..][..wide].fill(true);
    }
    let edge = |at: usize| (0..4).contains(&at) || (side - 4..side).contains(&at);
    for (at, _) in dark.iter().enumerate().filter(|(_, dark)| **dark) {
        assert!(!edge(at % side) && !edge(at / side), "the margin is light");
    }
    const SCALE: usize = 6;
    let pixel = |x: usize, y: usize| if dark[y / SCALE * side + x / SCALE] { 0 } else { 255 };
    let mut image = PreparedImage::prepare_from_greyscale(side * SCALE, side * SCALE, pixel);
    let grids = image.detect_grids();
    assert_eq!(grids.len(), 1, "one code");
    grids[0].decode().expect("a code that can be read").1
}

/// R-MFA-04: what is generated is what the value says.
#[test]
fn w_flow_05_the_qr_code_can_be_scanned() {
    let emulator = must_start(still());
    for kind in ["qr", "numeric", "text", "inputless"] {
        must_play(&emulator, &json!({ "play": "by_hand", "steps": [{ "submit": { "ask_token": kind } }] }));
        let mut page = at(&emulator, "heimdall_mx_retail");
        page.does("submit", keys("user")).must_show("mfa");
        if kind == "qr" {
            assert_eq!(page.screen["value"], scanned(&page.screen["qr"]));
        } else {
            assert_eq!(page.screen["qr"], Value::Null, "{kind}");
        }
    }
}

/// W-TOK-27: without limits nothing counts down.
#[test]
fn w_flow_05_the_countdown_is_that_of_the_session() {
    for (limits, left) in [("on", json!(9600)), ("off", Value::Null)] {
        let emulator = must_start(still().option("widget.time_limits", limits));
        let mut page = at(&emulator, "heimdall_mx_retail");
        page.does("submit", keys("mfa_default")).must_show("mfa");
        assert_eq!(page.screen["seconds_left"], left, "time limits {limits}");
    }
}

fn available(page: &Page<'_>, name: &str) -> Value {
    let rows = page.screen["institutions"].as_array().cloned().expect("rows");
    let row = rows.into_iter().find(|row| row["name"] == name).expect("a row");
    assert!(row["country"].is_string(), "{row}");
    row["available"].clone()
}

#[test]
fn w_flow_02_an_institution_that_is_down_stands_in_the_list_and_warns_whoever_picks_it() {
    let down = assets_with(|institution| {
        if institution["name"] == "gringotts_mx_retail" {
            institution["status"] = "down".into();
        }
    });
    let emulator = must_start(still().assets(down.path()));
    let mut page = Page::open(&emulator, &json!({ "show_intro": false, "country_codes": "MX" }));
    assert_eq!(available(&page, "gringotts_mx_retail"), false);
    assert_eq!(page.screen["refused"], Value::Null);
    for _ in 0..2 {
        page.does("choose", "gringotts_mx_retail").must_show("institutions");
        assert_eq!(page.told(), ["WARNING institution_disabled"], "the person stays");
        assert_eq!(page.screen["refused"], "gringotts_mx_retail");
        assert_eq!(available(&page, "erebor_mx_retail"), true);
    }
    page.does("choose", "erebor_mx_retail").does("back", ()).must_show("institutions");
    assert_eq!(page.screen["refused"], Value::Null, "it is said once");

    let mut alone = Page::open(&emulator, &json!({ "institution": "gringotts_mx_retail" }));
    alone.must_show("consent").does("accept", ()).must_show("institutions");
}

/// By hand a scenario's warning marks the institution that was picked.
#[test]
fn w_code_13_the_institution_that_warned_is_marked() {
    let emulator = must_start(still());
    let step = json!({ "choose": { "institution": "any", "warning": "institution_disabled" } });
    must_play(&emulator, &json!({ "play": "by_hand", "steps": [step] }));
    let mut page = Page::open(&emulator, &json!({ "show_intro": false }));
    page.does("choose", "erebor_mx_retail").must_show("institutions");
    assert_eq!(available(&page, "erebor_mx_retail"), false);
    page.does("choose", "erebor_mx_retail").must_show("credentials");
}

#[test]
fn w_test_07_the_mark_can_be_hidden() {
    let emulator = must_start(still());
    assert_eq!(Page::open(&emulator, &json!({})).screen.get("mark"), None);
    let page = Page::open_at(&emulator, &json!({}), &json!({ "widget.mark": "off" }));
    assert_eq!(page.screen["mark"], false);
}

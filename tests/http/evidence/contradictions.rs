//! A match that no entry can ever be is refused, with what was meant.

use belvo_emulator::Emulator;
use belvo_emulator::control::{EntryKind, Expected, Match, Verify};
use serde_json::json;

use crate::support::control;
use crate::support::desk::Desk;

#[track_caller]
fn must_refuse(emulator: &Emulator, what: Match, field: &str, says: &str) {
    let refused =
        emulator.verify(Verify::that([Expected::from(what).times(0)])).expect_err("it can never be");
    assert_eq!((refused.status, refused.field.as_deref()), (400, Some(&*format!("expect[0].match.{field}"))));
    assert!(refused.detail.contains(says), "{says}: {}", refused.detail);
}

fn path(path: &str) -> Match {
    let mut what = Match::default();
    what.path = Some(path.to_owned());
    what
}

fn on_path(on: &str, of: &str) -> Match {
    let mut what = path(of);
    what.on = Some(on.to_owned());
    what
}

#[test]
fn particulars_that_no_entry_of_the_kind_has_are_refused() {
    let emulator = Desk::new().emulator;
    for (kind, data, says) in [
        (
            EntryKind::Screen,
            json!({ "screen": "consnt" }),
            "there is no screen `consnt`; the nearest is `consent`",
        ),
        (EntryKind::Act, json!({ "act": "acept" }), "there is no act `acept`; the nearest is `accept`"),
        (
            EntryKind::Screen,
            json!({ "scren": "mfa" }),
            "no entry of this kind has `scren`; the nearest is `screen`",
        ),
    ] {
        must_refuse(&emulator, Match::kind(kind).data(data), "data", says);
    }
}

#[test]
fn a_kind_that_has_no_code_or_not_this_one_is_refused() {
    let emulator = Desk::new().emulator;
    for kind in [EntryKind::TokenUsed, EntryKind::Clock, EntryKind::Screen, EntryKind::WebhookTried] {
        let says = format!("no entry of kind `{kind}` has `code`; those that do: request, control.refused");
        must_refuse(&emulator, Match::kind(kind).code("login_error"), "kind", &says);
    }
    let announced = Match::kind(EntryKind::WebhookAnnounced).code("login_error");
    must_refuse(&emulator, announced, "code", "`kind` is meant to be `request`");
    let on = Match::on("POST /api/links/").code("historical_update");
    must_refuse(&emulator, on, "code", "`historical_update` is the code of a webhook");
    let misspelt = Match::kind(EntryKind::BankAnswered).code("login_eror");
    must_refuse(&emulator, misspelt, "code", "there is no code `login_eror`; the nearest is `login_error`");
    let mut of_run = Match::on("POST /api/links/");
    of_run.widget = Some("0b3a4d3e-58b5-4f5e-9c0e-1d0a3c7e8f00".to_owned());
    must_refuse(&emulator, of_run, "widget", "belongs to a run");
    let mut with_id = Match::kind(EntryKind::TokenUsed);
    with_id.request_id = Some("0".repeat(32));
    must_refuse(&emulator, with_id, "kind", "no entry of kind `token.used` has `request_id`");
}

#[test]
fn a_path_that_the_call_does_not_have_is_refused_with_the_call_that_has_it() {
    let emulator = Desk::new().emulator;
    let elsewhere = on_path("POST /api/links/", "/api/accounts/");
    must_refuse(
        &emulator,
        elsewhere,
        "path",
        "`/api/accounts/` is no path of `POST /api/links/`; it is one of `POST /api/accounts/`",
    );
    let nowhere = on_path("GET /api/links/{id}/", "/api/links/");
    must_refuse(&emulator, nowhere, "path", "it is one of `GET /api/links/`");
    for unslashed in ["/api/links", "/api//links/", "//api/links"] {
        must_refuse(&emulator, path(unslashed), "path", "is meant to be `/api/links/`");
    }
}

#[test]
fn what_can_be_is_taken_and_found() {
    let desk = Desk::new();
    let link = desk.must_link("erebor_mx_retail", "bnk100", "single");
    desk.get(&format!("/api/links/{link}/"));
    desk.get("/api/links/00000000-0000-4000-8000-000000000000/");
    control(&desk.emulator, "desk", "POST", "faults", &json!({ "on": "GET /api/links/", "dealy": "1s" }));
    let found =
        |what: Match| desk.emulator.verify(Verify::that([Expected::from(what)])).expect("it is there");
    found(on_path("GET /api/links/{id}/", &format!("/api/links/{link}/")));
    found(Match::on("GET /api/links/{id}/").code("not_found"));
    found(Match::kind(EntryKind::Request).code("not_found"));
    found(Match::kind(EntryKind::ControlRefused).code("unknown_key"));
}

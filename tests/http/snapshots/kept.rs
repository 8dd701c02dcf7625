//! A directory of state as version 1 writes it is read for ever, and is written as it was: what is derived from types does
//! not change unnoticed.
//!
//! `WRITE_STATE=1` writes it anew, with a test of its own name.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use belvo_emulator::{Emulator, Request};
use http::Method;
use serde_json::{Value, json};

use crate::support::page::Page;
use crate::support::{NOON, PASSWORD, SECRET_ID, control, must_get_token};

fn fixture() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/state-v1")
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let path = entry.expect("an entry").path();
        let place = to.join(path.file_name().expect("a name"));
        match path.is_dir() {
            true => copy(&path, &place),
            false => drop(fs::copy(&path, &place).expect("a copy")),
        }
    }
}

/// Which version control does not keep.
fn make_private(key: &Path) {
    fs::set_permissions(key, fs::Permissions::from_mode(0o600)).expect("its owner's alone");
}

fn call(emulator: &Emulator, method: Method, target: &str, body: &Value) -> Value {
    let request = Request::new(method, target).header("host", "127.0.0.1:2358").keys(SECRET_ID, PASSWORD);
    let reply = emulator.handle(&if body.is_null() { request } else { request.json(body) });
    reply.value()
}

#[track_caller]
fn must(emulator: &Emulator, method: &str, verb: &str, body: &Value) -> Value {
    let reply = control(emulator, SECRET_ID, method, verb, body);
    assert_eq!(reply.status, 200, "{verb}: {}", reply.text());
    reply.value()
}

fn link(emulator: &Emulator, institution: &str, username: &str) -> Value {
    let body = json!({ "institution": institution, "username": username, "password": "full" });
    call(emulator, Method::POST, "/api/links/", &body)
}

/// Something of everything that a workspace holds.
fn fill(emulator: &Emulator) {
    let document = json!({
        "version": 1, "title": "Kept", "widget": { "play": "by_hand", "steps": [{ "submit": { "ask_token": "numeric" } }] },
        "api": [{ "on": "POST /api/accounts/", "times": 2, "delay": "10ms" }],
        "webhooks": [{ "on": "any", "times": 9, "after": "1h" }],
    });
    must(emulator, "PUT", "scenario", &json!({ "document": document }));
    must(
        emulator,
        "PUT",
        "options",
        &json!({ "token.access_ttl": "30m", "limit.delete": "on", "limit.rate": "on" }),
    );
    must(
        emulator,
        "PUT",
        "webhooks",
        &json!({ "targets": [{ "url": "http://127.0.0.1:9/hooks?key=secret" }] }),
    );
    let bank = link(emulator, "erebor_mx_retail", "bnk100");
    let gone = link(emulator, "gringotts_mx_retail", "somebody");
    link(emulator, "ofmockbank_br_retail", "76109277673");
    link(emulator, "heimdall_co_retail", "mfa_numeric");
    let accounts = call(emulator, Method::POST, "/api/accounts/", &json!({ "link": bank["id"] }));
    call(
        emulator,
        Method::DELETE,
        &format!("/api/accounts/{}/", accounts[4]["id"].as_str().expect("an id")),
        &Value::Null,
    );
    call(
        emulator,
        Method::DELETE,
        &format!("/api/links/{}/", gone["id"].as_str().expect("an id")),
        &Value::Null,
    );
    call(
        emulator,
        Method::POST,
        &format!("/api/links/{}/refresh/", bank["id"].as_str().expect("an id")),
        &json!({}),
    );
    must(
        emulator,
        "POST",
        "webhooks/trigger",
        &json!({ "type": "LINK", "code": "token_required", "link": bank["id"] }),
    );
    must(emulator, "PATCH", "institutions/gringotts_mx_retail", &json!({ "status": "down" }));
    must(emulator, "POST", "faults", &json!({ "on": "GET /api/owners/", "times": 3, "status": 503 }));
    let mut page = Page::open(emulator, &must_get_token(emulator));
    page.act("accept", Value::Null).act("choose", json!("erebor_mx_retail"));
    page.act("submit", json!({ "username": "student", "password": "full" }));
    must(emulator, "POST", "queue", &json!({ "scenario": "mfa-numeric", "times": 2 }));
    let later = control(emulator, "", "PUT", "scenario", &json!({ "name": "success", "play": "by_hand" }));
    assert_eq!(later.status, 200);
    must(emulator, "PUT", "scenario", &json!({ "document": document }));
}

fn start(directory: &Path) -> Emulator {
    Emulator::builder().state(directory).start().expect("an emulator")
}

fn write_anew() {
    let place = fixture();
    let _none_yet = fs::remove_dir_all(place.join("workspaces-1"));
    let _none_yet = fs::remove_file(place.join("state.json"));
    fs::create_dir_all(&place).expect("a folder");
    fs::write(place.join("key"), [b'k'; 64]).expect("a key of no worth");
    make_private(&place.join("key"));
    let emulator =
        Emulator::builder().seed(11).now(NOON).freeze().state(&place).start().expect("an emulator");
    fill(&emulator);
    emulator.stop().expect("written");
    fs::remove_file(place.join("lock")).expect("nobody's any more");
}

fn json_of(path: &Path) -> Value {
    serde_json::from_slice(&fs::read(path).expect("a file")).expect("JSON")
}

/// All but what tells who has written it, and when.
fn text(mut document: Value) -> String {
    for key in ["program", "number"] {
        document.as_object_mut().expect("an object").remove(key);
    }
    document.to_string()
}

#[test]
fn a_directory_of_version_1_is_read_answers_as_ever_and_is_written_as_it_was() {
    if std::env::var("WRITE_STATE").is_ok() {
        write_anew();
    }
    let folder = tempfile::tempdir().expect("a folder");
    let directory = folder.path().join("state");
    copy(&fixture(), &directory);
    make_private(&directory.join("key"));
    start(&directory).stop().expect("written");
    for (before, after) in
        [("state.json", "state.json"), ("workspaces-1/trace-worker.json", "workspaces-2/trace-worker.json")]
    {
        let [before, after] =
            [fixture().join(before), directory.join(after)].map(|path| text(json_of(&path)));
        assert_eq!(before, after);
    }

    answers_as_ever(&start(&directory));
}

fn answers_as_ever(emulator: &Emulator) {
    assert_eq!(emulator.seed(), 11);
    let links = call(emulator, Method::GET, "/api/links/", &Value::Null);
    let rows = links["results"].as_array().expect("links");
    let shown: Vec<(&str, &str)> =
        rows.iter().filter_map(|row| Some((row["institution"].as_str()?, row["status"].as_str()?))).collect();
    let expected = [
        ("heimdall_co_retail", "unconfirmed"),
        ("ofmockbank_br_retail", "valid"),
        ("erebor_mx_retail", "valid"),
    ];
    assert_eq!(shown, expected);
    let accounts = call(
        emulator,
        Method::GET,
        &format!("/api/accounts/?link={}", rows[2]["id"].as_str().expect("an id")),
        &Value::Null,
    );
    assert_eq!(accounts["count"], 4, "five were fetched and one deleted");
    let clock = must(emulator, "GET", "clock", &Value::Null);
    assert_eq!((&clock["mode"], &clock["now"]), (&json!("frozen"), &json!("2026-01-31T12:00:00.000000Z")));
    assert_eq!(must(emulator, "GET", "queue", &Value::Null)["queue"][0]["times"], 2);
    assert_eq!(must(emulator, "GET", "scenario", &Value::Null)["title"], "Kept");
    assert_eq!(
        control(emulator, "", "GET", "scenario", &Value::Null).value()["scenario"],
        "success",
        "of those to come"
    );
    assert!(must(emulator, "GET", "webhooks", &Value::Null)["targets"][0]["off"].is_string());
    let runs = must(emulator, "GET", "widgets", &Value::Null);
    assert_eq!(runs["widgets"][0]["screen"], "mfa");
    let run = format!("widgets/{}", runs["widgets"][0]["widget"].as_str().expect("an id"));
    must(emulator, "POST", &format!("{run}/token"), &json!({ "value": "111111" }));
    assert_eq!(must(emulator, "POST", &format!("{run}/finish"), &json!({}))["ended"], "connected");
    let refused = call(emulator, Method::GET, "/api/owners/", &Value::Null);
    assert_eq!(refused, Value::Null, "a fault that was set: {refused}");
    let wrong = emulator.handle(&Request::get("/api/links/").keys(SECRET_ID, "another"));
    assert_eq!(wrong.status, 401, "it is bound to its password");
}

//! What is no snapshot is refused with the place and what was expected, and nothing has changed.

use belvo_emulator::{Emulator, Request};
use serde_json::{Value, json};

use super::full::full;
use super::mixed::must_save;
use crate::support::{SECRET_ID, control};

/// A refused call stands in the journal of its workspace, and nowhere else.
fn without_journal(mut document: Value) -> Value {
    document["workspace"]["core"]["journal"].take();
    document
}

/// Refuses a document that was changed, says what and where, and leaves all as it was.
#[track_caller]
fn must_refuse(emulator: &Emulator, saved: &Value, change: impl FnOnce(&mut Value), place: &str, says: &str) {
    let mut document = saved.clone();
    change(&mut document);
    let reply = control(emulator, SECRET_ID, "PUT", "snapshot", &document);
    let problem = reply.value();
    assert_eq!(reply.status, 400, "{}", reply.text());
    assert_eq!(reply.headers["content-type"], "application/problem+json");
    let detail = problem["detail"].as_str().expect("a detail");
    assert!(detail.contains(place) && detail.contains(says), "{place}, {says}: {detail}");
    assert!(
        without_journal(must_save(emulator, SECRET_ID)) == without_journal(saved.clone()),
        "nothing has changed"
    );
}

fn set(path: &'static str, value: Value) -> impl FnOnce(&mut Value) {
    move |document| *document.pointer_mut(path).unwrap_or_else(|| panic!("{path}")) = value
}

#[test]
fn what_is_of_another_version_or_of_nobody_says_so() {
    let (emulator, saved, _) = full();
    let without = |document: &mut Value| drop(document.as_object_mut().expect("an object").remove("version"));
    must_refuse(&emulator, &saved, without, "version", "is missing");
    must_refuse(&emulator, &saved, set("/version", json!(2)), "version", "a newer one has written it");
    for wrong in [json!(0), json!("1"), json!(1.5), json!(null)] {
        must_refuse(&emulator, &saved, set("/version", wrong), "version", "has to be 1");
    }
    must_refuse(&emulator, &saved, |document| *document = json!({ "hello": 1 }), "version", "is missing");
    for body in ["[]", "7", "not JSON", "{\"version\": 1", ""] {
        let request = Request::new(http::Method::PUT, format!("/_emulator/workspaces/{SECRET_ID}/snapshot"));
        let mut request = request.header("host", "localhost");
        request.body = body.to_owned().into();
        assert_eq!(emulator.handle(&request).status, 400, "{body}");
    }
}

#[test]
fn what_is_misshapen_is_refused_at_its_place() {
    let (emulator, saved, _) = full();
    let cases: [(&str, Value, &str, &str); 11] = [
        ("/workspace/core/links/0/id", json!("x"), "workspace.core.links[0].id", "UUID"),
        (
            "/workspace/core/links/0/status",
            json!("broken"),
            "workspace.core.links[0].status",
            "token_required",
        ),
        ("/workspace/core/links/0/created_at", json!("yesterday"), "created_at", "2026-01-31T12:00:00Z"),
        ("/workspace/core/now", json!("9999-06-01T00:00:00Z"), "workspace.core.now", "1970 to 9998"),
        ("/workspace/options", json!({ "no.option": "x" }), "workspace.options", "no.option"),
        ("/workspace/core/dice/root", json!("abc"), "workspace.core.dice.root", "64 hex digits"),
        ("/workspace/core/journal/next", json!(1_u64 << 60), "workspace.core.journal.next", "from 0 to 2^52"),
        ("/workspace/core/journal/next", json!(1), "workspace.core.journal", "without a gap"),
        (
            "/workspace/core/agenda/count",
            json!(-1),
            "workspace.core.agenda.count",
            "is -1, and a count from 0",
        ),
        ("/workspace/core/records/fetched", json!([["/api/none/", SECRET_ID]]), "records.fetched", ""),
        ("/institutions/0", json!("nobank_mx_retail"), "institutions[0]", "nobank_mx_retail"),
    ];
    for (path, value, place, says) in cases {
        must_refuse(&emulator, &saved, set(path, value), place, says);
    }
    let more = |document: &mut Value| document["workspace"]["core"]["more"] = json!(1);
    must_refuse(&emulator, &saved, more, "workspace.core", "unknown field `more`");
    let deep = (0..101).fold(json!(1), |deep, _| json!([deep]));
    must_refuse(
        &emulator,
        &saved,
        set("/workspace/core/hinted", deep),
        "workspace.core.hinted",
        "deeper than 100",
    );
}

#[test]
fn what_does_not_fit_together_is_refused() {
    let (emulator, saved, _) = full();
    let twice = |document: &mut Value| {
        let links = document["workspace"]["core"]["links"].as_array_mut().expect("links");
        links.push(links[0].clone());
    };
    must_refuse(&emulator, &saved, twice, "workspace.core.links", "stands twice");
    let nowhere = set("/workspace/core/links/0/institution", json!("erebor_mx_retial"));
    must_refuse(&emulator, &saved, nowhere, "the link", "the nearest is `erebor_mx_retail`");
    let lost = |document: &mut Value| document["workspace"]["core"]["links"] = json!([]);
    must_refuse(&emulator, &saved, lost, "workspace.core", "there is no link");
    let overdue = |document: &mut Value| {
        document["workspace"]["core"]["agenda"]["items"] = json!([["1971-01-01T00:00:00.000000Z", 1, { "token_dies": "00000000-0000-4000-8000-000000000000" }]]);
    };
    must_refuse(&emulator, &saved, overdue, "workspace.core.agenda", "overdue");
    let token = |document: &mut Value| {
        let tokens = &mut document["workspace"]["core"]["tokens"]["looks"][0]["asked"][0]["tokens"];
        let first = tokens[0].clone();
        tokens.as_array_mut().expect("tokens").push(first);
    };
    must_refuse(&emulator, &saved, token, "workspace.core.tokens", "stands twice");
    let beyond = |document: &mut Value| {
        let runs = document["workspace"]["widgets"].as_object_mut().expect("runs");
        runs.values_mut().for_each(|run| run["listed"] = json!([99]));
    };
    must_refuse(&emulator, &saved, beyond, "workspace.widgets.", "there is no institution 99");
    let elsewhere = |document: &mut Value| {
        let runs = document["workspace"]["widgets"].as_object_mut().expect("runs");
        runs.values_mut().for_each(|run| run["script"]["next"] = json!(1_000));
    };
    must_refuse(&emulator, &saved, elsewhere, "workspace.widgets.", "beyond the end of its scenario");
    let no_text = |document: &mut Value| document["scenarios"] = json!([]);
    must_refuse(&emulator, &saved, no_text, "scenarios", "is not among them");
    let days = |document: &mut Value| {
        let links = document["workspace"]["core"]["links"].as_array_mut().expect("links");
        let consents = links.iter_mut().filter(|link| link["consent"].is_object());
        consents.for_each(|link| link["consent"]["days"] = json!(1_u64 << 50));
    };
    must_refuse(&emulator, &saved, days, "workspace.core.links", "a consent lasts one of");
}

#[test]
fn a_scenario_with_faults_is_refused_with_all_of_them() {
    let (emulator, mut saved, _) = full();
    saved["scenarios"][0]["text"] =
        "version: 1\ntitle: x\nwidget: { steps: [jump, { submit: nothing }] }".into();
    let reply = control(&emulator, SECRET_ID, "PUT", "snapshot", &saved);
    let problem = reply.value();
    assert_eq!(
        (reply.status.as_u16(), &problem["code"]),
        (400, &json!("scenario_invalid")),
        "{}",
        reply.text()
    );
    assert_eq!(problem["faults"].as_array().map(Vec::len), Some(2), "{problem}");
    assert!(problem["detail"].as_str().is_some_and(|detail| detail.contains("scenarios[0]")), "{problem}");
}

#[test]
fn a_snapshot_of_one_under_the_name_of_another_is_no_way_to_the_tokens_of_a_third() {
    let (emulator, saved, _) = full();
    let other = must_save(&emulator, "victim");
    emulator.handle(&Request::get("/api/links/").keys("victim", "x"));
    let mut forged = saved.clone();
    forged["workspace"]["name"] = json!("thief");
    forged["workspace"]["core"]["user_id"] = other["workspace"]["core"]["user_id"].clone();
    let reply = control(&emulator, "thief", "PUT", "snapshot", &forged);
    assert_eq!(
        (reply.status.as_u16(), &reply.value()["code"]),
        (400, &json!("snapshot_invalid")),
        "{}",
        reply.text()
    );
    let open = json!(emulator.workspaces().expect("workspaces"))["workspaces"].clone();
    let names: Vec<&Value> = open.as_array().expect("rows").iter().map(|row| &row["workspace"]).collect();
    assert!(!names.contains(&&json!("thief")) && names.contains(&&json!("victim")), "{names:?}");
}

#[test]
fn one_workspace_is_named() {
    let (emulator, saved, _) = full();
    for (method, body) in [("GET", &Value::Null), ("PUT", &saved)] {
        let reply = control(&emulator, "", method, "snapshot", body);
        let problem = reply.value();
        assert_eq!((reply.status.as_u16(), &problem["code"]), (400, &json!("workspace_required")));
        assert!(problem["detail"].as_str().is_some_and(|detail| detail.contains(SECRET_ID)), "{problem}");
    }
}

//! Fresh workspaces for parallel tests, verbs by a pattern of names, and calls that no route answers.

use belvo_emulator::control::NewWorkspace;
use belvo_emulator::{Emulator, Request};
use http::Method;
use serde_json::{Value, json};

use crate::support::{control, still};

fn must_make(emulator: &Emulator, request: NewWorkspace) -> Value {
    json!(emulator.new_workspace(request).expect("a workspace"))
}

fn calls(emulator: &Emulator, keys: &Value) -> u16 {
    let text = |key: &str| keys[key].as_str().expect("a text");
    let request = Request::get("/api/links/").keys(text("secret_id"), text("secret_password"));
    emulator.handle(&request).status.as_u16()
}

#[test]
fn a_fresh_workspace_has_keys_a_scenario_and_settings_of_its_own() {
    let emulator = still().start().expect("an emulator");
    let request =
        || NewWorkspace::default().prefix("ci").scenario("success").option("widget.payload", "flat");
    let (one, two) = (must_make(&emulator, request()), must_make(&emulator, request()));
    assert_eq!((&one["workspace"], &two["workspace"]), (&json!("ci-1"), &json!("ci-2")));
    assert_ne!(one["secret_password"], two["secret_password"]);
    assert_eq!(one["control_url"], format!("{}/_emulator/workspaces/ci-1", emulator.url()));
    assert_eq!((calls(&emulator, &one), calls(&emulator, &two)), (200, 200));
    let mixed = json!({ "secret_id": one["secret_id"], "secret_password": two["secret_password"] });
    assert_eq!(calls(&emulator, &mixed), 401);
    let listed = json!(emulator.workspaces().expect("workspaces"));
    let rows = listed["workspaces"].as_array().expect("rows");
    assert_eq!(rows.len(), 2);
    assert_eq!((&rows[0]["workspace"], &rows[0]["scenario"]), (&json!("ci-1"), &json!("success")));
    assert_eq!(calls(&emulator, &json!({ "secret_id": "other", "secret_password": "any" })), 200);
    assert_eq!(emulator.workspace("other").scenario().expect("a scenario").scenario, None);
}

#[test]
fn with_keys_a_fresh_workspace_is_let_in_until_a_reset() {
    let emulator = still().keys("own", "secret").start().expect("an emulator");
    let keys = must_make(&emulator, NewWorkspace::default());
    assert_eq!(keys["workspace"], "ws-1");
    assert_eq!(calls(&emulator, &keys), 200);
    assert_eq!(calls(&emulator, &json!({ "secret_id": "ws-2", "secret_password": "any" })), 401);
    emulator.reset().expect("a reset");
    assert_eq!(calls(&emulator, &keys), 401);
    assert_eq!(must_make(&emulator, NewWorkspace::default()), keys, "the same calls, the same keys");
}

#[test]
fn what_is_wrong_makes_no_workspace() {
    let emulator = still().start().expect("an emulator");
    for (request, code) in [
        (NewWorkspace::default().prefix("a/b"), "prefix"),
        (NewWorkspace::default().prefix(""), "prefix"),
        (NewWorkspace::default().scenario("succes"), "scenario_unknown"),
        (NewWorkspace::default().option("widget.payload", "odd"), "options"),
    ] {
        assert_eq!(&*emulator.new_workspace(request).expect_err("it is wrong").code, code);
    }
    assert!(emulator.workspaces().expect("none").workspaces.is_empty());
}

#[test]
fn a_pattern_of_names_is_for_all_that_fit() {
    let emulator = still().start().expect("an emulator");
    for name in ["ci-a", "ci-b", "dev"] {
        let keys = json!({ "secret_id": name, "secret_password": "any" });
        assert_eq!(calls(&emulator, &keys), 200);
    }
    let set = control(&emulator, "ci-*", "PUT", "scenario", &json!({ "name": "success" }));
    assert_eq!(set.status, 200, "{}", set.text());
    assert_eq!(set.value()["met"], 2);
    assert_eq!(set.value()["workspaces"]["ci-b"]["scenario"], "success");
    assert_eq!(emulator.workspace("dev").scenario().expect("a scenario").scenario, None);
    let reset = control(&emulator, "*-a", "POST", "reset", &json!({}));
    assert_eq!(reset.value()["workspaces"], json!({ "ci-a": { "reset": "ci-a" } }));
    assert_eq!(control(&emulator, "nobody-*", "GET", "info", &Value::Null).value()["met"], 0);
    // Written so, it belongs to a name.
    let one = control(&emulator, "ci-%2A", "GET", "scenario", &Value::Null);
    assert_eq!(one.headers["x-belvo-emulator-workspace"], "not-open");
}

#[test]
fn a_pattern_is_refused_where_one_is_needed_and_what_is_wrong_changes_nothing() {
    let emulator = still().start().expect("an emulator");
    assert_eq!(calls(&emulator, &json!({ "secret_id": "ci-a", "secret_password": "any" })), 200);
    for (method, verb, body, code) in [
        ("GET", "snapshot", Value::Null, "workspace_required"),
        ("POST", "journal/wait", json!({}), "workspace_required"),
        ("GET", "widgets/1", Value::Null, "workspace_required"),
        ("POST", "clock/advance", json!({ "by": "1s", "wait": "deliveries" }), "workspace_required"),
        ("GET", "scenarios", Value::Null, "workspace"),
        ("PUT", "options", json!({ "widget.payload": "odd" }), "option"),
    ] {
        let refused = control(&emulator, "ci-*", method, verb, &body);
        assert_eq!((refused.status.as_u16(), &refused.value()["code"]), (400, &json!(code)), "{verb}");
    }
}

#[test]
fn calls_that_no_route_answers_are_listed_with_the_nearest() {
    let emulator = still().start().expect("an emulator");
    let keys = |request: Request| request.keys("desk", "secret").header("host", "localhost");
    emulator.handle(&keys(Request::get("/api/links/")));
    for _ in 0..2 {
        emulator.handle(&keys(Request::get("/api/link")));
    }
    emulator.handle(&keys(Request::new(Method::DELETE, "/api/institutions/")));
    emulator.handle(&Request::post("/api/acounts/", &json!({})).header("host", "localhost"));
    for path in ["/favicon.ico", "/apple-touch-icon.png", "/apple-touch-icon-precomposed.png"] {
        emulator.handle(&Request::get(path).header("host", "localhost"));
    }
    let listed = json!(emulator.unmatched().expect("a list"));
    assert_eq!(
        listed,
        json!({ "unmatched": [
            { "workspace": "desk", "method": "GET", "path": "/api/link", "count": 2, "nearest": "GET /api/links/", "differs": "path" },
            { "workspace": "desk", "method": "DELETE", "path": "/api/institutions/", "count": 1,
              "nearest": "GET /api/institutions/", "differs": "method" },
            { "workspace": "", "method": "POST", "path": "/api/acounts/", "count": 1, "nearest": "POST /api/accounts/", "differs": "path" },
        ], "others": 0 })
    );
    assert_eq!(emulator.workspace("desk").unmatched().expect("a list").unmatched.len(), 2);
    emulator.workspace("desk").reset().expect("a reset");
    assert_eq!(emulator.unmatched().expect("a list").unmatched.len(), 1);
    for number in 0..1_010 {
        emulator.handle(&Request::get(format!("/nothing/{number}/")).header("host", "localhost"));
    }
    let many = emulator.unmatched().expect("a list");
    assert_eq!((many.unmatched.len(), many.others), (1_000, 11));
}

#[test]
fn who_wants_no_unknown_call_is_told_of_them_at_the_stop() {
    let emulator = still().fail_on_unknown().start().expect("an emulator");
    for path in ["/api/links/", "/api/link/"] {
        emulator.handle(&Request::get(path).keys("desk", "secret").header("host", "localhost"));
    }
    let why = emulator.stop().expect_err("an unknown call").to_string();
    assert!(why.contains("\n  GET /api/link/ of desk; the nearest is GET /api/links/\n"), "{why}");
    still().fail_on_unknown().start().expect("an emulator").stop().expect("none");
}

#[test]
fn the_journal_comes_as_lines_too() {
    let emulator = still().start().expect("an emulator");
    assert_eq!(calls(&emulator, &json!({ "secret_id": "desk", "secret_password": "any" })), 200);
    let whole = control(&emulator, "desk", "GET", "journal", &Value::Null).value();
    let lines = control(&emulator, "desk", "GET", "journal?format=jsonl", &Value::Null);
    assert_eq!(lines.headers["content-type"], "application/jsonl");
    assert_eq!(lines.headers["x-belvo-emulator-dropped"], "0");
    let read: Vec<Value> = lines.text().lines().map(|line| line.parse().expect("JSON")).collect();
    assert_eq!(json!(read), whole["entries"]);
    assert_eq!(control(&emulator, "desk", "GET", "journal?format=xml", &Value::Null).status, 400);
}

//! A workspace that is forgotten wholly: what it held, its keys, its file.

use std::fs;
use std::path::Path;

use belvo_emulator::control::{NewWorkspace, TokenState};
use belvo_emulator::{Emulator, Request};
use serde_json::{Value, json};

use crate::support::{control, still};

fn status(emulator: &Emulator, id: &str, password: &str) -> u16 {
    let call = Request::get("/api/links/").keys(id, password).header("host", "localhost");
    emulator.handle(&call).status.as_u16()
}

fn names(emulator: &Emulator) -> Vec<String> {
    emulator.info().expect("info").workspaces
}

#[track_caller]
fn must_refuse(emulator: &Emulator, id: &str, status: u16, code: &str) {
    let by_route = control(emulator, id, "DELETE", "", &Value::Null);
    assert_eq!((by_route.status.as_u16(), &by_route.value()["code"]), (status, &json!(code)), "{id}");
    let by_method = emulator.workspace(id).remove_workspace().expect_err("it is refused");
    assert_eq!((by_method.status, &*by_method.code), (status, code), "{id}");
}

#[test]
fn a_workspace_that_was_removed_is_as_one_that_nobody_has_named() {
    let emulator = still().start().expect("an emulator");
    assert_eq!((status(&emulator, "desk", "one"), status(&emulator, "desk", "two")), (200, 401));
    assert_eq!(status(&emulator, "other", "one"), 200);
    emulator.workspace("desk").set_options([("page.default_size", "3")]).expect("options");
    emulator.handle(&Request::get("/api/link/").keys("desk", "one").header("host", "localhost"));
    let token = emulator.workspace("desk").make_token(TokenState::Good).expect("a token").access;
    let bearer = || {
        let call = Request::get("/api/institutions/").header("authorization", &format!("Bearer {token}"));
        emulator.handle(&call.header("host", "localhost")).status.as_u16()
    };
    assert_eq!(bearer(), 200);
    let removed = control(&emulator, "desk", "DELETE", "", &Value::Null);
    assert_eq!((removed.status.as_u16(), removed.value()), (200, json!({ "removed": "desk" })));
    assert_eq!(names(&emulator), ["other"]);
    assert!(emulator.unmatched().expect("a list").unmatched.is_empty());
    assert_eq!(bearer(), 401, "no token leads to it");
    assert_eq!(names(&emulator), ["other"], "and none opens it again");
    assert_eq!(status(&emulator, "desk", "two"), 200, "it is bound to the next password");
    let size = |id: &str| {
        emulator.workspace(id).options().expect("options").value("page.default_size").map(str::to_owned)
    };
    assert_eq!(size("desk"), size("other"));
}

#[test]
fn its_keys_go_with_it_and_its_number_is_not_given_again() {
    let emulator = still().keys("own", "secret").start().expect("an emulator");
    let fresh = emulator.new_workspace(NewWorkspace::default().prefix("ci")).expect("a workspace");
    assert_eq!(status(&emulator, "ci-1", &fresh.secret_password), 200);
    let removed = emulator.workspace("ci-1").remove_workspace().expect("it is forgotten");
    assert_eq!(removed.removed, "ci-1");
    assert_eq!(status(&emulator, "ci-1", &fresh.secret_password), 401);
    must_refuse(&emulator, "ci-1", 404, "workspace_unknown");
    let next = emulator.new_workspace(NewWorkspace::default().prefix("ci")).expect("a workspace");
    assert_eq!(next.workspace, "ci-2");
}

#[test]
fn what_was_there_at_the_start_stays_and_what_is_not_open_is_told() {
    let emulator = still().keys("own", "secret").start().expect("an emulator");
    assert_eq!(status(&emulator, "own", "secret"), 200);
    must_refuse(&emulator, "own", 409, "not_removable");
    assert_eq!(names(&emulator), ["own"]);
    assert_eq!(&*emulator.remove_workspace().expect_err("none was named").code, "workspace_required");
    assert_eq!(
        &*emulator.workspace("").remove_workspace().expect_err("it is nobody's").code,
        "not_removable"
    );
    let open = still().start().expect("an emulator");
    must_refuse(&open, "misspelt", 404, "workspace_unknown");
    must_refuse(&open, &"x".repeat(129), 400, "workspace_name");
    assert!(names(&open).is_empty());
}

#[test]
fn a_pattern_removes_all_that_fit() {
    let emulator = still().start().expect("an emulator");
    for name in ["ci-1", "ci-2", "dev"] {
        assert_eq!(status(&emulator, name, "any"), 200);
    }
    let removed = control(&emulator, "ci-*", "DELETE", "", &Value::Null).value();
    let each = json!({ "ci-1": { "removed": "ci-1" }, "ci-2": { "removed": "ci-2" } });
    assert_eq!(removed, json!({ "met": 2, "workspaces": each }));
    assert_eq!(names(&emulator), ["dev"]);
}

fn files(folder: &Path) -> Vec<String> {
    let folders = fs::read_dir(folder).expect("the state").map(|entry| entry.expect("an entry").path());
    let entries = folders.filter(|path| path.is_dir()).flat_map(|path| fs::read_dir(path).expect("a folder"));
    let mut names: Vec<String> =
        entries.map(|entry| entry.expect("a file").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

#[test]
fn its_file_goes_at_the_stop() {
    let folder = tempfile::tempdir().expect("a folder");
    let start = || still().state(folder.path()).start().expect("an emulator");
    let first = start();
    let keys = first.new_workspace(NewWorkspace::default()).expect("a workspace");
    assert_eq!(status(&first, "desk", "one"), 200);
    first.stop().expect("saved");
    assert_eq!(files(folder.path()), ["desk.json", "ws-1.json"]);

    let second = start();
    second.workspace("ws-1").remove_workspace().expect("it is forgotten");
    second.stop().expect("saved");
    assert_eq!(files(folder.path()), ["desk.json"]);
    let state = fs::read_to_string(folder.path().join("state.json")).expect("the state");
    assert!(!state.contains("ws-1"), "{state}");

    let third = start();
    assert_eq!(names(&third), ["desk"]);
    assert_eq!(status(&third, &keys.secret_id, "another"), 200, "it has no keys any more");
}

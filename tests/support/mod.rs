//! What the test binaries share: an emulator that stands still, a page without a browser, the trace of a scenario.

#![allow(dead_code, reason = "each test binary uses a part of it")]

pub mod browser;
pub mod chrome;
pub mod contract;
pub mod desk;
pub mod page;
pub mod program;
pub mod recorded;
pub mod sdk;

use std::path::Path;

use belvo_emulator::{Builder, Emulator, Reply, Request};
use serde_json::{Value, json};
use tempfile::TempDir;

/// The secret id of the traces' workspace.
pub const SECRET_ID: &str = "trace-worker";
/// Its password.
pub const PASSWORD: &str = "trace-password";
/// The moment at which the clock of [`still`] stands.
pub const NOON: &str = "2026-01-31T12:00:00Z";

/// Scenarios of each kind, for doors that take their time.
pub const SHIPPED: [&str; 6] = [
    "exit-at-start",
    "institution_disabled",
    "login_error",
    "login_error-abandoned",
    "mfa-numeric",
    "success",
];

/// The files that end in neither callback nor exit.
pub const ENDLESS: [&str; 2] = ["bank-never-answers", "token-without-scopes"];

/// How far the clock has to move until a file has played to its end.
pub const LATER: [(&str, &str); 1] = [("slow-bank", "3s")];

/// The names of all shipped scenario files.
pub fn shipped() -> Vec<String> {
    stems("scenarios", "yaml")
}

/// The names, without their ending, of the files in a folder of the package.
pub fn stems(folder: &str, ending: &str) -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let entries = std::fs::read_dir(folder).expect("a folder of the package");
    let names = entries.map(|entry| entry.expect("an entry").file_name().into_string().expect("a name"));
    let mut stems: Vec<String> =
        names.filter_map(|name| Some(name.strip_suffix(&format!(".{ending}"))?.to_owned())).collect();
    stems.sort();
    stems
}

/// The shipped assets with changed institutions.
pub fn assets_with(change: impl Fn(&mut Value)) -> TempDir {
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets");
    let copy = tempfile::tempdir().expect("a directory");
    copy_folder(&shipped, copy.path());
    let file = copy.path().join("institutions.json");
    let text = std::fs::read_to_string(&file).expect("the institutions");
    let mut rows: Value = serde_json::from_str(&text).expect("JSON");
    rows.as_array_mut().expect("rows").iter_mut().for_each(change);
    std::fs::write(&file, rows.to_string()).expect("a file");
    copy
}

fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder") {
        let path = entry.expect("an entry").path();
        let copy = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            copy_folder(&path, &copy);
        } else {
            std::fs::copy(&path, &copy).expect("a copy");
        }
    }
}

/// Settings with seed 1 and a clock that stands at [`NOON`].
pub fn still() -> Builder {
    Emulator::builder().seed(1).now(NOON).freeze().option("data.fetch_delay", "0ms")
}

/// The body of the token request that Belvo's documentation shows, with the traces' keys.
pub fn token_request() -> Value {
    json!({
        "id": SECRET_ID,
        "password": PASSWORD,
        "scopes": "read_institutions,write_links",
        "fetch_resources": ["ACCOUNTS", "TRANSACTIONS", "OWNERS"],
        "credentials_storage": "store",
        "stale_in": "300d",
    })
}

/// An access token of the traces' workspace.
#[track_caller]
pub fn must_get_token(emulator: &Emulator) -> String {
    let reply = emulator.handle(&Request::post("/api/token/", &token_request()));
    assert_eq!(reply.status, 200, "{}", reply.text());
    reply.value()["access"].as_str().expect("an access token").to_owned()
}

/// An access token of another workspace.
#[track_caller]
pub fn must_get_token_of(emulator: &Emulator, secret_id: &str) -> String {
    let body = json!({ "id": secret_id, "password": PASSWORD, "scopes": "read_institutions,write_links" });
    let reply = emulator.handle(&Request::post("/api/token/", &body));
    assert_eq!(reply.status, 200, "{}", reply.text());
    reply.value()["access"].as_str().expect("an access token").to_owned()
}

/// A control call, for one workspace or, with an empty name, for all.
pub fn control(emulator: &Emulator, workspace: &str, method: &str, verb: &str, body: &Value) -> Reply {
    let scope = if workspace.is_empty() { String::new() } else { format!("workspaces/{workspace}/") };
    let method = method.parse().expect("a method");
    let request = Request::new(method, format!("/_emulator/{scope}{verb}")).header("host", "localhost");
    emulator.handle(&if body.is_null() { request } else { request.json(body) })
}

/// Compares the whole trace of a run with the one snapshot of its scenario, whichever door it came through:
/// `calls` is what the page's functions were called with, `[{"to": "onEvent", "args": [...]}]`.
#[track_caller]
pub fn assert_trace(scenario: &str, calls: &Value, token: &str, emulator: &Emulator) {
    let links = emulator.handle(&Request::get("/api/links/").keys(SECRET_ID, PASSWORD)).value();
    let bearer = Request::get("/api/institutions/").header("authorization", &format!("Bearer {token}"));
    let token = if emulator.handle(&bearer).status == 200 { "alive" } else { "dead" };
    let trace = json!({ "calls": calls, "links": links["results"], "token": token });
    insta::with_settings!({ snapshot_path => "../traces", prepend_module_to_snapshot => false }, {
        insta::assert_json_snapshot!(scenario, trace);
    });
}

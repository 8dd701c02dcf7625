//! What is no fault is refused, with the key that is wrong, what is near, and nothing set.

use belvo_emulator::control::CallFault;
use serde_json::{Value, json};

use super::set;
use crate::api::door::{control, must_be_problem, must_start};
use crate::support::{SECRET_ID, still};

#[test]
fn what_cannot_be_is_refused_with_the_nearest() {
    let emulator = must_start(still());
    let on = "POST /api/links/";
    let cases: [(Value, &str, &str); 15] = [
        (json!({ "on": "POST /api/acounts/", "status": 500 }), "on", "the nearest is `POST /api/accounts/`"),
        (json!({ "on": "/api/acounts/", "status": 500 }), "on", "the nearest is `/api/accounts/`"),
        (
            json!({ "on": "POST /widget/v1/opn", "status": 500 }),
            "on",
            "the nearest is `POST /widget/v1/open/`",
        ),
        (json!({ "on": "PUSH /api/links/", "status": 500 }), "on", "no method of the API"),
        (json!({ "on": "GET /_emulator/info/", "status": 500 }), "on", "this version has no call"),
        (json!({ "on": "GET /api/links/?link=1", "status": 500 }), "on", "whatever the query says"),
        (json!({ "on": on }), "fault", "does nothing"),
        (json!({ "on": on, "error": "institution_dwn" }), "error", "no code `institution_dwn`"),
        (json!({ "on": on, "error": "login_error", "message": "Nothing" }), "message", "no message of"),
        (json!({ "on": on, "error": "login_error", "status": 500 }), "status", "exclude each other"),
        (json!({ "on": on, "delay": "3" }), "delay", "has no unit"),
        (json!({ "on": on, "slow": "1h" }), "slow", "at most 10m"),
        (json!({ "on": on, "times": 2, "always": true, "status": 500 }), "always", "exclude each other"),
        (json!({ "on": on, "status": 200 }), "status", "from 400 to 599"),
        (json!({ "on": on, "cut": "off" }), "cut", "has to be reset"),
    ];
    for (fault, key, says) in cases {
        let reply =
            emulator.handle(&control("POST", &format!("workspaces/{SECRET_ID}/faults"), Some(&fault)));
        let problem = must_be_problem(&reply, 400, key);
        let detail = problem["detail"].as_str().expect("a detail");
        assert!(detail.contains(says), "{fault}: {detail}");
    }
    assert_eq!(set(&emulator), []);
    let near = emulator.set_fault(CallFault::on(on).error("institution_dwn")).expect_err("no code");
    assert_eq!(near.hint.as_deref(), Some("did you mean `institution_down`?"));
}

#[test]
fn there_are_so_many_and_those_that_are_used_up_make_room() {
    let emulator = must_start(still());
    let workspace = emulator.workspace(SECRET_ID);
    let fault = || CallFault::on("GET /api/links/").status(503);
    for _ in 0..100 {
        workspace.set_fault(fault()).expect("a fault");
    }
    assert_eq!(workspace.set_fault(fault()).expect_err("too many").code, "faults_full");
    super::ask(&emulator, belvo_emulator::Request::get("/api/links/"));
    workspace.set_fault(fault()).expect("there is room again");
    let numbers: Vec<u64> = set(&emulator).iter().map(|state| state.number).collect();
    assert_eq!((numbers.len(), numbers[0], numbers[99]), (100, 2, 101));
}

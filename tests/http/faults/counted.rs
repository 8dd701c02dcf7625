//! Which calls a fault decides: counted for each workspace, the first that is left, before the scenario's rules.

use belvo_emulator::control::{CallFault, EntryKind, Faults, JournalFilter, Match, SetScenario};
use belvo_emulator::{Emulator, Request};
use http::Method;
use serde_json::json;

use super::{ask, must_set, set, why};
use crate::api::door::must_start;
use crate::support::{SECRET_ID, still};

const LIST: &str = "/api/links/";

/// The statuses of so many lists of links.
fn statuses(emulator: &Emulator, count: usize) -> Vec<u16> {
    (0..count).map(|_| ask(emulator, Request::get(LIST)).status.as_u16()).collect()
}

fn fault() -> CallFault {
    CallFault::on("GET /api/links/")
}

#[test]
fn a_fault_decides_one_call_and_says_so() {
    let emulator = must_start(still());
    must_set(&emulator, fault().error("institution_down"));
    let reply = ask(&emulator, Request::get(LIST));
    assert_eq!((reply.status.as_u16(), &reply.value()[0]["code"]), (400, &json!("institution_down")));
    assert_eq!(why(&reply), Some("fault 1: GET /api/links/"));
    let reply = ask(&emulator, Request::get(LIST));
    assert_eq!((reply.status.as_u16(), why(&reply)), (200, None));
    let state = &set(&emulator)[0];
    assert_eq!((state.number, state.met, state.used, state.left), (1, 2, 1, Some(0)));
    assert_eq!(state.fault, fault().error("institution_down").times(1));
}

#[test]
fn calls_pass_before_it_and_it_holds_for_as_many_as_it_says() {
    let emulator = must_start(still());
    must_set(&emulator, fault().status(503).after(2).times(2));
    assert_eq!(statuses(&emulator, 6), [200, 200, 503, 503, 200, 200]);
    must_set(&emulator, fault().status(502).always());
    assert_eq!(statuses(&emulator, 3), [502, 502, 502]);
    assert_eq!((set(&emulator)[1].used, set(&emulator)[1].left), (3, None));
}

#[test]
fn each_fault_counts_every_call_that_it_is_about() {
    let emulator = must_start(still());
    must_set(&emulator, fault().status(501));
    must_set(&emulator, fault().status(502).after(1));
    must_set(&emulator, CallFault::on("/api/links/").status(503).after(3));
    assert_eq!(statuses(&emulator, 5), [501, 502, 200, 503, 200]);
    let other = ask(&emulator, Request::get("/api/links/5b4a9a4e-5d3a-4f52-9a49-b3a3b0b3a3b0/"));
    assert_eq!(other.status, 404, "another operation");
}

#[test]
fn a_path_alone_is_any_method_and_a_look_meets_it_and_is_not_counted() {
    let emulator = must_start(still());
    must_set(&emulator, CallFault::on("/api/links/").error("unexpected_error"));
    let head = ask(&emulator, Request::new(Method::HEAD, LIST));
    let preflight = Request::new(Method::OPTIONS, LIST).header("access-control-request-method", "POST");
    assert_eq!((head.status.as_u16(), emulator.handle(&preflight).status.as_u16()), (500, 200));
    assert_eq!((set(&emulator)[0].met, set(&emulator)[0].used), (0, 0));
    assert_eq!(ask(&emulator, Request::post(LIST, &json!({}))).status, 500);
}

#[test]
fn a_workspace_has_its_own_and_those_of_all_count_for_each() {
    let emulator = must_start(still());
    let of = |name: &str| emulator.handle(&Request::get(LIST).keys(name, "secret")).status.as_u16();
    assert_eq!(of("present"), 200);
    emulator.set_fault(fault().status(503)).expect("a fault of all");
    emulator.workspace("present").set_fault(fault().status(504)).expect("a fault of one");
    assert_eq!([of("present"), of("present"), of("present")], [503, 504, 200]);
    assert_eq!([of("future"), of("future")], [503, 200]);
    let Faults::All { workspaces, future, script } = emulator.faults().expect("faults") else {
        panic!("those of all")
    };
    let used = |name: &str| workspaces[name].iter().map(|state| state.used).collect::<Vec<_>>();
    assert_eq!((used("present"), used("future")), (vec![1, 1], vec![1]));
    assert_eq!((future.len(), future[0].used, script.len()), (1, 0, 0));
    emulator.clear_faults().expect("no faults");
    assert_eq!((of("another"), of("present")), (200, 200));
}

#[test]
fn a_reset_forgets_them() {
    let emulator = must_start(still());
    must_set(&emulator, fault().status(503).always());
    emulator.workspace(SECRET_ID).reset().expect("a reset");
    assert_eq!((statuses(&emulator, 1), set(&emulator).len()), (vec![200], 0));
    emulator.set_fault(fault().status(503).always()).expect("a fault");
    emulator.workspace(SECRET_ID).reset().expect("a reset");
    assert_eq!(statuses(&emulator, 1), [503], "one of all is one of a workspace that starts anew");
    emulator.reset().expect("a reset");
    assert_eq!(statuses(&emulator, 1), [200]);
}

#[test]
fn faults_stand_before_the_rules_of_the_scenario() {
    let emulator = must_start(still());
    let api = json!([{ "on": "GET /api/links/", "error": "not_found", "times": 1 },
        { "on": "GET /api/links/", "status": 504, "after": 3, "times": 1 }]);
    let document = json!({ "version": 1, "title": "Rules", "api": api });
    emulator.workspace(SECRET_ID).set_scenario(SetScenario::document(document)).expect("a scenario");
    must_set(&emulator, fault().status(503));
    assert_eq!(statuses(&emulator, 5), [503, 404, 200, 504, 200]);
}

#[test]
fn a_token_is_refused_by_a_fault_before_the_scenario_refuses_it() {
    let emulator = must_start(still());
    let document = json!({ "version": 1, "title": "No token", "token": { "refuse": "unexpected_error" } });
    emulator.set_scenario(SetScenario::document(document)).expect("a scenario");
    must_set(&emulator, CallFault::on("POST /api/token/").status(503));
    let token = || ask(&emulator, Request::post("/api/token/", &json!({}))).status.as_u16();
    assert_eq!([token(), token()], [503, 500]);
}

#[test]
fn what_is_refused_or_reset_has_not_happened_and_what_breaks_off_has() {
    let emulator = must_start(still());
    let body = json!({ "institution": "erebor_mx_retail", "username": "somebody", "password": "secret" });
    let links = || ask(&emulator, Request::get(LIST)).value()["count"].clone();
    for (fault, count) in [
        (CallFault::on("POST /api/links/").status(503), 0),
        (CallFault::on("POST /api/links/").reset(), 0),
        (CallFault::on("POST /api/links/").truncate(), 1),
        (CallFault::on("POST /api/links/").slow("1s"), 2),
        (CallFault::on("POST /api/links/").delay("1s"), 3),
    ] {
        must_set(&emulator, fault.clone());
        ask(&emulator, Request::post(LIST, &body));
        assert_eq!(links(), count, "{fault:?}");
    }
}

#[test]
fn the_journal_has_each_use_and_what_was_answered() {
    let emulator = must_start(still());
    must_set(&emulator, fault().error("login_error").delay("3s"));
    must_set(&emulator, fault().reset());
    statuses(&emulator, 2);
    let of = |kind: EntryKind| {
        let filter = JournalFilter::from(Match::kind(kind));
        let journal = emulator.workspace(SECRET_ID).journal_of(filter).expect("a journal");
        journal.entries.into_iter().map(|entry| (entry.why, entry.data)).collect::<Vec<_>>()
    };
    let faults = of(EntryKind::Fault);
    let why = |number: u32| Some(format!("fault {number}: GET /api/links/"));
    let first = json!({ "on": "GET /api/links/", "error": "login_error", "delay": "3s" });
    let second = json!({ "on": "GET /api/links/", "cut": "reset" });
    assert_eq!(faults, [(why(1), first), (why(2), second)]);
    let requests = of(EntryKind::Request);
    assert_eq!((&requests[0].0, &requests[0].1["status"]), (&why(1), &json!(400)));
    assert_eq!((&requests[1].0, requests[1].1.get("status")), (&why(2), None), "nobody got one");
}

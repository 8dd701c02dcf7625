//! How large a snapshot may be, and that large ones come through the door.

use belvo_emulator::Request;
use serde_json::{Value, json};

use super::mixed::{emulator, must_restore, must_save};
use crate::support::program::Running;
use crate::support::{PASSWORD, SECRET_ID, control};

fn link(number: usize) -> Request {
    let body = json!({
        "institution": "erebor_mx_retail", "username": format!("user{number}"), "password": "x", "access_mode": "single",
    });
    Request::post("/api/links/", &body).keys(SECRET_ID, PASSWORD)
}

#[test]
fn a_thousand_links_are_saved_and_put_back() {
    let emulator = emulator();
    (0..1_000).for_each(|number| assert_eq!(emulator.handle(&link(number)).status, 201));
    let saved = must_save(&emulator, SECRET_ID);
    let size = saved.to_string().len();
    assert!(size < 4 * 1024 * 1024, "{size}");
    assert_eq!(must_restore(&emulator, "copy", &saved)["links"], 1_000);
}

#[test]
fn what_is_too_large_is_refused_when_it_is_saved() {
    let emulator = emulator();
    let data = json!({ "accounts": [{ "name": "x".repeat(240_000) }] });
    let document = json!({ "version": 1, "title": "Large records", "data": data });
    let chosen = control(&emulator, SECRET_ID, "PUT", "scenario", &json!({ "document": document }));
    assert_eq!(chosen.status, 200, "{}", chosen.text());
    for number in 0..300 {
        let made = emulator.handle(&link(number)).value();
        let asked = Request::post("/api/accounts/", &json!({ "link": made["id"] }));
        assert_eq!(emulator.handle(&asked.keys(SECRET_ID, PASSWORD)).status, 201);
    }
    let reply = control(&emulator, SECRET_ID, "GET", "snapshot", &Value::Null);
    let problem = reply.value();
    assert_eq!((reply.status.as_u16(), &problem["code"]), (413, &json!("snapshot_too_large")));
    let detail = problem["detail"].as_str().expect("a detail");
    assert!(detail.contains("64 MiB at most"), "{detail}");
}

#[test]
fn over_the_wire_a_snapshot_may_be_larger_than_any_other_body() {
    let running = Running::on_free_port(&[]);
    let client = reqwest::blocking::Client::builder().no_proxy().build().expect("a client");
    let put = |verb: &str, header: Option<(&str, &str)>| {
        let mut request = client.put(format!("{}/_emulator/workspaces/big/{verb}", running.url()));
        if let Some((name, value)) = header {
            request = request.header(name, value);
        }
        let body = json!({ "version": 2, "filler": "x".repeat(3 * 1024 * 1024) }).to_string();
        let answer = request.body(body).send().expect("an answer");
        (answer.status().as_u16(), answer.text().expect("a text"))
    };
    let (status, text) = put("snapshot", None);
    assert!(status == 400 && text.contains("a newer one has written it"), "{text}");
    let (status, text) = put("scenario", None);
    assert!(status == 413 && text.contains("1 MiB"), "{text}");
    let (status, _) = put("snapshot", Some(("origin", "http://elsewhere.test")));
    assert_eq!(status, 413, "nobody who may not put one back sends one");
}

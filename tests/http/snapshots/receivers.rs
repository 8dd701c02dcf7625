//! Receivers of webhooks in a snapshot: switched off, without secrets, and what waits for them is not lost.

use serde_json::{Value, json};

use super::mixed::{emulator, must_restore, must_save};
use crate::support::{PASSWORD, SECRET_ID, control};
use crate::webhooks::receiver::{Answer, Receiver};
use belvo_emulator::{Emulator, Request};

fn link(emulator: &Emulator) -> String {
    let body = json!({ "institution": "erebor_mx_retail", "username": "somebody", "password": "x", "access_mode": "single" });
    let made = emulator.handle(&Request::post("/api/links/", &body).keys(SECRET_ID, PASSWORD)).value();
    made["id"].as_str().expect("a link").to_owned()
}

fn deliveries(emulator: &Emulator) -> Vec<Value> {
    let all = control(emulator, SECRET_ID, "GET", "webhooks/deliveries", &Value::Null).value();
    all["deliveries"].as_array().expect("deliveries").clone()
}

#[test]
fn a_receiver_is_off_until_it_is_set_again_and_then_gets_what_waited_for_it() {
    let receiver = Receiver::new([Answer::Status(500, String::new())]);
    let one = emulator();
    let set =
        |authorization: &str| json!({ "targets": [{ "url": receiver.url, "authorization": authorization }] });
    assert_eq!(control(&one, SECRET_ID, "PUT", "webhooks", &set("Bearer one")).status, 200);
    let hook = json!({ "type": "LINK", "code": "token_required", "link": link(&one) });
    assert_eq!(control(&one, SECRET_ID, "POST", "webhooks/trigger", &hook).status, 200);
    assert_eq!(receiver.next().header("authorization"), Some("Bearer one"));
    let mut told = one.workspace(SECRET_ID).deliveries().expect("deliveries");
    while told.deliveries.iter().all(|delivery| delivery.tries.is_empty()) {
        told = one.workspace(SECRET_ID).deliveries().expect("deliveries");
    }
    let saved = must_save(&one, SECRET_ID);
    assert!(!saved.to_string().contains("Bearer one"));

    let two = emulator();
    let restored = must_restore(&two, SECRET_ID, &saved);
    let shown = receiver.url.replace("from=belvo", "from=sha256:");
    assert!(restored["receivers_off"][0].as_str().is_some_and(|url| url.starts_with(&shown)), "{restored}");
    let listed = control(&two, SECRET_ID, "GET", "webhooks", &Value::Null).value();
    let off = listed["targets"][0]["off"].as_str().expect("why");
    assert!(off.contains("snapshot") && off.contains("PUT webhooks"), "{off}");
    // Its next try is due, and is not made.
    two.workspace(SECRET_ID).advance("1h").expect("an hour");
    assert_eq!(
        (&deliveries(&two)[0]["state"], deliveries(&two)[0]["tries"].as_array().map(Vec::len)),
        (&json!("waiting"), Some(1))
    );
    let to_come = |emulator: &Emulator| {
        let due = control(emulator, SECRET_ID, "GET", "clock/due", &Value::Null).value();
        let due = due["due"].as_array().expect("what is due").clone();
        due.iter().filter(|one| one["what"] == "webhook.tried").count()
    };
    assert_eq!((to_come(&one), to_come(&two)), (1, 0), "for a receiver that is off nothing comes by itself");

    let answered = control(&two, SECRET_ID, "PUT", "webhooks", &set("Bearer two")).value();
    assert_eq!(answered["targets"][0].get("off"), None, "{answered}");
    let got = receiver.next();
    assert_eq!(got.header("authorization"), Some("Bearer two"));
    assert_eq!(got.body()["webhook_code"], "token_required");
}

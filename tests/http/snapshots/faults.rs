//! Faults of a snapshot are such as can be set: one that was changed is refused whole.

use belvo_emulator::Emulator;
use serde_json::{Value, json};

use super::mixed::{builder, must_restore, must_save};
use crate::support::{SECRET_ID, control};

#[test]
fn a_fault_that_cannot_be_set_cannot_be_restored() {
    let emulator = builder().start().expect("an emulator");
    let set = |fault: &Value| assert_eq!(control(&emulator, SECRET_ID, "POST", "faults", fault).status, 200);
    set(&json!({ "on": "GET /api/links/", "status": 503, "times": 2 }));
    set(
        &json!({ "on": "POST /api/links/", "error": "login_error", "message": "Own", "custom": true, "delay": "2s" }),
    );
    set(&json!({ "on": "GET /api/owners/", "slow": "3s", "always": true }));
    let saved = must_save(&emulator, SECRET_ID);
    must_restore(&emulator, SECRET_ID, &saved);
    assert_eq!(must_save(&emulator, SECRET_ID), saved);

    let rule = |number: usize, rest: &str| format!("/workspace/faults/faults/{number}/rule{rest}");
    let cases = [
        (rule(0, "/path"), json!("/no/such/"), "this version has no call"),
        (rule(0, "/path"), json!("/belvo-widget-1-stable.js/"), "is no workspace's"),
        (rule(0, "/method"), json!("PUSH"), "no method of the API"),
        (rule(0, "/effects/instead/status"), json!(99), "from 400 to 599"),
        (rule(0, "/times"), json!(0), "times"),
        (rule(0, "/times"), json!(2_000_000), "times"),
        (rule(1, "/effects/instead/refused/refusal/message"), json!("x".repeat(5_000)), "message"),
        (rule(1, "/effects/delay"), json!("9000d"), "delay"),
        (rule(2, "/effects/cut/slow"), json!(7_200_000_000_i64), "at most 10m"),
        (rule(2, "/effects/instead"), json!({ "Status": 503 }), "unknown variant `Status`"),
        ("/workspace/faults/faults/0/number".to_owned(), json!(2), "numbered"),
        ("/workspace/faults/last".to_owned(), json!(1), "numbered"),
    ];
    for (place, value, says) in cases {
        let mut changed = saved.clone();
        *changed.pointer_mut(&place).unwrap_or_else(|| panic!("{place} in {saved:#}")) = value.clone();
        let refused = control(&emulator, SECRET_ID, "PUT", "snapshot", &changed);
        let problem = refused.value();
        assert_eq!(
            (refused.status.as_u16(), &problem["code"]),
            (400, &json!("snapshot_invalid")),
            "{place} {value}"
        );
        assert!(
            problem["detail"].as_str().is_some_and(|why| why.contains(says)),
            "{place} {value}: {problem}"
        );
    }
    no_key_may_be_added(&emulator, &saved);
    assert_eq!(
        must_save(&emulator, SECRET_ID)["workspace"]["faults"],
        saved["workspace"]["faults"],
        "nothing has changed"
    );
}

fn no_key_may_be_added(emulator: &Emulator, saved: &Value) {
    for place in [
        "",
        "/faults/0",
        "/faults/0/count",
        "/faults/0/rule",
        "/faults/0/rule/effects",
        "/faults/1/rule/effects/instead/refused",
    ] {
        let mut changed = saved.clone();
        let at =
            changed.pointer_mut(&format!("/workspace/faults{place}")).unwrap_or_else(|| panic!("{place}"));
        at["more"] = json!(1);
        let problem = control(emulator, SECRET_ID, "PUT", "snapshot", &changed).value();
        assert!(
            problem["detail"].as_str().is_some_and(|why| why.contains("unknown field `more`")),
            "{place}: {problem}"
        );
    }
}

//! `ctl`: the next runs, open widgets, and the rules of a running emulator (W-TEST-03).

use belvo_emulator::control::{Act, ActName, Emit, Enqueue, Queues};
use belvo_emulator::{Emulator, Play, Request};
use serde_json::{Value, json};

use super::run;
use crate::support::{SECRET_ID, must_get_token, still};

/// A running emulator and a way to type commands at it.
struct Desk(Emulator);

impl Desk {
    #[track_caller]
    fn new() -> Self {
        Self(still().start().expect("an emulator"))
    }

    fn type_in(&self, arguments: &[&str]) -> std::process::Output {
        run(&[&["ctl", "--url", &self.0.url()], arguments].concat())
    }

    #[track_caller]
    fn must(&self, arguments: &[&str]) -> Value {
        let output = self.type_in(arguments);
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_slice(&output.stdout).unwrap_or_default()
    }

    #[track_caller]
    fn must_be_refused(&self, arguments: &[&str], code: i32, words: &str) {
        let output = self.type_in(arguments);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(code), "{arguments:?}: {said}");
        assert!(said.contains(words), "{said}");
    }

    /// Opens a widget; its id.
    #[track_caller]
    fn must_open(&self) -> String {
        let body = json!({
            "token": must_get_token(&self.0), "config": { "locale": "en" },
            "handlers": ["callback", "onEvent", "onExit"], "arguments": 2, "query": {},
        });
        let opened = self.0.handle(&Request::post("/widget/v1/open", &body)).value();
        opened["widget"].as_str().expect("an id").to_owned()
    }
}

/// The names in a queue, with how often each is left.
fn left(queue: &Value) -> Vec<(&str, u64)> {
    let item = |item: &'_ Value| item["times"].as_u64().expect("a number");
    let rows = queue["queue"].as_array().into_iter().flatten();
    rows.map(|row| (row["scenario"].as_str().expect("a name"), item(row))).collect()
}

#[test]
fn the_queue_is_filled_shown_used_and_emptied() {
    let desk = Desk::new();
    let mine = ["--workspace", SECRET_ID];
    let type_in = |arguments: &[&str]| desk.must(&[&mine, arguments].concat());
    assert_eq!(left(&type_in(&["queue"])), []);
    type_in(&["queue", "success"]);
    let added = type_in(&["queue", "login_error", "--times", "2", "--play", "by_hand"]);
    assert_eq!(added["length"], 2);
    let queue = type_in(&["queue"]);
    assert_eq!(added["added"], queue["queue"][1]);
    assert_eq!(left(&queue), [("success", 1), ("login_error", 2)]);
    assert_eq!(queue["queue"][1]["play"], "by_hand");
    desk.must_open();
    assert_eq!(left(&type_in(&["queue"])), [("login_error", 2)], "the first run has used the first item");
    assert_eq!(left(&type_in(&["queue", "--clear"])), []);
    desk.must_be_refused(&["queue", "no-such"], 5, "no-such");
    desk.must_be_refused(&["queue", "--times", "2"], 2, "SCENARIO");
}

#[test]
fn the_methods_do_what_the_commands_do() {
    let desk = Desk::new();
    let mine = desk.0.workspace(SECRET_ID);
    mine.enqueue(Enqueue::from("login_error").times(3).play(Play::ByHand)).expect("a queue");
    let queue = json!(mine.queue().expect("a queue"));
    assert_eq!(queue, desk.must(&["--workspace", SECRET_ID, "queue"]));
    assert_eq!(left(&queue), [("login_error", 3)]);
    assert_eq!(mine.clear_queue(), Ok(Queues::Workspace { queue: Vec::new() }));
    let widget = desk.must_open();
    assert_eq!(json!(desk.0.widgets().expect("runs")), desk.must(&["widgets"]));
    desk.0.act(Act::new(&widget, ActName::Accept)).expect("an act");
    let acts = desk.0.widget(&widget).expect("a run").run.acts;
    assert_eq!(json!(acts), desk.must(&["widgets", &widget])["acts"]);
    let refused = desk.0.act(Act::new(&widget, ActName::Finish)).expect_err("no such act on this screen");
    assert_eq!((refused.status, &*refused.code), (409, "act_refused"));
    assert_eq!(json!(desk.0.rules().expect("rules")), desk.must(&["rules"]));
}

#[test]
fn a_widget_is_driven_to_its_callback() {
    let desk = Desk::new();
    let widget = desk.must_open();
    let screen = |view: &Value| view["screen"].as_str().unwrap_or_default().to_owned();
    assert_eq!(screen(&desk.must(&["widgets", &widget])), "consent");
    assert_eq!(desk.must(&["widgets"])["widgets"][0]["widget"], widget.as_str());
    assert_eq!(screen(&desk.must(&["widgets", &widget, "accept"])), "institutions");
    assert_eq!(screen(&desk.must(&["widgets", &widget, "choose", "gringotts_mx_retail"])), "credentials");
    let asks = r#"{"username": "mfa_numeric", "password": "any"}"#;
    assert_eq!(screen(&desk.must(&["widgets", &widget, "submit", asks])), "mfa");
    assert_eq!(screen(&desk.must(&["widgets", &widget, "token", "111111"])), "success");
    assert_eq!(desk.must(&["widgets", &widget, "finish"])["ended"], "connected");
    desk.must_be_refused(&["widgets", &widget, "close"], 5, "help:");
    desk.must_be_refused(&["widgets", "nobody"], 5, "nobody");
}

#[test]
fn a_page_is_sent_what_belvo_would_not_send() {
    let desk = Desk::new();
    let widget = desk.must_open();
    desk.must(&["emit", &widget, "--event", r#"{"eventName": "ODD"}"#]);
    desk.must(&["emit", &widget, "--callback", r#"["a link", 7]"#]);
    desk.0.emit(Emit::exit(&widget, Value::Null)).expect("an emission");
    let run = json!(desk.0.widget(&widget).expect("a run"));
    let frames = run["frames"].as_array().into_iter().flatten();
    let sent = frames.flat_map(|frame| frame["emissions"].as_array().into_iter().flatten());
    let sent: Vec<Value> = sent.map(|one| json!([one["to"], one["args"]])).collect();
    let odd = json!({ "eventName": "ODD" });
    assert_eq!(
        sent,
        [json!(["onEvent", [odd]]), json!(["callback", ["a link", 7]]), json!(["onExit", [null]])]
    );
    desk.must_be_refused(&["emit", &widget], 2, "--event");
    desk.must_be_refused(&["emit", &widget, "--event", "{"], 2, "no JSON");
    desk.must_be_refused(&["emit", &widget, "--event", "1", "--exit", "1"], 2, "cannot be used with");
}

/// W-TEST-08: the settings of a workspace, not those of a fresh emulator.
#[test]
fn the_rules_come_with_the_settings_in_force() {
    let desk = Desk::new();
    desk.0.workspace("flat").set_options([("widget.payload", "flat")]).expect("a setting");
    let setting = |arguments: &[&str]| {
        let rules = desk.must(arguments)["rules"].as_array().cloned().expect("rules");
        rules.into_iter().find(|rule| rule["id"] == "W-CB-10").expect("a rule")["options"]["widget.payload"]
            .clone()
    };
    assert_eq!(setting(&["rules"]), "superset");
    assert_eq!(setting(&["--workspace", "flat", "rules"]), "flat");
}

#[test]
fn webhooks_are_typed_as_they_are_called() {
    let desk = Desk::new();
    assert_eq!(desk.must(&["webhooks"]), json!({ "targets": [] }));
    let set =
        desk.must(&["webhooks", "set", "--url", "http://127.0.0.1:1/hooks", "--hmac", "X-Signature=key"]);
    assert_eq!(set["targets"][0]["url"], "http://127.0.0.1:1/hooks");
    desk.must_be_refused(
        &["webhooks", "set", "--url", "http://a.test/", "--hmac", "X"],
        2,
        "X-Signature=KEY",
    );
    desk.must_be_refused(&["webhooks", "set", "--url", "https://a.test/"], 2, "https is not spoken yet");
    assert_eq!(desk.must(&["webhooks", "set"]), json!({ "targets": [] }));
    for deliveries in [vec!["webhooks", "deliveries"], vec!["webhooks", "deliveries", "--settled"]] {
        assert_eq!(desk.must(&deliveries)["deliveries"], json!([]));
    }
    desk.must_be_refused(&["webhooks", "trigger", "nobody", "ACCOUNT", "historical_update"], 2, "`ACCOUNTS`");
    desk.must_be_refused(
        &["webhooks", "trigger", "nobody", "BILLS", "new_accounts_available"],
        5,
        "new_bills",
    );
    desk.must_be_refused(&["webhooks", "resend", "7"], 5, "no such delivery");
    desk.must_be_refused(&["inbox", "wait", "--type", "ACOUNTS"], 2, "`ACCOUNTS`");
    desk.must_be_refused(
        &["inbox", "wait", "--timeout", "1ms"],
        5,
        "what was waited for has not come in time",
    );
}

#[test]
fn what_is_wrong_with_a_text_and_an_empty_workspace_are_told() {
    let desk = Desk::new();
    let text = "version: 1\ntitle: Mine\nwidget:\n  step: []\n";
    desk.must_be_refused(&["validate", text], 3, "4:3");
    desk.must_be_refused(&["validate", text], 3, "steps");
    desk.must_be_refused(&["--workspace", "", "info"], 2, "--workspace is empty");
}

#[test]
fn the_journal_is_waited_for_and_verified() {
    let desk = Desk::new();
    let mine = ["--workspace", SECRET_ID];
    must_get_token(&desk.0);
    let call = "POST /api/token/";
    let waited = desk.must(&[&mine[..], &["journal", "wait", "--on", call, "--status", "200"]].concat());
    assert_eq!((&waited["complete"], &waited["entries"][0]["data"]["on"]), (&json!(true), &json!(call)));
    let never = ["journal", "wait", "--kind", "token.used", "--timeout", "1ms"];
    desk.must_be_refused(&[&mine[..], &never].concat(), 5, "has not come in time");
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("expected.json");
    for (times, code) in [(1, 0), (2, 5)] {
        let expected = json!({ "expect": [{ "match": { "on": call }, "times": times }] });
        std::fs::write(&file, expected.to_string()).expect("a file");
        let output = desk.type_in(&[&mine[..], &["verify", &format!("@{}", file.display())]].concat());
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(code), "{said}");
        assert!(code == 0 || said.contains("expect[0] has to come 2 times and came once"), "{said}");
    }
    desk.must_be_refused(&["verify", "@nowhere.json"], 2, "nowhere.json: No such file");
    desk.must_be_refused(&["verify", "{"], 2, "no JSON");
    desk.must_be_refused(&["journal", "--on", "POST /api/link/"], 2, "the nearest is `POST /api/links/`");
}

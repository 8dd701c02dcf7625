//! What happened in a workspace as one file: another emulator that loads it has the same, and plays what was done.

use belvo_emulator::control::{Bundle, SetScenario};
use belvo_emulator::{Emulator, Request};
use serde_json::{Value, json};

use crate::support::page::Page;
use crate::support::recorded::trace;
use crate::support::{PASSWORD, SECRET_ID, control, must_get_token, still};

/// Somebody has clicked, in two runs, and a link was made over REST.
fn busy() -> (Emulator, String) {
    let emulator = still().start().expect("an emulator");
    emulator.workspace(SECRET_ID).set_options([("widget.payload", "flat")]).expect("an option");
    let token = must_get_token(&emulator);
    let mut page = Page::open(&emulator, &token);
    page.choose("erebor_mx_retail").submit("err_login_b").act("retry", Value::Null).submit("mfa_numeric");
    page.act("token", "111111").act("finish", Value::Null);
    let id = page.widget.clone();
    Page::open(&emulator, &must_get_token(&emulator));
    let body = json!({ "institution": "erebor_mx_retail", "username": "bnk100", "password": "hushhush" });
    assert_eq!(emulator.handle(&Request::post("/api/links/", &body).keys(SECRET_ID, PASSWORD)).status, 201);
    (emulator, id)
}

fn journal(emulator: &Emulator) -> Value {
    json!(emulator.workspace(SECRET_ID).journal().expect("the journal"))
}

fn links(emulator: &Emulator) -> Value {
    emulator.handle(&Request::get("/api/links/").keys(SECRET_ID, PASSWORD)).value()
}

#[test]
fn another_emulator_has_the_same_and_plays_what_was_done() {
    let (first, run) = busy();
    let Bundle(bundle) = first.workspace(SECRET_ID).bundle().expect("a bundle");
    let second = still().seed(77).start().expect("an emulator");
    let loaded = second.set_bundle(Bundle(bundle.clone())).expect("it is whole");
    assert_eq!((loaded.seed, loaded.restored.workspace.as_str()), (1, SECRET_ID));
    assert_eq!(journal(&second), journal(&first));
    assert_eq!(json!(second.widgets().expect("runs")), json!(first.widgets().expect("runs")));
    assert_eq!(links(&second), links(&first));
    let again = second.workspace(SECRET_ID).bundle().expect("a bundle");
    let Bundle(was) = first.workspace(SECRET_ID).bundle().expect("a bundle");
    assert_eq!((&again.0["snapshot"], &again.0["runs"]), (&was["snapshot"], &was["runs"]));
    let text = loaded.runs[0].text.clone().expect("a scenario");
    assert_eq!(loaded.runs[1].text, None, "nobody has done anything in the other");
    second.workspace(SECRET_ID).set_scenario(SetScenario::document(text)).expect("a scenario");
    let page = Page::open(&second, &must_get_token(&second));
    assert_eq!(trace(&second, &page.widget), trace(&first, &run));
}

#[test]
fn no_secret_stands_in_it_and_both_doors_give_the_same() {
    let (emulator, _) = busy();
    let Bundle(bundle) = emulator.workspace(SECRET_ID).bundle().expect("a bundle");
    let text = Value::Object(bundle.clone()).to_string();
    for secret in [PASSWORD, "hushhush", "111111", "eyJ"] {
        assert!(!text.contains(secret), "{secret}");
    }
    let answered = control(&emulator, SECRET_ID, "GET", "bundle", &Value::Null);
    assert_eq!(answered.value()["snapshot"]["workspace"], bundle["snapshot"]["workspace"]);
    let sent = control(&emulator, "copy", "PUT", "bundle", &Value::Object(bundle));
    assert_eq!(sent.status, 200, "{}", sent.text());
    assert_eq!(sent.value()["restored"]["saved_as"], SECRET_ID);
    assert!(emulator.bundle().is_err_and(|why| why.code == "workspace_required"));
}

#[test]
fn what_is_no_bundle_is_refused_whole() {
    let (emulator, _) = busy();
    let Bundle(bundle) = emulator.workspace(SECRET_ID).bundle().expect("a bundle");
    let before = journal(&emulator);
    let changed = |change: fn(&mut Value)| {
        let mut bundle = Value::Object(bundle.clone());
        change(&mut bundle);
        emulator.set_bundle(bundle).expect_err("it is none")
    };
    let newer = changed(|bundle| bundle["version"] = json!(2));
    assert_eq!(newer.detail, "its version is 2, and this emulator reads version 1");
    assert!(changed(|bundle| bundle["seed"] = json!("x")).detail.starts_with("seed: "));
    assert!(changed(|bundle| bundle["more"] = json!(1)).detail.contains("more"));
    let run = changed(|bundle| bundle["runs"][0]["text"] = json!("version: 1"));
    assert!(run.detail.ends_with("the document has 1 fault(s)"), "{}", run.detail);
    let inside = changed(|bundle| bundle["snapshot"]["workspace"]["core"] = json!(7));
    assert_eq!(&*inside.code, "snapshot_invalid");
    assert!(emulator.set_bundle(json!([1])).is_err());
    assert_eq!(journal(&emulator), before);
}

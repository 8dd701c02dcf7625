//! What somebody has written into a document by hand: numbers that cannot be counted on, names that cannot be shown,
//! and passwords that nobody finds in a table.

use belvo_emulator::Emulator;
use belvo_emulator::control::NewWorkspace;
use serde_json::{Value, json};

use super::full::full;
use super::mixed::must_save;
use crate::support::{SECRET_ID, control, must_get_token, must_get_token_of, still};

#[track_caller]
fn must_refuse(emulator: &Emulator, verb: &str, document: &Value, says: &str) {
    let reply = control(emulator, SECRET_ID, "PUT", verb, document);
    let detail = reply.value()["detail"].as_str().unwrap_or_default().to_owned();
    assert_eq!((reply.status.as_u16(), detail.contains(says)), (400, true), "{}", reply.text());
}

#[test]
fn a_number_that_is_no_count_is_refused_at_its_place() {
    let (emulator, saved, _) = full();
    let places =
        ["/workspace/core/agenda/count", "/workspace/core/journal/next", "/workspace/core/faults/last"];
    for place in places.into_iter().filter(|place| saved.pointer(place).is_some()) {
        let named = place[1..].replace('/', ".");
        for wrong in [json!(-1), json!((1_u64 << 52) + 1), json!((1_u64 << 53) - 1), json!(u64::MAX)] {
            let mut document = saved.clone();
            *document.pointer_mut(place).expect("a place") = wrong.clone();
            must_refuse(
                &emulator,
                "snapshot",
                &document,
                &format!("{named}: is {wrong}, and a count from 0 to 2^52"),
            );
        }
    }
}

#[test]
fn a_clock_far_from_the_hosts_is_saved_and_put_back() {
    let emulator = still().start().expect("an emulator");
    must_get_token(&emulator);
    for now in ["1970-01-02T00:00:00Z", "9998-01-01T00:00:00Z"] {
        let clock = json!({ "mode": "running", "now": now });
        let reply = control(&emulator, SECRET_ID, "PUT", "clock", &clock);
        assert_eq!(reply.status, 200, "{}", reply.text());
        let saved = must_save(&emulator, SECRET_ID);
        assert!(saved["workspace"]["clock"]["running"]["ahead"].is_i64(), "{}", saved["workspace"]["clock"]);
        assert_eq!(control(&emulator, SECRET_ID, "PUT", "snapshot", &saved).status, 200, "{now}");
    }
}

#[test]
fn a_name_with_control_characters_is_refused_at_its_place() {
    let (emulator, saved, _) = full();
    for place in ["/program", "/scenarios/0/source"] {
        let mut document = saved.clone();
        *document.pointer_mut(place).expect("a place") = "\u{1b}[2Jall is well".into();
        must_refuse(
            &emulator,
            "snapshot",
            &document,
            "is `\\u{1b}[2Jall is well`, and a name of one line was expected",
        );
    }
    let mut bundle = control(&emulator, SECRET_ID, "GET", "bundle", &Value::Null).value();
    bundle["program"] = "0.1\u{202e}.0".into();
    must_refuse(&emulator, "bundle", &bundle, "program: is `0.1\\u{202e}.0`");
    for title in ["a\u{1b}[2Jb", "a\tb", "a\u{202e}b"] {
        let document = json!({ "document": { "version": 1, "title": title } });
        let reply = control(&emulator, SECRET_ID, "PUT", "scenario", &document);
        let fault = &reply.value()["faults"][0];
        let expected = (json!(3), json!(12), json!("text without control characters"));
        assert_eq!(
            (&fault["line"], &fault["column"], &fault["expected"]),
            (&expected.0, &expected.1, &expected.2)
        );
    }
}

fn kept_password(emulator: &Emulator, workspace: &str) -> String {
    let saved = must_save(emulator, workspace);
    saved["workspace"]["password"].as_str().expect("a digest").to_owned()
}

#[test]
fn equal_passwords_look_different_and_the_same_run_keeps_the_same() {
    let run = || {
        let emulator = still().start().expect("an emulator");
        ["one", "two"].map(|name| {
            must_get_token_of(&emulator, name);
            kept_password(&emulator, name)
        })
    };
    let [one, two] = run();
    assert!(one != two && one.split_once(':') != two.split_once(':'), "{one} {two}");
    assert_eq!(run(), [one, two]);
}

/// As versions before have written it.
#[test]
fn a_digest_without_a_salt_is_read_and_salted_when_its_password_comes() {
    let emulator = still().start().expect("an emulator");
    must_get_token(&emulator);
    let salted = kept_password(&emulator, SECRET_ID);
    let mut saved = must_save(&emulator, SECRET_ID);
    // SHA-256 over the lengths and the texts `password` and `trace-password`.
    let old = "b37fcdb60e4ace73b04700f39d54f0a9332bb81b97945bc1f286e8e3fe7fdafb";
    saved["workspace"]["password"] = old.into();
    assert_eq!(control(&emulator, SECRET_ID, "PUT", "snapshot", &saved).status, 200);
    assert_eq!(kept_password(&emulator, SECRET_ID), old);
    must_get_token(&emulator);
    assert_eq!(kept_password(&emulator, SECRET_ID), salted);
}

#[test]
fn with_keys_the_seed_alone_does_not_tell_the_passwords_of_fresh_workspaces() {
    let made = |keys: &[(&str, &str)]| {
        let builder = keys.iter().fold(still(), |builder, (id, password)| builder.keys(*id, *password));
        let made = builder.start().expect("an emulator").new_workspace(NewWorkspace::default());
        made.expect("a workspace").secret_password
    };
    let without = made(&[]);
    let one = made(&[("a", "secret"), ("b", "other")]);
    assert_ne!(one, without);
    assert_ne!(one, made(&[("a", "secret"), ("b", "another")]));
    assert_ne!(one, made(&[("as", "ecret"), ("b", "other")]), "no key runs into another");
    assert_eq!(one, made(&[("b", "other"), ("a", "secret")]), "in whatever order they come");
    assert_eq!(without, made(&[]));
}

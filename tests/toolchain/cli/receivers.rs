//! Receivers of webhooks on the command line: their secrets come by variables and files too, and are never printed.

use serde_json::json;

use crate::support::program::{Running, must_exit, program};

#[test]
fn secrets_of_receivers_come_from_the_environment() {
    let mut command = program(&["serve", "--port", "0", "--webhook-url", "http://127.0.0.1:1/"]);
    let running = Running::start(
        command
            .env("BELVO_EMULATOR_WEBHOOK_HMAC", "X-Signature=TOPSECRET,with=signs")
            .env("BELVO_EMULATOR_WEBHOOK_HEADER", "X-Key=TOPSECRET")
            .env("BELVO_EMULATOR_WEBHOOK_AUTHORIZATION", "Bearer TOPSECRET"),
    );
    let said = running.ctl(&["webhooks"]);
    assert_eq!(said.code, 0, "{}", said.err);
    let target = &said.json()["targets"][0];
    let starts =
        |key: &str, text: &str| target["headers"][key].as_str().is_some_and(|it| it.starts_with(text));
    assert!(starts("X-Signature", "hmac-sha256 with sha256:") && starts("X-Key", "sha256:"), "{target}");
    assert!(target["authorization"].is_string(), "{target}");
    assert!(!said.out.contains("SECRET"), "{}", said.out);
}

#[test]
fn ctl_sets_headers_of_each_kind_and_reads_secrets_from_files() {
    let running = Running::on_free_port(&[]);
    let folder = tempfile::tempdir().expect("a folder");
    let file = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).expect("written");
        format!("@{}", path.display())
    };
    let (key, bearer) = (file("key", "X-Hex=TOPSECRET\n"), file("bearer", "Bearer TOPSECRET\r\n"));
    let set = |hmac: &str, authorization: &str| {
        let url = "http://127.0.0.1:1/";
        let more = ["--hmac-base64", "X-Base=KEY", "--header", "X-Text=a=b"];
        let set = ["webhooks", "set", "--url", url, "--hmac", hmac, "--authorization", authorization];
        running.must_ctl(&[&set[..], &more].concat())["targets"][0].clone()
    };
    let by_file = set(&key, &bearer);
    assert_eq!(
        by_file,
        set("X-Hex=TOPSECRET", "Bearer TOPSECRET"),
        "the last line break is none of the secret's"
    );
    let names: Vec<&String> = by_file["headers"].as_object().expect("headers").keys().collect();
    assert_eq!(names, ["X-Text", "X-Hex", "X-Base"]);
    let alone = running.ctl(&["webhooks", "set", "--header", "X-Text=a"]);
    assert_eq!(alone.code, 2, "{}", alone.err);
    assert_eq!(running.must_ctl(&["webhooks", "set"]), json!({ "targets": [] }));
}

#[test]
fn what_receivers_check_needs_a_receiver() {
    for flag in ["--webhook-authorization", "--webhook-header", "--webhook-hmac"] {
        let said = must_exit(&["serve", "--port", "0", flag, "X-Key=a"], 2);
        assert!(said.err.contains("--webhook-url"), "{}", said.err);
    }
}

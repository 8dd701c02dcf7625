//! `ctl webhooks deliveries --follow`: a line for each try, as it is made, until it is told to stop.

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command};

use serde_json::json;

use crate::support::program::{Running, must_exit, program};

/// The command, and its lines; gone when the test is.
pub(super) struct Following(Child, BufReader<std::process::ChildStdout>);

impl Drop for Following {
    fn drop(&mut self) {
        let _gone_already = self.0.kill();
        let _reaped = self.0.wait();
    }
}

impl Following {
    fn of(running: &Running, args: &[&str]) -> Self {
        Self::words(running, &[args, &["webhooks", "deliveries", "--follow"]].concat())
    }

    pub(super) fn words(running: &Running, words: &[&str]) -> Self {
        let mut child = program(&["ctl", "--url", running.url()]).args(words).spawn().expect("it runs");
        let out = BufReader::new(child.stdout.take().expect("its output"));
        Self(child, out)
    }

    pub(super) fn line(&mut self) -> String {
        let mut line = String::new();
        self.1.read_line(&mut line).expect("a line");
        line.trim_end().to_owned()
    }

    pub(super) fn told(mut self, signal: &str) -> Option<i32> {
        let sent = Command::new("kill").args(["-s", signal, &self.0.id().to_string()]).status();
        assert!(sent.expect("kill runs").success());
        self.0.wait().expect("an end").code()
    }
}

/// One whose clock stands, with a dead receiver and a link.
fn running() -> (Running, String) {
    let dead = ["--webhook-url", "http://127.0.0.1:1/hooks", "--now", "2026-01-31T12:00:00Z", "--freeze"];
    let running = Running::on_free_port(&dead);
    let link = reqwest::blocking::Client::new()
        .post(format!("{}/api/links/", running.url()))
        .basic_auth("mine", Some("x"))
        .json(&json!({ "institution": "erebor_mx_retail", "username": "bnk100", "password": "full", "access_mode": "single" }));
    let link: serde_json::Value = link.send().expect("an answer").json().expect("JSON");
    (running, link["id"].as_str().expect("an id").to_owned())
}

#[test]
fn each_try_is_a_line_as_it_is_made() {
    let (running, link) = running();
    let mut following = Following::of(&running, &[]);
    running.must_ctl(&["link", &link, "invalid"]);
    let expected = |number: &str, time: &str, line: &str| {
        let plain = line.starts_with(&format!("12:{time}.000  ---")) && !line.contains('\u{1b}');
        let told = line.contains("LINK invalid_credentials  mine → http://127.0.0.1:1/hooks");
        assert!(plain && told && line.contains(number), "{line}");
        assert!(line.contains(": no connection to 127.0.0.1:1"), "{line}");
    };
    expected("  try 1, another follows", "00:00", &following.line());
    let moved = running.must_ctl(&["clock", "advance", "1m", "--wait", "deliveries"]);
    assert_eq!(moved["complete"], true);
    expected("  try 2, another follows", "01:00", &following.line());
    running.must_ctl(&["clock", "advance", "2m"]);
    expected("  try 3, another follows", "03:00", &following.line());
    assert_eq!(following.told("INT"), Some(0));

    let mut later = Following::of(&running, &["--workspace", "mine"]);
    let line = later.line();
    assert!(line.contains("invalid_credentials  → http:"), "what has been tried comes first: {line}");
    assert_eq!(later.told("TERM"), Some(0));
}

#[test]
fn it_ends_when_nobody_answers_any_more_and_takes_no_other_arguments() {
    let (running, _) = running();
    let mut following = Following::of(&running, &[]);
    drop(running);
    assert_eq!(following.line(), "");
    assert_eq!(following.0.wait().expect("an end").code(), Some(6));
    let mut why = String::new();
    following.0.stderr.take().expect("its errors").read_to_string(&mut why).expect("UTF-8");
    assert!(why.contains("no emulator answers at"), "{why}");
    let both = must_exit(&["ctl", "webhooks", "deliveries", "--follow", "--settled"], 2);
    assert!(both.err.contains("cannot be used with"), "{}", both.err);
}

//! Servers as they are written for Belvo, with its SDKs: they show the widget, are told of what has come, and read it.

#![allow(clippy::disallowed_methods, reason = "servers are programs of their own")]

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};

use belvo_emulator::control::{Receiver, SetWebhooks};
use belvo_emulator::{Builder, Emulator};
use serde_json::{Value, json};

use crate::support::NOON;
use crate::support::browser::{Browser, browse};
use crate::support::sdk::{JS, PYTHON, Sdk};

const AUTHORIZATION: &str = "Bearer a-secret-of-the-server";

/// What a retail bank brings, in the order of the resource table.
const KINDS: [&str; 6] =
    ["ACCOUNTS", "TRANSACTIONS", "OWNERS", "INCOMES", "RECURRING_EXPENSES", "RISK_INSIGHTS"];

/// A running server; ended when dropped.
struct Server {
    child: Child,
    lines: BufReader<ChildStdout>,
    url: String,
}

impl Server {
    fn start(sdk: &Sdk, emulator: &Emulator) -> Self {
        let (_, mut command) = sdk.command("hears", emulator);
        let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sdk/page.html");
        command.arg(page).env("WEBHOOK_AUTHORIZATION", AUTHORIZATION).stdout(Stdio::piped());
        let mut child = command.spawn().expect("the server starts");
        let lines = BufReader::new(child.stdout.take().expect("its output"));
        let mut server = Self { child, lines, url: String::new() };
        server.url = server.line();
        server
    }

    fn line(&mut self) -> String {
        let mut line = String::new();
        self.lines.read_line(&mut line).expect("a line");
        line.trim_end().to_owned()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // `timeout` hands this on to the server, as it could not hand on a kill.
        let _gone_already = Command::new("kill").args(["-s", "TERM", &self.child.id().to_string()]).status();
        let _reaped = self.child.wait();
    }
}

fn connect(browser: &Browser) {
    browser.must_show("consent");
    browser.click("belvo-continue");
    browser.click("belvo-institution-erebor_mx_retail");
    browser.write("belvo-field-username", "bnk100");
    browser.write("belvo-field-password", "full");
    browser.click("belvo-submit");
    browser.click("belvo-done");
}

/// Inside `callback` nothing can be read yet (R-DATA-09); each webhook comes in order, and what it counts is what the
/// server then reads (R-HOOK-07).
#[track_caller]
fn must_hear(sdk: &Sdk) {
    let still: Builder = Emulator::builder().seed(1).now(NOON).freeze();
    let emulator = still.start().expect("an emulator");
    let mut server = Server::start(sdk, &emulator);
    let authorization = Some(AUTHORIZATION.to_owned());
    let url = format!("{}/webhooks", server.url);
    let mut receivers = SetWebhooks::default();
    receivers.targets = vec![Receiver { url, authorization, headers: vec![] }];
    emulator.set_webhooks(receivers).expect("a receiver");
    browse(|browser| {
        browser.goto(&server.url);
        connect(browser);
        browser.until("document.querySelector('#early').textContent");
        let early = browser.json("JSON.parse(document.querySelector('#early').textContent)");
        let counts: Vec<&Value> = KINDS.iter().map(|kind| &early[kind]).collect();
        assert_eq!(json!(counts), json!([0, 0, 0, 0, 0, 0]), "inside `callback`");
    });
    emulator.advance("1m").expect("the clock moves");
    for kind in KINDS {
        let line = server.line();
        let [said, told, read] = *line.split(' ').collect::<Vec<_>>() else { panic!("{line}") };
        assert_eq!((said, told), (kind, read), "{line}");
        assert_ne!(read, "0", "{line}");
    }
}

#[test]
fn a_server_with_the_python_sdk_reads_what_it_is_told_of() {
    must_hear(&PYTHON);
}

#[test]
fn a_server_with_the_javascript_sdk_reads_what_it_is_told_of() {
    must_hear(&JS);
}

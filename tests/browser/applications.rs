//! Five kinds of application that people have published, each as a small program of its own: what they do has to work.

use std::process::Command;

use belvo_emulator::Emulator;
use belvo_emulator::control::{LinkStatus, SetLink};
use serde_json::{Value, json};

use crate::pages::app;
use crate::site::Site;
use crate::support::browser::browse;
use crate::support::{PASSWORD, SECRET_ID, still};

/// Runs a program with the keys in its environment; what it prints, as JSON.
#[track_caller]
fn must_run(emulator: &Emulator, program: &str) -> Value {
    let path = format!("{}/tests/browser/applications/{program}", env!("CARGO_MANIFEST_DIR"));
    let keys = [("BELVO_API_URL", emulator.url()), ("BELVO_SECRET_ID", SECRET_ID.to_owned())];
    let ran = Command::new("node")
        .arg(path)
        .envs(keys)
        .env("BELVO_SECRET_PASSWORD", PASSWORD)
        .output()
        .expect("node, which comes with: apt-get install -y --no-install-recommends nodejs npm");
    let printed = String::from_utf8_lossy(&ran.stdout);
    assert!(ran.status.success(), "{program}: {printed}{}", String::from_utf8_lossy(&ran.stderr));
    serde_json::from_str(&printed).unwrap_or_else(|why| panic!("{program}: {why}: {printed}"))
}

/// R-BASE-11
#[test]
fn a_page_without_a_server_calls_the_api_with_its_keys() {
    let emulator = still().start().expect("an emulator");
    let site = Site::start(&emulator);
    let page = site.put("/", include_str!("applications/calls_from_a_page.html"));
    browse(|browser| {
        browser.goto(&format!("{page}?api={}", emulator.url()));
        browser.until("/^[1-9]\\d* accounts$/.test(document.title)");
        let rows = browser.json("document.querySelectorAll('#accounts li').length");
        assert_eq!(browser.json("document.title"), json!(format!("{rows} accounts")));
    });
    let calls = emulator.workspace("my-secret-id").journal().expect("a journal");
    let warned =
        calls.entries.iter().filter(|entry| entry.why.as_deref() == Some("secret keys used in a page"));
    assert_eq!(warned.count(), 3, "each call is told");
}

/// R-LINK-11
#[test]
fn the_same_credentials_are_linked_again() {
    let emulator = still().start().expect("an emulator");
    let facts = must_run(&emulator, "links_twice.mjs");
    assert_ne!(facts[0]["id"], facts[1]["id"]);
    assert_eq!(facts[0]["balances"], facts[1]["balances"], "of one person");
    assert!(facts[0]["balances"].as_array().is_some_and(|balances| !balances.is_empty()));
}

/// R-PAGE-05
#[test]
fn pages_are_read_to_the_end() {
    for (setting, end) in [("404", "404 Invalid page."), ("empty", "nothing more")] {
        let emulator = still().option("page.past_end", setting).start().expect("an emulator");
        let read = must_run(&emulator, "reads_pages.mjs");
        assert_eq!(read["followed"].as_array().map(Vec::len), Some(3));
        assert_eq!((&read["counted"], &read["end"]), (&read["followed"], &json!(end)), "{setting}");
    }
}

/// R-TOK-17; the page opens at the link's own form (W-UPD).
#[test]
fn a_links_own_token_repairs_it() {
    let emulator = still().start().expect("an emulator");
    let made = must_run(&emulator, "token_of_a_link.mjs");
    let id = made["id"].as_str().expect("a link");
    assert!(made["refresh"].is_string());
    emulator.workspace(SECRET_ID).set_link(SetLink::new(id, LinkStatus::Invalid)).expect("a status");
    let page = Site::start(&emulator).put("/", app(&emulator, ""));
    browse(|browser| {
        browser.goto(&page);
        browser.js(&format!("build({})", made["access"]));
        browser.must_show("credentials");
        browser.write("belvo-field-password", "new");
        browser.click("belvo-submit");
        browser.must_show("success");
        browser.click("belvo-done");
        browser.until("calls.some(({ to }) => to === 'callback')");
        assert_eq!(browser.json("calls.at(-1).args"), json!([id, "erebor_mx_retail"]));
    });
}

/// W-EVT-03
#[test]
fn a_page_helps_with_the_code_when_the_widget_asks_for_it() {
    let emulator = still().start().expect("an emulator");
    let html = include_str!("applications/mfa_page.html").replace("SCRIPT", &emulator.widget_url());
    let page = Site::start(&emulator).put("/", html);
    let help = "document.querySelector('#help').textContent";
    browse(|browser| {
        browser.goto(&page);
        browser.must_show("consent");
        browser.js("const { accept, choose, submit } = window.__belvoEmulator; await accept(); await choose('erebor_mx_retail'); await submit({ username: 'mfa_numeric', password: 'full' })");
        browser.must_show("mfa");
        assert_eq!(browser.json(help), "Your bank sends you a code: type it in here.");
        browser.js("await window.__belvoEmulator.token('111111')");
        browser.must_show("success");
        assert_eq!(browser.json(help), "Done!");
        browser.click("belvo-done");
        browser.until("document.title.startsWith('link ')");
    });
}

//! The `data-testid`s that a test finds the widget's elements by (W-TEST-06).

use serde_json::json;

use crate::pages::app;
use crate::site::Site;
use crate::support::browser::{Browser, browse};
use crate::support::{must_get_token, still};

/// On every screen that covers the page.
const FRAME: [&str; 5] = ["root", "overlay", "panel", "help", "close"];

/// Each act that leads to a screen, the screen, and the elements that stand there besides those of [`FRAME`].
const WALK: [(&str, &str, &[&str]); 10] = [
    ("", "consent", &["continue", "terms", "consent-points"]),
    (
        "accept()",
        "institutions",
        &["search", "institution-erebor_br_retail", "institution-gringotts_mx_retail", "back"],
    ),
    ("choose('erebor_br_retail')", "credentials", &["field-username", "field-password", "submit", "back"]),
    ("submit(typed)", "error", &["error-title", "error-text", "error-code", "retry"]),
    ("retry()", "credentials", &["submit"]),
    ("submit(typed)", "loading", &["close"]),
    ("emulator", "mfa", &["mfa-value", "mfa-token", "mfa-submit", "back"]),
    ("close()", "close-dialog", &["exit-confirm", "exit-cancel"]),
    ("stay()", "mfa", &["mfa-token"]),
    ("token('111111')", "success", &["done"]),
];

const SURVEY: [&str; 6] =
    ["survey-missing", "survey-trust", "survey-credentials", "survey-other", "survey-submit", "survey-skip"];

const STORY: &str = "
version: 1
title: One screen after the other
widget:
  play: by_hand
  steps:
    - submit: login_error
    - retry
    - submit: { after: 1s, then: { ask_token: numeric } }
    - token: success
";

#[track_caller]
fn must_carry(browser: &Browser, screen: &str, ids: &[&str]) {
    browser.must_show(screen);
    for id in FRAME.iter().chain(ids) {
        browser.must_see(&format!("belvo-{id}"));
    }
}

#[test]
fn every_screen_carries_its_test_ids_w_test_06() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("story.yaml"), STORY).expect("a file");
    let emulator = still().scenarios(folder.path()).scenario("story").start().expect("an emulator");
    let page = Site::start(&emulator).put("/", app(&emulator, ""));
    let build = |config: &str| format!("build({:?}, {config})", must_get_token(&emulator));
    browse(|browser| {
        browser.goto(&page);
        browser.js("window.typed = { username: 'bnk100', password: 'full' }");
        browser.js(&build("{}"));
        for (act, screen, ids) in WALK {
            match act {
                "" => {}
                "emulator" => drop(emulator.advance("1s").expect("time to pass")),
                act => drop(browser.js(&format!("await window.__belvoEmulator.{act}"))),
            }
            must_carry(browser, screen, ids);
        }

        browser.js(&build("{}"));
        browser.js("await __belvoEmulator.close(); await __belvoEmulator.leave()");
        must_carry(browser, "survey", &SURVEY);

        browser.js("belvoSDK.createWidget('nobody', { callback() {} }).build()");
        must_carry(browser, "error", &["error-title", "error-text", "error-code", "error-close"]);
        browser.must_complain("not valid");
        browser.js(&build("{ callback: null }"));
        browser.must_show("config-error");
        browser.must_see("belvo-config-error");
        browser.must_complain("callback");
        assert_eq!(browser.json("shadows().length"), json!(1));
    });
}

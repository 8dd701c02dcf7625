//! The examples for frameworks in a real browser: built from the lock file, started as their README says.

mod example;

use crate::support::browser::{Browser, browse_with};
use crate::support::{PASSWORD, SECRET_ID, still};
use belvo_emulator::{Emulator, Request};
use example::Example;
use serde_json::{Value, json};

/// What the page lists while a person connects, each event once.
const CONNECTING: [&str; 4] =
    ["PAGE_LOAD /institutions", "PAGE_LOAD /credentials", "PAGE_LOAD /loading", "PAGE_LOAD /success"];

/// The same for a person whose password is wrong and who gives up.
const GIVING_UP: [&str; 6] = [
    "PAGE_LOAD /institutions",
    "PAGE_LOAD /credentials",
    "PAGE_LOAD /loading",
    "ERROR login_error",
    "PAGE_LOAD /error",
    "PAGE_LOAD /abandonSurvey",
];

/// W-LOAD-19
#[test]
fn vanilla_with_a_static_tag() {
    runs("vanilla", "/", 1);
}

/// W-LOAD-20
#[test]
fn vanilla_with_a_dynamic_tag() {
    runs("vanilla", "/dynamic.html", 1);
}

#[test]
fn angular_w_load_21() {
    runs("angular", "/", 1);
}

/// StrictMode runs the effect twice, so that each opening is two: one widget shows, and what it calls is called once
/// (W-CONT-11, W-CB-02).
#[test]
fn react_in_strict_mode_w_load_22() {
    runs("react", "/", 2);
}

#[test]
fn vue_w_load_23() {
    runs("vue", "/", 1);
}

/// A person connects, gives up, goes back while the widget is open, and connects again. `builds` is how many widgets one
/// opening builds.
fn runs(name: &str, path: &str, builds: usize) {
    let emulator = still().start().expect("an emulator");
    let example = Example::start(name, &emulator);
    browse_with(&[&example.flag], |browser| {
        browser.goto(&format!("{}{path}", example.url));
        let visit = Visit { browser, builds };
        visit.open(1);
        visit.connect("bnk100");
        must_have_connected(browser, &emulator);
        assert_eq!(listed(browser), json!(CONNECTING));
        visit.open(2);
        visit.give_up();
        assert_eq!(listed(browser), json!([&CONNECTING[..], &GIVING_UP].concat()));
        visit.open(3);
        go_back(browser);
        visit.open(4);
        visit.connect("bnk101");
        must_have_connected(browser, &emulator);
    });
}

struct Visit<'b> {
    browser: &'b Browser,
    builds: usize,
}

impl Visit<'_> {
    /// Opens the widget for the n-th time, and waits until all that is built has been. Not for requests: a widget that
    /// is replaced at once never sends one, and how close two builds come is the machine's affair.
    #[track_caller]
    fn open(&self, time: usize) {
        let browser = self.browser;
        browser.click_beneath("a[href='#connect']");
        let built = time * self.builds;
        browser.until(&format!("window.__belvoEmulator?.widgets().length === {built}"));
        browser.js("await window.__belvoEmulator.waitFor('screen:consent', { timeout: Infinity })");
        browser.must_show("consent");
        assert_eq!(browser.json("shadows().length"), 1, "one widget shows");
        let open = "window.__belvoEmulator.widgets().filter(({ ended }) => !ended).length";
        assert_eq!(browser.json(open), 1, "one widget is open");
    }

    #[track_caller]
    fn submit(&self, username: &str) {
        let browser = self.browser;
        browser.click("belvo-continue");
        browser.click("belvo-institution-erebor_br_retail");
        browser.write("belvo-field-username", username);
        browser.write("belvo-field-password", "full");
        browser.click("belvo-submit");
    }

    #[track_caller]
    fn connect(&self, username: &str) {
        self.submit(username);
        self.browser.click("belvo-done");
    }

    /// Leaves after an error; the page shows the exit data.
    #[track_caller]
    fn give_up(&self) {
        let browser = self.browser;
        self.submit("err_login_a");
        browser.must_show("error");
        browser.click("belvo-close");
        browser.click("belvo-exit-confirm");
        browser.click("belvo-survey-trust");
        browser.click("belvo-survey-submit");
        browser.until("document.querySelector('#exit')");
        let exit = browser.js("return document.querySelector('#exit').textContent");
        let exit: Value = serde_json::from_str(exit.as_str().unwrap_or_default()).expect("exit data");
        assert_eq!(exit["data"][0]["last_encountered_error"]["code"], "login_error", "{exit}");
        must_be_gone(browser);
    }
}

/// The page shows what `callback` was called with: the link that there is now, and its institution.
#[track_caller]
fn must_have_connected(browser: &Browser, emulator: &Emulator) {
    browser.until("document.querySelector('#link')");
    let shown = browser.json("['link', 'institution'].map((id) => document.getElementById(id).textContent)");
    let links = emulator.handle(&Request::get("/api/links/").keys(SECRET_ID, PASSWORD)).value();
    let newest = &links["results"][0];
    assert_eq!(shown, json!([newest["id"], newest["institution"]]));
    must_be_gone(browser);
}

/// The component goes while the widget is open: the run ends in silence (W-CONT-10).
#[track_caller]
fn go_back(browser: &Browser) {
    let before = listed(browser);
    browser.js("history.back()");
    must_be_gone(browser);
    assert_eq!(listed(browser), before);
}

#[track_caller]
fn must_be_gone(browser: &Browser) {
    browser.until("!document.querySelector('#belvo > *')");
}

#[track_caller]
fn listed(browser: &Browser) -> Value {
    browser.json("[...document.querySelectorAll('#events li')].map((event) => event.textContent)")
}

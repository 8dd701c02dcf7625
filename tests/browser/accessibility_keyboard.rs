//! Whole runs by Tab, Shift+Tab, Enter, Space, arrows and Escape alone (W-TEST-07), on a page that has much else that
//! takes the focus, frames included.

use belvo_emulator::Emulator;
use serde_json::json;
use thirtyfour::prelude::*;

use crate::accessibility::Visitor;
use crate::gallery::{DESKTOP, PHONE};
use crate::pages::page;
use crate::site::Site;
use crate::support::browser::browse;
use crate::support::{must_get_token, still};

/// A page with something to reach before and behind the widget; a button opens it.
fn crowded(emulator: &Emulator, query: &str) -> String {
    let token = must_get_token(emulator);
    let frame = "<iframe title='A frame' srcdoc='<button>Inside</button>'></iframe>";
    let body = format!(
        "{frame}<a href='#'>Before</a><button id='opener' onclick='build({token:?})'>Open</button>
         <div id='belvo'></div><input aria-label='Behind'>{frame}"
    );
    page(emulator, query, &body)
}

/// Somebody without a mouse.
struct Typist<'a>(Visitor<'a>);

impl<'a> Typist<'a> {
    fn visit(visitor: Visitor<'a>, query: &str) -> Self {
        let page = Site::start(visitor.emulator).put("/", crowded(visitor.emulator, query));
        visitor.browser.goto(&page);
        Self(visitor)
    }

    #[track_caller]
    fn open(&self) {
        let Visitor { browser, .. } = &self.0;
        while browser.json("document.activeElement.id") != "opener" {
            browser.press(Key::Tab);
        }
        browser.press(Key::Enter);
    }

    /// What has the focus, which must be seen.
    #[track_caller]
    fn focused(&self) -> String {
        let seen = self.0.measure("const { element, fault } = focusSeen(); return [element ?? '', fault]");
        assert!(seen[1].is_empty() || seen[0] == "H2", "{} has the focus: {}", seen[0], seen[1]);
        seen[0].clone()
    }

    /// Waits for a screen and says what has the focus there.
    #[track_caller]
    fn meet(&self, screen: &str) -> String {
        self.0.browser.must_show(screen);
        self.focused()
    }

    /// Goes round with Tab and back with Shift+Tab: both ways meet the same, in the order in which it stands.
    #[track_caller]
    fn go_round(&self) {
        let Visitor { browser, .. } = &self.0;
        let mut forth: Vec<String> = Vec::new();
        let mut places = Vec::new();
        loop {
            browser.press(Key::Tab);
            let next = self.focused();
            if forth.first() == Some(&next) {
                break;
            }
            places.push(self.0.measure("return placeOfFocus()").join(" "));
            forth.push(next);
        }
        let falls = places.iter().zip(places.iter().cycle().skip(1)).filter(|(one, next)| one > next).count();
        assert_eq!(falls, 1, "one way down the screen, and round again: {forth:?} at {places:?}");
        for before in forth.iter().rev() {
            browser.press_with(&Key::Shift, &Key::Tab);
            assert_eq!(&self.focused(), before, "back again through {forth:?}");
        }
    }

    #[track_caller]
    fn go_to(&self, testid: &str) {
        let mut passed = Vec::new();
        while self.focused() != testid {
            passed.push(self.focused());
            assert!(passed.len() < 60, "Tab does not lead to {testid}: {passed:?}");
            self.0.browser.press(Key::Tab);
        }
    }

    #[track_caller]
    fn press_at(&self, testid: &str, key: Key) {
        self.go_to(testid);
        self.0.browser.press(key);
    }

    /// From the first screen to the answer of the bank.
    #[track_caller]
    fn apply(&self, user: &str) {
        assert_eq!(self.meet("consent"), "H2");
        self.go_round();
        self.press_at("belvo-continue", Key::Space);
        assert_eq!(self.meet("institutions"), "belvo-search");
        self.go_round();
        self.press_at("belvo-institution-erebor_br_retail", Key::Enter);
        assert_eq!(self.meet("credentials"), "belvo-field-username");
        self.go_round();
        self.sign(user);
    }

    #[track_caller]
    fn sign(&self, user: &str) {
        self.go_to("belvo-field-username");
        self.0.browser.press(user);
        let name = self.0.browser.json("seek('belvo-field-username').value");
        assert_eq!(name, user, "what was there is typed over");
        self.go_to("belvo-field-password");
        self.0.browser.press("full");
        self.press_at("belvo-submit", Key::Space);
    }

    #[track_caller]
    fn must_be_back(&self, to: &str) {
        self.0.browser.until(&format!("calls.some((call) => call.to === {to:?})"));
        assert_eq!(self.0.browser.json("document.activeElement.id"), "opener", "the focus is given back");
    }
}

#[test]
fn a_success_by_keyboard_alone_w_test_07() {
    let emulator = still().start().expect("an emulator");
    browse(|browser| {
        for (look, user) in [(PHONE, "slow_2000"), (DESKTOP.dark(), "slow_1999")] {
            let typist = Typist::visit(Visitor::new(browser, &emulator), "");
            typist.0.look(look);
            typist.open();
            typist.apply(user);
            assert_eq!(typist.meet("loading"), "H2");
            typist.go_round();
            typist.0.emulator.advance("2s").expect("time to pass");
            assert_eq!(typist.meet("success"), "H2");
            typist.go_round();
            typist.press_at("belvo-done", Key::Enter);
            typist.must_be_back("callback");
        }
    });
}

#[test]
fn an_error_and_another_try_by_keyboard_alone_w_test_07() {
    let emulator = still().start().expect("an emulator");
    browse(|browser| {
        let typist = Typist::visit(Visitor::new(browser, &emulator), "?scenario=login_error&play=by_hand");
        typist.open();
        typist.apply("bnk100");
        assert_eq!(typist.meet("error"), "H2");
        typist.go_round();
        typist.press_at("belvo-retry", Key::Enter);
        assert_eq!(typist.meet("credentials"), "belvo-field-username");
        let typed = "['username', 'password'].map((name) => seek(`belvo-field-${name}`).value)";
        assert_eq!(browser.json(typed), json!(["bnk100", ""]), "no secret outlives a refusal");
        typist.sign("user_valid");
        assert_eq!(typist.meet("success"), "H2");
        typist.press_at("belvo-done", Key::Space);
        typist.must_be_back("callback");
    });
}

#[test]
fn an_exit_by_keyboard_alone_w_test_07() {
    let emulator = still().start().expect("an emulator");
    browse(|browser| {
        let typist = Typist::visit(Visitor::new(browser, &emulator), "");
        typist.0.look(DESKTOP.forced());
        typist.open();
        assert_eq!(typist.meet("consent"), "H2");
        browser.press(Key::Escape);
        assert_eq!(typist.meet("close-dialog"), "H2");
        typist.go_round();
        typist.press_at("belvo-exit-confirm", Key::Space);
        assert_eq!(typist.meet("survey"), "H2");
        typist.press_at("belvo-survey-missing", Key::Down);
        assert_eq!(typist.focused(), "belvo-survey-trust", "arrows choose");
        typist.go_round();
        typist.press_at("belvo-survey-submit", Key::Enter);
        typist.must_be_back("onExit");
    });
}

#[test]
fn the_focus_stays_inside_a_frame_as_well_w_test_07() {
    let emulator = still().start().expect("an emulator");
    browse(|browser| {
        let visitor = Visitor::new(browser, &emulator);
        let site = Site::start(visitor.emulator);
        let app = site.put("/app", crowded(visitor.emulator, ""));
        let holder = format!(
            "<button>Before</button><iframe title='App' src='{app}'></iframe><button>Behind</button>"
        );
        browser.goto(&site.put("/", format!("<!DOCTYPE html><title>Holder</title>{holder}")));
        browser.wait(browser.driver().enter_frame(0));
        let typist = Typist(visitor);
        typist.open();
        assert_eq!(typist.meet("consent"), "H2");
        typist.go_round();
        browser.press(Key::Escape);
        assert_eq!(typist.meet("close-dialog"), "H2");
        typist.go_round();
    });
}

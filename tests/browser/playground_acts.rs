//! Who acts in the playground's widget: the file says it, then whoever sits there.

use belvo_emulator::{Emulator, Play};
use serde_json::Value;

use crate::playground::{DESKTOP, must_open, must_read, write_own};
use crate::support::browser::{Browser, browse_with};

fn who_acts(browser: &Browser) -> Value {
    browser.json("document.querySelector('[name=play]:checked').value")
}

/// Who picks a scenario and presses the button sees it played, unless its file leaves the acts to a person.
#[test]
fn who_acts_follows_the_file_until_somebody_says_otherwise() {
    let directory = tempfile::tempdir().expect("a directory");
    write_own(directory.path(), "What the bank answers", "institution_down");
    let emulator = Emulator::builder().scenarios(directory.path()).start().expect("an emulator");
    browse_with(DESKTOP, |browser| {
        must_open(browser, &emulator, "?locale=en");
        assert_eq!(who_acts(browser), "by_hand", "nothing is chosen");
        browser.click_beneath("#scenario-success");
        assert_eq!(who_acts(browser), "by_itself");
        browser.click_beneath("#open");
        must_read(browser, "state", "1, connected");

        browser.click_beneath("#scenario-mine");
        assert_eq!(who_acts(browser), "by_hand", "the file has no acts");
        must_read(browser, "play-hint", "You click");
        must_read(browser, "page-lines", "?scenario=mine&play=by_hand");
        assert_eq!(browser.json("location.search"), "?scenario=mine&locale=en&payload=superset");

        browser.click_beneath("#scenario-login_error");
        browser.click_beneath("label[for=play-by_hand]");
        browser.click_beneath("#scenario-success");
        assert_eq!(who_acts(browser), "by_hand", "somebody has said so");
        browser.wait(browser.driver().refresh());
        browser.until("'ready' in document.documentElement.dataset");
        assert_eq!(who_acts(browser), "by_hand", "and the address says it");
        browser.click_beneath("#scenario-none");
        browser.click_beneath("label[for=locale-es]");
        assert_eq!(who_acts(browser), "by_hand");
    });
}

/// What is set for all workspaces says who acts, too.
#[test]
fn who_acts_follows_what_is_in_force() {
    let start = |play: &str| {
        let play = Play::parse(play).expect("a word");
        Emulator::builder().scenario("success").play(play).start().expect("an emulator")
    };
    for play in ["by_itself", "by_hand"] {
        let emulator = start(play);
        browse_with(DESKTOP, |browser| {
            must_open(browser, &emulator, "?locale=en");
            assert_eq!(who_acts(browser), play);
        });
    }
}

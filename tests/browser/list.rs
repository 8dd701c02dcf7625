//! The list of institutions: searching it, and picking one that is unavailable.

use serde_json::{Value, json};
use thirtyfour::prelude::*;

use crate::pages::app;
use crate::site::Site;
use crate::support::browser::{Browser, browse};
use crate::support::{assets_with, must_get_token, still};

/// The names of the institutions that are shown.
#[track_caller]
fn shown(browser: &Browser) -> Value {
    browser.json(
        "[...shadows()[0].querySelectorAll('.list button')].filter((row) => row.getClientRects().length)
           .map((row) => row.dataset.testid.replace('belvo-institution-', ''))",
    )
}

/// How many it says there are.
#[track_caller]
fn count(browser: &Browser) -> Value {
    browser.json("shadows()[0].querySelector('.count').textContent")
}

#[test]
fn the_list_is_searched_by_name_and_country_whatever_the_accents_w_flow_02() {
    let emulator = still().start().expect("an emulator");
    let page = Site::start(&emulator).put("/", app(&emulator, ""));
    let token = must_get_token(&emulator);
    browse(|browser| {
        browser.goto(&page);
        browser.js(&format!("build({token:?}, {{ show_intro: false, locale: 'es' }})"));
        browser.must_show("institutions");
        let search = |words: &str| {
            browser.js("seek('belvo-search').value = ''");
            browser.write("belvo-search", words);
            shown(browser)
        };
        let mexican = json!([
            "belvo_mx_retail",
            "erebor_mx_retail",
            "gringotts_mx_retail",
            "heimdall_mx_retail",
            "tatooine_mx_fiscal"
        ]);
        for words in ["México", "mexico", " MÉXICO "] {
            assert_eq!(search(words), mexican, "{words}");
        }
        assert_eq!(search("TATOOINE"), json!(["tatooine_mx_fiscal"]));
        assert_eq!(search("brazil"), search("brasil"), "a country's name in another language of the widget");
        assert_eq!(search("ironbank_br"), json!(["ironbank_br_business", "ironbank_br_retail"]));
        assert_eq!(search("nobody"), json!([]));
        assert_eq!(
            browser.json("shadows()[0].querySelector('.nothing p').textContent"),
            "Ninguna institución coincide"
        );
        assert_eq!(browser.words("belvo-search-clear"), "Borrar la búsqueda");
        browser.click("belvo-search-clear");
        assert_eq!(shown(browser).as_array().map(Vec::len), Some(15));
        assert_eq!(browser.json("shadows()[0].activeElement.dataset.testid"), "belvo-search");

        search("gringotts");
        browser.click("belvo-institution-gringotts_br_retail");
        browser.must_show("credentials");
        browser.click("belvo-back");
        browser.must_show("institutions");
        assert_eq!(shown(browser).as_array().map(Vec::len), Some(3), "what was searched for stays");
    });
}

#[test]
fn the_list_counts_what_is_found_for_eye_and_ear_w_flow_02() {
    let emulator = still().start().expect("an emulator");
    let page = Site::start(&emulator).put("/", app(&emulator, ""));
    let token = must_get_token(&emulator);
    browse(|browser| {
        browser.goto(&page);
        browser.js(&format!("build({token:?}, {{ show_intro: false, locale: 'es' }})"));
        browser.must_show("institutions");
        let told = "shadows()[0].querySelector('.body > [aria-live]').textContent";
        assert_eq!((count(browser), browser.json(told)), (json!("Instituciones: 15"), json!("")));
        for (words, shown, heard) in [
            ("ironbank_br", "Instituciones: 2", "Instituciones: 2"),
            ("gotham", "Instituciones: 1", "Instituciones: 1"),
            ("nobody", "", "Ninguna institución coincide"),
        ] {
            browser.write("belvo-search", words);
            assert_eq!((count(browser), browser.json(told)), (json!(shown), json!(heard)), "{words}");
        }
    });
}

#[test]
fn nothing_to_list_is_said_and_there_is_no_search_to_clear_w_cfg_27() {
    let emulator = still().start().expect("an emulator");
    let page = Site::start(&emulator).put("/", app(&emulator, ""));
    let token = must_get_token(&emulator);
    browse(|browser| {
        browser.goto(&page);
        browser.js(&format!("build({token:?}, {{ show_intro: false, country_codes: ['CL'] }})"));
        browser.must_show("institutions");
        assert_eq!(
            browser.json("[...shadows()[0].querySelectorAll('.nothing p')].map((line) => line.textContent)"),
            json!(["There is no institution to choose", "The filters of this page leave none."])
        );
        assert_eq!(browser.json("['search', 'search-clear'].filter((it) => seek(`belvo-${it}`))"), json!([]));
    });
}

#[test]
fn an_unavailable_institution_can_be_reached_says_so_and_warns_w_flow_02() {
    let down = assets_with(|institution| {
        if institution["name"] == "tatooine_mx_fiscal" {
            institution["status"] = "down".into();
        }
    });
    let emulator = still().assets(down.path()).start().expect("an emulator");
    let page = Site::start(&emulator).put("/", app(&emulator, ""));
    let token = must_get_token(&emulator);
    let row = "belvo-institution-tatooine_mx_fiscal";
    browse(|browser| {
        browser.goto(&page);
        browser.js(&format!("build({token:?}, {{ show_intro: false }})"));
        browser.must_show("institutions");
        let told = |browser: &Browser| {
            assert!(browser.words(row).contains("Temporarily unavailable"));
            browser.json(&format!("[seek({row:?}).ariaDisabled, seek({row:?}).disabled]"))
        };
        assert_eq!(told(browser), json!(["true", false]));
        browser.js(&format!("seek({row:?}).focus()"));
        browser.press(Key::Enter);
        browser.until("calls.some(({ args: [{ data: [event] }] }) => event.eventName === 'WARNING')");
        browser.until(
            "shadows()[0].querySelector('.panel > [aria-live]').textContent.includes('Temporarily unavailable')",
        );
        assert_eq!(told(browser), json!(["true", false]));
        let here = "shadows()[0].activeElement";
        assert_eq!(browser.json(&format!("{here}.dataset.testid")), row, "the person stays");
        let seen = "(({ top, bottom }) => [top, bottom])(shadows()[0].activeElement.getBoundingClientRect())";
        let edges = browser.json(seen);
        let list = browser.json(
            "(({ top, bottom }) => [top, bottom])(shadows()[0].querySelector('.scroll').getBoundingClientRect())",
        );
        assert!(
            edges[0].as_f64() >= list[0].as_f64() && edges[1].as_f64() <= list[1].as_f64(),
            "in sight: {edges} in {list}"
        );
        browser.click("belvo-institution-erebor_mx_retail");
        browser.must_show("credentials");
    });
}

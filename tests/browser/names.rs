//! The "?" of the widget lists the user names that decide, and types one (W-TEST-01, W-TEST-07).

use serde_json::json;

use crate::pages::app;
use crate::site::Site;
use crate::support::browser::{Browser, browse};
use crate::support::{must_get_token, still};

/// What stands in the list: the names, and whether they are buttons.
fn listed(browser: &Browser) -> Vec<serde_json::Value> {
    let rows = "[...seek('belvo-names').children].map(({ firstChild: { textContent, localName } }) => [textContent, localName])";
    browser.json(rows).as_array().cloned().unwrap_or_default()
}

/// By keyboard alone, at the bank whose form takes digits; on a phone the keys are digits alone there.
#[test]
fn a_press_types_the_name_and_the_bank_answers_by_it() {
    let emulator = still().start().expect("an emulator");
    let page = Site::start(&emulator).put("/", app(&emulator, ""));
    let token = must_get_token(&emulator);
    browse(|browser| {
        browser.goto(&page);
        browser.js(&format!("build({token:?}, {{ locale: 'en', institution: 'belvo_mx_retail' }})"));
        browser.must_show("credentials");
        browser.click("belvo-help");
        let names = listed(browser);
        assert_eq!(names.first(), Some(&json!(["err_down", "button"])));
        assert!(names.contains(&json!(["slow_2500", "button"])), "{names:?}");
        browser.press("\t\t\t\u{e007}");
        browser.until("seek('belvo-field-username').value === 'err_unavailable'");
        browser.until("shadows()[0].activeElement === seek('belvo-field-username')");
        assert_eq!(browser.json("seek('belvo-help').getAttribute('aria-expanded')"), "false");
        browser.write("belvo-field-username2", "0");
        browser.write("belvo-field-password", "any");
        browser.click("belvo-submit");
        browser.must_show("error");
        browser.until("calls.some((call) => JSON.stringify(call).includes('institution_unavailable'))");
    });
}

/// Where nothing can be typed the list is read, and scrolled by keyboard; without the mark there is none.
#[test]
fn elsewhere_the_list_is_read() {
    let emulator = still().start().expect("an emulator");
    let page = Site::start(&emulator).put("/", app(&emulator, ""));
    browse(|browser| {
        browser.goto(&page);
        browser.js(&format!("build({:?}, {{ locale: 'pt' }})", must_get_token(&emulator)));
        browser.must_show("consent");
        browser.click("belvo-help");
        assert_eq!(listed(browser).first(), Some(&json!(["err_down", "code"])));
        browser.until("seek('belvo-names').parentElement.tabIndex === 0");
        assert_eq!(
            browser.json("seek('belvo-names').children[0].lastChild.textContent"),
            "O banco está fora do ar"
        );
        assert!(browser.json("seek('belvo-names').parentElement.clientHeight").as_u64() > Some(100));

        emulator.set_options([("widget.mark", "off")]).expect("the option");
        browser.goto(&page);
        browser.js(&format!("build({:?}, {{ locale: 'en' }})", must_get_token(&emulator)));
        browser.must_show("consent");
        browser.click("belvo-help");
        browser.until("shadows()[0].getElementById('help').getClientRects().length");
        assert_eq!(browser.json("seek('belvo-names')"), json!(null));
    });
}

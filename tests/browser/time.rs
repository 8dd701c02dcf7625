//! The workspace's clock in open widgets.

use serde_json::{Value, json};

use crate::pages::{app, app_on_network};
use crate::site::Site;
use crate::support::browser::{Browser, browse};
use crate::support::{must_get_token, still};

/// The calls without the ids and times that differ.
#[track_caller]
fn told(browser: &Browser) -> Value {
    browser.json(
        "calls.map(({ to, args: [{ data: [flat] }] }) =>
           [to, flat.eventName ?? null, flat.meta_data.error_code ?? flat.last_encountered_error?.code ?? null])",
    )
}

#[test]
fn a_token_dies_in_open_widgets_after_ten_minutes_w_tok_22_w_tok_25() {
    let emulator = still().start().expect("an emulator");
    let page = Site::start(&emulator).put("/", app(&emulator, ""));
    let token = must_get_token(&emulator);
    let build = format!("build({token:?})");
    browse(|browser| {
        browser.goto(&page);
        browser.js(&build);
        browser.must_show("consent");
        emulator.advance("599s").expect("time to pass");
        browser.click("belvo-continue");
        browser.must_show("institutions");
        let first = browser.wait(browser.driver().window());
        browser.new_tab(&page);
        browser.js(&build);
        browser.must_show("consent");

        emulator.advance("1s").expect("time to pass");
        let died = json!(["onEvent", "ERROR", "session_expired_ob"]);
        browser.must_show("expired");
        assert_eq!(told(browser), json!([died]), "W-TOK-25");
        browser.wait(browser.driver().switch_to_window(first));
        browser.must_show("expired");
        assert_eq!(told(browser)[1], died, "W-TOK-25");

        browser.click("belvo-close");
        browser.until("calls.some(({ to }) => to === 'onExit')");
        assert_eq!(told(browser)[2], json!(["onExit", null, "session_expired_ob"]), "W-EXIT-02");
        let message = "calls[2].args[0].data[0].last_encountered_error.message === calls[1].args[0].data[0].meta_data.error_message";
        assert_eq!(browser.json(message), true, "W-EXIT-08");

        browser.js(&format!("calls.splice(0); {build}"));
        browser.must_show("expired");
        assert_eq!(told(browser), json!([died]), "a new build with a dead token (W-TOK-24)");
        browser.must_complain("the access token has expired");
    });
}

#[test]
fn the_success_screen_leaves_by_the_clock_w_cb_06() {
    let emulator = still().start().expect("an emulator");
    let page = Site::start(&emulator).put("/", app(&emulator, "?scenario=success&play=by_hand"));
    let token = must_get_token(&emulator);
    browse(|browser| {
        browser.goto(&page);
        browser.js(&format!("build({token:?}, {{ institution: 'erebor_br_retail' }})"));
        browser.write("belvo-field-username", "bnk100");
        browser.write("belvo-field-password", "full");
        browser.click("belvo-submit");
        browser.must_show("success");
        emulator.advance("1499ms").expect("time to pass");
        browser.must_show("success");
        assert_eq!(browser.json("calls.filter(({ to }) => to === 'callback').length"), 0);
        emulator.advance("1ms").expect("time to pass");
        browser.must_be_over();
        browser.js("await reported()");
        assert_eq!(browser.json("calls.filter(({ to }) => to === 'callback').length"), 1, "W-CB-02");
    });
}

/// The held request may bring a screen before the act that led to it is answered.
#[test]
fn a_screen_takes_an_act_as_soon_as_it_shows() {
    let emulator = still().start().expect("an emulator");
    let page = Site::start(&emulator).put("/", app_on_network(&emulator));
    let token = must_get_token(&emulator);
    browse(|browser| {
        browser.goto(&page);
        browser.js("const gate = new Promise((open) => { window.open_gate = open; });
             network = async (url, how) => {
               const answer = await send(url, how);
               if (url.endsWith('/acts')) await gate;
               return answer;
             };");
        browser.js(&format!("build({token:?})"));
        browser.click("belvo-continue");
        browser.click("belvo-institution-erebor_br_retail");
        browser.must_show("credentials");
        browser.js("open_gate()");
        browser.click("belvo-back");
        browser.must_show("institutions");
        let pages = browser.json("calls.map(({ args: [{ data: [{ meta_data }] }] }) => meta_data.page)");
        assert_eq!(
            pages,
            json!(["/institutions", "/credentials", "/institutions"]),
            "each frame once, in order"
        );
    });
}

#[test]
fn ten_tabs_act_and_hear_of_the_clock() {
    let emulator = still().start().expect("an emulator");
    let page = Site::start(&emulator).put("/", app(&emulator, ""));
    browse(|browser| {
        let tabs: Vec<_> = (0..10)
            .map(|_| {
                let tab = browser.new_tab(&page);
                browser.js(&format!("build({:?})", must_get_token(&emulator)));
                browser.must_show("consent");
                tab
            })
            .collect();
        for tab in &tabs {
            browser.wait(browser.driver().switch_to_window(tab.clone()));
            browser.click("belvo-continue");
            browser.must_show("institutions");
        }
        emulator.advance("10m").expect("time to pass");
        for tab in tabs {
            browser.wait(browser.driver().switch_to_window(tab));
            browser.must_show("expired");
            assert_eq!(told(browser)[1], json!(["onEvent", "ERROR", "session_expired_ob"]));
        }
    });
}

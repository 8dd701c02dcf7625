//! What applications do inside their functions and with `#belvo` while a widget is open.

use belvo_emulator::control::{Act, ActName, EntryKind, Match};
use serde_json::json;
use thirtyfour::prelude::*;

use crate::journal::{journalled, until_journalled};
use crate::pages::app;
use crate::site::Site;
use crate::support::browser::{Browser, browse};
use crate::support::{must_get_token, still};

/// The page beneath takes a person's click.
#[track_caller]
fn must_be_usable(browser: &Browser) {
    browser.js("delete document.getElementById('beneath').dataset.clicks");
    browser.click_beneath("#beneath");
    assert_eq!(browser.json("document.getElementById('beneath').dataset.clicks"), "1");
}

#[test]
fn functions_that_fail_are_told_and_harm_nothing_w_cb_07() {
    let emulator = still().scenario("success").start().expect("an emulator");
    let page = Site::start(&emulator).put("/", app(&emulator, ""));
    let token = must_get_token(&emulator);
    browse(|browser| {
        browser.goto(&page);
        browser.js(&format!(
            "build({token:?}, {{
               callback: (...given) => {{ handlers.callback(...given); throw new Error('the app broke'); }},
               onEvent: async () => {{ throw new Error('the app refused'); }},
             }})"
        ));
        browser.until("calls.length === 1");
        browser.must_be_over();
        browser.js("await reported()");
        until_journalled(&emulator, "handled", 5);
        browser.must_complain("callback of the page failed");
        for _ in 0..4 {
            browser.must_complain("onEvent of the page failed");
        }
        must_be_usable(browser);
    });
    let handled = journalled(&emulator, "handled");
    let told: Vec<_> = handled
        .iter()
        .map(|entry| (&entry["data"]["to"], &entry["data"]["did"], &entry["data"]["error"]))
        .collect();
    let event = (&json!("onEvent"), &json!("rejected"), &json!("Error: the app refused"));
    assert_eq!(told.iter().filter(|told| **told == event).count(), 4, "{told:?}");
    let callback = (&json!("callback"), &json!("threw"), &json!("Error: the app broke"));
    assert_eq!(told.iter().filter(|told| **told == callback).count(), 1, "{told:?}");
}

/// Whoever waits for it need not end the run, nor sleep.
#[test]
fn a_function_that_fails_is_told_while_the_run_goes_on() {
    let emulator = still().start().expect("an emulator");
    let page = Site::start(&emulator).put("/", app(&emulator, ""));
    let token = must_get_token(&emulator);
    browse(|browser| {
        browser.goto(&page);
        browser.js(&format!("build({token:?}, {{ onEvent() {{ throw new Error('mine') }} }})"));
        browser.must_show("consent");
        let run = emulator.widgets().expect("runs").widgets[0].widget;
        emulator.act(Act::new(run, ActName::Accept)).expect("an act");
        let threw = Match::kind(EntryKind::Handled).data(json!({ "did": "threw", "error": "Error: mine" }));
        assert!(emulator.journal_wait(threw).expect("an entry").complete);
        browser.must_show("institutions");
        browser.must_complain("onEvent of the page failed");
    });
}

#[test]
fn a_callback_may_open_a_dialog_w_cb_08() {
    let emulator = still().scenario("success").start().expect("an emulator");
    let page = Site::start(&emulator).put("/", app(&emulator, ""));
    let token = must_get_token(&emulator);
    browse(|browser| {
        browser.goto(&page);
        browser.js(&format!(
            "build({token:?}, {{
               callback: (...given) => {{
                 window.left = document.getElementById('belvo').childElementCount;
                 window.answer = prompt('Connected');
                 handlers.callback(...given);
               }},
             }})"
        ));
        assert_eq!(browser.must_meet_dialog(), "Connected");
        browser.wait(browser.driver().accept_alert());
        browser.until("calls.some(({ to }) => to === 'callback')");
        assert_eq!(browser.json("left"), 0, "the widget is gone before the function runs (W-CONT-12)");
        must_be_usable(browser);
    });
}

#[test]
fn a_callback_may_reload_the_page_w_cb_08_w_cont_13() {
    let emulator = still().start().expect("an emulator");
    let token = must_get_token(&emulator);
    let start = format!(
        "<script>
           if (sessionStorage.link) document.body.append(Object.assign(document.createElement('p'), {{ id: 'after' }}));
           else build({token:?}, {{ callback: (link) => {{ sessionStorage.link = link; location.reload(); }} }});
         </script></body>"
    );
    let page =
        Site::start(&emulator).put("/", app(&emulator, "?scenario=success").replace("</body>", &start));
    browse(|browser| {
        browser.goto(&page);
        browser.wait(async { browser.driver().query(By::Id("after")).first().await });
        let reported = until_journalled(&emulator, "handled", 5);
        assert!(reported.iter().all(|entry| entry["data"]["ok"] == true), "{reported:#?}");
        assert_eq!(journalled(&emulator, "widget.ended").len(), 1, "no second run");
        must_be_usable(browser);

        // A page that leaves by itself, with the widget open.
        browser.js(&format!(
            "window.__BELVO_EMULATOR__ = {{ play: 'by_hand' }}; build({:?})",
            must_get_token(&emulator)
        ));
        browser.must_show("consent");
        browser.goto(&page);
        let ended = until_journalled(&emulator, "widget.ended", 2);
        assert_eq!(ended[1]["data"], json!({ "ending": "gone", "why": "pagehide" }), "W-CONT-13");
    });
}

#[test]
fn an_application_may_hide_the_widget_w_cont_09() {
    let emulator = still().start().expect("an emulator");
    let page = Site::start(&emulator).put("/", app(&emulator, ""));
    let token = must_get_token(&emulator);
    browse(|browser| {
        browser.goto(&page);
        browser.js(&format!(
            "build({token:?}, {{ callback: (...given) => {{
               document.getElementById('belvo').style.display = 'none';
               handlers.callback(...given);
             }} }})"
        ));
        browser.must_show("consent");
        for hide in ["display = 'none'", "visibility = 'hidden'"] {
            browser.js(&format!("document.getElementById('belvo').style.{hide}"));
            must_be_usable(browser);
            let style = hide.replace(" = '", ": ").replace('\'', ";");
            let kept = browser.js("return document.getElementById('belvo').getAttribute('style')");
            assert_eq!(kept, style, "the application's style is its own (W-CONT-08)");
            browser.js("document.getElementById('belvo').removeAttribute('style')");
            browser.must_show("consent");
        }
        browser.click("belvo-continue");
        browser.click("belvo-institution-erebor_br_retail");
        browser.write("belvo-field-username", "bnk100");
        browser.write("belvo-field-password", "full");
        browser.press(Key::Enter);
        browser.click("belvo-done");
        browser.until("calls.some(({ to }) => to === 'callback')");
        must_be_usable(browser);
    });
}

#[test]
fn builds_replace_each_other_and_an_emptied_container_ends_the_run_w_cont_10_w_cont_11() {
    let emulator = still().start().expect("an emulator");
    let page = Site::start(&emulator).put("/", app(&emulator, ""));
    let build = format!("build({:?})", must_get_token(&emulator));
    browse(|browser| {
        browser.goto(&page);
        browser.js(&format!("{build}; {build}"));
        browser.must_show("consent");
        let opened = || journalled(&emulator, "widget.opened").len();
        assert_eq!(opened(), 1, "a build that is replaced in the same task never reaches the server");

        browser.click("belvo-continue");
        browser.must_show("institutions");
        browser.js(&format!("{build}; await until(() => screen() === 'consent')"));
        browser.js("await reported(1)");
        assert_eq!(opened(), 2);
        assert_eq!(browser.json("document.getElementById('belvo').childElementCount"), 1, "W-CONT-11");

        for empty in ["innerHTML = ''", "replaceChildren()", "remove()"] {
            let runs = opened();
            let calls = browser.calls();
            browser.js(&format!("document.getElementById('belvo').{empty}"));
            browser.js(&format!("await reported({runs})"));
            emulator.advance("1m").expect("time to pass");
            assert_eq!(browser.calls(), calls, "{empty}: nothing more is called (W-CONT-10)");
            must_be_usable(browser);
            // W-CONT-02: another element of that id is found.
            browser.js("if (!document.getElementById('belvo')) document.body.append(Object.assign(document.createElement('div'), { id: 'belvo' }))");
            browser.js(&build);
            browser.must_show("consent");
            assert_eq!(opened(), runs + 1);
        }
    });
    let ended = journalled(&emulator, "widget.ended");
    let why: Vec<_> = ended.iter().take(4).map(|entry| &entry["data"]["why"]).collect();
    assert_eq!(why, ["replaced", "removed", "removed", "removed"]);
}

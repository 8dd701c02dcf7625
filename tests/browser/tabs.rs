//! Several pages of one browser, which share its six connections to the emulator.

use belvo_emulator::Emulator;
use belvo_emulator::control::Emit;
use serde_json::json;

use crate::pages::{app, app_on_network};
use crate::site::Site;
use crate::support::browser::{Browser, browse};
use crate::support::{must_get_token, still};

/// The open widgets, the oldest first.
fn widgets(emulator: &Emulator) -> Vec<String> {
    let widgets = emulator.widgets().expect("the widgets");
    widgets.widgets.iter().map(|run| run.widget.to_string()).collect()
}

#[test]
fn six_pages_of_one_browser_are_told_what_happens_in_order() {
    let emulator = still().start().expect("an emulator");
    let page = Site::start(&emulator).put("/", app(&emulator, ""));
    browse(|browser| {
        let tabs: Vec<_> = (0..6)
            .map(|_| {
                let tab = browser.new_tab(&page);
                browser.js(&format!("build({:?})", must_get_token(&emulator)));
                browser.must_show("consent");
                tab
            })
            .collect();
        for (number, widget) in widgets(&emulator).iter().enumerate() {
            for turn in ["first", "second"] {
                let event = json!({ "eventName": turn, "meta_data": { "number": number } });
                emulator.emit(Emit::event(widget, event)).expect("an event");
            }
        }
        for (number, tab) in tabs.iter().enumerate() {
            browser.wait(browser.driver().switch_to_window(tab.clone()));
            browser.until("calls.length === 2");
            let heard =
                browser.json("calls.map(({ args }) => [args[0].eventName, args[0].meta_data.number])");
            assert_eq!(heard, json!([["first", number], ["second", number]]));
            browser.click("belvo-continue");
            browser.must_show("institutions");
        }
        emulator.advance("10m").expect("10 minutes");
        for tab in &tabs {
            browser.wait(browser.driver().switch_to_window(tab.clone()));
            browser.must_show("expired");
            let ends = browser
                .json("calls.map(({ args }) => args[0].data?.[0].meta_data.error_code).filter(Boolean)");
            assert_eq!(ends, json!(["session_expired_ob"]), "once");
        }
    });
}

/// Before the script comes: the timers are noted and go off when the test says so, and what is asked is counted. That of the
/// hint at a widget which is never built is none of these.
const DESK: &str = "
  window.pauses = [];
  window.setTimeout = (work, pause) => (String(work).includes('unbuilt') ? -1 : -pauses.push({ work, pause }));
  window.asked = [];
  window.flying = { now: 0, most: 0 };
";

/// An application whose emulator is asked in vain: it answers every call for frames at once, with `answer`.
fn desk(emulator: &Emulator) -> String {
    app_on_network(emulator).replacen("<script>", &format!("<script>{DESK}"), 1)
}

/// Each call for frames is answered by what `answer` makes of its signal.
fn answers(browser: &Browser, answer: &str) {
    browser.js(&format!(
        "network = (url, how) => {{
           if (!url.endsWith('/frames')) return send(url, how);
           asked.push(JSON.parse(how.body).runs);
           flying.most = Math.max(flying.most, ++flying.now);
           document.dispatchEvent(new Event('recorded'));
           return ({answer})(how.signal).finally(() => flying.now--);
         }};"
    ));
}

const EMPTY: &str = "async () => new Response(JSON.stringify({ runs: [] }))";

#[test]
fn a_page_that_is_not_held_asks_again_soon_and_less_often_while_nobody_sees_it() {
    let emulator = still().start().expect("an emulator");
    let page = Site::start(&emulator).put("/", desk(&emulator));
    browse(|browser| {
        browser.goto(&page);
        answers(browser, EMPTY);
        browser.js(&format!("build({:?})", must_get_token(&emulator)));
        // What is noted of timers changes nothing in the document.
        let pause = |number: usize| {
            browser.js(&format!(
                "while (pauses.length < {number}) await new Promise((over) => requestAnimationFrame(over));
                 return pauses[{number} - 1].pause"
            ))
        };
        assert_eq!(pause(1), 200, "a frame shows within 250 ms");
        browser.js("Object.defineProperty(document, 'hidden', { value: true, configurable: true })");
        browser.js("pauses[0].work()");
        assert_eq!(pause(2), 2_000);
        assert_eq!(browser.json("asked.length"), 2, "nobody asks before the pause is over");
        browser.js("delete document.hidden; document.dispatchEvent(new Event('visibilitychange'))");
        browser.until("asked.length === 3");
        assert_eq!(pause(3), 200, "seen again, it asks at once, and soon again");
    });
}

#[test]
fn a_page_has_one_request_under_way_for_what_it_has_built() {
    let emulator = still().start().expect("an emulator");
    let page = Site::start(&emulator).put("/", desk(&emulator));
    browse(|browser| {
        browser.goto(&page);
        answers(
            browser,
            "(signal) => new Promise((_, failed) => signal.addEventListener('abort', () => failed(signal.reason)))",
        );
        for number in 1..=3 {
            browser.js(&format!("build({:?})", must_get_token(&emulator)));
            browser.until(&format!("asked.length === {number} && screen() === 'consent'"));
            assert_eq!(browser.json(&format!("asked[{number} - 1].length")), 1, "the one before is replaced");
        }
        assert_eq!(browser.json("flying"), json!({ "now": 1, "most": 1 }));
        assert_eq!(browser.json("new Set(asked.flat().map(({ widget }) => widget)).size"), 3);
        browser.js("document.getElementById('belvo').replaceChildren()");
        browser.until("flying.now === 0");
    });
}

#[test]
fn a_run_that_is_gone_is_asked_for_no_more_and_told_once() {
    let emulator = still().start().expect("an emulator");
    let page = Site::start(&emulator).put("/", desk(&emulator));
    browse(|browser| {
        browser.goto(&page);
        answers(
            browser,
            "async () => new Response(JSON.stringify({ runs: asked.at(-1).map(({ widget }) => ({ widget, frames: [], gone: { status: 404, why: 'the emulator is another one' } })) }))",
        );
        browser.js(&format!("build({:?})", must_get_token(&emulator)));
        browser.until("asked.length");
        browser.must_be_over();
        browser.must_complain("the emulator is another one; build() again");
        assert_eq!(browser.json("[asked.length, pauses.length]"), json!([1, 0]));
        assert_eq!(browser.json("window.__belvoEmulator.widgets()[0].ended"), "unknown");
        assert_eq!(browser.calls(), json!([]), "the page's functions are not called");
    });
}

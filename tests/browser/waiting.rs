//! What a person is told while something takes its time, or does not come at all.

use belvo_emulator::Emulator;
use serde_json::json;

use crate::pages::{app, app_on_network};
use crate::site::Site;
use crate::support::browser::browse;
use crate::support::{NOON, assets_with, must_get_token, still};

/// What is told after a while is told at once.
const AT_ONCE: &str =
    "const later = setTimeout; window.setTimeout = (work, _, ...more) => later(work, 0, ...more);";

#[test]
fn the_bank_s_session_counts_down_and_speaks_near_its_end_w_flow_05() {
    let emulator = Emulator::builder().seed(1).now(NOON).scenario("mfa-text").start().expect("an emulator");
    let page = Site::start(&emulator).put("/", app(&emulator, "?play=by_hand"));
    let token = must_get_token(&emulator);
    browse(|browser| {
        browser.goto(&page);
        browser.js(&format!(
            "const real = performance.now.bind(performance);
             window.passed = 0;
             performance.now = () => real() + passed * 1000;
             build({token:?}, {{ institution: 'heimdall_br_retail' }})"
        ));
        browser.write("belvo-field-username", "bnk100");
        browser.write("belvo-field-password", "full");
        browser.click("belvo-submit");
        browser.must_show("mfa");
        let timer = "seek('belvo-mfa-left')";
        assert_eq!(
            browser.json(&format!("{timer} ?? null")),
            json!(null),
            "far from its end it is not shown"
        );
        let said = browser.json("shadows()[0].querySelector('.panel > [aria-live]').textContent");
        assert_eq!(said, "Type the token that your bank has sent you", "read out at the start");
        let warning = "shadows()[0].querySelector('[data-testid=belvo-mfa-warning]').textContent";
        assert_eq!(browser.json(warning), "");
        browser.js("passed = 9100");
        browser.until(&format!("/^[89] minutes left$/.test({timer}?.textContent)"));
        assert_eq!(
            browser.json(&format!("{timer}.getAttribute('role')")),
            "timer",
            "not read out each second"
        );
        assert!(
            browser.json(&format!("Boolean({timer}.closest('.actions'))")) == true,
            "beside the button, never out of sight"
        );
        assert_eq!(browser.json(warning), "", "silence in between");
        browser.js("passed = 9575");
        browser.until(&format!("/^\\d{{1,2}} seconds left$/.test({warning})"));
        browser.js("passed = 9700");
        browser.until(&format!("{timer}.textContent === '0 seconds left'"));
        browser.until(&format!("{warning} === '0 seconds left'"));
    });
}

#[test]
fn a_slow_bank_is_told_of_after_a_while_w_flow_04() {
    let emulator = still().scenario("bank-never-answers").start().expect("an emulator");
    let page = Site::start(&emulator).put("/", app(&emulator, ""));
    let token = must_get_token(&emulator);
    browse(|browser| {
        browser.goto(&page);
        browser.js(&format!("{AT_ONCE} build({token:?})"));
        browser.must_show("loading");
        browser.until("seek('belvo-slow')?.textContent === 'Still connecting…'");
    });
}

#[test]
fn a_slow_network_is_told_of_and_forgotten_when_the_answer_comes() {
    let emulator = still().start().expect("an emulator");
    let page = Site::start(&emulator).put("/", app_on_network(&emulator));
    let token = must_get_token(&emulator);
    browse(|browser| {
        browser.goto(&page);
        browser.js(&format!("build({token:?})"));
        browser.must_show("consent");
        browser.js(&format!(
            "{AT_ONCE}
             const held = new Promise((release) => (window.release = release));
             network = (...given) => held.then(() => send(...given));"
        ));
        browser.click("belvo-continue");
        let notice = "shadows()[0].querySelector('.notice')";
        browser.until(&format!("{notice}.textContent === 'Still connecting…' && !{notice}.hidden"));
        assert_eq!(browser.json("seek('belvo-panel').getAttribute('aria-busy')"), "true");
        browser.js("release()");
        browser.must_show("institutions");
        browser.until(&format!("{notice}.hidden"));
    });
}

#[test]
fn a_network_that_fails_is_told_and_tried_again() {
    let emulator = still().start().expect("an emulator");
    let page = Site::start(&emulator).put("/", app_on_network(&emulator));
    let token = must_get_token(&emulator);
    browse(|browser| {
        browser.goto(&page);
        browser.js(&format!("build({token:?}, {{ locale: 'pt' }})"));
        browser.must_show("consent");
        browser.js(
            "network = (url, ...more) =>
               url.endsWith('/acts') ? Promise.reject(new TypeError('Failed to fetch')) : send(url, ...more);",
        );
        for _ in 0..2 {
            browser.click("belvo-continue");
            let words = browser.words("belvo-network-retry");
            assert_eq!(words, "Tentar novamente");
            browser.until("shadows()[0].activeElement?.dataset.testid === 'belvo-network-retry'");
            browser.must_complain("the emulator does not answer");
        }
        let told = browser.json("shadows()[0].querySelector('[role=alert]').textContent");
        assert!(
            told.as_str().is_some_and(|words| words.starts_with("O emulador não responde em http")),
            "{told}"
        );
        browser.js("network = send");
        browser.click("belvo-network-retry");
        browser.must_show("institutions");
        assert_eq!(browser.json("calls.length"), json!(1), "the screen was left once");
    });
}

/// What the emulator answers to the calls of the page that end like this, `runs` being those that it asks for.
fn answering(ending: &str, status: u16, answer: &str) -> String {
    format!(
        "window.asked = [];
         network = (url, how) => {{
           if (!url.endsWith('{ending}')) return url.endsWith('/frames') ? new Promise(() => {{}}) : send(url, how);
           asked.push(performance.now());
           document.dispatchEvent(new Event('recorded'));
           const {{ runs }} = JSON.parse(how.body);
           return Promise.resolve(new Response(JSON.stringify({answer}), {{ status: {status} }}));
         }};"
    )
}

#[test]
fn a_run_that_is_over_for_the_emulator_alone_goes_and_is_told() {
    let emulator = still().start().expect("an emulator");
    let page = Site::start(&emulator).put("/", app_on_network(&emulator));
    let token = must_get_token(&emulator);
    browse(|browser| {
        browser.goto(&page);
        let over =
            answering("/frames", 200, "{ runs: [{ widget: runs[0].widget, frames: [], over: true }] }");
        browser.js(&format!("{over} build({token:?})"));
        browser.until("asked.length");
        browser.must_be_over();
        browser.must_complain("is over for the emulator");
        assert_eq!(browser.json("asked.length"), 1, "nobody asks on");

        let refused = answering("/acts", 409, "{ error: 'no more', acts: [], frames: [], over: true }");
        browser.js(&format!("{refused} build({token:?})"));
        browser.click("belvo-continue");
        browser.must_be_over();
        browser.must_complain("is over for the emulator");
        let ended = "window.__belvoEmulator.widgets().map(({ ended }) => ended)";
        assert_eq!(browser.json(ended), json!(["unknown", "unknown"]));
        assert_eq!(browser.calls(), json!([]), "the page's functions are not called");
    });
}

#[test]
fn an_answer_without_anything_is_followed_by_a_pause() {
    let emulator = still().start().expect("an emulator");
    let page = Site::start(&emulator).put("/", app_on_network(&emulator));
    let token = must_get_token(&emulator);
    browse(|browser| {
        browser.goto(&page);
        let empty = answering("/frames", 200, "{ runs: [] }");
        browser.js(&format!("{empty} build({token:?})"));
        browser.until("asked.length >= 2");
        let pause = browser.json("asked[1] - asked[0]").as_f64().expect("milliseconds");
        assert!(pause > 150.0, "{pause} ms");
    });
}

#[test]
fn screens_that_cannot_be_loaded_are_told_in_the_page() {
    let assets = assets_with(|_| {});
    std::fs::write(assets.path().join("widget/screens.js"), "throw new Error('cut off');").expect("a file");
    let emulator = still().assets(assets.path()).start().expect("an emulator");
    let page = Site::start(&emulator).put("/", app(&emulator, ""));
    let token = must_get_token(&emulator);
    browse(|browser| {
        browser.goto(&page);
        browser.js(&format!("build({token:?})"));
        let shown = browser.words("belvo-config-error");
        assert!(shown.contains("the widget cannot open") && shown.contains("cut off"), "{shown}");
        browser.must_complain("the widget cannot open");
        let refused =
            browser.js("return window.__belvoEmulator.widgets()[0].accept().catch(({ message }) => message)");
        assert_eq!(refused, "`accept`: this run of the widget is over (failed); nothing is possible now");
    });
}

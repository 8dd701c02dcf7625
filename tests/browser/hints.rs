//! What pages do wrong where no run can tell them: the console says what happened and what to do, once, and nothing else
//! is other than with Belvo's widget.

use belvo_emulator::Emulator;
use serde_json::json;

use crate::pages::app;
use crate::site::Site;
use crate::support::browser::{Browser, browse};
use crate::support::{must_get_token, still};

/// Notes the warnings of the console in `said`, and holds the timers that run for seconds in `timers`.
const WATCHED: &str = "<script>
  window.said = [];
  const { warn } = console;
  console.warn = (...words) => { warn(...words); said.push(words.join(' ')); document.dispatchEvent(new Event('recorded')); };
  window.timers = new Map();
  const [wait, forget] = [window.setTimeout, window.clearTimeout];
  window.setTimeout = (work, after, ...more) => {
    if (after < 5000) return wait(work, after, ...more);
    timers.set(-1 - timers.size, { work, after });
    return -timers.size;
  };
  window.clearTimeout = (id) => { timers.delete(id); forget(id); };
</script>";

fn watched(emulator: &Emulator, body: Option<&str>) -> String {
    let html = app(emulator, "").replacen("<script src=", &format!("{WATCHED}<script src="), 1);
    body.map_or_else(|| html.clone(), |body| html.replace(r#"<div id="belvo"></div>"#, body))
}

/// The page has been told this, and nothing more.
#[track_caller]
fn must_hint(browser: &Browser, words: &[&str]) {
    browser.until("said.length");
    let said = browser.json("said.splice(0)");
    let [only] = said.as_array().map(Vec::as_slice).unwrap_or_default() else {
        panic!("one hint: {said:#}");
    };
    let only = only.as_str().unwrap_or_default();
    assert!(only.starts_with("belvo-emulator: "), "{only}");
    words.iter().for_each(|words| assert!(only.contains(words), "{words}: {only}"));
}

const CALL: &str = "belvoSDK.createWidget(access_token, { callback }).build()";

#[test]
fn a_widget_that_is_created_and_not_built_is_told_after_ten_seconds_of_the_page() {
    let emulator = still().start().expect("an emulator");
    let page = Site::start(&emulator).put("/", watched(&emulator, None));
    let token = must_get_token(&emulator);
    let pass = "timers.forEach(({ work }) => work()); timers.clear()";
    browse(|browser| {
        browser.goto(&page);
        browser.js(&format!("window.widget = belvoSDK.createWidget({token:?}, handlers); belvoSDK.createWidget({token:?}, handlers)"));
        assert_eq!(browser.json("[...timers.values()].map(({ after }) => after)"), json!([10_000]));
        assert_eq!(browser.json("said"), json!([]));
        browser.js(pass);
        must_hint(browser, &["createWidget() was called 10 seconds ago", "Call build()", CALL, "no mistake"]);
        browser.js("widget.build()");
        browser.must_show("consent");

        // One that is built in time, however late, is none of these.
        browser.goto(&page);
        browser.js(&format!(
            "window.widget = belvoSDK.createWidget({token:?}, handlers); await null; widget.build()"
        ));
        browser.must_show("consent");
        browser.js(&format!("{pass}; belvoSDK.createWidget({token:?}, handlers).open"));
        must_hint(browser, &["asked for open()"]);
    });
}

#[test]
fn a_method_that_is_not_there_is_not_there_and_told_once_w_load_11() {
    let emulator = still().start().expect("an emulator");
    let page = Site::start(&emulator).put("/", watched(&emulator, None));
    let token = must_get_token(&emulator);
    browse(|browser| {
        browser.goto(&page);
        browser.js(&format!("window.widget = belvoSDK.createWidget({token:?}, handlers)"));
        let cases = [
            ("widget", "open", ["asked for open()", CALL]),
            ("belvoSDK", "mount", ["asked for mount()", CALL]),
            ("widget", "close", ["asked for close()", "empty the element with the id \"belvo\""]),
        ];
        for (object, name, words) in cases {
            let call = format!(
                "(() => {{ try {{ {object}.{name}() }} catch (failure) {{ return String(failure) }} }})()"
            );
            assert_eq!(browser.json(&call), format!("TypeError: {object}.{name} is not a function"));
            must_hint(browser, &words);
            assert_eq!(
                browser.json(&format!("['{name}' in {object}, typeof {object}.{name}]")),
                json!([false, "undefined"])
            );
        }
        // What engines, frameworks and tools ask every object is no mistake.
        let asked = "[String(widget), typeof widget.then, Object.keys(widget).join(), { ...belvoSDK }.open, JSON.stringify(belvoSDK)]";
        assert_eq!(browser.json(asked), json!(["[object Object]", "undefined", "build", null, "{}"]));
        browser.js("widget.build()");
        browser.must_show("consent");
        assert_eq!(browser.json("said"), json!([]), "each once, and nothing else");
    });
}

/// Mistakes of the page's own script: of one that a test brings in, browsers tell the page no error.
const MISTAKES: &str = "<script>
  const later = (work) => () => setTimeout(work, 0);
  window.mistakes = {
    method: later(() => window.belvo.createWidget('token', handlers)),
    promise: () => Promise.resolve().then(() => { const { createWidget } = window.Belvo; }),
    name: later(() => belvo.createWidget('token', handlers)),
    other: later(() => { throw new Error('the token of belvo was lost') }),
  };
</script>";

#[test]
fn a_global_that_belvo_does_not_have_is_told_where_its_error_is() {
    let emulator = still().start().expect("an emulator");
    let site = Site::start(&emulator);
    let own = format!(r#"<div id="belvo"></div>{MISTAKES}"#);
    let with = site.put("/with", watched(&emulator, Some(&own)));
    let without = site.put("/without", watched(&emulator, Some(MISTAKES)));
    let cases = [
        (&with, "method", "window.belvo.createWidget is not a function"),
        (&with, "promise", "createWidget"),
        (&without, "name", "belvo is not defined"),
        (&without, "method", "reading 'createWidget'"),
    ];
    browse(|browser| {
        for (page, mistake, failure) in cases {
            browser.goto(page);
            browser.js(&format!("mistakes.{mistake}()"));
            must_hint(browser, &["the page failed with", failure, "window.belvoSDK", CALL]);
            browser.forgive("createWidget");
            browser.forgive("belvo is not defined");
        }
        // The page's own `belvo` is its own, as is any other failure.
        browser.goto(&with);
        let untouched = "[window.belvo === document.getElementById('belvo'), Object.hasOwn(window, 'belvo')]";
        assert_eq!(browser.json(untouched), json!([true, false]));
        browser.js("window.belvo = { open: () => 'mine' }; window.mine = belvo.open()");
        browser.js(
            "const over = new Promise((done) => addEventListener('error', done)); mistakes.other(); await over;",
        );
        browser.must_complain("the token of belvo was lost");
        assert_eq!(browser.json("[mine, said]"), json!(["mine", []]));
    });
}

#[test]
fn what_stands_in_place_of_the_token_is_named_w_tok_26() {
    let emulator = still().start().expect("an emulator");
    let page = Site::start(&emulator).put("/", app(&emulator, ""));
    let token = must_get_token(&emulator);
    let whole = format!("{{ access: {token:?}, refresh: 'r' }}");
    let cases = [
        (whole.as_str(), "pass `answer.access`"),
        ("Promise.resolve('token')", "await it"),
        ("undefined", "createWidget got no token"),
        ("String({})", "createWidget got an object"),
        (&format!("'Bearer ' + {token:?}"), "leave that word out"),
    ];
    browse(|browser| {
        browser.goto(&page);
        for (given, words) in cases {
            browser.js(&format!("belvoSDK.createWidget({given}, {{ locale: 'en', ...handlers }}).build()"));
            browser.must_show("error");
            browser.must_complain(words);
            browser.click("belvo-close");
            browser.must_be_over();
        }
    });
}

#[test]
fn functions_with_names_of_the_page_s_own_are_told_which_was_meant_w_cfg_19() {
    let emulator = still().start().expect("an emulator");
    let page = Site::start(&emulator).put("/", app(&emulator, ""));
    let token = must_get_token(&emulator);
    browse(|browser| {
        browser.goto(&page);
        browser.js(&format!(
            "build({token:?}, {{ onSuccess() {{}}, onError() {{}}, onClose() {{}}, onLoad() {{}} }})"
        ));
        browser.must_show("consent");
        let meant = "onSuccess (`callback` is called with the link's id and the institution's name), onError (`onEvent` is called with \
             the event `ERROR`), onClose (`onExit` is called when the person leaves without connecting), onLoad (`onEvent` is \
             called with the event `PAGE_LOAD`)";
        browser.must_warn(&format!("these configuration keys have no effect: {meant}"));
    });
}

//! The playground in a real browser: what somebody does in the first minute.

use crate::site::Site;
use crate::support::browser::{Browser, browse, browse_with};
use belvo_emulator::{Emulator, Request};
use serde_json::{Value, json};

/// High enough for all of the page.
pub const DESKTOP: &[&str] = &["--window-size=1440,1600"];

fn emulator() -> Emulator {
    Emulator::builder().start().expect("an emulator")
}

#[track_caller]
pub fn must_open(browser: &Browser, emulator: &Emulator, query: &str) {
    browser.goto(&format!("{}/{query}", emulator.url()));
    browser.until("'ready' in document.documentElement.dataset");
}

#[track_caller]
pub fn must_read(browser: &Browser, id: &str, words: &str) {
    browser.until(&format!("document.getElementById({id:?})?.textContent.includes({words:?})"));
}

/// What stands in step 3 of a kind, oldest first.
#[track_caller]
fn heard(browser: &Browser, kind: &str) -> Vec<Value> {
    let entries = browser.json(&format!(
        "[...document.querySelectorAll('#entries [data-kind={kind}] pre')].map((pre) => JSON.parse(pre.textContent))"
    ));
    entries.as_array().expect("entries").iter().rev().cloned().collect()
}

#[track_caller]
fn submit_anything(browser: &Browser) {
    browser.write("belvo-field-username", "anything");
    browser.write("belvo-field-password", "at_all");
    browser.click("belvo-submit");
}

/// The link of the callback is the one that the playground shows and the one that the server has.
#[track_caller]
fn must_have_connected(browser: &Browser, emulator: &Emulator) {
    must_read(browser, "live", "callback");
    browser.until("document.getElementById('fact-link')");
    let callback = heard(browser, "callback").pop().expect("a callback");
    let shown = heard(browser, "server").pop().expect("the link");
    let list = Request::get("/api/links/").keys("playground", "playground");
    let kept = emulator.handle(&list).value()["results"][0].clone();
    assert_eq!((&shown, &callback[0], &callback[1]), (&kept, &kept["id"], &kept["institution"]));
}

#[test]
fn the_first_minute() {
    let emulator = emulator();
    let site = Site::start(&emulator);
    browse_with(DESKTOP, |browser| {
        must_open(browser, &emulator, "");
        browser.click_beneath("#scenario-too_many_sessions");
        browser.until("document.getElementById('play-by_itself').checked");
        browser.click_beneath("label[for=play-by_hand]");
        browser.click_beneath("label[for=locale-es]");
        must_read(browser, "open", "Abrir el widget");
        browser.click_beneath("#open");
        browser.click("belvo-continue");
        browser.click("belvo-institution-erebor_mx_retail");
        submit_anything(browser);
        assert_eq!(browser.words("belvo-error-title"), "Demasiadas sesiones abiertas");
        must_read(browser, "live", "ERROR too_many_sessions");
        assert_eq!(heard(browser, "ERROR")[0]["data"][0]["meta_data"]["error_code"], "too_many_sessions");
        browser.click("belvo-retry");
        submit_anything(browser);
        browser.click("belvo-done");
        must_have_connected(browser, &emulator);
        must_read(browser, "token", "usado");
        must_read(browser, "state", "1, conectada");
        browser.must_be_over();
        browser.until("document.activeElement.id === 'open'");

        browser.click_beneath("label[for=play-by_itself]");
        browser.click_beneath("#clear");
        browser.click_beneath("#open");
        must_read(browser, "state", "2, conectada");
        must_have_connected(browser, &emulator);
        assert_eq!(heard(browser, "ERROR").len(), 1);

        let here = told_here(browser);
        paste(browser, &site);
        browser.until("calls.some(([to]) => to === 'callback')");
        assert_eq!(told_there(browser), here);
    });
}

#[test]
fn a_person_who_leaves_is_heard_and_the_token_lives() {
    let emulator = emulator();
    browse_with(DESKTOP, |browser| {
        must_open(browser, &emulator, "?scenario=exit-at-start&play=by_itself&locale=en");
        browser.click_beneath("#open");
        must_read(browser, "state", "1, left");
        browser.until("document.querySelectorAll('#entries [data-kind=server]').length === 2");
        must_read(browser, "token", "alive until");
        assert_eq!(heard(browser, "onExit").len(), 1);
        browser.click_beneath("[data-kind=onExit].chip");
        browser.until("!document.querySelector('#entries > [data-kind=onExit]').getClientRects().length");
    });
}

#[test]
fn keys_that_are_refused_are_told() {
    let emulator = Emulator::builder().keys("mine", "secret").start().expect("an emulator");
    browse_with(DESKTOP, |browser| {
        must_open(browser, &emulator, "?scenario=success&play=by_itself&locale=en");
        browser.click_beneath("#open");
        must_read(browser, "problem", "No token: 401 Invalid Secret Keys");
        browser.must_complain("/api/token/");
        browser.click_beneath("summary[data-text=more]");
        for (field, key) in [("key-id", "mine"), ("key-password", "secret")] {
            browser.js(&format!("document.getElementById({field:?}).select()"));
            browser.press(format!("{key}\t"));
        }
        must_read(browser, "curl-lines", "\"id\": \"mine\"");
        browser.click_beneath("#open");
        must_read(browser, "state", "1, connected");
        browser.until("document.getElementById('fact-link')");
        browser.click_beneath("#facts button");
        must_read(browser, "token", "dead");
        browser.must_complain("/api/institutions/");
    });
}

const EMPTY_PAGE: &str = r#"<!DOCTYPE html>
<html>
<body>
<script>
  window.calls = [];
  console.log = (...args) => {
    calls.push(JSON.parse(JSON.stringify(args)));
    document.dispatchEvent(new Event("recorded"));
  };
</script>
"#;

#[test]
fn the_lines_to_paste_do_the_same_on_a_page_of_another_origin() {
    let emulator = emulator();
    let site = Site::start(&emulator);
    browse_with(DESKTOP, |browser| {
        let query = "?scenario=login_error-abandoned&play=by_itself&locale=pt&payload=flat&country=BR";
        must_open(browser, &emulator, query);
        browser.click_beneath("#open");
        must_read(browser, "state", "1, abandonada");
        let here = told_here(browser);
        assert_eq!((here[1].len(), here[2].len()), (1, 1));
        paste(browser, &site);
        browser.until("calls.some(([to]) => to === 'onExit')");
        assert_eq!(told_there(browser), here);
    });
}

/// Puts the shown lines on an empty page of another origin: the token by those for the server, the widget by those for
/// the page.
#[track_caller]
fn paste(browser: &Browser, site: &Site) {
    let lines = |id: &str| -> String {
        let lines = browser.json(&format!("document.getElementById({id:?}).textContent"));
        lines.as_str().expect("lines").to_owned()
    };
    let (page, server) = (lines("page-lines"), lines("fetch-lines"));
    browser.goto(&site.put("/", EMPTY_PAGE));
    let token = browser.js(&format!("{server}\nreturn access;"));
    let pasted = page.replace("ACCESS_TOKEN", token.as_str().expect("a token"));
    browser.goto(&site.put("/pasted", format!("{EMPTY_PAGE}{pasted}")));
}

/// Pages, errors, exits and callbacks of the playground, without what differs from run to run.
fn told_here(browser: &Browser) -> [Vec<Value>; 4] {
    ["PAGE_LOAD", "ERROR", "onExit", "callback"].map(|kind| heard(browser, kind).iter().map(shape).collect())
}

/// The same of the page that the lines were pasted into.
fn told_there(browser: &Browser) -> [Vec<Value>; 4] {
    let calls = browser.calls();
    let of = |to: &str, event: &str| -> Vec<Value> {
        let calls = calls.as_array().into_iter().flatten().filter(|call| call[0] == to);
        let told = calls
            .map(|call| if to == "callback" { shape(&json!([call[1], call[2]])) } else { shape(&call[1]) });
        told.filter(|told| event.is_empty() || told["eventName"] == event).collect()
    };
    [of("onEvent", "PAGE_LOAD"), of("onEvent", "ERROR"), of("onExit", ""), of("callback", "")]
}

/// What two runs have in common: all but ids and times, whatever the shape of the payload.
fn shape(told: &Value) -> Value {
    if let Some([_, institution]) = told.as_array().map(Vec::as_slice) {
        return institution.clone();
    }
    let mut data = told.pointer("/data/0").unwrap_or(told).clone();
    if let Some(map) = data.as_object_mut() {
        map.remove("request_id");
    }
    if let Some(map) = data["meta_data"].as_object_mut() {
        map.remove("timestamp");
    }
    data
}

#[test]
fn the_address_holds_the_choice() {
    let emulator = emulator();
    browse_with(DESKTOP, |browser| {
        must_open(
            browser,
            &emulator,
            "?scenario=login_error&play=by_itself&locale=es&payload=flat&country=CO",
        );
        let chosen = "[...document.querySelectorAll('input[type=radio]:checked')].map(({ id }) => id)";
        let expected = ["locale-es", "scenario-login_error", "play-by_itself", "payload-flat", "country-CO"];
        assert_eq!(browser.json(chosen), json!(expected));
        must_read(browser, "file", "submit: login_error");
        assert_eq!(browser.json("document.documentElement.lang"), "es");
        browser.click_beneath("label[for=payload-documented]");
        browser.click_beneath("label[for=locale-pt]");
        must_read(browser, "open", "Abrir o widget");
        browser.wait(browser.driver().refresh());
        must_read(browser, "open", "Abrir o widget");
        must_read(browser, "page-lines", "widget.payload=documented");
        assert_eq!(
            browser.json("location.search"),
            "?scenario=login_error&play=by_itself&locale=pt&payload=documented&country=CO"
        );
    });
}

#[test]
fn without_a_scenario_the_credentials_decide_and_the_search_finds_one() {
    let emulator = emulator();
    browse_with(DESKTOP, |browser| {
        must_open(browser, &emulator, "?locale=en");
        browser.until("document.getElementById('play-by_itself').disabled");
        must_read(browser, "page-lines", "/belvo-widget-1-stable.js\"></script>");
        browser.click_beneath("#search");
        browser.press("Numeric TOKEN\u{e007}");
        browser.until("document.getElementById('scenario-mfa-numeric').checked");
        must_read(browser, "page-lines", "?scenario=mfa-numeric&play=by_itself");
    });
}

/// A scenario of one's own, with its title and what the bank answers.
pub fn write_own(directory: &std::path::Path, title: &str, outcome: &str) {
    let text =
        format!("version: 1\ntitle: {title}\nwidget:\n  play: by_hand\n  steps:\n    - submit: {outcome}\n");
    std::fs::write(directory.join("mine.yaml"), text).expect("a scenario file");
}

#[test]
fn a_changed_file_is_shown_and_a_broken_one_says_why() {
    let directory = tempfile::tempdir().expect("a directory");
    write_own(directory.path(), "As it was", "institution_down");
    let emulator = Emulator::builder().scenarios(directory.path()).start().expect("an emulator");
    let come_back = "dispatchEvent(new Event('focus'))";
    browse_with(DESKTOP, |browser| {
        must_open(browser, &emulator, "?scenario=mine&play=by_hand&locale=en");
        must_read(browser, "file", "submit: institution_down");
        browser.click_beneath("#file summary");

        write_own(directory.path(), "As it is", "institution_dwn");
        emulator.reload();
        browser.js(come_back);
        must_read(browser, "refused", "stay in force");
        must_read(browser, "refused-why", "mine.yaml:6:15");
        must_read(browser, "scenarios", "As it was");

        write_own(directory.path(), "As it is", "too_many_sessions");
        emulator.reload();
        browser.js(come_back);
        must_read(browser, "scenarios", "As it is");
        must_read(browser, "file", "submit: too_many_sessions");
        browser.until("document.getElementById('refused').hidden");
        browser.until("document.querySelector('#file details').open");
        browser.until("document.getElementById('scenario-mine').checked");
    });
}

#[test]
fn every_language_has_all_the_words() {
    let emulator = emulator();
    browse(|browser| {
        must_open(browser, &emulator, "");
        let keys = browser
            .js("const files = ['en', 'es', 'pt'].map((name) => ['pages', 'playground'].map((page) => import(`/${page}/texts/${name}.js`)));
             const all = await Promise.all(files.map((each) => Promise.all(each)));
             return all.map((each) => each.flatMap((file) => Object.keys(file.default)).sort())");
        assert_eq!((&keys[0], &keys[0]), (&keys[1], &keys[2]));
        let used = browser.json(
            "[...document.querySelectorAll('[data-text], [data-label], [data-hint]')].flatMap(({ dataset }) =>
             [dataset.text, dataset.label, dataset.hint].filter(Boolean))",
        );
        let unknown = |key: &&Value| !keys[0].as_array().is_some_and(|keys| keys.contains(key));
        let unknown: Vec<&Value> = used.as_array().into_iter().flatten().filter(unknown).collect();
        assert_eq!(unknown, Vec::<&Value>::new());
    });
}

#[test]
fn nothing_is_wider_than_a_narrow_phone() {
    let emulator = emulator();
    browse(|browser| {
        let narrow = json!({ "width": 320, "height": 640, "deviceScaleFactor": 1, "mobile": true });
        browser.wait(browser.driver().cdp().send_raw("Emulation.setDeviceMetricsOverride", narrow));
        for locale in ["en", "es", "pt"] {
            must_open(
                browser,
                &emulator,
                &format!("?scenario=login_error&play=by_itself&locale={locale}&country=MX"),
            );
            must_read(browser, "file", "submit: login_error");
            browser.js("document.querySelectorAll('details').forEach((details) => (details.open = true))");
            browser.click_beneath("#open");
            browser.until("document.getElementById('fact-link')");
            assert_eq!(browser.json("document.documentElement.scrollWidth"), 320, "{locale}");
        }
    });
}

#[test]
fn it_is_served_to_its_own_origin_alone_under_a_strict_policy() {
    let emulator = emulator();
    for (path, kind) in [
        ("/", "text/html"),
        ("/inspect", "text/html"),
        ("/playground/main.js", "text/javascript"),
        ("/inspect/main.js", "text/javascript"),
        ("/pages/base.css", "text/css"),
    ] {
        let reply = emulator.handle(&Request::get(path).header("origin", "https://app.test"));
        let header =
            |name: &str| reply.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
        assert_eq!(reply.status, 200, "{path}");
        assert!(header("content-type").starts_with(kind), "{path}");
        assert!(
            header("content-security-policy").starts_with("default-src 'none'; script-src 'self';"),
            "{path}"
        );
        assert_eq!(
            (header("cache-control"), header("access-control-allow-origin")),
            ("no-store", ""),
            "{path}"
        );
    }
    for path in ["/playground/none.js", "/pages/../widget/dom.js", "/inspect/%2e%2e/institutions.json"] {
        assert_eq!(emulator.handle(&Request::get(path)).status, 404, "{path}");
    }
}

//! The inspector for everyone (W-TEST-07): axe-core, small windows, wide text, the keyboard alone.

use belvo_emulator::Emulator;
use belvo_emulator::control::SetWebhooks;
use serde_json::json;
use thirtyfour::prelude::*;

use crate::accessibility::{JUDGE, SMALL, must_read_axe};
use crate::gallery::{DESKTOP as WIDE, Look, PHONE};
use crate::inspect::{DESK, must_inspect, must_link};
use crate::playground::must_read;
use crate::support::browser::{Browser, browse};
use crate::support::page::Page;
use crate::support::{must_get_token_of, still};

/// An emulator with something in each view; the views.
fn full() -> (Emulator, Vec<String>) {
    let emulator = still().start().expect("an emulator");
    let dead = SetWebhooks::to("http://127.0.0.1:1/hooks");
    emulator.workspace(DESK).set_webhooks(dead).expect("set");
    let link = must_link(&emulator, "bnk100");
    let token = must_get_token_of(&emulator, DESK);
    let mut page = Page::open(&emulator, &token);
    page.choose("erebor_mx_retail");
    let views = ["workspaces", "widgets", "links", "clock", "webhooks", "journal"].map(str::to_owned);
    let one = [format!("widgets/{}", page.widget), format!("links/{link}")];
    let views = views.into_iter().chain(one).map(|view| format!("{view}?workspace={DESK}")).collect();
    (emulator, views)
}

/// Letters, words and lines as far apart as somebody may need them.
const WIDEN: &str = "const sheet = new CSSStyleSheet();
    sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }');
    document.adoptedStyleSheets = given[0] ? [sheet] : []";

#[track_caller]
fn look_with(browser: &Browser, look: Look) {
    for (command, parameters) in look.commands() {
        browser.wait(browser.driver().cdp().send_raw(command, parameters));
    }
    browser.js("await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))");
}

/// What is wrong with how a view looks. Of lines that break within a text axe cannot tell the colours: on a desktop none does.
/// In the smallest window only the width is judged: axe sees there what it sees on a phone.
fn faults(browser: &Browser, look: Look, name: &str) -> Vec<String> {
    let open = |most: u8| {
        browser.run(
            "document.querySelectorAll('#view details').forEach((it, at) => (it.open = at < given[0]))",
            vec![most.into()],
        )
    };
    open(if look.size.0 > 1_000 { 3 } else { 0 });
    let judged = if look.size == SMALL.size { json!([]) } else { browser.js(JUDGE) };
    open(3);
    let mut faults: Vec<String> =
        judged.as_array().into_iter().flatten().map(|fault| format!("{name}: {fault}")).collect();
    for wide in [false, true] {
        browser.run(WIDEN, vec![wide.into()]);
        let over = browser.json("document.documentElement.scrollWidth - innerWidth");
        faults
            .extend((over.as_i64() > Some(0)).then(|| format!("{name}: {over} too wide, wide text: {wide}")));
    }
    browser.run(WIDEN, vec![false.into()]);
    faults
}

#[test]
fn every_view_is_for_everyone_w_test_07() {
    let (emulator, views) = full();
    let axe = must_read_axe();
    browse(|browser| {
        let looks: [(&str, &[Look]); 3] =
            [("en", &[WIDE]), ("es", &[PHONE.dark(), SMALL]), ("pt", &[WIDE.dark()])];
        must_inspect(browser, &emulator, "");
        browser.js(&axe);
        let mut found = Vec::new();
        for (locale, looks) in looks {
            browser.click_beneath(&format!("label[for=locale-{locale}]"));
            browser.until(&format!("document.documentElement.lang === {locale:?}"));
            for view in &views {
                let before = browser.json("document.documentElement.dataset.ready");
                browser.js(&format!("location.hash = {view:?}"));
                browser.until(&format!("document.documentElement.dataset.ready !== {before}"));
                browser
                    .js("document.querySelectorAll('#view details').forEach((it, at) => (it.open = at < 3))");
                for look in looks {
                    look_with(browser, *look);
                    found.extend(faults(browser, *look, &format!("{locale} {view} {look:?}")));
                }
            }
        }
        assert!(found.is_empty(), "{}", found.join("\n"));
        let [brand, pages] = [".brand", ".pages"]
            .map(|part| browser.json(&format!("document.querySelector({part:?}).getBoundingClientRect().y")));
        assert!(
            (brand.as_f64().expect("a number") - pages.as_f64().expect("a number")).abs() < 20.0,
            "the header is one line: {brand}, {pages}"
        );
        look_with(browser, WIDE.forced());
        browser.until("getComputedStyle(document.querySelector('.chart .line')).stroke === getComputedStyle(document.body).color");
    });
}

/// Tab until something has the focus, which must be seen.
#[track_caller]
fn tab_to(browser: &Browser, css: &str) {
    for _ in 0..80 {
        browser.press(Key::Tab);
        let seen = browser.json(&format!(
            "[document.activeElement.matches({css:?}), getComputedStyle(document.activeElement).outlineStyle,
              !document.activeElement.matches('body, input[type=radio]'), document.activeElement.outerHTML.slice(0, 200)]"
        ));
        assert!(seen[2] == false || seen[1] != "none", "what has the focus is not seen: {}", seen[3]);
        if seen[0] == true {
            return;
        }
    }
    panic!("Tab does not lead to {css}");
}

#[test]
fn by_the_keyboard_alone_one_goes_from_view_to_view_and_acts_w_test_07() {
    let emulator = still().start().expect("an emulator");
    let token = must_get_token_of(&emulator, DESK);
    Page::open(&emulator, &token);
    browse(|browser| {
        look_with(browser, WIDE);
        must_inspect(browser, &emulator, "");
        browser.press(Key::Tab);
        browser.press(Key::Enter);
        assert_eq!(browser.json("document.activeElement.id"), "title", "the link that skips what is before");
        browser.press_with(&Key::Shift, &Key::Tab);
        must_inspect(browser, &emulator, "");
        tab_to(browser, "[data-view=widgets]");
        browser.press(Key::Enter);
        must_read(browser, "title", "Widgets");
        browser.until("document.activeElement.id === 'title'");
        tab_to(browser, "#widgets a");
        browser.press(Key::Enter);
        must_read(browser, "screen", "consent");
        tab_to(browser, "#act-accept");
        browser.press(Key::Space);
        must_read(browser, "screen", "institutions");
        tab_to(browser, ".acts select");
        browser.press("erebor");
        tab_to(browser, "#act-choose");
        browser.press(Key::Enter);
        must_read(browser, "screen", "credentials");
        tab_to(browser, "#frame-1 summary");
        browser.press(Key::Enter);
        browser.until("document.getElementById('frame-1').open");
    });
}

#[test]
fn every_language_has_all_the_words_of_the_inspector() {
    let (emulator, views) = full();
    browse(|browser| {
        must_inspect(browser, &emulator, "");
        let keys = browser.js(
            "const files = ['en', 'es', 'pt'].map((name) => ['pages', 'inspect'].map((page) => import(`/${page}/texts/${name}.js`)));
             const all = await Promise.all(files.map((each) => Promise.all(each)));
             return all.map((each) => each.flatMap((file) => Object.keys(file.default)).sort())",
        );
        assert_eq!((&keys[0], &keys[0]), (&keys[1], &keys[2]));
        for view in &views {
            let before = browser.json("document.documentElement.dataset.ready");
            browser.js(&format!("location.hash = {view:?}"));
            browser.until(&format!("document.documentElement.dataset.ready !== {before}"));
            let used = browser.json(
                "[...document.querySelectorAll('[data-text], [data-label], [data-hint]')].flatMap(({ dataset }) =>
                 [dataset.text, dataset.label, dataset.hint].filter(Boolean))",
            );
            let known = |key: &serde_json::Value| keys[0].as_array().is_some_and(|keys| keys.contains(key));
            let unknown: Vec<_> = used.as_array().into_iter().flatten().filter(|key| !known(key)).collect();
            assert!(unknown.is_empty(), "{view}: {unknown:?}");
        }
    });
}

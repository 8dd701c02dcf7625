//! The docs at `/docs`, for everyone: axe-core, phones, the keyboard alone, the search, blocks that can be copied, links.

use belvo_emulator::Emulator;
use serde_json::json;
use thirtyfour::prelude::*;

use crate::accessibility::{JUDGE, SMALL, must_read_axe};
use crate::gallery::{DESKTOP, Look, PHONE};
use crate::support::browser::{Browser, browse};
use crate::support::still;

#[track_caller]
fn must_read(browser: &Browser, emulator: &Emulator, path: &str) {
    browser.goto(&format!("{}{path}", emulator.url()));
    browser.until("'ready' in document.documentElement.dataset");
}

#[track_caller]
fn look_with(browser: &Browser, look: Look) {
    for (command, parameters) in look.commands() {
        browser.wait(browser.driver().cdp().send_raw(command, parameters));
    }
}

/// The pages, and what axe-core looks at them with.
const JUDGED: [(&str, &[Look]); 3] =
    [("/docs", &[DESKTOP, PHONE.dark()]), ("/docs/control", &[SMALL]), ("/docs/es", &[DESKTOP.dark()])];

#[track_caller]
fn must_satisfy_axe(browser: &Browser, emulator: &Emulator) {
    let axe = must_read_axe();
    let mut faults = Vec::new();
    for (path, looks) in JUDGED {
        must_read(browser, emulator, path);
        browser.js(&axe);
        for look in looks {
            look_with(browser, *look);
            let found = browser.js(JUDGE);
            let found = found.as_array().into_iter().flatten();
            faults.extend(found.map(|fault| format!("{path} {look:?}: {fault}")));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// What is wide scrolls by itself: tables and blocks.
#[track_caller]
fn must_fit(browser: &Browser, emulator: &Emulator, path: &str) {
    must_read(browser, emulator, path);
    let over = browser.json("document.documentElement.scrollWidth - innerWidth");
    assert!(over.as_i64() <= Some(0), "{path} is {over} too wide");
    let cut = browser.json(
        "[...document.querySelectorAll('.table, .block pre')].filter((it) =>
           it.scrollWidth > it.clientWidth && getComputedStyle(it).overflowX !== 'auto').length",
    );
    assert_eq!(cut, 0, "{path}");
    let torn = browser.json(
        "[...document.querySelectorAll('#article code > span')].filter((it) => it.getClientRects().length > 1).map((it) => it.textContent)",
    );
    assert_eq!(torn, json!([]), "{path}: words of code over two lines");
}

#[test]
fn the_docs_are_for_everyone_and_no_page_is_wider_than_a_phone_w_test_07() {
    let emulator = still().start().expect("an emulator");
    browse(|browser| {
        must_satisfy_axe(browser, &emulator);
        look_with(browser, SMALL);
        let pages = browser.json(
            "[...document.querySelectorAll('#contents > ul > li > a')].map((link) => link.getAttribute('href'))",
        );
        let pages: Vec<String> = serde_json::from_value(pages).expect("paths");
        assert!(pages.len() > 10, "{pages:?}");
        pages.iter().for_each(|page| must_fit(browser, &emulator, page));
    });
}

/// The link that skips what is before, the search, a result.
#[track_caller]
fn must_search_by_keyboard(browser: &Browser, emulator: &Emulator) {
    must_read(browser, emulator, "/docs");
    browser.press(Key::Tab);
    browser.press(Key::Enter);
    assert_eq!(browser.json("document.activeElement.id"), "title", "the link that skips what is before");
    browser.press("/");
    assert_eq!(browser.json("document.activeElement.id"), "words");
    browser.press("nowhere-at-all");
    browser.until("document.getElementById('found').textContent.startsWith('Nothing found')");
    browser.js("document.getElementById('words').select()");
    browser.press("Consent_Day");
    browser.until("document.querySelector('#results a')?.getAttribute('href') === '/docs/names'");
    browser.press(Key::Tab);
    assert_ne!(browser.json("getComputedStyle(document.activeElement).outlineStyle"), "none");
    browser.press(Key::Enter);
    browser.until("location.pathname === '/docs/names' && 'ready' in document.documentElement.dataset");
    browser.press("/");
    browser.press("share an installation");
    browser.until(
        "document.querySelector('#results a')?.getAttribute('href') === '/docs/test#share-an-installation'",
    );
    browser.press(Key::Tab);
    browser.press(Key::Enter);
    browser.until("document.querySelector(':target')?.textContent === 'Share an installation'");
}

/// Of a transcript the commands are copied, without what they print.
#[track_caller]
fn must_copy_commands(browser: &Browser, emulator: &Emulator) {
    must_read(browser, emulator, "/docs/time");
    let covered = browser.json(
        "[...document.querySelectorAll('.block')].filter((it) => it.querySelector('pre').getBoundingClientRect().right > it.querySelector('.copy').getBoundingClientRect().left).length",
    );
    assert_eq!(covered, 0, "blocks whose code lies beneath the button");
    browser.js("window.copied = []; navigator.clipboard.writeText = async (text) => { copied.push(text) }");
    browser.click_beneath(".block[data-language=console] .copy");
    browser.until("document.querySelector('.block .copy').textContent === 'Copied'");
    let copied = browser.json("copied[0]");
    let lines: Vec<&str> = copied.as_str().expect("a text").lines().collect();
    assert_eq!(lines.first(), Some(&"belvo-emulator ctl clock freeze 2026-01-31T12:00:00Z"));
    assert_eq!(lines.last(), Some(&"belvo-emulator ctl clock run now"));
}

#[track_caller]
fn must_lead_on(browser: &Browser, emulator: &Emulator) {
    must_read(browser, emulator, "/docs/time");
    for (link, then) in [
        (".neighbours [rel=next]", "location.pathname === '/docs/webhooks'"),
        (".pages a[href='/inspect']", "document.documentElement.dataset.page === 'inspect'"),
        (".pages a[href='/docs']", "location.pathname === '/docs'"),
        (".pages a[href='/']", "document.documentElement.dataset.page === 'playground'"),
        (".pages a[href='/docs']", "location.pathname === '/docs'"),
    ] {
        browser.click_beneath(link);
        browser.until(then);
    }
    browser.until("'ready' in document.documentElement.dataset");
}

#[test]
fn one_searches_by_the_keyboard_copies_and_reads_on_w_test_07() {
    let emulator = still().start().expect("an emulator");
    browse(|browser| {
        look_with(browser, DESKTOP);
        must_search_by_keyboard(browser, &emulator);
        must_copy_commands(browser, &emulator);
        must_lead_on(browser, &emulator);
    });
}

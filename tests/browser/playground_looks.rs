//! The playground on a small desktop: what is in sight, and in which language.

use belvo_emulator::Emulator;
use serde_json::{Value, json};

use crate::support::browser::{Browser, browse};

#[track_caller]
fn must_open(browser: &Browser, emulator: &Emulator, query: &str) {
    let desktop = json!({ "width": 1280, "height": 800, "deviceScaleFactor": 1, "mobile": false });
    // So that what is scrolled to is there at once.
    let still = json!({ "features": [{ "name": "prefers-reduced-motion", "value": "reduce" }] });
    for (command, how) in
        [("Emulation.setDeviceMetricsOverride", desktop), ("Emulation.setEmulatedMedia", still)]
    {
        browser.wait(browser.driver().cdp().send_raw(command, how));
    }
    browser.goto(&format!("{}/{query}", emulator.url()));
    browser.until("'ready' in document.documentElement.dataset");
}

/// What a person sees of the scenarios' rows, and which of the controls that are in sight something else covers.
const SIGHT: &str = "const list = document.getElementById('scenarios').getBoundingClientRect();
    const inside = (it) => { const { top, bottom } = it.getBoundingClientRect(); return top >= list.top && bottom <= Math.min(list.bottom, innerHeight); };
    const controls = [...document.querySelectorAll('.choose :is(label, summary, #search), #open')];
    const seen = controls.filter((it) => it.getClientRects().length && (!it.closest('.list') || inside(it)));
    const covered = seen.filter((it) => {
      const { left, top, width, height } = it.getBoundingClientRect();
      const hit = document.elementFromPoint(left + width / 2, top + height / 2);
      return top + height <= innerHeight && !it.contains(hit);
    });
    return [[...document.querySelectorAll('#scenarios .row')].filter(inside).length, covered.map((it) => it.outerHTML)]";

#[test]
fn on_a_small_desktop_nothing_covers_a_choice_and_the_widget_opens_in_sight() {
    let emulator = Emulator::builder().start().expect("an emulator");
    browse(|browser| {
        must_open(browser, &emulator, "?locale=en");
        for scroll in [0, 60, 150] {
            let seen = browser.js(&format!("scrollTo({{ top: {scroll}, behavior: 'instant' }}); {SIGHT}"));
            assert_eq!(seen[1], json!([]), "scrolled by {scroll}");
            assert!(seen[0].as_u64() >= Some(7), "{} scenarios are in sight", seen[0]);
        }
        for scroll in [0, 150, 400] {
            // A page of its own each time: the widget of the last round would pass for the one that is being opened.
            must_open(browser, &emulator, "?locale=en");
            browser.js(&format!("scrollTo({{ top: {scroll}, behavior: 'instant' }})"));
            browser.click_beneath("#open");
            browser.must_show("consent");
            let edges = browser.json(
                "['.bar', '.actions'].map((part) => shadows()[0].querySelector(part).getBoundingClientRect())
                   .map(({ top, bottom }) => top >= 0 && bottom <= innerHeight)",
            );
            assert_eq!(edges, json!([true, true]), "opened {scroll} down the page");
        }
    });
}

#[test]
fn every_shipped_scenario_has_its_title_in_the_language_of_the_page() {
    let emulator = Emulator::builder().start().expect("an emulator");
    let titles = "[...document.querySelectorAll('#scenarios .small[data-title]')].map(({ lang, textContent, dataset }) => [lang, textContent, dataset.title])";
    browse(|browser| {
        for locale in ["es", "pt"] {
            must_open(browser, &emulator, &format!("?locale={locale}"));
            let shown = browser.json(titles);
            let shown = shown.as_array().cloned().unwrap_or_default();
            let english: Vec<&Value> =
                shown.iter().filter(|title| title[0] != locale || title[1] == title[2]).collect();
            assert_eq!(english, Vec::<&Value>::new());
            assert!(shown.len() > 80, "{} titles", shown.len());
            let unused = browser.js(&format!(
                "const {{ titles, endings }} = await import('/pages/titles/{locale}.js');
                 const all = {titles}.map(([, , title]) => title);
                 const said = (title) => all.some((each) => each === title || Object.keys(endings).some((end) => each === title + end));
                 return Object.keys(titles).filter((title) => !said(title))"
            ));
            assert_eq!(unused, json!([]), "{locale}: titles that no file has");
        }
        browser.click_beneath("label[for=locale-en]");
        browser.until("document.querySelector('#scenario-success').closest('label').textContent.includes('The credentials are right')");
    });
}

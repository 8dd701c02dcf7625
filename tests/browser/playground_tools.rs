//! The playground's tools: the clock, update mode, user names, a phone's frame, a scenario of one's own, evidence.

use belvo_emulator::control::{EntryKind, LinkStatus, Match, SetLink, SetScenario};
use belvo_emulator::{Emulator, Request};
use serde_json::json;

use crate::accessibility::{JUDGE, SMALL, must_read_axe};
use crate::gallery::{DESKTOP as WIDE, Look, PHONE};
use crate::playground::{DESKTOP, must_open, must_read};
use crate::support::browser::{Browser, browse, browse_with};
use crate::support::still;

/// The workspace of the playground's own keys.
const OWN: &str = "playground";

fn emulator() -> Emulator {
    still().start().expect("an emulator")
}

#[test]
fn a_link_is_made_broken_and_repaired_in_update_mode() {
    let emulator = emulator();
    browse_with(DESKTOP, |browser| {
        must_open(browser, &emulator, "?locale=en");
        must_read(browser, "clock-mode", "stands still");
        browser.click_beneath("#clock-day");
        must_read(browser, "clock-now", "2026-02-01 12:00:00");

        browser.click_beneath("#open");
        browser.click("belvo-continue");
        browser.click("belvo-institution-erebor_mx_retail");
        browser.must_show("credentials");
        browser.click_beneath("#names summary");
        browser.js("navigator.clipboard.writeText = async (text) => void (window.copied = text)");
        browser.js("[...document.querySelectorAll('#names-list button')].find((it) => it.textContent.startsWith('break_day')).click()");
        browser.until("window.copied === 'break_day'");
        must_read(browser, "names-said", "break_day is typed");
        browser.write("belvo-field-password", "full");
        browser.click("belvo-submit");
        browser.click("belvo-done");
        must_read(browser, "state", "connected");
        let link = browser.js("return until(() => document.querySelector('#fact-link')?.textContent)");
        let id = link.as_str().expect("an id").to_owned();
        let inspect = browser.json("document.getElementById('inspect-link').getAttribute('href')");
        assert_eq!(inspect, format!("/inspect#links/{id}?workspace={OWN}"));

        // What was clicked, as a scenario that nothing is wrong with.
        browser.click_beneath("#record");
        browser.until(
            "document.getElementById('scenario-text').value.startsWith('version: 1\\ntitle: A recorded run')",
        );
        must_read(browser, "editor-said", "Nothing is wrong");
        let text = browser.json("document.getElementById('scenario-text').value");
        let run = emulator.widgets().expect("widgets").widgets[0].widget;
        assert_eq!(text, emulator.record(run).expect("a recording").text);

        browser.click_beneath("#clock-day");
        must_read(browser, "clock-now", "2026-02-02");
        assert_eq!(emulator.link(&id).expect("a link").link.link.status, LinkStatus::Invalid);
        browser.click_beneath("#update");
        must_read(browser, "updating-link", &id);
        must_read(browser, "curl-lines", &format!("\"link_id\": {link}"));
        browser.must_show("credentials");
        browser.until(
            "(({ top, bottom }) => top >= 0 && bottom <= innerHeight)(document.getElementById('stage').getBoundingClientRect())",
        );
        browser.until("document.getElementById('belvo').contains(document.activeElement)");
        browser.js("document.querySelector('summary[data-text=more]').parentElement.open = true; document.getElementById('phone').click()");
        let width = browser.json("document.getElementById('belvo').getBoundingClientRect().width");
        assert_eq!(width, 375, "as wide as a phone");
        browser.write("belvo-field-password", "new");
        browser.click("belvo-submit");
        browser.click("belvo-done");
        must_read(browser, "state", "2, connected");
        must_read(browser, "fact-link", &id);
        assert_eq!(emulator.link(&id).expect("a link").link.link.status, LinkStatus::Valid);
        browser.click_beneath("#no-update");
        browser.until("document.getElementById('updating').hidden");
        assert_eq!(browser.json("new URLSearchParams(location.search).get('link')"), json!(null));
    });
}

/// Writes into the editor, in the place of what is there.
fn write(browser: &Browser, text: &str) {
    browser.run(
        "const field = document.getElementById('scenario-text'); field.value = given[0]; field.dispatchEvent(new Event('input'))",
        vec![json!(text)],
    );
}

/// The frame around the text shows that it has the focus, and nothing else does.
#[track_caller]
fn must_ring_once(browser: &Browser) {
    let rings = browser.json("[document.activeElement, document.querySelector('.written')].map((it) => getComputedStyle(it).outlineStyle)");
    assert_eq!(rings, json!(["none", "solid"]));
}

#[test]
fn a_scenario_of_ones_own_is_checked_while_it_is_written_and_put_in_force() {
    let emulator = emulator();
    browse_with(DESKTOP, |browser| {
        must_open(browser, &emulator, "?locale=en");
        must_read(browser, "scenarios", "None");
        must_read(browser, "editor-said", "Nothing is wrong");
        let broken =
            "version: 1\ntitle: Mine\nwidget:\n  play: by_hand\n  steps:\n    - submit: too_many_sesions\n";
        write(browser, broken);
        must_read(browser, "faults", "6:15");
        must_read(browser, "faults", "did you mean `too_many_sessions`?");
        assert_eq!(browser.json("document.querySelector('.gutter .wrong').textContent"), "! 6");
        browser.click_beneath("#faults button");
        let chosen = browser.json(
            "(({ value, selectionStart, selectionEnd }) => value.slice(selectionStart, selectionEnd))(document.getElementById('scenario-text'))",
        );
        assert_eq!(chosen, "too_many_sesions", "the place that it is about");
        must_ring_once(browser);
        browser.click_beneath("#use-scenario");
        must_read(browser, "editor-said", "Faults: 1");
        browser.forgive("400");

        write(browser, &broken.replace("sesions", "sessions"));
        must_read(browser, "editor-said", "Nothing is wrong");
        browser.click_beneath("#use-scenario");
        must_read(browser, "scenarios", "What this workspace is set to");
        must_read(browser, "scenarios", "Its scenario decides: document");
        let there = emulator.workspace(OWN).scenario().expect("a scenario").scenario;
        assert_eq!(there.as_deref(), Some("document"));

        // It decides, and what is refused does not look like the rest.
        browser.click_beneath("#open");
        browser.click("belvo-continue");
        browser.click("belvo-institution-erebor_mx_retail");
        browser.write("belvo-field-username", "somebody");
        browser.write("belvo-field-password", "full");
        browser.click("belvo-submit");
        must_read(browser, "live", "ERROR too_many_sessions");
        let edges = browser.json(
            "['[data-kind=ERROR]', '[data-kind=PAGE_LOAD]'].map((kind) => getComputedStyle(document.querySelector(`#entries > ${kind}`)).backgroundColor)",
        );
        assert_ne!(edges[0], edges[1]);

        // Somebody else changes it.
        emulator.workspace(OWN).set_scenario(SetScenario::none()).expect("none");
        browser.js("dispatchEvent(new Event('focus'))");
        browser.until("document.querySelector('#scenarios .names').textContent.startsWith('None')");

        browser.js("URL.createObjectURL = (blob) => ((window.saved = blob), 'data:,')");
        browser.click_beneath("#evidence");
        let saved = browser.js("await until(() => window.saved && /saved/.test(document.getElementById('evidence').textContent)); return JSON.parse(await saved.text())");
        let entries =
            saved["snapshot"]["workspace"]["core"]["journal"]["entries"].as_array().expect("entries").len();
        assert_eq!(entries, emulator.workspace(OWN).journal().expect("a journal").entries.len());
        assert!(
            emulator
                .workspace(OWN)
                .journal_of(Match::kind(EntryKind::Scenario))
                .expect("a journal")
                .entries
                .len()
                >= 2
        );
    });
}

/// What was added: in each language and scheme, on a desktop and on phones.
#[test]
fn the_tools_are_for_everyone_w_test_07() {
    let emulator = emulator();
    let body = json!({ "institution": "erebor_mx_retail", "username": "bnk100", "password": "full" });
    let link = emulator.handle(&Request::post("/api/links/", &body).keys("other", "secret")).value();
    let link = link["id"].as_str().expect("an id").to_owned();
    emulator.set_link(SetLink::new(&link, LinkStatus::Invalid)).expect("set");
    let axe = must_read_axe();
    browse(|browser| {
        let looks: [(&str, &[Look]); 3] = [
            ("en", &[WIDE, PHONE.dark()]),
            ("es", &[WIDE.dark(), SMALL]),
            ("pt", &[PHONE, Look { size: (320, 568), ..PHONE }]),
        ];
        let mut faults = Vec::new();
        for (locale, looks) in looks {
            must_open(browser, &emulator, &format!("?locale={locale}&link={link}"));
            must_read(browser, "updating-link", "other");
            browser.js(&axe);
            write(browser, "version: 1\ntitle: Mine\nwidget: { steps: [acept] }\n");
            browser.until("document.querySelector('#faults button')");
            browser.js("document.querySelector('#names').open = true");
            for look in looks {
                for (command, parameters) in look.commands() {
                    browser.wait(browser.driver().cdp().send_raw(command, parameters));
                }
                browser.js(
                    "await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))",
                );
                let parts = "axe.run({ include: [['#act'], ['#time'], ['#editor'], ['.top']], exclude: [['#names-list']] },";
                let judged = browser.js(&JUDGE.replace("axe.run(document,", parts));
                let wide = browser.json("document.documentElement.scrollWidth - innerWidth");
                let found = judged.as_array().into_iter().flatten();
                faults.extend(found.map(|fault| format!("{locale} {look:?}: {fault}")));
                faults
                    .extend((wide.as_i64() > Some(0)).then(|| format!("{locale} {look:?}: {wide} too wide")));
            }
        }
        browser.forgive("400");
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    });
}

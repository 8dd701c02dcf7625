//! The playground's panel of webhooks: what a server would hear, as it comes, and what became of it.

use belvo_emulator::control::{HookCode, LinkStatus, SetLink, SetScenario, SetWebhooks, Trigger};
use belvo_emulator::{Emulator, Request};
use serde_json::{Value, json};
use thirtyfour::prelude::Key;

use crate::accessibility::{JUDGE, SMALL, must_read_axe};
use crate::gallery::{DESKTOP as WIDE, Look, PHONE};
use crate::playground::{DESKTOP, must_open, must_read};
use crate::support::browser::{Browser, browse, browse_with};
use crate::support::still;

const DEAD: &str = "http://127.0.0.1:1/webhooks";

fn emulator() -> Emulator {
    let emulator = still().start().expect("an emulator");
    emulator.set_options([("data.fetch_delay", "0ms")]).expect("an option");
    emulator
}

/// A link of the workspace that the playground looks at.
#[track_caller]
fn must_link(emulator: &Emulator, mode: &str) -> String {
    let body = json!({ "institution": "erebor_mx_retail", "username": "bnk100", "password": "full", "access_mode": mode });
    let reply = emulator.handle(&Request::post("/api/links/", &body).keys("playground", "playground"));
    reply.value()["id"].as_str().expect("an id").to_owned()
}

/// The texts of the entries, newest first.
fn entries(browser: &Browser) -> Vec<String> {
    let texts =
        "[...document.querySelectorAll('#webhooks > li summary .what')].map((it) => it.textContent.trim())";
    serde_json::from_value(browser.json(texts)).expect("texts")
}

#[test]
fn what_a_server_would_hear_comes_by_itself_and_can_be_sent_again_by_hand() {
    let emulator = emulator();
    browse_with(DESKTOP, |browser| {
        must_open(browser, &emulator, "?locale=en");
        must_read(browser, "hooks-lead", "No server listens");
        let naming = format!(
            "belvo-emulator ctl --url {} --workspace playground webhooks set --url http://127.0.0.1:3000/webhooks",
            emulator.url()
        );
        assert_eq!(browser.json("document.querySelector('#hooks-commands code').textContent"), naming);
        let link = must_link(&emulator, "recurrent");
        must_read(browser, "webhooks", "TRANSACTIONS historical_update");
        let inbox = emulator.inbox().expect("the inbox").webhooks;
        browser.until(&format!("document.querySelectorAll('#webhooks > li').length === {}", inbox.len()));
        let newest = inbox.last().expect("a webhook");
        let body = "document.querySelector('#webhooks pre').textContent";
        assert_eq!(
            serde_json::from_str::<Value>(browser.json(body).as_str().expect("text")).expect("JSON"),
            newest.body
        );
        must_read(browser, "hooks-live", "ACCOUNTS historical_update");

        browser
            .js("window.copied = []; navigator.clipboard.writeText = async (text) => void copied.push(text)");
        for button in [1, 2] {
            browser.click_beneath(&format!("#webhooks > li .copies button:nth-child({button})"));
            browser.until(&format!("copied.length === {button}"));
        }
        let copied = browser.json("copied");
        assert_eq!(copied[0], newest.body.to_string());
        let curl = copied[1].as_str().expect("text");
        assert!(curl.starts_with("curl -X POST 'http://127.0.0.1:3000/webhooks' \\\n"), "{curl}");
        assert!(curl.ends_with(&format!("--data-raw '{}'", newest.body)), "{curl}");

        browser.click_beneath("#hooks-clear");
        assert_eq!(entries(browser), Vec::<String>::new());
        emulator.workspace("playground").set_webhooks(SetWebhooks::to(DEAD)).expect("set");
        emulator.set_link(SetLink::new(&link, LinkStatus::Invalid)).expect("set");
        must_read(browser, "webhooks", "try 1, another follows");
        assert_eq!(entries(browser), ["LINK invalid_credentials recurrent_update"]);
        must_read(browser, "hooks-lead", DEAD);
        assert_eq!(browser.json("document.getElementById('hooks-commands').childElementCount"), 0);
        emulator.advance("1h").expect("moved");
        must_read(browser, "webhooks", "given up after 6 tries");
        browser.click_beneath("label[for=locale-es]");
        must_read(browser, "webhooks", "abandonado tras 6 intentos");
    });
}

#[test]
fn what_a_scenario_sends_says_so_and_by_keyboard_it_is_read() {
    let emulator = emulator();
    browse(|browser| {
        let rules =
            json!([{ "on": "trigger", "times": 1, "body": "malformed" }, { "on": "trigger", "copies": 2 }]);
        let document = json!({ "version": 1, "title": "t", "webhooks": rules });
        emulator.set_scenario(SetScenario::document(document)).expect("a scenario");
        must_open(browser, &emulator, "?locale=en");
        let link = must_link(&emulator, "single");
        for _ in 0..2 {
            let trigger =
                Trigger::new(&link, "ACCOUNTS", HookCode::NewAccounts).data(json!({ "new_accounts": 1 }));
            emulator.trigger(trigger).expect("sent");
        }
        browser.until("document.querySelectorAll('#webhooks > li').length === 3");
        let shown = entries(browser);
        assert!(shown[0].starts_with("ACCOUNTS new_accounts_available recurrent_update"), "{shown:?}");
        assert!(shown[2].contains("No JSON") && shown[2].ends_with("webhooks rule 1"), "{shown:?}");
        let raw = browser.json("document.querySelector('#webhooks .broken pre').textContent");
        assert!(raw.as_str().is_some_and(|raw| raw.starts_with("{\"webhook_id\"")), "{raw}");
        browser.js("document.querySelector('#webhooks summary').focus()");
        browser.press("\u{e007}");
        browser.until("document.querySelector('#webhooks details').open");
    });
}

/// Another key is another workspace; what it has heard already is there.
#[test]
fn the_panel_follows_the_keys() {
    let emulator = emulator();
    browse_with(DESKTOP, |browser| {
        must_open(browser, &emulator, "?locale=en");
        must_link(&emulator, "recurrent");
        must_read(browser, "webhooks", "ACCOUNTS");
        browser.click_beneath("summary[data-text=more]");
        browser.js("const key = document.getElementById('key-id'); key.value = 'mine'; key.dispatchEvent(new Event('change'))");
        browser.until("!document.querySelector('#webhooks > li')");
        browser.js("const key = document.getElementById('key-id'); key.value = ''; key.dispatchEvent(new Event('change'))");
        must_read(browser, "webhooks", "ACCOUNTS");
        browser.click_beneath("#key-id");
        browser.press(Key::End);
        browser.press("s");
        browser.press(Key::Tab);
        browser.press("typed");
        assert_eq!(browser.json("document.getElementById('key-password').value"), "typed");
        assert_eq!(browser.json("document.getElementById('key-id').value"), "playgrounds");
    });
}

/// A reset lets the numbers of the inbox begin anew.
#[test]
fn after_a_reset_the_panel_shows_what_comes_then() {
    let emulator = emulator();
    browse_with(DESKTOP, |browser| {
        must_open(browser, &emulator, "?locale=en");
        must_link(&emulator, "recurrent");
        must_read(browser, "webhooks", "ACCOUNTS");
        emulator.workspace("playground").reset().expect("a reset");
        browser.until("!document.querySelector('#webhooks > li')");
        must_link(&emulator, "recurrent");
        must_read(browser, "webhooks", "ACCOUNTS");
        let inbox = emulator.inbox().expect("the inbox").webhooks;
        browser.until(&format!("document.querySelectorAll('#webhooks > li').length === {}", inbox.len()));
    });
}

/// At each size, in each scheme and language: nothing that axe finds, and nothing wider than the window.
#[test]
fn the_panel_is_for_everyone_w_test_07() {
    let emulator = emulator();
    let axe = must_read_axe();
    browse(|browser| {
        emulator.workspace("playground").set_webhooks(SetWebhooks::to(DEAD)).expect("set");
        must_link(&emulator, "recurrent");
        let looks: [(&str, &[Look]); 3] = [
            ("en", &[WIDE, PHONE.dark()]),
            ("es", &[WIDE.dark(), SMALL]),
            ("pt", &[PHONE, Look { size: (320, 568), ..PHONE }]),
        ];
        let mut faults = Vec::new();
        for (locale, looks) in looks {
            must_open(browser, &emulator, &format!("?locale={locale}"));
            browser.until("document.querySelector('#webhooks .bad')");
            browser.js(&axe);
            browser.js("document.querySelectorAll('#webhooks details').forEach((it) => (it.open = true))");
            for look in looks {
                for (command, parameters) in look.commands() {
                    browser.wait(browser.driver().cdp().send_raw(command, parameters));
                }
                browser.js(
                    "await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))",
                );
                let judged = browser.js(&JUDGE.replace("axe.run(document,", "axe.run('#hooks',"));
                let wide = browser.json("document.documentElement.scrollWidth - innerWidth");
                faults.extend(
                    judged
                        .as_array()
                        .into_iter()
                        .flatten()
                        .map(|fault| format!("{locale} {look:?}: {fault}")),
                );
                faults
                    .extend((wide.as_i64() > Some(0)).then(|| format!("{locale} {look:?}: {wide} too wide")));
            }
        }
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    });
}

/// A title is read whole, chosen or not.
#[test]
fn the_titles_of_scenarios_are_not_cut_off() {
    let emulator = emulator();
    browse(|browser| {
        must_open(browser, &emulator, "?locale=es");
        let cut = "[...document.querySelectorAll('#scenarios .small')].filter((it) => it.scrollWidth > it.clientWidth).map((it) => it.textContent)";
        assert_eq!(browser.json(cut), json!([]));
    });
}

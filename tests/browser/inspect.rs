//! The inspector in a real browser: each view, acting in a widget, the clock, and the commands that do the same.

use std::process::Command;

use belvo_emulator::control::{Act, ActName, DueFilter, LinkStatus, RecordFilter, SetWebhooks};
use belvo_emulator::{Emulator, Guard, Request};
use serde_json::{Value, json};
use thirtyfour::prelude::Key;

use crate::playground::{DESKTOP, must_read};
use crate::support::browser::{Browser, browse_with};
use crate::support::page::Page;
use crate::support::{PASSWORD, must_get_token_of, still};

/// The workspace that is looked at.
pub const DESK: &str = "desk";

/// Waits until a view has been drawn.
#[track_caller]
pub fn must_inspect(browser: &Browser, emulator: &Emulator, place: &str) {
    browser.goto(&format!("{}/inspect?locale=en#{place}", emulator.url()));
    browser.until("'ready' in document.documentElement.dataset");
}

/// A link of the workspace, with its data.
#[track_caller]
pub fn must_link(emulator: &Emulator, username: &str) -> String {
    let body = json!({ "institution": "erebor_mx_retail", "username": username, "password": "full" });
    let reply = emulator.handle(&Request::post("/api/links/", &body).keys(DESK, PASSWORD));
    reply.value()["id"].as_str().expect("an id").to_owned()
}

/// The texts of a column of a table, by its number.
fn column(browser: &Browser, table: &str, number: usize) -> Vec<String> {
    let cells = format!(
        "[...document.querySelectorAll('#{table} td:nth-child({number})')].map((it) => it.textContent)"
    );
    serde_json::from_value(browser.json(&cells)).expect("texts")
}

/// Balances come when they are let go.
const HOLD_BALANCES: &str =
    "const [ask, held] = [window.fetch, new Promise((done) => (window.letGo = done))];
    window.fetch = async (path, ...how) => {
        if (String(path).includes('BALANCES')) await held;
        return ask(path, ...how);
    }";

fn commands(browser: &Browser) -> Vec<String> {
    let all = "[...document.querySelectorAll('#commands li')].map((it) => it.dataset.command)";
    serde_json::from_value(browser.json(all)).expect("commands")
}

/// Types a command into a shell.
#[track_caller]
pub fn must_do(command: &str) {
    let typed = command.replacen("belvo-emulator", env!("CARGO_BIN_EXE_belvo-emulator"), 1);
    let done = Command::new("sh").arg("-c").arg(&typed).output().expect("a shell");
    assert!(done.status.success(), "{command}\n{}", String::from_utf8_lossy(&done.stderr));
}

#[test]
fn each_view_shows_what_there_is_and_a_command_does_the_same() {
    let emulator = still().start().expect("an emulator");
    let dead = SetWebhooks::to("http://127.0.0.1:1/hooks");
    emulator.workspace(DESK).set_webhooks(dead).expect("set");
    let link = must_link(&emulator, "bnk100");
    let token = must_get_token_of(&emulator, DESK);
    let widget = Page::open(&emulator, &token).widget;
    let mut seen = Vec::new();
    browse_with(DESKTOP, |browser| {
        must_inspect(browser, &emulator, "");
        assert_eq!(column(browser, "workspaces", 1), [DESK]);
        assert_eq!(column(browser, "workspaces", 2), ["1"], "its links");

        browser.click_beneath("#workspaces a");
        must_read(browser, "links", "erebor_mx_retail");
        assert_eq!(browser.json("location.hash"), "#links?workspace=desk");
        browser.js(HOLD_BALANCES);
        browser.click_beneath("#links a");
        must_read(browser, "records", "CHECKING_ACCOUNT");
        must_read(browser, "view", "The balances are being read");
        browser.js("letGo()");
        let kept = emulator.records(RecordFilter::new(&link, "ACCOUNTS")).expect("records");
        let shown = column(browser, "records", 5);
        let numbers: Vec<&str> = kept.records.iter().filter_map(|one| one["number"].as_str()).collect();
        assert_eq!(shown, numbers, "what the API shows");
        must_chart(browser, &emulator, &link);
        seen.extend(commands(browser));

        browser.click_beneath(".chooser a:nth-child(2)");
        must_read(browser, "records", "account.name");
        assert!(browser.json("location.hash").as_str().is_some_and(|hash| hash.contains("TRANSACTIONS")));
        browser.wait(browser.driver().back());
        must_read(browser, "records", "CHECKING_ACCOUNT");
        browser.wait(browser.driver().back());
        must_read(browser, "title", "Links");

        browser.click_beneath("[data-view=widgets]");
        must_read(browser, "widgets", &widget[..8]);
        browser.click_beneath("[data-view=webhooks]");
        must_read(browser, "sent", "ACCOUNTS historical_update");
        must_read(browser, "due", "A receiver is tried");
        must_read(browser, "inbox", "TRANSACTIONS historical_update");
        browser.click_beneath("[data-view=clock]");
        must_read(browser, "due", "/api/transactions/");
        browser.click_beneath("[data-view=journal]");
        must_read(browser, "journal", "widget.opened");
        seen.extend(commands(browser));
    });
    seen.sort();
    seen.dedup();
    let verbs = ["links records", "webhooks deliveries", "clock due", "inbox", "journal", "widgets", "info"];
    for verb in verbs {
        assert!(seen.iter().any(|command| command.contains(verb)), "{verb}: {seen:#?}");
    }
    seen.iter().for_each(|command| must_do(command));
}

/// The chart tells in words what it draws, and the table beside it the same in numbers.
#[track_caller]
fn must_chart(browser: &Browser, emulator: &Emulator, link: &str) {
    browser.until("document.querySelector('.chart')");
    let label = browser.json("document.querySelector('.chart').getAttribute('aria-label')");
    let label = label.as_str().expect("a label");
    assert!(label.starts_with("Cuenta de cheques, MXN: from Jan 31, 2025 to Jan 31, 2026"), "{label}");
    let balances = emulator.records(RecordFilter::new(link, "BALANCES").limit(1)).expect("records");
    let last = balances.records[0]["balance"].as_f64().expect("a balance");
    let shown = column(browser, "months", 2);
    assert_eq!(shown[0].replace(',', ""), format!("{last:.2}"), "the newest month first");
    let numbers: Vec<String> = emulator
        .records(RecordFilter::new(link, "ACCOUNTS"))
        .expect("records")
        .records
        .iter()
        .filter_map(|one| Some(one["number"].as_str()?[one["number"].as_str()?.len() - 4..].to_owned()))
        .collect();
    let options =
        browser.json("[...document.querySelectorAll('#account option')].map((it) => it.textContent)");
    let options: Vec<String> = serde_json::from_value(options).expect("texts");
    assert!(options.iter().all(|option| numbers.iter().any(|end| option.contains(end))), "{options:?}");

    // In Portuguese a thousand and more is written otherwise.
    let thousands = shown.iter().position(|text| text.contains(',')).expect("a thousand");
    browser.click_beneath("label[for=locale-pt]");
    browser.until("document.querySelector('.chart')?.getAttribute('aria-label').includes('jan. de 2025')");
    let commas = shown[thousands].replace('.', ";").replace(',', ".").replace(';', ",");
    assert_eq!(column(browser, "months", 2)[thousands], commas);
    browser.click_beneath("label[for=locale-en]");
    browser.until("document.querySelector('.chart')?.getAttribute('aria-label').includes('Jan 31, 2025')");
}

#[test]
fn a_run_is_acted_in_by_what_its_screen_allows() {
    let emulator = still().start().expect("an emulator");
    let token = must_get_token_of(&emulator, DESK);
    let widget = Page::open(&emulator, &token).widget;
    let other = Page::open(&emulator, &must_get_token_of(&emulator, DESK));
    let mut done = Vec::new();
    browse_with(DESKTOP, |browser| {
        must_inspect(browser, &emulator, &format!("widgets/{widget}?workspace={DESK}"));
        must_read(browser, "screen", "consent");
        browser.click_beneath("#act-accept");
        must_read(browser, "screen", "institutions");
        browser.js("document.querySelector('.acts select').value = 'erebor_mx_retail'");
        browser.click_beneath("#act-choose");
        must_read(browser, "screen", "credentials");
        let type_in = |password: &str| {
            browser.run(
                "const [name, password] = document.querySelectorAll('.acts input'); name.value = 'mfa_numeric'; password.value = given[0]",
                vec![json!(password)],
            );
            browser.click_beneath("#act-submit");
        };
        type_in("it's");
        // The frames tell the same words, of what the form wants.
        browser.until("document.querySelector('.acts .fault')?.textContent.includes('1 to 16 letters')");
        done.extend(commands(browser));
        type_in("full");
        must_read(browser, "screen", "mfa");
        must_read(browser, "frames-title", "Frames");
        browser.js("document.querySelector('.acts input').value = '0000'");
        browser.click_beneath("#act-token");
        must_read(browser, "screen", "success");
        browser.click_beneath("#act-finish");
        must_read(browser, "view", "over: connected");
        browser.click_beneath("#show-recorded");
        must_read(browser, "recorded", "- token: success");
        let recorded = emulator.record(&widget).expect("a recording");
        let shown = browser.json(
            "[document.querySelector('#recorded pre').textContent,
              ...[...document.querySelectorAll('#recorded li')].map((it) => it.textContent)]",
        );
        let expected: Vec<String> = std::iter::once(recorded.text).chain(recorded.differs).collect();
        assert_eq!(shown, json!(expected));
        let page = format!("widgets/{}?workspace={DESK}", other.widget);
        browser.js(&format!("location.hash = {page:?}"));
        must_read(browser, "screen", "consent");

        // What the page does meanwhile is seen without being asked for.
        emulator.act(Act::new(&other.widget, ActName::Close)).expect("done");
        must_read(browser, "screen", "close-dialog");
        browser.click_beneath("#act-leave");
        must_read(browser, "screen", "survey");
        browser.click_beneath("#act-survey");
        must_read(browser, "view", "over: exited");
    });
    assert!(
        done.iter()
            .any(|command| command
                .ends_with("submit '{\"username\":\"mfa_numeric\",\"password\":\"it'\\''s\"}'")),
        "{done:#?}"
    );
}

#[test]
fn the_clock_is_moved_by_its_buttons_and_a_link_is_set_by_hand() {
    let emulator = still().start().expect("an emulator");
    let link = must_link(&emulator, "bnk100");
    let now = || emulator.workspace(DESK).clock().expect("a clock").now.iso_micros();
    browse_with(DESKTOP, |browser| {
        must_inspect(browser, &emulator, &format!("clock?workspace={DESK}"));
        must_read(browser, "clock-mode", "stands still");
        for (button, shows) in [
            ("minute", "2026-01-31 12:01:00"),
            ("hour", "2026-01-31 13:01:00"),
            ("day", "2026-02-01 13:01:00"),
        ] {
            browser.click_beneath(&format!("#clock-{button}"));
            must_read(browser, "clock-now", shows);
        }
        assert_eq!(now(), "2026-02-01T13:01:00.000000Z");
        let next = emulator.workspace(DESK).due_of(DueFilter::first(1)).expect("what is due").due[0].at;
        browser.click_beneath("#clock-next");
        must_read(browser, "clock-said", "Fell due: ");
        must_read(browser, "clock-said", "Data of a link arrive ×");
        assert!(now() >= next.iso_micros(), "{} is not past {next:?}", now());
        browser.click_beneath("#clock-freeze");
        must_read(browser, "clock-mode", "runs");
        must_leave_no_timer(browser);

        must_inspect(browser, &emulator, &format!("links/{link}?workspace={DESK}"));
        must_read(browser, "link-status", "valid");
        browser.js("document.getElementById('status').value = 'token_required'");
        browser.click_beneath("#set-status");
        must_read(browser, "link-status", "token_required");
        assert_eq!(emulator.link(&link).expect("a link").link.link.status, LinkStatus::TokenRequired);
        browser.js("document.getElementById('status').value = 'expired_consent'");
        browser.click_beneath("#set-status");
        must_read(browser, "status-said", "not an institution of open finance");
        browser.forgive("400");
        let update = browser.json("document.getElementById('update-mode').getAttribute('href')");
        assert_eq!(update, format!("/?workspace={DESK}&link={link}"));

        // The playground has the workspace, and asks for what only its owner knows.
        browser.click_beneath("#update-mode");
        must_read(browser, "updating-link", "enter its secret password");
        browser.until("document.activeElement.id === 'key-password'");
        assert_eq!(browser.json("document.getElementById('key-id').value"), DESK);
        browser.press(PASSWORD);
        browser.press(Key::Tab);
        must_read(browser, "updating-link", "Update mode");
    });
}

/// Each visit to the clock ends with what it has begun.
#[track_caller]
fn must_leave_no_timer(browser: &Browser) {
    browser.js("window.alive = new Set();
         const [begin, end] = [window.setInterval, window.clearInterval];
         window.setInterval = (...given) => { const id = begin(...given); alive.add(id); return id; };
         window.clearInterval = (id) => { alive.delete(id); end(id); };");
    for _ in 0..2 {
        browser.click_beneath("[data-view=widgets]");
        must_read(browser, "title", "Widgets");
        browser.click_beneath("[data-view=clock]");
        must_read(browser, "clock-mode", "runs");
    }
    browser.until("alive.size === 1");
}

#[test]
fn a_control_token_is_asked_for_and_stays_in_its_tab() {
    const TOKEN: &str = "s3cret token";
    let guard = Guard { token: Some(TOKEN.to_owned()), ..Guard::default() };
    let emulator = still().guard(guard).start().expect("an emulator");
    must_link(&emulator, "bnk100");
    browse_with(DESKTOP, |browser| {
        must_inspect(browser, &emulator, "links");
        must_read(browser, "problem", "asks for its control token");
        browser.click_beneath("#control-token");
        browser.press(format!("{TOKEN}\u{e007}"));
        must_read(browser, "links", "erebor_mx_retail");
        browser.until("document.getElementById('token-wanted').hidden");
        browser.wait(browser.driver().refresh());
        must_read(browser, "links", "erebor_mx_retail");
        let kept: Value =
            browser.json("[localStorage.length, document.cookie, location.href.includes('s3cret')]");
        assert_eq!(kept, json!([0, "", false]), "in the tab alone");
        assert!(commands(browser).iter().all(|command| !command.contains("s3cret")));
        browser.forgive("401");
    });
}

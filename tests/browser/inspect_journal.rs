//! The inspector's journal: live, filtered, each entry as a call; and what came from outside is text.

use belvo_emulator::control::{EntryKind, Match};
use belvo_emulator::{Emulator, Request};
use serde_json::{Value, json};

use crate::inspect::{DESK, must_do, must_inspect, must_link};
use crate::playground::{DESKTOP, must_read};
use crate::support::browser::{Browser, browse_with};
use crate::support::page::Page;
use crate::support::{PASSWORD, must_get_token_of, still};

/// The kinds of the entries that show, newest first.
fn kinds(browser: &Browser) -> Vec<String> {
    let shown = "[...document.querySelectorAll('#journal > li:not([hidden]) summary .what')].map((it) => it.textContent)";
    serde_json::from_value(browser.json(shown)).expect("texts")
}

#[track_caller]
fn must_refuse(emulator: &Emulator) {
    let body = json!({ "institution": "erebor_mx_retail", "username": "err_login_a", "password": "full", "external_id": "user-1" });
    let reply = emulator.handle(&Request::post("/api/links/", &body).keys(DESK, PASSWORD));
    assert_eq!(reply.status, 400, "{}", reply.text());
}

#[test]
fn the_journal_comes_by_itself_is_filtered_and_copied_as_calls() {
    let emulator = still().start().expect("an emulator");
    must_link(&emulator, "bnk100");
    browse_with(DESKTOP, |browser| {
        must_inspect(browser, &emulator, &format!("journal?workspace={DESK}"));
        must_read(browser, "journal", "link.created");
        must_refuse(&emulator);
        must_read(browser, "journal", "login_error");
        must_read(browser, "live", "request");
        assert_eq!(browser.json("document.querySelectorAll('#journal > [data-family=failed]').length"), 1);

        browser.js("const field = document.getElementById('filter-code'); field.value = 'login_error'; field.dispatchEvent(new Event('change'))");
        browser.until("document.querySelectorAll('#journal > li').length === 1");
        assert_eq!(browser.json("location.hash"), format!("#journal?workspace={DESK}&code=login_error"));
        must_copy(browser, &emulator);

        browser.js("const field = document.getElementById('filter-code'); field.value = 'login_eror'; field.dispatchEvent(new Event('change'))");
        must_read(browser, "filter-refused", "the nearest is `login_error`");
        browser.wait(browser.driver().back());
        browser.until("document.querySelectorAll('#journal > li').length === 1");
        browser.js("const field = document.getElementById('filter-code'); field.value = ''; field.dispatchEvent(new Event('change'))");
        browser.until("document.querySelectorAll('#journal > li').length > 1");
        browser.js("const field = document.getElementById('filter-kind'); field.value = 'link.created'; field.dispatchEvent(new Event('change'))");
        browser.until("document.querySelectorAll('#journal > li').length === 1");
        browser.js("const field = document.getElementById('filter-text'); field.value = 'nothing'; field.dispatchEvent(new Event('input'))");
        assert_eq!(kinds(browser), Vec::<String>::new());
        assert_eq!(
            browser.json("document.querySelector('#journal-scroll > .empty').getClientRects().length"),
            1
        );
        browser.forgive("400");
        browser.js("URL.createObjectURL = (blob) => ((window.saved = blob), 'data:,')");
        browser.click_beneath("#jsonl");
        let lines = browser.js("return saved.text()");
        let lines = lines.as_str().expect("lines").lines();
        let saved: Vec<Value> = lines.map(|line| line.parse().expect("JSON")).collect();
        let kept = emulator.journal_of(Match::kind(EntryKind::LinkCreated)).expect("a journal").entries;
        assert_eq!(json!(saved), json!(kept), "what is filtered");
    });
}

/// The call once more, and what waits for such a call and checks it.
#[track_caller]
fn must_copy(browser: &Browser, emulator: &Emulator) {
    browser.js("window.copied = []; navigator.clipboard.writeText = async (text) => void copied.push(text)");
    browser.click_beneath("#journal summary");
    for button in [1, 2, 3] {
        browser.click_beneath(&format!("#journal .copies button:nth-child({button})"));
        browser.until(&format!("copied.length === {button}"));
    }
    let copied = browser.json("copied");
    let [curl, wait, verify] = [0, 1, 2].map(|at| copied[at].as_str().expect("text").to_owned());
    assert!(
        curl.starts_with(&format!("curl -X POST '{}/api/links/' \\\n  -u 'desk:…'", emulator.url())),
        "{curl}"
    );
    assert!(curl.contains("\"external_id\":\"user-1\""), "{curl}");
    let ctl = format!("belvo-emulator ctl --url {} --workspace desk", emulator.url());
    let expected = format!("{ctl} journal wait --on 'POST /api/links/' --status 400 --code login_error");
    assert!(wait.starts_with(&expected), "{wait}");
    must_do(&wait);
    must_do(&verify);
}

/// Numbers of the entries that show, newest first.
const NUMBERS: &str =
    "[...document.querySelectorAll('#journal summary > .number')].map((it) => Number(it.textContent))";

#[test]
fn a_reset_is_seen_however_many_entries_follow_it() {
    let emulator = still().start().expect("an emulator");
    (0..4).for_each(|_| must_refuse(&emulator));
    browse_with(DESKTOP, |browser| {
        must_inspect(browser, &emulator, &format!("journal?workspace={DESK}"));
        must_read(browser, "journal", "login_error");
        emulator.workspace(DESK).reset().expect("a reset");
        let entries = |emulator: &Emulator| emulator.workspace(DESK).journal().expect("a journal").entries;
        while entries(&emulator).len() < 5 {
            emulator.handle(&Request::get("/api/links/").keys(DESK, PASSWORD));
        }
        let numbers: Vec<u64> = entries(&emulator).iter().rev().map(|entry| entry.seq).collect();
        browser.until(&format!("JSON.stringify({NUMBERS}) === {:?}", json!(numbers).to_string()));
        assert!(
            !browser
                .json("document.getElementById('journal').textContent")
                .to_string()
                .contains("login_error")
        );
        must_read(browser, "journal-count", &format!("Entries: {}", numbers.len()));
    });
}

/// Of each entry: what waits for it finds it, what checks it holds, in a workspace whose name looks like a pattern.
#[test]
fn each_entry_is_copied_as_what_tells_it_from_others() {
    let emulator = still().start().expect("an emulator");
    let workspace = "ci*";
    let token = must_get_token_of(&emulator, workspace);
    let mut page = Page::open(&emulator, &token);
    page.choose("erebor_mx_retail");
    let entries = emulator.workspace(workspace).journal().expect("a journal").entries;
    browse_with(DESKTOP, |browser| {
        must_inspect(browser, &emulator, &format!("journal?workspace={workspace}"));
        must_read(browser, "followed", workspace);
        browser.until(&format!("{NUMBERS}.length === {}", entries.len()));
        let copied = browser.run(
            "const { asCommand, asExpectation } = await import('/inspect/views/entry.js');
             return given[0].map((entry) => [asCommand(entry), asExpectation(entry)])",
            vec![json!(entries)],
        );
        let copied: Vec<[String; 2]> = serde_json::from_value(copied).expect("commands");
        copied.iter().flatten().for_each(|command| must_do(command));
        for (entry, [wait, check]) in entries.iter().zip(&copied) {
            let run = entry.widget.map(|id| id.to_string()).unwrap_or_else(|| "no run".into());
            assert!(
                !check.contains(&run) && (!check.contains("--workspace") || check.contains("'ci\\*'")),
                "{check}"
            );
            assert!(
                entry.widget.is_none() || entry.kind == EntryKind::Request || wait.contains(&run),
                "{wait}"
            );
        }
        let checks: Vec<&str> = copied.iter().map(|[_, check]| check.as_str()).collect();
        for told in [
            "\"act\":\"accept\"",
            "\"act\":\"choose\"",
            "\"eventName\":\"PAGE_LOAD\"",
            "{\"screen\":\"credentials\"}",
        ] {
            assert!(checks.iter().any(|check| check.contains(told)), "{told}: {checks:#?}");
        }
    });
}

#[test]
fn what_came_from_outside_is_text() {
    let emulator = still().start().expect("an emulator");
    let markup = "<img src=x onerror=\"window.broken=1\"><b>bold</b>";
    let workspace = "<i>desk</i>";
    let body = json!({ "institution": markup, "username": markup, "password": "full" });
    emulator.handle(&Request::post("/api/links/", &body).keys(workspace, "secret"));
    emulator.handle(&Request::get("/api/links/%3Cimg%20src=x%3E/").keys(workspace, "secret"));
    browse_with(DESKTOP, |browser| {
        must_inspect(browser, &emulator, "");
        must_read(browser, "workspaces", workspace);
        browser.js(&format!("location.hash = '#journal?workspace=' + encodeURIComponent({workspace:?})"));
        must_read(browser, "journal", markup);
        browser.js("document.querySelectorAll('details').forEach((it) => (it.open = true))");
        must_read(browser, "followed", workspace);
        let made: Value =
            browser.json("[document.querySelectorAll('main :is(img, b, i)').length, 'broken' in window]");
        assert_eq!(made, json!([0, false]));
    });
}

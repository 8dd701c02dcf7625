//! Pages that forbid much, and pages without an origin.

use crate::pages::{RECORDER, app};
use crate::site::Site;
use crate::support::browser::{Browser, browse, browse_with};
use crate::support::{must_get_token, still, token_request};

/// What a page must allow, and all that it must allow (W-LOAD-17).
fn strict(emulator: &str) -> String {
    format!(
        "Content-Security-Policy: default-src 'none'; script-src {emulator} 'unsafe-inline'; \
         connect-src {emulator}; img-src {emulator}; style-src 'unsafe-inline'"
    )
}

/// From the first screen to the callback.
#[track_caller]
fn connect(browser: &Browser, user: &str) {
    browser.connect(user);
    browser.until("calls.some(({ to }) => to === 'callback')");
}

#[test]
fn a_strict_policy_lets_every_screen_through_w_load_17() {
    let emulator = still().start().expect("an emulator");
    let page = Site::start(&emulator).put_with("/", &strict(&emulator.url()), app(&emulator, ""));
    let token = must_get_token(&emulator);
    browse(|browser| {
        browser.goto(&page);
        browser.js(&format!("build({token:?})"));
        browser.must_show("consent");
        let background = "getComputedStyle(seek('belvo-panel')).backgroundColor";
        assert_eq!(browser.json(background), "rgb(255, 255, 255)", "the style sheet is in force");
        connect(browser, "bnk100");
    });
}

#[test]
fn a_run_by_itself_needs_three_requests_w_load_17() {
    let emulator = still().scenario("success").start().expect("an emulator");
    let base = emulator.url();
    let page = Site::start(&emulator).put_with("/", &strict(&base), app(&emulator, ""));
    let token = must_get_token(&emulator);
    browse(|browser| {
        browser.goto(&page);
        browser.js(&format!("build({token:?})"));
        browser.until("calls.some(({ to }) => to === 'callback')");
        // The report is the last: when the page knows of its end, nothing else is under way.
        let entries = browser.js("return new Promise((found) => {
               const all = () => performance.getEntriesByType('resource').map(({ name }) => name);
               const look = () => all().some((name) => name.endsWith('/report')) && found(all());
               new PerformanceObserver(look).observe({ type: 'resource', buffered: true });
             })");
        let entries: Vec<String> = serde_json::from_value(entries).expect("addresses");
        let ends = |urls: &[String]| -> Vec<String> {
            urls.iter()
                .filter_map(|url| url.strip_prefix(&base)?.rsplit('/').next())
                .map(str::to_owned)
                .collect()
        };
        let wanted = ["belvo-widget-1-stable.js", "open", "report"];
        assert_eq!(ends(&entries), wanted, "what the page knows of: {entries:?}");
        let sent: Vec<String> = browser.requests(&base).into_iter().map(|(_, url)| url).collect();
        assert_eq!(ends(&sent), wanted, "what went over the wire, preflights too: {sent:?}");
    });
}

/// A page that gets its token itself, as an application without a server does (W-TOK-21).
fn alone(emulator: &belvo_emulator::Emulator) -> String {
    let (base, script, keys) = (emulator.url(), emulator.widget_url(), token_request());
    format!(
        r#"<!DOCTYPE html>
<html lang="en">
  <head><meta charset="utf-8"><title>Alone</title><script src="{script}"></script></head>
  <body>
    <div id="belvo"></div>
    <script>{RECORDER}
      async function connect() {{
        const body = JSON.stringify({keys});
        const headers = {{ "Content-Type": "application/json" }};
        const response = await fetch("{base}/api/token/", {{ method: "POST", headers, body }});
        build((await response.json()).access);
      }}
    </script>
  </body>
</html>"#
    )
}

/// A file on disk, and a frame that its page has locked in (as an inline-HTML web view is).
#[test]
fn pages_without_an_origin_connect_w_load_15() {
    let emulator = still().start().expect("an emulator");
    let directory = tempfile::tempdir().expect("a directory");
    let file = directory.path().join("page.html");
    std::fs::write(&file, alone(&emulator)).expect("a file");
    let inner = alone(&emulator).replace('&', "&amp;").replace('"', "&quot;");
    let frame =
        format!(r#"<iframe width="700" height="500" sandbox="allow-scripts" srcdoc="{inner}"></iframe>"#);
    let framing = Site::start(&emulator).put("/", format!("<!DOCTYPE html><title>Outer</title>{frame}"));
    browse(|browser| {
        browser.goto(&format!("file://{}", file.display()));
        assert_eq!(browser.json("origin"), "null");
        browser.js("connect()");
        connect(browser, "bnk100");

        browser.goto(&framing);
        browser.wait(browser.driver().enter_frame(0));
        assert_eq!(browser.json("origin"), "null");
        browser.js("connect()");
        connect(browser, "bnk101");
    });
}

/// Chromium counts a `data:` or `about:blank` page as no secure context and refuses it the loopback ("the resource is in
/// more-private address space"), headers or not: Local Network Access. A file and a sandboxed frame of a loopback page
/// need no flag, as the tests above show.
#[test]
fn a_data_page_connects_without_local_network_access_checks_w_load_15() {
    let emulator = still().start().expect("an emulator");
    let page: String = form_urlencoded::byte_serialize(alone(&emulator).as_bytes()).collect();
    browse_with(&["--disable-features=LocalNetworkAccessChecks"], |browser| {
        browser.goto(&format!("data:text/html,{}", page.replace('+', "%20")));
        assert_eq!(browser.json("origin"), "null");
        browser.js("connect()");
        connect(browser, "bnk100");
    });
}

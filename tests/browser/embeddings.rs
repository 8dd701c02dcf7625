//! The two embeddings in plain HTML of Belvo's documentation, unchanged but for the script's host.

use belvo_emulator::{Emulator, Request};
use serde_json::{Value, json};

use crate::site::Site;
use crate::support::browser::{Browser, browse};
use crate::support::{PASSWORD, SECRET_ID, must_get_token, still};

/// What both have in common: the token comes from the application's own server when the person asks for the widget.
const CONNECT: &str = r#"
      const seen = [];
      function successCallbackFunction(link, institution) {
        seen.push([typeof link, typeof institution, link, institution, link.id, institution.name]);
        document.dispatchEvent(new Event("recorded"));
      }
      function onExitCallbackFunction() {}
      function onEventCallbackFunction() {}
      function getAccessToken() {
        return fetch('/get-access-token', { method: 'GET' })
          .then((response) => response.json())
          .then((data) => data.access)
          .catch((error) => console.error('Error:', error));
      }
      function openBelvoWidget(accessToken) {
        window.used = accessToken;
        belvoSDK.createWidget(accessToken, {
          callback: (link, institution) => successCallbackFunction(link, institution),
          onExit: (data) => onExitCallbackFunction(),
          onEvent: (data) => onEventCallbackFunction(),
        }).build();
      }
"#;

const BUTTON: &str =
    r#"<button id="connect" onclick="getAccessToken().then(openBelvoWidget)">Connect</button>"#;

/// W-LOAD-19
fn static_html(script: &str) -> String {
    format!(
        r#"<!DOCTYPE html>
<html lang="en">
  <head>
    <script src="{script}" async></script>
  </head>
  <body>
    <div id="belvo"></div>
    {BUTTON}
    <script>{CONNECT}</script>
  </body>
</html>"#
    )
}

/// W-LOAD-20
fn dynamic_script(script: &str) -> String {
    format!(
        r#"<!DOCTYPE html>
<html lang="en">
  <body>
    <div id="belvo"></div>
    {BUTTON}
    <script>
      function createBelvoScript() {{
        const widgetScript = document.createElement('script');
        widgetScript.setAttribute('src', '{script}');
        document.body.appendChild(widgetScript);
      }}
      createBelvoScript();
      {CONNECT}
    </script>
  </body>
</html>"#
    )
}

#[test]
fn the_static_embedding_runs_unchanged_w_load_19() {
    runs_by_hand(static_html);
}

/// Belvo's servers take longer for a token than its script takes to load, and so do these.
const SLOW_TOKENS: &str = "<script>
      const ask = window.fetch;
      const loaded = new Promise((done) => document.addEventListener('belvoReady', done));
      window.fetch = (...given) => loaded.then(() => ask(...given));
    </script>";

/// The static page asks for its token as it loads, beside a script that is `async`.
#[test]
fn the_static_page_opens_by_itself_when_tokens_take_their_time_w_load_19() {
    let emulator = still().start().expect("an emulator");
    let opens = "getAccessToken().then((accessToken) => openBelvoWidget(accessToken));</script>\n  </body>";
    let html = static_html(&emulator.widget_url())
        .replacen("<head>", &format!("<head>{SLOW_TOKENS}"), 1)
        .replace(BUTTON, "")
        .replace("</script>\n  </body>", opens);
    let page = Site::start(&emulator).put("/", html);
    browse(|browser| {
        browser.goto(&page);
        browser.connect("bnk100");
        browser.until("seen.length");
        must_have_connected(browser, &emulator);
    });
}

#[test]
fn the_embedding_by_a_dynamic_script_runs_unchanged_w_load_20() {
    runs_by_hand(dynamic_script);
}

/// The two lines that docs/embed.md gives to a page whose token comes before the script (`token.latency`).
const MEND: [&str; 2] = [
    r#"const ready = new Promise((done) => document.addEventListener("belvoReady", done));"#,
    "if (!window.belvoSDK) await ready;",
];

#[test]
fn a_page_that_waits_for_the_script_opens_whichever_comes_first_w_load_07() {
    for line in MEND {
        assert!(
            include_str!("../../docs/embed.md").contains(&format!("`{line}`")),
            "docs/embed.md lacks {line}"
        );
    }
    let emulator = still().start().expect("an emulator");
    let site = Site::start(&emulator);
    let (script, token, mend) = (emulator.widget_url(), must_get_token(&emulator), MEND.join("\n"));
    let open = format!(
        "<script>const first = typeof belvoSDK; (async () => {{ {mend}
           belvoSDK.createWidget('{token}', {{ callback: () => {{}} }}).build();
         }})();</script>"
    );
    let tag = format!("<script src='{script}'></script>");
    let token_first = site.put("/token-first", format!("<div id='belvo'></div>{open}{tag}"));
    let script_first = site.put("/script-first", format!("<div id='belvo'></div>{tag}{open}"));
    browse(|browser| {
        for (page, first) in [(token_first, "undefined"), (script_first, "object")] {
            browser.goto(&page);
            browser.must_show("consent");
            assert_eq!(browser.js("return first"), first);
        }
    });
}

/// W-LOAD-04, W-LOAD-08, W-CONT-01; what is clicked is sought by its test id in open shadow roots (W-CONT-06, W-TEST-06).
fn runs_by_hand(html: fn(&str) -> String) {
    let emulator = still().start().expect("an emulator");
    let site = Site::start(&emulator);
    let page = site.put("/", html(&emulator.widget_url()));
    browse(|browser| {
        browser.goto(&page);
        assert_eq!(browser.js("return typeof window.belvoSDK.createWidget"), "function", "W-LOAD-05");
        browser.click_beneath("#connect");
        browser.connect("bnk100");
        browser.until("seen.length");
        must_have_connected(browser, &emulator);
        must_show_expired(browser);
    });
}

/// W-CB-01, 02, 04, 05; W-TOK-24
#[track_caller]
fn must_have_connected(browser: &Browser, emulator: &Emulator) {
    browser.must_be_over();
    let seen = browser.js("return seen");
    let [call] = seen.as_array().map(Vec::as_slice).unwrap_or_default() else {
        panic!("exactly one callback (W-CB-02): {seen}");
    };
    let link = call[2].as_str().expect("a link").to_owned();
    let wanted = json!(["string", "string", link, "erebor_br_retail", null, null]);
    assert_eq!(*call, wanted, "two primitive strings (W-CB-01, W-CB-04)");
    let read = Request::get(format!("/api/links/{link}/")).keys(SECRET_ID, PASSWORD);
    let link = emulator.handle(&read).value();
    assert_eq!((&link["status"], &link["institution"]), (&json!("valid"), &call[3]), "W-CB-05");
    assert_eq!(status_of_token(emulator, &browser.js("return used")), 401, "the token is dead (W-TOK-24)");
}

fn status_of_token(emulator: &Emulator, token: &Value) -> u16 {
    let bearer = format!("Bearer {}", token.as_str().expect("a token"));
    emulator.handle(&Request::get("/api/institutions/").header("authorization", &bearer)).status.as_u16()
}

/// A token that has been used shows the expired screen (W-TOK-24, 25).
#[track_caller]
fn must_show_expired(browser: &Browser) {
    browser.js("openBelvoWidget(used)");
    browser.must_show("expired");
    assert_eq!(browser.words("belvo-error-title"), "Sesión expirada", "es is the default (W-CFG-04)");
    browser.must_complain("the access token has been used");
    browser.click("belvo-close");
    browser.must_be_over();
    assert_eq!(browser.js("return seen.length"), 1, "no second callback (W-CB-02)");
}

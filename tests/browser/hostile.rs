//! Pages that are in the way without meaning to: style sheets for everything, changed built-ins, stopped timers.

use serde_json::json;

use crate::pages::{RECORDER, app};
use crate::site::Site;
use crate::support::browser::{Browser, browse};
use crate::support::{must_get_token, still};

/// From the first screen to a run that has left nothing.
#[track_caller]
fn connect(browser: &Browser, user: &str) {
    browser.connect(user);
    browser.until("calls.some(({ to }) => to === 'callback')");
    browser.must_be_over();
}

/// How the widget looks, as numbers.
const LOOK: &str = "(() => {
    const of = (id) => { const { x, y, width, height } = seek(id).getBoundingClientRect(); return [x, y, width, height]; };
    const { fontSize, color, textAlign, direction, letterSpacing } = getComputedStyle(seek('belvo-continue'));
    return [of('belvo-overlay'), of('belvo-panel'), of('belvo-close'), of('belvo-continue'), fontSize, color, textAlign, direction, letterSpacing];
})()";

/// What a page says about everything, its own container included.
const SHEETS: [&str; 7] = [
    "* { all: unset !important }",
    "#belvo > * { display: none !important; opacity: 0 !important; width: 0 !important; transform: scale(0) !important }",
    "div > div { display: none !important }",
    "html { font-size: 0 } * { font-size: 0 !important; line-height: 0 !important; color: transparent !important }",
    "body { direction: rtl; text-align: right; letter-spacing: 1em; text-transform: uppercase; writing-mode: vertical-rl }",
    "button, input { display: none !important } h2, p { visibility: hidden !important }",
    "#belvo { position: fixed; inset: 0; z-index: 2147483000 } * { box-sizing: content-box !important; padding: 9px !important }",
];

#[test]
fn the_pages_style_sheets_do_not_reach_the_widget_w_cont_06_w_cont_08() {
    let emulator = still().start().expect("an emulator");
    let site = Site::start(&emulator);
    let plain = site.put("/plain", app(&emulator, ""));
    let token = must_get_token(&emulator);
    browse(|browser| {
        let look = |page: &str| {
            browser.goto(page);
            browser.js(&format!("build({token:?})"));
            browser.must_show("consent");
            browser.json(LOOK)
        };
        let wanted = look(&plain);
        for sheet in SHEETS {
            let style = format!("<style>{sheet}</style></head>");
            let page = site.put("/styled", app(&emulator, "").replace("</head>", &style));
            assert_eq!(look(&page), wanted, "{sheet}");
        }
        connect(browser, "bnk100");

        // Without screens there is no style sheet of theirs.
        let style = format!("<style>{}{}{}</style></head>", SHEETS[1], SHEETS[2], SHEETS[3]);
        browser.goto(&site.put("/wrong", app(&emulator, "?scenario=nothing").replace("</head>", &style)));
        browser.js(&format!("build({token:?})"));
        browser.must_see("belvo-config-error");
        browser.must_complain("`nothing`");
        browser.js("window.__BELVO_EMULATOR__ = { base: 'http://127.0.0.1:9' }; build('nobody')");
        browser.until("seek('belvo-config-error')?.getBoundingClientRect().height > 40");
        browser.must_complain("the emulator does not answer at http://127.0.0.1:9");
        browser.forgive("ERR_UNSAFE_PORT");
        browser.forgive("Failed to load resource");
    });
}

/// Nothing of its own: no inline style, no plain text as script, one nonce for the page's own functions.
#[test]
fn the_strictest_policy_lets_every_screen_through_w_load_17() {
    let emulator = still().start().expect("an emulator");
    let base = emulator.url();
    let policy = format!(
        "Content-Security-Policy: default-src 'none'; script-src {base} 'nonce-own'; connect-src {base}; img-src {base}; \
         base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    );
    let html = format!(
        "<!DOCTYPE html><html lang=\"en\"><head><title>Strict</title><script src=\"{}\"></script></head>
         <body><div id=\"belvo\"></div><script nonce=\"own\">{RECORDER}
           window.refused = [];
           addEventListener('securitypolicyviolation', ({{ violatedDirective, blockedURI }}) => refused.push([violatedDirective, blockedURI]));
         </script></body></html>",
        emulator.widget_url()
    );
    let page = Site::start(&emulator).put_with("/", &policy, html);
    let token = must_get_token(&emulator);
    browse(|browser| {
        browser.goto(&page);
        browser.js(&format!("build({token:?})"));
        browser.must_show("consent");
        assert_eq!(
            browser.json("getComputedStyle(seek('belvo-panel')).backgroundColor"),
            "rgb(255, 255, 255)"
        );
        connect(browser, "bnk100");
        browser.js(&format!("build({token:?})"));
        browser.must_show("expired");
        browser.must_complain("the access token has been used");
        browser.js("window.__BELVO_EMULATOR__ = { scenario: 'nothing' }; build('nobody')");
        browser.must_see("belvo-config-error");
        browser.must_complain("`nothing`");
        assert_eq!(browser.json("refused"), json!([]));
    });
}

/// Members that old libraries add to everything, a name of the window, elements named like functions.
const CHANGED: &str = r#"
  Object.prototype.extend = function () { throw new Error("extend"); };
  Object.prototype.data = "polluted";
  Object.prototype.callback = Object.prototype.onEvent = () => { throw new Error("inherited"); };
  Array.prototype.last = function () { return this[this.length - 1]; };
  Array.prototype.remove = Array.prototype.data = "polluted";
  Function.prototype.method = String.prototype.camelize = function () { throw new Error("method"); };
  window.name = '{"base":"http://127.0.0.1:9"}';
"#;

#[test]
fn changed_prototypes_and_names_of_the_page_harm_nothing() {
    let emulator = still().start().expect("an emulator");
    let clobber = r#"<form id="open" name="post"><input name="base"><img name="settings" id="page" alt=""></form><div id="frames"></div>"#;
    let html = app(&emulator, "").replace("<head>", &format!("<head><script>{CHANGED}</script>"));
    let page = Site::start(&emulator)
        .put("/", html.replace("<div id=\"belvo\">", &format!("{clobber}<div id=\"belvo\">")));
    let [token, lone] = [must_get_token(&emulator), must_get_token(&emulator)];
    browse(|browser| {
        browser.goto(&page);
        browser.js(&format!("build({token:?})"));
        connect(browser, "bnk100");
        let names =
            "calls.map(({ to, args: [given] }) => [to, typeof given, Object.keys(given).slice(0, 1).join()])";
        let event = json!(["onEvent", "object", "data"]);
        let told = browser.json(names);
        assert_eq!(
            told.as_array().map(|told| &told[..3]),
            Some(&[event.clone(), event.clone(), event][..]),
            "{told}"
        );
        // What a config inherits is none of its keys.
        browser.js(&format!("belvoSDK.createWidget({lone:?}, {{ locale: 'en' }}).build()"));
        browser.must_see("belvo-config-error");
        browser.must_complain("needs a `callback` function");
    });
}

/// What test runners replace: before the script loads (Playwright's clock), and after (Cypress's, Sinon's).
const STOPPED: &str = "
  window.setTimeout = window.setInterval = window.requestAnimationFrame = window.requestIdleCallback = () => 1;
  Date.now = () => 0;
  performance.now = () => 0;
";

#[test]
fn stopped_timers_and_replaced_requests_do_not_stop_the_widget() {
    let emulator = still().start().expect("an emulator");
    let site = Site::start(&emulator);
    let html = app(&emulator, "");
    let before = html.replace("<head>", &format!("<head><script>{STOPPED}</script>"));
    let nothing =
        "window.fetch = window.XMLHttpRequest = () => { throw new Error('no requests in this test'); };
        window.Promise = class extends Promise {};";
    let after = html.replace("</body>", &format!("<script>{STOPPED}{nothing}</script></body>"));
    browse(|browser| {
        for (path, html) in [("/before", before), ("/after", after)] {
            browser.goto(&site.put(path, html));
            browser.js(&format!("build({:?})", must_get_token(&emulator)));
            connect(browser, &format!("user{}", path.len()));
            browser.js(&format!(
                "calls.length = 0; window.__BELVO_EMULATOR__ = {{ scenario: 'success' }}; build({:?});
                 await until(() => calls.some(({{ to }}) => to === 'callback'));",
                must_get_token(&emulator)
            ));
            // What the server makes by itself comes too.
            browser.js(&format!("window.__BELVO_EMULATOR__ = {{}}; build({:?})", must_get_token(&emulator)));
            browser.must_show("consent");
            emulator.advance("601s").expect("time to pass");
            browser.must_show("expired");
        }
    });
}

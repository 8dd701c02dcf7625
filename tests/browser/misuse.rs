//! What a page can do wrong: it sees what, and where, and nothing is thrown.

use belvo_emulator::{Emulator, Request};
use serde_json::{Value, json};

use crate::journal::journalled;
use crate::pages::{app, page};
use crate::site::Site;
use crate::support::browser::browse;
use crate::support::{must_get_token, still};

fn token_without_scopes(emulator: &Emulator) -> String {
    let keys = json!({ "id": "forgetful", "password": "secret" });
    emulator.handle(&Request::post("/api/token/", &keys)).value()["access"]
        .as_str()
        .expect("a token")
        .to_owned()
}

#[test]
fn a_call_that_cannot_start_is_told_in_the_page_w_cfg_28_to_30_w_tok_26() {
    let emulator = still().start().expect("an emulator");
    let site = Site::start(&emulator);
    let (plain, misspelt) =
        (site.put("/", app(&emulator, "")), site.put("/misspelt", app(&emulator, "?scenario=sucess")));
    let (token, poor) = (must_get_token(&emulator), token_without_scopes(&emulator));
    let signature = "createWidget(access_token, { callback })";
    let needs = "needs a `callback` function";
    let cases = [
        (&plain, format!("createWidget({token:?})"), signature, needs),
        (&plain, format!("createWidget({token:?}, {{}})"), signature, needs),
        (&plain, format!("createWidget({token:?}, {{ callback: 'done' }})"), signature, needs),
        (&plain, format!("createWidget({token:?}, null)"), signature, needs),
        (
            &plain,
            format!("createWidget({{ access_token: {token:?}, ...handlers }})"),
            signature,
            "the first argument",
        ),
        (
            &plain,
            format!("createWidget({poor:?}, handlers)"),
            "read_institutions",
            "the scope read_institutions",
        ),
        (&misspelt, format!("createWidget({token:?}, handlers)"), "`sucess`", "the nearest is `success`"),
    ];
    browse(|browser| {
        for (page, call, words, complaint) in &cases {
            browser.goto(page);
            assert_eq!(
                browser.json(&format!("[belvoSDK.{call}.build()]")),
                json!([null]),
                "{call} (W-LOAD-09)"
            );
            let shown = browser.words("belvo-config-error");
            assert!(shown.contains(words), "{call}: {shown}");
            browser.must_complain(complaint);
            browser.click_beneath("#beneath");
            assert_eq!(browser.json("document.getElementById('beneath').dataset.clicks"), "1", "{call}");
            assert_eq!(browser.calls(), json!([]), "{call}");
        }
    });
    let screens = journalled(&emulator, "screen");
    assert!(
        screens.iter().all(|entry| entry["data"]["screen"] == "config-error"),
        "none has started: {screens:#?}"
    );
}

#[test]
fn a_token_of_nobody_is_not_valid_w_tok_26() {
    let emulator = still().start().expect("an emulator");
    let other = still().seed(2).start().expect("another emulator");
    let page = Site::start(&emulator).put("/", app(&emulator, ""));
    let foreign = format!("{:?}", must_get_token(&other));
    browse(|browser| {
        for token in ["undefined", "null", "'nonsense'", "''", &foreign] {
            browser.goto(&page);
            browser.js(&format!("build({token})"));
            browser.must_show("error");
            assert_eq!(
                browser.words("belvo-error-text"),
                "The access token was not provided or is not valid"
            );
            browser.must_complain("the access token was not provided or is not valid");
            browser.click("belvo-close");
            browser.must_be_over();
            let codes = browser.json("calls.map(({ to, args: [{ data: [it] }] }) => [to, it.meta_data.error_code ?? it.last_encountered_error.code])");
            let code = "ACCESS_TOKEN_NOT_VALID";
            assert_eq!(codes, json!([["onEvent", code], ["onExit", code]]), "{token}");
        }
    });
}

/// Resolves when somebody waits for a change of the page, who has hence looked for `#belvo` and not found it.
const WATCHING: &str = "
    const observe = MutationObserver.prototype.observe;
    const watching = new Promise((seen) => {
      MutationObserver.prototype.observe = function (...given) {
        MutationObserver.prototype.observe = observe;
        observe.apply(this, given);
        seen();
      };
    });";

#[test]
fn a_page_without_belvo_is_told_so_and_may_still_bring_it_w_cont_03_to_05() {
    let emulator = still().start().expect("an emulator");
    let site = Site::start(&emulator);
    let other = r#"<div id="belvo-widget"></div>"#;
    let hasty = site.put("/hasty", page(&emulator, "?widget.container_wait=50ms", other));
    let patient = site.put("/patient", page(&emulator, "", other));
    let generous = site
        .put("/generous", page(&emulator, "?widget.container_wait=0ms&widget.create_container=on", other));
    let build = format!("build({:?})", must_get_token(&emulator));
    let watch = "window.said = []; const error = console.error; console.error = (...words) => {
        error.apply(console, words); said.push(words.join(' ')); document.dispatchEvent(new Event('recorded')); };";
    browse(|browser| {
        browser.goto(&hasty);
        let before = browser.json("document.body.innerHTML");
        browser.js(&format!("{watch} {build}"));
        browser.until("said.length");
        browser.must_complain("#belvo");
        assert_eq!(browser.json("said.length"), 1, "one error (W-CONT-04)");
        assert_eq!(browser.json("document.body.innerHTML"), before, "nothing else changes (W-CONT-04)");
        assert_eq!(journalled(&emulator, "widget.opened").len(), 0, "the server has not been asked");

        let come = [
            "document.querySelector('#belvo-widget').id = 'belvo'",
            "document.body.append(Object.assign(document.createElement('div'), { id: 'belvo' }))",
        ];
        for come in come {
            browser.goto(&patient);
            browser.js(&format!("{WATCHING} {build}; await watching; {come}"));
            browser.must_show("consent");
        }

        browser.goto(&generous);
        browser.js(&build);
        browser.must_show("consent");
    });
}

#[test]
fn a_script_that_is_loaded_again_changes_nothing_w_load_06_w_load_07_w_load_12() {
    let emulator = still().start().expect("an emulator");
    let script = emulator.widget_url();
    let ready = "window.heard = []; document.addEventListener('belvoReady', () => heard.push('belvoReady'));";
    let html = app(&emulator, "").replace("<head>", &format!("<head><script>{ready}</script>"));
    let html = html.replace(r#".js">"#, r#".js" onload="heard.push('load')">"#);
    let page = Site::start(&emulator).put("/", html);
    let token = must_get_token(&emulator);
    browse(|browser| {
        browser.goto(&page);
        browser.until("window.heard.length === 2");
        assert_eq!(browser.json("heard"), json!(["load", "belvoReady"]), "W-LOAD-07");
        browser.js(&format!("window.first = belvoSDK; build({token:?})"));
        browser.must_show("consent");
        let again = "(await loaded(src)).remove()";
        browser.js(&format!("const src = {script:?}; {again}"));
        browser.js(&format!("const src = {:?}; {again}", format!("{script}?scenario=login_error")));
        browser.js(&format!("delete window.belvoSDK; const src = {script:?}; {again}"));
        assert_eq!(browser.json("[belvoSDK === first, heard.length]"), json!([true, 2]), "W-LOAD-12");
        browser.click("belvo-continue");
        browser.must_show("institutions");
        // A cached method without its object works as well (W-LOAD-06), and the way of building the last one (W-LOAD-10).
        browser.js(&format!(
            "const {{ createWidget, build }} = belvoSDK; createWidget({token:?}, handlers); build();"
        ));
        browser.must_show("consent");
        let invented =
            "['destroy', 'close', 'open', 'exit', 'mount', 'unmount'].filter((name) => name in belvoSDK)";
        assert_eq!(browser.json(invented), json!([]), "W-LOAD-11");
        let ours = "Object.keys(window).filter((name) => /belvo/i.test(name))";
        let ours: Value = browser.json(ours);
        assert_eq!(ours, json!(["belvoSDK"]), "the script writes nothing else to window");
    });
}

#[test]
fn an_emulator_that_forgets_or_is_gone_is_told_in_the_page() {
    let emulator = still().start().expect("an emulator");
    let page = Site::start(&emulator).put("/", app(&emulator, ""));
    let build = format!("build({:?})", must_get_token(&emulator));
    browse(|browser| {
        browser.goto(&page);
        browser.js(&build);
        browser.must_show("consent");
        emulator.reset().expect("a reset");
        browser.must_be_over();
        browser.must_warn("the emulator was reset since this widget was built");
        assert_eq!(browser.calls(), json!([]), "the page's functions are not called");

        browser.js(&build);
        browser.must_show("error");
        browser.must_complain("the access token was not provided or is not valid");
        emulator.stop().expect("an orderly stop");
        browser.click("belvo-close");
        browser.until("seek('belvo-panel').textContent.includes('Is it running?')");
        browser.must_complain("the emulator does not answer at");

        browser.js(&build);
        let shown = browser.words("belvo-config-error");
        assert!(shown.contains("the emulator does not answer at"), "{shown}");
        browser.must_complain("the widget cannot open: the emulator does not answer at");
        // Refused, reset or cut off: what is under way when the server goes ends as chance has it.
        browser.forgive("net::ERR_");
    });
}

/// W-CFG-29
#[test]
fn a_configuration_may_be_an_object_of_a_class() {
    let emulator = still().start().expect("an emulator");
    let page = Site::start(&emulator).put("/", app(&emulator, ""));
    let token = must_get_token(&emulator);
    let classes = "
        class Base { callback(...given) { handlers.callback(...given); } }
        class Config extends Base { locale = 'en'; onEvent(...given) { handlers.onEvent(...given); } }";
    browse(|browser| {
        browser.goto(&page);
        browser.js(&format!("{classes} belvoSDK.createWidget({token:?}, new Config()).build()"));
        browser.connect("bnk100");
        browser.until("calls.some(({ to }) => to === 'callback')");
        assert_eq!(browser.json("calls[0].to"), "onEvent");
    });
}

/// W-CFG-29
#[test]
fn a_configuration_that_cannot_be_read_is_without_what_it_hides() {
    let emulator = still().start().expect("an emulator");
    let page = Site::start(&emulator).put("/", app(&emulator, ""));
    let token = must_get_token(&emulator);
    let hiding = "{ get callback() { throw new Error('mine'); } }";
    let closed = "new Proxy({ ...handlers }, { ownKeys() { throw new Error('mine'); }, get() { throw new Error('mine'); } })";
    browse(|browser| {
        browser.goto(&page);
        browser.js(&format!("build({token:?}, {{}}); belvoSDK.createWidget({token:?}, Object.defineProperty(
            {{ ...handlers, locale: 'en' }}, 'country_codes', {{ enumerable: true, get() {{ throw new Error('mine'); }} }})).build()"));
        browser.must_show("consent");
        for config in [hiding, closed] {
            browser.js(&format!("belvoSDK.createWidget({token:?}, {config}).build()"));
            browser.must_see("belvo-config-error");
            browser.must_complain("needs a `callback` function");
        }
    });
}

#[test]
fn methods_that_do_not_exist_may_be_called_on_request_w_load_11() {
    let emulator = still().start().expect("an emulator");
    let page = Site::start(&emulator).put("/", app(&emulator, "?widget.lenient_methods=on"));
    let token = must_get_token(&emulator);
    browse(|browser| {
        browser.goto(&page);
        let call = "
            window.said = [];
            const { warn } = console;
            console.warn = (...words) => { said.push(words.join(' ')); warn(...words); };
            const names = ['destroy', 'close', 'open', 'exit', 'mount', 'unmount'];
            for (const it of [belvoSDK, widget]) names.forEach((name) => it[name]());
            return said.map((words) => /belvo-emulator: (\\w+)\\(\\) does not exist/.exec(words)[1]).join();";
        browser.js(&format!("window.widget = belvoSDK.createWidget({token:?}, handlers); widget.build()"));
        browser.must_show("consent");
        let once = "destroy,close,open,exit,mount,unmount";
        assert_eq!(browser.js(call), format!("{once},{once}"));
        assert_eq!(browser.json("screen()"), "consent", "none of them does anything");
    });
}

//! `window.__belvoEmulator`, the handle for test code in the page (W-TEST-03, W-TEST-04).

use serde_json::{Value, json};

use crate::pages::{app, page};
use crate::site::Site;
use crate::support::browser::{Browser, browse};
use crate::support::{must_get_token, still};

/// Runs the body of an asynchronous function with the handle as `it`, and answers what it returns, as JSON.
#[track_caller]
fn with(browser: &Browser, body: &str) -> Value {
    let text = browser.js(&format!(
        "const it = window.__belvoEmulator; return JSON.stringify(await (async () => {{ {body} }})())"
    ));
    serde_json::from_str(text.as_str().unwrap_or("null")).expect("JSON")
}

/// How a promise is rejected.
#[track_caller]
fn refusal(browser: &Browser, promise: &str) -> Value {
    with(
        browser,
        &format!(
            "return {promise}.then(() => 'kept', ({{ name, message, acts }}) => ({{ name, message, acts }}))"
        ),
    )
}

/// How an act is rejected when no widget comes that could take it; the browser's clock runs out at once.
#[track_caller]
fn in_vain(browser: &Browser) -> Value {
    let hurry = "const real = AbortSignal.timeout; AbortSignal.timeout = () => real(0);";
    let act = "return it.accept().catch(({ name, acts, message }) => `${name}${acts}` === 'BelvoActRefused' && message)";
    with(browser, &format!("{hurry} {act}.finally(() => {{ AbortSignal.timeout = real }})"))
}

#[test]
fn a_run_is_driven_from_the_page_w_test_03_w_test_04() {
    let emulator = still().start().expect("an emulator");
    let page = Site::start(&emulator).put("/", app(&emulator, ""));
    let token = must_get_token(&emulator);
    browse(|browser| {
        browser.goto(&page);
        assert_eq!(with(browser, "return [it.widgets(), it.events]"), json!([[], []]));
        // Nothing is waited for in between: an act waits for a widget to be built, for one that opens and for the act
        // before it.
        let run = with(
            browser,
            &format!(
                "it.accept(); it.choose('erebor_mx_retail'); build({token:?});
                 return it.submit({{ username: 'mfa_numeric', password: 'secret' }})"
            ),
        );
        let id = run["widget"].clone();
        let wanted = json!({
            "widget": id, "screen": "mfa", "acts": ["token", "back", "close"], "institution": "erebor_mx_retail",
            "locale": "en", "frozen": true, "ended": null,
        });
        assert_eq!(run, wanted);
        assert_eq!(with(browser, "return it.waitFor('screen:mfa')"), run, "true already");
        browser.must_show("mfa");

        let error = with(browser, "return it.waitFor('event:ERROR')");
        assert_eq!(error["data"]["meta_data"]["error_code"], "token_required");
        assert_eq!(
            [&error["to"], &error["widget"], &error["handled"], &error["args"][0]["data"][0]],
            [&json!("onEvent"), &id, &json!("ok"), &error["data"]]
        );

        let refused = refusal(browser, "it.choose('erebor_mx_retail')");
        assert_eq!(
            refused,
            json!({
                "name": "BelvoActRefused",
                "message": "`choose` is not possible on the screen `mfa`; possible now: token, back, close",
                "acts": ["token", "back", "close"],
            })
        );
        // Chromium writes a line of its own for an answer of 409.
        browser.must_complain("409");
        assert_eq!(with(browser, "return it.widgets()[0].token('111111')")["screen"], "success");
        let ended = with(browser, "return it.finish()");
        assert_eq!(
            [&ended["ended"], &ended["screen"], &ended["acts"]],
            [&json!("finished"), &Value::Null, &json!([])]
        );
        let connected = with(browser, "return it.waitFor('callback')");
        assert_eq!(connected["args"], json!([connected["data"]["link"], "erebor_mx_retail"]));

        let heard = with(browser, "return it.events.map(({ index, to, args }) => ({ index, to, args }))");
        let calls = with(browser, "return calls.map(({ to, args }, at) => ({ index: at + 1, to, args }))");
        assert_eq!(heard, calls, "what the page has heard, in order (W-TEST-04)");
        let refused = refusal(browser, "it.widgets()[0].retry()");
        assert_eq!(
            refused["message"],
            "`retry`: this run of the widget is over (finished); nothing is possible now"
        );

        // A second opening may be on its way, as the first was.
        let next = format!(
            "const next = it.accept(); await new Promise((later) => setTimeout(later)); build({:?}); return next",
            must_get_token(&emulator)
        );
        assert_eq!(with(browser, &next)["screen"], "institutions");
    });
}

#[test]
fn no_screen_is_missed_however_short() {
    let emulator = still().start().expect("an emulator");
    let page = Site::start(&emulator).put("/", app(&emulator, ""));
    let token = must_get_token(&emulator);
    browse(|browser| {
        browser.goto(&page);
        let submit = "it.submit({ username: 'bnk100', password: 'full' })";
        let passed = format!(
            "build({token:?}, {{ institution: 'erebor_br_retail' }});
             await it.waitFor('screen:credentials');
             const loading = it.waitFor('screen:loading');
             const after = await {submit};
             return [(await loading).screen, after.screen]"
        );
        assert_eq!(with(browser, &passed), json!(["loading", "success"]));
    });
}

#[test]
fn what_can_never_come_is_refused_at_once_with_the_nearest() {
    let emulator = still().start().expect("an emulator");
    let page = Site::start(&emulator).put("/", app(&emulator, ""));
    browse(|browser| {
        browser.goto(&page);
        for (name, nearest) in [
            ("mfa", "; the nearest is `screen:mfa`"),
            ("screen:consnt", "; the nearest is `screen:consent`"),
            ("ERROR", "; the nearest is `event:ERROR`"),
            ("event:EROR", "; the nearest is `event:ERROR`"),
            ("event:pageload", "; the nearest is `event:PAGE_LOAD`"),
            ("exits", "; the nearest is `exit`"),
            ("event:", ""),
            ("onClosed", ""),
        ] {
            let refused = refusal(browser, &format!("it.waitFor({name:?})"));
            let words = refused["message"].as_str().expect("words");
            let begin = format!("there is no `{name}` to wait for{nearest}; there are screen:consent,");
            assert!(words.starts_with(&begin), "{words}");
        }
        let sent = refusal(browser, "it.waitFor('event:OF_A_TEST', { timeout: 1 })");
        assert_eq!(sent["message"], "`event:OF_A_TEST` did not come within 1 ms: no widget was built");
        assert_eq!(
            refusal(browser, "it.waitFor('exit', { timeout: 1 })")["message"],
            "`exit` did not come within 1 ms: no widget was built"
        );
    });
}

#[test]
fn what_is_waited_for_belongs_to_the_newest_run() {
    let emulator = still().start().expect("an emulator");
    let page = Site::start(&emulator).put("/", app(&emulator, "?scenario=login_error&play=by_hand"));
    let token = must_get_token(&emulator);
    browse(|browser| {
        browser.goto(&page);
        assert_eq!(in_vain(browser), "`accept` found no widget that is open: no widget was built");
        let fill = "it.submit({ username: 'bnk100', password: 'full' })";
        with(browser, &format!("build({token:?}, {{ institution: 'erebor_br_retail' }}); await {fill}"));
        let first = with(browser, "return it.waitFor('event:ERROR')");
        assert_eq!(first["data"]["meta_data"]["error_code"], "login_error");
        let again = with(
            browser,
            &format!(
                "const next = it.waitFor('event:PAGE_LOAD', {{ after: {} }}); await it.retry(); return next",
                first["index"]
            ),
        );
        assert_eq!(
            again["data"]["meta_data"],
            json!({ "page": "/error", "from": "/loading", "institution_name": "erebor_br_retail" })
        );

        with(browser, &format!("build({token:?}); await it.waitFor('screen:consent')"));
        assert_eq!(with(browser, "return it.widgets().map(({ ended }) => ended)"), json!(["replaced", null]));
        assert_eq!(
            refusal(browser, "it.waitFor('event:ERROR', { timeout: 1 })")["message"],
            "`event:ERROR` did not come within 1 ms: the newest widget shows `consent` and has told nothing",
        );
        assert_eq!(
            refusal(browser, "it.widgets()[0].accept()")["message"],
            "`accept`: this run of the widget is over (replaced); nothing is possible now"
        );
        assert_eq!(
            with(
                browser,
                "document.getElementById('belvo').replaceChildren(); return it.waitFor('exit', { timeout: 1 }).catch(() => it.widgets()[1].ended)"
            ),
            "removed"
        );
        assert_eq!(
            in_vain(browser),
            "`accept` found no widget that is open: the newest widget is over (removed) and has told nothing"
        );
    });
}

#[test]
fn the_handle_is_one_object_that_does_not_show_w_load_12() {
    let emulator = still().start().expect("an emulator");
    let script = emulator.widget_url();
    let page = Site::start(&emulator).put("/", app(&emulator, ""));
    let token = must_get_token(&emulator);
    browse(|browser| {
        browser.goto(&page);
        browser.js(&format!(
            "window.first = window.__belvoEmulator; build({token:?}); await first.waitFor('screen:consent')"
        ));
        browser.js(&format!(
            "await loaded({script:?}); delete window.__belvoEmulator; await loaded({script:?})"
        ));
        let ours = "Object.getOwnPropertyNames(window).filter((name) => /belvo/i.test(name)).sort()";
        assert_eq!(browser.json(ours), json!(["__belvoEmulator", "belvoSDK"]), "nothing else on window");
        let shows = "[Object.keys(window).includes('__belvoEmulator'), window.__belvoEmulator === first, first.widgets().length]";
        assert_eq!(browser.json(shows), json!([false, true, 1]));
    });
}

#[test]
fn a_handler_that_fails_or_is_missing_is_told_and_a_page_s_own_timers_do_not_matter() {
    let emulator = still().scenario("login_error-abandoned").start().expect("an emulator");
    let still_timers = "<script>window.setTimeout = window.setInterval = () => 0; Date.now = () => 0;</script><div id=\"belvo\"></div>";
    let url = Site::start(&emulator).put("/", page(&emulator, "", still_timers));
    let token = must_get_token(&emulator);
    browse(|browser| {
        browser.goto(&url);
        let fail = "const data = { callback() {}, onExit: undefined, onEvent(event) { event.data.push(1); if (event.eventName === 'ERROR') throw new Error('mine') } }";
        let exit = with(browser, &format!("{fail}; build({token:?}, data); return it.waitFor('exit')"));
        assert_eq!(
            [&exit["handled"], &exit["data"]["last_encountered_error"]["code"]],
            [&json!("absent"), &json!("login_error")]
        );
        let error = with(browser, "return it.waitFor('event:ERROR')");
        assert_eq!([&error["handled"], &error["error"]], [&json!("error"), &json!("Error: mine")]);
        assert_eq!(
            error["args"][0]["data"].as_array().map(Vec::len),
            Some(1),
            "as it was sent, whatever the page does to it"
        );
        browser.must_complain("onEvent of the page failed");
        let slow = refusal(browser, "it.waitFor('callback', { timeout: 20 })");
        assert!(slow["message"].as_str().is_some_and(|words| words.starts_with("`callback` did not come within 20 ms: the newest widget is over (finished) and has told event:PAGE_LOAD,")), "{slow}");
    });
}

#[test]
fn a_widget_without_screens_is_driven_from_the_page_w_test_03() {
    let emulator = still().start().expect("an emulator");
    let page = Site::start(&emulator).put("/", app(&emulator, "?widget.screens=none"));
    let token = must_get_token(&emulator);
    browse(|browser| {
        browser.goto(&page);
        let act = "await it.accept(); await it.choose('erebor_mx_retail')";
        let keys = "{ username: 'bnk100', password: 'full' }";
        let run = with(browser, &format!("build({token:?}); {act}; return it.submit({keys})"));
        assert_eq!(run["screen"], "success");
        let drawn = "document.getElementById('belvo').firstElementChild.shadowRoot.childElementCount";
        assert_eq!(browser.json(drawn), 0);
        assert_eq!(with(browser, "await it.finish(); return it.waitFor('callback')")["handled"], "ok");
    });
}

#[test]
fn what_is_kept_is_bounded() {
    let folder = tempfile::tempdir().expect("a folder");
    let emits: String =
        (1..=1_010).map(|n| format!("    - emit: {{ event: {{ eventName: N{n} }} }}\n")).collect();
    let story = format!("version: 1\ntitle: Many\nwidget:\n  steps:\n{emits}    - close\n    - leave\n");
    std::fs::write(folder.path().join("many.yaml"), story).expect("a file");
    let emulator = still().scenarios(folder.path()).scenario("many").start().expect("an emulator");
    let page = Site::start(&emulator).put("/", app(&emulator, ""));
    let build = format!("build({:?}, {{ show_abandon_survey: false }})", must_get_token(&emulator));
    browse(|browser| {
        browser.goto(&page);
        let many = format!("for (let run = 0; run < 60; run++) {build}; await it.waitFor('exit')");
        let kept = with(browser, &format!("{many}; return it.widgets().map(({{ ended }}) => ended)"));
        let mut wanted = vec!["replaced"; 19];
        wanted.push("finished");
        assert_eq!(kept, json!(wanted));
        let kept = with(browser, "return [it.events.length, it.events.at(0).name, it.events.at(-1).index]");
        assert_eq!(kept, json!([1_000, "event:N12", 1_011]));
        let forgotten = format!("for (let run = 0; run < 20; run++) {build}; return it.events.length");
        assert_eq!(with(browser, &forgotten), 0, "what a run has told goes with it");
    });
}

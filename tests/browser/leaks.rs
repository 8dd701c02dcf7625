//! What is left of the widget when it has closed: nothing, however often it has been open.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::pages::app;
use crate::site::Site;
use crate::support::browser::{Browser, browse};
use crate::support::{must_get_token, still};

/// Runs before they are counted: what is made once is made then.
const WARM_UP: usize = 20;
const RUNS: usize = 200;

/// Runs that one script makes: a script has a limit of time, and a slow machine takes seconds for a run.
const PART: usize = 5;

/// Readings of which the least counts: the browser lets go when it gets to it, but never counts too little.
const READINGS: usize = 5;

/// More than the browser's own noise; a run that stays behind takes five kilobytes with it.
const HEAP: f64 = 400_000.0;

/// Counts, before the script comes, the page's timers and requests, and the listeners of what outlives a run.
const COUNTERS: &str = "
  window.left = { timers: new Set(), requests: 0, listeners: 0 };
  for (const [set, clear] of [['setTimeout', 'clearTimeout'], ['setInterval', 'clearInterval']]) {
    const [start, stop] = [window[set], window[clear]];
    window[set] = (work, ...more) => {
      const id = start(() => { if (set === 'setTimeout') left.timers.delete(id); work(); }, ...more);
      left.timers.add(id);
      return id;
    };
    window[clear] = (id) => { left.timers.delete(id); stop(id); };
  }
  const ask = window.fetch;
  window.fetch = (...given) => { left.requests++; return ask(...given).finally(() => left.requests--); };
  for (const target of [window, document, document.documentElement]) {
    const [add, remove] = [target.addEventListener, target.removeEventListener];
    target.addEventListener = (...given) => { left.listeners++; return add.apply(target, given); };
    target.removeEventListener = (...given) => { left.listeners--; return remove.apply(target, given); };
  }
";

/// Opens and closes, by exit and by success in turn, with the mouse; each with a token of its own.
const OPEN_AND_CLOSE: &str = "
  const press = async (id) => (await until(() => seek(id))).click();
  const config = { locale: 'en', show_intro: false, institutions: 'erebor_br_retail', show_close_dialog: false, show_abandon_survey: false };
  for (let run = 0; run < given[0]; run++) {
    window.turn = (window.turn || 0) + 1;
    const { access } = await (await fetch('/get-access-token')).json();
    let over;
    const ended = new Promise((resolve) => (over = resolve));
    belvoSDK.createWidget(access, { ...config, callback: over, onExit: over }).build();
    await until(() => screen() === 'credentials');
    if (turn % 2) await press('belvo-close');
    else {
      seek('belvo-field-username').value = `user${turn}`;
      seek('belvo-field-password').value = 'full';
      await press('belvo-submit');
      await press('belvo-done');
    }
    await ended;
    await until(() => shadows().length === 0);
  }
  // The last report is under way: nothing else may be.
  while (left.requests) await new Promise((after) => { const { port1, port2 } = new MessageChannel(); port1.onmessage = () => { port1.close(); after(); }; port2.postMessage(null); });
  performance.clearResourceTimings();
";

fn command(browser: &Browser, name: &str) -> Value {
    browser.wait(browser.driver().cdp().send_raw(name, json!({})))
}

fn open_and_close(browser: &Browser, runs: usize) {
    for _ in 0..runs / PART {
        browser.run(OPEN_AND_CLOSE, vec![json!(PART)]);
    }
}

/// The least that Chromium counts of each.
fn least(browser: &Browser) -> BTreeMap<String, f64> {
    let mut least = counts(browser);
    for _ in 1..READINGS {
        for (name, count) in counts(browser) {
            least.entry(name).and_modify(|known| *known = known.min(count)).or_insert(count);
        }
    }
    least
}

/// Chromium's own counts after a collection of garbage.
fn counts(browser: &Browser) -> BTreeMap<String, f64> {
    command(browser, "HeapProfiler.enable");
    // What one collection lets go of, the next one finds.
    for _ in 0..3 {
        command(browser, "HeapProfiler.collectGarbage");
    }
    command(browser, "Performance.enable");
    let metrics = command(browser, "Performance.getMetrics");
    let metrics = metrics["metrics"].as_array().into_iter().flatten();
    metrics.filter_map(|row| Some((row["name"].as_str()?.to_owned(), row["value"].as_f64()?))).collect()
}

/// What the page itself can see.
const SEEN: &str =
    "[Object.getOwnPropertyNames(window), document.adoptedStyleSheets.length, document.head.innerHTML,
   document.body.innerHTML, [...document.documentElement.attributes, ...document.body.attributes].length,
   left.timers.size, left.requests, left.listeners]";

#[test]
fn two_hundred_widgets_leave_nothing_behind() {
    let emulator = still().start().expect("an emulator");
    let html = app(&emulator, "").replace("<head>", &format!("<head><script>{COUNTERS}</script>"));
    let page = Site::start(&emulator).put("/", html);
    browse(|browser| {
        browser.goto(&page);
        open_and_close(browser, WARM_UP);
        let (seen, before) = (browser.json(SEEN), least(browser));
        open_and_close(browser, RUNS);
        assert_eq!(browser.json(SEEN), seen, "what the page can see");
        let after = least(browser);
        let grown = |name: &str| after[name] - before[name];
        assert!(grown("Nodes") <= 2.0, "nodes: {before:?} {after:?}");
        assert!(grown("JSEventListeners") <= 2.0, "listeners: {before:?} {after:?}");
        assert!(grown("Documents") <= 0.0, "documents: {before:?} {after:?}");
        assert!(grown("JSHeapUsedSize") < HEAP, "heap: {before:?} {after:?}");
    });
}

#[test]
fn focus_scroll_and_styles_are_the_pages_own_again() {
    let emulator = still().start().expect("an emulator");
    let tall = "<div style='height: 3000px'></div></body>";
    let page = Site::start(&emulator).put("/", app(&emulator, "").replace("</body>", tall));
    let state = "[document.activeElement.id, scrollX, scrollY, document.documentElement.outerHTML.length,
        getComputedStyle(document.body).overflow, document.documentElement.getAttribute('style'), document.title, location.href,
        history.length, window.name, Object.keys(sessionStorage), Object.keys(localStorage), document.cookie]";
    let closes: [&[&str]; 2] = [
        &["belvo-close", "belvo-exit-confirm", "belvo-survey-skip"],
        &["belvo-continue", "belvo-institution-erebor_br_retail", "belvo-submit", "belvo-done"],
    ];
    browse(|browser| {
        browser.goto(&page);
        browser.js("document.getElementById('beneath').focus(); scrollTo(0, 640)");
        let before = browser.json(state);
        for clicks in closes {
            browser.js(&format!("build({:?})", must_get_token(&emulator)));
            for click in clicks {
                if *click == "belvo-submit" {
                    browser.write("belvo-field-username", "bnk100");
                    browser.write("belvo-field-password", "full");
                }
                browser.click(click);
            }
            browser.must_be_over();
            assert_eq!(browser.json(state), before, "{clicks:?}");
        }
    });
}

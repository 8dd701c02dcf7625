//! What applications do to `#belvo` while a widget is open: on every screen, and inside their own functions.

use belvo_emulator::Emulator;
use serde_json::{Value, json};
use thirtyfour::prelude::*;

use crate::journal::{journalled, until_journalled};
use crate::pages::{app, page};
use crate::site::Site;
use crate::support::browser::{Browser, browse, browse_with};
use crate::support::{must_get_token, still};

/// A person's ways to each screen, in the page: `go(screen, token)`.
const WAYS: &str = "
    const press = async (id) => (await until(() => seek(id))).click();
    const type = async (id, text) => {
      const field = await until(() => seek(id));
      field.value = text;
      field.dispatchEvent(new Event('input'));
    };
    const choose = async () => { await press('belvo-continue'); await press('belvo-institution-erebor_br_retail'); };
    const as = (user) => async () => {
      await choose();
      await type('belvo-field-username', user);
      await type('belvo-field-password', 'full');
      await press('belvo-submit');
    };
    const ways = {
      consent: () => {},
      institutions: () => press('belvo-continue'),
      credentials: choose,
      loading: as('slow_60000'),
      mfa: as('mfa_numeric'),
      error: as('err_down'),
      success: as(`user${Math.random().toString(36).slice(2, 10)}`),
      'close-dialog': () => press('belvo-close'),
      survey: async () => { await press('belvo-close'); await press('belvo-exit-confirm'); },
    };
    const go = async (name) => { await until(screen); await ways[name](); await until(() => screen() === name); };
";

const SCREENS: [&str; 9] = [
    "consent",
    "institutions",
    "credentials",
    "loading",
    "mfa",
    "error",
    "success",
    "close-dialog",
    "survey",
];

/// Opens a widget anew and goes to a screen.
#[track_caller]
fn go(browser: &Browser, emulator: &Emulator, screen: &str) {
    let token = must_get_token(emulator);
    browser.js(&format!(
        "{WAYS} if (!document.getElementById('belvo')) {{
           document.body.append(Object.assign(document.createElement('div'), {{ id: 'belvo' }}));
         }}
         calls.length = 0;
         build({token:?});
         await go({screen:?});"
    ));
}

fn reasons(emulator: &Emulator) -> Vec<Value> {
    journalled(emulator, "widget.ended").iter().map(|entry| entry["data"]["why"].clone()).collect()
}

/// W-CONT-02: what comes next finds the element that has the id then.
const GOING: [&str; 5] = [
    "belvo.innerHTML = ''",
    "belvo.replaceChildren()",
    "belvo.remove()",
    "belvo.replaceWith(belvo.cloneNode(false))",
    "belvo.parentElement.innerHTML = '<div id=\"belvo\"></div>'",
];

#[test]
fn a_container_may_go_on_every_screen_w_cont_10() {
    let emulator = still().start().expect("an emulator");
    let site = Site::start(&emulator).put("/", page(&emulator, "", r#"<main><div id="belvo"></div></main>"#));
    browse(|browser| {
        browser.goto(&site);
        let mut runs = 0;
        for screen in SCREENS {
            let goes = GOING[runs % GOING.len()];
            go(browser, &emulator, screen);
            runs += 1;
            let before = browser.calls();
            browser.js(&format!(
                "const belvo = document.getElementById('belvo'); {goes}; await reported({runs});"
            ));
            emulator.advance("90s").expect("time to pass");
            assert_eq!(browser.calls(), before, "{screen}, {goes}: nothing more is called");
            assert_eq!(browser.json("shadows().length"), 0, "{screen}, {goes}");
            assert_eq!(reasons(&emulator).len(), runs, "{screen}, {goes}");
        }
        assert!(reasons(&emulator).iter().all(|why| why == "removed"), "{:?}", reasons(&emulator));
    });
}

#[test]
fn a_container_may_move_or_hide_on_every_screen_w_cont_08_w_cont_09() {
    let emulator = still().start().expect("an emulator");
    let two = r#"<main><div id="belvo"></div></main><aside></aside>"#;
    let site = Site::start(&emulator).put("/", page(&emulator, "", two));
    browse(|browser| {
        browser.goto(&site);
        for screen in SCREENS {
            go(browser, &emulator, screen);
            // To another place in one go, as frameworks do when they sort; then hidden and back.
            browser.js("
                const belvo = document.getElementById('belvo');
                const other = document.querySelector(belvo.parentElement.localName === 'main' ? 'aside' : 'main');
                other.append(belvo);
                for (const [name, value] of [['display', 'none'], ['visibility', 'hidden'], ['opacity', '0']]) {
                  belvo.style[name] = value;
                  await new Promise((after) => requestAnimationFrame(after));
                  belvo.style[name] = '';
                }
                belvo.hidden = true;
                belvo.hidden = false;");
            browser.must_show(screen);
            assert_eq!(reasons(&emulator).iter().filter(|why| *why != "replaced").count(), 0, "{screen}");
        }
        browser.click("belvo-survey-skip");
        browser.until("calls.some(({ to }) => to === 'onExit')");
        browser.must_be_over();
    });
}

/// What the page's functions do, and what the page was told: the rest stays unsaid.
#[test]
fn a_container_may_go_inside_the_applications_functions_w_cont_10_w_cont_12() {
    let emulator = still().start().expect("an emulator");
    let site = Site::start(&emulator);
    let success = site.put("/success", app(&emulator, "?scenario=success"));
    let exit = site.put("/exit", app(&emulator, "?scenario=login_error-abandoned"));
    let gone = "document.getElementById('belvo')";
    let cases = [
        (&success, "onEvent", format!("{gone}.innerHTML = ''"), json!(["onEvent"])),
        (&success, "onEvent", format!("{gone}.remove()"), json!(["onEvent"])),
        (&success, "callback", format!("{gone}.remove()"), json!(["callback"])),
        (&exit, "onExit", format!("{gone}.replaceWith(document.createElement('p'))"), json!(["onExit"])),
    ];
    browse(|browser| {
        for (runs, (page, to, does, told)) in cases.iter().enumerate() {
            browser.goto(page);
            browser.js(&format!(
                "build({:?}, {{ {to}: (...all) => {{ handlers.{to}(...all); {does}; }} }});
                 await reported();",
                must_get_token(&emulator)
            ));
            let names: Vec<Value> = names(browser);
            let last = names.last();
            assert_eq!(last, told.as_array().and_then(|told| told.last()), "{to}: {does}: {names:?}");
            assert_eq!(until_journalled(&emulator, "widget.ended", runs + 1).len(), runs + 1);
        }
    });
}

fn names(browser: &Browser) -> Vec<Value> {
    browser.json("calls.map(({ to }) => to)").as_array().cloned().unwrap_or_default()
}

#[test]
fn a_function_may_build_the_next_widget_w_cont_11_w_cont_12() {
    let emulator = still().start().expect("an emulator");
    let site = Site::start(&emulator).put("/", app(&emulator, "?scenario=success"));
    let [first, second] = [must_get_token(&emulator), must_get_token(&emulator)];
    browse(|browser| {
        browser.goto(&site);
        browser.js(&format!(
            "build({first:?}, {{ callback: (...all) => {{
               handlers.callback(...all);
               window.__BELVO_EMULATOR__ = {{ scenario: 'exit-at-start' }};
               build({second:?});
             }} }});
             await until(() => calls.some(({{ to }}) => to === 'onExit'));
             await reported(2);"
        ));
        let ends: Vec<Value> = names(browser).into_iter().filter(|name| name != "onEvent").collect();
        assert_eq!(ends, ["callback", "onExit"]);
        browser.must_be_over();
    });
}

/// W-CONT-07: a grey overlay of 90 % with a panel in the middle, or the whole window where it is narrow.
#[test]
fn a_wide_window_shows_a_panel_over_grey_and_a_narrow_one_a_page_w_cont_07() {
    let emulator = still().start().expect("an emulator");
    let site = Site::start(&emulator).put("/", app(&emulator, ""));
    let look = "(() => {
        const box = (id) => { const { x, y, width, height } = seek(id).getBoundingClientRect(); return [x, y, width, height]; };
        const { position, opacity } = getComputedStyle(seek('belvo-overlay'));
        const [x, y, width, height] = box('belvo-panel');
        const centred = Math.abs(innerWidth - 2 * x - width) <= 1 && Math.abs(innerHeight - 2 * y - height) <= 1;
        const overlay = box('belvo-overlay').join() === [0, 0, innerWidth, innerHeight].join();
        return { position, opacity, centred, overlay, full: width === innerWidth && height === innerHeight };
    })()";
    for (size, full) in [("1280,900", false), ("500,800", true)] {
        browse_with(&[&format!("--window-size={size}")], |browser| {
            browser.goto(&site);
            browser.js(&format!("build({:?})", must_get_token(&emulator)));
            browser.must_show("consent");
            let wanted = json!({ "position": "fixed", "opacity": "0.9", "centred": true, "overlay": true, "full": full });
            assert_eq!(browser.json(look), wanted, "{size}");
        });
    }
}

#[test]
fn escape_leaves_the_dialog_of_the_application_open_w_cont_03_w_test_07() {
    let emulator = still().start().expect("an emulator");
    let modal = r#"<dialog id="modal"><div id="belvo"></div></dialog>"#;
    let page = Site::start(&emulator).put("/", page(&emulator, "", modal));
    let token = must_get_token(&emulator);
    browse(|browser| {
        browser.goto(&page);
        browser.js(&format!("modal.showModal(); build({token:?})"));
        browser.must_show("consent");
        for screen in ["close-dialog", "consent"] {
            browser.press(Key::Escape);
            browser.must_show(screen);
            assert_eq!(browser.json("modal.open"), true, "the widget is to be seen");
        }
    });
}

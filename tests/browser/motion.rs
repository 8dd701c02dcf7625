//! Movement of the widget (W-TEST-07): the panel stands still, and what moves stops for who asked for it.

use belvo_emulator::control::{Act, ActName};
use serde_json::{Value, json};

use crate::accessibility::Visitor;
use crate::every_screen::MOVES;
use crate::gallery::{DESKTOP, Look, shots};
use crate::pages::app;
use crate::site::Site;
use crate::support::browser::browse;
use crate::support::{must_get_token, still};

/// What has moved without having been touched, and where the panel stands.
const JUMPS: &str = "window.jumps = []; window.places = new Set();
  new PerformanceObserver((list) => list.getEntries().forEach(({ hadRecentInput, sources }) =>
    hadRecentInput || jumps.push(...sources.map(({ previousRect, currentRect }) => [screen(), previousRect, currentRect])))).observe({ type: 'layout-shift', buffered: true });
  window.place = () => places.add(JSON.stringify(seek('belvo-panel').getBoundingClientRect()));";

/// Acts of a person, as a test drives them: no input of the browser's, which would excuse what moves.
const ACTS: [(&str, &str, &str); 9] = [
    ("accept", "null", "institutions"),
    ("choose", "\"erebor_br_retail\"", "credentials"),
    ("back", "null", "institutions"),
    ("choose", "\"erebor_br_retail\"", "credentials"),
    ("close", "null", "close-dialog"),
    ("stay", "null", "credentials"),
    ("submit", r#"{ "username": "bnk100", "password": "full" }"#, "mfa"),
    ("token", "\"111111\"", "success"),
    ("finish", "null", ""),
];

#[test]
fn the_panel_stands_still_from_the_first_screen_to_the_last_w_cont_07() {
    let emulator = still().scenario("mfa-numeric").start().expect("an emulator");
    let page = Site::start(&emulator).put("/", app(&emulator, "?play=by_hand"));
    browse(|browser| {
        let visitor = Visitor::new(browser, &emulator);
        visitor.look(DESKTOP);
        browser.goto(&page);
        browser.js(JUMPS);
        browser.js(&format!("build({:?})", must_get_token(&emulator)));
        browser.must_show("consent");
        let widgets = emulator.widgets().expect("the widgets");
        let widget = widgets.widgets[0].widget;
        for (act, value, screen) in ACTS {
            let value: Value = serde_json::from_str(value).expect("JSON");
            let name = ActName::parse(act).expect("an act");
            emulator
                .act(Act::new(widget, name).with(value))
                .unwrap_or_else(|why| panic!("{act}: {}", why.detail));
            if !screen.is_empty() {
                browser.must_show(screen);
                browser.js("place()");
            }
        }
        browser.must_be_over();
        assert_eq!(browser.json("[places.size, jumps]"), json!([1, []]));
    });
}

#[test]
fn the_widget_moves_while_it_loads_for_who_has_not_asked_for_less_motion_w_test_07() {
    let emulator = still().start().expect("an emulator");
    browse(|browser| {
        let visitor = Visitor::new(browser, &emulator);
        visitor.look(Look { motion: "no-preference", ..DESKTOP });
        for shot in shots().iter().filter(|shot| shot.name == "loading") {
            visitor.visit(shot, "en");
            assert!(!visitor.measure(MOVES).is_empty(), "for everybody else it does");
        }
    });
}

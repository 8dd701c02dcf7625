//! Small windows, large text, little movement (W-TEST-07): nothing is lost in any of them, and nothing jumps.

use belvo_emulator::control::{Act, ActName};
use serde_json::{Value, json};

use crate::accessibility::{JUDGE, SMALL, Visitor, must_read_axe};
use crate::gallery::{DESKTOP, Look, PHONE, Shot, shots};
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

/// A narrow phone, the smallest window of WCAG, and a desktop at 200 % zoom.
const SIZES: [Look; 3] = [Look { size: (320, 568), ..PHONE }, SMALL, Look { size: (640, 400), ..PHONE }];

const FAULTS: &str = "return [false, true].flatMap((wide) => {
    setWide(wide);
    return [...cutOff(), ...overlapping(), ...outOfReach()].map((fault) => `${fault}${wide ? ' (wide text)' : ''}`);
  })";

/// Each screen is opened once, and judged by axe in these looks, and by what is cut off in small windows.
#[track_caller]
fn must_be_for_everyone(locale: &str, judged: &[Look]) {
    let axe = must_read_axe();
    let emulator = still().start().expect("an emulator");
    browse(|browser| {
        let visitor = Visitor::new(browser, &emulator);
        visitor.equip(&axe);
        let mut faults = Vec::new();
        let mut note = |shot: &Shot, look: Look, found: Vec<String>| {
            faults.extend(found.iter().map(|fault| format!("{} {look:?}: {fault}", shot.name)));
        };
        for shot in shots() {
            visitor.visit(&shot, locale);
            for look in judged {
                visitor.look(*look);
                note(&shot, *look, visitor.measure(JUDGE));
            }
            for look in SIZES {
                visitor.look(look);
                note(&shot, look, visitor.measure(FAULTS));
            }
        }
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    });
}

#[test]
fn english_passes_axe_and_fits_small_windows_and_large_text_w_test_07() {
    must_be_for_everyone("en", &[PHONE, DESKTOP.dark(), SMALL]);
}

#[test]
fn spanish_passes_axe_and_fits_small_windows_and_large_text_w_test_07() {
    must_be_for_everyone("es", &[PHONE.dark()]);
}

#[test]
fn portuguese_passes_axe_and_fits_small_windows_and_large_text_w_test_07() {
    must_be_for_everyone("pt", &[DESKTOP]);
}

#[test]
fn nothing_moves_for_who_asked_for_less_motion_w_test_07() {
    let emulator = still().start().expect("an emulator");
    browse(|browser| {
        let visitor = Visitor::new(browser, &emulator);
        for look in [PHONE, DESKTOP] {
            visitor.look(look);
            for shot in shots() {
                visitor.visit(&shot, "en");
                assert_eq!(visitor.measure("return moving()"), [""; 0], "{}", shot.name);
            }
        }
        visitor.look(Look { motion: "no-preference", ..DESKTOP });
        for shot in shots().iter().filter(|shot| shot.name == "loading") {
            visitor.visit(shot, "en");
            assert!(!visitor.measure("return moving()").is_empty(), "for everybody else it does");
        }
    });
}

#[test]
fn fields_and_buttons_stand_out_in_both_schemes_w_test_07() {
    let emulator = still().start().expect("an emulator");
    browse(|browser| {
        let visitor = Visitor::new(browser, &emulator);
        for shot in shots() {
            visitor.visit(&shot, "en");
            for look in [PHONE, PHONE.dark()] {
                visitor.look(look);
                assert_eq!(visitor.measure("return faint()"), [""; 0], "{} {}", shot.name, look.scheme);
            }
        }
    });
}

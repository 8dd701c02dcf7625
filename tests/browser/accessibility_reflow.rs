//! Small windows, large text, little movement (W-TEST-07): nothing is lost in any of them, and nothing jumps.

use crate::accessibility::{SMALL, Visitor};
use crate::browser::browse;
use crate::gallery::{DESKTOP, LOCALES, Look, PHONE, shots};
use crate::support::still;

/// A narrow phone, the smallest window of WCAG, and a desktop at 200 % zoom.
const SIZES: [Look; 3] = [Look { size: (320, 568), ..PHONE }, SMALL, Look { size: (640, 400), ..PHONE }];

const FAULTS: &str = "return [false, true].flatMap((wide) => {
    setWide(wide);
    return [...cutOff(), ...overlapping(), ...outOfReach()].map((fault) => `${fault}${wide ? ' (wide text)' : ''}`);
  })";

#[test]
fn nothing_is_cut_off_in_small_windows_with_large_text_w_test_07() {
    let emulator = still().start().expect("an emulator");
    browse(|browser| {
        let visitor = Visitor::new(browser, &emulator);
        let mut faults = Vec::new();
        for locale in LOCALES {
            for shot in shots() {
                visitor.visit(&shot, locale);
                for look in SIZES {
                    visitor.look(look);
                    let at = (shot.name, locale, look.size);
                    faults.extend(visitor.measure(FAULTS).iter().map(|fault| format!("{at:?}: {fault}")));
                }
            }
        }
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    });
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

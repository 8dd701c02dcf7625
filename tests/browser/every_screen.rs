//! Every screen in each language, opened once and judged by all that holds for all of them (W-TEST-07): axe-core, what a
//! screen reader is told, small windows and large text, little movement, colours, one layout.

use crate::accessibility::{JUDGE, SMALL, Visitor, must_read_axe, unnamed};
use crate::gallery::{DESKTOP, Look, PHONE, Shot, shots};
use crate::support::browser::browse;
use crate::support::still;

/// Heading in the middle, the last of the bar's buttons at its end; and no role that a page's tests look for.
const LAYOUT: &str = "const middle = ({ left, right }) => Math.round(left + right) / 2;
    const [frame, heading] = [panel(), panel().querySelector('h2')].map((it) => it.getBoundingClientRect());
    const last = [...panel().querySelectorAll('.bar button')].filter((it) => it.getClientRects().length).at(-1);
    const end = last && frame.right - last.getBoundingClientRect().right;
    const { fontSize, textAlign } = getComputedStyle(panel().querySelector('h2'));
    return [
      ...(middle(frame) !== middle(heading) || textAlign !== 'center' ? ['the heading is not in the middle'] : []),
      ...(fontSize !== '24px' ? [`the heading is ${fontSize}`] : []),
      ...(end && end !== 8 ? [`the bar ends ${end} before its edge`] : []),
      ...[...shadows()[0].querySelectorAll('[role=status]')].map(nameOf),
    ]";

/// Sideways nothing is cut off, nothing lies on anything else or out of reach, with a reader's wide text too.
const REFLOW: &str = "return [false, true].flatMap((wide) => {
    setWide(wide);
    const faults = [...cutOff(), ...overlapping(), ...outOfReach()].map((fault) => `${fault}${wide ? ' (wide text)' : ''}`);
    setWide(false);
    return faults;
  })";

/// What of the widget moves.
pub const MOVES: &str = "return moving()";

/// Fields and buttons that do not stand out.
const FAINT: &str = "return faint()";

/// A narrow phone, and a desktop at 200 % zoom; the smallest window of WCAG is [`SMALL`].
const NARROW: Look = Look { size: (320, 568), ..PHONE };
const ZOOMED: Look = Look { size: (640, 400), ..PHONE };

type Judge = fn(&Visitor, &Shot) -> Vec<String>;

const AXE: Judge = |visitor, _| visitor.measure(JUDGE);
const FITS: Judge = |visitor, _| visitor.measure(REFLOW);
const STILL: Judge = |visitor, _| visitor.measure(MOVES);
const STANDS_OUT: Judge = |visitor, _| visitor.measure(FAINT);
const ALIKE: Judge = |visitor, _| visitor.measure(LAYOUT);
const NAMED: Judge = unnamed;

/// Each screen is opened in the first of these looks.
#[track_caller]
fn must_be_for_everyone(locale: &str, looks: &[(Look, &[Judge])]) {
    let axe = must_read_axe();
    let emulator = still().start().expect("an emulator");
    browse(|browser| {
        let visitor = Visitor::new(browser, &emulator);
        visitor.equip(&axe);
        let mut faults = Vec::new();
        for shot in shots() {
            visitor.look(looks[0].0);
            visitor.visit(&shot, locale);
            for (look, judges) in looks {
                visitor.look(*look);
                let found = judges.iter().flat_map(|judge| judge(&visitor, &shot));
                faults.extend(found.map(|fault| format!("{} {look:?}: {fault}", shot.name)));
            }
        }
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    });
}

#[test]
fn english_w_test_07() {
    must_be_for_everyone(
        "en",
        &[
            (PHONE, &[STILL, NAMED, AXE, STANDS_OUT, ALIKE]),
            (PHONE.dark(), &[STANDS_OUT]),
            (DESKTOP.dark(), &[AXE, ALIKE]),
            (SMALL, &[AXE, FITS]),
            (NARROW, &[FITS]),
            (ZOOMED, &[FITS]),
        ],
    );
}

#[test]
fn spanish_w_test_07() {
    must_be_for_everyone("es", &[(PHONE.dark(), &[AXE]), (NARROW, &[FITS]), (ZOOMED, &[FITS])]);
}

#[test]
fn portuguese_w_test_07() {
    must_be_for_everyone("pt", &[(DESKTOP, &[STILL, AXE]), (NARROW, &[FITS]), (ZOOMED, &[FITS])]);
}

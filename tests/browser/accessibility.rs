//! Every screen before the judges of accessibility (W-TEST-07): axe-core with the rules of WCAG 2.2 AA and its own good
//! practices, and the tree that a screen reader is given.

use std::path::Path;

use belvo_emulator::Emulator;
use serde_json::{Value, json};

use crate::browser::{Browser, browse};
use crate::gallery::{DESKTOP, Look, PHONE, Shot, application, shots};
use crate::site::Site;
use crate::support::{must_get_token, still};

/// Who looks at all sights, and in which language.
const VISITS: [(&str, &[Look]); 3] =
    [("en", &[PHONE, DESKTOP.dark(), SMALL]), ("es", &[PHONE.dark()]), ("pt", &[DESKTOP])];

/// A desktop of 1280 by 1024 at 400 % zoom.
pub const SMALL: Look = Look { size: (320, 256), ..PHONE };

const LOOKS: &str = include_str!("looks.js");

/// An application and its one browser, for many sights.
pub struct Visitor<'a> {
    pub browser: &'a Browser,
    pub emulator: &'a Emulator,
    page: String,
}

impl<'a> Visitor<'a> {
    pub fn new(browser: &'a Browser, emulator: &'a Emulator) -> Self {
        let page = Site::start(emulator).put("/", application(emulator));
        Self { browser, emulator, page }
    }

    /// Scripts that every page has from its beginning.
    #[track_caller]
    pub fn equip(&self, source: &str) {
        let cdp = self.browser.driver().cdp();
        let source = json!({ "source": source });
        self.browser.wait(cdp.send_raw("Page.addScriptToEvaluateOnNewDocument", source));
    }

    /// Runs the body of a function with `looks.js` around it; answers the lines that it returns.
    #[track_caller]
    pub fn measure(&self, body: &str) -> Vec<String> {
        let lines = self.browser.js(&format!("{LOOKS}\n{body}"));
        serde_json::from_value(lines).expect("lines")
    }

    #[track_caller]
    pub fn look(&self, look: Look) {
        for (command, parameters) in look.commands() {
            self.browser.wait(self.browser.driver().cdp().send_raw(command, parameters));
        }
    }

    #[track_caller]
    pub fn visit(&self, shot: &Shot, locale: &str) {
        self.browser.goto(&self.page);
        shot.prepare(self.emulator).unwrap_or_else(|why| panic!("{}: {}", shot.name, why.detail));
        self.browser.js(&shot.opening(&must_get_token(self.emulator), locale));
        self.browser.forgive("needs a `callback` function");
        self.browser.forgive("has expired");
    }
}

fn must_read_axe() -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("node_modules/axe-core/axe.min.js");
    std::fs::read_to_string(&file)
        .unwrap_or_else(|why| panic!("{}: {why}; `./test setup` installs axe-core", file.display()))
}

/// What axe-core finds wrong, or cannot judge, as one line each.
const JUDGE: &str = "const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
  const { violations, incomplete } = await axe.run(document, { runOnly: { type: 'tag', values: tags } });
  return [...violations, ...incomplete].flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} ${target.flat().join(' ')} ${failureSummary}`));";

#[test]
fn axe_finds_nothing_on_any_screen_w_test_07() {
    let axe = must_read_axe();
    let emulator = still().start().expect("an emulator");
    browse(|browser| {
        let visitor = Visitor::new(browser, &emulator);
        visitor.equip(&axe);
        let mut faults = Vec::new();
        for (locale, looks) in VISITS {
            for shot in shots() {
                visitor.visit(&shot, locale);
                for look in looks {
                    visitor.look(*look);
                    let found = browser.js(JUDGE);
                    let found = found.as_array().cloned().unwrap_or_default();
                    faults.extend(
                        found.iter().map(|fault| format!("{} {locale} {look:?}: {fault}", shot.name)),
                    );
                }
            }
        }
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    });
}

/// The nodes that a screen reader is given: role, name and the properties asked for.
#[track_caller]
fn nodes(browser: &Browser) -> Vec<Value> {
    let cdp = browser.driver().cdp();
    let tree = browser.wait(cdp.send_raw("Accessibility.getFullAXTree", json!({})));
    let nodes = tree["nodes"].as_array().cloned().unwrap_or_default();
    nodes.into_iter().filter(|node| node["ignored"] == false).collect()
}

//! Every screen before the judges of accessibility (W-TEST-07): axe-core with the rules of WCAG 2.2 AA and its own good
//! practices, and the tree that a screen reader is given.

use std::path::Path;

use belvo_emulator::Emulator;
use serde_json::{Value, json};

use crate::gallery::{Look, PHONE, Shot, application, shots};
use crate::pages::app;
use crate::site::Site;
use crate::support::browser::{Browser, browse};
use crate::support::{must_get_token, still};

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
        // The page answers a new size (media queries, resize observers) in its next frame, which may be late.
        self.browser
            .js("await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));");
    }

    #[track_caller]
    pub fn visit(&self, shot: &Shot, locale: &str) {
        self.browser.goto(&self.page);
        shot.prepare(self.emulator).unwrap_or_else(|why| panic!("{}: {}", shot.name, why.detail));
        self.browser.js(&shot.opening(&must_get_token(self.emulator), locale));
        self.browser.forgive("needs a `callback` function");
        self.browser.forgive("has expired");
        self.browser.forgive("does not answer");
    }
}

pub fn must_read_axe() -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("node_modules/axe-core/axe.min.js");
    std::fs::read_to_string(&file)
        .unwrap_or_else(|why| panic!("{}: {why}; `./test setup` installs axe-core", file.display()))
}

/// What axe-core finds wrong, or cannot judge, as one line each. It cannot tell the colours of what the edge of a low
/// window cuts, which the others show, nor those behind the arrow of a select, which are those of every field.
pub const JUDGE: &str = "const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
  const options = { runOnly: { type: 'tag', values: tags }, resultTypes: ['violations', 'incomplete'], preload: false };
  const { violations, incomplete } = await axe.run(document, options);
  const split = ({ id, nodes }) => nodes.map((node) => ({ ...node, id }));
  const hidden = ({ id, html }) => id === 'color-contrast' && (innerHeight <= 480 || html.startsWith('<select'));
  const found = [...violations.flatMap(split), ...incomplete.flatMap(split).filter((node) => !hidden(node))];
  return found.map(({ id, target, failureSummary }) => `${id} ${target.flat().join(' ')} ${failureSummary}`);";

/// What a screen reader is given: role, name, description and properties.
#[track_caller]
fn spoken(browser: &Browser) -> Vec<Value> {
    let cdp = browser.driver().cdp();
    let tree = browser.wait(cdp.send_raw("Accessibility.getFullAXTree", json!({})));
    let nodes = tree["nodes"].as_array().cloned().unwrap_or_default();
    nodes.iter().filter(|node| node["ignored"] == false).map(part).collect()
}

/// The node without what only a debugger wants.
fn part(node: &Value) -> Value {
    let mut part = json!({});
    for key in ["role", "name", "description"] {
        part[key] = node[key]["value"].clone();
    }
    for property in node["properties"].as_array().into_iter().flatten() {
        part[property["name"].as_str().unwrap_or_default()] = property["value"]["value"].clone();
    }
    part
}

fn of_role<'a>(parts: &'a [Value], role: &str) -> Vec<&'a Value> {
    parts.iter().filter(|part| part["role"] == role).collect()
}

/// What a screen reader is not told of a screen: its name, and that of each thing that can be reached.
pub fn unnamed(visitor: &Visitor, shot: &Shot) -> Vec<String> {
    let parts = spoken(visitor.browser);
    let heading = visitor.browser.json("shadows()[0].querySelector('h2').textContent");
    let frame = if shot.name == "config-error" { "region" } else { "dialog" };
    let frames: Vec<_> = of_role(&parts, frame).iter().map(|part| part["name"].clone()).collect();
    let silent = parts.iter().filter(|part| part["focusable"] == true && part["name"] == "");
    let mut faults: Vec<String> = silent.map(|part| format!("without a name: {part}")).collect();
    if frames != [heading] {
        faults.push(format!("not one {frame}, with the name of the screen: {frames:?}"));
    }
    faults
}

#[test]
fn a_refused_form_says_what_is_wrong_with_which_field_w_test_07() {
    let emulator = still().start().expect("an emulator");
    browse(|browser| {
        let visitor = Visitor::new(browser, &emulator);
        for shot in shots().iter().filter(|shot| shot.name == "credentials-faults") {
            visitor.visit(shot, "en");
        }
        let parts = spoken(browser);
        assert_eq!(of_role(&parts, "dialog")[0]["modal"], true);
        let fields = of_role(&parts, "textbox");
        assert_eq!(fields.len(), 3, "{fields:?}");
        for field in fields {
            let told = json!([field["required"], field["invalid"], field["description"]]);
            assert_eq!(told, json!([true, "true", "Required"]), "{}", field["name"]);
        }
        assert_eq!(of_role(&parts, "textbox")[0]["focused"], true, "the focus is where the first fault is");
        assert_eq!(browser.json("shadows()[0].querySelector('.unseen').textContent"), "Required");
    });
}

/// Notes what live regions say from now on, each time that they say something else.
const LISTEN: &str = "window.said = [];
  function listen(root) {
    const regions = root.querySelectorAll('[aria-live], [role=alert]');
    const heard = [...regions].filter((region) => !region.hidden).map((region) => region.textContent).filter(Boolean);
    if (heard.length && heard.join() !== said.at(-1)) said.push(heard.join());
  }
  const watched = { subtree: true, childList: true, characterData: true, attributes: true };
  shadows().forEach((root) => new MutationObserver(() => listen(root)).observe(root, watched));";

#[test]
fn live_regions_tell_of_waiting_and_errors_once_w_test_07() {
    let emulator = still().start().expect("an emulator");
    let page = Site::start(&emulator).put("/", app(&emulator, ""));
    browse(|browser| {
        browser.goto(&page);
        browser.js(&format!("build({:?})", must_get_token(&emulator)));
        browser.must_show("consent");
        browser.js(LISTEN);
        browser.click("belvo-continue");
        browser.click("belvo-institution-erebor_br_retail");
        for (user, screen) in [("err_login_a", "error"), ("slow_2000", "loading")] {
            browser.write("belvo-field-username", user);
            browser.write("belvo-field-password", "full");
            browser.click("belvo-submit");
            browser.must_show(screen);
            if screen == "error" {
                browser.click("belvo-retry");
            }
        }
        // The heading has the focus, and so is read anyway.
        let said = ["Check your credentials and try again.", "Connecting…"];
        assert_eq!(browser.json("said"), json!(said));
    });
}

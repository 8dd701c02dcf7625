//! Every screen of the widget and how to get there, on each kind of device: for the tests and for the pictures.

use belvo_emulator::control::{InForce, SetScenario};
use belvo_emulator::{Emulator, Problem};
use serde_json::{Value, json};

/// What the page is looked at with.
#[derive(Clone, Copy, Debug)]
pub struct Look {
    /// CSS pixels; half of them is what 200 % zoom leaves.
    pub size: (u32, u32),
    /// `prefers-color-scheme`.
    pub scheme: &'static str,
    /// `prefers-reduced-motion`.
    pub motion: &'static str,
    /// `forced-colors`.
    pub forced: &'static str,
}

pub const PHONE: Look = Look { size: (390, 844), scheme: "light", motion: "reduce", forced: "none" };
pub const DESKTOP: Look = Look { size: (1280, 800), ..PHONE };

impl Look {
    /// The same in the dark.
    pub const fn dark(self) -> Self {
        Self { scheme: "dark", ..self }
    }

    /// The same in the few colours that a person has chosen.
    pub const fn forced(self) -> Self {
        Self { forced: "active", ..self }
    }

    /// The commands that emulate it.
    pub fn commands(self) -> [(&'static str, Value); 2] {
        let (width, height) = self.size;
        let features = json!([
            { "name": "prefers-color-scheme", "value": self.scheme },
            { "name": "prefers-reduced-motion", "value": self.motion },
            { "name": "forced-colors", "value": self.forced },
        ]);
        let metrics =
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600 });
        [
            ("Emulation.setDeviceMetricsOverride", metrics),
            ("Emulation.setEmulatedMedia", json!({ "features": features })),
        ]
    }
}

/// A sight: its name, the screen, how a scenario gets there, and what the page does besides.
pub struct Shot {
    pub name: &'static str,
    pub screen: &'static str,
    steps: Value,
    before: &'static str,
    then: &'static str,
    config: &'static str,
}

const CONFIG: &str = "company_name: 'Acme', opportunity_loss: 'You lose your bonus.', callback() {}";
const FAULTS: &str =
    "seek('belvo-submit').click(); await until(() => shadows()[0].querySelector('[aria-invalid]'))";
const REVEAL: &str = "seek('belvo-field-password').value = 'secret'; seek('belvo-reveal-password').click()";
const CUT: &str =
    "cut = true; seek('belvo-continue').click(); await until(() => seek('belvo-network-retry'))";
/// What is told after a while is told at once.
const AT_ONCE: &str =
    "const timeout = setTimeout; window.setTimeout = (work, _, ...more) => timeout(work, 0, ...more);";
const SEARCH: &str =
    "const search = seek('belvo-search'); search.value = 'zzz'; search.dispatchEvent(new Event('input'))";

pub fn shots() -> Vec<Shot> {
    let shot = |name, screen, steps| Shot { name, screen, steps, before: "", then: "", config: CONFIG };
    let at = |name| json!(["accept", { "choose": name }]);
    let refused = json!({ "choose": { "institution": "any", "warning": "institution_disabled" } });
    let chosen = |more: Value| {
        let mut steps = vec![json!("accept"), json!({ "choose": "any" })];
        steps.extend(more.as_array().cloned().unwrap_or_default());
        Value::Array(steps)
    };
    let asked = |kind| chosen(json!([{ "submit": { "ask_token": kind } }]));
    let connected = chosen(json!([{ "submit": "success" }, { "wait": "1h" }, "finish"]));
    vec![
        shot("consent", "consent", json!([])),
        Shot { then: "seek('belvo-help').click()", ..shot("consent-help", "consent", json!([])) },
        shot("institutions", "institutions", json!(["accept"])),
        Shot { then: SEARCH, ..shot("institutions-none", "institutions", json!(["accept"])) },
        shot("institutions-refused", "institutions", json!(["accept", refused])),
        shot("credentials", "credentials", chosen(json!([]))),
        Shot {
            then: "seek('belvo-help').click()",
            ..shot("credentials-help", "credentials", chosen(json!([])))
        },
        Shot { then: FAULTS, ..shot("credentials-faults", "credentials", chosen(json!([]))) },
        shot("credentials-select", "credentials", at("ironbank_br_retail")),
        Shot {
            config: "institution: 'planet_mx_employment', callback() {}",
            ..shot("credentials-hidden", "credentials", json!([]))
        },
        shot("credentials-optional", "credentials", at("heimdall_mx_retail")),
        Shot { then: REVEAL, ..shot("credentials-shown", "credentials", chosen(json!([]))) },
        shot("loading", "loading", chosen(json!(["hang"]))),
        Shot {
            before: AT_ONCE,
            then: "await until(() => seek('belvo-slow')?.textContent)",
            ..shot("loading-slow", "loading", chosen(json!(["hang"])))
        },
        Shot { then: CUT, ..shot("network", "consent", json!([])) },
        shot("mfa-numeric", "mfa", asked("numeric")),
        shot("mfa-qr", "mfa", asked("qr")),
        shot("mfa-text", "mfa", asked("text")),
        shot("mfa-inputless", "mfa", asked("inputless")),
        shot("error", "error", chosen(json!([{ "submit": "login_error" }]))),
        shot("success", "success", connected),
        shot("close-dialog", "close-dialog", json!(["close"])),
        shot("survey", "survey", json!(["close", "leave"])),
        shot("expired", "expired", json!(["expire"])),
        Shot { config: "", ..shot("config-error", "config-error", json!([])) },
    ]
}

impl Shot {
    /// Chooses the scenario that leads there.
    pub fn prepare(&self, emulator: &Emulator) -> Result<InForce, Problem> {
        let steps = self.steps.as_array().map(Vec::as_slice).unwrap_or_default();
        if steps.is_empty() {
            return emulator.set_scenario(SetScenario::none());
        }
        let widget = json!({ "play": "by_itself", "steps": steps });
        emulator.set_scenario(SetScenario::document(
            json!({ "version": 1, "title": self.name, "widget": widget }),
        ))
    }

    /// The body of an asynchronous function that opens the widget and waits for the sight.
    pub fn opening(&self, token: &str, locale: &str) -> String {
        let Self { screen, before, then, config, .. } = self;
        format!(
            "{before}
             belvoSDK.createWidget({token:?}, {{ locale: {locale:?}, {config} }}).build();
             await until(() => screen() === {screen:?});
             {then}"
        )
    }
}

/// The way to the emulator, which a sight may cut; the widget takes it as it loads.
const WAY: &str = "window.cut = false; const way = fetch;
    window.fetch = (...given) => (cut ? Promise.reject(new TypeError('cut')) : way(...given));";

/// A page with something beneath, so that the overlay shows.
pub fn application(emulator: &Emulator) -> String {
    let words = "<p>An application that embeds the widget.</p>".repeat(8);
    let script = emulator.widget_url();
    format!(
        "<!DOCTYPE html><html lang='en'><meta charset='utf-8'><meta name='viewport' content='width=device-width'>\
         <title>Application</title><script>{WAY}</script><script src='{script}'></script>\
         <main><h1>Application</h1><div id='belvo'></div>{words}</main>"
    )
}

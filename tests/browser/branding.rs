//! How an application dresses the widget: what a person sees of it, in light and in dark.

use belvo_emulator::domain::widget::css::{Kind, VARIABLES};
use belvo_emulator::{Emulator, Request};
use serde_json::{Value, json};

use crate::pages::app;
use crate::site::Site;
use crate::support::browser::{Browser, browse, browse_with};
use crate::support::{still, token_request};

/// An access token that was asked for with this `widget`.
#[track_caller]
fn must_get_token(emulator: &Emulator, widget: &Value) -> String {
    let mut request = token_request();
    request["widget"] = widget.clone();
    if let Some(keys) = request["widget"].as_object_mut() {
        keys.entry("branding").or_insert_with(|| json!({}));
    }
    let reply = emulator.handle(&Request::post("/api/token/", &request));
    reply.value()["access"].as_str().expect("a token").to_owned()
}

/// Loads the page and opens a widget in it.
#[track_caller]
fn open(browser: &Browser, page: &str, emulator: &Emulator, widget: &Value) {
    browser.goto(page);
    browser.js(&format!("build({:?})", must_get_token(emulator, widget)));
    browser.must_show("consent");
}

#[track_caller]
fn prefer(browser: &Browser, scheme: &str) {
    let features = json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] });
    browser.wait(browser.driver().cdp().send_raw("Emulation.setEmulatedMedia", features));
}

/// A computed style of an element of the widget.
#[track_caller]
fn style(browser: &Browser, testid: &str, property: &str) -> String {
    let value = browser.json(&format!("getComputedStyle(seek('{testid}')).getPropertyValue('{property}')"));
    value.as_str().expect("a style").to_owned()
}

fn theme(variables: &[(&str, &str)]) -> Value {
    let items = variables.iter().map(|(css_key, value)| json!({ "css_key": css_key, "value": value }));
    json!(items.collect::<Vec<_>>())
}

const SVG: &str =
    "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 30 10'><rect width='30' height='10'/></svg>";

#[test]
fn what_a_company_says_and_shows_is_on_its_screens_w_brand_01_and_02_04_to_08_10() {
    let emulator = still().start().expect("an emulator");
    let page = Site::start(&emulator).put("/", app(&emulator, ""));
    let image = format!("data:image/svg+xml,{SVG}");
    let widget = json!({ "branding": {
        "company_name": "Acme", "company_icon": image, "company_logo": image, "social_proof": false,
        "company_terms_url": "https://acme.test/terms", "company_benefit_header": "Faster approvals",
        "company_benefit_content": "Today", "opportunity_loss": "A month", "show_belvo_middle_logo": true,
    } });
    let drawn = "(id) => seek(id)?.querySelector('img')?.naturalWidth > 0";
    browse(|browser| {
        open(browser, &page, &emulator, &widget);
        browser.until(&format!("({drawn})('belvo-company-icon')"));
        let words = browser.words("belvo-screen-consent");
        assert!(words.contains("Acme uses Belvo to connect your account"), "W-BRAND-04: {words}");
        assert_eq!(browser.words("belvo-benefit"), "Faster approvalsToday", "W-BRAND-06");
        assert_eq!(browser.json("seek('belvo-terms').href"), "https://acme.test/terms", "W-BRAND-05");
        browser.click("belvo-close");
        browser.until(&format!("({drawn})('belvo-company-logo')"));
        assert_eq!(browser.words("belvo-opportunity-loss"), "A month", "W-BRAND-07");
        browser.click("belvo-exit-cancel");
        browser.click("belvo-continue");
        browser.must_show("institutions");
        assert!(!browser.words("belvo-screen-institutions").contains("5 million"), "W-BRAND-08");
        browser.click("belvo-institution-erebor_br_retail");
        browser.write("belvo-field-username", "slow_60000");
        browser.write("belvo-field-password", "full");
        browser.click("belvo-submit");
        browser.must_show("loading");
        browser.until(&format!("({drawn})('belvo-company-logo')"));
        let way = "seek('belvo-middle-logo').parentElement";
        browser.until(&format!("{way}.querySelectorAll('img, .emblem, .tile').length === 3"));
        let order = browser.json(&format!("[...{way}.children].map((it) => it.className)"));
        assert_eq!(
            order,
            json!(["company logo", "", "station waits"]),
            "W-BRAND-10: company, mark, institution"
        );
        emulator.advance("60s").expect("the bank answers");
        browser.must_show("success");
        browser.until(&format!("({drawn})('belvo-company-logo')"));

        open(browser, &page, &emulator, &json!({}));
        assert_eq!(
            browser.json("seek('belvo-terms').href"),
            "https://belvo.com/terms-service/",
            "W-BRAND-05"
        );
        assert_eq!(browser.json("['icon', 'logo'].filter((it) => seek(`belvo-company-${it}`))"), json!([]));
        browser.click("belvo-continue");
        browser.must_show("institutions");
        assert!(browser.words("belvo-screen-institutions").contains("5 million"), "W-BRAND-08");
    });
}

#[test]
fn a_theme_sets_both_schemes_and_the_brand_may_choose_one_w_brand_09_12_14_15() {
    let emulator = still().start().expect("an emulator");
    let page = Site::start(&emulator).put("/", app(&emulator, ""));
    let colors = theme(&[
        ("--color-primary-base", "rgb(181, 23, 158)"),
        ("--button-border-radius", "20px"),
        ("--nav-bar-background-color", "#fde8f8"),
        ("--nav-bar-background-color-dark", "rgba(58, 10, 51, 0.5)"),
        ("--input-text-label-variation", "top"),
        ("--nav-bar-left-icon-dark", "help_outlined"),
        ("--invented", "#fff"),
    ]);
    let branding = json!({ "overlay_background_color": "#240046", "company_color": "#010203" });
    let widget = |scheme: Value| json!({ "branding": branding, "theme": colors, "color_scheme": scheme });
    let bar = |browser: &Browser| {
        let bar = "getComputedStyle(seek('belvo-panel').querySelector('.bar')).backgroundColor";
        browser.json(bar).as_str().expect("a color").to_owned()
    };
    let (light, dark) = ("rgb(253, 232, 248)", "rgba(58, 10, 51, 0.5)");
    browse(|browser| {
        for (system, scheme, expected) in [
            ("light", Value::Null, light),
            ("dark", Value::Null, dark),
            ("dark", json!("LIGHT"), light),
            ("light", json!("DARK"), dark),
        ] {
            prefer(browser, system);
            open(browser, &page, &emulator, &widget(scheme));
            assert_eq!(bar(browser), expected, "{system}");
            let button = |property| style(browser, "belvo-continue", property);
            let dressed = [button("background-color"), button("border-top-left-radius")];
            assert_eq!(dressed, ["rgb(181, 23, 158)", "20px"], "one value is for both schemes");
            let overlay = |property| style(browser, "belvo-overlay", property);
            let grey = [overlay("background-color"), overlay("opacity")];
            assert_eq!(grey, ["rgb(36, 0, 70)", "0.9"], "W-BRAND-09");
            let root = |name| style(browser, "belvo-root", name);
            assert_eq!(root("--nav-bar-background-color"), "#fde8f8", "W-BRAND-15: on the root");
            assert_eq!((root("--invented").as_str(), root("--tab-text-color").as_str()), ("", "#0663f9"));
        }
        assert_eq!(browser.json("shadows()[0].querySelector('.root').dataset.labels"), "top");
        browser.click("belvo-continue");
        browser.must_show("institutions");
        let glyphs =
            "['back', 'help'].map((it) => seek(`belvo-${it}`).querySelector('path').getAttribute('d'))";
        let glyphs = browser.json(glyphs);
        assert_eq!(glyphs[0], glyphs[1], "the icon that the theme has chosen");
    });
}

#[test]
fn each_variable_of_a_theme_is_in_the_style_sheet_w_brand_16() {
    let emulator = still().start().expect("an emulator");
    let page = Site::start(&emulator).put("/", app(&emulator, ""));
    // There are no tabs to color; what chooses a glyph or a place is read by the script.
    let by_script = ["--nav-bar-left-icon", "--nav-bar-right-icon", "--input-text-label-variation"];
    let set = |name: &str, kind: Kind| match kind {
        Kind::Color => {
            format!("#{:06x}", name.bytes().fold(7_u32, |sum, b| sum * 31 % 0xff_fff1 + u32::from(b)))
        }
        Kind::Length => "3px".to_owned(),
        Kind::Fraction => "0.5".to_owned(),
        Kind::Weight => "650".to_owned(),
        Kind::Shadow => "0 1px #123456".to_owned(),
        Kind::Word(words) => words[words.len() - 1].to_owned(),
    };
    let all = VARIABLES
        .iter()
        .flat_map(|(name, kind)| [((*name).to_owned(), *kind), (format!("{name}-dark"), *kind)]);
    let all: Vec<(String, String)> = all.map(|(name, kind)| (name.clone(), set(&name, kind))).collect();
    let pairs: Vec<(&str, &str)> = all.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    browse(|browser| {
        for (scheme, suffix) in [("LIGHT", ""), ("DARK", "-dark")] {
            open(browser, &page, &emulator, &json!({ "theme": theme(&pairs), "color_scheme": scheme }));
            // Without the definitions themselves: `--x-dark: var(--x)`.
            let rules = "shadows()[0].adoptedStyleSheets.flatMap((it) => [...it.cssRules])
                .map((it) => it.cssText).join('').replace(/--[a-z-]+-dark: [^;]+;/g, '')";
            let rules = browser.json(rules).as_str().expect("rules").to_owned();
            for (name, _) in VARIABLES {
                let value = &all.iter().find(|(key, _)| *key == format!("{name}{suffix}")).expect("set").1;
                assert_eq!(style(browser, "belvo-panel", name), *value, "{scheme}: {name} is in force");
                let used = [")", ","].iter().any(|end| rules.contains(&format!("var({name}{end}")));
                let of_tabs = name.starts_with("--tab-") || by_script.contains(&name);
                assert!(used || of_tabs, "no rule of the style sheet reads {name}");
            }
        }
    });
}

/// What lies where: text on its ground, with the least contrast that WCAG 2.2 AA wants.
const GROUNDS: [(&str, &str, f64); 19] = [
    ("--button-font-color", "--color-primary-base", 4.5),
    ("--button-font-color-disabled", "--button-background-color-disabled", 4.5),
    ("--nav-bar-title-color", "--nav-bar-background-color", 4.5),
    ("--nav-bar-icon-color", "--nav-bar-background-color", 3.0),
    ("--banner-title-color", "--banner-background-color-info", 4.5),
    ("--banner-body-color", "--banner-background-color-info", 4.5),
    ("--banner-body-color", "--banner-background-color-error", 4.5),
    ("--banner-body-color", "--banner-background-color-success", 4.5),
    ("--banner-body-color", "--banner-background-color-warning", 4.5),
    ("--input-text-label-color", "--color-surface", 4.5),
    ("--input-text-label-color-error", "--color-surface", 4.5),
    ("--input-text-placeholder-color", "--color-surface", 4.5),
    ("--input-text-outline-border-color", "--color-surface", 3.0),
    ("--input-text-icon-color", "--color-surface", 3.0),
    ("--color-text", "--color-surface", 4.5),
    ("--color-text-soft", "--color-surface-raised", 4.5),
    ("--color-link", "--color-surface", 4.5),
    ("--color-error", "--color-surface", 4.5),
    ("--color-mark-text", "--color-mark", 4.5),
];

#[test]
fn the_defaults_can_be_read_in_both_schemes_w_brand_16() {
    let emulator = still().start().expect("an emulator");
    let page = Site::start(&emulator).put("/", app(&emulator, ""));
    let measure = "const panel = seek('belvo-panel');
        const probe = panel.appendChild(document.createElement('i'));
        const luminance = (name) => {
          probe.style.color = `color-mix(in srgb, var(${name}) 100%, transparent 0%)`;
          const linear = (part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
          const [red, green, blue] = getComputedStyle(probe).color.match(/[\\d.]+/g).map(Number).map(linear);
          return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
        };
        const ratios = PAIRS.map(([above, below]) => {
          const [low, high] = [luminance(above), luminance(below)].sort((a, b) => a - b);
          return (high + 0.05) / (low + 0.05);
        });
        return JSON.stringify(ratios)";
    let pairs: Vec<[&str; 2]> = GROUNDS.iter().map(|(above, below, _)| [*above, *below]).collect();
    let measure = measure.replace("PAIRS", &json!(pairs).to_string());
    browse(|browser| {
        for scheme in ["LIGHT", "DARK"] {
            open(browser, &page, &emulator, &json!({ "color_scheme": scheme }));
            let ratios = browser.js(&measure);
            let ratios: Vec<f64> = serde_json::from_str(ratios.as_str().expect("text")).expect("ratios");
            for ((above, below, least), ratio) in GROUNDS.iter().zip(ratios) {
                assert!(ratio >= *least, "{scheme}: {above} on {below} is {ratio:.2}, {least} at least");
            }
        }
    });
}

/// What a box that a company's image belongs in shows: the image's address, or the placeholder's title.
#[track_caller]
fn shown(browser: &Browser, kind: &str) -> Value {
    let image = format!("seek('belvo-company-{kind}')");
    browser.json(&format!(
        "[{image}.querySelector('img')?.getAttribute('src') ?? null, {image}.querySelector('[role=img]')?.title ?? null]"
    ))
}

#[test]
fn images_from_outside_and_broken_ones_are_placeholders_w_brand_03() {
    let emulator = still().start().expect("an emulator");
    let site = Site::start(&emulator);
    let page = site.put("/", app(&emulator, ""));
    let (local, broken) = (site.put("/logo.svg", SVG), site.put("/broken.svg", "<svg"));
    let icon =
        |url: &str| json!({ "branding": { "company_icon": url, "company_logo": "https://acme.test/l.svg" } });
    browse(|browser| {
        open(browser, &page, &emulator, &icon(&local));
        browser.must_decode("belvo-company-icon");
        browser.click("belvo-close");
        browser.must_see("belvo-company-logo");
        assert_eq!(shown(browser, "logo"), json!([null, "https://acme.test/l.svg"]));
        for bad in [broken.as_str(), "data:image/png;base64,AAAA"] {
            open(browser, &page, &emulator, &icon(bad));
            browser.until("seek('belvo-company-icon').querySelector('[role=img]')");
            assert_eq!(shown(browser, "icon"), json!([null, bad]));
            browser.click("belvo-continue");
            browser.must_show("institutions");
        }
        open(browser, &page, &emulator, &icon("not an address"));
        assert_eq!(
            browser.json("seek('belvo-company-icon') ?? null"),
            Value::Null,
            "W-BRAND-01: the default icon"
        );
    });
}

#[test]
fn images_from_outside_are_loaded_when_the_page_asks_for_it_w_brand_03() {
    let emulator = still().start().expect("an emulator");
    let site = Site::start(&emulator);
    site.put("/logo.svg", SVG);
    let page = site.put("/", app(&emulator, "?widget.remote_branding=on"));
    let port = site.url.rsplit(':').next().expect("a port");
    let rules = format!("--host-resolver-rules=MAP acme.test 127.0.0.1:{port}");
    browse_with(&[&rules], |browser| {
        let widget = json!({ "branding": { "company_icon": "http://acme.test/logo.svg" } });
        open(browser, &page, &emulator, &widget);
        browser.must_decode("belvo-company-icon");
        assert_eq!(shown(browser, "icon"), json!(["http://acme.test/logo.svg", null]));
        browser.must_have_asked("http://acme.test/logo.svg");
    });
}

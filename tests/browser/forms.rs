//! The forms of the institutions, and the bank's question as a picture.

use rqrr::PreparedImage;
use serde_json::json;

use crate::pages::{app, app_on_network};
use crate::site::Site;
use crate::support::browser::{Browser, browse};
use crate::support::{must_get_token, still};

/// A property of an element of the widget.
#[track_caller]
fn of(browser: &Browser, testid: &str, property: &str) -> serde_json::Value {
    browser.must_see(testid);
    browser.json(&format!("seek({testid:?}).{property}"))
}

#[test]
fn a_select_field_speaks_for_the_one_that_it_is_about_w_flow_03() {
    let emulator = still().start().expect("an emulator");
    let page = Site::start(&emulator).put("/", app(&emulator, ""));
    let token = must_get_token(&emulator);
    browse(|browser| {
        browser.goto(&page);
        browser.js(&format!("build({token:?}, {{ institution: 'ironbank_br_retail' }})"));
        let select = "belvo-field-username_type";
        assert_eq!(
            of(browser, select, "value"),
            "",
            "`pre_selected: 0` is the placeholder, not a refused choice"
        );
        assert_eq!(of(browser, select, "selectedOptions[0].textContent"), "Choose one");
        assert_eq!(of(browser, select, "labels[0].textContent"), "Kind of document");
        assert_eq!(of(browser, "belvo-field-username", "placeholder"), "12345678901");
        browser.write(select, "Passport");
        assert_eq!(of(browser, select, "value"), "003");
        assert_eq!(of(browser, "belvo-field-username", "placeholder"), "Identification number");
        browser.write("belvo-field-username", "adv valid");
        browser.click("belvo-submit");
        browser.until("seek('belvo-field-username')?.ariaInvalid === 'true'");
        let words = "document.activeElement.shadowRoot ?? shadows()[0]";
        let problem = browser.json(&format!("({words}).getElementById('problem-username').textContent"));
        assert_eq!(
            problem, "1 to 16 letters, digits or _",
            "what the institution's row says, in the widget's language"
        );
        assert_eq!(of(browser, select, "value"), "003", "what was chosen stays");
        assert_eq!(browser.words("belvo-submit"), "Connect");
        browser.write("belvo-field-username", "adv_valid");
        for field in ["username2", "password", "password2"] {
            browser.write(&format!("belvo-field-{field}"), "valid");
        }
        browser.click("belvo-submit");
        browser.must_show("success");
    });
}

#[test]
fn a_password_can_be_looked_at_and_hidden_again() {
    let emulator = still().start().expect("an emulator");
    let page = Site::start(&emulator).put("/", app(&emulator, ""));
    let token = must_get_token(&emulator);
    browse(|browser| {
        browser.goto(&page);
        browser.js(&format!("build({token:?}, {{ institution: 'heimdall_mx_retail' }})"));
        browser.write("belvo-field-password", "secret");
        let button = "belvo-reveal-password";
        for (kind, words) in [("password", "Show"), ("text", "Hide"), ("password", "Show")] {
            assert_eq!(of(browser, "belvo-field-password", "type"), kind);
            assert_eq!(browser.words(button), words);
            assert_eq!(of(browser, button, "ariaLabel"), format!("{words}: Password"));
            browser.click(button);
        }
        assert_eq!(of(browser, "belvo-field-password", "value"), "secret");
        assert_eq!(of(browser, "belvo-field-token", "labels[0].textContent"), "Token (optional)");
        assert_eq!(of(browser, "belvo-field-token", "ariaRequired"), "false");
    });
}

#[test]
fn a_hidden_field_is_sent_and_not_shown_w_flow_03() {
    let emulator = still().start().expect("an emulator");
    let page = Site::start(&emulator).put("/", app_on_network(&emulator));
    let token = must_get_token(&emulator);
    browse(|browser| {
        browser.goto(&page);
        browser.js(&format!(
            "network = (url, options) => {{
               if (url.endsWith('/acts')) window.sent = JSON.parse(options.body).value;
               return send(url, options);
             }};
             build({token:?}, {{ institution_types: 'employment' }})"
        ));
        browser.write("belvo-field-username", "BLPM951331IONVGR54");
        assert_eq!(browser.json("seek('belvo-field-password') ?? null"), json!(null));
        browser.click("belvo-submit");
        browser.must_show("success");
        let typed = json!({ "username": "BLPM951331IONVGR54", "password": "fake-password" });
        assert_eq!(browser.json("sent"), typed);
    });
}

/// The text of the one QR code in a picture.
#[track_caller]
fn scanned(png: &[u8]) -> String {
    let mut decoder = png::Decoder::new(std::io::Cursor::new(png));
    decoder.set_transformations(png::Transformations::normalize_to_color8());
    let mut reader = decoder.read_info().expect("a picture");
    let mut bytes = vec![0; reader.output_buffer_size().expect("a size")];
    let info = reader.next_frame(&mut bytes).expect("a picture");
    let (width, height) = (info.width as usize, info.height as usize);
    let samples = info.color_type.samples();
    let mut image =
        PreparedImage::prepare_from_greyscale(width, height, |x, y| bytes[(y * width + x) * samples]);
    let grids = image.detect_grids();
    assert_eq!(grids.len(), 1, "one code in the picture");
    grids[0].decode().expect("a code that can be read").1
}

/// What is on the glass is scanned, in the light and in the dark; what it says also stands beside it as text.
#[test]
fn a_qr_code_can_be_scanned_from_the_screen_w_flow_05() {
    let emulator = still().scenario("mfa-qr").start().expect("an emulator");
    let page = Site::start(&emulator).put("/", app(&emulator, "?play=by_hand"));
    let token = must_get_token(&emulator);
    browse(|browser| {
        // High enough for the whole code.
        let phone = json!({ "width": 390, "height": 844, "deviceScaleFactor": 1, "mobile": true });
        browser.wait(browser.driver().cdp().send_raw("Emulation.setDeviceMetricsOverride", phone));
        browser.goto(&page);
        browser.js(&format!("build({token:?}, {{ institution: 'heimdall_br_retail', locale: 'pt' }})"));
        browser.write("belvo-field-username", "bnk100");
        browser.write("belvo-field-password", "full");
        browser.click("belvo-submit");
        browser.must_show("mfa");
        let said = browser.words("belvo-mfa-value");
        assert_eq!(of(browser, "belvo-mfa-qr", "getAttribute('aria-label')"), "Código QR");
        let told = browser.json("shadows()[0].querySelector('.lead').textContent");
        assert_eq!(told, "Escaneie este código com o app do seu banco para gerar o token");
        for scheme in ["light", "dark"] {
            let features = json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] });
            browser.wait(browser.driver().cdp().send_raw("Emulation.setEmulatedMedia", features));
            let code = browser.must_see("belvo-mfa-qr");
            let picture = browser.wait(code.screenshot_as_png());
            assert_eq!(scanned(&picture), said, "{scheme}");
        }
    });
}

#[test]
fn a_form_that_is_refused_again_for_the_same_is_told_again() {
    let emulator = still().start().expect("an emulator");
    let page = Site::start(&emulator).put("/", app(&emulator, ""));
    let token = must_get_token(&emulator);
    let field = "belvo-field-username";
    browse(|browser| {
        browser.goto(&page);
        browser.js(&format!("build({token:?}, {{ institution: 'ironbank_br_retail' }})"));
        browser.write("belvo-field-username_type", "Passport");
        browser.write(field, "adv valid");
        browser.click("belvo-submit");
        browser.until(&format!("seek('{field}')?.ariaInvalid === 'true'"));
        let first = browser.json("shadows()[0].querySelector('.panel > [aria-live]').textContent");
        browser.js("window.said = [];
             const live = shadows()[0].querySelector('.panel > [aria-live]');
             new MutationObserver(() => said.push(live.textContent)).observe(live, { childList: true });
             window.drawn = shadows()[0].querySelector('h2');");
        for time in 1..=2 {
            browser.click("belvo-submit");
            browser.until(&format!("said.length === {time}"));
            assert_eq!(browser.json("shadows()[0].activeElement.dataset.testid"), field);
        }
        assert_eq!(browser.json("said.map((words) => words.trim())"), json!([first, first]));
        assert_eq!(browser.json("drawn.isConnected"), true, "nothing is drawn anew");
    });
}

//! What a person reads and what the keyboard does.

use serde_json::json;
use thirtyfour::prelude::*;

use crate::pages::app;
use crate::site::Site;
use crate::support::browser::{Browser, browse};
use crate::support::{must_get_token, still};

/// The words of the parts of a whole run, screen by screen (contract, visible texts).
const WORDS: [(&str, [&str; 9]); 3] = [
    (
        "en",
        [
            "Acme uses Belvo to connect your account",
            "Continue",
            "Select your institution",
            "Log in to Erebor Bank",
            "Connect",
            "Could not log in",
            "Try again",
            "Are you sure you want to exit the process?",
            "Why did you stop?",
        ],
    ),
    (
        "es",
        [
            "Acme usa Belvo para conectar tu cuenta",
            "Continuar",
            "Selecciona tu institución",
            "Ingresa a Erebor Bank",
            "Conectar",
            "No se pudo ingresar",
            "Intentar de nuevo",
            "¿Seguro que quieres salir del proceso?",
            "¿Por qué no continuaste?",
        ],
    ),
    (
        "pt",
        [
            "Acme usa a Belvo para conectar sua conta",
            "Continuar",
            "Selecione sua instituição",
            "Acesse Erebor Bank",
            "Conectar",
            "Não foi possível entrar",
            "Tentar novamente",
            "Tem certeza de que deseja sair do processo?",
            "Por que você não continuou?",
        ],
    ),
];

/// The heading of the screen that is shown.
#[track_caller]
fn heading(browser: &Browser, screen: &str) -> String {
    browser.must_show(screen);
    let heading = browser.json("shadows()[0].querySelector('h2').textContent");
    heading.as_str().expect("a heading").to_owned()
}

#[test]
fn every_screen_speaks_the_page_s_language_w_cfg_04() {
    let emulator = still().start().expect("an emulator");
    let page = Site::start(&emulator).put("/", app(&emulator, "?scenario=login_error&play=by_hand"));
    browse(|browser| {
        for (locale, words) in WORDS {
            browser.goto(&page);
            let token = must_get_token(&emulator);
            browser.js(&format!("build({token:?}, {{ locale: {locale:?}, company_name: 'Acme' }})"));
            let mut seen = vec![heading(browser, "consent"), browser.words("belvo-continue")];
            assert_eq!(browser.json("shadows()[0].querySelector('[lang]').lang"), locale);
            browser.click("belvo-continue");
            seen.push(heading(browser, "institutions"));
            browser.click("belvo-institution-erebor_br_retail");
            seen.extend([heading(browser, "credentials"), browser.words("belvo-submit")]);
            browser.write("belvo-field-username", "bnk100");
            browser.write("belvo-field-password", "full");
            browser.click("belvo-submit");
            seen.extend([heading(browser, "error"), browser.words("belvo-retry")]);
            browser.click("belvo-close");
            seen.push(heading(browser, "close-dialog"));
            browser.click("belvo-exit-confirm");
            seen.push(heading(browser, "survey"));
            browser.click("belvo-survey-trust");
            browser.click("belvo-survey-submit");
            browser.until("calls.some(({ to }) => to === 'onExit')");
            assert_eq!(seen, words, "{locale}");
        }
    });
}

/// What has the focus inside the widget; nothing when it is outside.
#[track_caller]
fn focused(browser: &Browser) -> String {
    let element = "shadows()[0]?.activeElement?.dataset.testid ?? shadows()[0]?.activeElement?.tagName ?? ''";
    browser.json(element).as_str().unwrap_or_default().to_owned()
}

#[test]
fn the_keyboard_alone_is_enough_w_test_07() {
    let emulator = still().start().expect("an emulator");
    let page = Site::start(&emulator).put("/", app(&emulator, ""));
    let token = must_get_token(&emulator);
    browse(|browser| {
        browser.goto(&page);
        browser.js(&format!("document.getElementById('beneath').focus(); build({token:?})"));
        browser.must_show("consent");
        let dialog = "(({ role, ariaModal }) => [role, ariaModal])(seek('belvo-panel'))";
        assert_eq!(browser.json(dialog), json!(["dialog", "true"]));
        assert_eq!(focused(browser), "H2", "the focus is inside, and a screen reader reads the heading");

        let around = ["belvo-terms", "belvo-continue", "belvo-help", "belvo-close", "belvo-terms"];
        for next in around {
            browser.press(Key::Tab);
            assert_eq!(focused(browser), next, "Tab goes round");
        }
        for before in around.iter().rev().skip(1) {
            browser.press_with(&Key::Shift, &Key::Tab);
            assert_eq!(focused(browser), *before, "Shift+Tab goes round the other way");
        }

        browser.press(Key::Escape);
        browser.must_show("close-dialog");
        browser.press(Key::Escape);
        browser.must_show("consent");
        browser.press(Key::Tab);
        browser.press(Key::Tab);
        assert_eq!(focused(browser), "belvo-continue");
        browser.press(Key::Enter);
        browser.must_show("institutions");
        assert_eq!(focused(browser), "belvo-search");
        browser.press("gotham");
        browser.until("!seek('belvo-institution-erebor_br_retail')");
        browser.press("\u{e003}\u{e003}\u{e003}\u{e003}\u{e003}\u{e003}erebor");
        browser.until("seek('belvo-institution-erebor_br_retail')");
        browser.press(Key::Tab);
        browser.press(Key::Space);
        browser.must_show("credentials");
        assert_eq!(focused(browser), "belvo-field-username");
        browser.press("bnk100");
        browser.press(Key::Enter);
        browser.until("seek('belvo-field-password')?.ariaInvalid === 'true'");
        assert_eq!(focused(browser), "belvo-field-password", "the focus goes to what is wrong");
        assert_eq!(browser.json("seek('belvo-field-username').value"), "bnk100", "what was typed stays");
        browser.press("full");
        browser.press(Key::Enter);
        browser.must_show("success");
        browser.press(Key::Escape);
        browser.until("calls.some(({ to }) => to === 'callback')");
        assert_eq!(browser.json("document.activeElement.id"), "beneath", "the focus is given back");
    });
}

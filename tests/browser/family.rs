//! The screens as one family: what all of them have in common, what they say, and what the mark's option hides.

use serde_json::{Value, json};

use crate::pages::app;
use crate::site::Site;
use crate::support::browser::{Browser, browse};
use crate::support::{must_get_token, still, token_request};
use belvo_emulator::Request;

#[test]
fn the_institutions_of_different_banks_look_different() {
    let emulator = still().start().expect("an emulator");
    let rows = emulator.handle(&Request::get("/api/institutions/?page_size=100").keys("any", "any"));
    let rows = rows.value()["results"].as_array().cloned().unwrap_or_default();
    let names: Vec<&str> = rows.iter().filter_map(|row| row["name"].as_str()).collect();
    let mut banks: Vec<&str> = names.iter().filter_map(|name| name.split('_').next()).collect();
    banks.sort_unstable();
    banks.dedup();
    assert!(banks.len() > 5, "{banks:?}");
    let page = Site::start(&emulator).put("/", app(&emulator, ""));
    browse(|browser| {
        browser.goto(&page);
        let module = format!("{}/widget/v1/assets/mark.js", emulator.url());
        let distinct = browser.js(&format!(
            "const {{ looks }} = await import({module:?});
             const all = {names:?}.map((name) => looks(name));
             return [all.map(JSON.stringify), all.map(({{ hue }}) => hue), all.map(({{ figure }}) => figure)]
               .map((each) => new Set(each).size)",
        ));
        assert_eq!(distinct, json!([banks.len(), banks.len(), banks.len()]), "colour and figure");
    });
}

#[test]
fn the_widget_s_language_goes_before_that_of_the_rows_w_cfg_04() {
    let emulator = still().start().expect("an emulator");
    let page = Site::start(&emulator).put("/", app(&emulator, ""));
    browse(|browser| {
        for (locale, label) in [("en", "Username"), ("es", "Usuario"), ("pt", "Usuário")] {
            browser.goto(&page);
            let token = must_get_token(&emulator);
            browser
                .js(&format!("build({token:?}, {{ institution: 'erebor_mx_retail', locale: {locale:?} }})"));
            browser.must_see("belvo-field-username");
            assert_eq!(browser.json("seek('belvo-field-username').labels[0].textContent"), label);
        }
    });
}

#[track_caller]
fn must_ask_for_consent(browser: &Browser, token: &str, config: &str) -> String {
    browser.js(&format!("build({token:?}, {{ company_name: 'Acme', {config} }})"));
    browser.must_show("consent");
    browser.words("belvo-consent-points")
}

#[test]
fn the_consent_says_who_gets_what_for_how_long_and_what_never_w_flow_01() {
    let emulator = still().start().expect("an emulator");
    let page = Site::start(&emulator).put("/", app(&emulator, ""));
    let mut request = token_request();
    request["fetch_resources"] = json!(["ACCOUNTS", "INCOMES"]);
    request["stale_in"] = json!("30d");
    let token = |request: &Value| {
        let reply = emulator.handle(&Request::post("/api/token/", request));
        reply.value()["access"].as_str().expect("a token").to_owned()
    };
    let some = token(&request);
    browse(|browser| {
        browser.goto(&page);
        let words = must_ask_for_consent(browser, &some, "access_mode: 'single'");
        for part in [
            "What Acme receives",
            "Accounts and incomes.",
            "Read once, now. Kept for 30 days at most.",
            "What Acme never gets",
            "Your password",
        ] {
            assert!(words.contains(part), "{part}: {words}");
        }
        browser.goto(&page);
        let words = must_ask_for_consent(browser, &must_get_token(&emulator), "locale: 'pt'");
        assert!(words.contains("Atualizado regularmente até que você ou Acme encerre."), "{words}");
        assert!(words.contains("Guardado por no máximo 300 dias."), "{words}");
    });
}

#[test]
fn without_the_mark_neither_ids_nor_codes_are_shown_w_test_07() {
    let emulator = still().scenario("login_error").start().expect("an emulator");
    let site = Site::start(&emulator);
    let seen = |browser: &Browser, query: &str| {
        browser.goto(&site.put("/", app(&emulator, query)));
        browser.js(&format!("build({:?}, {{}})", must_get_token(&emulator)));
        browser.click("belvo-continue");
        browser.must_show("institutions");
        let row = browser.words("belvo-institution-erebor_mx_retail");
        browser.click("belvo-institution-erebor_mx_retail");
        browser.write("belvo-field-username", "bnk100");
        browser.write("belvo-field-password", "full");
        browser.click("belvo-submit");
        browser.must_show("error");
        let rest = browser.json(
            "[seek('belvo-error-code')?.textContent ?? null, Boolean(shadows()[0].querySelector('.mark').getClientRects().length)]",
        );
        (row, rest)
    };
    browse(|browser| {
        let (row, rest) = seen(browser, "?play=by_hand");
        assert_eq!(row, "Erebor BankPersonal · Mexicoerebor_mx_retail");
        assert_eq!(rest, json!(["login_error", true]));
        let (row, rest) = seen(browser, "?play=by_hand&widget.mark=off");
        assert_eq!(row, "Erebor BankPersonal · Mexico");
        assert_eq!(rest, json!([null, false]));
    });
}

#[test]
fn the_close_icon_leaves_every_screen_and_in_the_dialog_keeps_the_person_w_test_07() {
    let emulator = still().start().expect("an emulator");
    let page = Site::start(&emulator).put("/", app(&emulator, ""));
    browse(|browser| {
        browser.goto(&page);
        browser.js(&format!("build({:?}, {{}})", must_get_token(&emulator)));
        browser.click("belvo-close");
        browser.must_show("close-dialog");
        browser.click("belvo-close");
        browser.must_show("consent");
        browser.click("belvo-close");
        browser.click("belvo-exit-confirm");
        browser.must_show("survey");
        browser.click("belvo-close");
        browser.until("calls.some(({ to }) => to === 'onExit')");
        browser.must_be_over();
    });
}

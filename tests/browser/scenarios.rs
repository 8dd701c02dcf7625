//! The shipped scenarios in the browser leave the very traces that they leave through the library.

use belvo_emulator::Emulator;
use belvo_emulator::domain::base::dice::{Dice, Generation};

use crate::pages::app;
use crate::site::Site;
use crate::support::browser::{Browser, browse};
use crate::support::{SECRET_ID, SHIPPED, assert_trace, must_get_token, still};

/// Opens the widget on a page whose script has this query.
#[track_caller]
fn open(browser: &Browser, emulator: &Emulator, query: &str) -> String {
    let page = Site::start(emulator).put("/", app(emulator, query));
    let token = must_get_token(emulator);
    browser.goto(&page);
    browser.js(&format!("build({token:?})"));
    token
}

#[track_caller]
fn must_leave_the_trace(browser: &Browser, emulator: &Emulator, scenario: &str, token: &str) {
    browser.until("calls.some(({ to }) => to === 'callback' || to === 'onExit')");
    browser.must_be_over();
    assert_trace(scenario, &browser.calls(), token, emulator);
}

#[test]
fn each_scenario_plays_by_itself_whoever_chooses_it_w_test_03() {
    let chosen =
        SHIPPED.map(|name| (name, still().scenario(name).start().expect("an emulator"), String::new()));
    let asked =
        SHIPPED.map(|name| (name, still().start().expect("an emulator"), format!("?scenario={name}")));
    browse(|browser| {
        for (scenario, emulator, query) in chosen.iter().chain(&asked) {
            let token = open(browser, emulator, query);
            must_leave_the_trace(browser, emulator, scenario, &token);
        }
    });
}

/// What a person does on a screen that would stay for ever.
fn give_up(browser: &Browser) {
    for button in ["belvo-close", "belvo-exit-confirm", "belvo-survey-skip"] {
        browser.click(button);
    }
    browser.until("calls.some(({ to }) => to === 'onExit')");
    browser.must_be_over();
}

/// Scenarios that play to their end by themselves, one of each further kind, and what the console says of the token.
const ALONE: [(&str, &str); 12] = [
    ("duplicated", ""),
    ("exit-after-error", ""),
    ("exit-survey-trust", ""),
    ("exit-while-loading", ""),
    ("mfa-inputless-late", ""),
    ("mfa-qr-wrong", ""),
    ("success-after-stay", ""),
    ("success-one-institution", ""),
    ("token-expired", "the access token has expired"),
    ("token-expires-while-open", ""),
    ("token-foreign", "the access token was not provided or is not valid"),
    ("token-used", "the access token has been used"),
];

#[test]
fn one_of_each_kind_leaves_its_trace() {
    let chosen = |name| (name, still().scenario(name).start().expect("an emulator"));
    let alone = ALONE.map(|(name, complaint)| (chosen(name), complaint));
    let (slow, endless, mute) =
        (chosen("slow-bank"), chosen("bank-never-answers"), chosen("token-without-scopes"));
    browse(|browser| {
        for ((scenario, emulator), complaint) in &alone {
            let token = open(browser, emulator, "");
            must_leave_the_trace(browser, emulator, scenario, &token);
            if !complaint.is_empty() {
                browser.must_complain(complaint);
            }
        }

        let (scenario, emulator) = &slow;
        let token = open(browser, emulator, "");
        browser.must_show("loading");
        emulator.advance("3s").expect("the clock moves");
        must_leave_the_trace(browser, emulator, scenario, &token);

        let (scenario, emulator) = &endless;
        let token = open(browser, emulator, "");
        browser.must_show("loading");
        assert_trace(scenario, &browser.calls(), &token, emulator);
        give_up(browser);

        let (scenario, emulator) = &mute;
        let token = open(browser, emulator, "");
        browser.must_see("belvo-config-error");
        browser.must_complain("scope read_institutions");
        assert_trace(scenario, &browser.calls(), &token, emulator);
    });
}

/// What a person does until the account is connected.
type Acts = fn(&Browser);

/// By hand the file decides the bank's answers alone; the person types what a playing run would have generated.
#[test]
fn a_person_leaves_the_same_traces_w_test_03() {
    let people: [(&str, Acts); 4] = [
        ("success", |browser| {
            choose(browser, "belvo_mx_retail");
            submit(browser, 1);
        }),
        ("login_error", |browser| {
            choose(browser, "belvo_mx_retail");
            submit(browser, 1);
            assert_eq!(browser.words("belvo-error-title"), "Could not log in", "W-FLOW-12");
            browser.click("belvo-retry");
            submit(browser, 2);
        }),
        ("mfa-numeric", |browser| {
            choose(browser, "belvo_mx_retail");
            submit(browser, 1);
            browser.write("belvo-mfa-token", "123456");
            browser.click("belvo-mfa-submit");
        }),
        ("institution_disabled", |browser| {
            choose(browser, "belvo_mx_retail");
            browser.until("calls.some(({ args }) => args[0].data?.[0].eventName === 'WARNING')");
            browser.must_show("institutions");
            browser.click("belvo-institution-erebor_br_retail");
            submit(browser, 1);
        }),
    ];
    let people = people.map(|(name, act)| (name, act, still().start().expect("an emulator")));
    browse(|browser| {
        for (scenario, act, emulator) in &people {
            let token = open(browser, emulator, &format!("?scenario={scenario}&play=by_hand"));
            act(browser);
            browser.click("belvo-done");
            must_leave_the_trace(browser, emulator, scenario, &token);
        }
    });
}

#[track_caller]
fn choose(browser: &Browser, institution: &str) {
    browser.click("belvo-continue");
    browser.click(&format!("belvo-institution-{institution}"));
}

/// Fills every field of the form with what a run that plays by itself draws for its `time`th try.
#[track_caller]
fn submit(browser: &Browser, time: usize) {
    browser.must_show("credentials");
    let fields = browser.js(
        "return shadows().flatMap((root) => [...root.querySelectorAll('input')]).map(({ name }) => name)",
    );
    let fields: Vec<String> = serde_json::from_value(fields).expect("names");
    let mut dice = Dice::new(1, SECRET_ID, Generation::default());
    let draws = (0..time * fields.len()).map(|_| dice.digits("credentials", 11)).collect::<Vec<_>>();
    for (field, draw) in fields.iter().zip(&draws[(time - 1) * fields.len()..]) {
        let text = if field == "username2" { "0" } else { draw };
        browser.write(&format!("belvo-field-{field}"), text);
    }
    browser.click("belvo-submit");
}

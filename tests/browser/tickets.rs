//! Ten tickets of a QA analyst, each arranged in at most three steps. What the person then does in the browser is recorded,
//! sent to somebody else as a bundle, played there, and shows the same.

use std::cell::Cell;

use belvo_emulator::{Emulator, Request};
use serde_json::{Value, json};

use crate::pages::app;
use crate::site::Site;
use crate::support::browser::{Browser, browse};
use crate::support::page::{Page, told};
use crate::support::recorded::{must_record, trace};
use crate::support::{PASSWORD, SECRET_ID, control, must_get_token, still};

const BANK: &str = "erebor_mx_retail";
const OTHER: &str = "heimdall_co_retail";

/// A ticket as it is worked on.
struct Desk<'b> {
    emulator: Emulator,
    browser: &'b Browser,
    url: String,
    steps: Cell<usize>,
}

impl<'b> Desk<'b> {
    fn new(browser: &'b Browser) -> Self {
        let emulator = still().start().expect("an emulator");
        let url = Site::start(&emulator).put("/", app(&emulator, ""));
        Self { emulator, browser, url, steps: Cell::new(0) }
    }

    /// A step of the three: one control call.
    #[track_caller]
    fn step(&self, method: &str, verb: &str, body: Value) -> Value {
        self.steps.set(self.steps.get() + 1);
        assert!(self.steps.get() <= 3, "more than three steps");
        let reply = control(&self.emulator, SECRET_ID, method, verb, &body);
        assert!(reply.status.is_success(), "{verb}: {}", reply.text());
        reply.value()
    }

    /// The application's page opens the widget.
    #[track_caller]
    fn open(&self) {
        self.open_with(&must_get_token(&self.emulator));
    }

    #[track_caller]
    fn open_with(&self, token: &str) {
        self.browser.goto(&self.url);
        self.browser.js(&format!("build({token:?}, {{ locale: 'en' }})"));
    }

    #[track_caller]
    fn choose(&self, bank: &str) {
        self.browser.click("belvo-continue");
        self.browser.click(&format!("belvo-institution-{bank}"));
    }

    #[track_caller]
    fn submit(&self, user: &str) {
        self.browser.write("belvo-field-username", user);
        self.browser.write("belvo-field-password", "any");
        self.browser.click("belvo-submit");
    }

    #[track_caller]
    fn leave(&self, answer: &str) {
        self.browser.click("belvo-close");
        self.browser.click("belvo-exit-confirm");
        self.browser.click(&format!("belvo-survey-{answer}"));
        self.browser.click("belvo-survey-submit");
    }

    /// An API call of the application's server.
    fn api(&self, method: &str, path: &str, body: &Value) -> (u16, Value) {
        let request = Request::new(method.parse().expect("a method"), path).keys(SECRET_ID, PASSWORD);
        let reply = self.emulator.handle(&if body.is_null() { request } else { request.json(body) });
        (reply.status.as_u16(), reply.value())
    }

    /// The last run's id, when its page has heard of its end.
    #[track_caller]
    fn run(&self) -> String {
        let runs = json!(self.emulator.widgets().expect("the runs"));
        runs["widgets"].as_array().and_then(|runs| runs.last()).expect("a run")["widget"]
            .as_str()
            .expect("an id")
            .to_owned()
    }

    /// What the page has heard when it has heard the last of it, a line each.
    #[track_caller]
    fn heard(&self, last: &str) -> Vec<String> {
        let to = if last.starts_with("on") || last == "callback" { last } else { "onEvent" };
        let to = to.split(' ').next().unwrap_or_default();
        self.browser.until(&format!("calls.at(-1)?.to === {to:?}"));
        let heard: Vec<String> =
            self.browser.json("calls").as_array().into_iter().flatten().map(told).collect();
        assert_eq!(heard.last().map(String::as_str), Some(last), "{heard:?}");
        heard
    }

    /// The run is recorded, mailed and played by somebody else, who sees the same; as long as it takes on the clock.
    #[track_caller]
    fn must_repeat(&self, takes: Option<&str>) {
        self.must_repeat_with(takes, must_get_token);
    }

    #[track_caller]
    fn must_repeat_with(&self, takes: Option<&str>, token: impl Fn(&Emulator) -> String) {
        let run = self.run();
        let seen = trace(&self.emulator, &run);
        let bundle = control(&self.emulator, SECRET_ID, "GET", "bundle", &Value::Null);
        assert_eq!(bundle.status, 200, "{}", bundle.text());
        let (text, differs) = must_record(&self.emulator, &run);
        assert_eq!(differs, Vec::<String>::new(), "{text}");

        let theirs = Emulator::builder().seed(7).start().expect("a second emulator");
        let loaded = control(&theirs, SECRET_ID, "PUT", "bundle", &bundle.value());
        assert!(loaded.status.is_success(), "{}", loaded.text());
        assert_eq!(trace(&theirs, &run), seen, "what the bundle shows");
        let scenario = json!({ "document": text, "play": "by_itself" });
        let chosen = control(&theirs, SECRET_ID, "PUT", "scenario", &scenario);
        assert!(chosen.status.is_success(), "{}", chosen.text());
        let mut page = Page::open(&theirs, &token(&theirs));
        if let Some(takes) = takes {
            page.advance(takes);
        }
        assert_eq!(trace(&theirs, &page.widget), seen, "{text}");
    }
}

fn locked_at_the_second_try(desk: &Desk<'_>) {
    desk.step("PUT", "scenario", json!({ "name": "login_error-locked-at-second-try", "play": "by_hand" }));
    desk.open();
    desk.choose(BANK);
    desk.submit("anybody");
    desk.browser.click("belvo-retry");
    desk.submit("anybody");
    desk.browser.must_see("belvo-error-title");
    desk.leave("credentials");
    let heard = desk.heard("onExit login_error");
    assert_eq!(heard.iter().filter(|line| *line == "ERROR login_error").count(), 2, "{heard:?}");
    desk.must_repeat(None);
}

fn a_late_token_then_success(desk: &Desk<'_>) {
    desk.step("POST", "queue", json!({ "scenario": "mfa-numeric-late", "play": "by_hand" }));
    desk.open();
    desk.choose(BANK);
    desk.submit("anybody");
    desk.browser.write("belvo-mfa-token", "123456");
    desk.browser.click("belvo-mfa-submit");
    desk.browser.click("belvo-retry");
    desk.submit("anybody");
    desk.browser.write("belvo-mfa-token", "123456");
    desk.browser.click("belvo-mfa-submit");
    desk.browser.click("belvo-done");
    assert!(desk.heard("callback").contains(&"ERROR session_expired".to_owned()));
    desk.must_repeat(None);
}

fn the_bank_is_down_at_the_second_data_call(desk: &Desk<'_>) {
    desk.step(
        "POST",
        "faults",
        json!({ "on": "POST /api/accounts/", "after": 1, "error": "institution_down" }),
    );
    desk.open();
    desk.browser.connect("anybody");
    desk.heard("callback");
    let link = desk.api("GET", "/api/links/", &Value::Null).1["results"][0]["id"].clone();
    let asked = json!({ "link": link });
    let statuses: Vec<u16> = (0..3).map(|_| desk.api("POST", "/api/accounts/", &asked).0).collect();
    assert!(statuses[0] < 300 && statuses[1] >= 400 && statuses[2] < 300, "{statuses:?}");
    desk.must_repeat(None);
}

fn the_token_dies_on_the_credentials_page(desk: &Desk<'_>) {
    desk.open();
    desk.choose(BANK);
    desk.browser.must_show("credentials");
    desk.step("POST", "clock/advance", json!({ "by": "10m" }));
    desk.browser.must_show("expired");
    desk.browser.click("belvo-close");
    desk.heard("onExit session_expired_ob");
    desk.must_repeat(None);
}

fn a_bank_is_disabled_and_another_works(desk: &Desk<'_>) {
    desk.step("PATCH", &format!("institutions/{BANK}"), json!({ "status": "disabled" }));
    desk.open();
    desk.choose(BANK);
    desk.browser.click(&format!("belvo-institution-{OTHER}"));
    desk.submit("anybody");
    desk.browser.click("belvo-done");
    assert!(desk.heard("callback").contains(&"WARNING institution_disabled".to_owned()));
    desk.must_repeat(None);
}

fn leaves_after_an_error_for_lack_of_trust(desk: &Desk<'_>) {
    desk.step("PUT", "scenario", json!({ "name": "login_error", "play": "by_hand" }));
    desk.open();
    desk.choose(BANK);
    desk.submit("anybody");
    desk.browser.must_see("belvo-error-title");
    desk.leave("trust");
    desk.heard("onExit login_error");
    desk.must_repeat(None);
}

fn update_token(emulator: &Emulator) -> String {
    let link = emulator.handle(&Request::get("/api/links/").keys(SECRET_ID, PASSWORD)).value();
    let link = link["results"][0]["id"].clone();
    let body = json!({ "id": SECRET_ID, "password": PASSWORD, "scopes": "read_institutions,write_links,read_links", "link_id": link });
    let reply = emulator.handle(&Request::post("/api/token/", &body));
    reply.value()["access"].as_str().unwrap_or_else(|| panic!("{}", reply.text())).to_owned()
}

fn a_link_breaks_next_day_and_is_repaired(desk: &Desk<'_>) {
    desk.step("POST", "links", json!({ "institution": BANK, "username": "break_day" }));
    desk.step("POST", "clock/advance", json!({ "by": "1d" }));
    let status = || desk.api("GET", "/api/links/", &Value::Null).1["results"][0]["status"].clone();
    assert_eq!(status(), "invalid");
    desk.open_with(&update_token(&desk.emulator));
    desk.browser.write("belvo-field-password", "any");
    desk.browser.click("belvo-submit");
    desk.browser.click("belvo-done");
    desk.heard("callback");
    assert_eq!(status(), "valid");
    desk.must_repeat_with(None, update_token);
}

fn a_bank_takes_twenty_seconds(desk: &Desk<'_>) {
    desk.open();
    desk.choose(BANK);
    desk.submit("slow_20000");
    desk.browser.must_show("loading");
    desk.step("POST", "clock/advance", json!({ "by": "20s" }));
    desk.browser.click("belvo-done");
    desk.heard("callback");
    desk.must_repeat(Some("20s"));
}

fn the_account_is_connected_already(desk: &Desk<'_>) {
    desk.open();
    desk.choose(BANK);
    desk.submit("err_duplicated");
    desk.browser.must_see("belvo-error-title");
    desk.leave("other");
    desk.heard("onExit duplicated");
    desk.must_repeat(None);
}

fn a_consent_has_expired(desk: &Desk<'_>) {
    desk.open();
    desk.choose("ofmockbank_br_retail");
    desk.browser.write("belvo-field-username", "76109277673");
    desk.browser.click("belvo-submit");
    desk.browser.click("belvo-done");
    desk.heard("callback");
    let link = desk.api("GET", "/api/links/", &Value::Null).1["results"][0]["id"].clone();
    let link = link.as_str().expect("an id");
    desk.step("PATCH", &format!("links/{link}"), json!({ "status": "expired_consent" }));
    let (status, answer) = desk.api("POST", "/api/accounts/", &json!({ "link": link }));
    assert!(status >= 400, "{answer}");
    desk.must_repeat(None);
}

fn work(tickets: &[fn(&Desk<'_>)]) {
    browse(|browser| tickets.iter().for_each(|ticket| ticket(&Desk::new(browser))));
}

#[test]
fn five_tickets_of_banks_and_accounts() {
    work(&[
        locked_at_the_second_try,
        a_bank_is_disabled_and_another_works,
        the_bank_is_down_at_the_second_data_call,
        the_account_is_connected_already,
        a_consent_has_expired,
    ]);
}

#[test]
fn five_tickets_of_persons_and_time() {
    work(&[
        a_late_token_then_success,
        the_token_dies_on_the_credentials_page,
        leaves_after_an_error_for_lack_of_trust,
        a_link_breaks_next_day_and_is_repaired,
        a_bank_takes_twenty_seconds,
    ]);
}

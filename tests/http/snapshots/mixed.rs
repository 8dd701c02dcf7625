//! A long mixed run: an application, its users and its testers, each call chosen by numbers. Two emulators that are in the
//! same state give the same answers.

use belvo_emulator::{Builder, Emulator, Reply, Request};
use http::Method;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::support::{NOON, PASSWORD, SECRET_ID, control};

/// What is done next, and with which of all that there is.
pub type Step = (u8, u8, u8);

pub fn steps(count: std::ops::Range<usize>) -> impl Strategy<Value = Vec<Step>> {
    prop::collection::vec(any::<Step>(), count)
}

/// An emulator whose tokens any other of these takes. All have one address, which stands in what webhooks say of banks.
pub fn emulator() -> Emulator {
    builder().public_url("http://emulator.test:2358").start().expect("an emulator")
}

pub fn builder() -> Builder {
    let key = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/signing.key");
    Emulator::builder().seed(3).now(NOON).freeze().signing_key_file(key)
}

/// What the caller knows, of whichever emulator it was told.
#[derive(Clone, Default)]
pub struct Known {
    links: Vec<String>,
    tokens: Vec<(String, String)>,
    widgets: Vec<(String, String)>,
    sessions: Vec<(String, String)>,
    records: Vec<String>,
}

const INSTITUTIONS: [&str; 6] = [
    "erebor_mx_retail",
    "ofmockbank_br_retail",
    "tatooine_mx_fiscal",
    "planet_mx_employment",
    "heimdall_co_retail",
    "gringotts_mx_retail",
];
const USERS: [&str; 12] = [
    "bnk100",
    "76109277673",
    "student",
    "mfa_numeric",
    "mfa_late",
    "err_login_b",
    "break_day",
    "token_refresh",
    "consent_day",
    "slow_200",
    "LOLJ970312MBSPPN08",
    "somebody",
];
const PATHS: [&str; 5] =
    ["/api/accounts/", "/api/transactions/", "/api/owners/", "/api/br/accounts/", "/api/incomes/"];
const SPANS: [&str; 6] = ["100ms", "3s", "40s", "11m", "1d", "8d"];
const DOCUMENTS: usize = 4;

fn pick<T: Clone>(list: &[T], at: u8) -> Option<T> {
    (!list.is_empty()).then(|| list[usize::from(at) % list.len()].clone())
}

pub struct Caller<'e> {
    pub emulator: &'e Emulator,
    /// Which workspace it works in.
    pub workspace: String,
    pub known: Known,
    /// All answers, as they came.
    pub answers: Vec<String>,
}

impl<'e> Caller<'e> {
    pub fn new(emulator: &'e Emulator) -> Self {
        Self { emulator, workspace: SECRET_ID.to_owned(), known: Known::default(), answers: Vec::new() }
    }

    fn note(&mut self, reply: &Reply) -> Value {
        let why = reply.headers.get("x-belvo-emulator-why");
        self.answers.push(format!("{} {why:?} {:?} {}", reply.status, reply.delay, reply.text()));
        reply.value()
    }

    fn api(&mut self, method: Method, target: &str, body: Value) -> Value {
        self.api_with(method, target, body, None)
    }

    fn api_with(&mut self, method: Method, target: &str, body: Value, mode: Option<&str>) -> Value {
        let mut request =
            Request::new(method, target).header("host", "127.0.0.1:2358").keys(&self.workspace, PASSWORD);
        if !body.is_null() {
            request = request.json(&body);
        }
        if let Some(mode) = mode {
            request = request.header("x-belvo-request-mode", mode);
        }
        let reply = self.emulator.handle(&request);
        self.note(&reply)
    }

    fn verb(&mut self, method: &str, verb: &str, body: &Value) -> Value {
        let reply = control(self.emulator, &self.workspace, method, verb, body);
        self.note(&reply)
    }

    pub fn all(&mut self, steps: &[Step]) {
        steps.iter().for_each(|step| self.step(*step));
    }

    pub fn step(&mut self, (what, a, b): Step) {
        match what % 26 {
            0 | 1 => self.make_link(a, b),
            2 => self.ask_token(a, b),
            3 | 4 => self.open_widget(a, b),
            5..=8 => self.act(a, b),
            9 | 10 => self.retrieve(a, b, (b.is_multiple_of(4)).then_some("async")),
            11 => self.list(a, b),
            12 => self.change_link(a, b),
            13 => self.answer_question(a, b),
            14 => self.delete(a, b),
            15..=17 => {
                let by = pick(&SPANS, a).unwrap_or_default();
                self.verb("POST", "clock/advance", &json!({ "by": by }));
            }
            18 => self.choose_scenario(a, b),
            19 => self.set_option(a),
            20 => self.webhooks(a, b),
            21 => {
                self.verb("POST", "queue", &json!({ "scenario": "mfa-numeric", "times": 1 + a % 2 }));
            }
            22 => self.refresh_token(a),
            24 => self.set_fault(a, b),
            25 => {
                let name = pick(&INSTITUTIONS, a).unwrap_or_default();
                let status = pick(&["down", "disabled", "healthy"], b);
                self.verb("PATCH", &format!("institutions/{name}"), &json!({ "status": status }));
            }
            _ => self.look(),
        }
    }

    fn make_link(&mut self, a: u8, b: u8) {
        let body = json!({
            "institution": pick(&INSTITUTIONS, a), "username": pick(&USERS, b), "password": "hush-hush-password",
            "access_mode": if a.is_multiple_of(2) { "recurrent" } else { "single" }, "external_id": format!("user-{a}"),
        });
        let made = self.api(Method::POST, "/api/links/", body);
        self.known.links.extend(made["id"].as_str().map(str::to_owned));
        self.learn_session(&made[0]);
    }

    fn learn_session(&mut self, asked: &Value) {
        if let (Some(session), Some(link)) = (asked["session"].as_str(), asked["link"].as_str()) {
            self.known.sessions.push((session.to_owned(), link.to_owned()));
            self.known.links.push(link.to_owned());
        }
    }

    fn ask_token(&mut self, a: u8, b: u8) {
        let mut body = json!({
            "id": self.workspace, "password": PASSWORD, "scopes": "read_institutions,write_links,read_links",
            "fetch_resources": ["ACCOUNTS"],
            "widget": { "branding": { "company_name": format!("Acme {}", b % 3) } },
        });
        if let Some(link) = pick(&self.known.links, a).filter(|_| b.is_multiple_of(3)) {
            body["link_id"] = link.into();
        }
        let request = Request::post("/api/token/", &body).header("host", "127.0.0.1:2358");
        let reply = self.emulator.handle(&request);
        let issued = self.note(&reply);
        if let (Some(access), Some(refresh)) = (issued["access"].as_str(), issued["refresh"].as_str()) {
            self.known.tokens.push((access.to_owned(), refresh.to_owned()));
        }
    }

    fn refresh_token(&mut self, a: u8) {
        let Some((_, refresh)) = pick(&self.known.tokens, a) else { return };
        let request = Request::post("/api/token/refresh/", &json!({ "refresh": refresh }));
        let reply = self.emulator.handle(&request.header("host", "127.0.0.1:2358"));
        self.note(&reply);
    }

    fn open_widget(&mut self, a: u8, b: u8) {
        if self.known.tokens.is_empty() {
            self.ask_token(a, 1);
        }
        let Some((token, _)) = pick(&self.known.tokens, a) else { return };
        let query = if b.is_multiple_of(5) { json!({ "scenario": "login_error" }) } else { json!({}) };
        let body = json!({
            "token": token, "config": { "locale": "en", "external_id": format!("page-{b}"), "country_codes": ["MX", "BR"] },
            "handlers": ["callback", "onEvent", "onExit"], "arguments": 2, "query": query,
        });
        let reply = self.emulator.handle(&Request::post("/widget/v1/open", &body));
        let opened = self.note(&reply);
        if let Some(widget) = opened["widget"].as_str() {
            self.known.widgets.push((widget.to_owned(), token));
        }
    }

    /// What the newest runs are asked for is what they allow, more often than not.
    fn act(&mut self, a: u8, b: u8) {
        let Some((widget, token)) = self.known.widgets.last().cloned() else { return };
        let run = control(self.emulator, &self.workspace, "GET", &format!("widgets/{widget}"), &Value::Null)
            .value();
        let acts: Vec<String> = serde_json::from_value(run["acts"].clone()).unwrap_or_default();
        let Some(act) = pick(&acts, a) else { return };
        let value = match act.as_str() {
            "choose" => json!(pick(&INSTITUTIONS, b)),
            "submit" => json!({ "username": pick(&USERS, b), "password": "hush-hush-password" }),
            "token" => json!(if b.is_multiple_of(3) { "999999" } else { "111111" }),
            "survey" => json!("trust"),
            _ => Value::Null,
        };
        let body = json!({ "token": token, "act": act, "value": value, "after": 0 });
        let reply = self.emulator.handle(&Request::post(format!("/widget/v1/{widget}/acts"), &body));
        self.note(&reply);
    }

    fn retrieve(&mut self, a: u8, b: u8, mode: Option<&str>) {
        let (Some(link), Some(path)) = (pick(&self.known.links, a), pick(&PATHS, b)) else { return };
        let body = json!({ "link": link, "date_from": "2025-12-01", "date_to": "2026-01-30" });
        let answer = self.api_with(Method::POST, path, body, mode);
        self.learn_session(&answer[0]);
        let ids = answer.as_array().into_iter().flatten().filter_map(|row| row["id"].as_str());
        self.known.records.extend(ids.take(2).map(|id| format!("{path}{id}/")));
    }

    fn list(&mut self, a: u8, b: u8) {
        let (Some(link), Some(path)) = (pick(&self.known.links, a), pick(&PATHS, b)) else { return };
        self.api(Method::GET, &format!("{path}?link={link}&page_size=20"), Value::Null);
    }

    fn change_link(&mut self, a: u8, b: u8) {
        let Some(link) = pick(&self.known.links, a) else { return };
        match b % 4 {
            0 => {
                let status =
                    pick(&["invalid", "valid", "token_required", "expired_consent", "stale_data"], a);
                self.verb("PATCH", &format!("links/{link}"), &json!({ "status": status }));
            }
            1 => {
                let target = format!("/api/links/{link}/");
                self.api(Method::PUT, &target, json!({ "password": "another-hush-password" }));
            }
            2 => {
                let target = format!("/api/links/{link}/");
                self.api(Method::PATCH, &target, json!({ "access_mode": "recurrent" }));
            }
            _ => {
                self.api(Method::POST, &format!("/api/links/{link}/refresh/"), json!({}));
            }
        }
    }

    fn answer_question(&mut self, a: u8, b: u8) {
        let Some((session, link)) = pick(&self.known.sessions, a) else { return };
        let token = if b.is_multiple_of(4) { "999999" } else { "111111" };
        let path = pick(&["/api/links/", "/api/accounts/"], b).unwrap_or_default();
        let answer =
            self.api(Method::PATCH, path, json!({ "session": session, "link": link, "token": token }));
        self.learn_session(&answer[0]);
    }

    fn delete(&mut self, a: u8, b: u8) {
        let record = pick(&self.known.records, a).filter(|_| b.is_multiple_of(2));
        let link = pick(&self.known.links, a)
            .map(|link| format!("/api/links/{link}/"))
            .filter(|_| b.is_multiple_of(3));
        if let Some(target) = record.or(link) {
            self.api(Method::DELETE, &target, Value::Null);
        }
    }

    fn choose_scenario(&mut self, a: u8, b: u8) {
        let ask = json!({ "ask_token": "numeric" });
        let document = json!({
            "version": 1, "title": format!("Mine {}", usize::from(b) % DOCUMENTS),
            "widget": { "play": "by_hand", "outcomes": "repeat_last",
                "steps": [{ "submit": "login_error" }, { "submit": ask }, { "token": "wrong" }, { "wait": "2s" }, "expire"] },
            "api": [{ "on": "POST /api/accounts/", "times": 2, "error": "institution_down" }],
            "links": [{ "after": "2d", "status": "invalid" }],
            "webhooks": [{ "on": "any", "times": 3, "after": "5s", "copies": 2 }],
        });
        let body = match a % 4 {
            0 => json!({ "document": document }),
            1 => json!({ "name": "success", "play": "by_hand" }),
            2 => json!({ "name": "slow-bank", "play": "by_hand" }),
            _ => json!({ "name": null }),
        };
        self.verb("PUT", "scenario", &body);
    }

    fn set_option(&mut self, a: u8) {
        let settings = [
            ("token.access_ttl", "5m"),
            ("data.fetch_delay", "0ms"),
            ("link.duplicates", "refuse"),
            ("limit.delete", "on"),
            ("limit.rate", "on"),
            ("widget.success_delay", "never"),
            ("strict", "off"),
        ];
        let (name, value) = settings[usize::from(a) % settings.len()];
        self.verb("PUT", "options", &json!({ name: value }));
    }

    fn set_fault(&mut self, a: u8, b: u8) {
        if a.is_multiple_of(5) {
            self.verb("DELETE", "faults", &Value::Null);
        }
        let on = pick(&["POST /api/accounts/", "GET /api/links/", "/widget/v1/open"], a);
        let what = if b.is_multiple_of(2) {
            json!({ "on": on, "after": 1, "status": 503 })
        } else {
            json!({ "on": "POST /api/links/", "times": 2, "error": "institution_down" })
        };
        self.verb("POST", "faults", &what);
    }

    fn webhooks(&mut self, a: u8, b: u8) {
        let Some(link) = pick(&self.known.links, a) else { return };
        let kind = pick(&["ACCOUNTS", "TRANSACTIONS"], b);
        let body = json!({ "type": kind, "code": "historical_update", "link": link });
        self.verb("POST", "webhooks/trigger", &body);
    }

    fn look(&mut self) {
        for verb in
            ["clock", "scenario", "queue", "options", "widgets", "inbox", "webhooks/deliveries", "journal"]
        {
            self.verb("GET", verb, &Value::Null);
        }
        self.api(Method::GET, "/api/links/?page_size=100", Value::Null);
        self.api(Method::GET, "/api/consents/", Value::Null);
        let widgets = self.known.widgets.clone();
        for (widget, _) in widgets {
            self.verb("GET", &format!("widgets/{widget}"), &Value::Null);
        }
    }
}

#[track_caller]
pub fn must_save(emulator: &Emulator, workspace: &str) -> Value {
    let reply = control(emulator, workspace, "GET", "snapshot", &Value::Null);
    assert_eq!(reply.status, 200, "{}", reply.text());
    reply.value()
}

#[track_caller]
pub fn must_restore(emulator: &Emulator, workspace: &str, document: &Value) -> Value {
    let reply = control(emulator, workspace, "PUT", "snapshot", document);
    assert_eq!(reply.status, 200, "{}", reply.text());
    reply.value()
}

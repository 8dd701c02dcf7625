//! R-BASE-15: the same seed, the same times and the same calls give the same bytes, in any process and whatever other
//! workspaces do.

use crate::support::program::Running;
use belvo_emulator::domain::record::table as record;
use belvo_emulator::{Emulator, Request};
use http::{HeaderMap, Method};
use serde_json::{Value, json};

const NOW: &str = "2026-01-31T12:00:00Z";
/// What the transport adds.
const OF_THE_WIRE: [&str; 4] = ["connection", "content-length", "date", "keep-alive"];

/// An application and its page; keeps all that they were answered.
struct App<'t> {
    send: &'t mut dyn FnMut(&Request) -> (u16, HeaderMap, String),
    answers: Vec<String>,
    /// Of the last answer.
    status: u16,
}

impl App<'_> {
    fn call(&mut self, method: Method, target: &str, body: &Value) -> Value {
        let request = Request::new(method, target).header("host", "127.0.0.1:2358").keys("app", "secret");
        let request = if body.is_null() { request } else { request.json(body) };
        let (status, mut headers, text) = (self.send)(&request);
        self.status = status;
        OF_THE_WIRE.iter().for_each(|name| drop(headers.remove(*name)));
        let mut headers: Vec<_> = headers.iter().map(|(name, value)| format!("{name}: {value:?}")).collect();
        headers.sort();
        self.answers.push(format!("{} {target} {body}\n{status} {headers:?}\n{text}", request.method));
        serde_json::from_str(&text).unwrap_or_default()
    }

    fn get(&mut self, target: &str) -> Value {
        self.call(Method::GET, target, &Value::Null)
    }

    fn post(&mut self, target: &str, body: &Value) -> Value {
        self.call(Method::POST, target, body)
    }

    /// The links of an application that is connected to every kind of institution; their ids.
    fn connect(&mut self) -> Vec<Value> {
        let users = [
            ("erebor_mx_retail", "bnk100"),
            ("ofmockbank_br_retail", "76109277673"),
            ("tatooine_mx_fiscal", "fiscal100"),
            ("planet_mx_employment", "BLPM951331IONVGR54"),
        ];
        let links = users.map(|(institution, username)| {
            let body = json!({ "institution": institution, "username": username, "password": "full" });
            self.post("/api/links/", &body)["id"].clone()
        });
        let slow =
            json!({ "institution": "heimdall_co_retail", "username": "mfa_numeric", "password": "full" });
        let asked = self.post("/api/links/", &slow)[0].clone();
        let answer = json!({ "session": asked["session"], "link": asked["link"], "token": "111111" });
        let resumed = self.call(Method::PATCH, "/api/links/", &answer)["id"].clone();
        links.into_iter().chain([resumed]).collect()
    }

    /// Every call of a resource for a link whose institution offers it.
    fn fetch(&mut self, path: &str, link: &Value) {
        let wanted = json!({
            "link": link, "date_from": "2025-12-01", "date_to": "2026-01-30", "type": "INFLOW", "year_from": "2024",
            "year_to": "2025", "year": "2025", "month": "12", "account": link,
        });
        if self.post(path, &wanted)[0]["code"] == "unsupported_operation" {
            return;
        }
        let id = link.as_str().unwrap_or_default();
        let page = self.get(&format!("{path}?link={id}&page_size=1000"));
        self.get(&format!("{path}?link={id}&page=2"));
        if let Some(first) = page["results"][0]["id"].as_str() {
            self.get(&format!("{path}{first}/"));
            self.call(Method::DELETE, &format!("{path}{first}/"), &Value::Null);
        }
    }

    /// A person connects in the widget, by hand.
    fn open_widget(&mut self) {
        let keys = json!({ "id": "app", "password": "secret", "scopes": "read_institutions,write_links" });
        let token = self.post("/api/token/", &keys)["access"].clone();
        let config =
            json!({ "token": token, "config": { "locale": "en" }, "handlers": ["callback"], "query": {} });
        let opened = self.post("/widget/v1/open/", &config);
        let path = format!("/widget/v1/{}/acts/", opened["widget"].as_str().unwrap_or_default());
        let credentials = json!({ "username": "bnk101", "password": "nodata" });
        let acts = [
            ("accept", Value::Null),
            ("choose", json!("gringotts_mx_retail")),
            ("submit", credentials),
            ("finish", Value::Null),
        ];
        for (act, value) in acts {
            self.post(&path, &json!({ "token": token, "act": act, "value": value, "after": 0 }));
        }
    }

    #[track_caller]
    fn control(&mut self, method: Method, verb: &str, body: &Value) -> Value {
        let answer = self.call(method, &format!("/_emulator/workspaces/app/{verb}/"), body);
        assert_eq!(self.status, 200, "{verb}: {answer}");
        answer
    }

    /// Faults and a bank that is down, a token by hand, what was clicked as a file, and a week that is taken back.
    fn steer(&mut self) {
        self.control(Method::POST, "faults", &json!({ "on": "GET /api/links/", "status": 503, "after": 1 }));
        let statuses = [(); 3].map(|()| {
            self.get("/api/links/");
            self.status
        });
        assert_eq!(statuses, [200, 503, 200], "the second call meets its fault");
        self.control(Method::PATCH, "institutions/erebor_co_retail", &json!({ "status": "down" }));
        let made = self.control(Method::POST, "tokens", &json!({ "ttl": "5m" }));
        assert!(made["access"].is_string(), "{made}");
        let runs = self.control(Method::GET, "widgets", &Value::Null);
        let run = runs["widgets"][0]["widget"].as_str().unwrap_or_default().to_owned();
        self.control(Method::GET, &format!("widgets/{run}/scenario"), &Value::Null);
        let bundle = self.control(Method::GET, "bundle", &Value::Null);
        assert_eq!(bundle["runs"].as_array().map(Vec::len), Some(1), "{}", bundle["runs"]);
        let saved = self.control(Method::GET, "snapshot", &Value::Null);
        self.control(Method::POST, "clock/advance", &json!({ "by": "7d" }));
        self.control(Method::PUT, "snapshot", &saved);
        let restored = self.control(Method::GET, "snapshot", &Value::Null);
        assert_eq!(restored, saved, "what is restored is what was saved");
    }

    fn play(mut self) -> Vec<String> {
        let links = self.connect();
        for resource in record::all() {
            links.iter().for_each(|link| self.fetch(resource.path, link));
        }
        self.open_widget();
        self.post("/_emulator/workspaces/app/clock/advance/", &json!({ "by": "8d" }));
        for link in links.iter().filter_map(Value::as_str) {
            self.post(&format!("/api/links/{link}/refresh/"), &json!({}));
            self.get(&format!("/api/accounts/?link={link}"));
        }
        let first = links[0].as_str().unwrap_or_default();
        self.call(Method::DELETE, &format!("/api/links/{first}/"), &Value::Null);
        self.get("/api/links/?page_size=1000");
        self.steer();
        self.get("/_emulator/workspaces/app/journal/");
        self.answers
    }
}

fn played(send: &mut dyn FnMut(&Request) -> (u16, HeaderMap, String)) -> Vec<String> {
    let answers = App { send, answers: Vec::new(), status: 0 }.play();
    let worked = answers.iter().filter(|answer| answer.contains("\n20")).count();
    assert!(worked > 100, "{worked} calls worked");
    answers
}

/// The same for all: signatures are compared as well.
fn signing_key() -> (tempfile::TempDir, std::path::PathBuf) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("signing.key");
    std::fs::write(&path, [7; 32]).expect("a file");
    (folder, path)
}

/// In a fresh emulator; after each call, something else may happen in it.
fn in_process(mut meanwhile: impl FnMut(&Emulator)) -> Vec<String> {
    let (_folder, key) = signing_key();
    let builder = Emulator::builder().seed(7).now(NOW).freeze().signing_key_file(key);
    let emulator = builder.start().expect("an emulator");
    played(&mut |request| {
        let reply = emulator.handle(request);
        meanwhile(&emulator);
        (reply.status.as_u16(), reply.headers.clone(), reply.text())
    })
}

/// Over a socket, in a process of its own.
fn over_the_wire() -> Vec<String> {
    let (_folder, key) = signing_key();
    let key = key.to_str().expect("UTF-8");
    let running =
        Running::on_free_port(&["--seed", "7", "--now", NOW, "--freeze", "--signing-key-file", key]);
    let client = reqwest::blocking::Client::builder().no_proxy().build().expect("a client");
    played(&mut |request| {
        let url = format!("{}{}", running.url(), request.target);
        let sent = client.request(request.method.clone(), url).headers(request.headers.clone());
        let answer = sent.body(request.body.clone()).send().expect("an answer");
        (answer.status().as_u16(), answer.headers().clone(), answer.text().expect("text"))
    })
}

#[track_caller]
fn must_be_same(once: &[String], again: &[String]) {
    for (one, other) in once.iter().zip(again) {
        assert_eq!(one, other);
    }
    assert_eq!(once.len(), again.len());
}

/// A call of somebody else: now and then one that makes something.
fn disturb(emulator: &Emulator, call: u32) {
    let (path, body) = match call % 9 {
        0 => {
            let username = format!("u{call}");
            let bank = json!({ "institution": "erebor_mx_retail", "username": username, "password": "full" });
            ("/api/links/", bank)
        }
        _ => ("/api/accounts/", json!({ "link": call })),
    };
    emulator.handle(&Request::post(path, &body).keys("other", "secret"));
}

/// R-BASE-15
#[test]
fn the_same_calls_give_the_same_bytes() {
    let once = in_process(|_| {});
    let mut calls = 0;
    let beside_others = in_process(|emulator| {
        calls += 1;
        disturb(emulator, calls);
    });
    must_be_same(&once, &beside_others);
    must_be_same(&once, &over_the_wire());
}

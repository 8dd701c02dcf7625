//! An application's server: its keys, its links, its calls. Verbs that fail point at the caller.

use belvo_emulator::{Emulator, Reply, Request};
use http::Method;
use serde_json::{Value, json};

use crate::support::contract::must_be_valid;

/// A server that talks to an emulator whose clock stands.
pub struct Desk {
    pub emulator: Emulator,
    id: String,
}

pub const NOW: &str = "2026-03-15T12:00:00Z";

impl Desk {
    pub fn new() -> Self {
        Self::at(NOW)
    }

    pub fn at(now: &str) -> Self {
        Self::of(Emulator::builder().now(now).freeze().start().expect("an emulator"))
    }

    pub fn of(emulator: Emulator) -> Self {
        // Most tests ask what the data are, not when they come.
        emulator.set_options([("data.fetch_delay", "0ms")]).expect("an option");
        Self { emulator, id: "desk".to_owned() }
    }

    /// Every answer is held against the document of the API (R-DATA-10).
    #[track_caller]
    fn send(&self, request: &Request) -> Reply {
        let reply = self.emulator.handle(request);
        must_be_valid(request, &reply);
        reply
    }

    /// Any call, with the keys.
    #[track_caller]
    pub fn call(&self, method: Method, target: &str, body: Option<&Value>) -> Reply {
        let request = Request::new(method, target).header("host", "127.0.0.1").keys(&self.id, "secret");
        self.send(&body.map_or(request.clone(), |body| request.json(body)))
    }

    /// A call with one more header.
    #[track_caller]
    pub fn call_with(&self, method: Method, target: &str, body: &Value, more: (&str, &str)) -> Reply {
        let request = Request::new(method, target).header("host", "127.0.0.1").keys(&self.id, "secret");
        self.send(&request.json(body).header(more.0, more.1))
    }

    #[track_caller]
    pub fn get(&self, target: &str) -> Reply {
        self.call(Method::GET, target, None)
    }

    #[track_caller]
    pub fn post(&self, target: &str, body: &Value) -> Reply {
        self.call(Method::POST, target, Some(body))
    }

    /// A link made over REST; its id.
    #[track_caller]
    pub fn must_link(&self, institution: &str, username: &str, mode: &str) -> String {
        let body = json!({
            "institution": institution, "username": username, "password": "secret", "access_mode": mode,
        });
        self.must(201, self.post("/api/links/", &body))["id"].as_str().expect("an id").to_owned()
    }

    /// All rows of a list, page by page.
    #[track_caller]
    pub fn must_list(&self, target: &str) -> Vec<Value> {
        let joint = if target.contains('?') { '&' } else { '?' };
        let page = self.must(200, self.get(&format!("{target}{joint}page_size=1000")));
        let rows = page["results"].as_array().expect("results").clone();
        assert_eq!(page["count"], rows.len());
        rows
    }

    /// What a retrieve answers.
    #[track_caller]
    pub fn must_retrieve(&self, path: &str, body: &Value) -> Value {
        self.must(201, self.post(path, body))
    }

    /// The code of a refusal.
    #[track_caller]
    pub fn must_refuse(&self, status: u16, reply: Reply) -> String {
        let body = self.must(status, reply);
        body[0]["code"].as_str().expect("a code").to_owned()
    }

    #[track_caller]
    pub fn must(&self, status: u16, reply: Reply) -> Value {
        assert_eq!(reply.status.as_u16(), status, "{}", reply.text());
        reply.value()
    }
}

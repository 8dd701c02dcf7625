//! A page without a browser: it sends what the script would send, and keeps what its functions would be called with.

use belvo_emulator::{Emulator, Reply, Request};
use serde_json::{Value, json};

/// A page that has built a widget.
pub struct Page<'e> {
    emulator: &'e Emulator,
    token: String,
    /// The run's id.
    pub widget: String,
    /// The screen that shows; null when the run is over.
    pub screen: Value,
    /// What the functions were called with, `[{"to": "onEvent", "args": [...]}]`.
    pub calls: Vec<Value>,
    /// The lines for the console.
    pub console: Value,
    /// What has decided the last answer.
    pub why: String,
    seq: u64,
}

impl<'e> Page<'e> {
    /// As Belvo's documentation shows it, in English.
    #[track_caller]
    pub fn open(emulator: &'e Emulator, token: &str) -> Self {
        Self::open_with(emulator, token, &json!({}), &json!({}))
    }

    /// With further configuration, and a query on the script's address.
    #[track_caller]
    pub fn open_with(emulator: &'e Emulator, token: &str, config: &Value, query: &Value) -> Self {
        let mut whole = json!({ "locale": "en" });
        for (key, value) in config.as_object().into_iter().flatten() {
            whole[key] = value.clone();
        }
        let body = json!({
            "token": token,
            "config": whole,
            "handlers": ["callback", "onEvent", "onExit"],
            "arguments": 2,
            "query": query,
        });
        let mut page = Self {
            emulator,
            token: token.to_owned(),
            widget: String::new(),
            screen: Value::Null,
            calls: Vec::new(),
            console: Value::Null,
            why: String::new(),
            seq: 0,
        };
        let opened = page.take("open", &body);
        page.widget = opened["widget"].as_str().expect("an id").to_owned();
        page.console = opened["console"].clone();
        page
    }

    fn send(&self, path: &str, body: &Value) -> Reply {
        self.emulator.handle(&Request::post(format!("/widget/v1/{path}"), body))
    }

    /// Sends a call and takes the frames of its answer.
    #[track_caller]
    fn take(&mut self, path: &str, body: &Value) -> Value {
        let reply = self.send(path, body);
        assert_eq!(reply.status, 200, "{path}: {}", reply.text());
        let why = reply.headers.get("x-belvo-emulator-why").and_then(|why| why.to_str().ok());
        self.why = why.unwrap_or_default().to_owned();
        let answer = reply.value();
        self.show(&answer["frames"]);
        answer
    }

    fn show(&mut self, frames: &Value) {
        for frame in frames.as_array().into_iter().flatten() {
            self.seq += 1;
            assert_eq!(frame["seq"], self.seq, "frames come once and in order");
            self.screen = frame["screen"].clone();
            let emissions = frame["emissions"].as_array().into_iter().flatten();
            self.calls.extend(emissions.map(|told| json!({ "to": told["to"], "args": told["args"] })));
        }
    }

    /// Does what the screen allows.
    #[track_caller]
    pub fn act(&mut self, act: &str, value: impl Into<Value>) -> &mut Self {
        let body = json!({ "token": self.token, "act": act, "value": value.into(), "after": self.seq });
        let path = format!("{}/acts", self.widget);
        self.take(&path, &body);
        self
    }

    /// Does what the screen does not allow; answers the refusal.
    #[track_caller]
    pub fn must_refuse(&self, act: &str, value: impl Into<Value>) -> Value {
        let body = json!({ "token": self.token, "act": act, "value": value.into(), "after": self.seq });
        let reply = self.send(&format!("{}/acts", self.widget), &body);
        assert_eq!(reply.status, 409, "{}", reply.text());
        reply.value()
    }

    /// Takes the frames that the server has made by itself.
    #[track_caller]
    pub fn fetch(&mut self) -> &mut Self {
        let run = json!({ "widget": self.widget, "token": self.token, "after": self.seq });
        let answer = self.take("frames", &json!({ "runs": [run] }));
        self.show(&answer["runs"][0]["frames"]);
        self
    }

    /// Moves all clocks, and takes what has come of it.
    #[track_caller]
    pub fn advance(&mut self, by: &str) -> &mut Self {
        self.emulator.advance(by).expect("the clock moves");
        self.fetch()
    }

    /// The name of the screen; empty when the run is over.
    pub fn shows(&self) -> &str {
        self.screen["name"].as_str().unwrap_or_default()
    }

    /// Goes to the credentials of an institution.
    #[track_caller]
    pub fn choose(&mut self, institution: &str) -> &mut Self {
        self.act("accept", Value::Null).act("choose", institution)
    }

    /// Sends credentials that fit the forms with a user name and a password.
    #[track_caller]
    pub fn submit(&mut self, username: &str) -> &mut Self {
        self.act("submit", json!({ "username": username, "password": "secret" }))
    }

    /// Closes, leaves and answers the survey.
    #[track_caller]
    pub fn leave(&mut self, answer: &str) -> &mut Self {
        self.act("close", Value::Null).act("leave", Value::Null).act("survey", answer)
    }

    /// What the functions were called with, a line each.
    pub fn told(&self) -> Vec<String> {
        self.calls.iter().map(told).collect()
    }
}

/// `PAGE_LOAD /institutions`, `ERROR login_error`, `onExit login_error`, `callback` …
pub fn told(call: &Value) -> String {
    let data = &call["args"][0]["data"][0];
    let meta = &data["meta_data"];
    let (word, more) = match (call["to"].as_str(), data["eventName"].as_str()) {
        (Some("onEvent"), Some("PAGE_LOAD")) => ("PAGE_LOAD", &meta["page"]),
        (Some("onEvent"), Some("WARNING")) => ("WARNING", &meta["warning_code"]),
        (Some("onEvent"), Some("ERROR")) => ("ERROR", &meta["error_code"]),
        (Some("onExit"), _) => ("onExit", &data["last_encountered_error"]["code"]),
        (to, _) => (to.unwrap_or_default(), &Value::Null),
    };
    format!("{word} {}", more.as_str().unwrap_or_default()).trim_end().to_owned()
}

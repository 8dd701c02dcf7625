//! What tests do at the emulator's doors, as verbs that point at their caller.

use belvo_emulator::control::SetScenario;
use belvo_emulator::{Builder, Emulator, Reply, Request};
use serde_json::{Value, json};

use crate::support::contract::must_be_valid;
pub(crate) use crate::support::{PASSWORD, SECRET_ID, must_get_token, still, token_request};

/// An emulator whose clock stands at noon.
#[track_caller]
pub(crate) fn must_start(builder: Builder) -> Emulator {
    builder.start().expect("an emulator")
}

/// The body of an answer that has to be 200.
#[track_caller]
pub(crate) fn must_answer(emulator: &Emulator, request: &Request) -> Value {
    let reply = ask(emulator, request);
    assert_eq!(reply.status, 200, "{} {}: {}", request.method, request.target, reply.text());
    reply.value()
}

/// Whether a text is 32 lower-case hex digits (R-BASE-06).
pub(crate) fn is_hex32(text: &Value) -> bool {
    let digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    text.as_str().is_some_and(|text| text.len() == 32 && text.bytes().all(digit))
}

/// The items of a refusal in Belvo's envelope: an array of objects (R-ERR-01).
#[track_caller]
pub(crate) fn must_refuse(emulator: &Emulator, request: &Request, status: u16) -> Vec<Value> {
    items(&ask(emulator, request), status)
}

/// An answer, held against the document of the API (R-DATA-10).
#[track_caller]
fn ask(emulator: &Emulator, request: &Request) -> Reply {
    let reply = emulator.handle(request);
    must_be_valid(request, &reply);
    reply
}

/// The items of an answer that has to be a refusal.
#[track_caller]
pub(crate) fn items(reply: &Reply, status: u16) -> Vec<Value> {
    assert_eq!(reply.status, status, "{}", reply.text());
    assert_eq!(reply.headers["content-type"], "application/json", "R-ERR-01");
    let items = reply.value().as_array().cloned().expect("R-ERR-01: an array");
    assert!(!items.is_empty(), "R-ERR-01: an item for each fault");
    for item in &items {
        assert!(is_hex32(&item["request_id"]), "R-BASE-06: {item}");
        assert!(item["code"].is_string(), "R-ERR-01: {item}");
    }
    items
}

/// Code, message and field of each item, the field empty where there is none.
pub(crate) fn said(items: &[Value]) -> Vec<[String; 3]> {
    let row = |item: &Value| {
        ["code", "message", "field"].map(|key| item[key].as_str().unwrap_or_default().to_owned())
    };
    items.iter().map(row).collect()
}

/// A refusal of one item without a field.
#[track_caller]
pub(crate) fn must_say(emulator: &Emulator, request: &Request, status: u16, code: &str, message: &str) {
    let items = must_refuse(emulator, request, status);
    assert_eq!(said(&items), [[code, message, ""]]);
    assert!(items[0].get("field").is_none(), "R-ERR-02: no field when no key is at fault");
}

/// A problem document of the control API; never Belvo's array.
#[track_caller]
pub(crate) fn must_be_problem(reply: &Reply, status: u16, code: &str) -> Value {
    assert_eq!(reply.status, status, "{}", reply.text());
    assert_eq!(reply.headers["content-type"], "application/problem+json");
    let problem = reply.value();
    assert_eq!(problem["code"], code, "{problem}");
    assert_eq!(problem["status"], status, "{problem}");
    for key in ["type", "title", "detail"] {
        assert!(problem[key].as_str().is_some_and(|text| !text.is_empty()), "`{key}`: {problem}");
    }
    problem
}

/// A control call as a tool of this machine makes it.
pub(crate) fn control(method: &str, path: &str, body: Option<&Value>) -> Request {
    let method = method.parse().expect("a method");
    let request = Request::new(method, format!("/_emulator/{path}")).header("host", "localhost");
    match body {
        Some(body) => request.json(body),
        None => request,
    }
}

/// A call with the keys of the tests' workspace.
pub(crate) fn get(target: &str) -> Request {
    Request::get(target).keys(SECRET_ID, PASSWORD)
}

/// A call with a widget token.
pub(crate) fn bearing(target: &str, token: &str) -> Request {
    Request::get(target).header("authorization", &format!("Bearer {token}"))
}

/// A token request with some keys changed; `null` takes a key away.
pub(crate) fn token_with(change: &Value) -> Value {
    let mut body = token_request();
    for (name, value) in change.as_object().expect("changes") {
        match value {
            Value::Null => drop(body.as_object_mut().expect("a body").remove(name)),
            value => body[name] = value.clone(),
        }
    }
    body
}

/// What the script sends when a page builds a widget.
pub(crate) fn opening(token: &Value, config: &Value, query: &Value) -> Value {
    json!({
        "token": token,
        "config": config,
        "handlers": ["callback", "onEvent", "onExit"],
        "arguments": 2,
        "query": query,
    })
}

/// A page with an open widget.
pub(crate) struct Page<'e> {
    pub(crate) emulator: &'e Emulator,
    pub(crate) token: String,
    pub(crate) id: String,
    /// What `open` answered.
    pub(crate) greeting: Value,
    /// The screen that is shown; `null` when the run is over.
    pub(crate) screen: Value,
    /// What the page's functions have been called with, not yet taken.
    told: Vec<Value>,
    /// The last frame.
    pub(crate) seq: u64,
}

impl<'e> Page<'e> {
    /// Opens a widget with a fresh token.
    #[track_caller]
    pub(crate) fn open(emulator: &'e Emulator, config: &Value) -> Self {
        Self::open_at(emulator, config, &json!({}))
    }

    /// Opens a widget whose script's address has a query.
    #[track_caller]
    pub(crate) fn open_at(emulator: &'e Emulator, config: &Value, query: &Value) -> Self {
        let token = must_get_token(emulator);
        Self::open_as(emulator, &token, config, query)
    }

    /// Opens a widget with a token.
    #[track_caller]
    pub(crate) fn open_as(emulator: &'e Emulator, token: &str, config: &Value, query: &Value) -> Self {
        Self::open_by(emulator, token, &opening(&json!(token), config, query))
    }

    /// Opens a widget as the body says.
    #[track_caller]
    pub(crate) fn open_by(emulator: &'e Emulator, token: &str, body: &Value) -> Self {
        let greeting = must_answer(emulator, &Request::post("/widget/v1/open", body));
        let mut page = Self {
            emulator,
            token: token.to_owned(),
            id: greeting["widget"].as_str().expect("a widget").to_owned(),
            screen: Value::Null,
            told: Vec::new(),
            seq: 0,
            greeting,
        };
        let frames = page.greeting["frames"].clone();
        page.take(&frames);
        page
    }

    /// Applies frames: each once, in order, without gaps.
    #[track_caller]
    fn take(&mut self, frames: &Value) {
        for frame in frames.as_array().expect("frames") {
            assert_eq!(frame["seq"], self.seq + 1, "frames come without gaps");
            self.seq += 1;
            self.screen = frame["screen"].clone();
            let emissions = frame["emissions"].as_array().expect("emissions");
            self.told.extend(emissions.iter().map(|call| json!({ "to": call["to"], "args": call["args"] })));
        }
    }

    /// The answer to an act, whatever it is; frames are not applied.
    pub(crate) fn try_act(&self, act: &str, value: &Value) -> Reply {
        self.ask("acts", &json!({ "token": self.token, "act": act, "value": value, "after": self.seq }))
    }

    /// A call of the widget's door about this run.
    pub(crate) fn ask(&self, what: &str, body: &Value) -> Reply {
        self.emulator.handle(&Request::post(format!("/widget/v1/{}/{what}", self.id), body))
    }

    /// The call that waits for frames, for this run alone.
    pub(crate) fn listens(&self, after: &Value) -> Reply {
        let run = json!({ "widget": self.id, "token": self.token, "after": after });
        self.emulator.handle(&Request::post("/widget/v1/frames", &json!({ "runs": [run] })))
    }

    /// The frames that such a call answers at once.
    pub(crate) fn frames_after(&self, after: &Value) -> Vec<Value> {
        self.listens(after).value()["runs"][0]["frames"].as_array().cloned().unwrap_or_default()
    }

    /// Does what a person does.
    #[track_caller]
    pub(crate) fn does(&mut self, act: &str, value: impl Into<Value>) -> &mut Self {
        let reply = self.try_act(act, &value.into());
        assert_eq!(reply.status, 200, "{act}: {}", reply.text());
        self.take(&reply.value()["frames"]);
        self
    }

    /// An act that the screen does not allow: 409 with what it allows; nothing has happened.
    #[track_caller]
    pub(crate) fn must_not(&mut self, act: &str, value: impl Into<Value>) -> String {
        let reply = self.try_act(act, &value.into());
        assert_eq!(reply.status, 409, "{act}: {}", reply.text());
        let body = reply.value();
        assert_eq!(body["frames"], json!([]), "a refused act shows nothing");
        let allowed = if self.screen.is_null() { json!([]) } else { self.screen["acts"].clone() };
        assert_eq!(body["acts"], allowed, "a refusal lists what is possible");
        body["error"].as_str().expect("a reason").to_owned()
    }

    /// Fetches what the server has made by itself.
    #[track_caller]
    pub(crate) fn fetch(&mut self) -> &mut Self {
        let frames = self.frames_after(&json!(self.seq));
        self.take(&json!(frames));
        self
    }

    #[track_caller]
    pub(crate) fn must_show(&mut self, screen: &str) -> &mut Self {
        assert_eq!(self.screen["name"], screen, "{}", self.screen);
        self
    }

    #[track_caller]
    pub(crate) fn must_be_over(&mut self) -> &mut Self {
        assert_eq!(self.screen, Value::Null, "the run is over");
        self
    }

    /// What the page's functions were called with since the last time, whole.
    pub(crate) fn calls(&mut self) -> Vec<Value> {
        std::mem::take(&mut self.told)
    }

    /// The same in short: `/institutions < /consent`, `ERROR login_error`, `callback`, `onExit`.
    pub(crate) fn told(&mut self) -> Vec<String> {
        self.calls().iter().map(short).collect()
    }

    /// Credentials that fit, from the consent screen to the bank's answer.
    #[track_caller]
    pub(crate) fn connects_to(&mut self, institution: &str) -> &mut Self {
        self.does("accept", ()).does("choose", institution).does("submit", keys("user"))
    }
}

/// Credentials for the banks with a user name and a password.
pub(crate) fn keys(user: &str) -> Value {
    json!({ "username": user, "password": "full" })
}

/// The flat event or exit data of a call.
pub(crate) fn data(call: &Value) -> &Value {
    &call["args"][0]["data"][0]
}

fn short(call: &Value) -> String {
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let event = data(call);
    let meta = &event["meta_data"];
    match (text(&call["to"]).as_str(), text(&event["eventName"]).as_str()) {
        ("onEvent", "PAGE_LOAD") => format!("{} < {}", text(&meta["page"]), text(&meta["from"])),
        ("onEvent", "ERROR") => format!("ERROR {}", text(&meta["error_code"])),
        ("onEvent", "WARNING") => format!("WARNING {}", text(&meta["warning_code"])),
        (to, _) => to.to_owned(),
    }
}

/// Chooses a scenario that stands in the test, for the tests' workspace or whichever opens next.
#[track_caller]
pub(crate) fn must_play(emulator: &Emulator, widget: &Value) {
    let document = json!({ "version": 1, "title": "A test", "widget": widget });
    emulator.set_scenario(SetScenario::document(document)).expect("a scenario");
}

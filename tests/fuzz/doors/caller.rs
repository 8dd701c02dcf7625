//! What the doors share: an emulator that stands still, and a caller whose calls are lines of text.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::path::Path;

use belvo_emulator::{Builder, Emulator, Reply, Request};
use serde_json::{Value, json};

pub const SECRET_ID: &str = "fuzz";
pub const PASSWORD: &str = "secret";

/// So many lines of an input count: more only make it slow.
const MOST_LINES: usize = 20;

/// Settings with which the same input always does the same, in every process.
pub fn still() -> Builder {
    let above = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
    let key = above.map(|folder| folder.join("tests/fixtures/signing.key")).find(|file| file.exists());
    let key = key.expect("the key of the tests");
    let builder = Emulator::builder().seed(1).now("2026-01-31T12:00:00Z").freeze().signing_key_file(key);
    builder.option("data.fetch_delay", "0ms").public_url("http://emulator.test:2358")
}

thread_local!(static EMULATOR: OnceCell<Emulator> = const { OnceCell::new() });

/// The emulator of the door, as `make` has made it for the first input.
pub fn with_emulator<T>(make: impl FnOnce() -> Emulator, what: impl FnOnce(&Emulator) -> T) -> T {
    EMULATOR.with(|cell| what(cell.get_or_init(make)))
}

/// The same, as if nothing had been done to it.
pub fn with_fresh_emulator<T>(what: impl FnOnce(&Emulator) -> T) -> T {
    let fresh = |emulator: &Emulator| {
        emulator.reset_ids(belvo_emulator::control::Ids::Repeat).expect("a reset");
        what(emulator)
    };
    with_emulator(|| still().start().expect("an emulator"), fresh)
}

/// The lines of an input that is text.
pub fn lines(bytes: &[u8]) -> impl Iterator<Item = &str> {
    let text = std::str::from_utf8(bytes).unwrap_or_default();
    text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).take(MOST_LINES)
}

/// What no answer may be, whatever was asked: a bug, or JSON that is none.
#[track_caller]
pub fn must_make_sense(request: &Request, reply: &Reply) {
    let is_told = reply.headers.contains_key("x-belvo-emulator-why");
    assert!(reply.status != 500 || is_told, "{request:?}\n{}", reply.text());
    let kind = reply.headers.get("content-type").and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if kind.ends_with("json") && !reply.body.is_empty() && reply.cut.is_none() {
        let read = serde_json::from_slice::<Value>(&reply.body);
        assert!(read.is_ok(), "{request:?}\n{}", reply.text());
    }
}

/// Somebody with the keys of a workspace, who knows what the answers have named.
pub struct Caller<'e> {
    pub emulator: &'e Emulator,
    known: BTreeMap<String, String>,
}

impl<'e> Caller<'e> {
    pub fn new(emulator: &'e Emulator) -> Self {
        Self { emulator, known: BTreeMap::new() }
    }

    /// `METHOD TARGET BODY`; `$link` stands for the last `link` of an answer. Nothing when the line is no call.
    pub fn call(&mut self, line: &str) -> Option<Reply> {
        let line = self.filled(line);
        let mut words = line.splitn(3, ' ');
        let (method, target, body) = (words.next()?.parse().ok()?, words.next()?, words.next());
        let request = Request::new(method, target).header("host", "localhost").keys(SECRET_ID, PASSWORD);
        let request = Request { body: body.unwrap_or_default().to_owned().into(), ..request };
        Some(self.ask(&request.header("content-type", "application/json")))
    }

    /// A call whose answer makes sense.
    #[track_caller]
    pub fn ask(&mut self, request: &Request) -> Reply {
        let reply = self.emulator.handle(request);
        must_make_sense(request, &reply);
        self.learn(&reply.value());
        reply
    }

    /// The token and the id of a page that has been opened with this configuration.
    pub fn open(&mut self, config: &Value) -> Value {
        let scopes = "read_institutions,write_links,read_links";
        let keys = json!({ "id": SECRET_ID, "password": PASSWORD, "scopes": scopes });
        self.ask(&Request::post("/api/token/", &keys));
        let handlers = ["callback", "onEvent", "onExit"];
        let token = self.known("access");
        let body =
            json!({ "token": token, "config": config, "handlers": handlers, "arguments": 2, "query": {} });
        self.ask(&Request::post("/widget/v1/open", &body)).value()
    }

    /// What an answer has named last by this key.
    pub fn known(&self, key: &str) -> &str {
        self.known.get(key).map_or("", String::as_str)
    }

    fn filled(&self, line: &str) -> String {
        let fill = |line: String, (key, value): (&String, &String)| line.replace(&format!("${key}"), value);
        if line.contains('$') { self.known.iter().fold(line.to_owned(), fill) } else { line.to_owned() }
    }

    fn learn(&mut self, answer: &Value) {
        match answer {
            Value::Array(items) => items.iter().take(1).for_each(|item| self.learn(item)),
            Value::Object(map) => {
                for key in ["id", "link", "session", "access", "refresh", "widget", "seq"] {
                    let Some(named) = map.get(key).filter(|named| !named.is_null()) else { continue };
                    let named = named.as_str().map_or_else(|| named.to_string(), str::to_owned);
                    self.known.insert(key.to_owned(), named);
                }
                map.get("results").into_iter().for_each(|rows| self.learn(rows));
            }
            _ => {}
        }
    }
}

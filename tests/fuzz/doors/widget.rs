//! A page and whatever is done to it, in any order: the page's functions are called as the contract says.
//!
//! The first line is the page's configuration, a line `scenario` the `widget` of a file, `advance` moves the clock, `emit`
//! sends an event by hand, `page` tells of the page, any other is an act with its value.

use belvo_emulator::control::{Emit, SetScenario};
use belvo_emulator::domain::vocabulary::pages::PAGES;
use belvo_emulator::{Emulator, Request};
use serde_json::{Value, json};

use super::caller::{Caller, lines, must_make_sense, with_fresh_emulator};

struct Page<'e> {
    emulator: &'e Emulator,
    token: String,
    id: String,
    seq: u64,
    is_over: bool,
    /// The page of the last PAGE_LOAD, or the screen that was first.
    last: String,
    callbacks: usize,
    exits: usize,
    /// Whether the success screen has been shown.
    is_connected: bool,
    /// Something off the contract was asked for.
    is_raw: bool,
}

fn value(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_default()
}

impl<'e> Page<'e> {
    fn open(emulator: &'e Emulator, config: &Value, is_raw: bool) -> Self {
        let mut caller = Caller::new(emulator);
        let opened = caller.open(config);
        let (token, id) =
            (caller.known("access").to_owned(), opened["widget"].as_str().expect("a run").to_owned());
        let first = &opened["frames"][0]["screen"]["name"];
        let path = PAGES.iter().find(|row| first == row.name).and_then(|row| row.path);
        let last = path.unwrap_or_default().to_owned();
        let (is_over, is_connected) = (false, false);
        let mut page =
            Self { emulator, token, id, seq: 0, is_over, last, callbacks: 0, exits: 0, is_connected, is_raw };
        page.take(&opened["frames"]);
        page
    }

    fn ask(&self, path: &str, body: &Value) -> (u16, Value) {
        let request = Request::post(path, body);
        let reply = self.emulator.handle(&request);
        must_make_sense(&request, &reply);
        (reply.status.as_u16(), reply.value())
    }

    fn act(&self, verb: &str, value: &Value) {
        let body = json!({ "token": self.token, "act": verb, "value": value, "after": self.seq });
        let (status, answer) = self.ask(&format!("/widget/v1/{}/acts", self.id), &body);
        assert!([200, 400, 409, 413].contains(&status), "{verb}: {status} {answer}");
    }

    /// Each frame once, in order.
    fn fetch(&mut self) {
        let run = json!({ "widget": self.id, "token": self.token, "after": self.seq });
        let (_, answer) = self.ask("/widget/v1/frames", &json!({ "runs": [run] }));
        self.take(&answer["runs"][0]["frames"]);
    }

    fn take(&mut self, frames: &Value) {
        for frame in frames.as_array().into_iter().flatten() {
            assert_eq!(frame["seq"], self.seq + 1, "frames come without gaps");
            self.seq += 1;
            let emissions = frame["emissions"].as_array().expect("emissions");
            assert!(!self.is_over || emissions.is_empty(), "told after the end: {frame}");
            emissions.iter().for_each(|call| self.hears(call));
            self.is_over = frame["screen"].is_null();
            self.is_connected |= frame["screen"]["name"] == "success" || self.callbacks == 1;
            let ends = self.callbacks + self.exits;
            assert!(
                self.is_raw || ends == usize::from(self.is_over),
                "one callback or one exit, at the end: {frame}"
            );
        }
    }

    fn hears(&mut self, call: &Value) {
        let event = &call["args"][0]["data"][0];
        match call["to"].as_str() {
            Some("callback") => self.callbacks += 1,
            Some("onExit") => self.exits += 1,
            _ if event["eventName"] == "PAGE_LOAD" && !self.is_raw => self.loads(&event["meta_data"]),
            _ => {}
        }
    }

    fn loads(&mut self, meta: &Value) {
        assert_eq!(meta["from"], self.last, "each page follows the one before: {meta}");
        assert_ne!(meta["page"], self.last, "a page does not follow itself");
        self.last = meta["page"].as_str().expect("a page").to_owned();
    }

    /// A token that somebody has connected with is dead, and it is dead for no other reason before its time.
    fn must_spend_its_token(&self) {
        let bearer = format!("Bearer {}", self.token);
        let reply =
            self.emulator.handle(&Request::get("/api/institutions/").header("authorization", &bearer));
        let why =
            reply.headers.get("x-belvo-emulator-why").and_then(|why| why.to_str().ok()).unwrap_or_default();
        let is_used = why.contains("has been used");
        assert!(self.is_raw || is_used == self.is_connected, "connected: {}, {why}", self.is_connected);
    }
}

fn does(page: &mut Page<'_>, line: &str) {
    let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
    match word {
        "advance" => drop(page.emulator.advance(rest.get(..12).unwrap_or(rest))),
        "emit" => drop(page.emulator.emit(Emit::event(&page.id, value(rest)))),
        "page" => {
            let said = json!({ "token": page.token, "handled": value(rest), "ended": null });
            page.ask(&format!("/widget/v1/{}/report", page.id), &said);
        }
        _ => page.act(word, &value(rest)),
    }
    page.fetch();
}

fn run(emulator: &Emulator, config: &str, rest: &[&str]) {
    let (scenarios, acts): (Vec<&str>, Vec<&str>) =
        rest.iter().partition(|line| line.starts_with("scenario "));
    let mut is_raw = false;
    for line in &scenarios {
        let widget = value(&line["scenario ".len()..]);
        let document = json!({ "version": 1, "title": "Any", "widget": widget });
        is_raw |= emulator.set_scenario(SetScenario::document(document)).is_ok() && line.contains("emit");
    }
    let mut page = Page::open(emulator, &value(config), is_raw);
    page.fetch();
    acts.iter().for_each(|line| does(&mut page, line));
    page.must_spend_its_token();
    emulator.advance("1h").expect("an hour");
    page.fetch();
    page.must_spend_its_token();
    if let Ok(recorded) = emulator.record(&page.id) {
        let again = emulator.set_scenario(SetScenario::document(recorded.text.clone()));
        assert!(again.is_ok(), "{again:?}\n{}", recorded.text);
    }
}

pub fn any(bytes: &[u8]) {
    let lines: Vec<&str> = lines(bytes).collect();
    if let Some((config, rest)) = lines.split_first() {
        with_fresh_emulator(|emulator| run(emulator, config, rest));
    }
}

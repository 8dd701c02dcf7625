//! Sixteen workers at once against one process, each with a secret id, a scenario, a clock and faults of its own: none sees
//! anything of another, and what happened in each is the same on every run.

use std::hash::{DefaultHasher, Hash, Hasher};

use belvo_emulator::control::DeliveryFilter;
use belvo_emulator::{Emulator, Request};
use serde_json::{Value, json};

use crate::support::still;

const WORKERS: usize = 16;
const TESTS: usize = 200;
/// How many of them each worker does again in another emulator.
const AGAIN: usize = 40;
/// One test in so many has a receiver of webhooks.
const WITH_RECEIVER: usize = 13;
/// Nobody listens there: each try fails at once.
const NOBODY: &str = "http://127.0.0.1:9/hooks";

/// What the tests are about: a scenario, and how the page hears of its end.
const SCENARIOS: [(&str, &str); 4] = [
    ("success", "callback"),
    ("login_error-abandoned", "onExit"),
    ("mfa-numeric", "callback"),
    ("institution_down-abandoned", "onExit"),
];

struct Worker<'e> {
    emulator: &'e Emulator,
    number: usize,
}

impl Worker<'_> {
    fn id(&self) -> String {
        format!("worker-{}", self.number)
    }

    fn call(&self, method: &str, path: &str, body: &Value) -> (u16, Value) {
        let request = Request::new(method.parse().expect("a method"), path).keys(&self.id(), "any");
        let request = request.header("host", "localhost");
        let reply = self.emulator.handle(&if body.is_null() { request } else { request.json(body) });
        (reply.status.as_u16(), reply.value())
    }

    #[track_caller]
    fn must(&self, method: &str, path: &str, body: &Value) -> Value {
        let (status, answer) = self.call(method, path, body);
        assert!((200..300).contains(&status), "{}: {method} {path}: {status} {answer}", self.id());
        answer
    }

    #[track_caller]
    fn control(&self, method: &str, verb: &str, body: &Value) -> Value {
        self.must(method, &format!("/_emulator/workspaces/{}/{verb}", self.id()), body)
    }

    /// The whole of a test: arranged, done, held against what is expected, forgotten. What its journal said, in short.
    fn test(&self, test: usize) -> u64 {
        let (scenario, ending) = SCENARIOS[(self.number + test) % SCENARIOS.len()];
        let now = format!("20{:02}-{:02}-15T12:00:00Z", 10 + self.number, 1 + test % 12);
        self.control("PUT", "clock", &json!({ "mode": "frozen", "now": now }));
        self.control("PUT", "scenario", &json!({ "name": scenario }));
        let calls_before = self.number % 3;
        let fault = json!({ "on": "GET /api/links/", "status": 503, "after": calls_before });
        self.control("POST", "faults", &fault);

        let hears = test.is_multiple_of(WITH_RECEIVER);
        if hears {
            self.control("PUT", "webhooks", &json!({ "targets": [{ "url": NOBODY }] }));
        }
        assert_eq!(self.opens_widget(), ending, "{scenario}");
        let tried = self.tries();
        assert_eq!(tried > 0, hears && ending == "callback", "{}: its own webhooks", self.id());
        let statuses: Vec<u16> = (0..4).map(|_| self.call("GET", "/api/links/", &Value::Null).0).collect();
        let expected: Vec<u16> = (0..4).map(|call| if call == calls_before { 503 } else { 200 }).collect();
        assert_eq!(statuses, expected, "{}: its own fault, once", self.id());
        let links = self.must("GET", "/api/links/", &Value::Null)["count"].clone();
        assert_eq!(links, u64::from(ending == "callback"), "{}: its own link alone", self.id());
        let clock = self.control("GET", "clock", &Value::Null);
        assert_eq!(clock["now"].as_str().map(|text| &text[..19]), Some(&now[..19]), "its own clock");
        let on = self.control("POST", "clock/advance", &json!({ "by": "1d" }));
        assert_eq!(
            on["now"].as_str().map(|text| &text[8..19]),
            Some("16T12:00:00"),
            "a day on, for it alone"
        );
        assert_eq!(self.tries() > tried, tried > 0, "{}: what failed is tried again", self.id());

        let mut told = DefaultHasher::new();
        let journal = self.control("GET", "journal", &Value::Null);
        assert_eq!(journal["dropped"], 0);
        journal.to_string().hash(&mut told);
        self.control("POST", "reset", &Value::Null);
        told.finish()
    }

    /// How often its receiver was tried, once nothing is due any more.
    fn tries(&self) -> usize {
        let settled = self.emulator.workspace(self.id()).deliveries_of(DeliveryFilter::settled());
        settled.expect("deliveries").deliveries.iter().map(|delivery| delivery.tries.len()).sum()
    }

    /// How the page of a widget that plays by itself hears of the end.
    fn opens_widget(&self) -> String {
        let keys = json!({ "id": self.id(), "password": "any", "scopes": "read_institutions,write_links" });
        let token = self.must("POST", "/api/token/", &keys)["access"].clone();
        let handlers = ["callback", "onEvent", "onExit"];
        let body = json!({ "token": token, "config": {}, "handlers": handlers, "arguments": 2, "query": {} });
        let opened = self.must("POST", "/widget/v1/open", &body);
        let frames = opened["frames"].as_array().cloned().unwrap_or_default();
        let emissions =
            frames.iter().flat_map(|frame| frame["emissions"].as_array().cloned().unwrap_or_default());
        let ends = emissions.filter_map(|emission| emission["to"].as_str().map(str::to_owned));
        let ends: Vec<String> = ends.filter(|to| to != "onEvent").collect();
        assert_eq!(ends.len(), 1, "{}: one end: {ends:?}", self.id());
        ends.concat()
    }
}

/// What these workers' journals said, test by test.
fn run(workers: &[usize], tests: usize) -> Vec<Vec<u64>> {
    let emulator = still().start().expect("an emulator");
    std::thread::scope(|scope| {
        let at_work = |number: usize| {
            let worker = Worker { emulator: &emulator, number };
            scope.spawn(move || (0..tests).map(|test| worker.test(test)).collect())
        };
        let all: Vec<_> = workers.iter().copied().map(at_work).collect();
        all.into_iter().map(|worker| worker.join().expect("a worker")).collect()
    })
}

#[test]
fn sixteen_workers_see_their_own_alone_and_the_same_on_every_run() {
    let all: Vec<usize> = (0..WORKERS).collect();
    let once = run(&all, TESTS);
    let backwards: Vec<usize> = all.into_iter().rev().collect();
    let again = run(&backwards, AGAIN);
    for (number, worker) in backwards.into_iter().zip(again) {
        assert_eq!(worker, once[number][..AGAIN], "worker {number}, whatever others do");
    }
}

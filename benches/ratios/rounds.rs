//! What is measured, in rounds: the emulator and the floor take turns, so that a busy machine slows both.

use std::path::Path;
use std::time::Duration;

use bytes::Bytes;
use hyper::Method;
use serde_json::{Value, json};

use crate::Fallible;
use crate::load::{self, Call};
use crate::process::Server;

const STARTS: usize = 9;
const WARM: usize = 1_000;
const REQUESTS: usize = 20_000;
/// How many links the long call draws the transactions of.
const LINKS: usize = 30;
/// `bench:secret`
const KEYS: &str = "Basic YmVuY2g6c2VjcmV0";
/// What a widget's page asks for in the meantime costs next to nothing.
const OTHER: &str = "/_emulator/health/live";

/// One measure: a figure of the emulator and one of the floor for each round, in a unit.
pub struct Measure {
    pub name: &'static str,
    pub unit: &'static str,
    /// The most that the emulator should take: times the floor, or in the unit.
    pub goal: Goal,
    pub emulator: Vec<f64>,
    pub floor: Vec<f64>,
}

pub enum Goal {
    Times(f64),
    AtMost(f64),
    None,
}

impl Measure {
    fn new(name: &'static str, unit: &'static str, goal: Goal) -> Self {
        Self { name, unit, goal, emulator: Vec::new(), floor: Vec::new() }
    }

    fn add(&mut self, emulator: f64, floor: f64) {
        self.emulator.push(emulator);
        self.floor.push(floor);
    }

    /// The ratio of each round.
    pub fn ratios(&self) -> Vec<f64> {
        self.emulator.iter().zip(&self.floor).map(|(emulator, floor)| emulator / floor).collect()
    }
}

/// The middle one.
pub fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len() / 2).copied().unwrap_or(f64::NAN)
}

pub fn measure(emulator: &Path, rounds: usize) -> Fallible<Vec<Measure>> {
    let mut start = Measure::new("start to the first 200", "ms", Goal::Times(2.0));
    let mut memory = Measure::new("memory at start", "MiB", Goal::AtMost(10.0));
    let mut token = Measure::new("CPU of a token request", "us", Goal::Times(1.6));
    let mut script = Measure::new("CPU of the script", "us", Goal::None);
    let mut list = Measure::new("CPU of a list of 16 institutions", "us", Goal::Times(2.0));
    let mut others = Measure::new("p99 of others beside a long call", "ms", Goal::AtMost(10.0));
    let mut long = Measure::new("the long call itself", "ms", Goal::None);
    for round in 1..=rounds {
        eprintln!("round {round} of {rounds}");
        let [ours, floor] = starts(emulator)?;
        start.add(ours, floor);
        memory.add(Server::emulator(emulator)?.memory()? / 1024.0, Server::floor()?.memory()? / 1024.0);
        let pair = Pair::start(emulator)?;
        let [ours, floor] = pair.cpu(&token_request("/api/token/"), &token_request("/token"))?;
        token.add(ours, floor);
        let [ours, floor] = pair.cpu(&Call::get(SCRIPT), &Call::get("/script"))?;
        script.add(ours, floor);
        let [ours, floor] = pair.cpu(&institutions(), &Call::get("/rows"))?;
        list.add(ours, floor);
        let [ours, floor] = pair.others()?;
        others.add(ours.p99, floor.p99);
        long.add(ours.call, floor.call);
    }
    Ok(vec![start, memory, token, script, list, others, long])
}

/// The medians of some starts, in turn.
fn starts(emulator: &Path) -> Fallible<[f64; 2]> {
    let (mut ours, mut floor) = (Vec::new(), Vec::new());
    for _ in 0..STARTS {
        ours.push(milliseconds(Server::emulator(emulator)?.started_in));
        floor.push(milliseconds(Server::floor()?.started_in));
    }
    Ok([median(&ours), median(&floor)])
}

const SCRIPT: &str = "/belvo-widget-1-stable.js";

fn institutions() -> Call {
    Call { authorization: Some(KEYS), ..Call::get("/api/institutions/?page_size=16") }
}

fn post(path: &'static str, body: &Value) -> Call {
    Call {
        method: Method::POST,
        path: path.to_owned(),
        authorization: Some(KEYS),
        body: Bytes::from(body.to_string()),
    }
}

fn token_request(path: &'static str) -> Call {
    let body = json!({
        "id": "bench",
        "password": "secret",
        "scopes": "read_institutions,write_links",
        "fetch_resources": ["ACCOUNTS", "TRANSACTIONS", "OWNERS"],
        "credentials_storage": "store",
        "stale_in": "300d",
    });
    Call { authorization: None, ..post(path, &body) }
}

/// An emulator and a floor that serves the same bytes.
struct Pair {
    emulator: Server,
    floor: Server,
}

struct Beside {
    p99: f64,
    call: f64,
}

impl Pair {
    fn start(emulator: &Path) -> Fallible<Self> {
        let pair = Self { emulator: Server::emulator(emulator)?, floor: Server::floor()? };
        let script = load::ask(&pair.emulator.address, &Call::get(SCRIPT))?;
        pair.put("/script", script)?;
        let page: Value = serde_json::from_slice(&load::ask(&pair.emulator.address, &institutions())?)?;
        let rows = page["results"].as_array().filter(|rows| rows.len() == 16).ok_or("not 16 institutions")?;
        pair.put("/rows", Bytes::from(serde_json::to_vec(rows)?))?;
        Ok(pair)
    }

    fn put(&self, path: &'static str, body: Bytes) -> Fallible<()> {
        let call = Call { method: Method::PUT, body, ..Call::get(path) };
        load::ask(&self.floor.address, &call).map(drop)
    }

    /// The processor time of one request to each, in microseconds.
    fn cpu(&self, ours: &Call, floors: &Call) -> Fallible<[f64; 2]> {
        Ok([cpu(&self.emulator, ours)?, cpu(&self.floor, floors)?])
    }

    /// What others wait beside a call that draws many ledgers; the floor computes for as long on a thread beside those
    /// that serve.
    fn others(&self) -> Fallible<[Beside; 2]> {
        for number in 0..LINKS {
            let user = format!("bench{number}");
            let credentials =
                json!({ "institution": "erebor_mx_retail", "username": user, "password": "secret" });
            load::ask(&self.emulator.address, &post("/api/links/", &credentials))?;
        }
        let transactions = Call { authorization: Some(KEYS), ..Call::get("/api/transactions/") };
        let ours = load::beside(&self.emulator.address, &transactions, &Call::get(OTHER))?;
        let as_long = Call::get(format!("/long/{}", ours.call.as_millis()));
        let floor = load::beside(&self.floor.address, &as_long, &Call::get("/live"))?;
        Ok([ours, floor].map(|beside| Beside { call: milliseconds(beside.call), p99: beside.p99() }))
    }
}

fn cpu(server: &Server, call: &Call) -> Fallible<f64> {
    load::flood(&server.address, call, WARM)?;
    let before = server.cpu()?;
    load::flood(&server.address, call, REQUESTS)?;
    let used = server.cpu()?.saturating_sub(before);
    Ok(used.as_secs_f64() * 1e6 / REQUESTS as f64)
}

fn milliseconds(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1e3
}

//! What one request costs, how many there are in a second, and what others wait beside a long call.

use std::path::Path;

use bytes::Bytes;
use hyper::Method;
use serde_json::Value;

use crate::Fallible;
use crate::calls::{LIVE, SCRIPT, link, new_link, post, read, token};
use crate::load::{self, Call, Flood};
use crate::measure::{Goal, Measure, milliseconds};
use crate::process::Server;

const WARM: usize = 1_000;
const REQUESTS: usize = 20_000;
/// How many requests each number of connections makes, to see how long one waits.
const WAITED_FOR: usize = 6_000;
const CONNECTIONS: [usize; 3] = [1, 32, 256];
/// How many links the long call draws the transactions of.
const LINKS: usize = 30;
/// How many links are made, and read, for the price of one.
const MADE: usize = 300;

/// One request, the floor's that does the same, and what is asked of its processor time, its rate and its p99.
struct Pairing {
    name: &'static str,
    ours: Call,
    floor: Call,
    cpu: Goal,
    rate: Goal,
    p99: Goal,
}

pub fn measure(emulator: &Path, rounds: usize) -> Fallible<Vec<Measure>> {
    let pair = Pair::start(emulator)?;
    let pairings = pair.pairings()?;
    let mut measured = Vec::new();
    for pairing in &pairings {
        measured.extend(pair.compare(pairing, rounds)?);
    }
    measured.extend(single(emulator, rounds)?);
    measured.extend(beside(emulator, rounds)?);
    Ok(measured)
}

/// An emulator and a floor that serves the same bytes.
struct Pair {
    emulator: Server,
    floor: Server,
}

impl Pair {
    fn start(emulator: &Path) -> Fallible<Self> {
        Ok(Self { emulator: Server::emulator(emulator)?, floor: Server::floor()? })
    }

    /// Gives the floor what the emulator answers.
    fn put(&self, path: &str, call: &Call, pointer: &str) -> Fallible<()> {
        let mut body = load::ask(&self.emulator.address, call)?;
        if !pointer.is_empty() {
            let page: Value = serde_json::from_slice(&body)?;
            body = Bytes::from(page.pointer(pointer).ok_or("no rows")?.to_string());
        }
        let put = Call { method: Method::PUT, body, ..Call::get(path) };
        load::ask(&self.floor.address, &put).map(drop)
    }

    fn pairings(&self) -> Fallible<Vec<Pairing>> {
        let link = new_link(&self.emulator.address, "single")?;
        let institutions = read("/api/institutions/?page_size=16");
        let rows = read(format!("/api/transactions/?link={link}&page_size=100&value_date__gte=2020-01-01"));
        self.put("/script", &Call::get(SCRIPT), "")?;
        self.put("/rows/16", &institutions, "/results")?;
        self.put("/rows/100", &rows, "/results")?;
        let pairing = |name, ours, floor: &str| {
            let floor = Call::get(floor);
            Pairing { name, ours, floor, cpu: Goal::None, rate: Goal::None, p99: Goal::None }
        };
        Ok(vec![
            Pairing {
                cpu: Goal::Times(1.4),
                rate: Goal::Share(0.7),
                p99: Goal::Times(2.0),
                floor: token("/token"),
                ..pairing("a token", token("/api/token/"), "")
            },
            Pairing { rate: Goal::Share(0.85), ..pairing("the script", Call::get(SCRIPT), "/script") },
            Pairing {
                cpu: Goal::Times(1.0),
                rate: Goal::Share(1.0),
                ..pairing("a list of 16 institutions", institutions, "/rows/16")
            },
            Pairing {
                cpu: Goal::Times(1.0),
                rate: Goal::Share(1.0),
                ..pairing("100 transactions, filtered", rows, "/rows/100")
            },
        ])
    }

    fn compare(&self, pairing: &Pairing, rounds: usize) -> Fallible<Vec<Measure>> {
        let name = pairing.name;
        let mut cpu = Measure::new(format!("CPU of {name}"), "us", pairing.cpu);
        let mut waits: Vec<[Measure; 3]> = Vec::new();
        for connections in CONNECTIONS {
            let of = |what: &str| format!("{name}, {connections} connections: {what}");
            // Goals are those of 32 connections.
            let goal = |goal| if connections == 32 { goal } else { Goal::None };
            waits.push([
                Measure::new(of("requests/s"), "/s", goal(pairing.rate)),
                Measure::new(of("p50"), "ms", Goal::None),
                Measure::new(of("p99"), "ms", goal(pairing.p99)),
            ]);
        }
        for _ in 0..rounds {
            cpu.add([cpu_of(&self.emulator, &pairing.ours)?, cpu_of(&self.floor, &pairing.floor)?]);
            for (connections, measures) in CONNECTIONS.into_iter().zip(&mut waits) {
                let [ours, floor] = [(&self.emulator, &pairing.ours), (&self.floor, &pairing.floor)]
                    .map(|(server, call)| load::flood(&server.address, call, WAITED_FOR, connections));
                let (ours, floor) = (figures(ours?), figures(floor?));
                for (at, measure) in measures.iter_mut().enumerate() {
                    measure.add([ours[at], floor[at]]);
                }
            }
        }
        Ok(std::iter::once(cpu).chain(waits.into_iter().flatten()).collect())
    }
}

/// Requests in a second, the median wait and that of one in a hundred, in milliseconds.
fn figures(flood: Flood) -> [f64; 3] {
    let rate = flood.waits.len() as f64 / flood.took.as_secs_f64();
    let [p50, p99] = [0.5, 0.99].map(|part| load::percentile(&flood.waits, part));
    [rate, p50, p99]
}

/// The processor time of one request, in microseconds.
fn cpu_of(server: &Server, call: &Call) -> Fallible<f64> {
    load::flood(&server.address, call, WARM, 32)?;
    server
        .cpu_while(|| load::flood(&server.address, call, REQUESTS, 32).map(drop))
        .map(|used| used / REQUESTS as f64)
}

/// Calls that no floor does: a link that is made, and one that is asked for its transactions.
fn single(emulator: &Path, rounds: usize) -> Fallible<Vec<Measure>> {
    let mut made = Measure::new("CPU of a link that is made", "us", Goal::None);
    let mut whole = Measure::new("CPU of a link that is read whole", "us", Goal::AtMost(10_000.0));
    let mut retrieve = Measure::new("CPU of a retrieve of transactions", "us", Goal::None);
    for _ in 0..rounds {
        let server = Server::emulator(emulator)?;
        let address = server.address.as_str();
        let used = server.cpu_while(|| load::flood(address, &link("single"), MADE, 8).map(drop))?;
        made.emulator.push(used / MADE as f64);
        let used =
            server.cpu_while(|| load::ask(address, &read("/api/transactions/?page_size=1000")).map(drop))?;
        whole.emulator.push(used / MADE as f64);
        let link = new_link(address, "single")?;
        let body = serde_json::json!({ "link": link, "date_from": "2026-01-01", "date_to": "2026-06-30" });
        let used = server
            .cpu_while(|| load::flood(address, &post("/api/transactions/", &body), MADE, 8).map(drop))?;
        retrieve.emulator.push(used / MADE as f64);
    }
    Ok(vec![made, whole, retrieve])
}

/// What others wait beside a call that draws many ledgers; the floor computes for as long on a thread beside those that
/// serve.
fn beside(emulator: &Path, rounds: usize) -> Fallible<Vec<Measure>> {
    let mut others = Measure::new("p99 of others beside a long call", "ms", Goal::AtMost(10.0));
    let mut long = Measure::new("the long call itself", "ms", Goal::None);
    for _ in 0..rounds {
        let pair = Pair::start(emulator)?;
        load::flood(&pair.emulator.address, &link("single"), LINKS, 8)?;
        let ours = load::beside(&pair.emulator.address, &read("/api/transactions/"), &Call::get(LIVE))?;
        let as_long = Call::get(format!("/long/{}", ours.call.as_millis()));
        let floor = load::beside(&pair.floor.address, &as_long, &Call::get("/live"))?;
        long.add([&ours, &floor].map(|beside| milliseconds(beside.call)));
        others.add([ours, floor].map(load::Others::p99));
    }
    Ok(vec![others, long])
}

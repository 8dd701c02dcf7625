//! What a test waits for that starts an emulator of its own.

use std::path::Path;
use std::time::Instant;

use hyper::Method;

use crate::Fallible;
use crate::calls::{SCRIPT, token};
use crate::load::{self, Call};
use crate::measure::{Goal, Measure, median, milliseconds};
use crate::process::Server;

/// The median of so many is one round.
const STARTS: usize = 9;

pub fn measure(emulator: &Path, rounds: usize) -> Fallible<Vec<Measure>> {
    let mut start = Measure::new("start to the first 200", "ms", Goal::Times(2.0));
    let mut cycle = Measure::new("start, token, script, stop", "ms", Goal::Times(1.7));
    let mut stop = Measure::new("SIGTERM to the end, idle", "ms", Goal::AtMost(5.0));
    let script = load::ask(&Server::emulator(emulator)?.address, &Call::get(SCRIPT))?;
    let put = Call { method: Method::PUT, body: script, ..Call::get("/script") };
    for _ in 0..rounds {
        let ours = || once(Server::emulator(emulator)?, &[token("/api/token/"), Call::get(SCRIPT)]);
        let floor = || once(Server::floor()?, &[token("/token"), put.clone()]);
        let (mut of_ours, mut of_floor) = (Vec::new(), Vec::new());
        for _ in 0..STARTS {
            of_ours.push(ours()?);
            of_floor.push(floor()?);
        }
        let middle = |all: &[[f64; 3]], at: usize| median(&all.iter().map(|one| one[at]).collect::<Vec<_>>());
        for (at, measure) in [&mut start, &mut cycle, &mut stop].into_iter().enumerate() {
            measure.add([middle(&of_ours, at), middle(&of_floor, at)]);
        }
    }
    let size = std::fs::metadata(emulator)?.len() as f64 / 1e6;
    let size = Measure::once("the program, everything in it", "MB", Goal::AtMost(10.0), size);
    Ok(vec![start, cycle, stop, size])
}

/// Start, the whole cycle and the stop, in milliseconds.
fn once(server: Server, calls: &[Call]) -> Fallible<[f64; 3]> {
    let started = server.started_in;
    let begun = Instant::now();
    for call in calls {
        load::ask(&server.address, call)?;
    }
    let stopping = Instant::now();
    server.stop()?;
    let stopped = stopping.elapsed();
    Ok([started, started + begun.elapsed(), stopped].map(milliseconds))
}

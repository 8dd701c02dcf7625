//! The memory of an emulator that starts, that has answered a million requests, and of many at once.

use std::path::Path;
use std::time::Instant;

use hyper::Method;
use serde_json::json;

use crate::Fallible;
use crate::calls::{control, link, new_link, read, token};
use crate::load::{self, Call};
use crate::measure::{Goal, Measure, milliseconds};
use crate::process::Server;

const MIB: f64 = 1024.0;
/// How many run at once.
const INSTANCES: usize = 100;
/// How many links share a workspace.
const LINKS: usize = 300;
/// How many secret ids come in an hour.
const SECRET_IDS: usize = 100_000;

pub fn measure(emulator: &Path, rounds: usize) -> Fallible<Vec<Measure>> {
    let mut start = Measure::new("memory at start", "MiB", Goal::AtMost(10.0));
    for _ in 0..rounds {
        start.add([Server::emulator(emulator)?.memory()? / MIB, Server::floor()?.memory()? / MIB]);
    }
    let mut measured = vec![start];
    measured.extend(million(emulator)?);
    measured.extend(many(emulator)?);
    measured.extend(kept(emulator)?);
    measured.push(secret_ids(emulator)?);
    Ok(measured)
}

/// A million requests of one workspace, whose journal is full long before.
fn million(emulator: &Path) -> Fallible<Vec<Measure>> {
    let server = Server::emulator(emulator)?;
    let mut after = Vec::new();
    for count in [100_000, 400_000, 500_000] {
        load::flood(&server.address, &token("/api/token/"), count, 32)?;
        after.push(server.memory()? / MIB);
    }
    let grown = (after[2] / after[1] - 1.0) * 100.0;
    Ok(vec![
        Measure::once("memory after 100,000 requests", "MiB", Goal::None, after[0]),
        Measure::once("memory after 1,000,000 requests", "MiB", Goal::AtMost(32.0), after[2]),
        Measure::once("grown in the last half of them", "%", Goal::AtMost(1.0), grown),
    ])
}

/// Many emulators at once, each of which has answered.
fn many(emulator: &Path) -> Fallible<Vec<Measure>> {
    let begun = Instant::now();
    let servers = (0..INSTANCES).map(|_| Server::emulator(emulator)).collect::<Fallible<Vec<_>>>()?;
    let took = milliseconds(begun.elapsed()) / INSTANCES as f64;
    let shares = servers.iter().map(Server::share_of_memory).collect::<Fallible<Vec<_>>>()?;
    let share = shares.iter().sum::<f64>() / INSTANCES as f64;
    let floors = (0..INSTANCES).map(|_| Server::floor()).collect::<Fallible<Vec<_>>>()?;
    let of_floors = floors.iter().map(Server::share_of_memory).sum::<Fallible<f64>>()? / INSTANCES as f64;
    let in_a_gib = |share: f64| MIB * MIB / share;
    let mut instances = Measure::new("instances in 1 GiB", "", Goal::AtLeast(250.0));
    instances.add([in_a_gib(share), in_a_gib(of_floors)]);
    Ok(vec![
        instances,
        Measure::once(format!("each of {INSTANCES} emulators, one after the other"), "ms", Goal::None, took),
    ])
}

/// What links keep, and what a reset gives back.
fn kept(emulator: &Path) -> Fallible<Vec<Measure>> {
    let server = Server::emulator(emulator)?;
    let address = server.address.as_str();
    new_link(address, "single")?;
    let empty = server.memory()?;
    load::flood(address, &link("single"), LINKS, 8)?;
    let made = server.memory()?;
    for resource in ["accounts", "transactions", "owners", "balances"] {
        load::ask(address, &read(format!("/api/{resource}/?page_size=1000")))?;
    }
    let whole = server.memory()?;
    load::ask(address, &control(Method::POST, "reset", &json!({})))?;
    let each = |memory: f64| (memory - empty) / LINKS as f64;
    Ok(vec![
        Measure::once("a link that is made", "kB", Goal::None, each(made)),
        Measure::once("a link that is read whole", "kB", Goal::AtMost(250.0), each(whole)),
        Measure::once("left of both after a reset", "kB", Goal::None, each(server.memory()?)),
    ])
}

/// A new secret id for each call.
fn secret_ids(emulator: &Path) -> Fallible<Measure> {
    let server = Server::emulator(emulator)?;
    let call = |at: usize| {
        let mut call = token("/api/token/");
        call.body =
            String::from_utf8_lossy(&call.body).replace("\"bench\"", &format!("\"bench-{at}\"")).into();
        call
    };
    let calls: Vec<Call> = (0..SECRET_IDS).map(call).collect();
    load::each(&server.address, &calls)?;
    let name = format!("memory after {SECRET_IDS} secret ids");
    Ok(Measure::once(name, "MiB", Goal::AtMost(128.0), server.memory()? / MIB))
}

//! What a week of webhooks costs: links of one workspace, each of which has something to tell, and what somebody else waits
//! meanwhile. The emulator runs on one core, the receiver and the other caller on the other.
//!
//! `cargo bench --bench webhooks` prints a table for 1,000, 3,000 and 10,000 links; `-- --links N` takes one number of
//! them. Linux only: it reads `/proc`.

#[path = "../ratios/load.rs"]
#[allow(dead_code, reason = "the other bench uses all of it")]
mod load;
#[path = "../ratios/process.rs"]
#[allow(dead_code, reason = "the other bench uses all of it")]
mod process;
mod sink;

use std::path::Path;
use std::process::ExitCode;

use bytes::Bytes;
use hyper::Method;
use serde_json::{Value, json};

use load::Call;
use process::Server;
use sink::Sink;

/// What any step of the bench can fail with.
type Fallible<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

/// `bench:secret`
const KEYS: &str = "Basic YmVuY2g6c2VjcmV0";
const CONTROL: &str = "/_emulator/workspaces/bench";
/// What somebody else asks for: a list of another workspace, `other:secret`.
const OTHER: &str = "Basic b3RoZXI6c2VjcmV0";

fn main() -> ExitCode {
    match sizes(std::env::args().skip(1)).and_then(|sizes| print(&sizes)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("webhooks: {why}");
            ExitCode::FAILURE
        }
    }
}

fn sizes(mut arguments: impl Iterator<Item = String>) -> Fallible<Vec<usize>> {
    let mut sizes = vec![1_000, 3_000, 10_000];
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            // What cargo tells every bench.
            "--bench" => {}
            "--links" => sizes = vec![arguments.next().ok_or("--links needs a number")?.parse()?],
            other => return Err(format!("unknown argument {other}").into()),
        }
    }
    Ok(sizes)
}

fn print(sizes: &[usize]) -> Fallible<()> {
    process::keep_to(process::LOAD_CORE)?;
    let columns = ["links", "memory a link", "CPU a link", "and its week", "the week", "p99 of others"];
    println!("{}", columns.map(|column| format!("{column:>14}")).concat());
    for links in sizes {
        println!("{}", week(*links)?.map(|figure| format!("{figure:>14}")).concat());
    }
    Ok(())
}

fn week(links: usize) -> Fallible<[String; 6]> {
    let emulator = Path::new(env!("CARGO_BIN_EXE_belvo-emulator"));
    let server = Server::emulator_with(emulator, &["--now", "2026-07-01T12:00:00Z", "--freeze"])?;
    let empty = server.memory()?;
    load::flood(&server.address, &link(), links, 32)?;
    load::ask(&server.address, &control("POST", "clock/advance", &json!({ "by": "1m" })))?;
    let made = server.cpu()?;
    let sink = Sink::start()?;
    load::ask(&server.address, &control("PUT", "webhooks", &json!({ "targets": [{ "url": sink.url }] })))?;
    load::ask(&server.address, &control("POST", "clock/advance", &json!({ "by": "7d" })))?;
    let others = Call { authorization: Some(OTHER), ..Call::get("/api/institutions/") };
    let others = load::meanwhile(&server.address, &others, sink.until(links))?;
    let per_link = |value: f64, unit: &str| format!("{:.2} {unit}", value / links as f64);
    let used = server.cpu()?.saturating_sub(made);
    Ok([
        links.to_string(),
        per_link(server.memory()? - empty, "kB"),
        per_link(made.as_secs_f64() * 1e3, "ms"),
        per_link(used.as_secs_f64() * 1e3, "ms"),
        format!("{:.1} s", others.call.as_secs_f64()),
        format!("{:.2} ms", others.p99()),
    ])
}

/// A recurrent link whose transactions come anew each week.
fn link() -> Call {
    let body = json!({
        "institution": "erebor_mx_retail", "username": "bnk100", "password": "secret", "access_mode": "recurrent",
        "fetch_resources": ["TRANSACTIONS"],
    });
    Call {
        method: Method::POST,
        authorization: Some(KEYS),
        body: bytes_of(&body),
        ..Call::get("/api/links/")
    }
}

fn control(method: &str, verb: &str, body: &Value) -> Call {
    let method = method.parse().unwrap_or_default();
    Call { method, body: bytes_of(body), ..Call::get(format!("{CONTROL}/{verb}")) }
}

fn bytes_of(body: &Value) -> Bytes {
    Bytes::from(body.to_string())
}

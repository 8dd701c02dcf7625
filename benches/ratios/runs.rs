//! Runs of the widget by the library, from the token to the page's `callback`, without a socket.

use std::path::Path;
use std::time::Instant;

use belvo_emulator::{Emulator, Request};
use serde_json::{Value, json};

use crate::Fallible;
use crate::measure::{Goal, Measure};

const RUNS: usize = 500;

pub fn measure(_: &Path, rounds: usize) -> Fallible<Vec<Measure>> {
    let mut measured = Measure::new("runs of the widget in the library", "/s", Goal::None);
    for _ in 0..rounds {
        let emulator = Emulator::builder().seed(1).start()?;
        let begun = Instant::now();
        for _ in 0..RUNS {
            run(&emulator)?;
        }
        measured.emulator.push(RUNS as f64 / begun.elapsed().as_secs_f64());
    }
    Ok(vec![measured])
}

fn run(emulator: &Emulator) -> Fallible<()> {
    let asked = json!({ "id": "bench", "password": "secret", "scopes": "read_institutions,write_links",
        "fetch_resources": ["ACCOUNTS"], "credentials_storage": "store", "stale_in": "300d" });
    let token = emulator.handle(&Request::post("/api/token/", &asked)).value()["access"].take();
    let open = json!({ "token": token, "config": { "locale": "en" }, "handlers": ["callback"], "arguments": 2,
        "query": { "scenario": "success" } });
    let answer = emulator.handle(&Request::post("/widget/v1/open", &open));
    let frames = answer.value()["frames"].take();
    let called = |frames: &Value| frames.to_string().contains("\"callback\"");
    if called(&frames) { Ok(()) } else { Err(format!("no callback: {:.300}", answer.text()).into()) }
}

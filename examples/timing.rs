//! How long a page waits: from `build()` to the first painted screen, and to `callback` when a scenario connects by itself.
//!
//! `cargo run --profile dist --example timing -- RUNS` (default: 50)
//!
//! Each run is a page of its own in one headless Chromium: nothing is cached, as in a test. The page reads its own clock
//! (`performance.now`) just before `build()`, and again in the first task after the frame that shows the screen, or in
//! `callback`. The emulator runs in the same process, seed 1, pace 0.

#[path = "../tests/support/chrome.rs"]
mod chrome;

use std::error::Error;

use belvo_emulator::{Emulator, Request};
use serde_json::json;
use thirtyfour::prelude::*;

use chrome::{Chromedriver, capabilities};

type Done<T> = Result<T, Box<dyn Error>>;

const TOOLS: &str = include_str!("../tests/support/tools.js");

/// What is measured, the scenario, and how the page learns that it is there.
const MEASURES: [(&str, &str, &str); 2] = [
    (
        "build() to the first painted screen",
        "",
        "build(() => {});
         await until(() => screen());
         await new Promise((after) => requestAnimationFrame(() => {
           const { port1, port2 } = new MessageChannel();
           port1.onmessage = after;
           port2.postMessage(null);
         }));",
    ),
    ("build() to callback, by itself", "?scenario=success", "await new Promise((called) => build(called));"),
];

fn main() -> Done<()> {
    let runs = std::env::args().nth(1).map_or(Ok(50), |runs| runs.parse())?;
    let emulator = Emulator::builder().start()?;
    let pages = tempfile::tempdir()?;
    let chromedriver = Chromedriver::start();
    let profile = tempfile::tempdir()?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let driver = WebDriver::new(&chromedriver.url, capabilities(&profile, &[])?).await?;
        for (index, (what, query, wait)) in MEASURES.iter().enumerate() {
            let page = pages.path().join(format!("{index}.html"));
            std::fs::write(&page, application(&emulator, query))?;
            let page = format!("file://{}", page.display());
            let mut spans = Vec::new();
            for _ in 0..runs {
                spans.push(measure(&driver, &emulator, &page, wait).await?);
            }
            println!("{}", told(what, spans));
        }
        driver.quit().await?;
        Ok(())
    })
}

fn application(emulator: &Emulator, query: &str) -> String {
    let script = emulator.widget_url();
    format!(
        "<!DOCTYPE html><html lang='en'><meta charset='utf-8'><title>Application</title>\
         <script src='{script}{query}'></script><div id='belvo'></div>"
    )
}

/// Milliseconds.
async fn measure(driver: &WebDriver, emulator: &Emulator, page: &str, wait: &str) -> Done<f64> {
    driver.goto(page).await?;
    let script = format!(
        "{TOOLS}\nreturn (async (token) => {{
           const build = (callback) => belvoSDK.createWidget(token, {{ callback }}).build();
           const begun = performance.now();
           {wait}
           return performance.now() - begun;
         }})(...arguments)"
    );
    let span = driver.execute(script, vec![json!(token(emulator)?)]).await?;
    Ok(span.json().as_f64().ok_or("no number")?)
}

fn told(what: &str, mut spans: Vec<f64>) -> String {
    spans.sort_by(f64::total_cmp);
    let at = |share: f64| spans[((spans.len() - 1) as f64 * share).round() as usize];
    format!("{what:<36} median {:>6.1} ms   p95 {:>6.1} ms   {} runs", at(0.5), at(0.95), spans.len())
}

fn token(emulator: &Emulator) -> Done<String> {
    let keys = json!({ "id": "timer", "password": "secret", "scopes": "read_institutions,write_links" });
    let reply = emulator.handle(&Request::post("/api/token/", &keys)).value();
    Ok(reply["access"].as_str().ok_or("no token")?.to_owned())
}

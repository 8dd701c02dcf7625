//! Writes a picture of every screen of the widget, on a phone and a desktop, light and dark, some also in Spanish and
//! Portuguese, for eyes to judge.
//!
//! `cargo run --example screenshots -- DIRECTORY` (default: `screenshots`)

#[path = "../tests/browser/chrome.rs"]
mod chrome;
#[path = "../tests/browser/gallery.rs"]
mod gallery;

use std::error::Error;
use std::path::{Path, PathBuf};

use belvo_emulator::{Emulator, Request};
use serde_json::json;
use thirtyfour::prelude::*;

use chrome::{Chromedriver, capabilities};
use gallery::{DESKTOP, Look, PHONE, application, shots};

type Done<T> = Result<T, Box<dyn Error>>;

const TOOLS: &str = include_str!("../tests/browser/tools.js");

/// Names and looks.
const LOOKS: [(&str, Look); 6] = [
    ("phone-light", PHONE),
    ("phone-dark", PHONE.dark()),
    ("desktop-light", DESKTOP),
    ("desktop-dark", DESKTOP.dark()),
    ("forced-light", DESKTOP.forced()),
    ("forced-dark", DESKTOP.dark().forced()),
];

/// The sights that are also taken in the other languages.
const ABROAD: [&str; 4] = ["consent", "institutions", "credentials-faults", "error"];

fn main() -> Done<()> {
    let directory = PathBuf::from(std::env::args().nth(1).unwrap_or_else(|| "screenshots".to_owned()));
    std::fs::create_dir_all(&directory)?;
    let emulator = Emulator::builder().now("2026-01-31T12:00:00Z").start()?;
    let pages = tempfile::tempdir()?;
    let page = pages.path().join("page.html");
    std::fs::write(&page, application(&emulator))?;

    let chromedriver = Chromedriver::start();
    let profile = tempfile::tempdir()?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let driver =
            WebDriver::new(&chromedriver.url, capabilities(&profile, &["--hide-scrollbars"])?).await?;
        let taken = take_all(&driver, &emulator, &format!("file://{}", page.display()), &directory).await;
        driver.quit().await?;
        taken
    })?;
    println!("{}", directory.display());
    Ok(())
}

async fn take_all(driver: &WebDriver, emulator: &Emulator, page: &str, directory: &Path) -> Done<()> {
    for shot in shots() {
        for locale in ["en", "es", "pt"] {
            if locale != "en" && !ABROAD.contains(&shot.name) {
                continue;
            }
            driver.goto(page).await?;
            shot.prepare(emulator)?;
            let body = shot.opening(&token(emulator)?, locale);
            driver.execute(format!("{TOOLS}\nreturn (async () => {{ {body} }})()"), vec![]).await?;
            for (name, look) in LOOKS {
                set(driver, look).await?;
                let language = if locale == "en" { String::new() } else { format!("-{locale}") };
                let file = format!("{}{language}-{name}.png", shot.name);
                driver.screenshot(&directory.join(file)).await?;
            }
        }
    }
    Ok(())
}

fn token(emulator: &Emulator) -> Done<String> {
    let keys = json!({ "id": "painter", "password": "secret", "scopes": "read_institutions,write_links" });
    let reply = emulator.handle(&Request::post("/api/token/", &keys)).value();
    Ok(reply["access"].as_str().ok_or("no token")?.to_owned())
}

async fn set(driver: &WebDriver, look: Look) -> Done<()> {
    for (command, parameters) in look.commands() {
        driver.cdp().send_raw(command, parameters).await?;
    }
    Ok(())
}

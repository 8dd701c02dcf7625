//! Writes a picture of every screen of the widget, on a phone and a desktop, light and dark, some also in Spanish and
//! Portuguese, for eyes to judge.
//!
//! `cargo run --example screenshots -- DIRECTORY [branded]` (default: `screenshots`)

#[path = "../tests/support/chrome.rs"]
mod chrome;
#[path = "../tests/browser/gallery.rs"]
mod gallery;

use std::error::Error;
use std::path::{Path, PathBuf};

use belvo_emulator::{Emulator, Request};
use serde_json::{Value, json};
use thirtyfour::prelude::*;

use chrome::{Chromedriver, capabilities};
use gallery::{DESKTOP, Look, PHONE, application, shots};

type Done<T> = Result<T, Box<dyn Error>>;

const TOOLS: &str = include_str!("../tests/support/tools.js");

/// Names and looks.
const LOOKS: [(&str, Look); 7] = [
    ("narrow-light", Look { size: (320, 568), ..PHONE }),
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
    let brand = std::env::args().nth(2).map_or_else(|| json!({ "branding": {} }), |_| brand());
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
        let taken =
            take_all(&driver, &emulator, &brand, &format!("file://{}", page.display()), &directory).await;
        driver.quit().await?;
        taken
    })?;
    println!("{}", directory.display());
    Ok(())
}

/// One that leaves nothing as it is.
fn brand() -> Value {
    let svg = |body: &str, width: u32| {
        let head =
            format!("<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {width} 40' fill='%23b5179e'>");
        format!("data:image/svg+xml,{head}{body}</svg>")
    };
    let theme = [
        ("--color-primary-base", "#b5179e"),
        ("--nav-bar-background-color", "#fde8f8"),
        ("--nav-bar-background-color-dark", "#3a0a33"),
        ("--nav-bar-border-color", "#b5179e"),
        ("--nav-bar-title-color", "#7209b7"),
        ("--nav-bar-title-color-dark", "#ffd6f5"),
        ("--button-border-radius", "24px"),
        ("--banner-background-color-info", "#f3e8ff"),
        ("--banner-background-color-info-dark", "#240046"),
        ("--banner-border-color-left-info", "#7209b7"),
        ("--banner-icon-color-info", "#7209b7"),
        ("--input-text-border-radius", "0"),
        ("--input-text-outline-border-color", "#b5179e"),
        ("--input-text-label-color", "#7209b7"),
        ("--input-text-label-color-dark", "#ffd6f5"),
    ];
    let theme: Vec<Value> =
        theme.iter().map(|(css_key, value)| json!({ "css_key": css_key, "value": value })).collect();
    json!({
        "branding": {
            "company_name": "Banana Finance",
            "company_icon": svg("<circle cx='20' cy='20' r='20'/>", 40),
            "company_logo": svg("<rect width='120' height='40' rx='20'/>", 120),
            "company_benefit_header": "Faster approvals",
            "company_benefit_content": "Connect your account and get your answer today.",
            "opportunity_loss": "You would lose the first month, which is free.",
            "overlay_background_color": "#240046",
            "show_belvo_middle_logo": true,
        },
        "theme": theme,
    })
}

async fn take_all(
    driver: &WebDriver,
    emulator: &Emulator,
    brand: &Value,
    page: &str,
    directory: &Path,
) -> Done<()> {
    for shot in shots() {
        for locale in ["en", "es", "pt"] {
            if locale != "en" && !ABROAD.contains(&shot.name) {
                continue;
            }
            driver.goto(page).await?;
            shot.prepare(emulator)?;
            let body = shot.opening(&token(emulator, brand)?, locale);
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

fn token(emulator: &Emulator, brand: &Value) -> Done<String> {
    let scopes = "read_institutions,write_links";
    let keys = json!({ "id": "painter", "password": "secret", "scopes": scopes, "widget": brand });
    let reply = emulator.handle(&Request::post("/api/token/", &keys)).value();
    Ok(reply["access"].as_str().ok_or("no token")?.to_owned())
}

async fn set(driver: &WebDriver, look: Look) -> Done<()> {
    for (command, parameters) in look.commands() {
        driver.cdp().send_raw(command, parameters).await?;
    }
    Ok(())
}

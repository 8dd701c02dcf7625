//! Writes a picture of every screen of the widget, on a phone and a desktop, light and dark, some also in Spanish and
//! Portuguese, and of the emulator's own pages, for eyes to judge.
//!
//! `cargo run --example screenshots -- DIRECTORY [branded]` (default: `screenshots`)

#[path = "../tests/support/chrome.rs"]
mod chrome;
#[path = "../tests/browser/gallery.rs"]
mod gallery;

use std::error::Error;
use std::path::{Path, PathBuf};

use belvo_emulator::control::SetScenario;
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

/// The looks and languages of the emulator's own pages.
const PAGE_LOOKS: [(&str, Look, &str); 4] = [
    ("desktop-light", DESKTOP, "en"),
    ("desktop-dark", DESKTOP.dark(), "es"),
    ("phone-light", PHONE, "pt"),
    ("narrow-dark", Look { size: (320, 568), ..PHONE.dark() }, "es"),
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
        let pages = take_pages(&driver, &emulator, &directory).await;
        driver.quit().await?;
        taken.and(pages)
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

/// The playground, and each view of the inspector with something in it.
async fn take_pages(driver: &WebDriver, emulator: &Emulator, directory: &Path) -> Done<()> {
    emulator.set_scenario(SetScenario::none())?;
    let link = json!({ "institution": "erebor_mx_retail", "username": "bnk100", "password": "full" });
    let link = emulator.handle(&Request::post("/api/links/", &link).keys("painter", "secret")).value();
    emulator.advance("10s")?;
    let widget = emulator.widgets()?.widgets.pop().ok_or("no widget")?.widget;
    let link = link["id"].as_str().ok_or("no link")?.to_owned();
    let views = ["workspaces", "widgets", "links", "clock", "webhooks", "journal"];
    let views = views.map(|view| (view, view.to_owned()));
    let one = [("widget", format!("widgets/{widget}")), ("link", format!("links/{link}"))];
    let inspector = views
        .into_iter()
        .chain(one)
        .map(|(name, view)| (format!("inspect-{name}"), format!("/inspect#{view}?workspace=painter")));
    let playground = ("playground".to_owned(), format!("/?scenario=login_error&link={link}"));
    for (name, path) in inspector.chain([playground]) {
        for (look, size, locale) in PAGE_LOOKS {
            // Another document each time: what stands behind the # alone loads nothing.
            driver.goto("about:blank").await?;
            set(driver, size).await?;
            let (page, place) = path.split_once('#').unwrap_or((&path, ""));
            let joint = if page.contains('?') { '&' } else { '?' };
            driver.goto(format!("{}{page}{joint}locale={locale}#{place}", emulator.url())).await?;
            let ready =
                "return (async () => until(() => document.documentElement.dataset.ready !== undefined))()";
            driver.execute(format!("{TOOLS}\n{ready}"), vec![]).await?;
            driver.screenshot(&directory.join(format!("{name}-{locale}-{look}.png"))).await?;
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

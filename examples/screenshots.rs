//! Writes a picture of every screen of the widget, on a phone and a desktop, light and dark, for eyes to judge.
//!
//! `cargo run --example screenshots -- DIRECTORY [branded]` (default: `screenshots`)

#[path = "../tests/browser/chrome.rs"]
mod chrome;

use std::error::Error;
use std::path::{Path, PathBuf};

use belvo_emulator::{Emulator, Request};
use serde_json::{Value, json};
use thirtyfour::prelude::*;

use chrome::{Chromedriver, capabilities};

type Done<T> = Result<T, Box<dyn Error>>;

const TOOLS: &str = include_str!("../tests/browser/tools.js");

/// Name, width, height.
const DEVICES: [(&str, u32, u32); 3] = [("narrow", 320, 568), ("phone", 390, 844), ("desktop", 1280, 800)];
const SCHEMES: [&str; 2] = ["light", "dark"];

/// What is told after a while is told at once.
const AT_ONCE: &str =
    "const timeout = setTimeout; window.setTimeout = (work, _, ...more) => timeout(work, 0, ...more);";

/// A picture: its name, the screen, how a scenario gets there, and what the page does besides.
struct Shot {
    name: &'static str,
    screen: &'static str,
    steps: Value,
    then: &'static str,
}

fn shots() -> Vec<Shot> {
    let shot = |name, screen, steps| Shot { name, screen, steps, then: "" };
    let at = |name| json!(["accept", { "choose": name }]);
    let asked = |kind| json!(["accept", { "choose": "any" }, { "submit": { "ask_token": kind } }]);
    vec![
        shot("consent", "consent", json!([])),
        Shot { then: "seek('belvo-help').click()", ..shot("consent-help", "consent", json!([])) },
        shot("institutions", "institutions", json!(["accept"])),
        Shot {
            then: "const search = seek('belvo-search'); search.value = 'zzz'; search.dispatchEvent(new Event('input'))",
            ..shot("institutions-none", "institutions", json!(["accept"]))
        },
        shot("credentials", "credentials", json!(["accept", { "choose": "any" }])),
        Shot {
            then: "seek('belvo-submit').click(); await until(() => shadows()[0].querySelector('[aria-invalid]'))",
            ..shot("credentials-faults", "credentials", json!(["accept", { "choose": "any" }]))
        },
        shot("credentials-select", "credentials", at("ironbank_br_retail")),
        shot("credentials-hidden", "credentials", at("planet_mx_employment")),
        shot("credentials-optional", "credentials", at("heimdall_mx_retail")),
        Shot {
            then: "seek('belvo-field-password').value = 'secret'; seek('belvo-reveal-password').click()",
            ..shot("credentials-shown", "credentials", json!(["accept", { "choose": "any" }]))
        },
        shot(
            "institutions-refused",
            "institutions",
            json!(["accept", { "choose": { "institution": "any", "warning": "institution_disabled" } }]),
        ),
        Shot {
            then: "await until(() => seek('belvo-slow')?.textContent)",
            ..shot("loading-slow", "loading", json!(["accept", { "choose": "any" }, "hang"]))
        },
        Shot {
            then: "window.fetch = () => Promise.reject(new TypeError('Failed to fetch')); \
                   seek('belvo-continue').click(); await until(() => seek('belvo-network-retry'))",
            ..shot("network", "consent", json!([]))
        },
        shot("loading", "loading", json!(["accept", { "choose": "any" }, "hang"])),
        shot("mfa-numeric", "mfa", asked("numeric")),
        shot("mfa-qr", "mfa", asked("qr")),
        shot("mfa-text", "mfa", asked("text")),
        shot("mfa-inputless", "mfa", asked("inputless")),
        shot("error", "error", json!(["accept", { "choose": "any" }, { "submit": "login_error" }])),
        shot(
            "success",
            "success",
            json!(["accept", { "choose": "any" }, { "submit": "success" }, { "wait": "1h" }, "finish"]),
        ),
        shot("close-dialog", "close-dialog", json!(["close"])),
        shot("survey", "survey", json!(["close", "leave"])),
        shot("expired", "expired", json!(["expire"])),
        shot("config-error", "config-error", json!([])),
    ]
}

fn main() -> Done<()> {
    let directory = PathBuf::from(std::env::args().nth(1).unwrap_or_else(|| "screenshots".to_owned()));
    std::fs::create_dir_all(&directory)?;
    let brand = std::env::args().nth(2).map_or_else(|| json!({}), |_| brand());
    let emulator = Emulator::builder().now("2026-01-31T12:00:00Z").freeze().start()?;
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

/// A page with something beneath, so that the overlay shows.
fn application(emulator: &Emulator) -> String {
    let words = "<p>An application that embeds the widget.</p>".repeat(8);
    let script = emulator.widget_url();
    format!(
        "<!DOCTYPE html><html lang='en'><meta charset='utf-8'><meta name='viewport' content='width=device-width'>\
         <title>Application</title><script src='{script}'></script><h1>Application</h1><div id='belvo'></div>{words}"
    )
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
        driver.goto(page).await?;
        let config = prepare(emulator, &shot)?;
        let before = if shot.name == "loading-slow" { AT_ONCE } else { "" };
        let script = format!(
            "{TOOLS}\nreturn (async (token, wanted) => {{
               {before}
               belvoSDK.createWidget(token, {config}).build();
               await until(() => screen() === wanted);
               {}
             }})(...arguments)",
            shot.then
        );
        driver.execute(script, vec![json!(token(emulator, brand)?), json!(shot.screen)]).await?;
        for (device, width, height) in DEVICES {
            for scheme in SCHEMES {
                set(driver, width, height, scheme).await?;
                driver.screenshot(&directory.join(format!("{}-{device}-{scheme}.png", shot.name))).await?;
            }
        }
    }
    Ok(())
}

/// Chooses the shot's scenario; answers the configuration for `createWidget`.
fn prepare(emulator: &Emulator, shot: &Shot) -> Done<&'static str> {
    let steps = shot.steps.as_array().map(Vec::as_slice).unwrap_or_default();
    let scenario = if steps.is_empty() {
        json!({ "name": null })
    } else {
        let title = shot.name;
        json!({ "document": { "version": 1, "title": title, "widget": { "play": "by_itself", "steps": steps } } })
    };
    emulator.put_scenario(scenario)?;
    Ok(match shot.name {
        "config-error" => "{ locale: 'en' }",
        "credentials-hidden" => "{ locale: 'en', institution: 'planet_mx_employment', callback() {} }",
        _ => {
            "{ locale: 'en', company_name: 'Acme', opportunity_loss: 'You lose your bonus.', callback() {} }"
        }
    })
}

fn token(emulator: &Emulator, brand: &Value) -> Done<String> {
    let scopes = "read_institutions,write_links";
    let keys = json!({ "id": "painter", "password": "secret", "scopes": scopes, "widget": brand });
    let reply = emulator.handle(&Request::post("/api/token/", &keys)).value();
    Ok(reply["access"].as_str().ok_or("no token")?.to_owned())
}

async fn set(driver: &WebDriver, width: u32, height: u32, scheme: &str) -> Done<()> {
    let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600 });
    driver.cdp().send_raw("Emulation.setDeviceMetricsOverride", metrics).await?;
    let features = json!([
        { "name": "prefers-color-scheme", "value": scheme },
        { "name": "prefers-reduced-motion", "value": "reduce" },
    ]);
    driver.cdp().send_raw("Emulation.setEmulatedMedia", json!({ "features": features })).await?;
    Ok(())
}

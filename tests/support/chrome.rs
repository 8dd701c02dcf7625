//! Chromium and its driver: each browser has a driver and a profile of its own, and takes both with it.

use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::thread::JoinHandle;

use tempfile::TempDir;
use thirtyfour::prelude::*;
use thirtyfour::{ChromeCapabilities, LoggingPrefsLogLevel};

const HOW_TO_FIX: &str = "`./test setup` installs chromium and chromium-driver";

/// `--no-sandbox`: containers run as root. The others keep Chromium from calling home, from asking anything, and from
/// loading what no test looks at: parts of its own window, each in a process, cost a third of its start.
const FLAGS: [&str; 12] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--force-prefers-reduced-motion",
    "--disable-extensions",
    "--disable-features=PreloadTopChromeWebUI,SpareRendererForSitePerProcess,WebUIOmniboxPopup,WebUIOmniboxAimPopup",
];

/// A running chromedriver.
pub struct Chromedriver {
    child: Child,
    drain: Option<JoinHandle<()>>,
    /// Where it listens.
    pub url: String,
}

impl Chromedriver {
    /// Starts one on a free port. It takes one that is free on IPv6 and ends if another program has the same on IPv4:
    /// then another try finds another.
    pub fn start() -> Self {
        const TRIES: usize = 20;
        let mut said = String::new();
        (0..TRIES).find_map(|_| Self::try_start().map_err(|why| said = why).ok()).unwrap_or_else(|| {
            panic!("chromedriver ended without a port, {TRIES} times:\n{said}{HOW_TO_FIX}")
        })
    }

    /// Or what it said before it ended.
    fn try_start() -> Result<Self, String> {
        let program = must_find("chromedriver");
        let mut child = Command::new(&program)
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|why| panic!("{} does not start: {why}; {HOW_TO_FIX}", program.display()));
        let mut lines = BufReader::new(child.stdout.take().expect("a pipe")).lines().map_while(Result::ok);
        let mut said = String::new();
        for line in &mut lines {
            if let Some(port) = line.split("started successfully on port ").nth(1) {
                let url = format!("http://127.0.0.1:{}", port.trim_end_matches('.'));
                // A pipe that nobody reads would stop the driver as soon as it is full.
                let drain = Some(std::thread::spawn(move || lines.for_each(drop)));
                return Ok(Self { child, drain, url });
            }
            said.extend([&line, "\n"]);
        }
        child.wait().expect("the end of chromedriver");
        Err(said)
    }
}

impl Drop for Chromedriver {
    fn drop(&mut self) {
        let _gone_already = self.child.kill();
        let _status = self.child.wait();
        let _drained = self.drain.take().map(JoinHandle::join);
    }
}

/// What a session is opened with.
pub fn capabilities(profile: &TempDir, flags: &[&str]) -> WebDriverResult<ChromeCapabilities> {
    let mut chrome = DesiredCapabilities::chrome();
    chrome.set_binary(&must_find("chromium").display().to_string())?;
    for flag in FLAGS.iter().chain(flags) {
        chrome.add_arg(flag)?;
    }
    chrome.add_arg(&format!("--user-data-dir={}", profile.path().display()))?;
    chrome.set_browser_log_level(LoggingPrefsLogLevel::All)?;
    chrome.set_logging_prefs("performance", LoggingPrefsLogLevel::All)?;
    // A test that opens a dialog handles it itself.
    chrome.set("unhandledPromptBehavior", "ignore")?;
    Ok(chrome)
}

fn must_find(program: &str) -> PathBuf {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path)
        .map(|directory| directory.join(program))
        .find(|file| file.is_file())
        .unwrap_or_else(|| panic!("{program} is not on the PATH; {HOW_TO_FIX}"))
}

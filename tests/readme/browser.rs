//! A headless Chromium, driven through chromedriver.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use serde_json::json;
use tempfile::TempDir;
use thirtyfour::prelude::*;
use thirtyfour::{ChromeCapabilities, ChromiumLikeCapabilities};
use tokio::runtime::Runtime;

use crate::desk::need;

const FLAGS: [&str; 8] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
];

/// Answers `#log` when it holds a text, or what it holds after a while.
const WHEN_LOGGED: &str = "
    const [wanted, patience, done] = arguments;
    const logged = () => document.querySelector('#log')?.textContent ?? '';
    const look = () => logged().includes(wanted) && done(logged());
    new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true });
    setTimeout(() => done(logged()), patience);
    look();
";
const PATIENCE_MS: u32 = 20_000;

pub struct Browser {
    runtime: Runtime,
    session: Option<WebDriver>,
    driver: Child,
    _profile: TempDir,
}

impl Browser {
    pub fn start() -> Self {
        let chromium = need("chromium", "chromium");
        let mut driver = Command::new(need("chromedriver", "chromium-driver"))
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("chromedriver starts");
        let port = port_of(&mut driver);
        let profile = tempfile::tempdir().expect("a directory");
        let mut wishes = ChromeCapabilities::new();
        wishes.set_binary(&chromium.display().to_string()).expect("a path");
        let user_data = format!("--user-data-dir={}", profile.path().display());
        FLAGS.into_iter().chain([user_data.as_str()]).for_each(|flag| wishes.add_arg(flag).expect("a flag"));
        let runtime = Runtime::new().expect("a runtime");
        let mut browser = Self { runtime, session: None, driver, _profile: profile };
        let session = browser.runtime.block_on(WebDriver::new(format!("http://127.0.0.1:{port}"), wishes));
        browser.session = Some(session.expect("a session of chromium"));
        browser
    }

    /// Leaves the page that is open, if any.
    #[track_caller]
    pub fn leave(&self) {
        let session = self.session.as_ref().expect("a session");
        self.runtime.block_on(session.goto("about:blank")).expect("an empty page");
    }

    /// Opens a page, or looks at the one that is open, and answers what its `#log` holds as soon as `wanted` is in it;
    /// its console has to be free of errors.
    #[track_caller]
    pub fn logged(&self, url: Option<&str>, wanted: &str) -> String {
        let session = self.session.as_ref().expect("a session");
        let look = async {
            if let Some(url) = url {
                session.goto(url).await?;
            }
            let arguments = vec![json!(wanted), json!(PATIENCE_MS)];
            let logged = session.execute_async(WHEN_LOGGED, arguments).await?.convert::<String>()?;
            Ok::<_, WebDriverError>((logged, session.browser_log().await?))
        };
        let (logged, console) = self.runtime.block_on(look).expect("the page answers");
        let errors: Vec<_> = console.iter().filter(|entry| entry.level == "SEVERE").collect();
        assert!(errors.is_empty(), "{url:?}: {errors:#?}\n{logged}");
        logged
    }
}

/// The line that says so comes when it listens.
fn port_of(driver: &mut Child) -> u16 {
    let mut lines = BufReader::new(driver.stdout.take().expect("a pipe")).lines().map_while(Result::ok);
    let port = |line: String| {
        let (_, port) = line.split_once("started successfully on port ")?;
        port.trim_end_matches('.').parse().ok()
    };
    let port = lines.find_map(port).expect("chromedriver says its port");
    // A full pipe would stop it.
    std::thread::spawn(move || lines.for_each(drop));
    port
}

/// Also when a test fails: a session that nobody ends leaves its browser behind.
impl Drop for Browser {
    fn drop(&mut self) {
        let ended = self.session.take().map(|session| self.runtime.block_on(session.quit()));
        drop(ended);
        let _gone = self.driver.kill();
        let _ended = self.driver.wait();
    }
}

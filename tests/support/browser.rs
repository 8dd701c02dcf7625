//! A browser as the tests speak of it: go there, click that, see this.

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tempfile::TempDir;
use thirtyfour::WindowHandle;
use thirtyfour::error::WebDriverErrorInner;
use thirtyfour::prelude::*;
use tokio::runtime::Runtime;

use crate::support::chrome::{Chromedriver, capabilities};

/// How long a page may take for anything.
pub const PATIENCE: Duration = Duration::from_secs(15);

/// Between two questions to somebody who does not tell by himself.
pub const PAUSE: Duration = Duration::from_millis(10);

/// This machine, as pages name it.
const HOME: [&str; 2] = ["http://127.0.0.1:", "http://localhost:"];

const TOOLS: &str = include_str!("tools.js");

/// One Chromium with what it has written to its console so far.
pub struct Browser {
    runtime: Runtime,
    driver: WebDriver,
    console: RefCell<Vec<(String, String)>>,
    requests: RefCell<Vec<(String, String)>>,
    mapped: Vec<String>,
}

/// Runs a test in a browser of its own: whatever happens, the browser is closed; and in the end nothing may stand in the
/// console as an error, and nobody but this machine may have been asked for anything (W-LOAD-16).
pub fn browse(test: impl FnOnce(&Browser)) {
    browse_with(&[], test);
}

/// The same with further flags for Chromium.
pub fn browse_with(flags: &[&str], test: impl FnOnce(&Browser)) {
    let chromedriver = Chromedriver::start();
    let profile = tempfile::tempdir().expect("a directory for the profile");
    let browser = Browser::open(&chromedriver, &profile, flags);
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        test(&browser);
        browser.must_be_quiet();
        browser.must_have_stayed_at_home();
    }));
    if outcome.is_err() {
        browser.tell();
    }
    browser.quit();
    if let Err(panic) = outcome {
        resume_unwind(panic);
    }
}

/// Whether it was done. To an element that was drawn anew between the look and the touch nothing was: a person would
/// have seen the new one alone.
#[track_caller]
fn is_done(testid: &str, touched: WebDriverResult<()>) -> bool {
    let Err(why) = touched else { return true };
    assert!(matches!(*why, WebDriverErrorInner::StaleElementReference(_)), "{testid}: {why}");
    false
}

impl Browser {
    fn open(chromedriver: &Chromedriver, profile: &TempDir, flags: &[&str]) -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        let driver = runtime.block_on(async {
            let driver = WebDriver::new(&chromedriver.url, capabilities(profile, flags)?).await?;
            driver.set_script_timeout(PATIENCE).await?;
            driver.set_page_load_timeout(PATIENCE).await?;
            WebDriverResult::Ok(driver)
        });
        let driver =
            driver.unwrap_or_else(|why| panic!("Chromium does not start: {why}; try `./test setup`"));
        // `MAP name address`: Chromium asks this machine for that name.
        let rules = flags.iter().filter_map(|flag| flag.strip_prefix("--host-resolver-rules=MAP "));
        let mapped = rules.filter_map(|rule| Some(format!("http://{}/", rule.split(' ').next()?))).collect();
        Self { runtime, driver, console: RefCell::default(), requests: RefCell::default(), mapped }
    }

    fn quit(self) {
        let Self { runtime, driver, .. } = self;
        runtime.block_on(driver.quit()).expect("the browser to close");
    }

    /// What the driver says.
    #[track_caller]
    pub fn wait<T>(&self, work: impl Future<Output = WebDriverResult<T>>) -> T {
        self.runtime.block_on(work).unwrap_or_else(|why| panic!("{why}"))
    }

    /// The driver, for what has no verb here.
    pub fn driver(&self) -> &WebDriver {
        &self.driver
    }

    /// Loads a page, to the end of its `load` event.
    #[track_caller]
    pub fn goto(&self, url: &str) {
        self.wait(self.driver.goto(url));
    }

    /// Loads a page in a tab of its own.
    #[track_caller]
    pub fn new_tab(&self, url: &str) -> WindowHandle {
        let tab = self.wait(async {
            let tab = self.driver.new_tab().await?;
            self.driver.switch_to_window(tab.clone()).await?;
            Ok(tab)
        });
        self.goto(url);
        tab
    }

    fn script(&self, body: &str, arguments: Vec<Value>) -> WebDriverResult<Value> {
        let script = format!("{TOOLS}\nreturn (async (...given) => {{ {body} }})(...arguments)");
        Ok(self.runtime.block_on(self.driver.execute(script, arguments))?.json().clone())
    }

    /// Runs the body of an asynchronous function in the page, with `tools.js` around it.
    #[track_caller]
    pub fn js(&self, body: &str) -> Value {
        self.script(body, Vec::new()).unwrap_or_else(|why| panic!("{body}\n{why}"))
    }

    /// The same with arguments, which stand in `given`.
    #[track_caller]
    pub fn run(&self, body: &str, arguments: Vec<Value>) -> Value {
        self.script(body, arguments).unwrap_or_else(|why| panic!("{body}\n{why}"))
    }

    /// Waits until an expression in the page is true.
    #[track_caller]
    pub fn until(&self, expression: &str) {
        if let Err(why) = self.script(&format!("await until(() => {expression})"), Vec::new()) {
            panic!("it never came true that {expression}: {why}");
        }
    }

    /// Waits until the image in an element of the widget is there; an image that loads changes nothing in the document.
    #[track_caller]
    pub fn must_decode(&self, testid: &str) {
        self.must_see(testid);
        self.js(&format!("await seek('{testid}').querySelector('img').decode()"));
    }

    /// Waits for an element of the widget that a person can see.
    #[track_caller]
    pub fn must_see(&self, testid: &str) -> WebElement {
        let found = self.script("return until(() => seek(given[0]))", vec![json!(testid)]);
        let found = found.and_then(|element| WebElement::from_json(element, self.driver.handle().clone()));
        found.unwrap_or_else(|why| panic!("the widget does not show {testid}: {why}"))
    }

    /// Waits for a screen.
    #[track_caller]
    pub fn must_show(&self, screen: &str) {
        self.must_see(&format!("belvo-screen-{screen}"));
    }

    /// A person's click, which misses when something else lies above.
    #[track_caller]
    pub fn click(&self, testid: &str) {
        while !is_done(testid, self.runtime.block_on(self.must_see(testid).click())) {}
    }

    /// A person's click on an element of the page itself, as soon as it shows: applications render after `load`.
    #[track_caller]
    pub fn click_beneath(&self, css: &str) {
        self.until(&format!("document.querySelector({css:?})?.getClientRects().length"));
        self.wait(async { self.driver.find(By::Css(css)).await?.click().await });
    }

    /// Types into a field of the widget, in the place of what is there.
    #[track_caller]
    pub fn write(&self, testid: &str, text: &str) {
        let clear = format!("const field = seek({testid:?}); if (field.matches('input')) field.value = ''");
        let typed = || {
            let element = self.must_see(testid);
            self.js(&clear);
            self.runtime.block_on(element.send_keys(text))
        };
        while !is_done(testid, typed()) {}
    }

    /// From the first screen to the end of the last, by clicks that miss when something else lies above.
    #[track_caller]
    pub fn connect(&self, user: &str) {
        self.click("belvo-continue");
        self.click("belvo-institution-erebor_br_retail");
        self.write("belvo-field-username", user);
        self.write("belvo-field-password", "full");
        self.click("belvo-submit");
        self.click("belvo-done");
    }

    /// Presses keys where the focus is.
    #[track_caller]
    pub fn press(&self, keys: impl Into<TypingData>) {
        self.wait(self.driver.action_chain().send_keys(keys).perform());
    }

    /// Presses a key while another is held.
    #[track_caller]
    pub fn press_with(&self, held: &Key, key: &Key) {
        self.wait(
            self.driver
                .action_chain()
                .key_down(held.value())
                .send_keys(key.value())
                .key_up(held.value())
                .perform(),
        );
    }

    /// The words of an element of the widget.
    #[track_caller]
    pub fn words(&self, testid: &str) -> String {
        self.must_see(testid);
        let words = self.script("return seek(given[0]).textContent", vec![json!(testid)]);
        words.unwrap_or_else(|why| panic!("{why}")).as_str().unwrap_or_default().to_owned()
    }

    /// Waits for a dialog of the page's own and says what it asks.
    #[track_caller]
    pub fn must_meet_dialog(&self) -> String {
        let begun = Instant::now();
        loop {
            match self.runtime.block_on(self.driver.get_alert_text()) {
                Ok(words) => return words,
                Err(why) => assert!(begun.elapsed() < PATIENCE, "no dialog: {why}"),
            }
            // The driver tells nobody of a dialog, and asking without a pause would keep the page from opening it.
            std::thread::sleep(PAUSE);
        }
    }

    /// What an expression in the page is as JSON; as text on the way, because the driver sorts the keys of objects.
    #[track_caller]
    pub fn json(&self, expression: &str) -> Value {
        let text = self.js(&format!("return JSON.stringify({expression})"));
        serde_json::from_str(text.as_str().unwrap_or("null")).expect("JSON")
    }

    /// What the page's functions were called with so far.
    #[track_caller]
    pub fn calls(&self) -> Value {
        self.json("calls")
    }

    /// Waits until nothing is left in `#belvo`.
    #[track_caller]
    pub fn must_be_over(&self) {
        self.until("document.getElementById('belvo').childElementCount === 0");
    }

    fn read_logs(&self) {
        let entries = self.wait(self.driver.browser_log());
        self.console.borrow_mut().extend(entries.into_iter().map(|entry| (entry.level, entry.message)));
        let entries = self.wait(self.driver.get_log("performance"));
        self.requests.borrow_mut().extend(entries.iter().filter_map(|entry| request(&entry.message)));
    }

    /// Takes the one error that says this out of the console.
    #[track_caller]
    pub fn must_complain(&self, words: &str) {
        self.must_say("SEVERE", words);
    }

    /// A warning of the console that has to be there.
    #[track_caller]
    pub fn must_warn(&self, words: &str) {
        self.must_say("WARNING", words);
    }

    #[track_caller]
    fn must_say(&self, level: &str, words: &str) {
        self.read_logs();
        let mut console = self.console.borrow_mut();
        let found = console.iter().position(|(its, text)| its == level && text.contains(words));
        let found = found.unwrap_or_else(|| panic!("no {level} in the console says {words:?}: {console:#?}"));
        console.remove(found);
    }

    /// Takes all errors that say this, if any, out of the console: what Chromium writes itself, as often as it tries.
    pub fn forgive(&self, words: &str) {
        self.read_logs();
        self.console.borrow_mut().retain(|(_, text)| !text.contains(words));
    }

    /// No error stands in the console.
    #[track_caller]
    pub fn must_be_quiet(&self) {
        self.read_logs();
        let console = self.console.borrow();
        let errors: Vec<_> = console.iter().filter(|(level, _)| level == "SEVERE").collect();
        assert!(errors.is_empty(), "errors in the console: {errors:#?}");
    }

    /// Method and address of every request so far that begins with this.
    pub fn requests(&self, start: &str) -> Vec<(String, String)> {
        self.read_logs();
        self.requests.borrow().iter().filter(|(_, url)| url.starts_with(start)).cloned().collect()
    }

    /// Takes the requests that begin with this out of what is looked at in the end, which there have to be.
    #[track_caller]
    pub fn must_have_asked(&self, start: &str) {
        let asked = self.requests(start);
        assert!(!asked.is_empty(), "nobody has been asked for {start}");
        self.requests.borrow_mut().retain(|(_, url)| !url.starts_with(start));
    }

    #[track_caller]
    fn must_have_stayed_at_home(&self) {
        let all = self.requests("http").into_iter();
        let home = |url: &str| {
            HOME.iter().any(|home| url.starts_with(home))
                || self.mapped.iter().any(|host| url.starts_with(host))
        };
        let abroad: Vec<_> = all.filter(|(_, url)| !home(url)).collect();
        assert!(abroad.is_empty(), "requests to elsewhere (W-LOAD-16): {abroad:?}");
    }

    /// For whoever reads why a test has failed.
    fn tell(&self) {
        let look =
            "return JSON.stringify({ page: location.href, screen: screen(), calls: window.calls }, null, 2)";
        match self.script(look, Vec::new()) {
            Ok(seen) => eprintln!("the page: {}", seen.as_str().unwrap_or_default()),
            Err(why) => eprintln!("the page does not answer: {why}"),
        }
        if let Ok(entries) = self.runtime.block_on(self.driver.browser_log()) {
            eprintln!("the console: {:#?} {entries:#?}", self.console.borrow());
        }
    }
}

/// A request in an entry of Chromium's log of the network.
fn request(entry: &str) -> Option<(String, String)> {
    let entry: Value = serde_json::from_str(entry).ok()?;
    let event =
        entry["message"].as_object().filter(|event| event["method"] == "Network.requestWillBeSent")?;
    let request = &event["params"]["request"];
    Some((request["method"].as_str()?.to_owned(), request["url"].as_str()?.to_owned()))
}

//! What holds of all that a page is told, whatever is done to it: one success or one exit, with which it ends; each page
//! follows the one before; the token is spent when somebody has connected, and not else.

use belvo_emulator::domain::vocabulary::pages::PAGES;
use proptest::prelude::*;
use serde_json::Value;

use super::door::{Page, bearing, data};

#[derive(Default)]
pub(super) struct Told {
    first: String,
    /// The page of the last PAGE_LOAD.
    page: Option<String>,
    callbacks: usize,
    exits: usize,
    is_connected: bool,
}

impl Told {
    /// Nothing yet; the screen that shows is the one that it was opened with.
    pub(super) fn of(page: &Page<'_>) -> Self {
        let first = &page.greeting["frames"][0]["screen"]["name"];
        let path = PAGES.iter().find(|row| first == row.name).and_then(|row| row.path);
        Self { first: path.unwrap_or_default().to_owned(), ..Self::default() }
    }

    /// The calls since the last time, with the screen that shows after them.
    pub(super) fn take(&mut self, page: &Page<'_>, calls: &[Value]) -> Result<(), TestCaseError> {
        for call in calls {
            prop_assert!(self.ends() == 0, "told after the end: {call}");
            match call["to"].as_str() {
                Some("callback") => self.callbacks += 1,
                Some("onExit") => self.exits += 1,
                _ => self.event(data(call))?,
            }
        }
        prop_assert!(self.ends() <= 1, "W-CB-02, W-EXIT-06");
        prop_assert_eq!(page.screen.is_null(), self.ends() == 1, "the end and the last call come together");
        self.is_connected |= self.callbacks == 1 || page.screen["name"] == "success";
        prop_assert_eq!(
            is_spent(page),
            self.is_connected,
            "W-TOK-24: once somebody has connected, and not else"
        );
        Ok(())
    }

    fn ends(&self) -> usize {
        self.callbacks + self.exits
    }

    fn event(&mut self, event: &Value) -> Result<(), TestCaseError> {
        if event["eventName"] == "PAGE_LOAD" {
            let (to, from) = (event["meta_data"]["page"].as_str(), event["meta_data"]["from"].as_str());
            prop_assert!(to.is_some() && from.is_some(), "W-EVT-04: {}", event);
            prop_assert_eq!(
                from,
                Some(self.page.as_ref().unwrap_or(&self.first).as_str()),
                "each page follows the one before"
            );
            prop_assert_ne!(to, from, "a page does not follow itself");
            self.page = to.map(str::to_owned);
        }
        Ok(())
    }
}

/// Whether the page's token is dead because somebody has connected with it.
fn is_spent(page: &Page<'_>) -> bool {
    let reply = page.emulator.handle(&bearing("/api/institutions/", &page.token));
    let why = reply.headers.get("x-belvo-emulator-why").and_then(|why| why.to_str().ok());
    reply.status == 401 && why.is_some_and(|why| why.contains("has been used"))
}

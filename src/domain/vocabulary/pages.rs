//! The screens of the widget (W-FLOW-01 to 09), and the pages that its PAGE_LOAD events name (W-EVT-12 to 15).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::catalogue::Confidence;
use super::catalogue::Confidence::{Assumed, Documented, Observed};
use crate::domain::base::named::named;

named! {
    /// Why the widget does not start or go on, in a word (W-CFG-28 to 30, W-TOK-26).
    ConfigFault {
        /// The page has called it wrongly.
        Signature "signature"
        /// There is no `callback`.
        Callback "callback"
        /// The token lacks a scope.
        Scope "scope"
        /// The scenario cannot be played, or not on this page.
        Scenario "scenario"
    }
}

/// What is known of a screen.
#[derive(Debug)]
pub struct PageRow {
    /// The screen.
    pub page: Page,
    /// The name in frames, in refusals of acts and in `data-testid`s.
    pub name: &'static str,
    /// The `page` of its PAGE_LOAD event, where it has one.
    pub path: Option<&'static str>,
    /// The rule that it answers to.
    pub rule: &'static str,
    /// How sure its path, or that it has none, is.
    pub confidence: Confidence,
    /// What it is.
    pub about: &'static str,
    /// How the keys of its texts begin.
    pub texts: &'static [&'static str],
}

macro_rules! pages {
    ($($page:ident $name:literal $path:expr, $rule:literal $confidence:ident, $about:literal, $texts:expr;)*) => {
        /// A screen of the widget.
        #[derive(Clone, Copy, PartialEq, Eq, Debug, Hash, Serialize, Deserialize, JsonSchema)]
        #[allow(missing_docs)]
        pub enum Page { $(#[serde(rename = $name)] $page),* }

        /// All screens, in the order of [`Page`].
        pub static PAGES: &[PageRow] = &[$(PageRow {
            page: Page::$page, name: $name, path: $path, rule: $rule, confidence: $confidence, about: $about, texts: &$texts,
        }),*];
    };
}

pages! {
    Consent "consent" Some("/consent"), "W-EVT-12" Documented, "The first screen.", ["intro", "consent", "terms"];
    Institutions "institutions" Some("/institutions"), "W-EVT-13" Documented, "The list of institutions.", ["inst", "kind"];
    Credentials "credentials" Some("/credentials"), "W-EVT-15" Assumed, "The institution's form.", ["cred", "connect", "field"];
    Loading "loading" Some("/loading"), "W-EVT-15" Assumed, "The bank is being asked.", ["loading"];
    Mfa "mfa" Some("/token"), "W-EVT-15" Observed, "The bank asks for a token.", ["mfa"];
    Error "error" Some("/error"), "W-EVT-15" Assumed, "An error that can be tried again.", ["retry"];
    Success "success" Some("/success"), "W-EVT-15" Assumed, "Connected.", ["ok"];
    CloseDialog "close-dialog" None, "W-FLOW-08" Documented, "Whether the person wants to leave.", ["exit"];
    Survey "survey" Some("/abandonSurvey"), "W-EVT-14" Observed, "Why the person leaves. Only the word abandonSurvey was seen, as a part of the name.", ["survey"];
    Expired "expired" None, "W-TOK-25" Assumed, "The session is over.", [];
    ConfigError "config-error" None, "W-TOK-26" Assumed, "Why the widget does not start, or cannot go on.", ["err"];
}

impl Page {
    /// Its row of the table.
    pub fn row(self) -> &'static PageRow {
        &PAGES[self as usize]
    }

    /// The name in frames, in refusals of acts and in `data-testid`s.
    pub fn name(self) -> &'static str {
        self.row().name
    }

    /// The `page` of its PAGE_LOAD event, where it has one.
    pub fn path(self) -> Option<&'static str> {
        self.row().path
    }
}

/// The screens whose arrival an event tells.
pub fn with_event() -> impl Iterator<Item = &'static PageRow> {
    PAGES.iter().filter(|row| row.path.is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_screen_has_its_own_row_and_names_of_its_own() {
        for (index, row) in PAGES.iter().enumerate() {
            assert_eq!(row.page.row().page, row.page);
            let same =
                |other: &PageRow| other.name == row.name || (row.path.is_some() && other.path == row.path);
            assert!(!PAGES[..index].iter().any(same), "{:?}", row.page);
        }
    }
}

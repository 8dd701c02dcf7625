//! Every code that Belvo's API and widget speak: its messages, what the widget shows, and how we know.
//!
//! The exact texts stand here and nowhere else. `W-` and `R-` ids name the rules that each row answers to.

mod bank;
pub mod events;
mod link;
mod payments;
mod request;
mod screens;
pub mod varying;

use std::sync::LazyLock;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How sure a fact is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// Belvo states it.
    Documented,
    /// Seen in running applications or in captures of the sandbox.
    Observed,
    /// Published nowhere; chosen here.
    Assumed,
}

impl Confidence {
    /// The word.
    pub fn name(self) -> &'static str {
        match self {
            Self::Documented => "documented",
            Self::Observed => "observed",
            Self::Assumed => "assumed",
        }
    }
}

/// A title and a text in English, Spanish and Portuguese.
pub type ScreenText = [(&'static str, &'static str); 3];

/// One code.
#[derive(Clone, Copy, Debug)]
pub struct Code {
    /// The code.
    pub code: &'static str,
    /// What it means.
    pub about: &'static str,
    /// Its messages; the first is the default. Empty where Belvo documents none.
    pub messages: &'static [&'static str],
    /// What the widget shows; nothing where it is no error screen of the widget.
    pub screen: Option<&'static ScreenText>,
    /// Where it shows.
    pub surface: Surface,
    /// The rules it answers to, the closest first.
    pub rules: &'static [&'static str],
    /// The page that says so.
    pub source: &'static str,
    /// How sure it is.
    pub confidence: Confidence,
}

/// Where a code shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Surface {
    /// An error of the bank or the session: ERROR event, exit data, REST.
    Error,
    /// The page's own token, of which no REST call tells: ERROR event, exit data.
    Token,
    /// An institution that cannot be chosen: WARNING event.
    Warning,
    /// A page that comes after the bank in Brazil's open finance: neither event, exit data nor REST.
    AfterBank,
    /// Something wrong with the request: REST only.
    Request,
}

impl Surface {
    /// Where that is: a kind of event, exit data, a page, answers of the REST API.
    pub fn shows(self) -> &'static [&'static str] {
        match self {
            Self::Error => &["ERROR", "exit", "REST"],
            Self::Token => &["ERROR", "exit"],
            Self::Warning => &["WARNING"],
            Self::AfterBank => &["page after the bank"],
            Self::Request => &["REST"],
        }
    }
}

impl Code {
    /// Whether REST calls are refused with it.
    pub fn over_rest(&self) -> bool {
        matches!(self.surface, Surface::Error | Surface::Request)
    }

    /// Whether a scenario can have it: the flow that leads to the page after the bank is not emulated.
    pub fn is_played(&self) -> bool {
        self.surface != Surface::AfterBank
    }
}

/// The names of the pages that are cited.
const SDK: &str = "Widget for Web SDK";
const ERRORS: &str = "API and Widget Errors";
const HOSTED: &str = "Hosted Widget Overview";
const GUIDES: &str = "Employment guide";
const BRAZIL: &str = "Extract Banking Data in Brazil";
const OPENAPI: &str = "OpenAPI document 1.223.0";
const OPENAPI_OLD: &str = "OpenAPI document 1.35.0";
const FRAMEWORK: &str = "convention of Django REST Framework";

/// Published nowhere, like [`varying::NOT_AN_OBJECT`].
pub const NOT_A_TEXT: &str = "Not a valid string.";
/// Published nowhere.
pub const NOT_A_BOOLEAN: &str = "Must be a valid boolean.";
/// A date that is none (R-ERR-13).
pub const NOT_A_DATE: &str = "Date has wrong format. Use one of these formats instead: YYYY-MM-DD.";
/// Published nowhere.
pub const NO_FIT: &str = "Enter a valid value.";

/// Of a payment's terminal; nested, unlike the other messages of its code (R-ERR-71).
pub const NO_TERMINAL: &str = "The terminal_id is invalid, try again or contact Belvo's support.";
/// The front proxy's page (R-ERR-50).
pub const FORBIDDEN_PAGE: &str = "<html><head><title>403 Forbidden</title></head><body>
<center><h1>403 Forbidden</h1></center>
<hr><center>openresty/1.15.8.2</center>
</body></html>";

/// A row about a request; other rows start from it.
const fn documented(
    code: &'static str,
    about: &'static str,
    messages: &'static [&'static str],
    rules: &'static [&'static str],
    source: &'static str,
) -> Code {
    let (surface, confidence) = (Surface::Request, Confidence::Documented);
    Code { code, about, messages, screen: None, surface, rules, source, confidence }
}

/// All codes.
pub static CODES: LazyLock<Vec<Code>> =
    LazyLock::new(|| [bank::CODES, request::CODES, link::CODES, payments::CODES].concat());

/// The row of a code.
pub fn find(code: &str) -> Option<&'static Code> {
    CODES.iter().find(|row| row.code == code)
}

/// The default message of a code; empty for a code that has none or is unknown.
pub fn message(code: &str) -> &'static str {
    find(code).and_then(|row| row.messages.first()).copied().unwrap_or_default()
}

/// The languages of the widget, in the order of a [`ScreenText`].
pub const LOCALES: [&str; 3] = ["en", "es", "pt"];

/// Title and text that the widget shows for a code, `unexpected_error`'s for one that has none (W-CODE-16, 17).
pub fn screen(code: &str, locale: &str) -> (&'static str, &'static str) {
    let texts = find(code).and_then(|row| row.screen).unwrap_or(&screens::UNEXPECTED);
    texts[LOCALES.iter().position(|name| *name == locale).unwrap_or(0)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_and_errors_have_a_screen() {
        for (index, row) in CODES.iter().enumerate() {
            assert!(CODES[..index].iter().all(|other| other.code != row.code), "{} stands twice", row.code);
            let screen = matches!(row.surface, Surface::Error | Surface::Token);
            assert_eq!(screen, row.screen.is_some(), "{}", row.code);
            assert!(!row.rules.is_empty() && row.about.ends_with('.'), "{}", row.code);
        }
    }

    #[test]
    fn an_unknown_code_shows_the_text_of_unexpected_error() {
        assert_eq!(screen("no_such_code", "pt"), screen("unexpected_error", "pt"));
        assert_eq!(screen("session_expired_ob", "en").0, "Session expired");
    }
}

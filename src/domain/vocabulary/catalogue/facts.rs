//! What can be said of a code, and the texts that have no row of their own.

/// How sure a fact is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
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
    pub fn places(self) -> &'static [&'static str] {
        match self {
            Self::Error => &["ERROR", "exit", "REST"],
            Self::Token => &["ERROR", "exit"],
            Self::Warning => &["WARNING"],
            Self::AfterBank => &["page after the bank"],
            Self::Request => &["REST"],
        }
    }
}

/// The names of the pages that are cited.
pub(super) const SDK: &str = "Widget for Web SDK";
pub(super) const ERRORS: &str = "API and Widget Errors";
pub(super) const HOSTED: &str = "Hosted Widget Overview";
pub(super) const GUIDES: &str = "Employment guide";
pub(super) const BRAZIL: &str = "Extract Banking Data in Brazil";
pub(super) const OPENAPI: &str = "OpenAPI document 1.223.0";
pub(super) const OPENAPI_OLD: &str = "OpenAPI document 1.35.0";
pub(super) const FRAMEWORK: &str = "convention of Django REST Framework";

/// Published nowhere, like [`super::varying::NOT_AN_OBJECT`].
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

/// The languages of the widget, in the order of a [`ScreenText`].
pub const LOCALES: [&str; 3] = ["en", "es", "pt"];

/// Which kind of refusal a code is; the REST API has a status for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The request is at fault, or the bank refuses.
    Request,
    /// It is not known who calls.
    Caller,
    /// The caller may not.
    Forbidden,
    /// There is no such thing, or no longer.
    Missing,
    /// The address exists, the method does not.
    Method,
    /// The bank was too slow.
    TooSlow,
    /// Something else is in the way.
    Conflict,
    /// It does not fit what was sent before.
    Mismatch,
    /// The body is of a type that is not read.
    MediaType,
    /// Something has to be done first: a token is asked for.
    Asks,
    /// Too many calls.
    TooOften,
    /// Something broke at Belvo.
    Broken,
}

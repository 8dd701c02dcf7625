//! Every code that Belvo's API and widget speak: its messages, what the widget shows, and how we know.
//!
//! The exact texts stand here and nowhere else. `W-` and `R-` ids name the rule that each row answers to.

mod screens;

/// How sure a fact is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Confidence {
    /// Belvo states it.
    Documented,
    /// Seen in running applications or in captures of the sandbox.
    Observed,
    /// Published nowhere; chosen here.
    Assumed,
}

/// A title and a text in English, Spanish and Portuguese.
pub type ScreenText = [(&'static str, &'static str); 3];

/// One code.
#[derive(Debug)]
pub struct Code {
    /// The code.
    pub code: &'static str,
    /// Its messages; the first is the default. Empty where Belvo documents none.
    pub messages: &'static [&'static str],
    /// What the widget shows; nothing where it is no error screen of the widget.
    pub screen: Option<&'static ScreenText>,
    /// Where it shows.
    pub surface: Surface,
    /// The rule it answers to.
    pub rule: &'static str,
    /// How sure it is.
    pub confidence: Confidence,
}

/// Where a code shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Surface {
    /// An error of the bank or the session: ERROR event, exit data, REST.
    Error,
    /// An institution that cannot be chosen: WARNING event.
    Warning,
    /// Something wrong with the request: REST only.
    Request,
}

use Confidence::{Assumed, Documented, Observed};
use Surface::{Error, Request, Warning};
use screens::{
    DOWN, DUPLICATED, LOGIN, NOT_VALID, SESSION, SESSION_OB, TIMEOUT, TOKEN, TOO_MANY, UNAVAILABLE,
    UNEXPECTED, UNSUPPORTED,
};

const fn row(
    code: &'static str,
    messages: &'static [&'static str],
    screen: Option<&'static ScreenText>,
    surface: Surface,
    rule: &'static str,
    confidence: Confidence,
) -> Code {
    Code { code, messages, screen, surface, rule, confidence }
}

/// All codes.
pub static CODES: &[Code] = &[
    row(
        "institution_down",
        &["The financial institution is down, try again later"],
        Some(&DOWN),
        Error,
        "W-CODE-01",
        Documented,
    ),
    row(
        "login_error",
        &[
            "Invalid credentials provided to login to the institution",
            "The user account is locked, user needs to contact the institution to unlock it",
            "The user account access was forbidden by the institution",
            "Impossible to login, something unexpected happened while logging into the institution. Try again later.",
            "A MFA token is required by the institution, but it’s not supported yet by Belvo.",
            "Login not attempted due to invalid credentials",
            "Missing credentials to login to the institution",
        ],
        Some(&LOGIN),
        Error,
        "W-CODE-02",
        Documented,
    ),
    row(
        "too_many_sessions",
        &["Impossible to login, a session is already opened with the institution for these credentials"],
        Some(&TOO_MANY),
        Error,
        "W-CODE-03",
        Documented,
    ),
    row(
        "unexpected_error",
        &[
            "Belvo is unable to process the request due to an internal system issue or to an unsupported response from an institution",
        ],
        Some(&UNEXPECTED),
        Error,
        "W-CODE-04",
        Documented,
    ),
    row(
        "token_required",
        &["A MFA token is required by the institution to login"],
        Some(&TOKEN),
        Error,
        "W-CODE-05",
        Observed,
    ),
    row("duplicated", &["Link already exists"], Some(&DUPLICATED), Error, "W-CODE-06", Documented),
    row(
        "institution_inactive",
        &["The institution has been temporarily deactivated"],
        Some(&UNEXPECTED),
        Error,
        "W-CODE-07",
        Documented,
    ),
    row(
        "institution_unavailable",
        &["The financial institution is unavailable"],
        Some(&UNAVAILABLE),
        Error,
        "W-CODE-08",
        Documented,
    ),
    row(
        "session_expired",
        &[
            "The session you are trying to resume has expired, please start again from register/retrieve endpoint",
        ],
        Some(&SESSION),
        Error,
        "W-CODE-09",
        Documented,
    ),
    row("session_expired_ob", &[], Some(&SESSION_OB), Error, "W-CODE-10", Documented),
    row(
        "activation_failed",
        &["The credentials provided were not accepted by the institution."],
        Some(&UNEXPECTED),
        Error,
        "W-CODE-11",
        Documented,
    ),
    row(
        "unsupported_operation",
        &["The resource you are trying to access is not supported by this institution"],
        Some(&UNSUPPORTED),
        Error,
        "W-CODE-12",
        Documented,
    ),
    row(
        "request_timeout",
        &["The request timed out, you can retry asking for less data by changing your query parameters"],
        Some(&TIMEOUT),
        Error,
        "W-CODE-12",
        Documented,
    ),
    row(
        "institution_disabled",
        &["The institution is temporarily unavailable."],
        None,
        Warning,
        "W-CODE-13",
        Documented,
    ),
    row(
        "ACCESS_TOKEN_NOT_VALID",
        &["The access token was not provided or is not valid"],
        Some(&NOT_VALID),
        Error,
        "W-CODE-14",
        Documented,
    ),
    row("required", &["This field is required."], None, Request, "R-ERR-10", Documented),
    row("null", &["This field may not be null."], None, Request, "R-ERR-11", Documented),
    row("blank", &["This field may not be blank."], None, Request, "R-ERR-12", Documented),
    row("authentication_failed", &["Invalid Secret Keys"], None, Request, "R-ERR-46", Documented),
    row(
        "not_authenticated",
        &["Authentication credentials were not provided."],
        None,
        Request,
        "R-AUTH-04",
        Assumed,
    ),
    row(
        "access_to_resource_denied",
        &["You don't have access to this resource."],
        None,
        Request,
        "R-ERR-48",
        Documented,
    ),
    row(
        "permission_denied",
        &["You do not have permission to perform this action."],
        None,
        Request,
        "R-ERR-66",
        Assumed,
    ),
    row("not_found", &["Not found.", "Invalid page."], None, Request, "R-ERR-52", Documented),
    row("token_not_valid", &["Token is invalid or expired"], None, Request, "R-ERR-65", Assumed),
    row(
        "service_unavailable",
        &[
            "Belvo is unable to process the request due to an internal system issue or to an unsupported response from an institution",
        ],
        None,
        Request,
        "R-ERR-63",
        Documented,
    ),
    row("validation_error", &["Bad request"], None, Request, "R-ERR-21", Documented),
    row(
        "invalid_credentials_storage",
        &["Recurrent links must store the credentials"],
        None,
        Request,
        "R-ERR-40",
        Documented,
    ),
    row(
        "invalid_fetch_resources",
        &["Single links without stored credentials must fetch resources"],
        None,
        Request,
        "R-ERR-41",
        Documented,
    ),
    row(
        "unsupported_media_type",
        &["Unsupported media type in request."],
        None,
        Request,
        "R-BASE-13",
        Assumed,
    ),
];

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
    let texts = find(code).and_then(|row| row.screen).unwrap_or(&UNEXPECTED);
    texts[LOCALES.iter().position(|name| *name == locale).unwrap_or(0)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_and_errors_have_a_screen() {
        for (index, row) in CODES.iter().enumerate() {
            assert!(CODES[..index].iter().all(|other| other.code != row.code), "{} stands twice", row.code);
            assert_eq!(row.surface == Error, row.screen.is_some(), "{}", row.code);
        }
    }

    #[test]
    fn an_unknown_code_shows_the_text_of_unexpected_error() {
        assert_eq!(screen("no_such_code", "pt"), screen("unexpected_error", "pt"));
        assert_eq!(screen("session_expired_ob", "en").0, "Session expired");
    }
}

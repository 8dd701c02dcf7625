//! What is known of a code, and what can be asked of one.

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::codes::{CODES, Code, CodeRow};
use super::facts::{LOCALES, Surface};
use super::screens;
use crate::domain::base::text::quote;

impl CodeRow {
    /// Whether REST calls are refused with it.
    pub fn over_rest(&self) -> bool {
        matches!(self.surface, Surface::Error | Surface::Request)
    }

    /// Whether the widget's page hears of it as an ERROR; a token request may bring two of REST's own (W-FLOW-11).
    pub fn is_an_error_of_pages(&self) -> bool {
        matches!(self.surface, Surface::Error | Surface::Token)
            || matches!(self.code, Code::InvalidCredentialsStorage | Code::InvalidFetchResources)
    }

    /// Whether a scenario can have it: the flow that leads to the page after the bank is not emulated.
    pub fn is_played(&self) -> bool {
        self.surface != Surface::AfterBank
    }
}

impl Code {
    /// Its row.
    pub fn row(self) -> &'static CodeRow {
        &CODES[self as usize]
    }

    /// Its text.
    pub fn name(self) -> &'static str {
        self.row().name
    }

    /// The code of a text.
    pub fn parse(text: &str) -> Option<Self> {
        CODES.iter().find(|row| row.name == text).map(|row| row.code)
    }

    /// The default message; empty for a code that has none.
    pub fn message(self) -> &'static str {
        self.row().messages.first().copied().unwrap_or_default()
    }

    /// Title and text that the widget shows, `unexpected_error`'s for a code that has none (W-CODE-16, 17).
    pub fn screen(self, locale: &str) -> (&'static str, &'static str) {
        let texts = self.row().screen.unwrap_or(&screens::UNEXPECTED);
        texts[LOCALES.iter().position(|name| *name == locale).unwrap_or(0)]
    }
}

impl fmt::Display for Code {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str(self.name())
    }
}

/// As its text, in which people know it.
impl fmt::Debug for Code {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.name(), to)
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.name())
    }
}

impl<'de> Deserialize<'de> for Code {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = Cow::<str>::deserialize(from)?;
        Self::parse(&text).ok_or_else(|| de::Error::custom(format!("there is no code {}", quote(&text))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_and_errors_have_a_screen() {
        for (index, row) in CODES.iter().enumerate() {
            assert!(CODES[..index].iter().all(|other| other.name != row.name), "{} stands twice", row.name);
            let screen = matches!(row.surface, Surface::Error | Surface::Token);
            assert_eq!(screen, row.screen.is_some(), "{}", row.name);
            assert!(!row.rules.is_empty() && row.about.ends_with('.'), "{}", row.name);
            assert_eq!(Code::parse(row.name).map(Code::name), Some(row.name));
        }
    }

    #[test]
    fn a_code_without_a_screen_shows_the_text_of_unexpected_error() {
        assert_eq!(Code::InvalidLink.screen("pt"), Code::UnexpectedError.screen("pt"));
        assert_eq!(Code::SessionExpiredOb.screen("en").0, "Session expired");
    }
}

//! How long credentials and data are kept (R-TOK-20, R-LINK-20).

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::domain::base::time::Span;

/// A number of days as it was written: `1d`, `030d`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Days {
    count: u16,
    digits: u8,
}

impl Days {
    /// A year, the default of all that is kept.
    pub const YEAR: Self = Self { count: 365, digits: 3 };

    /// Reads one to three digits and a `d`.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_suffix('d')?;
        let legal = (1..=3).contains(&digits.len()) && digits.bytes().all(|digit| digit.is_ascii_digit());
        let count = digits.parse().ok().filter(|_| legal)?;
        Some(Self { count, digits: u8::try_from(digits.len()).ok()? })
    }

    /// How many.
    pub fn count(self) -> u16 {
        self.count
    }

    /// How long that is.
    pub fn span(self) -> Span {
        Span::secs(i64::from(self.count) * 86_400)
    }
}

impl fmt::Display for Days {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "{:0width$}d", self.count, width = usize::from(self.digits))
    }
}

/// How long a link's credentials are stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Retention {
    /// For as long as the link is there.
    Store,
    /// Not at all.
    NoStore,
    /// For so many days, a year at most.
    Days(Days),
}

impl Retention {
    /// What single links have when nothing was sent.
    pub const DEFAULT: Self = Self::Days(Days::YEAR);

    /// Reads `store`, `nostore` (one of Belvo's pages writes `no_store`) or `1d` to `365d` (R-TOK-20).
    pub fn parse(text: &str) -> Option<Self> {
        match text {
            "store" => Some(Self::Store),
            "nostore" | "no_store" => Some(Self::NoStore),
            _ => Days::parse(text).filter(|days| (1..=365).contains(&days.count)).map(Self::Days),
        }
    }
}

impl fmt::Display for Retention {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Store => to.write_str("store"),
            Self::NoStore => to.write_str("nostore"),
            Self::Days(days) => days.fmt(to),
        }
    }
}

/// In JSON both are their texts.
macro_rules! as_text {
    ($name:ident) => {
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let text = String::deserialize(from)?;
                Self::parse(&text).ok_or_else(|| serde::de::Error::custom("no number of days"))
            }
        }
    };
}

as_text!(Days);
as_text!(Retention);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r_tok_20_days_are_read_as_they_are_written_and_nothing_else_is() {
        for text in ["1d", "30d", "030d", "365d"] {
            assert_eq!(Retention::parse(text).map(|kept| kept.to_string()).as_deref(), Some(text));
        }
        for text in ["", "d", "0d", "366d", "1000d", "+1d", "1", "30 d", "Store"] {
            assert_eq!(Retention::parse(text), None, "{text}");
        }
        assert_eq!(Retention::parse("no_store"), Some(Retention::NoStore));
        assert_eq!(Days::parse("999d").map(Days::span), Some(Span::secs(999 * 86_400)));
    }
}

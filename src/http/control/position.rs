//! A place in a journal, in the one form in which answers tell it and requests take it.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::domain::base::text::quote;
use crate::store::Position;

/// A place in a journal: the `seq` of an entry, or as answers tell it as `next` and streams as the id of an event, `1-17`,
/// with the number of the journal before it. A workspace that was reset, restored or removed has another journal: the number
/// tells that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct JournalPosition {
    journal: Option<u64>,
    seq: u64,
}

impl JournalPosition {
    /// As the store knows it; in whichever journal there is, if it says none.
    pub(super) fn inner(self) -> Position {
        Position { journal: self.journal.unwrap_or_default(), seq: self.seq }
    }

    /// Whether it says in which journal it is.
    pub(super) fn has_journal(self) -> bool {
        self.journal.is_some()
    }

    /// The beginning of the same journal.
    pub(super) fn beginning(self) -> Self {
        Self { seq: 0, ..self }
    }
}

/// The name of the form, for schemas.
pub(super) const POSITION: &str = "journal-position";

impl From<u64> for JournalPosition {
    fn from(seq: u64) -> Self {
        Self { journal: None, seq }
    }
}

impl From<Position> for JournalPosition {
    fn from(Position { journal, seq }: Position) -> Self {
        Self { journal: Some(journal), seq }
    }
}

impl fmt::Display for JournalPosition {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.journal {
            Some(journal) => write!(to, "{journal}-{}", self.seq),
            None => write!(to, "{}", self.seq),
        }
    }
}

impl FromStr for JournalPosition {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let place = match text.split_once('-') {
            None => text.parse().ok().map(|seq: u64| Self::from(seq)),
            Some((journal, seq)) => journal
                .parse()
                .ok()
                .zip(seq.parse().ok())
                .map(|(journal, seq)| Self { journal: Some(journal), seq }),
        };
        place.ok_or_else(|| {
            format!(
                "{} is no place in a journal: `17`, the `seq` of an entry, or `1-17`, `next` of an answer",
                quote(text)
            )
        })
    }
}

impl Serialize for JournalPosition {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        if self.has_journal() { to.collect_str(self) } else { to.serialize_u64(self.seq) }
    }
}

impl<'de> Deserialize<'de> for JournalPosition {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Written {
            Seq(u64),
            Text(String),
        }
        match Written::deserialize(from) {
            Ok(Written::Seq(seq)) => Ok(seq.into()),
            Ok(Written::Text(text)) => text.parse().map_err(serde::de::Error::custom),
            Err(_) => Err(serde::de::Error::custom("a whole number or a text like `1-17` was expected")),
        }
    }
}

impl JsonSchema for JournalPosition {
    fn schema_name() -> Cow<'static, str> {
        "JournalPosition".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": ["integer", "string"], "minimum": 0, "maxLength": 64, "format": POSITION })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_read_as_it_is_written() {
        for text in ["0", "17", "1-17", "0-0", "18446744073709551615-0"] {
            assert_eq!(text.parse::<JournalPosition>().map(|place| place.to_string()), Ok(text.to_owned()));
        }
        for text in ["", "-", "-1", "1-", "one", "1-2-3", "1.5", "18446744073709551616"] {
            assert!(text.parse::<JournalPosition>().is_err(), "{text}");
        }
        let plain = JournalPosition::from(17);
        assert_eq!(
            serde_json::json!([plain, "3-4".parse::<JournalPosition>().ok()]),
            serde_json::json!([17, "3-4"])
        );
    }
}

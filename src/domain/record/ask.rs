//! What a retrieve asks for, its types checked.

use indexmap::IndexSet;
use jiff::civil::Date;
use serde_json::{Map, Value};
use uuid::Uuid;

use super::source::Source;
use crate::domain::base::limits::LONGEST_TEXT;
use crate::domain::base::text::text_of;
use crate::domain::base::time::day;
use crate::domain::base::weight;
use crate::domain::vocabulary::answers::Refusal;
use crate::domain::vocabulary::catalogue::Code;
use crate::domain::vocabulary::failure::{Failure, FieldFault, Wrong, type_name};

/// A key of a retrieve.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    /// Its name.
    pub name: &'static str,
    /// What it takes.
    pub kind: Kind,
    /// Whether it has to be there.
    pub required: bool,
}

/// What a key takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `YYYY-MM-DD`
    Date,
    /// A UUID.
    Uuid,
    /// Any text.
    Text,
    /// `true` or `false`.
    Flag,
    /// A year as text or number, 1900 to 2099 (R-FISC-05).
    Year,
    /// A month as text or number, 1 to 12.
    Month,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// A list of these words.
    Choices(&'static [&'static str]),
}

/// A key that has to be there.
pub const fn required(name: &'static str, kind: Kind) -> Key {
    Key { name, kind, required: true }
}

/// A key that may be missing or null.
pub const fn optional(name: &'static str, kind: Kind) -> Key {
    Key { name, kind, required: false }
}

/// What a retrieve asks for.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ask {
    /// The link.
    pub link: Uuid,
    /// Whether the records are kept (R-DATA-01, 02).
    pub save: bool,
    /// The MFA token, if it is known beforehand.
    pub token: Option<String>,
    /// The keys of the resource that were sent; null and missing are the same.
    pub keys: Map<String, Value>,
    /// Nobody asked: it is fetched with the link itself.
    pub all: bool,
}

impl Ask {
    /// All that there is of a link, as when it is fetched with the link itself.
    pub fn everything(link: Uuid) -> Self {
        Self { link, save: true, token: None, keys: Map::new(), all: true }
    }

    /// How many bytes it takes.
    pub(in crate::domain) fn weight(&self) -> usize {
        size_of::<Self>() + self.token.as_ref().map_or(0, String::len) + weight::of_map(&self.keys)
    }

    /// A text.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.keys.get(name)?.as_str()
    }

    /// A date.
    pub fn date(&self, name: &str) -> Option<Date> {
        day(self.text(name)?)
    }

    /// A switch; off when it was not sent.
    pub fn on(&self, name: &str) -> bool {
        self.keys.get(name).and_then(flag).unwrap_or_default()
    }

    /// An id.
    pub fn id(&self, name: &str) -> Option<Uuid> {
        Uuid::try_parse(self.text(name)?).ok()
    }

    /// A number that may have come as text.
    pub fn number(&self, name: &str) -> Option<i16> {
        let value = self.keys.get(name)?;
        value.as_i64().and_then(|n| i16::try_from(n).ok()).or_else(|| value.as_str()?.parse().ok())
    }

    /// A list of words; nothing when it was not sent.
    pub fn words(&self, name: &str) -> Option<Vec<&str>> {
        Some(self.keys.get(name)?.as_array()?.iter().filter_map(Value::as_str).collect())
    }

    /// From `date_from` to `date_to`, both included; a year up to today where they are missing.
    pub fn period(&self, source: &Source<'_>) -> (Date, Date) {
        let to = self.date("date_to").unwrap_or(source.today());
        let from = self.date("date_from").unwrap_or_else(|| a_year_before(to));
        (from, to)
    }

    /// The same for what is kept: what comes with the link itself goes back to a year before it came first, as older
    /// records stay.
    pub fn kept_period(&self, source: &Source<'_>) -> (Date, Date) {
        let (from, to) = self.period(source);
        if self.all { (from.min(a_year_before(source.since)), to) } else { (from, to) }
    }
}

fn a_year_before(day: Date) -> Date {
    day.saturating_sub(jiff::Span::new().days(365))
}

/// Nothing to judge.
pub fn any(_: &Ask, _: &Source<'_>) -> Result<(), Failure> {
    Ok(())
}

/// `date_from` ≤ `date_to` ≤ today, and no more than a year (R-DATA-06).
pub fn a_year(ask: &Ask, source: &Source<'_>) -> Result<(), Failure> {
    let (from, to) = ask.period(source);
    let days = (to - from).get_days();
    if (0..=365).contains(&days) && to <= source.today() {
        Ok(())
    } else {
        Err(Failure::Coded(Refusal::of(Code::ValidationError)))
    }
}

/// A switch, also as text: a form knows nothing else.
pub fn flag(value: &Value) -> Option<bool> {
    value.as_bool().or_else(|| value.as_str()?.to_ascii_lowercase().parse().ok())
}

/// Reads one key; what is wrong goes to the faults, nothing is kept of it then.
pub fn read(key: &Key, body: &Map<String, Value>, faults: &mut Vec<FieldFault>) -> Option<Value> {
    let wrong = match body.get(key.name) {
        None if key.required => Wrong::Required,
        Some(Value::Null) if key.required => Wrong::Null,
        None | Some(Value::Null) => return None,
        Some(Value::String(text)) if text.trim().is_empty() => Wrong::Blank,
        Some(value) => match key.kind.judge(value) {
            None => return Some(key.kind.settled(value)),
            Some(wrong) => wrong,
        },
    };
    faults.push(FieldFault::new(key.name, wrong));
    None
}

impl Kind {
    fn judge(self, value: &Value) -> Option<Wrong> {
        match self {
            Self::Choices(words) => choices(words, value),
            Self::Flag => flag(value).is_none().then_some(Wrong::NotABoolean),
            Self::Year => (!number(value, 1900, 2099)).then_some(Wrong::Pattern),
            Self::Month => (!number(value, 1, 12)).then_some(Wrong::Pattern),
            Self::Date | Self::Uuid | Self::Text | Self::Choice(_) => match text_of(value) {
                Some(text) => self.judge_text(&text),
                None => Some(Wrong::NotAString),
            },
        }
    }

    fn judge_text(self, text: &str) -> Option<Wrong> {
        match self {
            _ if text.len() > LONGEST_TEXT => Some(Wrong::Pattern),
            Self::Date => day(text).is_none().then_some(Wrong::NotADate),
            Self::Uuid => Uuid::try_parse(text).err().map(|_| Wrong::NotAUuid(text.to_owned())),
            Self::Choice(words) => {
                word_of(words, text).is_none().then(|| Wrong::InvalidChoice(text.to_owned()))
            }
            _ => None,
        }
    }

    /// The value as it is kept: a word in the case of the table, a list as the set of its words.
    fn settled(self, value: &Value) -> Value {
        match (self, value) {
            (Self::Choice(words), Value::String(text)) => word_of(words, text).into(),
            (Self::Choices(_), Value::Array(items)) => {
                items.iter().filter_map(Value::as_str).collect::<IndexSet<_>>().into_iter().collect()
            }
            (Self::Text | Self::Uuid | Self::Date, value) => text_of(value).into(),
            _ => value.clone(),
        }
    }
}

/// The word that a text stands for; the Python SDK writes `outflow` where the documents say `OUTFLOW` (R-SDK-07).
fn word_of(words: &[&'static str], text: &str) -> Option<&'static str> {
    words.iter().copied().find(|word| word.eq_ignore_ascii_case(text))
}

fn number(value: &Value, least: i64, most: i64) -> bool {
    let number = value.as_i64().or_else(|| value.as_str()?.parse().ok());
    number.is_some_and(|number| (least..=most).contains(&number))
}

fn choices(words: &[&str], value: &Value) -> Option<Wrong> {
    let Some(items) = value.as_array() else { return Some(Wrong::NotAList(type_name(value))) };
    let strange = items.iter().find(|item| item.as_str().is_none_or(|word| !words.contains(&word)))?;
    Some(Wrong::InvalidChoice(strange.as_str().map_or_else(|| strange.to_string(), str::to_owned)))
}

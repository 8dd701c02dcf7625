//! Points and lengths of time, in microseconds. Nothing here reads a clock.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::text::quote;

/// A point in time: microseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Timestamp(i64);

/// A length of time, never negative, in microseconds.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Span(i64);

/// `YYYY-MM-DD`, and no other way in which a day can be written (R-ERR-13).
pub fn day(text: &str) -> Option<jiff::civil::Date> {
    let dashes =
        text.len() == 10 && text.bytes().enumerate().all(|(at, byte)| (byte == b'-') == [4, 7].contains(&at));
    dashes.then(|| text.parse().ok())?
}

/// jiff formats years -9999 to 9999; a clock moved beyond that stands at the edge instead of failing.
const EDGE: i64 = 253_370_764_800_000_000;

impl Timestamp {
    /// From microseconds since the epoch; clamped to the years 1970 to 9998.
    pub fn from_micros(micros: i64) -> Self {
        Self(micros.clamp(0, EDGE))
    }

    /// Microseconds since the epoch.
    pub fn micros(self) -> i64 {
        self.0
    }

    /// Whole seconds since the epoch, as JWT claims carry them.
    pub fn seconds(self) -> i64 {
        self.0.div_euclid(1_000_000)
    }

    /// This point moved by `span` into the future.
    pub fn plus(self, span: Span) -> Self {
        Self::from_micros(self.0.saturating_add(span.0))
    }

    /// How long after `earlier` this is; nothing when it is not after.
    pub fn since(self, earlier: Self) -> Span {
        Span((self.0 - earlier.0).max(0))
    }

    /// `2024-06-26T16:25:54.344113Z`, as the REST API writes it (R-BASE-08).
    pub fn iso_micros(self) -> String {
        self.format("%Y-%m-%dT%H:%M:%S%.6fZ")
    }

    /// A time of a day in UTC.
    pub fn of_day(day: jiff::civil::Date, time: jiff::civil::Time) -> Self {
        let point = day.to_datetime(time).to_zoned(jiff::tz::TimeZone::UTC);
        Self::from_micros(point.map(|point| point.timestamp().as_microsecond()).unwrap_or_default())
    }

    /// When the next month begins, in UTC; nothing where a clock cannot go any further.
    pub fn next_month(self) -> Option<Self> {
        let day = self.date().last_of_month().tomorrow().ok()?;
        Some(Self::of_day(day, jiff::civil::Time::midnight())).filter(|at| *at > self)
    }

    /// The day in UTC.
    pub fn date(self) -> jiff::civil::Date {
        jiff::Timestamp::from_microsecond(self.0).unwrap_or_default().to_zoned(jiff::tz::TimeZone::UTC).date()
    }

    /// `2020-04-27T19:09:23.918Z`, as the widget's events write it (W-EVT-08).
    pub fn iso_millis(self) -> String {
        self.format("%Y-%m-%dT%H:%M:%S%.3fZ")
    }

    fn format(self, pattern: &str) -> String {
        let point = jiff::Timestamp::from_microsecond(self.0).unwrap_or_default();
        point.strftime(pattern).to_string()
    }

    /// Reads an ISO-8601 point in time with a zone (`2026-01-31T12:00:00Z`); outside of the years of a clock there is none.
    pub fn parse(text: &str) -> Result<Self, String> {
        let point: jiff::Timestamp = text.parse().map_err(|_| {
            format!("{} is not a point in time; write it like 2026-01-31T12:00:00Z", quote(text))
        })?;
        let read = Self::from_micros(point.as_microsecond());
        if read.0 == point.as_microsecond() {
            Ok(read)
        } else {
            Err(format!(
                "{} is not within the years 1970 to 9998, which are all that a clock can show",
                quote(text)
            ))
        }
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.iso_micros())
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<str>::deserialize(deserializer)?;
        Self::parse(&text).map_err(de::Error::custom)
    }
}

impl JsonSchema for Timestamp {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Timestamp".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "format": "date-time" })
    }
}

const UNITS: [(&str, i64); 5] =
    [("ms", 1_000), ("s", 1_000_000), ("m", 60_000_000), ("h", 3_600_000_000), ("d", 86_400_000_000)];

/// The longest length that is accepted: 100 years.
const LONGEST: i64 = 36_525 * 86_400_000_000;

/// The longest that an answer waits for something to happen, in the host's time.
pub const LONGEST_WAIT: Span = Span::secs(25);

impl Span {
    /// No time at all.
    pub const ZERO: Self = Self(0);

    /// So many microseconds.
    pub const fn micros(micros: i64) -> Self {
        Self(micros)
    }

    /// So many milliseconds.
    pub const fn millis(millis: i64) -> Self {
        Self(millis * 1_000)
    }

    /// So many seconds.
    pub const fn secs(secs: i64) -> Self {
        Self(secs * 1_000_000)
    }

    /// Whole seconds in it.
    pub fn as_secs(self) -> i64 {
        self.0 / 1_000_000
    }

    /// Whole milliseconds in it.
    pub fn as_millis(self) -> i64 {
        self.0 / 1_000
    }

    /// Microseconds in it.
    pub fn as_micros(self) -> i64 {
        self.0
    }

    /// Reads `500ms`, `3s`, `10m`, `1h30m`, `7200d`. The unit is required.
    pub fn parse(text: &str) -> Result<Self, String> {
        Self::read(text).map_err(|why| match written_short(text) {
            Some(short) => format!("{} is not a duration; write it as {short}", quote(text)),
            None => {
                format!("{} is not a duration: {why}; write it like 500ms, 3s, 10m, 1h30m or 1d", quote(text))
            }
        })
    }

    fn read(text: &str) -> Result<Self, &'static str> {
        let fault = |why| Err(why);
        let mut rest = text.trim();
        let mut total: i64 = 0;
        if rest.is_empty() {
            return fault("it is empty");
        }
        if rest.starts_with('-') {
            return fault("it is less than none");
        }
        while !rest.is_empty() {
            let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
            let (number, tail) = rest.split_at(digits);
            let Ok(number) = number.parse::<i64>() else {
                return fault("a number is expected");
            };
            let letters = tail.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(tail.len());
            let (unit, tail) = tail.split_at(letters);
            let Some((_, factor)) = UNITS.iter().find(|(name, _)| *name == unit) else {
                return fault(if unit.is_empty() {
                    "it has no unit"
                } else {
                    "the units are ms, s, m, h, d"
                });
            };
            total = number.checked_mul(*factor).and_then(|part| total.checked_add(part)).unwrap_or(i64::MAX);
            rest = tail;
        }
        if total > LONGEST { fault("it is longer than 100 years") } else { Ok(Self(total)) }
    }
}

/// Words that people write for units; the longer before those that begin them.
const WORDS: [(&str, &[&str]); 5] = [
    ("ms", &["milliseconds", "millisecond", "millis", "msec", "ms"]),
    ("s", &["seconds", "second", "secs", "sec", "s"]),
    ("m", &["minutes", "minute", "mins", "min", "m"]),
    ("h", &["hours", "hour", "hrs", "hr", "h"]),
    ("d", &["days", "day", "d"]),
];

/// `1 day` as it is to be written: `1d`.
fn written_short(text: &str) -> Option<String> {
    let mut short = String::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !c.is_ascii_digit())?;
        let (number, tail) = rest.split_at(digits);
        let tail = tail.trim_start();
        let letters = tail.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(tail.len());
        let (word, tail) = tail.split_at(letters);
        let is_word = |known: &&str| known.eq_ignore_ascii_case(word);
        let (unit, _) = WORDS.iter().find(|(_, words)| words.iter().any(is_word))?;
        short.push_str(number);
        short.push_str(unit);
        rest = tail.trim_start();
    }
    Span::read(&short).is_ok().then_some(short)
}

/// In microseconds.
impl Serialize for Span {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_i64(self.0)
    }
}

impl<'de> Deserialize<'de> for Span {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let span = i64::deserialize(from)?;
        if (0..=LONGEST).contains(&span) {
            return Ok(Self(span));
        }
        Err(de::Error::custom("microseconds were expected, of 100 years at most"))
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (unit, factor) =
            [("d", 86_400_000_000), ("h", 3_600_000_000), ("m", 60_000_000), ("s", 1_000_000)]
                .into_iter()
                .find(|(_, factor)| self.0 >= *factor && self.0 % factor == 0)
                .unwrap_or(("ms", 1_000));
        write!(f, "{}{unit}", self.0 / factor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_in_words_is_told_in_its_short_form() {
        for (words, short) in
            [("1 day", "1d"), ("2 Hours 30 minutes", "2h30m"), ("20sec", "20s"), ("5 s", "5s"), ("1D", "1d")]
        {
            let why = Span::parse(words).expect_err(words);
            assert_eq!(why, format!("`{words}` is not a duration; write it as {short}"));
        }
        for none in ["day", "1 week", "1", "", " ", "1 day ago", "-1 day", "999999 days"] {
            let why = Span::parse(none).expect_err(none);
            assert!(why.ends_with("write it like 500ms, 3s, 10m, 1h30m or 1d"), "{why}");
        }
    }

    #[test]
    fn a_span_needs_a_unit_and_reads_back_as_it_prints() {
        for text in ["0ms", "500ms", "3s", "10m", "36h", "7200d"] {
            assert_eq!(
                Span::parse(text).map(|span| span.to_string()).as_deref(),
                Ok(if text == "36h" { "36h" } else { text })
            );
        }
        assert_eq!(Span::parse("1h30m"), Ok(Span::secs(5400)));
        assert!(Span::parse("-5m").is_err_and(|why| why.contains("less than none")));
        for text in ["", "10", "m", "-1s", "3 s", "1y", "99999999999999999999s", "9999999999d"] {
            assert!(Span::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_point_in_time_that_no_clock_can_show_is_refused_not_moved() {
        for text in ["1900-01-01T00:00:00Z", "1969-12-31T23:59:59.999999Z", "9999-06-01T00:00:00Z"] {
            assert!(Timestamp::parse(text).is_err_and(|why| why.contains("1970 to 9998")), "{text}");
        }
        assert_eq!(Timestamp::parse("1970-01-01T00:00:00Z"), Ok(Timestamp::from_micros(0)));
        assert!(Timestamp::parse("9998-12-31T23:59:59Z").is_ok());
    }

    #[test]
    fn a_month_begins_at_midnight_and_not_again_in_that_moment() {
        let at = |text: &str| Timestamp::parse(text).expect("a timestamp");
        for (now, next) in [
            ("2026-01-31T23:59:59.999999Z", "2026-02-01T00:00:00Z"),
            ("2026-02-01T00:00:00Z", "2026-03-01T00:00:00Z"),
            ("2026-12-15T12:00:00Z", "2027-01-01T00:00:00Z"),
        ] {
            assert_eq!(at(now).next_month(), Some(at(next)), "{now}");
        }
        let last = Timestamp::from_micros(i64::MAX);
        assert!(last.next_month().is_none_or(|next| next > last));
    }

    #[test]
    fn a_timestamp_prints_micros_and_millis() {
        let at = Timestamp::parse("2024-06-26T16:25:54.344113Z").expect("a timestamp");
        assert_eq!(at.iso_micros(), "2024-06-26T16:25:54.344113Z");
        assert_eq!(at.iso_millis(), "2024-06-26T16:25:54.344Z");
        assert_eq!(
            at.plus(Span::parse("36500d").expect("a span")).plus(Span(i64::MAX)).iso_micros().len(),
            27
        );
    }
}

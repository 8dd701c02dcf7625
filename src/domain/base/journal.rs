//! What happened, in order, bounded. Secrets enter as fingerprints only.

use std::collections::VecDeque;
use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use uuid::Uuid;

use super::dice::hash;
use super::kinds::EntryKind;
use super::limits::{ENTRIES, JOURNAL, LONGEST_WHY};
use super::text::cut;
use super::time::Timestamp;
use super::weight;

/// One thing that happened.
#[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Counts up from 1 within the workspace.
    pub seq: u64,
    /// When, on the workspace's clock.
    pub at: Timestamp,
    /// What.
    pub kind: EntryKind,
    /// The widget that it happened in.
    pub widget: Option<Uuid>,
    /// What has decided the answer, if anything did.
    pub why: Option<String>,
    /// The particulars.
    pub data: Value,
}

/// The last entries of a workspace.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(try_from = "Written")]
pub struct Journal {
    entries: VecDeque<Entry>,
    next: u64,
    /// Which journal of the emulator this is: a workspace that is reset or restored has another.
    #[serde(skip)]
    number: u64,
    /// How many bytes the entries take.
    #[serde(skip)]
    weight: usize,
    /// How many they may take.
    #[serde(skip)]
    most: usize,
}

/// A journal as it is read.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    entries: VecDeque<Entry>,
    next: u64,
}

impl TryFrom<Written> for Journal {
    type Error = String;

    fn try_from(Written { entries, next }: Written) -> Result<Self, String> {
        let first = next.checked_sub(entries.len() as u64).filter(|first| *first >= 1);
        let numbers = entries.iter().map(|entry| entry.seq);
        if entries.len() > ENTRIES || !first.is_some_and(|first| numbers.eq(first..next)) {
            return Err(format!(
                "at most {ENTRIES} entries were expected, numbered without a gap up to `next`"
            ));
        }
        let weight = entries.iter().map(Entry::weight).sum();
        Ok(Self { entries, next, number: 0, weight, most: JOURNAL })
    }
}

/// The particulars of one entry, in bytes of JSON: a page's configuration may be as large as a body.
const LARGEST: usize = 16 * 1024;

impl Default for Journal {
    fn default() -> Self {
        Self { entries: VecDeque::new(), next: 1, number: 0, weight: 0, most: JOURNAL }
    }
}

impl Entry {
    fn weight(&self) -> usize {
        size_of::<Self>() + weight::of(&self.data) + self.why.as_ref().map_or(0, String::len)
    }
}

impl Journal {
    /// Writes an entry, of particulars that are too large without the largest of them; the oldest goes when there are too many.
    pub fn write(
        &mut self,
        at: Timestamp,
        kind: EntryKind,
        widget: Option<Uuid>,
        why: Option<String>,
        data: Value,
    ) {
        let data = bounded(data);
        let why = why.map(|why| cut(&why, LONGEST_WHY).into_owned());
        let entry = Entry { seq: self.next, at, kind, widget, why, data };
        self.weight += entry.weight();
        self.entries.push_back(entry);
        self.next += 1;
        while self.entries.len() > ENTRIES || self.weight > self.most {
            let Some(oldest) = self.entries.pop_front() else { break };
            self.weight -= oldest.weight();
        }
    }

    /// How many bytes the entries take.
    pub fn weight(&self) -> usize {
        self.weight
    }

    /// While no more may be kept, an entry takes the place of the oldest.
    pub(in crate::domain) fn hold(&mut self, full: bool) {
        self.most = if full { self.weight } else { JOURNAL };
    }

    /// The entries that are still here, oldest first.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter()
    }

    /// Those of them after an entry, by its `seq`.
    pub fn after(&self, seq: u64) -> impl Iterator<Item = &Entry> {
        let passed = usize::try_from(seq.saturating_sub(self.dropped())).unwrap_or(usize::MAX);
        self.entries.range(passed.min(self.entries.len())..)
    }

    /// Which journal this is; 0 is none that anybody can follow.
    pub fn number(&self) -> u64 {
        self.number
    }

    /// From now on it is this one.
    pub fn set_number(&mut self, number: u64) {
        self.number = number;
    }

    /// So many entries came before, and are gone.
    pub fn comes_after(&mut self, lost: u64) {
        self.entries.iter_mut().for_each(|entry| entry.seq += lost);
        self.next += lost;
    }

    /// How many entries have been written.
    pub fn written(&self) -> u64 {
        self.next - 1
    }

    /// How many entries are no longer here.
    pub fn dropped(&self) -> u64 {
        self.next - 1 - self.entries.len() as u64
    }
}

/// The one key of what stands for what was too large.
const LEFT_OUT: &str = "left_out_bytes";

/// Instead of what was too large.
pub fn left_out(bytes: usize) -> Value {
    json!({ LEFT_OUT: bytes })
}

/// Particulars as an entry keeps them.
fn bounded(data: Value) -> Value {
    // Each byte of a text is six of JSON at most: most entries are small enough without being written.
    if weight::of(&data) * 6 <= LARGEST { data } else { within(data, LARGEST) }
}

/// In so many bytes of JSON: the largest parts are left out until the others have room. What was called says more than what
/// was sent.
pub fn within(mut data: Value, most: usize) -> Value {
    let mut size = data.to_string().len();
    if size <= most {
        return data;
    }
    let Some(map) = data.as_object_mut() else { return left_out(size) };
    let mut parts: Vec<(usize, &mut Value)> =
        map.values_mut().map(|part| (part.to_string().len(), part)).collect();
    parts.sort_by_key(|(bytes, _)| std::cmp::Reverse(*bytes));
    for (bytes, part) in parts {
        if size <= most {
            return data;
        }
        *part = left_out(bytes);
        size = (size + part.to_string().len()).saturating_sub(bytes);
    }
    if size <= most { data } else { left_out(size) }
}

/// The one key of what stands for a body that is no JSON object, or did not come whole.
const UNREADABLE: &str = "unreadable";

/// Instead of a body that is no JSON object, or did not come whole.
pub fn unreadable() -> Value {
    json!({ UNREADABLE: true })
}

/// The keys by which the journal says that something was not kept: what was sent does not stand under them.
pub const RESERVED: [&str; 2] = [LEFT_OUT, UNREADABLE];

/// Whether this stands for what was not kept: it was too large, or could not be read.
pub fn is_not_kept(value: &Value) -> bool {
    value.as_object().is_some_and(|map| map.len() == 1 && RESERVED.iter().any(|key| map.contains_key(*key)))
}

/// A short name for a secret that tells it from others and does not give it away.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
pub struct Fingerprint(#[serde(serialize_with = "hex")] [u8; 6]);

fn hex<S: serde::Serializer>(bytes: &[u8; 6], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(&Fingerprint(*bytes))
}

impl<'de> Deserialize<'de> for Fingerprint {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        let digits = text.strip_prefix(SHA256).filter(|digits| digits.len() == 12);
        let number = digits.and_then(|digits| u64::from_str_radix(digits, 16).ok());
        let bytes = number.map_or([0; 8], u64::to_be_bytes);
        let read = Self([bytes[2], bytes[3], bytes[4], bytes[5], bytes[6], bytes[7]]);
        let wrong = || serde::de::Error::custom("a fingerprint was expected, like sha256:0123456789ab");
        Some(read).filter(|read| read.to_string() == text).ok_or_else(wrong)
    }
}

/// How fingerprints begin.
const SHA256: &str = "sha256:";

impl fmt::Display for Fingerprint {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str(SHA256)?;
        self.0.iter().try_for_each(|byte| write!(to, "{byte:02x}"))
    }
}

impl Fingerprint {
    /// Of what may be a token: of its `jti`, so that one token has one name, whatever has signed it; else of what comes
    /// before the signature, which is another at each start.
    pub fn of_token(text: &str) -> Self {
        let claims = text.rsplit_once('.').map(|(claims, _)| claims).filter(|_| looks_like_token(text));
        match claims.and_then(id_of) {
            Some(id) => Self::of(&id),
            None => Self::of(claims.unwrap_or(text)),
        }
    }

    /// Of a secret.
    pub fn of(secret: &str) -> Self {
        let mut short = [0; 6];
        short.copy_from_slice(&hash(&[b"fingerprint", secret.as_bytes()])[..6]);
        Self(short)
    }
}

/// The `jti` that a token claims; of header and claims without the signature.
fn id_of(claims: &str) -> Option<String> {
    #[derive(Deserialize)]
    struct Id {
        jti: String,
    }
    let claims = URL_SAFE_NO_PAD.decode(claims.rsplit_once('.')?.1).ok()?;
    serde_json::from_slice(&claims).ok().map(|Id { jti }| jti)
}

/// How the first part of a token begins.
const BEGINNING: &str = "eyJ";

fn looks_like_token(text: &str) -> bool {
    text.starts_with(BEGINNING) && text.split('.').count() == 3
}

/// A text in which what looks like a token stands as its fingerprint: errors of pages quote what they were about.
pub fn without_tokens(text: &str) -> String {
    if !text.contains(BEGINNING) {
        return text.to_owned();
    }
    let is_of_token = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
    let words = text.split_inclusive(|c| !is_of_token(c));
    words
        .map(|word| {
            let token = word.trim_end_matches(|c| !is_of_token(c));
            if !looks_like_token(token) {
                return word.to_owned();
            }
            let name = serde_json::to_value(Fingerprint::of_token(token)).unwrap_or_default();
            format!("{}{}", name.as_str().unwrap_or_default(), &word[token.len()..])
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_in_a_text_is_told_by_its_fingerprint() {
        let token = "eyJhbGciOiJIUzUxMiJ9.eyJqdGkiOiIxIn0.c2lnbmF0dXJl";
        let text = without_tokens(&format!("fetch of /x?t={token}: 401, see https://a.b.c/ and 1.2.3"));
        assert!(!text.contains("eyJ") && text.contains("sha256:"), "{text}");
        assert!(
            text.starts_with("fetch of /x?t=sha256:")
                && text.ends_with(": 401, see https://a.b.c/ and 1.2.3"),
            "{text}"
        );
    }

    #[test]
    fn passwords_that_differ_after_a_dot_have_names_that_differ() {
        assert_ne!(Fingerprint::of_token("a.1"), Fingerprint::of_token("a.2"));
        assert_ne!(Fingerprint::of_token("a.b.1"), Fingerprint::of_token("a.b.2"));
        assert_eq!(Fingerprint::of_token("eyJ0.eyJ1.one"), Fingerprint::of_token("eyJ0.eyJ1.two"));
    }

    #[test]
    fn a_token_has_the_name_of_its_id() {
        let token = "eyJhbGciOiJIUzUxMiJ9.eyJqdGkiOiIxIn0.c2lnbmF0dXJl";
        assert_eq!(Fingerprint::of_token(token), Fingerprint::of("1"));
        assert_ne!(Fingerprint::of_token("eyJ0.eyJqdGkiOiIyIn0.c2lnbmF0dXJl"), Fingerprint::of("1"));
    }

    /// The particulars of what is written with these.
    fn written(data: Value) -> Value {
        let mut journal = Journal::default();
        journal.write(Timestamp::from_micros(0), EntryKind::WidgetOpened, None, None, data);
        journal.entries().next().map(|entry| entry.data.clone()).unwrap_or_default()
    }

    #[test]
    fn an_entry_does_not_keep_what_a_page_has_sent_in_bulk() {
        assert_eq!(
            written(json!({ "config": "x".repeat(LARGEST / 2) }))["config"].as_str().map(str::len),
            Some(LARGEST / 2)
        );
        let data = json!({ "on": "GET /", "body": "x".repeat(LARGEST), "query": "y".repeat(LARGEST / 2), "status": 200 });
        let kept = written(data);
        assert_eq!((&kept["on"], &kept["status"]), (&json!("GET /"), &json!(200)));
        assert_eq!(kept["body"], left_out(LARGEST + 2));
        assert_eq!(
            kept["query"].as_str().map(str::len),
            Some(LARGEST / 2),
            "the largest goes first, and what has room stays"
        );
    }

    #[test]
    fn an_entry_of_many_particulars_is_bounded_too() {
        let many: serde_json::Map<String, Value> =
            (0..LARGEST).map(|number| (number.to_string(), json!(1))).collect();
        let kept = written(Value::Object(many));
        assert!(kept["left_out_bytes"].as_u64().is_some_and(|bytes| bytes > LARGEST as u64));
        assert!(written(json!("x".repeat(2 * LARGEST)))["left_out_bytes"].is_u64());
    }
}

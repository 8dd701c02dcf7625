//! What happened, in order, bounded. Secrets enter as fingerprints only.

use std::collections::VecDeque;

use serde::Serialize;
use serde_json::{Value, json};
use uuid::Uuid;

use super::rng::hash;
use super::time::Timestamp;
use super::vocabulary::EntryKind;

/// One thing that happened.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Counts up from 1 within the workspace.
    pub seq: u64,
    /// When, on the workspace's clock.
    pub at: Timestamp,
    /// What.
    pub kind: EntryKind,
    /// The widget that it happened in.
    pub widget: Option<Uuid>,
    /// What bent the answer, if anything did.
    pub why: Option<String>,
    /// The particulars.
    pub data: Value,
}

/// The last entries of a workspace.
#[derive(Clone, Debug)]
pub struct Journal {
    entries: VecDeque<Entry>,
    limit: usize,
    next: u64,
}

/// How many entries a workspace keeps.
pub const LIMIT: usize = 2_000;
/// The particulars of one entry, in bytes of JSON: a page's configuration may be as large as a body.
const LARGEST: usize = 16 * 1024;

impl Default for Journal {
    fn default() -> Self {
        Self { entries: VecDeque::new(), limit: LIMIT, next: 1 }
    }
}

impl Journal {
    /// Writes an entry, of particulars that are too large only how large they were; the oldest goes when there are too many.
    pub fn write(
        &mut self,
        at: Timestamp,
        kind: EntryKind,
        widget: Option<Uuid>,
        why: Option<String>,
        data: Value,
    ) {
        if self.entries.len() == self.limit {
            self.entries.pop_front();
        }
        let size = data.to_string().len();
        let data = if size > LARGEST { json!({ "left_out_bytes": size }) } else { data };
        self.entries.push_back(Entry { seq: self.next, at, kind, widget, why, data });
        self.next += 1;
    }

    /// The entries that are still here, oldest first.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter()
    }

    /// How many entries are no longer here.
    pub fn dropped(&self) -> u64 {
        self.next - 1 - self.entries.len() as u64
    }
}

/// A short name for a secret that tells it from others and does not give it away.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
pub struct Fingerprint(#[serde(serialize_with = "hex")] [u8; 6]);

fn hex<S: serde::Serializer>(bytes: &[u8; 6], serializer: S) -> Result<S::Ok, S::Error> {
    let text: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
    serializer.serialize_str(&format!("sha256:{text}"))
}

impl Fingerprint {
    /// Of what may be a token, but for its signature: that is another at each start.
    pub fn of_token(text: &str) -> Self {
        Self::of(text.rsplit_once('.').map_or(text, |(claims, _)| claims))
    }

    /// Of a secret.
    pub fn of(secret: &str) -> Self {
        let mut short = [0; 6];
        short.copy_from_slice(&hash(&[b"fingerprint", secret.as_bytes()])[..6]);
        Self(short)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_does_not_keep_what_a_page_has_sent_in_bulk() {
        let mut journal = Journal::default();
        for size in [LARGEST / 2, 2 * LARGEST] {
            journal.write(
                Timestamp::from_micros(0),
                EntryKind::WidgetOpened,
                None,
                None,
                json!({ "config": "x".repeat(size) }),
            );
        }
        let kept: Vec<bool> = journal.entries().map(|entry| entry.data.get("config").is_some()).collect();
        assert_eq!(kept, [true, false]);
        assert!(journal.entries().last().is_some_and(|entry| entry.data["left_out_bytes"].is_u64()));
    }
}

//! The journal as it is written: over HTTP as server-sent events.

use bytes::Bytes;
use clap::Args;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::journal::{Entry, shown};
use super::matching::Match;
use super::position::JournalPosition;
use super::row::Context;
use super::waiting::builders;
use crate::domain::base::text::quote;
use crate::domain::base::time::{LONGEST_WAIT, Timestamp};
use crate::http::message::{GoesOn, Piece};
use crate::http::problem::Problem;
use crate::store::{Position, Store};

/// From where on, and which entries.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema, Args)]
#[schemars(deny_unknown_fields)]
#[non_exhaustive]
pub struct FollowJournal {
    /// What they are.
    #[serde(flatten)]
    #[command(flatten)]
    pub what: Match,
    /// Entries after this place alone: the `seq` of one, or `next` of an answer, which tells a workspace that was reset since.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[arg(long, value_name = "SEQ")]
    pub after: Option<JournalPosition>,
    /// Goes on after this event; the header `Last-Event-ID` says the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(length(max = 64))]
    #[arg(long, value_name = "ID")]
    pub last_event_id: Option<String>,
}

impl From<Match> for FollowJournal {
    fn from(what: Match) -> Self {
        Self { what, after: None, last_event_id: None }
    }
}

builders!(FollowJournal: position);

impl FollowJournal {
    /// Goes on after what was read last, as [`JournalPart::last_event_id`] says it.
    #[must_use]
    pub fn last_event_id(mut self, id: impl Into<String>) -> Self {
        self.last_event_id = Some(id.into());
        self
    }
}

/// What the journal has after a place, as far as it has been written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct JournalPart {
    /// The entries, oldest first.
    pub entries: Vec<Entry>,
    /// How many before them are gone, whatever they were.
    pub missed: u64,
    /// Whether the workspace was reset, or restored: its journal has begun anew.
    pub reset: bool,
    /// How far the journal has been read.
    pub last_event_id: String,
    /// Whether there is more already.
    pub more: bool,
}

/// How many entries are read at once: the workspace is not held up by a long journal.
const AT_ONCE: usize = 64;

/// A journal on its way to a reader.
#[derive(Clone, Debug)]
pub(crate) struct Stream {
    workspace: String,
    what: Match,
    read: Position,
}

/// Over HTTP it goes on ([`GoesOn`]).
pub(crate) fn journal_stream(context: &Context<'_>, request: FollowJournal) -> Result<JournalPart, Problem> {
    let workspace = context.workspace()?.to_owned();
    let what = request.what.checked("")?;
    let last = context.last_event.map(str::to_owned).or(request.last_event_id);
    let store = &context.service.store;
    let read = match (last, request.after) {
        (Some(id), _) => position(&id)?,
        (None, Some(after)) if after.has_journal() => after.inner(),
        (None, after) => {
            let now = store.journal_since(&workspace, Position::default(), 0).map(|since| since.position);
            Position {
                seq: after.map(|after| after.inner().seq).unwrap_or_default(),
                ..now.unwrap_or_default()
            }
        }
    };
    let mut stream = Stream { workspace, what, read };
    let (part, _) = stream.part(store);
    let first = part.events(stream.read.journal).into();
    context.goes_on.set(Some((first, Box::new(stream))));
    Ok(part)
}

impl Stream {
    /// What has been written since the last time, and when there will be more by itself.
    fn part(&mut self, store: &Store) -> (JournalPart, Option<Timestamp>) {
        store.listen(LONGEST_WAIT);
        let Some(since) = store.journal_since(&self.workspace, self.read, AT_ONCE) else {
            return (JournalPart::nothing(self.read), None);
        };
        // Before the workspace was opened there was nothing to begin anew.
        let reset = since.reset && self.read.journal > 0;
        self.read = since.position;
        let wanted = since.entries.into_iter().filter(|entry| self.what.fits(entry));
        let entries = wanted.map(|entry| shown(self.workspace.clone(), entry)).collect();
        let last_event_id = id(self.read);
        (JournalPart { entries, missed: since.missed, reset, last_event_id, more: since.more }, since.wake)
    }
}

impl GoesOn for Stream {
    fn next(&mut self, store: &Store) -> Piece {
        let (part, wake) = self.part(store);
        Piece { text: part.events(self.read.journal).into(), more: part.more, wake }
    }

    fn beat(&self) -> Bytes {
        format!("id: {}\n\n", id(self.read)).into()
    }

    fn copy(&self) -> Box<dyn GoesOn> {
        Box::new(self.clone())
    }
}

impl JournalPart {
    fn nothing(read: Position) -> Self {
        Self { entries: Vec::new(), missed: 0, reset: false, last_event_id: id(read), more: false }
    }

    /// Each entry one event; `reset` and `dropped` where the reader has missed something.
    fn events(&self, journal: u64) -> String {
        let mut text = String::new();
        if self.reset {
            text.push_str("event: reset\ndata: {}\n\n");
        }
        if self.missed > 0 {
            text.push_str(&format!("event: dropped\ndata: {}\n\n", json!({ "dropped": self.missed })));
        }
        for entry in &self.entries {
            let id = id(Position { journal, seq: entry.seq });
            text.push_str(&format!("id: {id}\ndata: {}\n\n", json!(entry)));
        }
        text
    }
}

fn id(position: Position) -> String {
    JournalPosition::from(position).to_string()
}

fn position(id: &str) -> Result<Position, Problem> {
    let read = id.parse().ok().filter(|read: &JournalPosition| read.has_journal());
    let detail = || format!("{} is not the id of an event of this stream: `1-17` is one", quote(id));
    read.map(JournalPosition::inner).ok_or_else(|| Problem::value("last_event_id", detail()))
}

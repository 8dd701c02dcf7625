//! What happened.

use clap::Args;
use http::{HeaderName, StatusCode};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use super::matching::{Match, Nearest};
use super::position::JournalPosition;
use super::row::Context;
use super::waiting::{a_while, builders, one, span};
use crate::domain::base::journal;
use crate::domain::base::kinds::EntryKind;
use crate::domain::base::time::Timestamp;
use crate::http::message::Reply;
use crate::http::problem::Problem;
use crate::store::Read;

/// Which entries of the journal.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema, Args)]
#[schemars(deny_unknown_fields)]
#[non_exhaustive]
pub struct JournalFilter {
    /// What they are.
    #[serde(flatten)]
    #[command(flatten)]
    pub what: Match,
    /// Entries after this place alone: the `seq` of one, or `next` of an answer, which tells a workspace that was reset since.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[arg(long, value_name = "SEQ")]
    pub after: Option<JournalPosition>,
    /// How the control API writes them: `jsonl` is one entry a line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[arg(skip)]
    pub format: Option<JournalFormat>,
}

/// How the journal is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
pub enum JournalFormat {
    /// One document.
    Json,
    /// One entry a line; how many older ones are gone is in `X-Belvo-Emulator-Dropped`.
    Jsonl,
}

impl From<Match> for JournalFilter {
    fn from(what: Match) -> Self {
        Self { what, after: None, format: None }
    }
}

builders!(JournalFilter: position);

/// Waits until entries have been written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, Args)]
#[serde(deny_unknown_fields)]
#[schemars(extend("examples" = [{ "match": { "kind": "token.used" }, "count": 1, "timeout": "10s" }]))]
#[non_exhaustive]
pub struct WaitForEntries {
    /// What they are.
    #[serde(rename = "match", default)]
    #[command(flatten)]
    pub what: Match,
    /// How many.
    #[serde(default = "one")]
    #[schemars(range(min = 1, max = 2000))]
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub count: usize,
    /// Entries after this place alone: the `seq` of one, or `next` of an answer, which tells a workspace that was reset since.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[arg(long, value_name = "SEQ")]
    pub after: Option<JournalPosition>,
    /// For how long at most, in host time: 25 seconds, or less.
    #[serde(default = "a_while")]
    #[schemars(length(max = 64))]
    #[arg(long, value_name = "SPAN", default_value_t = a_while())]
    pub timeout: String,
}

impl From<Match> for WaitForEntries {
    fn from(what: Match) -> Self {
        Self { what, count: one(), after: None, timeout: a_while() }
    }
}

builders!(WaitForEntries: position, count, timeout);

/// The entries that were waited for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Written {
    /// Whether there are as many as were waited for.
    pub complete: bool,
    /// Oldest first.
    pub entries: Vec<Entry>,
    /// Where none has come: what came nearest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nearest: Option<Nearest>,
    /// Whether the journal that `after` is of is gone, with a reset of the workspace, a snapshot or its removal: the entries are
    /// those of another one, and nothing is waited for.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub reset: bool,
    /// Of one workspace: how far its journal has been read, for `after`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<JournalPosition>,
}

/// The journal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Journal {
    /// The entries, oldest first.
    pub entries: Vec<Entry>,
    /// How many others are gone: older ones, and those of workspaces that were closed to make room.
    pub dropped: u64,
    /// Whether the journal that `after` is of is gone, with a reset of the workspace, a snapshot or its removal: the entries are
    /// those of another one.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub reset: bool,
    /// Of one workspace, where `after` was said: how far its journal has been read, for the next `after`; begin with 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<JournalPosition>,
}

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Entry {
    /// Counts up from 1 within the workspace.
    pub seq: u64,
    /// When, on the workspace's clock.
    pub at: Timestamp,
    /// The workspace.
    pub workspace: String,
    /// What.
    pub kind: EntryKind,
    /// The run of the widget that it happened in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub widget: Option<Uuid>,
    /// What made it other than usual, if anything did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
    /// The particulars.
    pub data: Value,
}

pub(crate) fn journal(context: &Context<'_>, filter: JournalFilter) -> Result<Journal, Problem> {
    let what = filter.what.checked("")?;
    let Read { entries, dropped, reset, position } = entries_after(context, filter.after)?;
    // The numbers of journals depend on what others do: who does not go on from a place sees none.
    let next = position.filter(|_| filter.after.is_some()).map(Into::into);
    let journal = Journal { entries: wanted(&what, entries), dropped, reset, next };
    if filter.format == Some(JournalFormat::Jsonl) {
        context.other_form.set(Some(as_lines(&journal)));
    }
    Ok(journal)
}

fn as_lines(journal: &Journal) -> Reply {
    let line = |entry: &Entry| format!("{}\n", serde_json::json!(entry));
    let lines: String = journal.entries.iter().map(line).collect();
    let dropped = HeaderName::from_static("x-belvo-emulator-dropped");
    Reply::new(StatusCode::OK, "application/jsonl", lines).with(dropped, &journal.dropped.to_string())
}

/// What is written meanwhile wakes who waits: it listens, and looks once more.
pub(crate) fn journal_wait(context: &Context<'_>, request: WaitForEntries) -> Result<Written, Problem> {
    let most = span(&request.timeout)?;
    let what = request.what.checked("")?;
    let is_enough =
        |found: &Read| found.entries.iter().filter(|(_, entry)| what.fits(entry)).count() >= request.count;
    let mut found = entries_after(context, request.after)?;
    if !is_enough(&found) {
        context.service.store.listen(most);
        found = entries_after(context, request.after)?;
    }
    let complete = is_enough(&found);
    if !complete && !found.reset {
        context.wait(most)?;
    }
    let Read { entries: all, reset, position, .. } = found;
    let none_fits = !all.iter().any(|(_, entry)| what.fits(entry));
    let nearest = if none_fits { what.nearest(all.iter().map(|(_, entry)| entry)) } else { None };
    let entries = wanted(&what, all);
    Ok(Written { complete, entries, nearest, reset, next: position.map(Into::into) })
}

/// What the journals of the scope have after a place. A place that is in a certain journal is of one workspace.
pub(super) fn entries_after(context: &Context<'_>, after: Option<JournalPosition>) -> Result<Read, Problem> {
    if after.is_some_and(JournalPosition::has_journal) {
        context.workspace()?;
    }
    let after = after.map(JournalPosition::inner).unwrap_or_default();
    Ok(context.service.store.journal(context.scope, after))
}

fn wanted(what: &Match, entries: Vec<(String, journal::Entry)>) -> Vec<Entry> {
    let wanted = entries.into_iter().filter(|(_, entry)| what.fits(entry));
    wanted.map(|(workspace, entry)| shown(workspace, entry)).collect()
}

pub(super) fn shown(workspace: String, entry: journal::Entry) -> Entry {
    let journal::Entry { seq, at, kind, widget, why, data } = entry;
    Entry { seq, at, workspace, kind, widget, why, data }
}

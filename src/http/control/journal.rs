//! What happened.

use clap::Args;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use super::row::Context;
use crate::domain::base::journal;
use crate::domain::base::kinds::EntryKind;
use crate::domain::base::time::Timestamp;
use crate::http::problem::Problem;

/// Which entries of the journal.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Args)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct JournalFilter {
    /// Entries of this kind alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[arg(long, value_parser = super::arguments::word::<EntryKind>(EntryKind::WORDS), hide_possible_values = true)]
    pub kind: Option<EntryKind>,
    /// Entries after this one alone, by its `seq`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[arg(long, value_name = "SEQ")]
    pub after: Option<u64>,
}

impl JournalFilter {
    /// Entries of this kind alone.
    #[must_use]
    pub fn kind(mut self, kind: EntryKind) -> Self {
        self.kind = Some(kind);
        self
    }

    /// Entries after this one alone, by its `seq`.
    #[must_use]
    pub fn after(mut self, seq: u64) -> Self {
        self.after = Some(seq);
        self
    }

    fn wants(&self, entry: &journal::Entry) -> bool {
        self.after.is_none_or(|after| entry.seq > after) && self.kind.is_none_or(|kind| entry.kind == kind)
    }
}

/// The journal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Journal {
    /// The entries, oldest first.
    pub entries: Vec<Entry>,
    /// How many older ones are gone.
    pub dropped: u64,
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
    let (entries, dropped) = context.service.store.journal(context.scope);
    let wanted = entries.into_iter().filter(|(_, entry)| filter.wants(entry));
    Ok(Journal { entries: wanted.map(|(workspace, entry)| shown(workspace, entry)).collect(), dropped })
}

fn shown(workspace: String, entry: journal::Entry) -> Entry {
    let journal::Entry { seq, at, kind, widget, why, data } = entry;
    Entry { seq, at, workspace, kind, widget, why, data }
}

//! Journals, read whole or from an entry on.

use std::sync::atomic::Ordering::Relaxed;

use serde_json::Value;

use super::lost::Lost;
use super::rooms::lock;
use super::scope::{NOBODY, Scope};
use super::workspaces::Store;
use crate::domain::base::journal::{Entry, Journal};
use crate::domain::base::time::Timestamp;
use crate::domain::workspace::world::World;

/// How far a journal has been read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Position {
    /// Which journal.
    pub journal: u64,
    /// The last entry of it that has been read.
    pub seq: u64,
}

/// What journals have after a position.
#[derive(Clone, Debug)]
pub struct Read {
    /// In the order of time, each with its workspace.
    pub entries: Vec<(String, Entry)>,
    /// How many entries are gone.
    pub dropped: u64,
    /// Whether the position was in a journal that is gone: what there is now is all of another one.
    pub reset: bool,
    /// How far it has been read, where it is that of one workspace.
    pub position: Option<Position>,
}

/// What a journal has after a position, of which no more than asked for.
#[derive(Clone, Debug)]
pub struct Since {
    /// Oldest first.
    pub entries: Vec<Entry>,
    /// How many before them are gone.
    pub missed: u64,
    /// Whether the position was in another journal: this one is read from its beginning.
    pub reset: bool,
    /// How far it has been read now.
    pub position: Position,
    /// Whether there is more already.
    pub more: bool,
    /// The host's time at which something happens by itself.
    pub wake: Option<Timestamp>,
}

impl Store {
    /// The journals of a scope, in the order of time; after a position alone, of whichever journal if it names none.
    /// Those of one workspace stay in their own order, wherever its clock was moved to. What was closed to make room has no
    /// entries any more, and those are gone too.
    pub fn journal(&self, scope: &Scope, after: Position) -> Read {
        let journals = match scope {
            Scope::All => self.among_all(self.open(), |world| copied(&world.core.journal, after)),
            Scope::One(name) => {
                let journal = self.visit(name, |world| copied(&world.core.journal, after));
                journal.map(|journal| (name.clone(), journal)).into_iter().collect()
            }
        };
        let of_open: u64 = journals.iter().map(|(_, copy)| copy.dropped).sum();
        let dropped = of_open + self.lost_with(scope);
        let goes_on = after.journal == 0 || journals.iter().any(|(_, copy)| copy.goes_on);
        let position = match scope {
            Scope::All => None,
            Scope::One(_) => Some(journals.first().map(|(_, copy)| copy.position).unwrap_or_default()),
        };
        let mut all: Vec<(Timestamp, String, Entry)> = Vec::new();
        for (name, copy) in journals {
            all.extend(copy.entries.into_iter().map(|(latest, entry)| (latest, name.clone(), entry)));
        }
        all.sort_by(|(when, one, a), (then, two, b)| (when, one, a.seq).cmp(&(then, two, b.seq)));
        let entries = all.into_iter().map(|(_, name, entry)| (name, entry)).collect();
        Read { entries, dropped, reset: !goes_on, position }
    }

    /// How many entries are gone with workspaces of a scope that were closed.
    pub fn lost_with(&self, scope: &Scope) -> u64 {
        match scope {
            Scope::All => lock(&self.lost).of_all(),
            Scope::One(name) if self.is_open(name) => 0,
            Scope::One(name) => lock(&self.lost).of(name),
        }
    }

    /// What is gone with workspaces that were closed, to be kept.
    pub fn lost(&self) -> Lost {
        lock(&self.lost).clone()
    }

    /// What was kept of it.
    pub fn take_lost(&self, kept: Lost) {
        *lock(&self.lost) = kept;
    }

    /// What a workspace that is open has noted after a position.
    pub fn journal_since(&self, name: &str, read: Position, most: usize) -> Option<Since> {
        self.visit(name, |world| since(world, read, most))
    }

    /// Notes a control call of somebody who may make none, in a workspace that is open or in nobody's. It keeps none from
    /// making room.
    pub fn note_turned_away(&self, name: &str, why: &str, data: &Value) {
        let noted = self.among_all(vec![name.to_owned()], |world| world.note_turned_away(why, data));
        if noted.is_empty() {
            let _of_nobody = self.enter(NOBODY, |world| world.note_turned_away(why, data));
        }
    }

    /// A number that no journal has had.
    pub(super) fn next_journal(&self) -> u64 {
        self.journals.fetch_add(1, Relaxed) + 1
    }
}

impl Position {
    /// Whether it is in a journal.
    fn is_in(self, journal: &Journal) -> bool {
        self.journal == journal.number() && self.seq <= journal.written()
    }
}

fn since(world: &World, read: Position, most: usize) -> Since {
    let journal = &world.core.journal;
    let goes_on = read.is_in(journal);
    let seq = if goes_on { read.seq } else { 0 };
    let entries: Vec<Entry> = journal.after(seq).take(most).cloned().collect();
    let last = entries.last().map_or(seq, |entry| entry.seq);
    Since {
        entries,
        missed: journal.dropped().saturating_sub(seq),
        reset: !goes_on,
        position: Position { journal: journal.number(), seq: last },
        more: last < journal.written(),
        wake: world.next_due(),
    }
}

/// What a journal has after a position.
struct Copied {
    /// Each with the latest time up to it.
    entries: Vec<(Timestamp, Entry)>,
    dropped: u64,
    goes_on: bool,
    position: Position,
}

fn copied(journal: &Journal, after: Position) -> Copied {
    let goes_on = after.journal == 0 || after.is_in(journal);
    let seq = if goes_on { after.seq } else { 0 };
    let mut latest = Timestamp::from_micros(i64::MIN);
    let entries = journal.entries().map(|entry| {
        latest = latest.max(entry.at);
        (latest, entry)
    });
    let wanted = entries.filter(|(_, entry)| entry.seq > seq);
    Copied {
        entries: wanted.map(|(latest, entry)| (latest, entry.clone())).collect(),
        dropped: journal.dropped(),
        goes_on,
        position: Position { journal: journal.number(), seq: journal.written() },
    }
}

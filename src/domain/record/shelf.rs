//! The records that a workspace keeps: what was fetched of its links, until it is deleted.

use std::collections::BTreeSet;

use indexmap::IndexMap;
use serde_json::Value;
use uuid::Uuid;

use super::{Drawn, Resource};
use crate::domain::time::Timestamp;

/// A record that is kept.
#[derive(Clone, Debug)]
pub struct Row {
    /// Its id.
    pub id: Uuid,
    /// The link that it was fetched of.
    pub link: Uuid,
    /// The account that it belongs to.
    pub account: Option<Uuid>,
    /// When it was fetched for the first time.
    pub created_at: Timestamp,
    /// The record, as it is sent: a year of transactions is ten times larger as a tree.
    pub text: Box<str>,
}

impl Row {
    /// The record as a tree.
    pub fn value(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_default()
    }
}

/// All records of a workspace, by the path of their resource.
#[derive(Clone, Debug, Default)]
pub struct Records {
    shelves: IndexMap<&'static str, IndexMap<Uuid, Row>>,
    /// Links whose records of a resource have been fetched together with the link itself.
    stocked: BTreeSet<(&'static str, Uuid)>,
}

impl Records {
    /// Keeps a record; one that is known keeps its `created_at` and gets new contents (R-DATA-08).
    pub fn keep(&mut self, resource: &'static Resource, link: Uuid, drawn: Drawn, now: Timestamp) -> Row {
        let shelf = self.shelves.entry(resource.path).or_default();
        let created_at = shelf.get(&drawn.id).map_or(now, |known| known.created_at);
        let row = row(link, drawn, created_at);
        shelf.insert(row.id, row.clone());
        row
    }

    /// All records of a resource, in the order in which they came.
    pub fn of(&self, resource: &Resource) -> impl DoubleEndedIterator<Item = &Row> {
        self.shelves.get(resource.path).into_iter().flat_map(IndexMap::values)
    }

    /// One record.
    pub fn get(&self, resource: &Resource, id: Uuid) -> Option<&Row> {
        self.shelves.get(resource.path)?.get(&id)
    }

    /// Forgets a record, and what hangs on its account (R-ACC-04).
    pub fn forget(&mut self, resource: &Resource, id: Uuid) -> Option<()> {
        let gone = self.shelves.get_mut(resource.path)?.shift_remove(&id)?;
        for path in resource.cascade {
            if let Some(shelf) = self.shelves.get_mut(path) {
                shelf.retain(|_, row| row.link != gone.link || row.account != gone.account);
            }
        }
        Some(())
    }

    /// Forgets all that was fetched of a link (R-LINK-06).
    pub fn forget_link(&mut self, link: Uuid) {
        self.shelves.values_mut().for_each(|shelf| shelf.retain(|_, row| row.link != link));
        self.stocked.retain(|(_, stocked)| *stocked != link);
    }

    /// Whether a link's records of a resource have still to be fetched; they are taken for fetched from now on.
    pub(super) fn stock(&mut self, resource: &Resource, link: Uuid) -> bool {
        self.stocked.insert((resource.path, link))
    }
}

/// A record as it is sent.
pub(super) fn row(link: Uuid, drawn: Drawn, created_at: Timestamp) -> Row {
    let Drawn { id, account, mut value } = drawn;
    if let Some(stamp) = value.get_mut("created_at") {
        *stamp = created_at.iso_micros().into();
    }
    Row { id, link, account, created_at, text: value.to_string().into() }
}

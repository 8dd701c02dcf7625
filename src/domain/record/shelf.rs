//! The records that a workspace keeps: what was fetched of its links, until it is deleted.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use indexmap::IndexMap;
use serde_json::Value;
use uuid::Uuid;

use super::filter::Filter;
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
    pub text: Arc<str>,
    columns: Box<[(&'static str, Column)]>,
}

/// What a record has in a column that its resource's list can be narrowed by.
#[derive(Clone, Debug, PartialEq)]
pub enum Column {
    /// The record has no such column.
    Missing,
    /// `null`.
    Null,
    /// A text, a UUID, a date or a point in time.
    Text(Box<str>),
    /// A number.
    Number(f64),
    /// A list of texts.
    Texts(Box<[Box<str>]>),
}

impl Column {
    fn of(record: &Value, path: &str) -> Self {
        if let Some(Value::Array(items)) = path.split_once("__").and_then(|(list, _)| record.get(list)) {
            let key = path.rsplit("__").next().unwrap_or_default();
            let texts = items.iter().filter_map(|item| item.get(key)?.as_str());
            return Self::Texts(texts.map(Into::into).collect());
        }
        let found = path.split("__").try_fold(record, |value, key| match value {
            // What a missing object would hold is as empty as the object.
            Value::Null => Some(value),
            _ => value.get(key),
        });
        match found {
            None => Self::Missing,
            Some(Value::String(text)) => Self::Text(text.as_str().into()),
            Some(Value::Number(number)) => number.as_f64().map_or(Self::Null, Self::Number),
            Some(Value::Bool(flag)) => Self::Text(flag.to_string().into()),
            Some(Value::Array(items)) => {
                Self::Texts(items.iter().filter_map(Value::as_str).map(Into::into).collect())
            }
            Some(Value::Null | Value::Object(_)) => Self::Null,
        }
    }
}

impl Row {
    /// When it was fetched the last time.
    pub fn collected_at(&self) -> Timestamp {
        let record: Option<Value> = serde_json::from_str(&self.text).ok();
        let stamp = record.as_ref().and_then(|record| record.get("collected_at")).and_then(Value::as_str);
        stamp.and_then(|stamp| Timestamp::parse(stamp).ok()).unwrap_or(self.created_at)
    }

    /// What stands in a column that its list can be narrowed by.
    pub fn column(&self, path: &str) -> &Column {
        let known = self.columns.iter().find(|(name, _)| *name == path);
        known.map_or(&Column::Missing, |(_, column)| column)
    }
}

/// All records of a workspace, by the path of their resource.
#[derive(Clone, Debug, Default)]
pub struct Records {
    shelves: IndexMap<&'static str, IndexMap<Uuid, Row>>,
    /// When records of a resource came with their link, of those that have been drawn.
    stocked: BTreeMap<(&'static str, Uuid), Timestamp>,
    /// Links of which a resource has been asked for, kept or not.
    fetched: BTreeSet<(&'static str, Uuid)>,
}

impl Records {
    /// Keeps a record; one that is known keeps its `created_at` and gets new contents (R-DATA-08).
    pub fn keep(&mut self, resource: &'static Resource, link: Uuid, drawn: Drawn, now: Timestamp) -> Row {
        let shelf = self.shelves.entry(resource.path).or_default();
        let created_at = shelf.get(&drawn.id).map_or(now, |known| known.created_at);
        let row = row(resource.filters, link, drawn, created_at);
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
        for hanging in super::hanging(resource) {
            if let Some(shelf) = self.shelves.get_mut(hanging.path) {
                // What belongs to no single account belongs to this one too: the owners.
                shelf.retain(|_, row| {
                    row.link != gone.link || row.account.is_some_and(|account| Some(account) != gone.account)
                });
            }
        }
        Some(())
    }

    /// Forgets all that was fetched of a link (R-LINK-06).
    pub fn forget_link(&mut self, link: Uuid) {
        self.shelves.values_mut().for_each(|shelf| shelf.retain(|_, row| row.link != link));
        self.stocked.retain(|(_, stocked), _| *stocked != link);
        self.fetched.retain(|(_, fetched)| *fetched != link);
    }

    /// What was fetched of a link is too old, and what came with it too.
    pub(super) fn outdate(&mut self, link: Uuid, now: Timestamp) {
        self.forget_link(link);
        super::all().for_each(|resource| self.stock(resource, link, now));
    }

    /// Remembers that a resource has been asked for.
    pub(super) fn note(&mut self, resource: &Resource, link: Uuid) {
        self.fetched.insert((resource.path, link));
    }

    /// Whether a resource has been asked for.
    pub(super) fn was_fetched(&self, resource: &Resource, link: Uuid) -> bool {
        self.fetched.contains(&(resource.path, link))
    }

    /// Remembers when a link's records of a resource have come with it.
    pub(super) fn stock(&mut self, resource: &Resource, link: Uuid, at: Timestamp) {
        self.stocked.insert((resource.path, link), at);
    }

    /// When they have come; nothing while they have still to be drawn.
    pub(super) fn stocked_at(&self, resource: &Resource, link: Uuid) -> Option<Timestamp> {
        self.stocked.get(&(resource.path, link)).copied()
    }
}

/// A column; some records do not tell their link, nor when they were fetched, and lists are narrowed by it all the same.
fn column(value: &Value, path: &str, link: Uuid, created_at: Timestamp) -> Column {
    match Column::of(value, path) {
        Column::Missing if path == "link" => Column::Text(link.to_string().into()),
        Column::Missing if path == "created_at" => Column::Text(created_at.iso_micros().into()),
        column => column,
    }
}

/// A record as it is sent, with the columns that these filters look at.
pub(crate) fn row(filters: &[Filter], link: Uuid, drawn: Drawn, created_at: Timestamp) -> Row {
    let Drawn { id, account, mut value } = drawn;
    if let Some(stamp) = value.get_mut("created_at") {
        *stamp = created_at.iso_micros().into();
    }
    let mut columns: Vec<(&'static str, Column)> = Vec::new();
    for path in filters.iter().map(|filter| filter.path).chain(["created_at"]) {
        if !columns.iter().any(|(known, _)| *known == path) {
            columns.push((path, column(&value, path, link, created_at)));
        }
    }
    let text = value.to_string().into();
    Row { id, link, account, created_at, text, columns: columns.into() }
}

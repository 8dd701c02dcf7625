//! The records that a workspace keeps: what was fetched of its links, until it is deleted.

mod snapshot;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use super::arrivals::Arrivals;
use super::ask::Ask;
use super::column::Column;
use super::filter::Filter;
use super::resource::{Generated, Resource};
use crate::domain::base::saved;
use crate::domain::base::time::Timestamp;

/// A record that is kept.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
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
    #[serde(skip)]
    columns: Arc<[(&'static str, Column)]>,
    /// How many bytes it takes.
    #[serde(skip)]
    weight: usize,
}

impl Row {
    /// When it was fetched the last time.
    pub fn collected_at(&self) -> Timestamp {
        let record: Option<Value> = serde_json::from_str(&self.text).ok();
        let stamp = record.as_ref().and_then(|record| record.get("collected_at")).and_then(Value::as_str);
        stamp.and_then(|stamp| Timestamp::parse(stamp).ok()).unwrap_or(self.created_at)
    }

    /// The same record, known for longer.
    fn kept_since(mut self, created_at: Timestamp) -> Self {
        let stamp = created_at.iso_micros();
        let mut value: Value = serde_json::from_str(&self.text).unwrap_or_default();
        if let Some(shown) = value.get_mut("created_at") {
            *shown = stamp.as_str().into();
            self.text = value.to_string().into();
        }
        let columns = Arc::make_mut(&mut self.columns).iter_mut();
        let column = columns.filter(|(name, _)| *name == "created_at").map(|(_, column)| column);
        column.for_each(|column| *column = Column::Text(stamp.as_str().into()));
        Self { created_at, ..self }
    }

    /// What stands in a column that its list can be narrowed by.
    pub fn column(&self, path: &str) -> &Column {
        let known = self.columns.iter().find(|(name, _)| *name == path);
        known.map_or(&Column::Missing, |(_, column)| column)
    }
}

/// The records of one resource of one link, in the order in which they came.
pub(in crate::domain) type OfLink = IndexMap<Uuid, Row>;

/// Records that have come and have not been generated yet.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::domain) struct Waiting {
    /// What was asked for.
    pub(in crate::domain) ask: Ask,
    /// When the institution was asked.
    pub(in crate::domain) asked_at: Timestamp,
    /// Since when they are kept.
    pub(in crate::domain) kept_at: Timestamp,
    /// Whether somebody has asked for it: what comes by itself comes or not, without a word.
    pub(in crate::domain) asked: bool,
}

/// What was deleted of a link: the ids of records, and what hangs on an account goes with it (R-ACC-04). It does not come
/// back by itself, but when it is asked for.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub(in crate::domain) struct Deleted(BTreeSet<Uuid>);

impl Deleted {
    pub(super) fn has(&self, id: Uuid, account: Option<Uuid>) -> bool {
        self.0.contains(&id) || account.is_some_and(|account| self.0.contains(&account))
    }

    fn weight(&self) -> usize {
        self.0.len() * size_of::<[Uuid; 3]>()
    }
}

/// All records of a workspace, by the path of their resource and their link.
#[derive(Clone, Debug, Default, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Records {
    /// Shared with those who read a list while others fetch.
    #[serde(with = "saved")]
    kept: BTreeMap<(&'static str, Uuid), Arc<OfLink>>,
    #[serde(with = "saved")]
    waiting: BTreeMap<(&'static str, Uuid), VecDeque<Waiting>>,
    /// When all that there is of a resource has come.
    #[serde(with = "saved")]
    arrivals: BTreeMap<(&'static str, Uuid), Arrivals>,
    /// What was deleted of each link.
    deleted: BTreeMap<Uuid, Arc<Deleted>>,
    /// Links of which a resource has been asked for, kept or not.
    #[serde(with = "saved")]
    fetched: BTreeSet<(&'static str, Uuid)>,
    /// How many bytes the records take, and what waits to be generated.
    #[serde(skip)]
    weight: usize,
}

impl Records {
    /// Keeps records, which come newest first; one that is known keeps its `created_at` and gets new contents
    /// (R-DATA-08). As they are kept, in the order in which they came.
    pub(in crate::domain) fn keep(&mut self, resource: &Resource, link: Uuid, rows: Vec<Row>) -> Vec<Row> {
        if rows.is_empty() {
            return rows;
        }
        self.restore(link, &rows);
        let kept = Arc::make_mut(self.kept.entry((resource.path, link)).or_default());
        let keep = |row: Row| {
            let row = match kept.get(&row.id) {
                Some(known) if known.created_at != row.created_at => row.kept_since(known.created_at),
                _ => row,
            };
            self.weight += row.weight;
            self.weight -= kept.insert(row.id, row.clone()).map_or(0, |before| before.weight);
            row
        };
        // Lists are read backwards.
        let mut rows: Vec<Row> = rows.into_iter().rev().map(keep).collect();
        rows.reverse();
        rows
    }

    /// As if there were so many bytes of them.
    #[cfg(test)]
    pub(in crate::domain) fn pretend(&mut self, weight: usize) {
        self.weight = weight;
    }

    /// How many bytes the records take, and what waits to be generated.
    pub fn weight(&self) -> usize {
        self.weight
    }

    /// The records of a resource of one link.
    pub(in crate::domain) fn of(&self, resource: &Resource, link: Uuid) -> Option<&Arc<OfLink>> {
        self.kept.get(&(resource.path, link))
    }

    /// One record.
    pub fn get(&self, resource: &Resource, id: Uuid) -> Option<&Row> {
        self.of_all_links(resource).find_map(|kept| kept.get(&id))
    }

    fn of_all_links(&self, resource: &Resource) -> impl Iterator<Item = &Arc<OfLink>> {
        self.kept.range((resource.path, Uuid::nil())..=(resource.path, Uuid::max())).map(|(_, kept)| kept)
    }

    /// Forgets a record, and what hangs on its account (R-ACC-04).
    pub fn forget(&mut self, resource: &Resource, id: Uuid) -> Option<()> {
        let link = self.get(resource, id)?.link;
        let gone = self.change(resource.path, link, |kept| kept.shift_remove(&id))??;
        let mut deleted = vec![id];
        for hanging in super::table::hanging(resource) {
            self.change(hanging.path, link, |kept| {
                // What belongs to no single account belongs to this one too: the owners.
                let stays = |row: &Row| row.account.is_some_and(|account| Some(account) != gone.account);
                deleted.extend(kept.values().filter(|row| !stays(row)).map(|row| row.id));
                kept.retain(|_, row| stays(row));
            });
        }
        self.change_deleted(link, |ids| ids.extend(deleted));
        Some(())
    }

    fn change_deleted(&mut self, link: Uuid, change: impl FnOnce(&mut BTreeSet<Uuid>)) {
        let deleted = Arc::make_mut(self.deleted.entry(link).or_default());
        self.weight -= deleted.weight();
        change(&mut deleted.0);
        self.weight += deleted.weight();
    }

    /// What is kept again was asked for.
    fn restore(&mut self, link: Uuid, rows: &[Row]) {
        if self.deleted.contains_key(&link) {
            let ids = rows.iter().flat_map(|row| [Some(row.id), row.account]).flatten();
            let restored: BTreeSet<Uuid> = ids.collect();
            self.change_deleted(link, |deleted| deleted.retain(|id| !restored.contains(id)));
        }
    }

    /// What was deleted of a link.
    pub(in crate::domain) fn deleted_of(&self, link: Uuid) -> Arc<Deleted> {
        self.deleted.get(&link).cloned().unwrap_or_default()
    }

    fn change<R>(
        &mut self,
        path: &'static str,
        link: Uuid,
        change: impl FnOnce(&mut OfLink) -> R,
    ) -> Option<R> {
        let kept = Arc::make_mut(self.kept.get_mut(&(path, link))?);
        self.weight -= weight_of(kept);
        let changed = change(kept);
        self.weight += weight_of(kept);
        Some(changed)
    }

    /// Forgets all that was fetched of a link (R-LINK-06).
    pub fn forget_link(&mut self, link: Uuid) {
        self.weight -= self.deleted.remove(&link).map_or(0, |deleted| deleted.weight());
        self.outdate(link);
    }

    /// What was fetched of a link is too old, and what came with it too.
    pub(in crate::domain) fn outdate(&mut self, link: Uuid) {
        for resource in super::table::all() {
            let place = (resource.path, link);
            self.weight -= self.kept.remove(&place).map_or(0, |kept| weight_of(&kept));
            let waiting = self.waiting.remove(&place).into_iter().flatten();
            self.weight -= waiting.map(|what| what.ask.weight()).sum::<usize>();
            self.arrivals.remove(&place);
            self.fetched.remove(&place);
        }
    }

    /// Remembers that a resource has been asked for.
    pub(in crate::domain) fn note(&mut self, resource: &Resource, link: Uuid) {
        self.fetched.insert((resource.path, link));
    }

    /// Whether a resource has been asked for.
    pub(in crate::domain) fn was_fetched(&self, resource: &Resource, link: Uuid) -> bool {
        self.fetched.contains(&(resource.path, link))
    }

    /// When all that there is of a resource has come.
    pub(in crate::domain) fn arrivals(&self, resource: &Resource, link: Uuid) -> Option<&Arrivals> {
        self.arrivals.get(&(resource.path, link))
    }

    /// All that there is of a resource has come.
    pub(in crate::domain) fn note_arrival(&mut self, resource: &Resource, link: Uuid, at: Timestamp) {
        self.arrivals.entry((resource.path, link)).or_default().note(at);
    }

    /// It has come by itself. What came the week before and was not read is part of it, but for the first that ever came:
    /// that tells what was there from the beginning.
    pub(in crate::domain) fn arrive(&mut self, resource: &Resource, link: Uuid, what: Waiting) {
        let place = (resource.path, link);
        let is_first = !self.kept.contains_key(&place);
        let waiting = self.waiting.get_mut(&place).filter(|waiting| !is_first || waiting.len() > 1);
        match waiting.and_then(VecDeque::back_mut).filter(|last| !last.asked) {
            Some(last) => *last = what,
            None => drop(self.wait(resource, link, what)),
        }
    }

    /// Records have come that are generated when somebody reads them; how many such fetches there are of the link.
    pub(in crate::domain) fn wait(&mut self, resource: &Resource, link: Uuid, what: Waiting) -> usize {
        let waiting = self.waiting.entry((resource.path, link)).or_default();
        self.weight += what.ask.weight();
        waiting.push_back(what);
        waiting.len()
    }

    /// What waits to be generated, in the order in which it came.
    pub(in crate::domain) fn waiting(
        &self,
        resource: &Resource,
        link: Uuid,
    ) -> impl Iterator<Item = &Waiting> {
        self.waiting.get(&(resource.path, link)).into_iter().flatten()
    }

    /// It is generated: whether it was still waited for.
    pub(in crate::domain) fn settle(&mut self, resource: &Resource, link: Uuid, what: &Waiting) -> bool {
        let Some(waiting) = self.waiting.get_mut(&(resource.path, link)) else { return false };
        let next = waiting.front() == Some(what);
        if next {
            waiting.pop_front();
            self.weight -= what.ask.weight();
        }
        if waiting.is_empty() {
            self.waiting.remove(&(resource.path, link));
        }
        next
    }
}

fn weight_of(kept: &OfLink) -> usize {
    kept.values().map(|row| row.weight).sum()
}

/// A column; some records do not tell their link, nor when they were fetched, and lists are narrowed by it all the same.
fn column(value: &Value, path: &str, link: Uuid, created_at: Timestamp) -> Column {
    match Column::of(value, path) {
        Column::Missing if path == "link" => Column::Text(link.to_string().into()),
        Column::Missing if path == "created_at" => Column::Text(created_at.iso_micros().into()),
        column => column,
    }
}

fn columns(
    filters: &[Filter],
    value: &Value,
    link: Uuid,
    created_at: Timestamp,
) -> Arc<[(&'static str, Column)]> {
    let mut columns: Vec<(&'static str, Column)> = Vec::new();
    for path in filters.iter().map(|filter| filter.path).chain(["created_at"]) {
        if !columns.iter().any(|(known, _)| *known == path) {
            columns.push((path, column(value, path, link, created_at)));
        }
    }
    columns.into()
}

fn weight(text: &str, columns: &[(&'static str, Column)]) -> usize {
    let beneath: usize = columns.iter().map(|(_, column)| column.weight()).sum();
    size_of::<(Uuid, Row)>() + text.len() + beneath
}

/// A record as it is sent, with the columns that these filters look at.
pub(crate) fn row(filters: &[Filter], link: Uuid, generated: Generated, created_at: Timestamp) -> Row {
    let Generated { id, account, mut value } = generated;
    if let Some(stamp) = value.get_mut("created_at") {
        *stamp = created_at.iso_micros().into();
    }
    let columns = columns(filters, &value, link, created_at);
    let text: Arc<str> = value.to_string().into();
    let weight = weight(&text, &columns);
    Row { id, link, account, created_at, text, columns, weight }
}

/// Records that a list shows, as they were when they were taken out: others may fetch meanwhile.
#[derive(Clone, Debug)]
pub struct Kept(pub(in crate::domain) Vec<Arc<OfLink>>);

impl Kept {
    /// How many there are.
    pub fn count(&self) -> usize {
        self.0.iter().map(|kept| kept.len()).sum()
    }

    /// Newest first; of the same moment, those of the newer link first (R-PAGE-12).
    pub fn newest_first(&self) -> Vec<&Row> {
        let mut rows: Vec<&Row> = self.0.iter().flat_map(|kept| kept.values().rev()).collect();
        rows.sort_by_key(|row| Reverse(row.created_at));
        rows
    }
}

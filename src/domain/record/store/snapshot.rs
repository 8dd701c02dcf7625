//! The records of a workspace, out of a snapshot.

use std::sync::Arc;

use uuid::Uuid;

use super::{Records, Row, columns, weight, weight_of};
use crate::domain::base::json;
use crate::domain::record::filter::Filter;
use crate::domain::record::table;

impl Records {
    /// Makes what a snapshot leaves out; what is wrong with what it holds.
    pub(in crate::domain) fn complete(&mut self) -> Result<(), String> {
        for ((path, link), kept) in &mut self.kept {
            let filters = table::find(path).map_or(&[][..], |resource| resource.filters);
            for (id, row) in Arc::make_mut(kept) {
                if row.id != *id || row.link != *link {
                    return Err(format!("the record {id} of {path} stands under another id or link"));
                }
                row.complete(filters).map_err(|why| format!("the record {id} of {path}: {why}"))?;
            }
        }
        let records: usize = self.kept.values().map(|kept| weight_of(kept)).sum();
        let deleted: usize = self.deleted.values().map(|deleted| deleted.weight()).sum();
        let waiting: usize = self.waiting.values().flatten().map(|what| what.ask.weight()).sum();
        self.weight = records + deleted + waiting;
        Ok(())
    }

    /// The links that it knows of.
    pub(in crate::domain) fn links(&self) -> impl Iterator<Item = Uuid> {
        let waiting = self.waiting.keys().chain(self.arrivals.keys());
        self.kept
            .keys()
            .chain(waiting)
            .chain(&self.fetched)
            .map(|(_, link)| *link)
            .chain(self.deleted.keys().copied())
    }
}

impl Row {
    fn complete(&mut self, filters: &[Filter]) -> Result<(), String> {
        let value = json::read(self.text.as_bytes()).map_err(|why| format!("no JSON: {why}"))?;
        if !value.is_object() {
            return Err("an object was expected".to_owned());
        }
        self.columns = columns(filters, &value, self.link, self.created_at);
        self.weight = weight(&self.text, &self.columns);
        Ok(())
    }
}

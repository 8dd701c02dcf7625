//! `data`: records of the tester's own, in a scenario or in a file of their own.

use serde_json::{Map, Value};

use super::tree::{Kind, Node};
use super::walk::Walk;
use super::words::is_free_key;
use crate::domain::base::text::quote;
use crate::domain::person::DataSet;
use crate::domain::record::overrides;
use crate::domain::record::overrides::{Change, Overrides};
use crate::domain::record::resource::Resource;

/// The key beside the resources.
const SET: &str = "set";

impl Walk<'_> {
    /// A map of resources; each with keys for every record, or with a list of records.
    pub(super) fn data(&mut self, node: &Node) -> Overrides {
        let names: Vec<&str> =
            [SET].into_iter().chain(overrides::resources().map(|(name, _)| name)).collect();
        let fields = self.fields(node, "`data`", &names);
        let set = fields.get(SET).and_then(|node| self.word(node, "`set`", &DataSet::ALL));
        let mut overrides = Overrides { set, ..Overrides::default() };
        for (name, resource) in overrides::resources() {
            let Some(node) = fields.get(name) else { continue };
            let change = self.change(node, name, resource);
            change.into_iter().for_each(|change| drop(overrides.changes.insert(resource.path, change)));
        }
        overrides
    }

    fn change(&mut self, node: &Node, name: &str, resource: &Resource) -> Option<Change> {
        let known = overrides::keys(resource);
        match &node.kind {
            Kind::Map(_) => Some(Change::Keys(self.record(node, name, &known))),
            Kind::List(rows) => {
                Some(Change::Rows(rows.iter().map(|row| self.record(row, name, &known)).collect()))
            }
            _ => {
                self.wrong_type(
                    node,
                    &format!("`{name}`"),
                    "a map of keys for every record, or a list of records",
                );
                None
            }
        }
    }

    fn record(&mut self, node: &Node, name: &str, known: &[String]) -> Map<String, Value> {
        let known: Vec<&str> = known.iter().map(String::as_str).collect();
        for (key, place, _) in self.open(node, &format!("a record of `{name}`")).iter() {
            if !known.contains(key) {
                let fault =
                    self.fault("unknown_key", &place.place(), format!("`{name}` have no key {}", quote(key)));
                self.add(fault.helping(self.advice(key, &known)));
            }
        }
        match node.value() {
            Value::Object(map) => map.into_iter().filter(|(key, _)| !is_free_key(key)).collect(),
            _ => Map::new(),
        }
    }
}

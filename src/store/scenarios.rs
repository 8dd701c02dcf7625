//! The scenarios that can be chosen by name, each read when it is first asked for.

use std::sync::{Arc, LazyLock};

use indexmap::IndexMap;

use crate::domain::scenario::model::Scenario;

type Read = Box<dyn FnOnce() -> Option<Arc<Scenario>> + Send>;

/// Scenarios by name, in the order in which their names were first put.
#[derive(Default)]
pub struct Scenarios {
    by_name: IndexMap<String, LazyLock<Option<Arc<Scenario>>, Read>>,
}

impl Scenarios {
    /// A scenario, in the place of the one that had its name.
    pub fn put(&mut self, scenario: Arc<Scenario>) {
        self.put_later(scenario.name.clone(), || Some(scenario));
    }

    /// A scenario that is read when it is first asked for.
    pub fn put_later(&mut self, name: String, read: impl FnOnce() -> Option<Arc<Scenario>> + Send + 'static) {
        self.by_name.insert(name, LazyLock::new(Box::new(read)));
    }

    /// The scenario of that name.
    pub fn get(&self, name: &str) -> Option<&Arc<Scenario>> {
        LazyLock::force(self.by_name.get(name)?).as_ref()
    }

    /// Whether it is one of these, and no other of its name: a document, or one of a snapshot.
    pub(super) fn has(&self, scenario: &Scenario) -> bool {
        !scenario.is_document() && self.get(&scenario.name).is_some_and(|own| own.source == scenario.source)
    }

    /// All of them, which reads them all.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<Scenario>> {
        self.by_name.values().filter_map(|scenario| LazyLock::force(scenario).as_ref())
    }

    /// All names.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.by_name.keys().map(String::as_str)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.by_name.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.by_name.is_empty()
    }
}

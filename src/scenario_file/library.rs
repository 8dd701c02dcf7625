//! A set of scenarios by name.

use std::sync::Arc;

use indexmap::IndexMap;

use super::context::Context;
use super::fault::{Fault, Faults};
use super::read::parse;
use crate::domain::scenario::model::Scenario;

/// A file that is to be read.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'a> {
    /// The file's name without its ending.
    pub name: &'a str,
    /// How messages call the file.
    pub source: &'a str,
    /// Its content.
    pub bytes: &'a [u8],
}

/// Scenarios by name, in the order in which their names were first seen. A clone shares them.
#[derive(Clone, Debug, Default)]
pub struct Library {
    scenarios: IndexMap<String, Arc<Scenario>>,
}

impl Library {
    /// Reads all files; a later one takes the place of an earlier one of the same name.
    ///
    /// # Errors
    ///
    /// All faults of all files, also of those that a later file replaces.
    pub fn load<'a>(
        entries: impl IntoIterator<Item = Entry<'a>>,
        context: &Context<'_>,
    ) -> Result<Self, Faults> {
        let mut library = Self::default();
        let mut faults: Vec<Fault> = Vec::new();
        for entry in entries {
            match parse(entry.name, entry.source, entry.bytes, context) {
                Ok(scenario) => library.put(scenario),
                Err(found) => faults.extend(found),
            }
        }
        if faults.is_empty() { Ok(library) } else { Err(faults.into()) }
    }

    fn put(&mut self, scenario: Scenario) {
        self.scenarios.insert(scenario.name.clone(), Arc::new(scenario));
    }

    /// The scenario of that name.
    pub fn get(&self, name: &str) -> Option<&Arc<Scenario>> {
        self.scenarios.get(name)
    }

    /// All scenarios.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<Scenario>> {
        self.scenarios.values()
    }

    /// All names.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.scenarios.keys().map(String::as_str)
    }

    /// How many scenarios there are.
    pub fn len(&self) -> usize {
        self.scenarios.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.scenarios.is_empty()
    }
}

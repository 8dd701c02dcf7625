//! A set of scenarios by name.

use std::sync::Arc;

use indexmap::IndexMap;

use super::{Context, Fault, Faults, parse};
use crate::domain::scenario::Scenario;
use crate::domain::text::nearest;

/// A file that is to be read.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'a> {
    /// The file's name without its ending.
    pub name: &'a str,
    /// How messages call the file.
    pub source: &'a str,
    /// Its content.
    pub bytes: &'a [u8],
    /// It comes with the emulator.
    pub shipped: bool,
}

/// Scenarios by name, in the order in which their names were first seen. A clone shares them.
#[derive(Clone, Debug, Default)]
pub struct Library {
    scenarios: IndexMap<String, (Arc<Scenario>, bool)>,
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
                Ok(scenario) => library.put(scenario, entry.shipped),
                Err(found) => faults.extend(found),
            }
        }
        if faults.is_empty() { Ok(library) } else { Err(faults.into()) }
    }

    fn put(&mut self, scenario: Scenario, shipped: bool) {
        self.scenarios.insert(scenario.name.clone(), (Arc::new(scenario), shipped));
    }

    /// The scenario of that name.
    pub fn get(&self, name: &str) -> Option<&Arc<Scenario>> {
        self.scenarios.get(name).map(|(scenario, _)| scenario)
    }

    /// Whether the scenario of that name is the one that comes with the emulator.
    pub fn is_shipped(&self, name: &str) -> bool {
        self.scenarios.get(name).is_some_and(|(_, shipped)| *shipped)
    }

    /// All scenarios.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<Scenario>> {
        self.scenarios.values().map(|(scenario, _)| scenario)
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

    /// The name that was probably meant.
    pub fn nearest(&self, name: &str) -> Option<&str> {
        let names: Vec<&str> = self.names().collect();
        nearest(name, &names)
    }
}

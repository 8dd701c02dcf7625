//! The institutions that a page lists, and those that it names and that are not there.

use super::Config;
use crate::domain::link::institution;
use crate::domain::link::institution::Institution;

/// How many names that no institution has a page is told of.
const MOST: usize = 5;

impl Config {
    /// A warning for each name that no institution has; of many, how many more there are.
    pub(in crate::domain) fn unknown_institutions(&self, institutions: &[Institution]) -> Vec<String> {
        let is_known = |name: &String| institutions.iter().any(|one| one.name == *name);
        let unknown: Vec<&String> = self.institutions.iter().filter(|name| !is_known(name)).collect();
        let told = unknown.iter().take(MOST).map(|name| institution::unknown(name, institutions));
        let more = unknown.len().checked_sub(MOST).filter(|more| *more > 0);
        let more = more.map(|more| format!("and {more} more names that no institution has"));
        told.chain(more).map(|line| format!("`institutions`: {line}")).collect()
    }
}

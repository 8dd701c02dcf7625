//! What is answered: scenarios, records, links and runs, asked as values.

mod believable;
mod catalogue;
mod determinism;
mod driving;
mod link_rules;
mod links;
mod matrix;
mod options;
mod pages;
mod records;
mod scenario_files;
mod scenario_set;
mod scenarios;
#[path = "../support/mod.rs"]
mod support;
mod update;

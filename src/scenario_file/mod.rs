//! Scenario files: text -> `Scenario`, with everything that is wrong told at once, at its place.
//!
//! A file is YAML (and so may be JSON). It is read into a tree that knows its places (`tree`), which is then walked by
//! readers that note each fault and go on (`walk`, `document`, `steps`, `answers`). The words of the format stand in
//! one set of tables (`words`), from which the JSON [`schema()`] is made too. A recorded run is written as such a file by
//! `write`. Nothing here reads a file or a clock.

mod answers;
mod calls;
mod context;
mod data;
mod document;
mod fault;
mod library;
mod links;
mod read;
mod schema;
mod steps;
mod tree;
mod walk;
mod webhooks;
mod words;
mod write;

pub use context::{Context, LARGEST};
pub use fault::{Fault, Faults};
pub use library::{Entry, Library};
pub use read::{is_name, parse, parse_call_rule, parse_data, parse_document, to_json};
pub use schema::schema;
pub use write::{Head, write};

/// The file beside scenario files that holds [`schema()`] for editors; a folder's reader passes over it.
pub const SCHEMA_FILE: &str = "scenario.v1.json";

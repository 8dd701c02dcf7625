//! What holds of any document, before it is known what it means: its version, its depth, its numbers.

use serde_json::{Number, Value};

use super::fault::{Fault, VERSION};
use crate::domain::base::text::{is_unseen, quote};

/// How deep it may be: what pages and scenarios send is far from it.
const DEEPEST: usize = 100;

/// What stands there as somebody has sent it, whatever that is.
const AS_SENT: [&str; 6] = ["args", "body", "changes", "data", "keys", "widget"];

/// Numbers that count nothing: where chance begins, and how far a clock is ahead of the host's, or behind.
const NO_COUNTS: [&str; 2] = ["ahead", "seed"];

/// The largest count: other programs read it as it is, also when it has been counted up for years.
const LARGEST: u64 = 1 << 52;

/// Names that are shown, and nobody looks up.
const SHOWN_NAMES: [&str; 3] = ["program", "source", "title"];

/// Refuses a document that is no snapshot of this version, or holds what no workspace does.
pub(super) fn check(document: &Value) -> Result<(), Fault> {
    match document.get("version").map(Value::as_u64) {
        None => {
            Err(Fault::at("version", format!("is missing: a snapshot of version {VERSION} was expected")))
        }
        Some(Some(VERSION)) => within(document),
        Some(Some(newer @ 2..)) => Err(Fault::at(
            "version",
            format!("is {newer}, and this emulator reads version {VERSION}: a newer one has written it"),
        )),
        Some(_) => Err(Fault::at("version", format!("has to be {VERSION}, the number"))),
    }
}

/// Refuses what is too deep, no count, or no name to be shown.
///
/// # Errors
///
/// The first place of which that is so.
pub fn within(document: &Value) -> Result<(), Fault> {
    walk(document, &mut String::new(), 0, true)
}

fn walk(value: &Value, path: &mut String, depth: usize, counted: bool) -> Result<(), Fault> {
    if depth > DEEPEST {
        return Err(Fault::at(path.trim_start_matches('.'), format!("is deeper than {DEEPEST} levels")));
    }
    let length = path.len();
    let mut beneath = |name: &str, value: &Value, counted: bool| {
        path.truncate(length);
        path.push_str(name);
        walk(value, path, depth + 1, counted)
    };
    match value {
        Value::Object(map) => map.iter().try_for_each(|(key, value)| {
            let is_free = AS_SENT.iter().chain(&NO_COUNTS).any(|free| *free == key.as_str());
            beneath(&format!(".{key}"), value, counted && !is_free)
        }),
        Value::Array(items) => items
            .iter()
            .enumerate()
            .try_for_each(|(place, value)| beneath(&format!("[{place}]"), value, counted)),
        Value::Number(number) if counted && !is_counted(number) => Err(Fault::at(
            path.trim_start_matches('.'),
            format!("is {number}, and a count from 0 to 2^52 was expected, which is {LARGEST}"),
        )),
        Value::String(text) if counted && is_shown_name(path) && text.chars().any(is_unseen) => {
            Err(Fault::at(
                path.trim_start_matches('.'),
                format!(
                    "is {}, and a name of one line was expected, without control characters",
                    quote(text)
                ),
            ))
        }
        _ => Ok(()),
    }
}

/// What has a fraction counts nothing.
fn is_counted(number: &Number) -> bool {
    number.is_f64() || number.as_u64().is_some_and(|count| count <= LARGEST)
}

fn is_shown_name(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, key)| SHOWN_NAMES.contains(&key))
}

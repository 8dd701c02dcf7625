//! What holds of any document, before it is known what it means: its version, its depth, its numbers.

use serde_json::{Number, Value};

use super::fault::{Fault, VERSION};

/// How deep it may be: what pages and scenarios send is far from it.
const DEEPEST: usize = 100;

/// What stands there as somebody has sent it, whatever that is.
const AS_SENT: [&str; 6] = ["args", "body", "changes", "data", "keys", "widget"];

/// The largest whole number: what is counted up from there is still counted rightly.
const LARGEST: u64 = 1 << 53;

/// Refuses a document that is no snapshot of this version, or holds what no workspace does.
pub(super) fn check(document: &Value) -> Result<(), Fault> {
    match document.get("version").map(Value::as_u64) {
        None => {
            Err(Fault::at("version", format!("is missing: a snapshot of version {VERSION} was expected")))
        }
        Some(Some(VERSION)) => walk(document, &mut String::new(), 0, true),
        Some(Some(newer @ 2..)) => Err(Fault::at(
            "version",
            format!("is {newer}, and this emulator reads version {VERSION}: a newer one has written it"),
        )),
        Some(_) => Err(Fault::at("version", format!("has to be {VERSION}, the number"))),
    }
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
            beneath(&format!(".{key}"), value, counted && !AS_SENT.contains(&&**key))
        }),
        Value::Array(items) => items
            .iter()
            .enumerate()
            .try_for_each(|(place, value)| beneath(&format!("[{place}]"), value, counted)),
        Value::Number(number) if counted && !is_counted(number) => Err(Fault::at(
            path.trim_start_matches('.'),
            format!("has to lie between -2^53 and 2^53, which are {LARGEST}"),
        )),
        _ => Ok(()),
    }
}

fn is_counted(number: &Number) -> bool {
    let whole = number.as_u64().or_else(|| number.as_i64().map(i64::unsigned_abs));
    whole.is_none_or(|whole| whole <= LARGEST)
}

//! Reads a scenario from text.

use serde_json::Value;

use super::context::{Context, LARGEST};
use super::fault::{At, Fault, Faults, Source};
use super::tree;
use super::walk::Walk;
use crate::domain::base::text::quote;
use crate::domain::record::overrides::Overrides;
use crate::domain::scenario::model::{DOCUMENT, Scenario};
use crate::domain::scenario::rule::CallRule;

/// The longest name of a scenario.
const LONGEST_NAME: usize = 64;

/// Reads a scenario from the bytes of a file.
///
/// `name` is the file's name without its ending, `source` is how messages call the file. A file that is not UTF-8,
/// larger than [`LARGEST`], or broken as YAML has one fault; any other all of its faults, in the order of its lines.
pub fn parse(name: &str, source: &str, bytes: &[u8], context: &Context<'_>) -> Result<Scenario, Vec<Fault>> {
    let source = decode(source, bytes).map_err(|fault| vec![*fault])?;
    let mut walk = Walk::new(&source, context);
    if !is_name(name) {
        walk.add(bad_name(&source, name));
    }
    let scenario = match tree::read(&source) {
        Ok(tree) => Some(walk.scenario(name, &source, &tree)),
        Err(fault) => {
            walk.add(*fault);
            None
        }
    };
    let faults = walk.finish();
    scenario.filter(|_| faults.is_empty()).ok_or(faults)
}

/// Reads `data` from a file of its own: JSON, or YAML.
///
/// # Errors
///
/// All its faults, in the order of its lines.
pub fn parse_data(source: &str, bytes: &[u8], context: &Context<'_>) -> Result<Overrides, Faults> {
    let source = decode(source, bytes).map_err(|fault| vec![*fault])?;
    let tree = tree::read(&source).map_err(|fault| vec![*fault])?;
    let mut walk = Walk::new(&source, context);
    let overrides = walk.data(&tree);
    let faults = walk.finish();
    if faults.is_empty() { Ok(overrides) } else { Err(faults.into()) }
}

/// Reads a scenario that came in a request: a JSON object, or a string that holds the text of a file.
///
/// Faults of an object point into the text that it has as indented JSON.
pub fn parse_document(name: &str, document: &Value, context: &Context<'_>) -> Result<Scenario, Vec<Fault>> {
    let text = match document {
        Value::String(text) => text.clone(),
        other => format!("{other:#}"),
    };
    parse(name, DOCUMENT, text.as_bytes(), context)
}

/// Reads one rule of `api:` that came in a request, as an object.
pub fn parse_call_rule(rule: &Value, context: &Context<'_>) -> Result<CallRule, Vec<Fault>> {
    let source = Source::new("(fault)", format!("{rule:#}"));
    let tree = tree::read(&source).map_err(|fault| vec![*fault])?;
    let mut walk = Walk::new(&source, context);
    let rule = walk.call_rule(&tree, "a fault");
    let faults = walk.finish();
    rule.filter(|_| faults.is_empty()).ok_or(faults)
}

/// The document of a file as plain JSON, whatever it means; what the JSON Schema describes.
pub fn to_json(source: &str, bytes: &[u8]) -> Result<Value, Box<Fault>> {
    let source = decode(source, bytes)?;
    tree::read(&source).map(|tree| tree.value())
}

/// Whether a scenario can have this name: `[a-z0-9][a-z0-9_-]{0,63}`.
pub fn is_name(name: &str) -> bool {
    let plain = |byte: &u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    let inner = |byte: u8| plain(&byte) || byte == b'_' || byte == b'-';
    name.as_bytes().first().is_some_and(plain) && name.len() <= LONGEST_NAME && name.bytes().all(inner)
}

fn bad_name(source: &Source, name: &str) -> Fault {
    let message = format!("a scenario cannot be named {}", quote(name));
    let fault = Source::new(&source.name, "").fault("name", &At::TOP, message);
    fault.helping("use a-z, 0-9, `-` and `_`, at most 64 of them, the first a letter or a digit")
}

fn decode(source: &str, bytes: &[u8]) -> Result<Source, Box<Fault>> {
    if bytes.len() > LARGEST {
        let message = format!("the file has {} bytes, more than the {LARGEST} that are read", bytes.len());
        return Err(Box::new(Source::new(source, "").fault("too_large", &At::TOP, message)));
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(Source::new(source, text)),
        Err(error) => Err(Box::new(not_text(source, bytes, error.valid_up_to()))),
    }
}

fn not_text(source: &str, bytes: &[u8], start: usize) -> Fault {
    let source = Source::new(source, String::from_utf8_lossy(bytes));
    let before = source.text.get(..start).unwrap_or_default();
    let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    let at = At {
        line: u32::try_from(line).unwrap_or(u32::MAX),
        column: u32::try_from(column).unwrap_or(u32::MAX),
        span: start..start + char::REPLACEMENT_CHARACTER.len_utf8(),
    };
    let fault = source.fault("not_utf8", &at, "the file is not UTF-8");
    fault.expecting("UTF-8").helping("save the file as UTF-8")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_plain() {
        for name in ["success", "0", "mfa-numeric_2", &"a".repeat(64)] {
            assert!(is_name(name), "{name}");
        }
        for name in ["", "-a", "_a", "A", "a b", "a/b", "..", "é", &"a".repeat(65)] {
            assert!(!is_name(name), "{name}");
        }
    }
}

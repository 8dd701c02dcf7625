//! How many bytes of memory something takes, so that a workspace can be held within its limits: near the truth, and
//! for JSON, of which two bytes can take a hundred, never far below it.

use serde_json::{Map, Value};

/// A key of an object beside its own text: the key, its hash, and its place in the index.
const KEY: usize = size_of::<String>() + 3 * size_of::<usize>();

/// A JSON value.
pub fn of(value: &Value) -> usize {
    let beneath = match value {
        Value::Null | Value::Bool(_) | Value::Number(_) => 0,
        Value::String(text) => text.len(),
        Value::Array(items) => items.iter().map(of).sum(),
        Value::Object(map) => of_map(map),
    };
    size_of::<Value>() + beneath
}

/// What is in an object.
pub fn of_map(map: &Map<String, Value>) -> usize {
    map.iter().map(|(key, value)| KEY + key.len() + of(value)).sum()
}

/// Whether it has more levels than so many: a text or a number has none.
pub fn is_deeper(value: &Value, levels: usize) -> bool {
    let beneath = |value: &Value| levels == 0 || is_deeper(value, levels - 1);
    match value {
        Value::Array(items) => items.iter().any(beneath) || levels == 0,
        Value::Object(map) => map.values().any(beneath) || levels == 0,
        _ => false,
    }
}

/// Texts in a list.
pub fn of_texts<'t>(texts: impl IntoIterator<Item = &'t String>) -> usize {
    texts.into_iter().map(|text| size_of::<String>() + text.len()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_short_as_text_and_large_in_memory_weighs_what_it_takes() {
        let numbers: Value = serde_json::from_str(&format!("[{}1]", "1,".repeat(9_999))).expect("JSON");
        assert!(of(&numbers) >= 10_000 * size_of::<Value>());
        let objects: Value = serde_json::from_str(r#"{"a":{"b":"ccc"}}"#).expect("JSON");
        assert!(of(&objects) >= 3 * size_of::<Value>() + 2 * size_of::<String>() + 5);
    }

    #[test]
    fn levels_are_those_of_lists_and_objects() {
        let deep: Value = serde_json::from_str(r#"[1, {"a": []}]"#).expect("JSON");
        assert!(is_deeper(&deep, 2) && !is_deeper(&deep, 3));
        assert!(is_deeper(&Value::Array(Vec::new()), 0) && !is_deeper(&Value::from(1), 0));
    }
}

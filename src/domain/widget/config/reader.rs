//! One key of a configuration after the other, as apps really write them; what cannot be meant is told and ignored.

use std::borrow::Cow;

use indexmap::IndexSet;
use serde_json::Value;

use crate::domain::base::limits::{LONGEST_NAME, MOST_NAMES};
use crate::domain::base::text;

/// A configuration, and what has been found wrong with it so far.
pub(super) struct Reader<'a> {
    config: &'a Value,
    pub(super) warnings: Vec<String>,
}

/// `undefined`, `null`, `""` and the text `undefined` are absent (W-CFG-25).
fn present(value: &Value) -> Option<&Value> {
    let absent = match value {
        Value::Null => true,
        Value::String(text) => ["", "undefined"].contains(&text.trim()),
        _ => false,
    };
    (!absent).then_some(value)
}

/// A value as a warning repeats it.
fn shown(value: &Value) -> String {
    value.as_str().map_or_else(|| text::shown(&value.to_string()), text::shown)
}

impl<'a> Reader<'a> {
    pub(super) fn new(config: &'a Value) -> Self {
        Self { config, warnings: Vec::new() }
    }

    fn value(&self, key: &str) -> Option<&'a Value> {
        self.config.get(key).and_then(present)
    }

    fn ignore(&mut self, key: &str, wanted: &str, value: &Value) {
        self.warnings.push(format!("`{key}` wants {wanted}; `{}` has no effect", shown(value)));
    }

    /// A function, that the page keeps to itself: whatever comes here is none.
    pub(super) fn function(&mut self, key: &str) {
        if let Some(value) = self.value(key) {
            self.ignore(key, "a function", value);
        }
    }

    /// Any text.
    pub(super) fn text(&mut self, key: &str) -> Option<String> {
        let value = self.value(key)?;
        let text = value.as_str().map(|text| text.trim().to_owned());
        if text.is_none() {
            self.ignore(key, "a text", value);
        }
        text
    }

    /// One of these words.
    pub(super) fn word(&mut self, key: &str, known: &[&'static str]) -> Option<&'static str> {
        let value = self.value(key)?;
        let text = value.as_str().map(str::trim);
        let word = known.iter().copied().find(|word| text == Some(word));
        if word.is_none() {
            self.ignore(key, &known.join(" or "), value);
        }
        word
    }

    /// Booleans also as text (W-CFG-24).
    pub(super) fn flag(&mut self, key: &str) -> Option<bool> {
        let value = self.value(key)?;
        let text = value.as_str().map(|text| text.trim().to_lowercase());
        let flag = value.as_bool().or_else(|| text.and_then(|text| text.parse().ok()));
        if flag.is_none() {
            self.ignore(key, "true or false", value);
        }
        flag
    }

    /// An array, a comma list or a single text (W-CFG-23).
    pub(super) fn list(&mut self, key: &str) -> Vec<String> {
        let Some(value) = self.value(key) else { return Vec::new() };
        let items = value.as_array().map_or_else(|| vec![value], |items| items.iter().collect());
        let (texts, others): (Vec<&Value>, Vec<&Value>) =
            items.into_iter().filter_map(present).partition(|item| item.is_string());
        if let Some(other) = others.first() {
            self.ignore(key, "a list of texts", other);
        }
        // Two of a kind count once, and what is too long to be a name matches nothing, shortened or not.
        let parts = texts.into_iter().filter_map(Value::as_str).flat_map(parts);
        let names: IndexSet<&str> = parts.collect();
        let names = names.into_iter().take(MOST_NAMES).map(|name| text::cut(name, LONGEST_NAME));
        names.map(Cow::into_owned).collect()
    }

    /// A list of words; one that is not known is kept, for it matches nothing (W-CFG-05, W-CFG-08).
    pub(super) fn words(&mut self, key: &str, known: &[&str]) -> Vec<String> {
        let list = self.list(key);
        let unknown: Vec<&str> =
            list.iter().map(String::as_str).filter(|word| !known.contains(word)).collect();
        if !unknown.is_empty() {
            let unknown = text::shown(&text::list(&unknown));
            self.warnings
                .push(format!("`{key}`: `{unknown}` matches nothing; known are {}", known.join(", ")));
        }
        list
    }
}

fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split(',').map(str::trim).filter(|part| !["", "undefined"].contains(part))
}

//! A row of a list as filters see it: a column by its path, without making the row's answer.

use std::borrow::Cow;

use serde_json::Value;

/// What stands in a column.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Cell<'r> {
    /// The row has no such column.
    Missing,
    /// `null`.
    Null,
    /// A text, a UUID, a date or a point in time as answers write them.
    Text(Cow<'r, str>),
    /// A number.
    Number(f64),
    /// A list of texts.
    Texts(Vec<&'r str>),
}

impl<'r> Cell<'r> {
    /// A text.
    pub(super) fn text(text: impl Into<Cow<'r, str>>) -> Self {
        Self::Text(text.into())
    }

    /// A text or null.
    pub(super) fn maybe(text: Option<&'r str>) -> Self {
        text.map_or(Self::Null, Self::text)
    }
}

/// A row of a list.
pub(super) trait Row {
    /// The column at a path of keys joined by `__`.
    fn cell(&self, path: &str) -> Cell<'_>;
}

impl Row for &Value {
    fn cell(&self, path: &str) -> Cell<'_> {
        let found = path.split("__").try_fold(*self, |value, key| match value {
            // What a missing object would hold is as empty as the object.
            Value::Null => Some(value),
            _ => value.get(key),
        });
        match found {
            None => Cell::Missing,
            Some(Value::String(text)) => Cell::text(text.as_str()),
            Some(Value::Number(number)) => number.as_f64().map_or(Cell::Null, Cell::Number),
            Some(Value::Bool(flag)) => Cell::text(if *flag { "true" } else { "false" }),
            Some(Value::Array(items)) => Cell::Texts(items.iter().filter_map(Value::as_str).collect()),
            Some(Value::Null | Value::Object(_)) => Cell::Null,
        }
    }
}

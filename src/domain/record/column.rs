//! What lists are narrowed by.

use serde_json::Value;

/// What a record has in a column that its resource's list can be narrowed by.
#[derive(Clone, Debug, PartialEq)]
pub enum Column {
    /// The record has no such column.
    Missing,
    /// `null`.
    Null,
    /// A text, a UUID, a date or a point in time.
    Text(Box<str>),
    /// A number.
    Number(f64),
    /// A list of texts.
    Texts(Box<[Box<str>]>),
}

impl Column {
    pub(super) fn of(record: &Value, path: &str) -> Self {
        if let Some(Value::Array(items)) = path.split_once("__").and_then(|(list, _)| record.get(list)) {
            let key = path.rsplit("__").next().unwrap_or_default();
            let texts = items.iter().filter_map(|item| item.get(key)?.as_str());
            return Self::Texts(texts.map(Into::into).collect());
        }
        let found = path.split("__").try_fold(record, |value, key| match value {
            // What a missing object would hold is as empty as the object.
            Value::Null => Some(value),
            _ => value.get(key),
        });
        match found {
            None => Self::Missing,
            Some(Value::String(text)) => Self::Text(text.as_str().into()),
            Some(Value::Number(number)) => number.as_f64().map_or(Self::Null, Self::Number),
            Some(Value::Bool(flag)) => Self::Text(flag.to_string().into()),
            Some(Value::Array(items)) => {
                Self::Texts(items.iter().filter_map(Value::as_str).map(Into::into).collect())
            }
            Some(Value::Null | Value::Object(_)) => Self::Null,
        }
    }
}

impl Column {
    pub(super) fn weight(&self) -> usize {
        let texts = match self {
            Self::Text(text) => text.len(),
            Self::Texts(texts) => texts.iter().map(|text| size_of_val(text) + text.len()).sum(),
            Self::Missing | Self::Null | Self::Number(_) => 0,
        };
        size_of::<(&str, Self)>() + texts
    }
}

//! A row of a list as filters see it: a column by its path, without making the row's answer.

use std::borrow::Cow;

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

//! Lists come in pages (R-PAGE-01 to 05).

use std::sync::Arc;

use serde::Deserialize;
use serde_json::{Value, json};

use super::projection::Projection;

/// One page of a list.
#[derive(Clone, Debug)]
pub(super) struct Page {
    pub(super) count: usize,
    pub(super) next: Option<String>,
    pub(super) previous: Option<String>,
    pub(super) rows: Vec<Line>,
}

impl Page {
    /// As it is sent.
    pub(super) fn written(self, projection: &Projection) -> String {
        let Self { count, next, previous, rows } = self;
        let (next, previous) = (json!(next), json!(previous));
        let results = Line::Rows(rows).written(projection);
        format!(r#"{{"count":{count},"next":{next},"previous":{previous},"results":{results}}}"#)
    }
}

/// A row of an answer: a tree, or text that is written already and is read again only to leave keys out.
#[derive(Clone, Debug)]
pub(super) enum Line {
    /// A tree.
    Tree(Value),
    /// Text.
    Text(Arc<str>),
    /// An array of rows.
    Rows(Vec<Self>),
}

impl From<Value> for Line {
    fn from(tree: Value) -> Self {
        Self::Tree(tree)
    }
}

/// The one key that is read of a row that is written already.
#[derive(Deserialize)]
struct Identified {
    id: Option<Value>,
}

impl Line {
    /// What a row is known by, and of several how many they are.
    pub(super) fn known_by(&self) -> Option<Value> {
        let id = match self {
            Self::Rows(rows) => return Some(json!({ "count": rows.len() })),
            Self::Tree(tree) => tree.get("id").cloned(),
            Self::Text(text) => serde_json::from_str(text).ok().and_then(|row: Identified| row.id),
        };
        id.map(|id| json!({ "id": id }))
    }

    /// As it is sent.
    pub(super) fn written(self, projection: &Projection) -> String {
        match self {
            Self::Tree(mut tree) => {
                projection.apply(&mut tree);
                tree.to_string()
            }
            Self::Text(text) if projection.is_none() => text.to_string(),
            Self::Text(text) => {
                Self::Tree(serde_json::from_str(&text).unwrap_or_default()).written(projection)
            }
            Self::Rows(rows) => {
                let rows: Vec<String> = rows.into_iter().map(|row| row.written(projection)).collect();
                format!("[{}]", rows.join(","))
            }
        }
    }
}

//! `belvo-emulator list matrix`: what can be brought about, and by what.

use serde_json::{Value, json};

use crate::emulator::{Builder, StartError, Way};

pub(super) fn rows() -> Result<Vec<Value>, StartError> {
    let row = |row: Way| {
        json!({
            "kind": row.fact.kind,
            "what": row.fact.what,
            "file": row.file.to_string(),
            "one_shot": row.one_shot.to_string(),
            "by_hand": row.by_hand.to_string(),
            "over_rest": row.over_rest.to_string(),
            "message": row.fact.message,
        })
    };
    Ok(Builder::default().matrix()?.into_iter().map(row).collect())
}

//! `belvo-emulator list matrix`: what can be brought about, and by what.

use crate::emulator::{Builder, Cell, StartError};

pub(super) fn rows() -> Result<Vec<Vec<(&'static str, String)>>, StartError> {
    let cells = |cell: &Cell| cell.to_string();
    let rows = Builder::default().matrix()?.into_iter().map(|row| {
        vec![
            ("kind", row.fact.kind.to_owned()),
            ("what", row.fact.what),
            ("file", cells(&row.file)),
            ("one_shot", cells(&row.one_shot)),
            ("by_hand", cells(&row.by_hand)),
            ("over_rest", cells(&row.over_rest)),
            ("message", row.fact.message),
        ]
    });
    Ok(rows.collect())
}

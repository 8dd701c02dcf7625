//! `belvo-emulator list`: what there is, for people or for programs.

use std::process::ExitCode;

use clap::{Args, ValueEnum};
use serde_json::{Value, json};

use super::{failed, print};
use crate::emulator::{Builder, OptionRow, ROUTES, ROWS, Route};

#[derive(Args)]
pub(super) struct List {
    /// What.
    #[arg(value_enum)]
    what: What,
    /// As JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum What {
    /// The shipped scenarios.
    Scenarios,
    /// The table of options.
    Options,
    /// The calls that are answered.
    Routes,
    /// What can be brought about, and by which file, one-shot scenario or user name.
    Matrix,
}

type Row = Vec<(&'static str, String)>;

pub(super) fn run(list: List) -> ExitCode {
    let rows = match list.what {
        What::Scenarios => match Builder::default().shipped() {
            Ok(rows) => rows,
            Err(error) => return failed(&error),
        },
        What::Options => options(),
        What::Routes => routes(),
        What::Matrix => match super::matrix::rows() {
            Ok(rows) => rows.iter().map(matrix).collect(),
            Err(error) => return failed(&error),
        },
    };
    if list.json { print(&format!("{:#}", as_json(&rows))) } else { print(&as_text(&rows)) }
}

fn options() -> Vec<Row> {
    let row = |row: &OptionRow| {
        vec![
            ("name", row.name.to_owned()),
            ("default", row.default.to_owned()),
            ("takes", row.kind.describe()),
            ("rule", row.rule.to_owned()),
            ("about", row.about.to_owned()),
        ]
    };
    ROWS.iter().map(row).collect()
}

fn routes() -> Vec<Row> {
    let row = |route: &Route| {
        vec![
            ("method", route.method.to_string()),
            ("path", route.path.to_owned()),
            ("about", route.about.to_owned()),
        ]
    };
    ROUTES.iter().map(row).collect()
}

fn matrix(row: &Value) -> Row {
    let cell = |name| (name, row[name].as_str().unwrap_or_default().to_owned());
    ["kind", "what", "file", "one_shot", "by_hand", "over_rest", "message"].map(cell).to_vec()
}

fn as_json(rows: &[Row]) -> Value {
    rows.iter()
        .map(|row| row.iter().map(|(name, value)| ((*name).to_owned(), json!(value))).collect::<Value>())
        .collect()
}

/// Columns as wide as their widest cell; the last one is as long as it is.
fn as_text(rows: &[Row]) -> String {
    let columns = rows.first().map_or(0, Vec::len);
    let width = |column: usize| rows.iter().map(|row| row[column].1.chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let line = |row: &Row| {
        let cells = row.iter().zip(&widths).map(|((_, value), width)| format!("{value:<width$}"));
        cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    };
    rows.iter().map(line).collect::<Vec<_>>().join("\n")
}

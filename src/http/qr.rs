//! QR codes for the page to draw.

use std::fmt::Write;

use qrcode::{Color, QrCode};
use serde_json::{Value, json};

/// The light margin that a reader needs, in modules.
const QUIET: usize = 4;

/// The side of the square in modules, margin included, and the outline of what is dark as the path of an SVG.
pub(super) fn modules(value: &str) -> Option<Value> {
    let code = QrCode::new(value).ok()?;
    let mut path = String::new();
    for (y, row) in code.to_colors().chunks(code.width()).enumerate() {
        for (x, wide) in runs(row) {
            let _text_takes_all = write!(path, "M{} {}h{wide}v1h-{wide}z", x + QUIET, y + QUIET);
        }
    }
    Some(json!({ "size": code.width() + 2 * QUIET, "path": path }))
}

/// Where each run of dark modules begins, and how long it is.
fn runs(row: &[Color]) -> impl Iterator<Item = (usize, usize)> {
    let dark = row.chunk_by(|a, b| a == b).scan(0, |x, run| {
        let begin = *x;
        *x += run.len();
        Some((begin, run))
    });
    dark.filter(|(_, run)| run[0] == Color::Dark).map(|(begin, run)| (begin, run.len()))
}

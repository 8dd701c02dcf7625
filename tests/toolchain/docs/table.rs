//! The tables of the docs that the program writes: `WRITE_DOCS=1 cargo nextest run --test toolchain table` writes them
//! anew.

use super::document::{documents, root};

/// What stands under a heading of the docs, with the path of its file.
#[track_caller]
pub fn under(heading: &str) -> (&'static str, &'static str) {
    let found = documents().iter().filter_map(|one| Some((&*one.path, one.under(heading)?)));
    let found: Vec<_> = found.collect();
    assert_eq!(found.len(), 1, "`{heading}` stands in one file: {found:?}");
    found[0]
}

/// `| a | b |`
pub fn row(cells: &[&str]) -> String {
    format!("| {} |", cells.join(" | "))
}

/// The table with this head under a heading is this one, whole; or it is written so.
#[track_caller]
pub fn must_be(heading: &str, head: &[&str], rows: &[String]) {
    let (path, section) = under(heading);
    let rule = format!("|{}", "---|".repeat(head.len()));
    let table: String = [row(head), rule].iter().chain(rows).map(|line| format!("{line}\n")).collect();
    let start =
        section.find(&row(head)).unwrap_or_else(|| panic!("{path} has no {} under {heading}", row(head)));
    let written = &section[start..];
    let written = &written[..written.find("\n\n").map_or(written.len(), |end| end + 1)];
    if std::env::var_os("WRITE_DOCS").is_some() {
        write(path, written, &table);
    } else {
        assert_eq!(written, table, "the table under `{heading}` of {path}; WRITE_DOCS=1 writes it");
    }
}

/// Several tables of one file may be written by several tests at once.
fn write(path: &str, written: &str, table: &str) {
    let file = root().join(path);
    let lock = std::fs::File::open(&file).expect("a document");
    lock.lock().expect("the document for ourselves");
    let now = std::fs::read_to_string(&file).expect("a document");
    std::fs::write(&file, now.replace(written, table)).expect("a document");
}

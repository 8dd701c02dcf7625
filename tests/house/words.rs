//! Belvo's words stand in their tables: no source compares or sends a code by its text.

#![allow(clippy::disallowed_methods, reason = "a test of the sources reads the sources")]

use std::path::{Path, PathBuf};

use belvo_emulator::domain::vocabulary::catalogue::CODES;

/// Where the texts may stand: the tables, and the choices of options.
const TABLES: [&str; 2] = ["src/domain/vocabulary/", "src/domain/base/options.rs"];

/// A code of the control API has the same text.
const OTHERS_TOO: [&str; 1] = ["not_found"];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        match path.is_dir() {
            true => sources(&path, found),
            false => found.push(path),
        }
    }
}

/// The codes that a text names; words of one part mean other things too.
fn literals(text: &str) -> Vec<&'static str> {
    let names =
        CODES.iter().map(|row| row.name).filter(|name| name.contains('_') && !OTHERS_TOO.contains(name));
    names.filter(|name| text.contains(&format!("\"{name}\""))).collect()
}

#[test]
fn codes_are_written_in_their_table_alone() {
    assert_eq!(literals(r#"if code == "login_error" {}"#), ["login_error"]);
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    sources(&root.join("src"), &mut files);
    assert!(files.len() > 100, "{}", files.len());
    for path in files {
        let name = path.strip_prefix(root).expect("inside").display().to_string();
        let text = std::fs::read_to_string(&path).expect("a source");
        // The tests of a source file stand at its end.
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        if !TABLES.iter().any(|table| name.starts_with(table)) {
            assert_eq!(literals(code), Vec::<&str>::new(), "{name}: write `Code::…` instead");
        }
    }
}

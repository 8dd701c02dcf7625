//! What is known of a control verb stands in its row: no other source asks which verb it is by its name.

#![allow(clippy::disallowed_methods, reason = "a test of the sources reads the sources")]

use std::path::Path;

use belvo_emulator::VERBS;

use super::words::sources;

/// Where the names may stand: the table, and what people write for them.
const TABLES: [&str; 2] = ["src/http/control/table.rs", "src/domain/base/synonyms.rs"];

/// Who knows the rows of the verbs; others have rows with names too.
const KNOW_ROWS: [&str; 4] = ["src/http/control/", "src/http/routes.rs", "src/cli/", "src/emulator/"];

/// Words of one part mean other things too.
fn names(code: &str) -> Vec<&'static str> {
    let names = VERBS.iter().copied().filter(|name| name.contains('_'));
    names.filter(|name| code.contains(&format!("\"{name}\""))).collect()
}

/// Where a code asks for a row by a name that it knows.
fn asks(code: &str) -> Vec<&str> {
    let is_known = |after: &str| after.starts_with(|c: char| c == '"' || c.is_uppercase());
    let compares = |line: &str| {
        [".name == ", ".name != "].iter().any(|word| line.split(word).skip(1).any(is_known))
            || line.contains("contains(&row.name)")
            || line.contains("row.name {")
    };
    code.lines().filter(|line| compares(line)).collect()
}

#[test]
fn a_name_that_decides_is_found() {
    assert_eq!(names(r#"const OF_ONE: [&str; 2] = ["snapshot", "set_snapshot"];"#), ["set_snapshot"]);
    for line in
        ["row.name == STREAM", "if row.name != \"journal\"", "OF_ONE.contains(&row.name)", "match row.name {"]
    {
        assert_eq!(asks(line), [line]);
    }
    assert_eq!(asks("rows.find(|row| row.name == name)"), Vec::<&str>::new());
}

#[test]
fn no_source_but_the_table_asks_for_a_verb_by_its_name() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    sources(&root.join("src"), &mut files);
    assert!(files.iter().any(|path| path.ends_with(TABLES[0])), "where is the table?");
    for path in files {
        let file = path.strip_prefix(root).expect("inside").display().to_string();
        let text = std::fs::read_to_string(&path).expect("a source");
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        if TABLES.contains(&file.as_str()) {
            continue;
        }
        assert_eq!(names(code), Vec::<&str>::new(), "{file}: a column of the verb's row can say it");
        if KNOW_ROWS.iter().any(|known| file.starts_with(known)) {
            assert_eq!(asks(code), Vec::<&str>::new(), "{file}: a column of the verb's row can say it");
        }
    }
}

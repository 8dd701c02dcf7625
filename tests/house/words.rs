//! Belvo's words stand in their tables: no source compares or sends a code, a status or the choice of an option by its
//! text.

#![allow(clippy::disallowed_methods, reason = "a test of the sources reads the sources")]

use std::path::{Path, PathBuf};

use belvo_emulator::domain::base::options::{Kind, ROWS};
use belvo_emulator::domain::vocabulary::LinkStatus;
use belvo_emulator::domain::vocabulary::catalogue::CODES;

/// Where the texts may stand: the tables, the choices of options, and what people write for them.
const TABLES: [&str; 3] =
    ["src/domain/vocabulary/", "src/domain/base/options/", "src/domain/base/synonyms.rs"];

/// A code of the control API has the same text.
const OTHERS_TOO: [&str; 1] = ["not_found"];

pub(super) fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        match path.is_dir() {
            true => sources(&path, found),
            false => found.push(path),
        }
    }
}

/// Codes, statuses of links and choices of options; words of one part mean other things too.
fn words() -> impl Iterator<Item = &'static str> {
    let choices = ROWS.iter().flat_map(|row| match row.kind {
        Kind::Choice(words) => words,
        _ => &[],
    });
    let words =
        CODES.iter().map(|row| row.name).chain(choices.copied()).chain(LinkStatus::WORDS.iter().copied());
    words.filter(|word| word.contains('_') && !OTHERS_TOO.contains(word))
}

/// The words that a text names.
fn literals(text: &str) -> Vec<&'static str> {
    let mut found: Vec<_> = words().filter(|word| text.contains(&format!("\"{word}\""))).collect();
    found.sort_unstable();
    found.dedup();
    found
}

#[test]
fn codes_statuses_and_choices_are_written_in_their_table_alone() {
    assert_eq!(literals(r#"if code == "login_error" {}"#), ["login_error"]);
    assert_eq!(
        literals(r#"match step { "initial_only" => "token_required" }"#),
        ["initial_only", "token_required"]
    );
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
            assert_eq!(literals(code), Vec::<&str>::new(), "{name}: write the value of its type instead");
        }
    }
}

/// Words that say nothing to those who know Belvo's documents and Rust.
const NOT_OURS: [&str; 17] = [
    "keeping", "leaving", "linking", "issuing", "shows", "sealed", "holder", "shelf", "drawn", "told",
    "bent", "spoken", "wish", "came", "opening", "given", "seal",
];

/// Given names and opening balances are called so.
const TRADE: &str = "src/domain/person/";

/// The names that a text gives to modules, types, functions and values.
fn names(text: &str) -> impl Iterator<Item = &str> {
    const KINDS: [&str; 8] = ["mod", "struct", "enum", "trait", "type", "fn", "const", "static"];
    let mut words = text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty());
    std::iter::from_fn(move || {
        words.by_ref().find(|word| KINDS.contains(word))?;
        words.next()
    })
}

fn is_ours(name: &str) -> bool {
    let mut spaced = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() {
            spaced.push('_');
        }
        spaced.extend(letter.to_lowercase());
    }
    !spaced.split('_').any(|part| NOT_OURS.contains(&part))
}

#[test]
fn names_are_those_of_the_field_and_the_trade() {
    assert!(!is_ours("WishList") && !is_ours("take_bent") && is_ours("camera_wishes"));
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    sources(&root.join("src"), &mut files);
    for path in files {
        let file = path.strip_prefix(root).expect("inside").display().to_string();
        let text = std::fs::read_to_string(&path).expect("a source");
        let code: String = text
            .split("#[cfg(test)]")
            .next()
            .unwrap_or_default()
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"))
            .collect::<Vec<_>>()
            .join("\n");
        let foreign: Vec<&str> = names(&code).filter(|name| !is_ours(name)).collect();
        assert!(foreign.is_empty() || file.starts_with(TRADE), "{file}: {foreign:?}");
        assert!(path.file_stem().and_then(|stem| stem.to_str()).is_some_and(is_ours), "{file}");
    }
}

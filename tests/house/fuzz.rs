//! The targets of cargo-fuzz, which `./test` does not build: each door has one, with seeds, and the docs tell how it is run.

#![allow(clippy::disallowed_methods, reason = "a test of the sources reads the sources")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn home() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz")
}

fn text(path: &str) -> String {
    fs::read_to_string(home().join(path)).unwrap_or_else(|why| panic!("tests/fuzz/{path}: {why}"))
}

/// The names in a folder, without their endings.
fn names(folder: &str) -> BTreeSet<String> {
    let entries =
        fs::read_dir(home().join(folder)).unwrap_or_else(|why| panic!("tests/fuzz/{folder}: {why}"));
    let stem = |path: PathBuf| path.file_stem().map(|stem| stem.to_string_lossy().into_owned());
    entries.filter_map(|entry| stem(entry.expect("an entry").path())).collect()
}

#[test]
fn each_door_has_a_target_with_seeds() {
    let head = text("doors/mod.rs");
    let doors: BTreeSet<String> = head
        .lines()
        .filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';'))
        .map(str::to_owned)
        .collect();
    assert!(doors.len() >= 8, "{doors:?}");
    assert_eq!(names("targets"), doors);
    assert_eq!(names("seeds"), doors);
    let manifest = text("Cargo.toml");
    for door in doors {
        assert!(
            manifest.contains(&format!("path = \"targets/{door}.rs\"")),
            "{door} is no program of Cargo.toml"
        );
        assert!(text(&format!("targets/{door}.rs")).contains(&format!("{door}::any(bytes)")), "{door}");
        assert!(names(&format!("seeds/{door}")).len() > 2, "{door} has hardly any seeds");
    }
}

/// A workspace of its own, with its own lock: neither the package nor `./test` builds it.
#[test]
fn it_stands_apart_and_the_docs_tell_how_it_is_run() {
    assert!(text("Cargo.toml").contains("\n[workspace]\n") && !text("Cargo.lock").is_empty());
    let docs = text("../../docs/provenance.md");
    assert!(docs.contains("tests/fuzz/run ") && docs.contains("cargo install cargo-fuzz"));
}

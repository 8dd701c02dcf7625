//! What is claimed is shown: the table of rules against what sources and tests cite.

#![allow(clippy::disallowed_methods, reason = "a test of the sources reads the sources")]

mod citations;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use belvo_emulator::domain::vocabulary::rules;
use citations::cited;

/// Where each rule is cited.
#[derive(Default)]
struct Cited(BTreeMap<String, BTreeSet<String>>);

impl Cited {
    fn note(&mut self, path: &str, text: &str) {
        for id in cited(text) {
            self.0.entry(id).or_default().insert(path.to_owned());
        }
    }
}

/// The files that people write below a folder, with their paths.
fn files(folder: &Path) -> Vec<(String, String)> {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|why| panic!("{}: {why}", folder.display()));
    let paths = entries.map(|entry| entry.expect("an entry of a folder").path());
    paths
        .flat_map(|path| if path.is_dir() { files(&path) } else { file(&path).into_iter().collect() })
        .collect()
}

fn file(path: &Path) -> Option<(String, String)> {
    let written = path.extension().is_some_and(|ending| ["rs", "js"].iter().any(|known| ending == *known));
    let text = written.then(|| std::fs::read_to_string(path).unwrap_or_else(|why| panic!("{why}")))?;
    Some((path.strip_prefix(env!("CARGO_MANIFEST_DIR")).unwrap_or(path).display().to_string(), text))
}

/// What sources cite, and what tests do; the tests of a source file stand at its end.
fn read() -> (Cited, Cited) {
    let (mut sources, mut tests) = (Cited::default(), Cited::default());
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for (path, text) in ["src", "assets"].iter().flat_map(|folder| files(&root.join(folder))) {
        let (code, shown) = text.split_once("#[cfg(test)]").unwrap_or((&text, ""));
        if !path.starts_with("src/domain/vocabulary/rules/") {
            sources.note(&path, code);
        }
        tests.note(&path, shown);
    }
    // `./test` runs the example.
    let folders = ["tests", "examples/javascript/tests"].into_iter();
    for (path, text) in folders.flat_map(|folder| files(&root.join(folder))) {
        // The table's own test is no proof of anything.
        if !path.starts_with("tests/house/rules") {
            tests.note(&path, &text);
        }
    }
    (sources, tests)
}

#[test]
fn what_is_cited_is_in_the_table_and_what_is_in_the_table_is_tested() {
    let (sources, tests) = read();
    let table: BTreeSet<&str> = rules::all().map(|rule| rule.id).collect();
    let both = sources.0.iter().chain(&tests.0);
    // Of one that is not emulated the sources may say so.
    let absent = |id: &str| rules::absent().any(|rule| rule.id == id);
    let unknown = both.filter(|(id, _)| !table.contains(id.as_str()) && !absent(id));
    let unknown = unknown.map(|(id, paths)| {
        format!("{id}: cited in {}", paths.iter().cloned().collect::<Vec<_>>().join(", "))
    });
    let untested: Vec<&str> = table.iter().copied().filter(|id| !tests.0.contains_key(*id)).collect();
    let unknown: Vec<String> = unknown.collect();
    assert!(
        unknown.is_empty() && untested.is_empty(),
        "\ncited, but not in src/domain/vocabulary/rules ({}):\n  {}\nin the table, but cited by no test ({}):\n  {}\n",
        unknown.len(),
        unknown.join("\n  "),
        untested.len(),
        untested.join(" "),
    );
}

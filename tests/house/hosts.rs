//! One file is Unix's, and its brother says the same to Windows.

#![allow(clippy::disallowed_methods, reason = "a test of the sources reads the sources")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

const UNIX: &str = "src/host/unix.rs";
const WINDOWS: &str = "src/host/windows.rs";

/// Names that one host alone has.
const OF_ONE_HOST: [&str; 6] =
    ["std::os::", "os::unix", "os::windows", "rustix", "tokio::signal::unix", "tokio::signal::windows"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path());
    entries.flat_map(|path| if path.is_dir() { sources(&path) } else { vec![path] }).collect()
}

fn text(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|why| panic!("{path}: {why}"))
}

fn names_a_host(text: &str) -> bool {
    OF_ONE_HOST.iter().any(|name| text.contains(name))
}

#[test]
fn what_one_host_alone_has_is_named_in_its_file_alone() {
    assert!(names_a_host(&text(UNIX)) && names_a_host(&text(WINDOWS)));
    for file in sources(&root().join("src")) {
        let path =
            file.strip_prefix(root()).expect("below the root").display().to_string().replace('\\', "/");
        let text = text(&path);
        let own = [UNIX, WINDOWS].contains(&path.as_str());
        assert!(own || !names_a_host(&text), "{path} names what one host alone has: it belongs into {UNIX}");
        let chooses = ["cfg(unix)", "cfg(windows)", "target_os"].iter().any(|word| text.contains(word));
        assert!(!chooses || path == "src/host/mod.rs", "{path} chooses between hosts");
    }
}

/// The items for others, each with what it takes and answers; bodies and kinds of types left out.
fn offered(text: &str) -> BTreeSet<String> {
    let lines = text.lines().map(str::trim_start).filter_map(|line| line.strip_prefix("pub(crate) "));
    let bare = |line: &str| line.split(['{', '=', ';', '(']).next().unwrap_or_default().trim().to_owned();
    let whole = |line: &str| line.trim_end_matches(['{', '}', ' ']).replace(": _", ": ").replace("(_", "(");
    lines
        .map(|line| match line.contains("fn ") {
            true => whole(line).replace(", _", ", "),
            false => bare(line),
        })
        .collect()
}

#[test]
fn the_brothers_offer_the_same() {
    let [unix, windows] = [UNIX, WINDOWS].map(|path| offered(&text(path)));
    assert!(unix.len() > 10, "{unix:?}");
    assert_eq!(unix, windows);
}

//! The files inside the binary, or those of a directory instead; read once, at the start.

#![expect(clippy::disallowed_methods, reason = "this room reads files, once, at the start")]

use std::borrow::Cow;
use std::io;
use std::path::{Path, PathBuf};

use include_dir::{Dir, include_dir};

static ASSETS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/assets");
static SCENARIOS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/scenarios");

/// One file.
pub(crate) struct File {
    /// Its path below the directory, with slashes.
    pub(crate) path: String,
    /// Its bytes.
    pub(crate) bytes: Cow<'static, [u8]>,
}

/// The files that make up what is served: the embedded ones, or all of a directory.
pub(crate) fn assets(directory: Option<&Path>) -> io::Result<Vec<File>> {
    match directory {
        Some(directory) => on_disk(directory),
        None => Ok(embedded(&ASSETS)),
    }
}

/// The scenario files of the binary.
pub(crate) fn shipped_scenarios() -> Vec<File> {
    scenarios(embedded(&SCENARIOS))
}

/// The scenario files of a directory and those below it.
pub(crate) fn scenarios_in(directory: &Path) -> io::Result<Vec<File>> {
    on_disk(directory).map(scenarios)
}

/// One file of the disk.
pub(crate) fn one(path: &Path) -> io::Result<File> {
    Ok(File { path: path.display().to_string(), bytes: read(path)?.into() })
}

/// `scenario.v1.json` is the schema, for editors.
fn scenarios(files: Vec<File>) -> Vec<File> {
    let is_scenario = |path: &str| {
        let ending = path.rsplit('.').next().unwrap_or_default();
        ["yaml", "yml", "json"].contains(&ending) && !path.ends_with("scenario.v1.json")
    };
    let mut files: Vec<File> = files.into_iter().filter(|file| is_scenario(&file.path)).collect();
    files.sort_by(|a, b| (stem(&a.path), &a.path).cmp(&(stem(&b.path), &b.path)));
    files
}

/// The name of a scenario is its file's without the ending.
pub(crate) fn stem(path: &str) -> &str {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// The type of a file that is served.
pub(crate) fn content_type(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "html" => "text/html; charset=utf-8",
        // Declarations: the registered type of this ending is a film's.
        "ts" => "text/plain; charset=utf-8",
        "json" => "application/json",
        "svg" => "image/svg+xml",
        _ => "application/octet-stream",
    }
}

fn embedded(directory: &'static Dir<'static>) -> Vec<File> {
    let mut files = Vec::new();
    let mut open = vec![directory];
    while let Some(directory) = open.pop() {
        open.extend(directory.dirs());
        files.extend(
            directory.files().map(|file| File { path: slashes(file.path()), bytes: file.contents().into() }),
        );
    }
    files
}

fn read(path: &Path) -> io::Result<Vec<u8>> {
    std::fs::read(path)
}

fn entries(directory: &Path) -> io::Result<Vec<PathBuf>> {
    std::fs::read_dir(directory)?.map(|entry| Ok(entry?.path())).collect()
}

fn on_disk(directory: &Path) -> io::Result<Vec<File>> {
    let mut files = Vec::new();
    let mut open = vec![directory.to_owned()];
    while let Some(next) = open.pop() {
        for path in entries(&next)? {
            if path.is_dir() {
                open.push(path);
            } else {
                let below = path.strip_prefix(directory).unwrap_or(&path);
                files.push(File { path: slashes(below), bytes: read(&path)?.into() });
            }
        }
    }
    Ok(files)
}

fn slashes(path: &Path) -> String {
    path.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

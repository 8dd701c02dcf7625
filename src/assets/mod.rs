//! The files inside the binary, or those of a directory instead. All that is read from disk is read here, at the start
//! or when scenario files have changed.

#![expect(clippy::disallowed_methods, reason = "this room reads files")]

mod disk;

use std::borrow::Cow;
use std::path::Path;

use include_dir::{Dir, include_dir};

pub(crate) use disk::{Limits, Unread};

static ASSETS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/assets");
/// What `build.rs` makes of the README and `docs/`.
static PAGES: Dir<'_> = include_dir!("$OUT_DIR/pages");
static SCENARIOS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/scenarios");

/// The directories of the assets that are served.
const SERVED: [&str; 5] = ["widget/", "playground/", "inspect/", "pages/", "docs/"];

/// Of the assets; those of the binary are 0.3 MB.
const OF_ASSETS: Limits = Limits { file: 4 * MIB, files: 1_000, together: 32 * MIB };
const MIB: usize = 1024 * 1024;

/// One file.
pub(crate) struct File {
    /// Its path below the directory, with slashes.
    pub(crate) path: Cow<'static, str>,
    /// Its bytes.
    pub(crate) bytes: Cow<'static, [u8]>,
}

impl From<(String, Vec<u8>)> for File {
    fn from((path, bytes): (String, Vec<u8>)) -> Self {
        Self { path: path.into(), bytes: bytes.into() }
    }
}

/// The sandbox's institutions, as JSON.
pub(crate) fn institutions(directory: Option<&Path>) -> Result<Cow<'static, [u8]>, Unread> {
    const NAME: &str = "institutions.json";
    match directory {
        Some(directory) => disk::read(&directory.join(NAME), OF_ASSETS.file).map(Cow::Owned),
        None => Ok(ASSETS.get_file(NAME).map(include_dir::File::contents).unwrap_or_default().into()),
    }
}

/// The texts of the widget in a language, as a module.
pub(crate) fn widget_texts(locale: &str) -> Option<&'static str> {
    ASSETS.get_file(format!("widget/texts/{locale}.js")).and_then(include_dir::File::contents_utf8)
}

/// The files that are served; the docs are those of this version, whatever the directory.
pub(crate) fn served(directory: Option<&Path>) -> Result<Vec<File>, Unread> {
    let open = |path: &str| SERVED.iter().any(|directory| path.starts_with(directory));
    let mut files: Vec<File> = match directory {
        Some(directory) => disk::below(directory, open, &OF_ASSETS)?.into_iter().map(File::from).collect(),
        None => embedded(&ASSETS).filter(|file| open(&file.path)).collect(),
    };
    files.extend(embedded(&PAGES));
    Ok(files)
}

/// The scenario files of the binary.
pub(crate) fn shipped_scenarios() -> Vec<File> {
    sorted(embedded(&SCENARIOS).filter(|file| is_scenario(&file.path)).collect())
}

/// The scenario files of a directory and those below it.
pub(crate) fn scenarios_in(directory: &Path, limits: &Limits) -> Result<Vec<File>, Unread> {
    disk::below(directory, is_scenario, limits)
        .map(|files| sorted(files.into_iter().map(File::from).collect()))
}

/// One file of the disk.
pub(crate) fn one(path: &Path, largest: usize) -> Result<File, Unread> {
    Ok(File { path: path.display().to_string().into(), bytes: disk::read(path, largest)?.into() })
}

/// `scenario.v1.json` is the schema, for editors.
fn is_scenario(path: &str) -> bool {
    let ending = path.rsplit('.').next().unwrap_or_default();
    ["yaml", "yml", "json"].contains(&ending) && !path.ends_with("scenario.v1.json")
}

fn sorted(mut files: Vec<File>) -> Vec<File> {
    files.sort_by_cached_key(|file| (stem(&file.path).to_owned(), file.path.clone()));
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

fn embedded(directory: &'static Dir<'static>) -> impl Iterator<Item = File> {
    let mut files = Vec::new();
    let mut open = vec![directory];
    while let Some(directory) = open.pop() {
        open.extend(directory.dirs());
        files.extend(directory.files());
    }
    files.into_iter().map(|file| File { path: file.path().to_string_lossy(), bytes: file.contents().into() })
}

//! The one door to files on disk: names first, regular files only, sizes before bytes. Nothing here waits for a writer.

use std::collections::HashSet;
use std::fs::{self, File, Metadata};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::host;

/// What is read of a directory and those below it, at most.
pub(crate) struct Limits {
    /// The bytes of one file.
    pub(crate) file: usize,
    /// The files.
    pub(crate) files: usize,
    /// The bytes of all files.
    pub(crate) together: usize,
}

/// How many names of a directory and those below it are looked at.
const MOST_NAMES: usize = 20_000;

/// A file or directory that is not read.
#[derive(Debug)]
pub(crate) struct Unread {
    pub(crate) path: PathBuf,
    pub(crate) why: io::Error,
}

/// Binds what the host said to the path that it said it of.
fn at<T>(path: &Path, result: io::Result<T>) -> Result<T, Unread> {
    result.map_err(|why| Unread { path: path.to_owned(), why })
}

fn too_much(path: &Path, why: String) -> Unread {
    Unread { path: path.to_owned(), why: io::Error::other(why) }
}

/// A regular file of at most so many bytes, or a link to one.
pub(super) fn read(path: &Path, largest: usize) -> Result<Vec<u8>, Unread> {
    at(path, bounded(path, largest))
}

fn bounded(path: &Path, largest: usize) -> io::Result<Vec<u8>> {
    let about = fs::metadata(path)?;
    if !about.is_file() {
        return Err(io::Error::other(format!("it is {}, not a regular file", kind(&about))));
    }
    let largest = largest as u64;
    if about.len() > largest {
        return Err(io::Error::other(format!(
            "it has {} bytes, more than the {largest} that are read",
            about.len()
        )));
    }
    let mut bytes = Vec::new();
    // The size says nothing of a file that grows, nor of those of /proc.
    File::open(path)?.take(largest + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > largest {
        return Err(io::Error::other(format!("it has more than the {largest} bytes that are read")));
    }
    Ok(bytes)
}

fn kind(about: &Metadata) -> &'static str {
    if about.is_dir() { "a directory" } else { host::kind(about.file_type()) }
}

/// The files of a directory and those below it whose path in it is wanted, in the order of their paths.
pub(super) fn below(
    directory: &Path,
    wanted: impl Fn(&str) -> bool,
    limits: &Limits,
) -> Result<Vec<(String, Vec<u8>)>, Unread> {
    let mut files = Vec::new();
    let mut together = 0;
    for path in paths(directory, wanted, limits.files)? {
        let bytes = read(&path, limits.file)?;
        together += bytes.len();
        if together > limits.together {
            let why = format!("its files have more than the {} bytes that are read of all", limits.together);
            return Err(too_much(directory, why));
        }
        files.push((inside(directory, &path), bytes));
    }
    Ok(files)
}

/// Directories are followed through links, each once, so that a link that leads back ends there. Names with a dot in
/// front are passed over: they belong to editors, version control and volumes.
fn paths(directory: &Path, wanted: impl Fn(&str) -> bool, most: usize) -> Result<Vec<PathBuf>, Unread> {
    let mut found = Vec::new();
    let mut known = HashSet::new();
    let mut names = 0;
    let mut open = vec![directory.to_owned()];
    while let Some(next) = open.pop() {
        let about = at(&next, fs::metadata(&next))?;
        if !known.insert(at(&next, host::identity(&next, &about))?) {
            continue;
        }
        for entry in at(&next, fs::read_dir(&next))? {
            let entry = at(&next, entry)?;
            let path = entry.path();
            names += 1;
            if names > MOST_NAMES {
                let why = format!("it and the directories below it hold more than {MOST_NAMES} names");
                return Err(too_much(directory, why));
            }
            if entry.file_name().as_encoded_bytes().starts_with(b".") {
                continue;
            }
            if path.is_dir() {
                open.push(path);
            } else if wanted(&inside(directory, &path)) {
                found.push(path);
            }
        }
    }
    if found.len() > most {
        return Err(too_much(
            directory,
            format!("it holds {} such files, more than the {most} that are read", found.len()),
        ));
    }
    found.sort();
    Ok(found)
}

/// The path of a file in a directory, with slashes.
fn inside(directory: &Path, path: &Path) -> String {
    slashes(path.strip_prefix(directory).unwrap_or(path))
}

pub(super) fn slashes(path: &Path) -> String {
    path.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/")
}

//! A directory of one process: its lock, and files that are written whole or not at all.

use std::fs::{self, File, TryLockError};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use crate::assets;
use crate::emulator::error::StartError;
use crate::host;

/// The largest file that is read, in bytes.
const LARGEST: usize = 1024 * 1024 * 1024;
const LOCK: &str = "lock";
/// What a file is called until it is whole.
const UNFINISHED: &str = ".unfinished";

/// A directory that no other process uses.
pub(super) struct Directory {
    path: PathBuf,
    /// Held as long as it is in use; the host gives it back with the process, however that ends.
    _lock: File,
}

impl Directory {
    /// Takes it into use, if nobody but its owner may use these files of it.
    pub(super) fn open(path: &Path, secrets: &[&str]) -> Result<Self, StartError> {
        let failed = |path: &Path| {
            let path = path.to_owned();
            move |why| StartError::Write { path, why }
        };
        host::private_folder(path, true).map_err(failed(path))?;
        let secrets = secrets.iter().map(|name| path.join(name));
        [path.to_owned()].into_iter().chain(secrets).try_for_each(|place| must_be_private(&place))?;
        let place = path.join(LOCK);
        must_be_no_link(&place, "it is a link, and would be written through", |link| format!("rm {link}"))?;
        let mut lock = host::private()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(&place)
            .map_err(failed(&place))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(StartError::StateInUse { path: path.to_owned(), process: process(&mut lock) });
            }
            Err(TryLockError::Error(why)) => return Err(failed(&place)(why)),
        }
        lock.set_len(0).and_then(|()| write!(lock, "{}", std::process::id())).map_err(failed(&place))?;
        Ok(Self { path: path.to_owned(), _lock: lock })
    }

    /// Where something of it is.
    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.path.join(name)
    }

    /// A file, if it is there, and neither it nor its folder a link to what others may change.
    pub(super) fn read(&self, name: &str) -> Result<Option<Vec<u8>>, StartError> {
        for place in Path::new(name).ancestors().filter(|place| !place.as_os_str().is_empty()) {
            let its_own =
                |link: &str| format!("cp -RL {link} {link}.own && rm {link} && mv {link}.own {link}");
            must_be_no_link(&self.path.join(place), "it is a link, and its own file was expected", its_own)?;
        }
        match assets::one(&self.path(name), LARGEST) {
            Ok(file) => Ok(Some(file.bytes.into_owned())),
            Err(unread) if unread.why.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(unread) => Err(unread.into()),
        }
    }

    /// Makes a folder, empty whatever was left there.
    pub(super) fn make_folder(&self, name: &str) -> io::Result<()> {
        let path = self.path(name);
        if path.exists() {
            fs::remove_dir_all(&path)?;
        }
        host::private_folder(&path, false)
    }

    /// Writes a file in the place of the one that may be there.
    pub(super) fn write(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let path = self.path(name);
        let unfinished = self.path(&format!("{name}{UNFINISHED}"));
        // What a process that was killed has left, or a link that somebody has put there.
        match fs::remove_file(&unfinished) {
            Err(why) if why.kind() != io::ErrorKind::NotFound => return Err(why),
            _ => {}
        }
        let mut file = host::private().write(true).create(true).truncate(true).open(&unfinished)?;
        let written = file.write_all(bytes).and_then(|()| file.sync_all());
        let moved = written.and_then(|()| fs::rename(&unfinished, &path));
        if moved.is_err() {
            let _nothing_more_to_do = fs::remove_file(&unfinished);
        }
        moved?;
        host::sync_folder(path.parent().unwrap_or(&self.path))
    }

    /// Removes folders that are not needed any more; one that stays is in nobody's way.
    pub(super) fn remove_folders(&self, goes: impl Fn(&str) -> bool) {
        let entries = fs::read_dir(&self.path).into_iter().flatten().flatten();
        for entry in entries.filter(|entry| entry.file_name().to_str().is_some_and(&goes)) {
            let _in_nobodys_way = fs::remove_dir_all(entry.path());
        }
    }
}

/// What is not there yet is made private.
fn must_be_private(path: &Path) -> Result<(), StartError> {
    let Ok(about) = fs::metadata(path) else { return Ok(()) };
    match host::exposed(path, &about) {
        Some((why, mend)) => Err(StartError::StateExposed { path: path.to_owned(), why, mend }),
        None => Ok(()),
    }
}

/// Whoever opens it follows none either: this says what to do.
fn must_be_no_link(path: &Path, why: &str, mend: impl Fn(&str) -> String) -> Result<(), StartError> {
    let is_link = fs::symlink_metadata(path).is_ok_and(|about| about.is_symlink());
    let exposed = || StartError::StateExposed {
        path: path.to_owned(),
        why: why.to_owned(),
        mend: mend(&host::word(path)),
    };
    if is_link { Err(exposed()) } else { Ok(()) }
}

/// The process that has written itself into a lock.
fn process(lock: &mut File) -> String {
    let mut text = String::new();
    let _unread = lock.take(20).read_to_string(&mut text);
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        text
    } else {
        "unknown".to_owned()
    }
}

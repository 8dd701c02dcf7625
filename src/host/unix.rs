//! Signals, groups of processes, and files that are their owner's alone.

#![expect(clippy::disallowed_methods, reason = "files and signals are what it is about")]

use std::fs::{DirBuilder, File, FileType, Metadata, OpenOptions};
use std::io;
use std::os::unix::fs::{DirBuilderExt, FileTypeExt, MetadataExt, OpenOptionsExt};
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::ExitStatus;

use rustix::fs::OFlags;
use rustix::process::{Pid, Resource, Signal, getrlimit, kill_process, kill_process_group, setrlimit};
use tokio::process::Command;
use tokio::signal::unix::{Signal as Listener, SignalKind, signal};

/// The error for a file that is no program.
pub(crate) const EXEC_FORMAT: i32 = 8;

/// For their owner alone.
const FILE: u32 = 0o600;
const FOLDER: u32 = 0o700;

/// What tells a folder from others, whatever leads there.
pub(crate) type Identity = (u64, u64);

pub(crate) fn identity(_path: &Path, about: &Metadata) -> io::Result<Identity> {
    Ok((about.dev(), about.ino()))
}

/// What something is that is neither a file nor a folder.
pub(crate) fn kind(of: FileType) -> &'static str {
    match () {
        () if of.is_fifo() => "a pipe",
        () if of.is_socket() => "a socket",
        () => "a device",
    }
}

/// How a file is opened that is made for its owner alone; where a link stands in its place, it is not followed.
pub(crate) fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.mode(FILE).custom_flags(OFlags::NOFOLLOW.bits().cast_signed());
    options
}

/// What others may do with a file or folder that they must not, and the command that forbids it.
pub(crate) fn exposed(path: &Path, about: &Metadata) -> Option<(String, String)> {
    let mode = about.mode() & 0o777;
    let (open, right, what) = match about.is_dir() {
        // Whoever may write to the folder of a key may put another in its place.
        true => (0o022, FOLDER, "others than its owner may write to it"),
        false => (0o077, FILE, "others than its owner may use it"),
    };
    let mend = || format!("chmod {right:o} {}", word(path));
    (mode & open != 0).then(|| (format!("{what} (its mode is {mode:o})"), mend()))
}

/// A path as a shell takes it.
pub(crate) fn word(path: &Path) -> String {
    let text = path.display().to_string();
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "/._-".contains(c);
    if text.chars().all(is_plain) { text } else { format!("'{}'", text.replace('\'', r"'\''")) }
}

/// Makes a folder for its owner alone.
pub(crate) fn private_folder(path: &Path, with_those_above: bool) -> io::Result<()> {
    DirBuilder::new().recursive(with_those_above).mode(FOLDER).create(path)
}

/// Takes as many connections as the system lets it: macOS begins with 256 files, of which each connection is one.
pub(crate) fn take_all_files() {
    let mut limit = getrlimit(Resource::Nofile);
    limit.current = limit.maximum;
    // What is refused leaves what there was.
    let _refused = setrlimit(Resource::Nofile, limit);
}

/// Waits until the names in a folder are on the disk.
pub(crate) fn sync_folder(path: &Path) -> io::Result<()> {
    File::open(path)?.sync_all()
}

/// What says that the program is to end.
pub(crate) struct Stop {
    interrupt: Listener,
    terminate: Listener,
}

impl Stop {
    pub(crate) fn listen() -> io::Result<Self> {
        Ok(Self { interrupt: signal(SignalKind::interrupt())?, terminate: signal(SignalKind::terminate())? })
    }

    pub(crate) async fn come(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }
}

/// The signals that end a program, as they come.
pub(crate) struct Signals {
    interrupt: Listener,
    quit: Listener,
    terminate: Listener,
    hang_up: Listener,
}

/// A signal that has come for a command.
pub(crate) struct Wanted {
    signal: Signal,
    /// A terminal sends it to all of its group.
    by_key: bool,
}

impl Signals {
    pub(crate) fn listen() -> io::Result<Self> {
        Ok(Self {
            interrupt: signal(SignalKind::interrupt())?,
            quit: signal(SignalKind::quit())?,
            terminate: signal(SignalKind::terminate())?,
            hang_up: signal(SignalKind::hangup())?,
        })
    }

    pub(crate) async fn next(&mut self) -> Wanted {
        let (signal, by_key) = tokio::select! {
            _ = self.interrupt.recv() => (Signal::INT, true),
            _ = self.quit.recv() => (Signal::QUIT, true),
            _ = self.terminate.recv() => (Signal::TERM, false),
            _ = self.hang_up.recv() => (Signal::HUP, false),
        };
        Wanted { signal, by_key }
    }
}

/// The signals for a command reach what it starts too.
pub(crate) fn group_of_its_own(command: &mut Command) {
    command.process_group(0);
}

/// Hands a signal on to a process, or to its group.
pub(crate) fn send(process: Option<u32>, wanted: &Wanted, own_group: bool) {
    let Some(pid) = process.and_then(|pid| Pid::from_raw(pid.cast_signed())) else { return };
    // Who has ended meanwhile needs none.
    let _ended = match (own_group, wanted.by_key) {
        (true, _) => kill_process_group(pid, wanted.signal),
        (false, false) => kill_process(pid, wanted.signal),
        (false, true) => Ok(()),
    };
}

/// How a process has ended: its code, or the signal.
pub(crate) fn ended(status: ExitStatus) -> (Option<i32>, Option<i32>) {
    (status.code(), status.signal())
}

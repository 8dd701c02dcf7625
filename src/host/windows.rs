//! The brother of `unix.rs`: the same names. A folder of the user is the user's alone already; the keys of a console
//! reach a command by themselves.

#![expect(clippy::disallowed_methods, reason = "files and signals are what it is about")]

use std::fs::{DirBuilder, FileType, Metadata, OpenOptions, canonicalize};
use std::io;
use std::os::windows::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::process::ExitStatus;

use tokio::process::Command;
use tokio::signal::windows::{CtrlBreak, CtrlC, ctrl_break, ctrl_c};

/// The error for a file that is no program.
pub(crate) const EXEC_FORMAT: i32 = 193;

/// What tells a folder from others, whatever leads there.
pub(crate) type Identity = PathBuf;

pub(crate) fn identity(path: &Path, _about: &Metadata) -> io::Result<Identity> {
    canonicalize(path)
}

/// What something is that is neither a file nor a folder.
pub(crate) fn kind(_of: FileType) -> &'static str {
    "a device"
}

/// Opens what stands in a place itself, be it a link.
const OPEN_REPARSE_POINT: u32 = 0x0020_0000;

/// How a file is opened that is made for its owner alone; where a link stands in its place, it is not followed.
pub(crate) fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.custom_flags(OPEN_REPARSE_POINT);
    options
}

/// Who may use what is in a folder of the user is nothing that a mode says.
pub(crate) fn exposed(_path: &Path, _about: &Metadata) -> Option<(String, String)> {
    None
}

/// A path as a shell takes it.
pub(crate) fn word(path: &Path) -> String {
    format!("\"{}\"", path.display())
}

/// Makes a folder for its owner alone.
pub(crate) fn private_folder(path: &Path, with_those_above: bool) -> io::Result<()> {
    DirBuilder::new().recursive(with_those_above).create(path)
}

/// A folder cannot be opened here; its names are written with its files.
pub(crate) fn sync_folder(_path: &Path) -> io::Result<()> {
    Ok(())
}

/// What says that the program is to end.
pub(crate) struct Stop {
    interrupt: CtrlC,
    terminate: CtrlBreak,
}

impl Stop {
    pub(crate) fn listen() -> io::Result<Self> {
        Ok(Self { interrupt: ctrl_c()?, terminate: ctrl_break()? })
    }

    pub(crate) async fn come(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }
}

/// The keys that end a program, as they come: the command sees them too.
pub(crate) struct Signals(Stop);

/// A key that has come for a command.
pub(crate) struct Wanted;

impl Signals {
    pub(crate) fn listen() -> io::Result<Self> {
        Stop::listen().map(Self)
    }

    pub(crate) async fn next(&mut self) -> Wanted {
        self.0.come().await;
        Wanted
    }
}

/// There is no limit to raise.
pub(crate) fn take_all_files() {}

/// In a group of its own a command would not hear Ctrl+C.
pub(crate) fn group_of_its_own(_command: &mut Command) {}

/// The console has told it.
pub(crate) fn send(_process: Option<u32>, _wanted: &Wanted, _own_group: bool) {}

/// How a process has ended: its code; there are no signals.
pub(crate) fn ended(status: ExitStatus) -> (Option<i32>, Option<i32>) {
    (status.code(), None)
}

//! Why an emulator does not start.

use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;

use crate::scenario_file::Faults;

/// Why an emulator does not start: what, where, and what to do about it.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The address is taken or not ours.
    #[error(
        "cannot listen on {address}: {why}\n  help: another emulator may be running; end it, or choose another port with --port (0 takes a free one)"
    )]
    Bind {
        /// The address.
        address: SocketAddr,
        /// What the host said.
        why: io::Error,
    },
    /// Scenario files are invalid; all faults of all files.
    #[error("{0}")]
    Scenarios(Faults),
    /// A file or directory cannot be read.
    #[error("cannot read {}: {why}", path.display())]
    Read {
        /// The file or directory.
        path: PathBuf,
        /// What the host said.
        why: io::Error,
    },
    /// A file or directory cannot be written.
    #[error("cannot write {}: {why}\n  help: name a directory with --state that this user may write to, on a disk with room", path.display())]
    Write {
        /// The file or directory.
        path: PathBuf,
        /// What the host said.
        why: io::Error,
    },
    /// A state that was saved cannot be read; it is left as it is.
    #[error(
        "the state is not read: {}: {why}\n  help: nothing was changed; start the version of this program that has written it, or move the directory away to begin anew", path.display()
    )]
    State {
        /// The file.
        path: PathBuf,
        /// The place in it, and what was expected.
        why: String,
    },
    /// A bundle cannot be loaded.
    #[error(
        "the bundle is not loaded: {}: {why}\n  help: a bundle is what `belvo-emulator ctl bundle` prints, as it is", path.display()
    )]
    Bundle {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        why: String,
    },
    /// The workspace of a bundle has none of the keys of this start.
    #[error(
        "the bundle is not loaded: {}: its workspace {workspace} is not among --keys, so nobody could use it\n  help: give it keys too (ID:PASSWORD, with a password of your choice), or leave --keys out", path.display()
    )]
    BundleKeys {
        /// The file.
        path: PathBuf,
        /// Its secret id.
        workspace: String,
    },
    /// A workspace of a state has none of the keys of this start.
    #[error(
        "the state is not read: {}: the workspace {workspace:?} is not among --keys\n  help: nothing was changed; to keep it, give it keys too (ID:PASSWORD, with a password of your choice)\n  help: to give it up, start once without --keys, run `belvo-emulator ctl workspaces remove {workspace}`, stop, and start with --keys again", path.display()
    )]
    StateKeys {
        /// The file.
        path: PathBuf,
        /// Its secret id.
        workspace: String,
    },
    /// Another emulator uses the directory of the state.
    #[error(
        "the state directory {} is in use by another emulator, process {process}\n  help: end it, or name another directory with --state", path.display()
    )]
    StateInUse {
        /// The directory.
        path: PathBuf,
        /// The number of its process.
        process: String,
    },
    /// Others may use what the state keeps secret, or a link stands in the place of one of its files.
    #[error(
        "the state is not used: {}: {why}\n  help: nothing was changed; run `{mend}`, then start again", path.display()
    )]
    StateExposed {
        /// The file or directory.
        path: PathBuf,
        /// What others may do.
        why: String,
        /// The command that mends it.
        mend: String,
    },
    /// A setting that cannot be.
    #[error("{0}")]
    Setting(String),
    /// The files inside the binary or of `--assets` do not fit this program.
    #[error("the assets do not fit this program: {0}")]
    Assets(String),
    /// The host gives no thread.
    #[error("cannot start: {0}")]
    Host(io::Error),
}

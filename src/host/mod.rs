//! What Unix and Windows do differently: nobody else names either.

#[cfg(unix)]
mod unix;
#[cfg(windows)]
mod windows;

#[cfg(unix)]
pub(crate) use unix::{
    EXEC_FORMAT, Signals, Stop, ended, exposed, group_of_its_own, identity, kind, private, private_folder,
    send, sync_folder, take_all_files, word,
};
#[cfg(windows)]
pub(crate) use windows::{
    EXEC_FORMAT, Signals, Stop, ended, exposed, group_of_its_own, identity, kind, private, private_folder,
    send, sync_folder, take_all_files, word,
};

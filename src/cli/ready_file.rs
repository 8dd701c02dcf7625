//! The file that says that an emulator serves (`--ready-file`): there as soon as it does, gone when it has ended.

#![expect(clippy::disallowed_methods, reason = "the one file that the command line writes")]

use std::fs;
use std::io;
use std::path::PathBuf;

/// Removed when dropped.
pub(super) struct ReadyFile(pub(super) PathBuf);

impl ReadyFile {
    /// Writes it beside its place and moves it there: whoever finds it finds it whole.
    pub(super) fn write(&self, ready: &str) -> io::Result<()> {
        let mut aside = self.0.clone().into_os_string();
        aside.push(format!(".{}", std::process::id()));
        let written = fs::write(&aside, format!("{ready}\n")).and_then(|()| fs::rename(&aside, &self.0));
        written.map_err(|why| {
            let _not_left = fs::remove_file(&aside);
            io::Error::new(why.kind(), format!("{} cannot be written: {why}", self.0.display()))
        })
    }
}

impl Drop for ReadyFile {
    fn drop(&mut self) {
        let _gone_already = fs::remove_file(&self.0);
    }
}

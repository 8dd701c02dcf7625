//! The file that says that an emulator serves (`--ready-file`): there as soon as it does, gone when it has ended.

#![expect(clippy::disallowed_methods, reason = "the one file that the command line writes")]

use std::cell::OnceCell;
use std::fs;
use std::io;
use std::path::PathBuf;

/// Removed when dropped, if it is still what was written.
pub(super) struct ReadyFile {
    path: PathBuf,
    written: OnceCell<String>,
}

impl ReadyFile {
    pub(super) fn new(path: PathBuf) -> Self {
        Self { path, written: OnceCell::new() }
    }

    /// Writes it beside its place and moves it there: whoever finds it finds it whole.
    pub(super) fn write(&self, ready: &str) -> io::Result<()> {
        let text = format!("{ready}\n");
        let mut aside = self.path.clone().into_os_string();
        aside.push(format!(".{}", std::process::id()));
        let written = fs::write(&aside, &text).and_then(|()| fs::rename(&aside, &self.path));
        written.map_err(|why| {
            let _not_left = fs::remove_file(&aside);
            io::Error::new(why.kind(), format!("{} cannot be written: {why}", self.path.display()))
        })?;
        let _once = self.written.set(text);
        Ok(())
    }
}

impl Drop for ReadyFile {
    fn drop(&mut self) {
        let Some(written) = self.written.get() else { return };
        if fs::read_to_string(&self.path).is_ok_and(|text| text == *written) {
            let _gone_already = fs::remove_file(&self.path);
        }
    }
}

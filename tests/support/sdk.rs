//! The official SDKs, as they are published: where `./test setup` has put them, and programs that use them.

#![allow(clippy::disallowed_methods, reason = "SDKs are programs of their own")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use belvo_emulator::Emulator;

/// As long, and as awkward, as real ones (R-AUTH-02).
pub const KEYS: [(&str, &str); 2] = [
    ("BELVO_SECRET_ID", "6d4a1b0e-2f3c-4d5e-8f60-718293a4b5c6"),
    ("BELVO_SECRET_PASSWORD", "yA*:7/x?#&=+%40 @Zq-_~[]{}"),
];

/// A language, its SDK, and where `./test setup` has put it.
pub struct Sdk {
    pub name: &'static str,
    program: &'static str,
    pinned: &'static str,
    ending: &'static str,
}

pub const JS: Sdk = Sdk { name: "js", program: "node", pinned: "package-lock.json", ending: "mjs" };
pub const PYTHON: Sdk = Sdk { name: "python", program: "python3", pinned: "requirements.txt", ending: "py" };

impl Sdk {
    fn source(&self) -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sdk").join(self.name)
    }

    /// The installed SDK; programs that use it stand beside it.
    #[track_caller]
    fn home(&self) -> PathBuf {
        let home = Path::new(env!("CARGO_TARGET_TMPDIR")).join("sdk").join(self.name);
        let pinned = fs::read(self.source().join(self.pinned)).expect("what is pinned");
        let installed = fs::read(home.join("installed")).is_ok_and(|installed| installed == pinned);
        assert!(installed, "the SDK for {} is not there, or old; bring it with: ./test setup", self.name);
        home
    }

    /// One of the programs, which knows where the emulator is and its keys, and ends after a minute.
    #[track_caller]
    pub fn command(&self, program: &str, emulator: &Emulator) -> (PathBuf, Command) {
        let home = self.home();
        let file = home.join(format!("{program}.{}", self.ending));
        fs::copy(self.source().join(file.file_name().expect("a name")), &file).expect("a copy");
        let mut command = Command::new("timeout");
        command.args(["60", self.program]).arg(&file).current_dir(&home);
        // The SDKs reckon with dates of their machine, the emulator with those of UTC.
        command.env("BELVO_API_URL", emulator.url()).envs(KEYS).env("NO_PROXY", "*").env("TZ", "UTC");
        (file, command)
    }

    /// Runs one of the programs; what it has printed.
    #[track_caller]
    pub fn run(&self, program: &str, emulator: &Emulator) -> String {
        let (file, mut command) = self.command(program, emulator);
        let output = command.output();
        let output = output.unwrap_or_else(|why| panic!("`timeout` does not start: {why}"));
        assert!(output.status.success(), "{}: {}", file.display(), told(&output));
        String::from_utf8_lossy(&output.stdout).into_owned()
    }
}

fn told(output: &Output) -> String {
    let missing =
        "its program comes with: apt-get install -y --no-install-recommends nodejs npm python3 python3-pip";
    let hint = if output.status.code() == Some(127) { missing } else { "" };
    let [out, err] = [&output.stdout, &output.stderr].map(|bytes| String::from_utf8_lossy(bytes));
    format!("{} {hint}\n{out}\n{err}", output.status)
}

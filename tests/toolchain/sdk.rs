//! The official SDKs, as they are published, against the emulator: they are told where it is and their keys, and
//! nothing else.

#![allow(clippy::disallowed_methods, reason = "SDKs are programs of their own")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use belvo_emulator::{Emulator, Request};

/// As long, and as awkward, as real ones (R-AUTH-02).
const KEYS: [(&str, &str); 2] = [
    ("BELVO_SECRET_ID", "6d4a1b0e-2f3c-4d5e-8f60-718293a4b5c6"),
    ("BELVO_SECRET_PASSWORD", "yA*:7/x?#&=+%40 @Zq-_~[]{}"),
];

/// A language, its SDK, and where `./test setup` has put it.
struct Sdk {
    name: &'static str,
    program: &'static str,
    pinned: &'static str,
    ending: &'static str,
}

const JS: Sdk = Sdk { name: "js", program: "node", pinned: "package-lock.json", ending: "mjs" };
const PYTHON: Sdk = Sdk { name: "python", program: "python3", pinned: "requirements.txt", ending: "py" };

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

    /// Runs one of the programs; what it has printed.
    #[track_caller]
    fn run(&self, program: &str, emulator: &Emulator) -> String {
        let home = self.home();
        let file = home.join(format!("{program}.{}", self.ending));
        fs::copy(self.source().join(file.file_name().expect("a name")), &file).expect("a copy");
        let output = Command::new("timeout")
            .args(["60", self.program])
            .arg(&file)
            .current_dir(&home)
            .env("BELVO_API_URL", emulator.url())
            .envs(KEYS)
            .env("NO_PROXY", "*")
            // The SDKs reckon with dates of their machine, the emulator with those of UTC.
            .env("TZ", "UTC")
            .output();
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

/// Every method of every resource of the SDK; a method that the program does not call fails there.
#[track_caller]
fn must_walk(sdk: &Sdk) {
    let emulator = Emulator::builder().start().expect("an emulator");
    sdk.run("walk", &emulator);
}

/// R-SDK-20 to 26, R-SDK-31: its log-in (R-AUTH-05), lists through `next` (R-PAGE-03, 04), retrieves, tokens of a bank
/// (R-MFA-05, 06), deletions, the paths that only SDKs call (R-LEGACY-01), widget tokens (R-TOK-22), and refusals.
#[test]
fn javascript() {
    must_walk(&JS);
}

/// R-SDK-01 to 08, R-SDK-31: the same in the other language, which hands refusals over unless it is told to raise them.
#[test]
fn python() {
    must_walk(&PYTHON);
}

/// R-SDK-30: what the README shows, with no option changed; and again, with the same credentials (R-LINK-11).
#[test]
fn a_first_run_and_a_second() {
    for sdk in [JS, PYTHON] {
        let emulator = Emulator::builder().start().expect("an emulator");
        let printed = sdk.run("first", &emulator);
        let mut numbers = printed.split_whitespace().rev().take(3);
        assert!(numbers.all(|number| number.parse::<usize>().is_ok_and(|number| number > 0)), "{printed}");
        assert_eq!(sdk.run("first", &emulator), printed, "the same person again");
        let (_, password) = KEYS[1];
        let links = emulator.handle(&Request::get("/api/links/").keys(KEYS[0].1, password)).value();
        assert_eq!(links["count"], 2);
    }
}

//! An example as its reader starts it: one command, which installs and builds what it needs.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, ChildStderr, Command, Stdio};
use std::thread::JoinHandle;

use belvo_emulator::Emulator;

use crate::support::{PASSWORD, SECRET_ID};

const README: &str = include_str!("../../../examples/frameworks/README.md");

const HOW_TO_FIX: &str = "node and npm come with: apt-get install -y --no-install-recommends nodejs npm";

/// Where the examples look for the emulator and for their tokens.
const ADDRESSES: [&str; 2] = ["127.0.0.1:2358", "127.0.0.1:3001"];

/// A running example.
pub struct Example {
    running: Child,
    /// What the reader is told to open.
    pub url: String,
    /// For Chromium: the ports of this test's emulator and servers stand in for those that the examples name.
    pub flag: String,
}

impl Example {
    /// Starts one; its tokens come from this emulator.
    #[track_caller]
    pub fn start(name: &str, emulator: &Emulator) -> Self {
        let command = format!("npm run start:{name}");
        assert!(README.contains(&command), "`{command}` stands in examples/frameworks/README.md");
        let installing = alone();
        let mut running = spawn(&command, emulator);
        let words = drain(running.stderr.take().expect("a pipe"));
        let mut lines = BufReader::new(running.stdout.take().expect("a pipe")).lines().map_while(Result::ok);
        let mut told = |mark: &str| lines.find_map(|line| Some(line.strip_prefix(mark)?.to_owned()));
        let (Some(tokens), Some(url)) = (told("tokens http://"), told("open ")) else {
            panic!("`{command}` ends: {}\n{HOW_TO_FIX}", words.join().unwrap_or_default());
        };
        drop(installing);
        std::thread::spawn(move || lines.for_each(drop));
        let tokens = tokens.trim_end_matches("/auth/token");
        let api = emulator.url().replace("http://", "");
        let [belvo, ours] = ADDRESSES;
        let flag = format!("--host-resolver-rules=MAP {belvo} {api},MAP {ours} {tokens}");
        Self { running, url, flag }
    }
}

impl Drop for Example {
    fn drop(&mut self) {
        // `timeout` hands the signal on to all that it runs.
        let _gone = Command::new("kill").arg(self.running.id().to_string()).status();
        let _ended = self.running.wait();
    }
}

/// One test at a time installs and builds; the others find all done.
fn alone() -> File {
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("examples-frameworks.lock");
    let file = File::create(file).expect("a file");
    file.lock().expect("a lock");
    file
}

#[track_caller]
fn spawn(command: &str, emulator: &Emulator) -> Child {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/frameworks");
    // Longer than a cold cache of npm takes, and shorter than what nextest allows: it must not outlive the test.
    let running = Command::new("timeout")
        .args(["420", "bash", "-c", command])
        .current_dir(folder)
        .env("BELVO_API_URL", emulator.url())
        .env("BELVO_SECRET_ID", SECRET_ID)
        .env("BELVO_SECRET_PASSWORD", PASSWORD)
        .envs([("PORT", "0"), ("TOKEN_PORT", "0")])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    running.unwrap_or_else(|why| panic!("`timeout` does not start: {why}"))
}

/// Reads all that is said, which a full pipe would stop.
fn drain(mut stderr: ChildStderr) -> JoinHandle<String> {
    std::thread::spawn(move || {
        let mut words = Vec::new();
        let _cut_short = stderr.read_to_end(&mut words);
        String::from_utf8_lossy(&words).into_owned()
    })
}

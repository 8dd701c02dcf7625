//! The newcomer's desk: a directory, the program on the `PATH` under its own name, and what keeps running.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

use super::document::{Block, document};

/// The port of the docs. Another program of this machine may have it, so the emulators of this test listen on a free
/// one (`BELVO_EMULATOR_PORT=0`), and where the docs say 2358 their blocks get the port that `READY` names.
const PORT: &str = "2358";
/// The port of the README's application gives way in the same manner.
const APP_LISTENS: (&str, &str) = ("listen(3000,", "listen(0,");
/// From a checkout, the program is run by cargo; that is the program which cargo has built for this test.
const BY_CARGO: [&str; 2] = ["cargo run --release --", "cargo run --release"];

pub struct Desk {
    directory: TempDir,
    programs: TempDir,
    running: Vec<Running>,
    emulator: Option<String>,
    app: Option<String>,
    start_app: Option<Block>,
    server: Option<Block>,
}

/// What runs until the section is over.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        // `timeout` hands the signal on to what it runs.
        let _gone = Command::new("kill").arg(self.0.id().to_string()).status();
        let _ended = self.0.wait();
    }
}

/// A program's place, or the command that brings it.
#[track_caller]
fn need(program: &str, package: &str) -> PathBuf {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let found = std::env::split_paths(&path).map(|folder| folder.join(program)).find(|file| file.is_file());
    found.unwrap_or_else(|| {
        panic!("`{program}` is missing; bring it with: apt-get install -y --no-install-recommends {package}")
    })
}

impl Desk {
    pub fn new() -> Self {
        for (program, package) in
            [("bash", "bash"), ("curl", "curl"), ("node", "nodejs"), ("sed", "sed"), ("timeout", "coreutils")]
        {
            need(program, package);
        }
        let programs = tempfile::tempdir().expect("a directory");
        let ours = programs.path().join("belvo-emulator");
        std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_belvo-emulator"), ours).expect("a link");
        let directory = tempfile::tempdir().expect("a directory");
        // Who reads a file of `docs/` has the README's application.
        let readme = document("README.md").blocks();
        Self {
            directory,
            programs,
            running: Vec::new(),
            emulator: None,
            app: None,
            start_app: readme.iter().find(|block| block.text.contains("\nnode ")).cloned(),
            server: readme.iter().find(|block| block.language == "js").cloned(),
        }
    }

    pub fn path(&self) -> &Path {
        self.directory.path()
    }

    /// A new section: what ran has ended; files stay, as they do for a reader who follows along.
    pub fn clear(&mut self) {
        self.running.clear();
        (self.emulator, self.app) = (None, None);
    }

    /// The block as it runs here; an emulator is there if the block needs one.
    pub fn here(&mut self, text: &str) -> String {
        if text.contains(PORT) || text.contains(" ctl ") {
            self.need_emulator();
        }
        let port = self.port().unwrap_or_else(|| PORT.to_owned());
        let text = text.replace(PORT, &port).replace(APP_LISTENS.0, APP_LISTENS.1);
        BY_CARGO.iter().fold(text, |text, cargo| text.replace(cargo, "belvo-emulator"))
    }

    fn port(&self) -> Option<String> {
        self.emulator.as_ref().and_then(|url| url.rsplit(':').next()).map(str::to_owned)
    }

    /// As the docs say: a task without an emulator of its own expects a plain one.
    fn need_emulator(&mut self) {
        if self.emulator.is_none() {
            self.keep_running("belvo-emulator");
        }
    }

    /// The address of the reader's application; the README's server if the section starts none.
    pub fn app(&mut self) -> String {
        if self.app.is_none() {
            // Saved anew, for the emulator has another port in each section.
            let server = self.server.clone().expect("an earlier block that is the application's server");
            self.save(&server);
            let block = self.start_app.clone().expect("an earlier block that starts the application");
            self.start(&block);
        }
        self.app.clone().expect("the application says where it listens")
    }

    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        let others =
            std::env::vars().map(|(name, _)| name).filter(|name| name.starts_with("BELVO_EMULATOR_"));
        others.for_each(|name| {
            command.env_remove(name);
        });
        let path = std::env::var("PATH").unwrap_or_default();
        command
            .env("PATH", format!("{}:{path}", self.programs.path().display()))
            .env("BELVO_EMULATOR_PORT", "0")
            .env("BELVO_EMULATOR_QUIET", "1");
        command.envs(self.emulator.iter().map(|url| ("BELVO_EMULATOR_URL", url)));
        command.current_dir(self.path()).stdin(Stdio::null());
        command
    }

    /// Starts a block that keeps running, and remembers what starts the application.
    pub fn start(&mut self, block: &Block) {
        let text = self.here(&block.text);
        let first = self.keep_running(&text);
        if let Some(url) = first.strip_prefix("open ") {
            (self.app, self.start_app) = (Some(url.to_owned()), Some(block.clone()));
        }
    }

    /// Starts something and waits for its first line, which says that it is up.
    fn keep_running(&mut self, text: &str) -> String {
        let mut command = self.command("timeout");
        let errors = self.programs.path().join("stderr");
        let file = std::fs::File::create(&errors).expect("a file");
        command.args(["300", "bash", "-c", text]).stdout(Stdio::piped()).stderr(file);
        let mut running = Running(command.spawn().expect("bash starts"));
        let mut lines = BufReader::new(running.0.stdout.take().expect("a pipe")).lines();
        let told = || std::fs::read_to_string(&errors).unwrap_or_default();
        let first =
            lines.next().unwrap_or_else(|| panic!("`{text}` ended at once: {}", told())).expect("text");
        // A full pipe would stop it.
        std::thread::spawn(move || lines.for_each(drop));
        self.running.push(running);
        if let Some(ready) = first.strip_prefix("READY ") {
            let ready: Value = serde_json::from_str(ready).expect("JSON after READY");
            self.emulator = ready["api_url"].as_str().map(str::to_owned);
        }
        first
    }

    /// Runs commands to their end.
    pub fn run(&mut self, block: &Block) {
        let text = self.here(&block.text);
        let mut command = self.command("timeout");
        let out =
            command.args(["60", "bash", "-euo", "pipefail", "-c", &text]).output().expect("bash starts");
        assert!(out.status.success(), "{}: {}\n{out:?}", block.place, out.status);
    }

    /// Runs the commands of a transcript in one shell; answers what each has printed.
    pub fn converse(&mut self, commands: &[(String, String)]) -> Vec<String> {
        const MARK: char = '\u{1e}';
        let steps = commands
            .iter()
            .map(|(command, _)| format!("printf '\\x1e'; (exit $status)\n{command}\nstatus=$?\n"));
        let text = format!("exec 2>&1; status=0\n{}", steps.collect::<String>());
        let mut command = self.command("timeout");
        let out = command.args(["60", "bash", "-c", &text]).output().expect("bash starts");
        let out = String::from_utf8(out.stdout).expect("text");
        out.split(MARK).skip(1).map(str::to_owned).collect()
    }

    /// Saves a block as the file that its first line names.
    pub fn save(&mut self, block: &Block) -> PathBuf {
        let file = self.path().join(block.file());
        std::fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
        let text = self.here(&block.text);
        std::fs::write(&file, text).expect("a file");
        if block.language == "js" {
            self.server = Some(block.clone());
        }
        file
    }
}

/// What `belvo-emulator` prints.
pub fn printed(arguments: &[&str]) -> String {
    let out = Command::new(env!("CARGO_BIN_EXE_belvo-emulator")).args(arguments).output().expect("it starts");
    assert!(out.status.success(), "{arguments:?}: {out:?}");
    String::from_utf8(out.stdout).expect("text")
}

/// What `belvo-emulator list WHAT --json` prints: of each row one column.
pub fn listed(what: &str, column: &str) -> Vec<String> {
    let rows: Vec<Value> = serde_json::from_str(&printed(&["list", what, "--json"])).expect("rows");
    let cell = |row: Value| row.get(column).expect("the column").as_str().unwrap_or_default().to_owned();
    rows.into_iter().map(cell).collect()
}

//! The program as a child: started, asked, told to stop; gone when the test is.

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, ChildStderr, ChildStdout, Command, Output, Stdio};

use serde_json::Value;

/// The program with arguments, without what the environment of the tests would tell it.
pub(crate) fn program(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_belvo-emulator"));
    let ours = |name: &str| {
        name.starts_with("BELVO_EMULATOR_") || name.starts_with("CLICOLOR") || name == "NO_COLOR"
    };
    for (name, _) in std::env::vars().filter(|(name, _)| ours(name)) {
        command.env_remove(name);
    }
    command.args(args).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// What a command that ends by itself has said.
pub(crate) struct Said {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl From<Output> for Said {
    fn from(output: Output) -> Self {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
        let code = output.status.code().expect("an exit code");
        Self { code, out: text(output.stdout), err: text(output.stderr) }
    }
}

impl Said {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|why| panic!("{why}: {}", self.out))
    }
}

/// Runs a command to its end.
#[track_caller]
pub(crate) fn run(command: &mut Command) -> Said {
    command.output().expect("the program runs").into()
}

/// Runs a command that has to end with a code.
#[track_caller]
pub(crate) fn must_exit(args: &[&str], code: i32) -> Said {
    let said = run(&mut program(args));
    assert_eq!(said.code, code, "{args:?}\n{}{}", said.out, said.err);
    said
}

/// A running emulator; killed when dropped.
pub(crate) struct Running {
    child: Child,
    out: BufReader<ChildStdout>,
    err: ChildStderr,
    /// What the READY line says.
    pub(crate) ready: Value,
}

impl Running {
    /// Starts a command and waits for its READY line.
    #[track_caller]
    pub(crate) fn start(command: &mut Command) -> Self {
        let mut child = command.spawn().expect("the program runs");
        let mut out = BufReader::new(child.stdout.take().expect("its output"));
        let mut err = child.stderr.take().expect("its errors");
        let mut line = String::new();
        out.read_line(&mut line).expect("a line");
        let Some(ready) = line.strip_prefix("READY ") else {
            let mut why = String::new();
            let _nothing_more = err.read_to_string(&mut why);
            panic!("not ready: {line}{why}");
        };
        let ready = serde_json::from_str(ready).expect("JSON");
        Self { child, out, err, ready }
    }

    /// Starts it on a free port.
    #[track_caller]
    pub(crate) fn on_free_port(args: &[&str]) -> Self {
        Self::start(program(&["serve", "--port", "0"]).args(args))
    }

    pub(crate) fn url(&self) -> &str {
        self.ready["api_url"].as_str().expect("an address")
    }

    pub(crate) fn port(&self) -> u16 {
        self.url().rsplit(':').next().and_then(|port| port.parse().ok()).expect("a port")
    }

    pub(crate) fn pid(&self) -> u32 {
        self.child.id()
    }

    /// A control command against it.
    #[track_caller]
    pub(crate) fn ctl(&self, args: &[&str]) -> Said {
        run(program(&["ctl", "--url", self.url()]).args(args))
    }

    /// A control command that has to succeed.
    #[track_caller]
    pub(crate) fn must_ctl(&self, args: &[&str]) -> Value {
        let said = self.ctl(args);
        assert_eq!(said.code, 0, "{args:?}\n{}{}", said.out, said.err);
        said.json()
    }

    /// Sends a signal and waits for the end: exit code, the rest of the output, and all errors.
    #[track_caller]
    pub(crate) fn told(self, signal: &str) -> Said {
        let sent = Command::new("kill").args(["-s", signal, &self.pid().to_string()]).status();
        assert!(sent.expect("kill runs").success());
        self.ended()
    }

    /// Waits for the end.
    #[track_caller]
    pub(crate) fn ended(mut self) -> Said {
        let status = self.child.wait().expect("an end");
        let (mut out, mut err) = (String::new(), String::new());
        self.out.read_to_string(&mut out).expect("UTF-8");
        self.err.read_to_string(&mut err).expect("UTF-8");
        Said { code: status.code().expect("an exit code, no signal"), out, err }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _gone_already = self.child.kill();
        let _reaped = self.child.wait();
    }
}

/// How many scenario files the program carries.
pub(crate) fn shipped() -> usize {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let files = std::fs::read_dir(folder).expect("scenarios/").map(|file| file.expect("a file").path());
    files.filter(|path| path.extension().is_some_and(|ending| ending == "yaml")).count()
}

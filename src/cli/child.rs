//! The command of `exec` as a process: started, sent the signals that come, waited for. Of Unix alone.

#![expect(clippy::disallowed_methods, reason = "a process and signals are what it is about")]

use std::ffi::OsString;
use std::io::{ErrorKind, IsTerminal};
use std::os::unix::process::ExitStatusExt;

use rustix::process::{Pid, Signal, kill_process, kill_process_group};
use tokio::process::Command;
use tokio::signal::unix::{SignalKind, signal};

/// A command to be run.
pub(super) struct Child<'c> {
    pub(super) command: &'c [OsString],
    pub(super) variables: Vec<(String, String)>,
}

/// How it has ended.
pub(super) enum Ended {
    /// By itself.
    Code(u8),
    /// By a signal.
    Signal(u8),
    /// There is no such program.
    NotFound,
    /// The file is there and is none that can be executed.
    NotExecutable(String),
    /// The host does not say.
    Unknown,
}

/// The error of the host for a file that is no program.
const EXEC_FORMAT: i32 = 8;

impl Child<'_> {
    /// Runs it to its end. What it has started and left behind is nobody's.
    pub(super) async fn run(&self) -> Ended {
        let Some((program, arguments)) = self.command.split_first() else { return Ended::NotFound };
        let mut command = Command::new(program);
        command.args(arguments).envs(self.variables.iter().map(|(name, value)| (name, value)));
        // At a terminal the keys reach the command by themselves, and only a command of the terminal's own group may read it.
        let own_group = !std::io::stdin().is_terminal();
        if own_group {
            command.process_group(0);
        }
        // Before it runs: what comes then is for it.
        let Ok(mut signals) = Signals::new() else { return Ended::Unknown };
        let mut child = match command.spawn() {
            Ok(child) => child,
            Err(why) if why.kind() == ErrorKind::NotFound => return Ended::NotFound,
            Err(why)
                if why.kind() == ErrorKind::PermissionDenied || why.raw_os_error() == Some(EXEC_FORMAT) =>
            {
                return Ended::NotExecutable(why.to_string());
            }
            Err(_) => return Ended::Unknown,
        };
        let pid = child.id().and_then(|pid| Pid::from_raw(pid.cast_signed()));
        loop {
            tokio::select! {
                ended = child.wait() => return ended.map_or(Ended::Unknown, Ended::from),
                (came, by_key) = signals.next() => hand_on(pid, came, by_key, own_group),
            }
        }
    }
}

/// The signals that end a program, as they come.
struct Signals {
    interrupt: tokio::signal::unix::Signal,
    quit: tokio::signal::unix::Signal,
    terminate: tokio::signal::unix::Signal,
    hang_up: tokio::signal::unix::Signal,
}

impl Signals {
    fn new() -> std::io::Result<Self> {
        Ok(Self {
            interrupt: signal(SignalKind::interrupt())?,
            quit: signal(SignalKind::quit())?,
            terminate: signal(SignalKind::terminate())?,
            hang_up: signal(SignalKind::hangup())?,
        })
    }

    /// The next one, and whether a terminal sends it to all of its group.
    async fn next(&mut self) -> (Signal, bool) {
        tokio::select! {
            _ = self.interrupt.recv() => (Signal::INT, true),
            _ = self.quit.recv() => (Signal::QUIT, true),
            _ = self.terminate.recv() => (Signal::TERM, false),
            _ = self.hang_up.recv() => (Signal::HUP, false),
        }
    }
}

fn hand_on(pid: Option<Pid>, signal: Signal, by_key: bool, own_group: bool) {
    let Some(pid) = pid else { return };
    // Who has ended meanwhile needs none.
    let _ended = match (own_group, by_key) {
        (true, _) => kill_process_group(pid, signal),
        (false, false) => kill_process(pid, signal),
        (false, true) => Ok(()),
    };
}

impl From<std::process::ExitStatus> for Ended {
    fn from(status: std::process::ExitStatus) -> Self {
        let byte = |number: i32| u8::try_from(number).unwrap_or(u8::MAX);
        match (status.code(), status.signal()) {
            (Some(code), _) => Self::Code(byte(code)),
            (None, Some(signal)) => Self::Signal(byte(signal)),
            (None, None) => Self::Unknown,
        }
    }
}

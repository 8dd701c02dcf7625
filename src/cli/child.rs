//! The command of `exec` as a process: started, sent the signals that come, waited for.

#![expect(clippy::disallowed_methods, reason = "a process and signals are what it is about")]

use std::ffi::OsString;
use std::io::{ErrorKind, IsTerminal};

use tokio::process::Command;

use crate::host::{self, Signals};

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

impl Child<'_> {
    /// Runs it to its end. What it has started and left behind is nobody's.
    pub(super) async fn run(&self) -> Ended {
        let Some((program, arguments)) = self.command.split_first() else { return Ended::NotFound };
        let mut command = Command::new(program);
        command.args(arguments).envs(self.variables.iter().map(|(name, value)| (name, value)));
        // At a terminal the keys reach the command by themselves, and only a command of the terminal's own group may read it.
        let own_group = !std::io::stdin().is_terminal();
        if own_group {
            host::group_of_its_own(&mut command);
        }
        // Before it runs: what comes then is for it.
        let Ok(mut signals) = Signals::listen() else { return Ended::Unknown };
        let mut child = match command.spawn() {
            Ok(child) => child,
            Err(why) if why.kind() == ErrorKind::NotFound => return Ended::NotFound,
            Err(why)
                if why.kind() == ErrorKind::PermissionDenied
                    || why.raw_os_error() == Some(host::EXEC_FORMAT) =>
            {
                return Ended::NotExecutable(why.to_string());
            }
            Err(_) => return Ended::Unknown,
        };
        let process = child.id();
        loop {
            tokio::select! {
                ended = child.wait() => return ended.map_or(Ended::Unknown, Ended::from),
                wanted = signals.next() => host::send(process, &wanted, own_group),
            }
        }
    }
}

impl From<std::process::ExitStatus> for Ended {
    fn from(status: std::process::ExitStatus) -> Self {
        let byte = |number: i32| u8::try_from(number).unwrap_or(u8::MAX);
        match host::ended(status) {
            (Some(code), _) => Self::Code(byte(code)),
            (None, Some(signal)) => Self::Signal(byte(signal)),
            (None, None) => Self::Unknown,
        }
    }
}

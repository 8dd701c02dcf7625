//! `belvo-emulator exec -- CMD`: an emulator for one command, which finds it by variables.

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Args;

use super::child::{Child, Ended};
use super::output::{REFUSED, USAGE, complain, failed, remark};
use super::ready_file::ReadyFile;
use super::serve::{ready, stopped};
use super::settings::{Serve, pair};
use crate::emulator::{Emulator, text};

/// The command's own codes are those of the table in docs/control.md; these are of `exec` alone.
pub(super) const CODES: &str = "Exit code: that of the command; 128+N if the signal N has ended it; 125 if the emulator cannot start,\n\
    126 if the command cannot be executed, 127 if it is not found.";

/// The emulator cannot start, or the host lets nothing be waited for.
const FAILED: u8 = 125;
/// The command is there and cannot be executed.
const NOT_EXECUTABLE: u8 = 126;
/// There is no such command.
const NOT_FOUND: u8 = 127;
/// What a shell adds to the number of the signal that has ended a command.
const SIGNALLED: u8 = 128;

/// The workspace of a command that names none: any keys open one of their own.
const KEYS: (&str, &str) = ("exec", "exec-password");

#[derive(Args)]
pub(super) struct Exec {
    /// A further variable for the command, with one of the values: api_url, widget_url, control_url, secret_id, secret_password
    #[arg(long = "map", value_name = "NAME=VALUE", value_parser = mapped())]
    maps: Vec<(String, String)>,
    #[command(flatten)]
    serve: Serve,
    /// The command and its arguments
    #[arg(last = true, required = true, value_name = "CMD")]
    command: Vec<OsString>,
}

/// What a variable can stand for.
const VALUES: [&str; 5] = ["api_url", "widget_url", "control_url", "secret_id", "secret_password"];

fn mapped() -> impl Fn(&str) -> Result<(String, String), String> + Clone {
    move |text| {
        let (name, value) = pair('=')(text)?;
        if VALUES.contains(&value.as_str()) {
            return Ok((name, value));
        }
        let near = text::the_nearest(&value, &VALUES);
        Err(format!("{} is none of {}{near}", text::quote(&value), VALUES.join(", ")))
    }
}

pub(super) fn run(exec: Exec) -> ExitCode {
    if exec.serve.exit_with_stdin {
        complain("under `exec` standard input is the command's: leave --exit-with-stdin out");
        return ExitCode::from(USAGE);
    }
    let ready_file = exec.serve.ready_file.clone().map(ReadyFile::new);
    let emulator = match exec.serve.builder(0).start() {
        Ok(emulator) => emulator,
        Err(error) => {
            failed(&error);
            return ExitCode::from(FAILED);
        }
    };
    if let Some(Err(why)) = ready_file.as_ref().map(|file| file.write(&ready(&emulator))) {
        complain(&why.to_string());
        return ExitCode::from(FAILED);
    }
    let (id, password) = keys(&emulator);
    let variables = variables(&emulator, &exec.maps, &id, &password);
    let begun = Child { command: &exec.command, variables };
    let ended = emulator.wait(begun.run());
    let code = exit_code(&exec.command, ended.unwrap_or(Ended::Unknown));
    summary(&emulator, code);
    ExitCode::from(match (code, stopped(emulator)) {
        // Whoever wants no unknown call (`--fail-on-unknown`) wants it of a command that has done well.
        (0, own @ (0 | REFUSED)) => own,
        (0, _) => FAILED,
        _ => code,
    })
}

/// The keys of the command: with a bundle those that open its workspace, else the first that are let in.
fn keys(emulator: &Emulator) -> (String, String) {
    let loaded = emulator.loaded().map(|loaded| &loaded.restored.workspace);
    let mut given = emulator.keys().iter();
    match given.find(|(id, _)| loaded.is_none_or(|loaded| loaded == id)) {
        Some(keys) => keys.clone(),
        None => (loaded.map_or(KEYS.0, |id| id).to_owned(), KEYS.1.to_owned()),
    }
}

/// What the command finds in its environment.
fn variables(
    emulator: &Emulator,
    maps: &[(String, String)],
    id: &str,
    password: &str,
) -> Vec<(String, String)> {
    let values = [emulator.url(), emulator.widget_url(), emulator.control_url(), id.into(), password.into()];
    let value = |name: &str| {
        let found = VALUES.iter().zip(&values).find(|(known, _)| **known == name);
        found.map(|(_, value)| value.clone()).unwrap_or_default()
    };
    let own = [
        ("BELVO_API_URL", "api_url"),
        // Applications hand it to an SDK, which takes an address as well as the name of an environment (R-SDK-01).
        ("BELVO_ENV", "api_url"),
        ("BELVO_SECRET_ID", "secret_id"),
        ("BELVO_SECRET_PASSWORD", "secret_password"),
        ("BELVO_WIDGET_URL", "widget_url"),
        ("BELVO_EMULATOR_URL", "api_url"),
    ];
    let own = own.iter().map(|(name, of)| ((*name).to_owned(), value(of)));
    own.chain(maps.iter().map(|(name, of)| (name.clone(), value(of)))).collect()
}

/// The exit code, and a word where the command has not run.
fn exit_code(command: &[OsString], ended: Ended) -> u8 {
    let name = command.first().map(|word| word.to_string_lossy()).unwrap_or_default();
    let name = text::quote(&name);
    match ended {
        Ended::Code(code) => code,
        Ended::Signal(signal) => SIGNALLED.saturating_add(signal),
        Ended::NotFound => {
            complain(&format!(
                "{name} is not found\n  help: name a program on the PATH, or the path of a file"
            ));
            NOT_FOUND
        }
        Ended::NotExecutable(why) => {
            complain(&format!("{name} cannot be executed: {why}"));
            NOT_EXECUTABLE
        }
        Ended::Unknown => {
            complain(&format!("how {name} has ended cannot be known"));
            FAILED
        }
    }
}

/// What has happened, on standard error: standard output is the command's.
fn summary(emulator: &Emulator, code: u8) {
    let used = emulator.usage();
    let none = |names: Vec<String>| if names.is_empty() { "none".to_owned() } else { names.join(", ") };
    let lines = [
        format!("belvo-emulator {} at {}", env!("CARGO_PKG_VERSION"), emulator.local_url()),
        format!("  exit code               {code}"),
        format!("  calls                   {}", used.calls),
        format!("  workspaces              {}", none(used.workspaces)),
        format!("  calls without a route   {}", used.unmatched),
        format!("  scenarios never played  {}", none(used.never_played)),
    ];
    remark(&lines.join("\n"));
}

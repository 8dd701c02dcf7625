//! `belvo-emulator completions SHELL`.

use std::process::ExitCode;

use clap_complete::{Shell, generate};

use super::output::print;

pub(super) fn run(shell: Shell, mut command: clap::Command) -> ExitCode {
    let mut script = Vec::new();
    generate(shell, &mut command, "belvo-emulator", &mut script);
    print(String::from_utf8_lossy(&script).trim_end())
}

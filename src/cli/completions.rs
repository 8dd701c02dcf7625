//! `belvo-emulator completions SHELL`.

use std::process::ExitCode;

use clap_complete::{Shell, generate};

use super::output::print;

pub(super) fn run(shell: Shell, mut command: clap::Command) -> ExitCode {
    let mut script = Vec::new();
    generate(shell, &mut command, "belvo-emulator", &mut script);
    // clap_complete 4.6 writes the hyphen of a program's name in two ways in a script for bash, and nothing is found then.
    let script = String::from_utf8_lossy(&script).replace("belvo__subcmd__emulator", "belvo__emulator");
    print(script.trim_end())
}

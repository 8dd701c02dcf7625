//! What commands print, and the codes that they end with.

use std::process::ExitCode;

use super::environment;
use crate::emulator::StartError;

/// 1: a bug.
pub(super) const BUG: u8 = 1;
/// 2: the command line makes no sense, or the request that it stands for.
pub(super) const USAGE: u8 = 2;
/// 3: a configuration or scenario is invalid.
pub(super) const INVALID: u8 = 3;
/// 4: the address cannot be bound.
pub(super) const CANNOT_BIND: u8 = 4;
/// 5: a check failed, or a control call was refused for what the emulator holds.
pub(super) const REFUSED: u8 = 5;
/// 6: no emulator answers.
pub(super) const NOT_READY: u8 = 6;

/// Prints to standard output; a reader that has gone away is no failure.
pub(super) fn print(text: &str) -> ExitCode {
    use std::io::Write;
    let mut out = anstream::stdout().lock();
    let _reader_gone = writeln!(out, "{text}");
    ExitCode::SUCCESS
}

/// Prints what is wrong to standard error, for people.
pub(super) fn complain(text: &str) {
    use std::io::Write;
    let (red, reset) = (anstyle::AnsiColor::Red.on_default().bold(), anstyle::Reset);
    let text = as_started(text);
    let _nobody_reads = writeln!(anstream::stderr().lock(), "{red}error{reset}: {text}");
}

/// Prints to standard error what may not be as it was meant.
pub(super) fn warn(text: &str) {
    use std::io::Write;
    let (yellow, reset) = (anstyle::AnsiColor::Yellow.on_default().bold(), anstyle::Reset);
    let _nobody_reads = writeln!(anstream::stderr().lock(), "{yellow}warning{reset}: {text}");
}

/// Prints a remark to standard error: what is not the answer, and is no error.
pub(super) fn remark(text: &str) {
    use std::io::Write;
    let (dim, reset) = (anstyle::Style::new().dimmed(), anstyle::Reset);
    let _nobody_reads = writeln!(anstream::stderr().lock(), "{dim}{text}{reset}");
}

/// The program as it was started, to be typed again: by its name when it was found on the `PATH`, else by its path.
pub(super) fn own_name() -> String {
    let name = environment::words().into_iter().next().unwrap_or_default();
    let name = name.to_string_lossy();
    if name.is_empty() { PROGRAM.to_owned() } else { quoted(&name) }
}

const PROGRAM: &str = "belvo-emulator";

/// A word as a shell takes it.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "/._-+:@%,=".contains(c);
    if word.chars().all(plain) { word.to_owned() } else { format!("'{}'", word.replace('\'', r"'\''")) }
}

/// The text with its commands as they can be typed: by the name that the program was started by.
pub(super) fn as_started(text: &str) -> String {
    text.replace(&format!("`{PROGRAM} "), &format!("`{} ", own_name()))
}

pub(super) fn failed(error: &StartError) -> ExitCode {
    match error {
        // These speak for themselves, with a place each.
        StartError::Scenarios(faults) => {
            use std::io::Write;
            let _nobody_reads = writeln!(anstream::stderr().lock(), "{}", faults.render(true));
        }
        other => complain(&other.to_string()),
    }
    ExitCode::from(match error {
        StartError::Bind { .. } => CANNOT_BIND,
        StartError::Host(_) => BUG,
        _ => INVALID,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_can_be_typed_again() {
        assert_eq!(quoted("./target/release/belvo-emulator"), "./target/release/belvo-emulator");
        assert_eq!(quoted("/home/ana maría/it's"), r"'/home/ana maría/it'\''s'");
    }
}

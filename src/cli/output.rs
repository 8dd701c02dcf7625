//! What commands print, and the codes that they end with.

use std::process::ExitCode;

use crate::emulator::StartError;

/// 1: a bug.
pub(super) const BUG: u8 = 1;
/// 2: the command line makes no sense.
pub(super) const USAGE: u8 = 2;
/// 3: a configuration or scenario is invalid.
pub(super) const INVALID: u8 = 3;
/// 4: the address cannot be bound.
pub(super) const CANNOT_BIND: u8 = 4;
/// 5: a check failed, or a control call was refused.
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
    let _nobody_reads = writeln!(anstream::stderr().lock(), "{red}error{reset}: {text}");
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

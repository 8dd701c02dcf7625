//! What is said when scenario files change.

use std::io::Write;

use crate::emulator::{Reloaded, StartError};

/// One line for each change of the scenario files, or all that is wrong with it.
pub(super) fn tell_reload(reloaded: &Reloaded) {
    let mut out = anstream::stderr().lock();
    let _nobody_reads = match reloaded {
        Reloaded::InForce(count) => writeln!(out, "scenarios: {count} in force"),
        Reloaded::Refused(StartError::Scenarios(faults)) => {
            writeln!(
                out,
                "{}\nscenarios: the change is refused, the last good set stays in force",
                faults.render(true)
            )
        }
        Reloaded::Refused(why) => {
            writeln!(out, "scenarios: the change is refused, the last good set stays in force: {why}")
        }
    };
}

//! What becomes of single calls by faults that are set by hand and by the rules of scenarios, counted and on the wire.

mod counted;
mod pages;
mod refused;
mod round_trip;
mod wire;

use belvo_emulator::control::{CallFault, FaultState, Faults};
use belvo_emulator::{Emulator, Reply, Request};

use crate::support::{PASSWORD, SECRET_ID};

#[track_caller]
fn must_set(emulator: &Emulator, fault: CallFault) {
    emulator.workspace(SECRET_ID).set_fault(fault).unwrap_or_else(|why| panic!("{why}"));
}

/// The faults of the tests' workspace.
fn set(emulator: &Emulator) -> Vec<FaultState> {
    match emulator.workspace(SECRET_ID).faults().expect("faults") {
        Faults::Workspace { faults } => faults,
        Faults::All { .. } => panic!("those of one workspace"),
    }
}

fn ask(emulator: &Emulator, request: Request) -> Reply {
    emulator.handle(&request.keys(SECRET_ID, PASSWORD))
}

fn why(reply: &Reply) -> Option<&str> {
    reply.headers.get("x-belvo-emulator-why").map(|why| why.to_str().expect("printable"))
}

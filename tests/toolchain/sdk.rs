//! The official SDKs, as they are published, against the emulator: they are told where it is and their keys, and
//! nothing else.

use belvo_emulator::{Emulator, Request};

use crate::support::sdk::{JS, KEYS, PYTHON, Sdk};

/// Every method of every resource of the SDK; a method that the program does not call fails there.
#[track_caller]
fn must_walk(sdk: &Sdk) {
    let emulator = Emulator::builder().start().expect("an emulator");
    sdk.run("walk", &emulator);
}

/// R-SDK-20 to 26, R-SDK-31: its log-in (R-AUTH-05), lists through `next` (R-PAGE-03, 04), retrieves, tokens of a bank
/// (R-MFA-05, 06), deletions, the paths that only SDKs call (R-LEGACY-01), widget tokens (R-TOK-22), and refusals.
#[test]
fn javascript() {
    must_walk(&JS);
}

/// R-SDK-01 to 08, R-SDK-31: the same in the other language, which hands refusals over unless it is told to raise them.
#[test]
fn python() {
    must_walk(&PYTHON);
}

/// R-SDK-30: what the docs show, with no option changed; and again, with the same credentials (R-LINK-11).
#[test]
fn a_first_run_and_a_second() {
    for sdk in [JS, PYTHON] {
        let emulator = Emulator::builder().start().expect("an emulator");
        let printed = sdk.run("first", &emulator);
        let mut numbers = printed.split_whitespace().rev().take(3);
        assert!(numbers.all(|number| number.parse::<usize>().is_ok_and(|number| number > 0)), "{printed}");
        assert_eq!(sdk.run("first", &emulator), printed, "the same person again");
        let (_, password) = KEYS[1];
        let links = emulator.handle(&Request::get("/api/links/").keys(KEYS[0].1, password)).value();
        assert_eq!(links["count"], 2);
    }
}

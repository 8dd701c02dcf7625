//! Any bytes on a connection: each call is answered, or the connection ends.

use std::cell::OnceCell;
use std::io::{Read, Write};
use std::net::{Shutdown, TcpStream};
use std::time::Duration;

use belvo_emulator::Emulator;
use serde_json::json;

use super::caller::{Caller, still};

/// A call that may wait for something waits longer; that it is held is right.
const PATIENCE: Duration = Duration::from_secs(3);

thread_local!(static EMULATOR: OnceCell<Emulator> = const { OnceCell::new() });

/// Who reaches the port may not steer it: an input cannot make the next one wait.
fn start() -> Emulator {
    still().control_token("not to be guessed").start().expect("an emulator")
}

fn hears_all(mut stream: TcpStream, bytes: &[u8]) -> Vec<u8> {
    // A server that has refused already may hang up meanwhile.
    let _hung_up = stream.write_all(bytes).and_then(|()| stream.shutdown(Shutdown::Write));
    let mut heard = Vec::new();
    let _reset_or_held = stream.read_to_end(&mut heard);
    heard
}

fn must_be_http(heard: &[u8]) {
    if heard.is_empty() {
        return;
    }
    let status = heard.strip_prefix(b"HTTP/1.1 ").or_else(|| heard.strip_prefix(b"HTTP/1.0 "));
    let status = status.and_then(|rest| std::str::from_utf8(rest.get(..3)?).ok()?.parse::<u16>().ok());
    let told = String::from_utf8_lossy(heard);
    assert!(status.is_some_and(|status| (100..600).contains(&status) && status != 500), "{told}");
    assert!(!told.contains("HTTP/1.1 500 "), "{told}");
}

pub fn any(bytes: &[u8]) {
    EMULATOR.with(|cell| {
        let emulator = cell.get_or_init(start);
        emulator.reset_ids(belvo_emulator::control::Ids::Repeat).expect("a reset");
        Caller::new(emulator).open(&json!({}));
        let stream = TcpStream::connect(("127.0.0.1", emulator.port())).expect("a connection");
        stream.set_read_timeout(Some(PATIENCE)).expect("a limit");
        stream.set_write_timeout(Some(PATIENCE)).expect("a limit");
        must_be_http(&hears_all(stream, bytes));
    });
}

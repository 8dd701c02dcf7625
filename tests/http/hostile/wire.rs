//! A peer that writes bytes of its own and reads what comes back.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpStream};
use std::time::Duration;

use belvo_emulator::Emulator;
use serde_json::Value;

/// How long a peer waits before it says that nothing came; less than the 25 s after which who waits is answered anyway.
const PATIENCE: Duration = Duration::from_secs(20);

/// One answer off the wire.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn value(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }
}

/// A connection.
pub(crate) struct Peer(TcpStream);

impl Peer {
    pub(crate) fn of(emulator: &Emulator) -> Self {
        Self::at(emulator.port())
    }

    pub(crate) fn at(port: u16) -> Self {
        let stream = TcpStream::connect(("127.0.0.1", port)).expect("a connection");
        stream.set_read_timeout(Some(PATIENCE)).expect("a limit");
        stream.set_write_timeout(Some(PATIENCE)).expect("a limit");
        Self(stream)
    }

    /// Writes; a server that has refused already may hang up meanwhile.
    pub(crate) fn sends(&mut self, bytes: impl AsRef<[u8]>) -> &mut Self {
        let _hung_up = self.0.write_all(bytes.as_ref());
        self
    }

    /// Whether the other side still takes bytes in.
    pub(crate) fn still_sends(&mut self, bytes: &[u8]) -> bool {
        self.0.write_all(bytes).is_ok()
    }

    /// Writes all of it: the server takes it in, as a client that writes before it reads needs it.
    #[track_caller]
    pub(crate) fn must_send(&mut self, bytes: impl AsRef<[u8]>) -> &mut Self {
        self.0.write_all(bytes.as_ref()).expect("the server takes it in");
        self
    }

    /// Closes the connection, as when its program ends.
    pub(crate) fn hangs_up(self) {
        drop(self);
    }

    /// Says that it sends no more; it still reads.
    pub(crate) fn sends_no_more(&mut self) -> &mut Self {
        self.0.shutdown(Shutdown::Write).expect("an open connection");
        self
    }

    /// Reads one answer; nothing when the connection ended without one.
    pub(crate) fn hears(&mut self) -> Option<Answer> {
        let mut seen = Vec::new();
        let end = loop {
            if let Some(end) = seen.windows(4).position(|four| four == b"\r\n\r\n") {
                break end + 4;
            }
            self.read_into(&mut seen)?;
        };
        let head = String::from_utf8_lossy(&seen[..end]).into_owned();
        let status: u16 = head.split(' ').nth(1)?.parse().ok()?;
        let length = head.to_ascii_lowercase().split_once("content-length: ").map_or(0, |(_, rest)| {
            rest.split("\r\n").next().and_then(|number| number.parse().ok()).unwrap_or(0)
        });
        // What was read beyond this answer would be lost for the next one: answers are asked for one by one.
        let mut body = seen.split_off(end);
        while body.len() < length {
            self.read_into(&mut body)?;
        }
        assert_eq!(body.len(), length, "more than one answer at once: use `hears_all`");
        Some(Answer { status, head, body })
    }

    /// Whether something has come already.
    pub(crate) fn has_heard(&mut self) -> bool {
        self.0.set_nonblocking(true).expect("a socket");
        let heard = self.0.peek(&mut [0]).is_ok();
        self.0.set_nonblocking(false).expect("a socket");
        heard
    }

    /// Reads until the connection ends: the statuses of all answers.
    pub(crate) fn hears_all(&mut self) -> (Vec<u16>, String) {
        let mut seen = Vec::new();
        while self.read_into(&mut seen).is_some() {}
        let text = String::from_utf8_lossy(&seen).into_owned();
        let statuses =
            text.split("HTTP/1.1 ").skip(1).filter_map(|part| part.get(..3)?.parse().ok()).collect();
        (statuses, text)
    }

    /// An answer that has to come.
    #[track_caller]
    pub(crate) fn must_hear(&mut self, status: u16) -> Answer {
        let answer = self.hears().expect("an answer");
        assert_eq!(answer.status, status, "{}{}", answer.head, String::from_utf8_lossy(&answer.body));
        answer
    }

    fn read_into(&mut self, seen: &mut Vec<u8>) -> Option<()> {
        let mut part = [0; 16 * 1024];
        match self.0.read(&mut part) {
            Ok(0) | Err(_) => None,
            Ok(count) => {
                seen.extend_from_slice(&part[..count]);
                Some(())
            }
        }
    }
}

/// A request with a body, as a well-behaved client writes it.
pub(crate) fn post(path: &str, body: &str) -> String {
    let length = body.len();
    format!(
        "POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}"
    )
}

/// A good request on a connection of its own is answered: the server lives.
#[track_caller]
pub(crate) fn must_live(emulator: &Emulator) {
    let live = "GET /_emulator/health/live HTTP/1.1\r\nHost: localhost\r\n\r\n";
    let answer = Peer::of(emulator).sends(live).must_hear(200);
    assert_eq!(answer.value()["status"], "live");
}

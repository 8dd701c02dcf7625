//! Whatever a receiver of webhooks answers: the delivery has an outcome, and the emulator goes on.

use std::cell::{Cell, RefCell};
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::time::{Duration, Instant};

use belvo_emulator::Emulator;
use serde_json::Value;

use super::caller::{Caller, still};

struct Desk {
    emulator: Emulator,
    receiver: TcpListener,
    link: String,
    /// How many webhooks have been tried.
    tries: Cell<u64>,
}

/// A desk is left for another after so many: webhooks that nobody has taken wait there to be sent again.
const MOST_TRIES: u64 = 1_000;

thread_local!(static DESK: RefCell<Option<Desk>> = const { RefCell::new(None) });

/// What an answer must not bring into the log.
const SECRET: &str = "secret-of-the-receiver";

impl Desk {
    /// A link, made before anybody is told of it.
    fn new() -> Self {
        let receiver = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = receiver.local_addr().expect("an address");
        receiver.set_nonblocking(true).expect("a socket");
        let emulator = still().start().expect("an emulator");
        let mut caller = Caller::new(&emulator);
        let link = r#"{"institution":"erebor_mx_retail","username":"somebody","password":"secret"}"#;
        caller.call(&format!("POST /api/links/ {link}"));
        let targets = format!(r#"[{{"url":"http://{address}/hooks","authorization":"{SECRET}"}}]"#);
        let set = caller.call(&format!(r#"PUT /_emulator/webhooks {{"targets":{targets}}}"#));
        assert!(set.is_some_and(|set| set.status == 200), "the receiver is set");
        let link = caller.known("id").to_owned();
        Self { emulator, receiver, link, tries: Cell::new(0) }
    }

    fn sends_one(&self, answer: &[u8]) {
        let mut caller = Caller::new(&self.emulator);
        let what = format!(r#"{{"link":"{}","type":"LINK","code":"token_required"}}"#, self.link);
        let sent = caller.call(&format!("POST /_emulator/webhooks/trigger {what}")).expect("a call");
        assert_eq!(sent.status, 200, "{}", sent.text());
        let before = self.tries.replace(self.tries.get() + 1);
        while !answers(self.must_be_called(&mut caller), answer) {}
        must_have_an_outcome(&mut caller, before);
    }
}

impl Desk {
    fn must_be_called(&self, caller: &mut Caller<'_>) -> TcpStream {
        let begun = Instant::now();
        loop {
            if let Ok((stream, _)) = self.receiver.accept() {
                stream.set_read_timeout(Some(PATIENCE)).expect("a limit");
                return stream;
            }
            if begun.elapsed() > PATIENCE {
                let log = caller.call("GET /_emulator/webhooks/deliveries").expect("a call").value();
                panic!("no webhook: {:?}", log["deliveries"].as_array().and_then(|all| all.last()));
            }
            std::thread::sleep(Duration::from_micros(50));
        }
    }
}

/// Longer than a receiver is waited for.
const PATIENCE: Duration = Duration::from_secs(8);

/// Answers a call that was read whole, or the reset would take the answer away. Whoever hangs up without a word is
/// nobody's webhook: another program of this machine that looks who listens.
fn answers(mut stream: TcpStream, answer: &[u8]) -> bool {
    let (mut got, mut part) = (Vec::new(), [0; 4096]);
    while !is_whole(&got) {
        match stream.read(&mut part) {
            Ok(count @ 1..) => got.extend_from_slice(&part[..count]),
            end if !got.is_empty() => {
                panic!("the webhook breaks off: {end:?} {}", String::from_utf8_lossy(&got))
            }
            _ => return false,
        }
    }
    // Whoever has read enough hangs up.
    let _gone = stream.write_all(answer);
    true
}

fn is_whole(got: &[u8]) -> bool {
    let text = String::from_utf8_lossy(got);
    let Some((head, body)) = text.split_once("\r\n\r\n") else { return false };
    let length = head
        .to_lowercase()
        .split_once("content-length: ")
        .and_then(|(_, rest)| rest.split("\r\n").next()?.parse::<usize>().ok());
    body.len() >= length.unwrap_or(0)
}

fn must_have_an_outcome(caller: &mut Caller<'_>, before: u64) {
    let tried = format!("GET /_emulator/webhooks/deliveries?tried_since={before}");
    let begun = Instant::now();
    let log = loop {
        let log = caller.call(&tried).expect("a call").value();
        match log["deliveries"].as_array() {
            Some(tried) if !tried.is_empty() => break log,
            _ => assert!(begun.elapsed() < PATIENCE, "no outcome: {log}"),
        }
        std::thread::sleep(Duration::from_micros(100));
    };
    let tried: &Value = &log["deliveries"][0]["tries"][0];
    let status = tried["status"].as_u64();
    assert!(status.is_none_or(|status| (100..1_000).contains(&status)), "{log}");
    assert!(!log.to_string().contains(SECRET), "a secret is told: {log}");
}

pub fn any(answer: &[u8]) {
    DESK.with_borrow_mut(|desk| {
        desk.take_if(|desk| desk.tries.get() >= MOST_TRIES);
        desk.get_or_insert_with(Desk::new).sends_one(answer);
    });
}

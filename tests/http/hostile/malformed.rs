//! What is no request at all is answered with words, over what is left of the connection, and those who go on writing get
//! to read them.

use super::start;
use super::wire::{Peer, must_live};

/// What the answer says besides its status.
#[track_caller]
fn must_say(bytes: &str, status: u16, code: &str, words: &str) {
    let emulator = start();
    let mut peer = Peer::of(&emulator);
    peer.must_send(bytes);
    let answer = peer.must_hear(status);
    let shown = &bytes[..bytes.len().min(40)];
    assert!(answer.head.contains("\r\ncontent-type: application/json\r\n"), "{shown}: {}", answer.head);
    let error = &answer.value()[0];
    assert_eq!(error["code"], code, "{shown}: {error}");
    assert!(error["message"].as_str().is_some_and(|message| message.contains(words)), "{shown}: {error}");
    assert_eq!(peer.hears_all().1, "", "{shown}: nothing follows, and the connection ends");
    must_live(&emulator);
}

#[test]
fn what_is_no_http_is_told_what_is() {
    let lines = [
        "hello\r\n\r\n",
        "GET / HTTP/1.1\r\nA name: value\r\n\r\n",
        "GET / HTTP/7.0\r\n\r\n",
        "GET / HTTP/1.1\r\nContent-Length: many\r\n\r\n",
        "\u{16}\u{3}\u{1}\u{2}\u{0}\u{1}",
    ];
    for line in lines {
        must_say(line, 400, "request_unreadable", "`METHOD /path HTTP/1.1`");
    }
}

#[test]
fn who_begins_with_http_2_is_told_that_it_is_not_spoken() {
    must_say("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505, "http_version", "HTTP/1.1 alone");
}

#[test]
fn a_head_that_is_too_large_is_told_the_limit() {
    let long = |length: usize| "x".repeat(length);
    let limit = "longer than 64 KiB";
    must_say(&format!("GET /{} HTTP/1.1\r\n\r\n", long(65_535)), 414, "request_too_large", limit);
    for head in [
        format!("GET /{} HTTP/1.1\r\n\r\n", long(10_000_000)),
        format!("GET / HTTP/1.1\r\nX: {}\r\n\r\n", long(10_000_000)),
        format!("GET / HTTP/1.1\r\n{}\r\n", "X: x\r\n".repeat(101)),
    ] {
        must_say(&head, 431, "request_too_large", limit);
    }
}

#[test]
fn a_good_request_before_it_is_answered_as_ever() {
    let emulator = start();
    let mut peer = Peer::of(&emulator);
    let live = "GET /_emulator/health/live HTTP/1.1\r\nHost: localhost\r\n\r\n";
    assert_eq!(peer.sends(live).must_hear(200).value()["status"], "live");
    assert_eq!(peer.sends("hello\r\n\r\n").must_hear(400).value()[0]["code"], "request_unreadable");
    let (statuses, _) = Peer::of(&emulator).sends(format!("{live}hello\r\n\r\n")).hears_all();
    assert_eq!(statuses, [200, 400], "at once");
}

//! What only a socket can show: bodies without end, broken bytes, peers that hang, stall or leave. Each gets a clear
//! refusal or an end, and the next good request is answered.

mod holding;
mod malformed;
mod unread;
pub(crate) mod wire;

use crate::support::{still, token_request};
use belvo_emulator::Emulator;
use serde_json::json;
use wire::{Peer, must_live, post};

const TEN_MEGABYTES: usize = 10 * 1024 * 1024;

fn start() -> Emulator {
    still().start().expect("an emulator")
}

/// Sends bytes on a connection of their own; the answer, and whether the server lives on.
#[track_caller]
fn must_refuse(emulator: &Emulator, bytes: impl AsRef<[u8]>, statuses: &[u16]) -> wire::Answer {
    let answer = Peer::of(emulator).sends(&bytes).hears();
    let shown = String::from_utf8_lossy(&bytes.as_ref()[..bytes.as_ref().len().min(80)]).into_owned();
    let answer = answer.unwrap_or_else(|| panic!("no answer to {shown:?}"));
    assert!(statuses.contains(&answer.status), "{shown:?}: {}", answer.head);
    must_live(emulator);
    answer
}

#[test]
fn a_body_that_is_too_large_is_refused_in_the_shape_of_its_door() {
    let emulator = start();
    for (path, kind) in [
        ("/api/token/", "application/json"),
        ("/widget/v1/open", "application/json"),
        ("/_emulator/options", "application/problem+json"),
    ] {
        let mut peer = Peer::of(&emulator);
        peer.must_send(post(path, &"x".repeat(TEN_MEGABYTES)));
        let answer = peer.must_hear(413);
        must_live(&emulator);
        assert!(answer.head.contains(kind), "{path}: {}", answer.head);
        let value = answer.value();
        let code = value["code"].as_str().or(value[0]["code"].as_str());
        assert_eq!(code, Some("request_too_large"), "{path}");
    }
}

#[test]
fn a_body_of_too_many_chunks_is_refused() {
    let emulator = start();
    let mut bytes =
        b"POST /api/token/ HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n".to_vec();
    for _ in 0..TEN_MEGABYTES / 65_536 {
        bytes.extend(b"10000\r\n");
        bytes.extend([b'x'; 65_536]);
        bytes.extend(b"\r\n");
    }
    bytes.extend(b"0\r\n\r\n");
    must_refuse(&emulator, bytes, &[413]);
}

#[test]
fn a_body_without_end_is_cut_off() {
    let emulator = start();
    let mut peer = Peer::of(&emulator);
    peer.must_send("POST /api/token/ HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n");
    let chunk = [&b"100000\r\n"[..], &[b'x'; 0x10_0000], b"\r\n"].concat();
    while peer.still_sends(&chunk) {}
    must_live(&emulator);
}

#[test]
fn a_body_that_is_only_announced_is_refused_before_it_is_sent() {
    let emulator = start();
    let announced = format!(
        "POST /api/token/ HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: {TEN_MEGABYTES}\r\n\r\n"
    );
    must_refuse(&emulator, announced, &[413]);
}

#[test]
fn the_largest_body_that_is_read() {
    let emulator = start();
    let mut request = token_request();
    request["padding"] = json!("");
    let room = 1024 * 1024 - request.to_string().len();
    request["padding"] = json!("x".repeat(room));
    let answer = Peer::of(&emulator).sends(post("/api/token/", &request.to_string())).must_hear(200);
    assert!(answer.value()["access"].is_string());
    request["padding"] = json!("x".repeat(room + 1));
    must_refuse(&emulator, post("/api/token/", &request.to_string()), &[413]);
}

#[test]
fn broken_and_deep_bodies_are_refused() {
    let emulator = start();
    let deep = "[".repeat(100_000);
    let deep_objects = "{\"a\":".repeat(100_000);
    for body in ["{", "nope", "\u{0}", &deep, &deep_objects, "{\"id\":\"\\ud800\"}"] {
        let answer = must_refuse(&emulator, post("/api/token/", body), &[400]);
        assert_eq!(answer.value()[0]["code"], "parse_error");
        must_refuse(&emulator, post("/widget/v1/open", body), &[400]);
        must_refuse(&emulator, post("/_emulator/clock/advance", body), &[400]);
    }
}

#[test]
fn bytes_that_are_no_text_are_refused() {
    let emulator = start();
    let paths: [&[u8]; 5] = [b"/\xff\xfe", b"/api/\x00/", b"/api/links\x7f", b"/a b", b"\x16\x03\x01\x02"];
    for path in paths {
        let bytes = [b"GET ", path, b" HTTP/1.1\r\nHost: localhost\r\n\r\n"].concat();
        must_refuse(&emulator, bytes, &[400, 404]);
    }
    for path in ["/%ff%fe/", "/api/%00/", "/api/links/%c3%28/"] {
        must_refuse(&emulator, format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n"), &[401, 404]);
    }
    let headers: [&[u8]; 3] = [b"X: a\x00b", b"X\x00: a", b"X y: a"];
    for header in headers {
        let bytes = [b"GET /api/ HTTP/1.1\r\nHost: localhost\r\n", header, b"\r\n\r\n"].concat();
        must_refuse(&emulator, bytes, &[400]);
    }
    let opaque: [&[u8]; 3] =
        [b"Host: \xff", b"Authorization: Basic \xff\xfe", b"Host: localhost\r\nContent-Type: \xff"];
    for header in opaque {
        let bytes = [b"GET /api/ HTTP/1.1\r\n", header, b"\r\n\r\n"].concat();
        must_refuse(&emulator, bytes, &[401]);
    }
    must_refuse(&emulator, b"GET /_emulator/ HTTP/1.1\r\nHost: \xff\r\n\r\n", &[403]);
}

#[test]
fn heads_without_end_are_refused() {
    let emulator = start();
    let start_line = "GET /api/ HTTP/1.1\r\nHost: localhost\r\n";
    must_refuse(&emulator, format!("{start_line}X: {}\r\n\r\n", "x".repeat(1_000_000)), &[431]);
    must_refuse(&emulator, format!("{start_line}{}\r\n", "X: x\r\n".repeat(10_000)), &[431]);
    must_refuse(
        &emulator,
        format!("GET /{} HTTP/1.1\r\nHost: localhost\r\n\r\n", "x".repeat(100_000)),
        &[414, 431],
    );
}

#[test]
fn what_is_no_http_is_refused() {
    let emulator = start();
    for line in [
        "hello\r\n\r\n",
        "GET\r\n\r\n",
        "GET /api/ HTTP/9.9\r\n\r\n",
        "GET /api/\r\n\r\n",
        "\r\n\r\n\r\nX\r\n\r\n",
    ] {
        must_refuse(&emulator, line, &[400, 505]);
    }
    let old = "GET /api/institutions/ HTTP/1.0\r\n\r\n";
    let answer = Peer::of(&emulator).sends(old).hears_all();
    assert!(answer.1.starts_with("HTTP/1.0 401"), "{}", answer.1);
    must_refuse(&emulator, "GET /_emulator/ HTTP/1.0\r\n\r\n", &[403]);
}

#[test]
fn control_calls_from_elsewhere_are_refused_on_the_wire_too() {
    let emulator = start();
    let reset = |more: &str| format!("POST /_emulator/reset HTTP/1.1\r\n{more}Content-Length: 0\r\n\r\n");
    let cases = [
        reset("Host: evil.test\r\n"),
        reset("Host: localhost\r\nOrigin: https://evil.test\r\n"),
        reset("Host: localhost\r\nOrigin: null\r\n"),
        reset("Host: localhost\r\nSec-Fetch-Site: cross-site\r\n"),
        reset(""),
        reset("Host: localhost\r\nHost: evil.test\r\n"),
        reset("Host: evil.test\r\nHost: localhost\r\n"),
        "POST http://localhost/_emulator/reset HTTP/1.1\r\nHost: evil.test\r\nContent-Length: 0\r\n\r\n"
            .to_owned(),
    ];
    for case in cases {
        must_refuse(&emulator, case, &[400, 403]);
    }
    let wrong = "POST /api/token/ HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/xml\r\nContent-Length: 4\r\n\r\n<x/>";
    must_refuse(&emulator, wrong, &[415]);
}

#[test]
fn lengths_that_contradict_each_other_smuggle_nothing() {
    let emulator = start();
    let head = "POST /api/token/ HTTP/1.1\r\nHost: localhost\r\n";
    let smuggled = "POST /_emulator/scenario HTTP/1.1\r\nHost: localhost\r\n\r\n";
    let refused = [
        format!("{head}Content-Length: 5\r\nContent-Length: 6\r\n\r\n{smuggled}"),
        format!("{head}Content-Length: 5, 6\r\n\r\n{smuggled}"),
        format!("{head}Content-Length: +5\r\n\r\n{smuggled}"),
        format!("{head}Content-Length: -1\r\n\r\n{smuggled}"),
        format!("{head}Content-Length: 0x5\r\n\r\n{smuggled}"),
        format!("{head}Content-Length: 99999999999999999999\r\n\r\n{smuggled}"),
        format!("{head}Content-Length : 5\r\n\r\n{smuggled}"),
        format!("{head}Transfer-Encoding: gzip\r\n\r\n{smuggled}"),
        format!("{head}Transfer-Encoding: chunked, gzip\r\n\r\n{smuggled}"),
        format!("{head}Transfer-Encoding: xchunked\r\n\r\n{smuggled}"),
        format!("{head}X: a\r\n Content-Length: 5\r\n\r\n{smuggled}"),
        format!("{head}Transfer-Encoding: chunked\r\n\r\nzz\r\n{smuggled}"),
        format!("{head}Transfer-Encoding: chunked\r\n\r\n-1\r\n{smuggled}"),
        format!("{head}Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n{smuggled}"),
    ];
    for bytes in refused {
        let (statuses, text) = Peer::of(&emulator).sends(&bytes).hears_all();
        assert_eq!(statuses, [400], "{bytes:?}: {text}");
        must_live(&emulator);
    }
    let journal = json!(emulator.journal().expect("a journal"));
    assert!(!journal.to_string().contains("/_emulator/scenario"), "{journal}");
}

#[test]
fn pipelined_requests_are_answered_in_their_order() {
    let emulator = start();
    let three = [
        post("/api/token/", &token_request().to_string()),
        "GET /api/nothing/ HTTP/1.1\r\nHost: localhost\r\n\r\n".to_owned(),
        "GET /_emulator/health/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".to_owned(),
    ];
    let (statuses, text) = Peer::of(&emulator).sends(three.concat()).hears_all();
    assert_eq!(statuses, [200, 404, 200], "{text}");
}

#[test]
fn a_peer_that_leaves_in_the_middle_leaves_nothing_behind() {
    let emulator = start();
    let whole = post("/api/token/", &token_request().to_string());
    for cut in [1, 20, 60, whole.len() / 2, whole.len() - 1] {
        let mut peer = Peer::of(&emulator);
        peer.sends(&whole[..cut]);
        peer.hangs_up();
        must_live(&emulator);
    }
    let journal = json!(emulator.workspace(crate::support::SECRET_ID).journal().expect("a journal"));
    assert_eq!(journal["entries"], json!([]), "half a request is none");
}

#[test]
fn peers_that_stall_keep_nobody_waiting() {
    let emulator = start();
    let whole = post("/api/token/", &token_request().to_string());
    let in_the_head = whole.find("\r\n").expect("a line") + 10;
    let in_the_body = whole.len() - 5;
    let mut stalled: Vec<(Peer, &str)> = (0..50)
        .map(|index| {
            let (now, later) = whole.split_at(if index % 2 == 0 { in_the_head } else { in_the_body });
            let mut peer = Peer::of(&emulator);
            peer.sends(now);
            (peer, later)
        })
        .collect();
    must_live(&emulator);
    for (peer, later) in &mut stalled {
        peer.sends(*later).must_hear(200);
    }
}

#[test]
fn two_hundred_connections_at_once_are_all_answered() {
    let emulator = start();
    let mut peers: Vec<Peer> = (0..200).map(|_| Peer::of(&emulator)).collect();
    for (index, peer) in peers.iter_mut().enumerate() {
        let body = json!({ "id": format!("worker {index}"), "password": "p" });
        peer.sends(post("/api/token/", &body.to_string()));
    }
    for peer in &mut peers {
        assert!(peer.must_hear(200).value()["access"].is_string());
    }
    let names = json!(emulator.info().expect("info"))["workspaces"].as_array().map(Vec::len);
    assert_eq!(names, Some(200));
}

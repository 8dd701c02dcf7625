//! What a client sees of a fault on its connection.

use std::io::{ErrorKind, Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use belvo_emulator::Emulator;
use belvo_emulator::control::CallFault;

use super::must_set;
use crate::api::door::must_start;
use crate::support::still;

/// Sends a call of institutions with the tests' keys.
fn call(emulator: &Emulator, method: &str, path: &str) -> TcpStream {
    let url = emulator.url();
    let address = url.trim_start_matches("http://");
    let mut stream = TcpStream::connect(address).expect("a connection");
    stream.set_read_timeout(Some(Duration::from_secs(20))).expect("a timeout");
    let keys = crate::support::PASSWORD;
    let basic = belvo_emulator::Request::get(path).keys(crate::support::SECRET_ID, keys);
    let authorization = basic.headers["authorization"].to_str().expect("keys").to_owned();
    let head = format!("{method} {path} HTTP/1.1\r\nhost: {address}\r\nauthorization: {authorization}\r\n");
    stream.write_all(format!("{head}connection: close\r\n\r\n").as_bytes()).expect("a call");
    stream
}

/// What comes of a call until the end of the connection, and how that ends.
fn exchange(emulator: &Emulator, method: &str, path: &str) -> (String, Result<usize, ErrorKind>) {
    let mut stream = call(emulator, method, path);
    let mut bytes = Vec::new();
    let ended = stream.read_to_end(&mut bytes).map_err(|why| why.kind());
    (String::from_utf8_lossy(&bytes).into_owned(), ended)
}

/// The announced length and the bytes that came of a body.
fn body(answer: &str) -> (usize, usize) {
    let (head, body) = answer.split_once("\r\n\r\n").expect("a head");
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")).expect("a length");
    (length.parse().expect("a number"), body.len())
}

const PATH: &str = "/api/institutions/?page_size=10";

#[test]
fn a_connection_is_reset_before_the_answer() {
    let emulator = must_start(still());
    must_set(&emulator, CallFault::on("GET /api/institutions/").reset());
    assert_eq!(exchange(&emulator, "GET", PATH), (String::new(), Err(ErrorKind::ConnectionReset)));
    let (answer, ended) = exchange(&emulator, "GET", PATH);
    assert!(answer.starts_with("HTTP/1.1 200 ") && ended.is_ok(), "{answer}");
}

#[test]
fn a_body_ends_in_the_middle_though_its_length_says_more() {
    let emulator = must_start(still());
    must_set(&emulator, CallFault::on("GET /api/institutions/").truncate());
    let (answer, _) = exchange(&emulator, "GET", PATH);
    assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");
    assert!(answer.contains("x-belvo-emulator-why: fault 1: GET /api/institutions/"), "{answer}");
    let (announced, came) = body(&answer);
    assert_eq!(came, announced / 2);
    let (announced, came) = body(&exchange(&emulator, "GET", PATH).0);
    assert_eq!(came, announced);
}

#[test]
fn a_refusal_has_a_body_that_can_end_in_the_middle() {
    let emulator = must_start(still());
    must_set(&emulator, CallFault::on("GET /api/institutions/").error("institution_down").truncate());
    let (announced, came) = body(&exchange(&emulator, "GET", PATH).0);
    assert!(0 < came && came == announced / 2, "{came} of {announced}");
}

#[test]
fn a_slow_body_comes_piece_by_piece_and_takes_its_time() {
    let emulator = must_start(still());
    must_set(&emulator, CallFault::on("GET /api/institutions/").slow("2s"));
    let begun = Instant::now();
    let mut stream = call(&emulator, "GET", PATH);
    let first = until_a_body_begins(&mut stream);
    let (announced, came) = body(&first);
    assert!(0 < came && came < announced, "a part of it, long before the end: {came} of {announced}");
    let mut rest = Vec::new();
    stream.read_to_end(&mut rest).expect("the rest");
    assert!(begun.elapsed() >= Duration::from_secs(2), "{:?}", begun.elapsed());
    assert_eq!(came + rest.len(), announced);
}

/// All that has come when the first of a body is there.
fn until_a_body_begins(stream: &mut TcpStream) -> String {
    let (mut bytes, mut piece) = (Vec::new(), [0; 64 * 1024]);
    loop {
        let count = stream.read(&mut piece).expect("a piece");
        assert!(count > 0, "it ends without a body");
        bytes.extend_from_slice(&piece[..count]);
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if text.split_once("\r\n\r\n").is_some_and(|(_, body)| !body.is_empty()) {
            return text;
        }
    }
}

#[test]
fn an_answer_without_a_body_is_reset_where_its_body_would_end() {
    let emulator = must_start(still());
    let body = serde_json::json!({ "institution": "erebor_mx_retail", "username": "somebody", "password": "secret" });
    let link = super::ask(&emulator, belvo_emulator::Request::post("/api/links/", &body)).value();
    let path = format!("/api/links/{}/", link["id"].as_str().expect("a link"));
    must_set(&emulator, CallFault::on("DELETE /api/links/{id}/").truncate());
    assert_eq!(exchange(&emulator, "DELETE", &path), (String::new(), Err(ErrorKind::ConnectionReset)));
    assert_eq!(super::ask(&emulator, belvo_emulator::Request::get(path)).status, 404, "it was carried out");
}

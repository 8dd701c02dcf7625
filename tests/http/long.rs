//! Long calls, against the running program: others are answered meanwhile, whoever hangs up stops his, a half-closed
//! one is answered, and the program ends in time whatever runs. What is judged is the order of events.

use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{JoinHandle, spawn};
use std::time::{Duration, Instant};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use crate::hostile::wire::{Answer, Peer, post};
use crate::support::program::Running;

/// The workspace of the long calls.
const BUSY: &str = "busy";
const LIST: &str = "/api/transactions/?page_size=1";

fn keys(workspace: &str) -> String {
    format!("Authorization: Basic {}\r\n", STANDARD.encode(format!("{workspace}:secret")))
}

fn get(path: &str, workspace: &str) -> String {
    format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n{}\r\n", keys(workspace))
}

fn token(workspace: &str) -> String {
    post("/api/token/", &json!({ "id": workspace, "password": "secret", "scopes": "read_links" }).to_string())
}

/// A program whose lists need no `link`.
fn start() -> Running {
    Running::on_free_port(&["--seed", "1", "--set", "page.link_required=off,data.fetch_delay=0ms"])
}

/// Recurrent links that nobody has read yet.
#[track_caller]
fn must_link(program: &Running, workspace: &str, count: usize) {
    let mut peer = Peer::at(program.port());
    for at in 0..count {
        let body = json!({ "institution": "erebor_mx_retail", "username": format!("heavy_user_{at}"), "password": "secret" });
        let request = post("/api/links/", &body.to_string());
        peer.sends(request.replacen("\r\n", &format!("\r\n{}", keys(workspace)), 1)).must_hear(201);
    }
}

fn long_call(program: &Running, workspace: &str) -> Peer {
    let mut peer = Peer::at(program.port());
    peer.sends(get(LIST, workspace));
    peer
}

#[track_caller]
fn must_answer_others(program: &Running) {
    let live = "GET /_emulator/health/live HTTP/1.1\r\nHost: localhost\r\n\r\n";
    for request in [live.to_owned(), token("other"), token(BUSY)] {
        Peer::at(program.port()).sends(request).must_hear(200);
    }
}

fn journal(program: &Running, workspace: &str, kind: &str) -> Vec<Value> {
    let path = format!("/_emulator/workspaces/{workspace}/journal?kind={kind}");
    let request = format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n");
    let journal = Peer::at(program.port()).sends(request).must_hear(200).value();
    journal["entries"].as_array().expect("entries").clone()
}

#[test]
fn others_are_answered_while_a_long_call_runs() {
    let program = start();
    must_link(&program, BUSY, 20);
    let mut peer = long_call(&program, BUSY);
    let answered = &AtomicBool::new(false);
    let (rounds, answer) = std::thread::scope(|scope| {
        let long = scope.spawn(|| {
            let answer = peer.hears().expect("an answer");
            answered.store(true, Ordering::SeqCst);
            answer
        });
        let mut rounds = 0;
        while !answered.load(Ordering::SeqCst) {
            must_answer_others(&program);
            rounds += 1;
        }
        (rounds, long.join().expect("a thread"))
    });
    assert_eq!(answer.status, 200);
    assert!(answer.value()["count"].as_u64() > Some(10_000), "{:?}", answer.value()["count"]);
    assert!(rounds >= 10, "{rounds} rounds before the long call was answered");
}

#[test]
fn a_short_call_does_not_wait_until_a_long_one_is_over() {
    let program = start();
    must_link(&program, BUSY, 40);
    must_link(&program, "brief", 1);
    let long = long_call(&program, BUSY);
    must_answer_others(&program);
    long_call(&program, "brief").must_hear(200);
    // All turns are taken in order: the long one is far from its end.
    let mut long = long;
    assert!(!long.has_heard(), "the long call was answered first");
    long.hangs_up();
}

/// The CPU time that a program has used, in ticks.
fn ticks(program: &Running) -> u64 {
    let stat = std::fs::read_to_string(format!("/proc/{}/stat", program.pid())).expect("Linux");
    let after_name = stat.rsplit(')').next().expect("its numbers");
    after_name.split_whitespace().skip(11).take(2).map(|ticks| ticks.parse::<u64>().expect("ticks")).sum()
}

/// What the program uses while a call waits half a second for what does not come.
#[track_caller]
fn ticks_beside_a_wait(program: &Running) -> u64 {
    let never = json!({ "match": { "kind": "token.used" }, "timeout": "500ms" }).to_string();
    let before = ticks(program);
    let request = post("/_emulator/workspaces/patient/journal/wait", &never);
    Peer::at(program.port()).sends(request).must_hear(200);
    ticks(program) - before
}

#[test]
fn a_call_whose_client_has_gone_is_stopped_and_noted() {
    let program = start();
    must_link(&program, BUSY, 100);
    let mut long = long_call(&program, BUSY);
    let during = ticks_beside_a_wait(&program);
    assert!(!long.has_heard(), "it goes on meanwhile");
    long.hangs_up();
    let mut cut = Vec::new();
    for _ in 0..1_000 {
        cut = journal(&program, BUSY, "cut");
        if !cut.is_empty() {
            break;
        }
    }
    assert_eq!(cut.len(), 1, "{cut:?}");
    assert_eq!(cut[0]["why"], "the client has hung up");
    assert_eq!(cut[0]["data"], json!({ "method": "GET", "path": "/api/transactions/" }));
    let after = ticks_beside_a_wait(&program);
    assert!(after * 3 < during, "{after} ticks after, {during} during");
}

#[test]
fn half_closed_requests_get_their_answers() {
    let program = start();
    let live = "GET /_emulator/health/live HTTP/1.1\r\nHost: localhost\r\n\r\n";
    for round in 0..200 {
        let request = if round % 2 == 0 { live.to_owned() } else { token("half") };
        let mut peer = Peer::at(program.port());
        let (statuses, text) = peer.sends(request).sends_no_more().hears_all();
        assert_eq!(statuses, [200], "try {round}: {text}");
    }
}

#[test]
fn a_long_half_closed_request_gets_its_answer() {
    let program = start();
    must_link(&program, BUSY, 3);
    let (statuses, text) = long_call(&program, BUSY).sends_no_more().hears_all();
    assert!(statuses.ends_with(&[200]) && text.contains("\"count\":"), "{statuses:?} {text}");
    assert!(statuses.iter().rev().skip(1).all(|status| *status == 100), "{statuses:?}");
    assert!(journal(&program, BUSY, "cut").is_empty());
}

/// A client of HTTP/1.0 knows of no interim answers.
#[test]
fn a_long_half_closed_request_of_http_1_0_gets_nothing_but_its_answer() {
    let program = start();
    must_link(&program, BUSY, 3);
    let request = get(LIST, BUSY).replacen("HTTP/1.1", "HTTP/1.0", 1);
    let mut peer = Peer::at(program.port());
    let (_, text) = peer.sends(request).sends_no_more().hears_all();
    assert!(text.starts_with("HTTP/1.0 200") && text.contains("\"count\":"), "{text}");
}

/// Longer than any stop takes.
const STOPS_WITHIN: Duration = Duration::from_secs(5);

#[test]
fn a_signal_ends_it_in_time_whatever_runs() {
    let program = start();
    must_link(&program, BUSY, 400);
    let mut long = long_call(&program, BUSY);
    must_answer_others(&program);
    let told_at = Instant::now();
    let said = program.told("TERM");
    assert!(told_at.elapsed() < STOPS_WITHIN, "{:?}", told_at.elapsed());
    assert_eq!((said.code, said.err.contains("panicked")), (0, false), "{}", said.err);
    assert!(long.hears().is_none(), "400 links take longer than that");
}

#[test]
fn what_can_be_answered_in_time_is_answered_after_the_signal() {
    let program = start();
    must_link(&program, BUSY, 2);
    let rule = json!({ "on": "GET /api/links/", "delay": "700ms" });
    let document = json!({ "version": 1, "title": "Late", "api": [rule] });
    let body = json!({ "document": document }).to_string();
    let put = post("/_emulator/scenario", &body).replacen("POST", "PUT", 1);
    Peer::at(program.port()).sends(put).must_hear(200);
    let late: JoinHandle<Option<Answer>> = {
        let mut peer = Peer::at(program.port());
        peer.sends(get("/api/links/", BUSY));
        spawn(move || peer.hears())
    };
    while !journal(&program, BUSY, "request")
        .iter()
        .any(|entry| entry["data"]["path"] == "/api/links/" && entry["data"]["method"] == "GET")
    {}
    assert_eq!(program.told("TERM").code, 0);
    assert_eq!(late.join().expect("a thread").map(|answer| answer.status), Some(200));
}

/// What is generated does not depend on who draws it, in which order, beside whom.
#[test]
fn the_same_calls_give_the_same_bytes_however_they_interleave() {
    let lists = ["/api/accounts/", "/api/transactions/", "/api/balances/", "/api/owners/"];
    let told = |together: bool| {
        let program = Running::on_free_port(&[
            "--seed",
            "7",
            "--now",
            "2026-03-15T12:00:00Z",
            "--freeze",
            "--set",
            "page.link_required=off",
        ]);
        must_link(&program, BUSY, 4);
        let mut peers: Vec<Peer> = lists.iter().map(|_| Peer::at(program.port())).collect();
        for (peer, list) in peers.iter_mut().zip(lists) {
            peer.sends(get(list, BUSY));
            if !together {
                peer.must_hear(200);
            }
        }
        if together {
            peers.iter_mut().for_each(|peer| drop(peer.must_hear(200)));
        }
        let whole = |list: &str| {
            let answer =
                Peer::at(program.port()).sends(get(&format!("{list}?page_size=1000"), BUSY)).must_hear(200);
            String::from_utf8(answer.body).expect("UTF-8")
        };
        lists.map(whole)
    };
    assert!(told(true) == told(false));
}

//! Answers that wait for a frame: how many of a peer may, when they give their place back, and how they end.

use belvo_emulator::control::SetScenario;
use std::sync::mpsc;
use std::thread::JoinHandle;

use belvo_emulator::{Emulator, Request};
use serde_json::{Value, json};

use super::wire::{Peer, must_live, post};
use crate::support::{must_get_token, still};

/// A widget that shows its first screen.
struct Widget {
    id: String,
    token: String,
}

fn open(emulator: &Emulator) -> Widget {
    let token = must_get_token(emulator);
    let body = json!({ "token": token, "config": {}, "handlers": ["callback"], "arguments": 2, "query": {} });
    let opened = emulator.handle(&Request::post("/widget/v1/open", &body)).value();
    Widget { id: opened["widget"].as_str().expect("a widget").to_owned(), token }
}

impl Widget {
    fn act(&self, emulator: &Emulator, act: &str) {
        let body = json!({ "token": self.token, "act": act, "value": null, "after": 0 });
        let reply = emulator.handle(&Request::post(format!("/widget/v1/{}/acts", self.id), &body));
        assert_eq!(reply.status, 200, "{}", reply.text());
    }

    /// Waits for a frame on a connection of its own; the answer goes into the channel.
    fn waits(&self, emulator: &Emulator, after: u64, heard: &mpsc::Sender<Value>) -> JoinHandle<()> {
        let (mut peer, heard) = (self.asks(emulator, after), heard.clone());
        std::thread::spawn(move || {
            let answer = peer.hears().map_or(Value::Null, |answer| answer.value());
            heard.send(answer).expect("somebody listens");
        })
    }

    fn asks(&self, emulator: &Emulator, after: u64) -> Peer {
        let body = json!({ "token": self.token, "after": after }).to_string();
        let mut peer = Peer::of(emulator);
        peer.sends(post(&format!("/widget/v1/{}/frames", self.id), &body));
        peer
    }
}

fn busy() -> Value {
    json!({ "frames": [], "again": 1000 })
}

#[test]
fn four_wait_and_the_others_are_told_when_to_ask_again() {
    let emulator = still().start().expect("an emulator");
    let widget = open(&emulator);
    let (heard, answers) = mpsc::channel();
    let waiting: Vec<JoinHandle<()>> = (0..10).map(|_| widget.waits(&emulator, 1, &heard)).collect();
    for _ in 0..6 {
        assert_eq!(answers.recv(), Ok(busy()));
    }
    must_live(&emulator);
    widget.act(&emulator, "accept");
    for _ in 0..4 {
        let answer = answers.recv().expect("an answer");
        assert_eq!(answer["frames"][0]["screen"]["name"], "institutions", "{answer}");
        assert_eq!(answer["again"], 0);
    }
    waiting.into_iter().for_each(|thread| thread.join().expect("a thread"));
}

#[test]
fn who_hangs_up_gives_the_place_back() {
    let emulator = still().start().expect("an emulator");
    let widget = open(&emulator);
    // More than fit: those that are told to come back were not held, whichever of them it was.
    let held: Vec<Peer> = (0..5).map(|_| widget.asks(&emulator, 1)).collect();
    held.into_iter().for_each(Peer::hangs_up);
    // The end of a connection is seen a moment before its place is free.
    let all_four = |round: u64| {
        let (heard, answers) = mpsc::channel();
        let waiting: Vec<JoinHandle<()>> =
            (0..5).map(|_| widget.waits(&emulator, 1 + round, &heard)).collect();
        assert_eq!(answers.recv(), Ok(busy()), "the fifth");
        // By then the other four have been read: each is held, or was told to ask again.
        (0..10).for_each(|_| must_live(&emulator));
        widget.act(&emulator, if round.is_multiple_of(2) { "accept" } else { "back" });
        waiting.into_iter().for_each(|thread| thread.join().expect("a thread"));
        answers.try_iter().all(|answer| answer["frames"][0]["seq"] == round + 2)
    };
    assert!((0..5).any(all_four), "the places are free again");
}

#[test]
fn a_frame_that_time_makes_wakes_who_waits() {
    let emulator = still().start().expect("an emulator");
    let widget = open(&emulator);
    let (heard, answers) = mpsc::channel();
    let waiting = widget.waits(&emulator, 1, &heard);
    emulator.advance("10m").expect("10 min");
    let answer = answers.recv().expect("an answer");
    assert_eq!(answer["frames"][0]["screen"]["name"], "expired");
    waiting.join().expect("a thread");
}

#[test]
fn a_running_clock_wakes_who_waits_by_itself() {
    let emulator = Emulator::builder().start().expect("an emulator");
    let widget = json!({ "play": "by_hand", "steps": [{ "wait": "200ms" }, "expire"] });
    let document = json!({ "version": 1, "title": "Expires soon", "widget": widget });
    emulator.set_scenario(SetScenario::document(document)).expect("a scenario");
    let widget = open(&emulator);
    let (heard, answers) = mpsc::channel();
    let waiting = widget.waits(&emulator, 1, &heard);
    let answer = answers.recv().expect("an answer");
    assert_eq!(answer["frames"][0]["screen"]["name"], "expired");
    waiting.join().expect("a thread");
}

#[test]
fn a_reset_tells_who_waits_that_the_widget_is_gone() {
    let emulator = still().start().expect("an emulator");
    let widget = open(&emulator);
    let mut peer = widget.asks(&emulator, 1);
    emulator.reset().expect("a reset");
    peer.must_hear(410);
}

#[test]
fn a_run_that_its_page_has_ended_is_waited_for_no_longer() {
    let emulator = still().start().expect("an emulator");
    let widget = open(&emulator);
    let (heard, answers) = mpsc::channel();
    let waiting: Vec<JoinHandle<()>> = (0..5).map(|_| widget.waits(&emulator, 1, &heard)).collect();
    assert_eq!(answers.recv(), Ok(busy()), "four are held");
    let gone = json!({ "token": widget.token, "handled": [], "ended": "replaced" });
    let report = Request::post(format!("/widget/v1/{}/report", widget.id), &gone);
    assert_eq!(emulator.handle(&report).status, 204);
    for _ in 0..4 {
        assert_eq!(answers.recv(), Ok(json!({ "frames": [], "over": true })));
    }
    waiting.into_iter().for_each(|thread| thread.join().expect("a thread"));
}

#[test]
fn a_stop_answers_who_waits_before_it_returns() {
    let emulator = still().start().expect("an emulator");
    let widget = open(&emulator);
    let (heard, answers) = mpsc::channel();
    let waiting: Vec<JoinHandle<()>> = (0..5).map(|_| widget.waits(&emulator, 1, &heard)).collect();
    assert_eq!(answers.recv(), Ok(busy()), "four are held");
    let mut idle = Peer::of(&emulator);
    let mut stalled = Peer::of(&emulator);
    stalled.sends("GET /api/ HTTP/1.1\r\nHo");
    emulator.stop().expect("an orderly end");
    for _ in 0..4 {
        assert_eq!(answers.recv(), Ok(json!({ "frames": [], "again": 0 })), "answered, not cut off");
    }
    assert!(idle.hears().is_none() && stalled.hears().is_none());
    waiting.into_iter().for_each(|thread| thread.join().expect("a thread"));
}

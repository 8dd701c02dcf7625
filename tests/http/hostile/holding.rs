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
        asks(emulator, &[self.run(after)])
    }

    fn run(&self, after: u64) -> Value {
        json!({ "widget": self.id, "token": self.token, "after": after })
    }
}

/// A page that has asked for the frames of its runs.
fn asks(emulator: &Emulator, runs: &[Value]) -> Peer {
    let mut peer = Peer::of(emulator);
    peer.sends(post("/widget/v1/frames", &json!({ "runs": runs }).to_string()));
    peer
}

/// What a call is told that finds no place to wait, or when it has waited for long enough.
fn nothing() -> Value {
    json!({ "runs": [] })
}

#[test]
fn four_wait_and_the_others_are_answered_at_once() {
    let emulator = still().start().expect("an emulator");
    let widget = open(&emulator);
    let (heard, answers) = mpsc::channel();
    let waiting: Vec<JoinHandle<()>> = (0..10).map(|_| widget.waits(&emulator, 1, &heard)).collect();
    for _ in 0..6 {
        assert_eq!(answers.recv(), Ok(nothing()));
    }
    must_live(&emulator);
    widget.act(&emulator, "accept");
    for _ in 0..4 {
        let answer = answers.recv().expect("an answer");
        assert_eq!(answer["runs"][0]["frames"][0]["screen"]["name"], "institutions", "{answer}");
    }
    let mut fifth = widget.asks(&emulator, 1);
    let answer = fifth.hears().expect("an answer").value();
    assert_eq!(answer["runs"][0]["frames"][0]["seq"], 2, "who found no place lacks nothing: {answer}");
    waiting.into_iter().for_each(|thread| thread.join().expect("a thread"));
}

#[test]
fn one_call_waits_for_all_runs_of_a_page() {
    let emulator = still().start().expect("an emulator");
    let widgets = [open(&emulator), open(&emulator), open(&emulator)];
    let mut peer = asks(&emulator, &widgets.each_ref().map(|widget| widget.run(1)));
    must_live(&emulator);
    widgets[1].act(&emulator, "accept");
    let answer = peer.hears().expect("an answer").value();
    assert_eq!(answer["runs"].as_array().map(Vec::len), Some(1), "the others have nothing to tell: {answer}");
    assert_eq!(answer["runs"][0]["widget"], widgets[1].id);
    assert_eq!(answer["runs"][0]["frames"][0]["screen"]["name"], "institutions");
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
        assert_eq!(answers.recv(), Ok(nothing()), "the fifth");
        // By then the other four have been read: each is held, or was answered.
        (0..10).for_each(|_| must_live(&emulator));
        widget.act(&emulator, if round.is_multiple_of(2) { "accept" } else { "back" });
        waiting.into_iter().for_each(|thread| thread.join().expect("a thread"));
        answers.try_iter().all(|answer| answer["runs"][0]["frames"][0]["seq"] == round + 2)
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
    assert_eq!(answer["runs"][0]["frames"][0]["screen"]["name"], "expired");
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
    assert_eq!(answer["runs"][0]["frames"][0]["screen"]["name"], "expired");
    waiting.join().expect("a thread");
}

#[test]
fn a_reset_tells_who_waits_that_the_widget_is_gone() {
    let emulator = still().start().expect("an emulator");
    let widget = open(&emulator);
    let mut peer = widget.asks(&emulator, 1);
    emulator.reset().expect("a reset");
    let answer = peer.hears().expect("an answer").value();
    assert_eq!(
        (&answer["runs"][0]["widget"], &answer["runs"][0]["gone"]["status"]),
        (&json!(widget.id), &json!(410))
    );
}

#[test]
fn a_run_that_its_page_has_ended_is_waited_for_no_longer() {
    let emulator = still().start().expect("an emulator");
    let widget = open(&emulator);
    let (heard, answers) = mpsc::channel();
    let waiting: Vec<JoinHandle<()>> = (0..5).map(|_| widget.waits(&emulator, 1, &heard)).collect();
    assert_eq!(answers.recv(), Ok(nothing()), "four are held");
    let gone = json!({ "token": widget.token, "handled": [], "ended": "replaced" });
    let report = Request::post(format!("/widget/v1/{}/report", widget.id), &gone);
    assert_eq!(emulator.handle(&report).status, 204);
    for _ in 0..4 {
        assert_eq!(
            answers.recv(),
            Ok(json!({ "runs": [{ "widget": widget.id, "frames": [], "over": true }] }))
        );
    }
    waiting.into_iter().for_each(|thread| thread.join().expect("a thread"));
}

#[test]
fn a_stop_answers_who_waits_before_it_returns() {
    let emulator = still().start().expect("an emulator");
    let widget = open(&emulator);
    let (heard, answers) = mpsc::channel();
    let waiting: Vec<JoinHandle<()>> = (0..5).map(|_| widget.waits(&emulator, 1, &heard)).collect();
    assert_eq!(answers.recv(), Ok(nothing()), "four are held");
    let mut idle = Peer::of(&emulator);
    let mut stalled = Peer::of(&emulator);
    stalled.sends("GET /api/ HTTP/1.1\r\nHo");
    emulator.stop().expect("an orderly end");
    for _ in 0..4 {
        assert_eq!(answers.recv(), Ok(nothing()), "answered, not cut off");
    }
    assert!(idle.hears().is_none() && stalled.hears().is_none());
    waiting.into_iter().for_each(|thread| thread.join().expect("a thread"));
}

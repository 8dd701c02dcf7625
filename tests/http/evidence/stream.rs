//! The journal as server-sent events, over a socket.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;
use std::time::Duration;

use belvo_emulator::Request;
use belvo_emulator::control::FollowJournal;

use crate::support::control;
use crate::support::desk::Desk;
use serde_json::{Value, json};

/// A page that listens.
struct Listener(BufReader<TcpStream>);

impl Listener {
    #[track_caller]
    fn of(desk: &Desk, query: &str, last: Option<&str>) -> Self {
        let mut stream = TcpStream::connect(("127.0.0.1", desk.emulator.port())).expect("a connection");
        stream.set_read_timeout(Some(Duration::from_secs(20))).expect("a limit");
        let last = last.map(|last| format!("Last-Event-ID: {last}\r\n")).unwrap_or_default();
        let path = format!("/_emulator/workspaces/desk/journal/stream{query}");
        write!(stream, "GET {path} HTTP/1.1\r\nHost: localhost\r\n{last}\r\n").expect("sent");
        let mut listener = Self(BufReader::new(stream));
        assert_eq!(listener.line(), "HTTP/1.1 200 OK");
        while !listener.line().is_empty() {}
        listener
    }

    fn line(&mut self) -> String {
        let mut line = String::new();
        self.0.read_line(&mut line).expect("a line");
        line.trim_end().to_owned()
    }

    /// The next event: its name, if it has one, its id, and its data.
    #[track_caller]
    fn event(&mut self) -> (String, String, Value) {
        let (mut name, mut id) = (String::new(), String::new());
        loop {
            let line = self.line();
            match line.split_once(": ") {
                Some(("event", text)) => name = text.to_owned(),
                Some(("id", text)) => id = text.to_owned(),
                Some(("data", text)) => return (name, id, serde_json::from_str(text).expect("JSON")),
                _ => {}
            }
        }
    }

    /// The kind of the next entry, its number, and the id of its event.
    #[track_caller]
    fn entry(&mut self) -> (String, u64, String) {
        let (name, id, entry) = self.event();
        let seq = entry["seq"].as_u64().expect("a number");
        assert!(name.is_empty() && id.ends_with(&format!("-{seq}")), "{name} {id} {entry}");
        (entry["kind"].as_str().expect("a kind").to_owned(), seq, id)
    }
}

#[test]
fn entries_come_as_they_are_written() {
    let desk = Desk::new();
    desk.get("/api/links/");
    let mut listener = Listener::of(&desk, "?kind=request", None);
    assert_eq!(listener.entry().0, "request", "what was there before");
    let link = desk.must_link("erebor_mx_retail", "bnk100", "single");
    let (kind, seq, _) = listener.entry();
    assert_eq!(kind, "request");
    desk.get(&format!("/api/links/{link}/"));
    let (_, later, _) = listener.entry();
    assert!(later > seq, "in order, and entries of other kinds are passed over");
}

#[test]
fn who_was_cut_off_goes_on_after_the_last_event() {
    let desk = Desk::new();
    (0..3).for_each(|_| drop(desk.get("/api/links/")));
    let mut listener = Listener::of(&desk, "?kind=request", None);
    let (_, first, id) = listener.entry();
    drop(listener);
    let mut again = Listener::of(&desk, "?kind=request", Some(&id));
    assert_eq!(again.entry().1, first + 1);
    let mut after = Listener::of(&desk, &format!("?kind=request&after={first}"), None);
    assert_eq!(after.entry().1, first + 1);
    let mut told = Listener::of(&desk, &format!("?kind=request&last_event_id={id}"), None);
    assert_eq!(told.entry().1, first + 1);
}

/// Also one that was quickly followed by as many entries as there had been.
#[test]
fn a_reset_is_told_however_many_entries_follow() {
    let desk = Desk::new();
    (0..3).for_each(|_| drop(desk.get("/api/links/")));
    let mut listener = Listener::of(&desk, "?kind=request", None);
    let ids: Vec<String> = (0..3).map(|_| listener.entry().2).collect();
    desk.emulator.workspace("desk").reset().expect("a reset");
    (0..5).for_each(|_| drop(desk.get("/api/links/")));
    for mut reader in [listener, Listener::of(&desk, "?kind=request", Some(&ids[2]))] {
        let (name, _, data) = reader.event();
        assert_eq!((name.as_str(), data), ("reset", json!({})));
        assert_eq!(reader.entry().1, 1, "it counts anew");
    }
}

#[test]
fn a_snapshot_that_is_restored_begins_another_journal() {
    let desk = Desk::new();
    let workspace = desk.emulator.workspace("desk");
    desk.get("/api/links/");
    let saved = workspace.snapshot().expect("a snapshot");
    let mut listener = Listener::of(&desk, "?kind=request", None);
    listener.entry();
    workspace.set_snapshot(saved).expect("restored");
    assert_eq!(listener.event().0, "reset");
}

#[test]
fn what_is_gone_is_told() {
    let desk = Desk::new();
    desk.get("/api/links/");
    let (_, _, id) = Listener::of(&desk, "?kind=request", None).entry();
    for _ in 0..2_100 {
        desk.emulator.handle(&Request::get("/api/links/?page_size=1").keys("desk", "desk"));
    }
    let mut late = Listener::of(&desk, "", Some(&id));
    let (name, _, data) = late.event();
    assert_eq!(name, "dropped");
    assert!(data["dropped"].as_u64().is_some_and(|dropped| dropped > 50), "{data}");
    let first = late.entry().1;
    assert_eq!(
        (1..2_000).find(|number| late.entry().1 != first + number),
        None,
        "none is missed, none comes twice"
    );
}

#[test]
fn who_listens_before_there_is_a_workspace_hears_of_its_first_entry() {
    let desk = Desk::new();
    let mut stream = TcpStream::connect(("127.0.0.1", desk.emulator.port())).expect("a connection");
    write!(stream, "GET /_emulator/workspaces/later/journal/stream HTTP/1.1\r\nHost: localhost\r\n\r\n")
        .expect("sent");
    let mut listener = Listener(BufReader::new(stream));
    while !listener.line().is_empty() {}
    desk.emulator.handle(&Request::get("/api/links/").keys("later", "later"));
    assert_eq!(listener.entry().1, 1);
}

#[test]
fn it_ends_with_the_emulator_and_needs_one_workspace() {
    let desk = Desk::new();
    let refused = control(&desk.emulator, "", "GET", "journal/stream", &Value::Null);
    assert_eq!((refused.status.as_u16(), &refused.value()["code"]), (400, &json!("workspace_required")));
    let refused = control(&desk.emulator, "desk", "GET", "journal/stream?kind=requst", &Value::Null);
    assert_eq!(refused.status, 400);
    let refused = control(&desk.emulator, "desk", "GET", "journal/stream?last_event_id=17", &Value::Null);
    assert_eq!((refused.status.as_u16(), &refused.value()["field"]), (400, &json!("last_event_id")));
    let workspace = desk.emulator.workspace("desk");
    let part = workspace.journal_stream(FollowJournal::default()).expect("a part");
    desk.get("/api/links/");
    let next = workspace.journal_stream(FollowJournal::default().last_event_id(&part.last_event_id));
    assert_eq!(next.expect("a part").entries.len(), 1, "the library answers what there is");

    desk.get("/api/links/");
    let mut listener = Listener::of(&desk, "?kind=request", None);
    listener.entry();
    desk.emulator.stop().expect("stopped");
    let mut rest = String::new();
    while listener.0.read_line(&mut rest).is_ok_and(|read| read > 0) {}
    assert!(rest.ends_with("0\r\n\r\n"), "an end, and no break: {rest:?}");
}

//! A place in a journal knows of which journal it is: a workspace that was reset or removed since is told, however long its new
//! journal has become.

use std::thread;

use belvo_emulator::control::{Expected, JournalFilter, JournalPosition, Match, Verify, WaitForEntries};
use http::Method;
use serde_json::json;

use crate::support::control;
use crate::support::desk::Desk;

fn desk() -> Desk {
    let desk = Desk::new();
    calls(&desk, 3);
    desk
}

fn calls(desk: &Desk, times: usize) {
    (0..times).for_each(|_| drop(desk.get("/api/links/")));
}

fn next(desk: &Desk) -> JournalPosition {
    let all = JournalFilter::from(Match::default()).after(0);
    desk.emulator.workspace("desk").journal_of(all).expect("the journal").next.expect("a place")
}

fn listed() -> Match {
    Match::on("GET /api/links/")
}

#[test]
fn what_comes_after_a_place_is_read_waited_for_and_verified() {
    let desk = desk();
    let place = next(&desk);
    calls(&desk, 2);
    let own = desk.emulator.workspace("desk");
    let later = own.journal_of(JournalFilter::from(Match::default()).after(place)).expect("entries");
    assert_eq!((later.entries.len(), later.reset, later.next), (2, false, Some(next(&desk))));
    let waited = own.journal_wait(WaitForEntries::from(listed()).after(place).count(2)).expect("entries");
    assert_eq!((waited.complete, waited.reset, waited.next), (true, false, later.next));
    own.verify(Verify::that([Expected::from(listed()).times(2)]).after(place)).expect("as expected");
    let streamed =
        own.journal_stream(belvo_emulator::control::FollowJournal::default().after(place)).expect("entries");
    assert_eq!((streamed.entries.len(), streamed.last_event_id), (2, next(&desk).to_string()));
}

#[test]
fn a_place_of_a_journal_that_is_gone_is_told_so() {
    for is_removed in [false, true] {
        let desk = desk();
        let place = next(&desk);
        let own = || desk.emulator.workspace("desk");
        match is_removed {
            true => drop(control(&desk.emulator, "desk", "DELETE", "", &json!(null))),
            false => drop(own().reset().expect("a reset")),
        }
        calls(&desk, 6);
        let all = own().journal_of(JournalFilter::from(listed()).after(place)).expect("entries");
        assert_eq!((all.entries.len(), all.reset), (6, true), "they are all of the new one");
        let waited = own()
            .journal_wait(WaitForEntries::from(Match::on("POST /api/links/")).after(place).timeout("25s"));
        let waited = waited.expect("it ends at once");
        assert_eq!((waited.complete, waited.reset), (false, true));
        let refused = own().verify(Verify::that([Expected::from(listed()).times(6)]).after(place));
        let refused = refused.expect_err("of another journal");
        assert_eq!((refused.status, refused.field.as_deref()), (400, Some("after")));
        assert!(refused.detail.contains("is gone"), "{}", refused.detail);
        let plain = own().journal_of(JournalFilter::from(listed()).after(3)).expect("entries");
        assert_eq!((plain.entries.len(), plain.reset), (3, false), "a number is one of any journal");
    }
}

#[test]
fn who_waits_hears_of_a_reset_at_once() {
    let desk = &desk();
    let place = next(desk);
    let wait = WaitForEntries::from(Match::on("POST /api/links/")).after(place).timeout("25s");
    thread::scope(|scope| {
        let waiting =
            scope.spawn(move || desk.emulator.workspace("desk").journal_wait(wait).expect("an answer"));
        desk.emulator.workspace("desk").reset().expect("a reset");
        let waited = waiting.join().expect("no panic");
        assert_eq!((waited.complete, waited.reset), (false, true));
    });
}

#[test]
fn a_place_is_sent_in_one_form_by_every_door() {
    let desk = desk();
    let place = next(&desk).to_string();
    assert!(place.ends_with("-3"), "{place}");
    let over_http = |workspace: &str, query: &str| {
        let reply = control(&desk.emulator, workspace, "GET", &format!("journal?{query}"), &json!(null));
        (reply.status.as_u16(), reply.value())
    };
    assert_eq!(over_http("desk", "after=0").1["next"], place);
    assert!(over_http("desk", "").1["next"].is_null(), "who does not go on needs none");
    let count = |query: &str| over_http("desk", query).1["entries"].as_array().map(Vec::len);
    assert_eq!((count("after=1"), count(&format!("after={place}"))), (Some(2), Some(0)));
    for wrong in ["after=-1", "after=one", "after=1-2-3"] {
        let (status, refused) = over_http("desk", wrong);
        assert_eq!((status, &refused["field"]), (400, &json!("after")), "{refused}");
        assert!(refused["detail"].as_str().is_some_and(|detail| detail.contains("1-17")), "{refused}");
    }
    assert_eq!(over_http("", &format!("after={place}")).1["code"], "workspace_required");
    assert!(over_http("", "after=2").1["next"].is_null(), "of several there is none");
    for after in [json!(1), json!("1"), json!(place)] {
        let body =
            json!({ "match": { "on": "GET /api/links/" }, "after": after, "count": 3, "timeout": "1ms" });
        let waited = control(&desk.emulator, "desk", "POST", "journal/wait", &body);
        assert_eq!(waited.status, 200, "{}", waited.text());
    }
    let untouched = over_http("untouched", "after=0").1["next"].clone();
    assert_eq!(untouched, "0-0", "before it is opened");
    desk.emulator.handle(&belvo_emulator::Request::new(Method::GET, "/api/links/").keys("untouched", "any"));
    let (_, since) = over_http("untouched", "after=0-0");
    assert_eq!((since["entries"].as_array().map(Vec::len), &since["reset"]), (Some(1), &json!(null)));
}

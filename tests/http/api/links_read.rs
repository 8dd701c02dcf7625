//! Links and their records read by control calls, without their workspace's password; and what is to come.

use belvo_emulator::control::{
    Advance, DueFilter, DueKind, LinkFilter, LinkState, LinkStatus, RecordFilter, SetClock, SetLink,
    SetWebhooks, WaitFor,
};
use belvo_emulator::{Emulator, Request};
use serde_json::{Value, json};

use super::door::{control, must_be_problem, must_start, still};

/// A link of a workspace.
#[track_caller]
fn make(emulator: &Emulator, workspace: &str, username: &str) -> String {
    let body = json!({ "institution": "erebor_mx_retail", "username": username, "password": "secret" });
    let made = emulator.handle(&Request::post("/api/links/", &body).keys(workspace, "secret"));
    made.value()["id"].as_str().expect("a link").to_owned()
}

/// A list of the API.
fn listed(emulator: &Emulator, workspace: &str, target: &str) -> Vec<Value> {
    let list = emulator.handle(&Request::get(target).keys(workspace, "secret")).value();
    list["results"].as_array().expect("results").clone()
}

#[test]
fn records_are_those_of_the_lists_page_by_page_and_reading_is_no_access() {
    let emulator = must_start(still());
    let link = make(&emulator, "one", "bnk100");
    make(&emulator, "two", "bnk100");
    let before = emulator.link(&link).expect("a link");
    let unread: Vec<_> =
        before.resources.iter().filter(|kept| kept.unread).map(|kept| &*kept.resource).collect();
    assert!(unread.contains(&"ACCOUNTS") && unread.contains(&"TRANSACTIONS"), "{unread:?}");

    let mut filter = RecordFilter::new(&link, "TRANSACTIONS").limit(300);
    let mut read = Vec::new();
    loop {
        let page = emulator.records(filter.clone()).expect("records");
        assert!(page.records.len() <= 300);
        read.extend(page.records);
        match page.next {
            Some(next) => filter = filter.after(next),
            None => break assert_eq!(page.count, read.len()),
        }
    }
    let list = listed(&emulator, "one", &format!("/api/transactions/?page_size=1000&link={link}"));
    assert_eq!(read, list);

    let after = emulator.link(&link).expect("a link");
    assert_eq!(after.link, before.link, "the link is as it was");
    let kept = after.resources.iter().find(|kept| kept.resource == "TRANSACTIONS").expect("a resource");
    assert_eq!((kept.records, kept.unread), (read.len(), false));
}

#[test]
fn links_of_all_workspaces_or_of_one_come_page_by_page() {
    let emulator = must_start(still());
    let ids: Vec<String> = ["a", "b", "c"].map(|name| make(&emulator, "one", name)).into();
    let other = make(&emulator, "two", "d");
    let first = emulator.links_of(LinkFilter::first(2)).expect("links");
    assert_eq!((first.count, first.links.len()), (4, 2));
    let rest = emulator.links_of(LinkFilter::first(2).after(first.next.expect("more"))).expect("links");
    assert_eq!(rest.next, None);
    let shown: Vec<String> =
        first.links.iter().chain(&rest.links).map(|kept| kept.link.id.to_string()).collect();
    assert_eq!(shown, [&ids[2], &ids[1], &ids[0], &other].map(String::clone), "the newest first");
    let own = emulator.workspace("two").links().expect("links").links;
    assert_eq!(own.iter().map(|kept| &*kept.workspace).collect::<Vec<_>>(), ["two"]);
}

#[test]
fn what_is_not_there_is_told() {
    let emulator = must_start(still());
    let link = make(&emulator, "one", "bnk100");
    let stranger = "00000000-0000-4000-8000-000000000000";
    let none = |path: &str| emulator.handle(&control("GET", path, None));
    must_be_problem(&none(&format!("links/{stranger}")), 404, "link_unknown");
    must_be_problem(&none("links/nonsense/records?resource=ACCOUNTS"), 404, "link_unknown");
    must_be_problem(&none(&format!("workspaces/two/links/{link}")), 404, "link_unknown");
    must_be_problem(&none(&format!("links?after={stranger}")), 400, "after");
    must_be_problem(&none("links?limit=1001"), 400, "limit");
    must_be_problem(&none(&format!("links/{link}/records?resource=ACCOUNTS&after={stranger}")), 400, "after");
    let reply = none(&format!("links/{link}/records?resource=INVOICES"));
    must_be_problem(&reply, 400, "resource");
    assert!(reply.text().contains("this link has ACCOUNTS, TRANSACTIONS, OWNERS"), "{}", reply.text());
}

/// Data that have been deleted or have grown stale are not in the lists, and not here.
#[test]
fn what_the_lists_do_not_show_is_not_read() {
    let emulator = must_start(still());
    let link = make(&emulator, "one", "bnk100");
    emulator.set_link(SetLink::new(&link, LinkState::StaleData)).expect("set");
    let page = emulator.records(RecordFilter::new(&link, "ACCOUNTS")).expect("records");
    assert_eq!(json!(page.records), json!(listed(&emulator, "one", "/api/accounts/")));
    assert_eq!(page.count, 0);
}

/// What is said to come is what comes, in that order and at that time.
#[test]
fn what_is_due_comes() {
    let emulator = must_start(still().option("data.fetch_delay", "2s"));
    emulator.set_clock(SetClock::frozen().at("2026-01-31T12:00:00Z")).expect("set");
    let link = make(&emulator, "one", "break_day");
    let told = emulator.workspace("one").due_of(DueFilter::first(1000)).expect("what is due");
    assert_eq!(told.count, told.due.len());
    assert!(told.due.iter().all(|one| one.workspace == "one"), "{told:?}");
    assert!(
        told.due.iter().any(|one| one.what == DueKind::LinkBreaks
            && one.link.map(|id| id.to_string()).as_ref() == Some(&link))
    );
    let fired = emulator.workspace("one").advance("1d").expect("moved").fired;
    let came: Vec<_> = fired.iter().map(|one| (one.at, one.what)).collect();
    let said: Vec<_> = told.due.iter().map(|one| (one.at, one.what)).take(came.len()).collect();
    assert_eq!(came, said);
    assert_eq!(emulator.link(&link).expect("a link").link.link.status, LinkStatus::Invalid);
}

/// A receiver that does not answer is tried again, and until then that is to come.
#[test]
fn a_receiver_that_is_tried_again_is_to_come() {
    let emulator = must_start(still());
    let dead = "http://127.0.0.1:1/hooks";
    emulator.workspace("one").set_webhooks(SetWebhooks::to(dead)).expect("set");
    let link = make(&emulator, "one", "bnk100");
    emulator.advance(Advance::from("1ms").wait(WaitFor::Deliveries)).expect("moved");
    let due = emulator.workspace("one").due().expect("what is due").due;
    let tries: Vec<_> = due.iter().filter(|one| one.what == DueKind::WebhookTried).collect();
    assert!(!tries.is_empty(), "{due:?}");
    for one in tries {
        assert_eq!(one.url.as_deref(), Some(dead));
        assert_eq!(one.link.map(|id| id.to_string()), Some(link.clone()));
        assert!(one.event.is_some() && one.at > emulator.workspace("one").clock().expect("a clock").now);
    }
}

#[test]
fn the_user_names_that_decide_are_told_in_each_language() {
    let emulator = must_start(still());
    let english = emulator.names().expect("names").names;
    for locale in ["es", "pt"] {
        let names = emulator.names_in(locale).expect("names").names;
        assert_eq!(names.len(), english.len());
        let same = names.iter().zip(&english).filter(|(one, other)| one.about == other.about).count();
        assert!(same < 3, "{same} of {} are English in {locale}", names.len());
    }
    must_be_problem(&emulator.handle(&control("GET", "names?locale=fr", None)), 400, "locale");
}

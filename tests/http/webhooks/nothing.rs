//! Weeks that bring nothing new: they are not sent, take nobody's place, and the journal says so.

use belvo_emulator::control::{
    DeliveryFilter, Entry, EntryKind, HookCode, Inbox, SetScenario, SetWebhooks, State, Trigger,
};
use serde_json::{Value, json};

use super::inbox::{late, said, told};
use super::receiver::Receiver;
use crate::support::desk::Desk;

fn entries(desk: &Desk, kind: EntryKind) -> Vec<Entry> {
    let journal = desk.emulator.workspace("desk").journal().expect("the journal");
    journal.entries.into_iter().filter(|entry| entry.kind == kind).collect()
}

fn ids(entries: &[Entry]) -> Vec<&Value> {
    let mut ids: Vec<&Value> = entries.iter().map(|entry| &entry.data["webhook_id"]).collect();
    ids.dedup();
    ids
}

/// Accounts are there from the beginning; the tester's own data may add one.
#[test]
fn accounts_are_not_announced_where_no_week_can_add_one() {
    let desk = late("2026-07-01T12:00:00Z");
    desk.must_link("erebor_mx_retail", "bnk100", "recurrent");
    desk.emulator.advance("1m").expect("moved");
    let announced = |kind: &str| {
        let all = entries(&desk, EntryKind::WebhookAnnounced);
        all.iter().filter(|entry| entry.data["webhook_type"] == kind).count()
    };
    let before = ["ACCOUNTS", "TRANSACTIONS"].map(announced);
    desk.emulator.advance("28d").expect("moved");
    assert_eq!(["ACCOUNTS", "TRANSACTIONS"].map(announced), [before[0], before[1] + 4]);
    let accounts: Vec<Value> = (0..7).map(|number| json!({ "name": format!("Account {number}") })).collect();
    // What has been read is known, whatever is given later.
    desk.must_list("/api/accounts/");
    let own = json!({ "version": 1, "title": "More accounts", "data": { "accounts": accounts } });
    desk.emulator.set_scenario(SetScenario::document(own)).expect("a scenario");
    desk.emulator.clear_inbox().expect("cleared");
    desk.emulator.advance("7d").expect("moved");
    assert!(said(&told(&desk)).contains(&("ACCOUNTS", "new_accounts_available")), "{:?}", told(&desk));
}

/// Each that was announced was tried, or turned out to be nothing; what certainly tells something is told from the rest.
#[test]
fn what_turns_out_to_be_nothing_stands_in_the_journal_alone() {
    let (desk, receiver) = (late("2026-07-10T12:00:00Z"), Receiver::new([]));
    let other = Receiver::new([]);
    let mut targets = SetWebhooks::to(&receiver.url);
    targets.targets.extend(SetWebhooks::to(&other.url).targets);
    desk.emulator.workspace("desk").set_webhooks(targets).expect("set");
    desk.must_link("tatooine_mx_fiscal", "FISC861224XY5", "recurrent");
    desk.emulator.advance("15d").expect("moved");
    let log = desk.emulator.deliveries_of(DeliveryFilter::settled()).expect("the log").deliveries;
    assert_eq!(log[0].seq, 1);
    assert!(log.iter().all(|one| one.state == State::Delivered), "{log:?}");
    let [announced, tried, nothing] =
        [EntryKind::WebhookAnnounced, EntryKind::WebhookTried, EntryKind::WebhookNothing]
            .map(|kind| entries(&desk, kind));
    assert!(!nothing.is_empty(), "a week without a tax return");
    assert_eq!(ids(&nothing).len(), nothing.len(), "once, whoever listens");
    for entry in &announced {
        let id = &entry.data["webhook_id"];
        let (was_tried, was_nothing) = (ids(&tried).contains(&id), ids(&nothing).contains(&id));
        assert!(was_tried != was_nothing, "{entry:?}");
        assert!(!was_nothing || entry.data["may_be_nothing"] == true, "{entry:?}");
    }
    let first = &announced[0].data;
    assert!(first.get("may_be_nothing").is_none(), "what comes with a link is told in any case: {first}");
    assert_eq!(receiver.rest().len(), log.len() / 2);
    let sent = told(&desk);
    assert!(sent.iter().all(|body| !ids(&nothing).contains(&&body["webhook_id"])));
}

/// The inbox has a thousand places: those of nothing are given to what comes.
#[test]
fn what_turned_out_to_be_nothing_takes_no_place_of_the_inbox() {
    let desk = late("2026-07-10T12:00:00Z");
    let rules = json!([{ "on": "update", "type": "ACCOUNTS", "copies": 10 }]);
    let data = json!({ "accounts": [{ "name": "The only one" }] });
    let document = json!({ "version": 1, "title": "Ten of each", "data": data, "webhooks": rules });
    desk.emulator.set_scenario(SetScenario::document(document)).expect("a scenario");
    (0..5).for_each(|_| drop(desk.must_link("erebor_mx_retail", "bnk101", "recurrent")));
    let inbox = || -> Inbox { desk.emulator.inbox().expect("the inbox") };
    desk.emulator.advance("71d").expect("moved");
    let first = inbox();
    assert_eq!((first.webhooks.len(), first.webhooks[0].seq), (30, 1), "what came with the links");
    desk.emulator.advance("77d").expect("moved");
    let link = desk.must_link("erebor_mx_retail", "bnk101", "single");
    desk.emulator.trigger(Trigger::new(&link, "LINK", HookCode::TokenRequired)).expect("sent");
    let all = inbox();
    assert_eq!((all.webhooks.len(), all.dropped, all.webhooks[0].seq), (31, 0, 1));
    assert!(all.webhooks[30].seq > 1_050, "more were announced than there are places");
}

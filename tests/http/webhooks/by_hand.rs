//! Webhooks by hand: any that can be told of a link, with what it says of the link's records.

use belvo_emulator::control::{HookCode, Process, SetScenario, Trigger};
use serde_json::{Value, json};

use super::inbox::{late, told};
use super::receiver::{Answer, Receiver};
use crate::support::desk::Desk;
use belvo_emulator::control::{EntryKind, SetWebhooks};

/// Those that one trigger sends.
#[track_caller]
fn sent(desk: &Desk, trigger: Trigger) -> Vec<Value> {
    desk.emulator.clear_inbox().expect("cleared");
    let ids = desk.emulator.trigger(trigger).expect("sent").webhook_ids;
    let all = told(desk);
    assert!(all.iter().map(|body| &body["webhook_id"]).eq(ids.iter()), "{ids:?} {all:?}");
    all
}

/// A link to a bank has no invoices; what it could not tell is refused, with what it can.
#[test]
fn what_a_link_has_nothing_of_is_refused() {
    let desk = late("2026-07-01T12:00:00Z");
    let link = desk.must_link("erebor_mx_retail", "bnk100", "single");
    for (kind, code) in [
        ("INVOICES", HookCode::NewInflowInvoices),
        ("BILLS", HookCode::NewBills),
        ("TAX_RETURNS", HookCode::HistoricalUpdate),
        ("EMPLOYMENTS", HookCode::HistoricalUpdate),
        ("CONSENT", HookCode::ConsentExpired),
    ] {
        let refused = desk.emulator.trigger(Trigger::new(&link, kind, code)).expect_err(kind);
        assert_eq!((refused.status, refused.field.as_deref()), (400, Some("type")), "{refused:?}");
        assert!(refused.detail.contains("they have ACCOUNTS, OWNERS, TRANSACTIONS"), "{}", refused.detail);
        assert!(refused.detail.contains("LINK") && !refused.detail.contains("CONSENT"), "{}", refused.detail);
    }
    assert!(told(&desk).is_empty());
    let data = json!({ "total_bills": 1 });
    let given = Trigger::new(&link, "BILLS", HookCode::HistoricalUpdate).data(data.clone());
    assert_eq!(sent(&desk, given)[0]["data"], data);
}

/// Whoever asks is told that there is nothing, as a call in the background is.
#[test]
fn a_link_without_records_tells_of_none() {
    let desk = late("2026-07-01T12:00:00Z");
    let link = desk.must_link("erebor_mx_retail", "bnk101", "single");
    for (kind, code, key) in [
        ("ACCOUNTS", HookCode::NewAccounts, "new_accounts"),
        ("TRANSACTIONS", HookCode::NewTransactions, "new_transactions"),
        ("OWNERS", HookCode::NewOwners, "new_owners"),
    ] {
        let bodies = sent(&desk, Trigger::new(&link, kind, code));
        assert!(bodies[0]["data"][key].is_u64(), "{bodies:?}");
    }
    assert_eq!(
        sent(&desk, Trigger::new(&link, "TRANSACTIONS", HookCode::NewTransactions))[0]["data"],
        json!({ "new_transactions": 0 })
    );
    let fiscal = desk.must_link("tatooine_mx_fiscal", "fiscal101", "single");
    for body in sent(&desk, Trigger::new(&fiscal, "TAX_RETURNS", HookCode::NewTaxReturns)) {
        assert_eq!(body["data"]["total_tax_returns"], 0);
    }
}

/// Rows with one type and code are told apart by their process; tax returns come by month and by year.
#[test]
fn each_row_of_the_table_can_be_sent() {
    let desk = late("2026-07-01T12:00:00Z");
    let bank = desk.must_link("erebor_mx_retail", "bnk100", "single");
    let new = || Trigger::new(&bank, "TRANSACTIONS", HookCode::NewTransactions);
    for (trigger, process) in [
        (new(), "recurrent_update"),
        (new().process(Process::RecurrentUpdate), "recurrent_update"),
        (new().process(Process::AsyncPost), "async_post"),
    ] {
        let bodies = sent(&desk, trigger);
        assert_eq!((bodies.len(), &bodies[0]["process_type"]), (1, &json!(process)));
    }
    let none = desk.emulator.trigger(new().process(Process::HistoricalUpdate)).expect_err("there is none");
    assert_eq!(none.code, "webhook_unknown");
    assert!(
        none.detail.ends_with("no process_type historical_update; it has recurrent_update, async_post"),
        "{none:?}"
    );

    let fiscal = desk.must_link("tatooine_mx_fiscal", "FISC861224XY5", "single");
    let returns = || Trigger::new(&fiscal, "TAX_RETURNS", HookCode::HistoricalUpdate);
    let types: Vec<Value> = sent(&desk, returns()).iter().map(|body| body["data"]["type"].clone()).collect();
    assert_eq!(types, ["yearly", "monthly"]);
    let data = json!({ "type": "monthly" });
    let given = sent(&desk, returns().data(data.clone()));
    assert_eq!((given.len(), &given[0]["data"]), (1, &data), "given data are sent once");
}

/// A receiver that takes nothing for long: one entry when further ones are lost, whatever comes.
#[test]
fn what_finds_no_room_any_more_is_told_once() {
    let (desk, receiver) = (late("2026-07-01T12:00:00Z"), Receiver::new(vec![Answer::Silence; 50]));
    let rules = json!([{ "on": "trigger", "copies": 10 }]);
    let document = json!({ "version": 1, "title": "Ten of each", "webhooks": rules });
    desk.emulator.set_scenario(SetScenario::document(document)).expect("a scenario");
    desk.emulator.workspace("desk").set_webhooks(SetWebhooks::to(&receiver.url)).expect("set");
    let link = desk.must_link("erebor_mx_retail", "bnk100", "single");
    for number in 0..10_020 {
        if number % 100 == 0 {
            desk.emulator.clear_inbox().expect("cleared");
        }
        let trigger = Trigger::new(&link, "LINK", HookCode::TokenRequired).data(json!({}));
        desk.emulator.trigger(trigger).expect("sent");
    }
    let journal = desk.emulator.workspace("desk").journal().expect("the journal");
    let limits: Vec<_> = journal.entries.iter().filter(|entry| entry.kind == EntryKind::Limit).collect();
    assert_eq!(limits.len(), 1, "{limits:?}");
    let why = limits[0].why.as_deref().unwrap_or_default();
    assert!(why.starts_with("100000 webhooks wait for http://127.0.0.1"), "{why}");
}

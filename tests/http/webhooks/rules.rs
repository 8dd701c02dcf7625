//! What a scenario's `webhooks` make of webhooks: which are sent, when, how often, and what is wrong with them.

use belvo_emulator::control::{
    Delivery, DeliveryFilter, DeliverySeq, DueKind, EntryKind, HookCode, Inbox, LinkStatus, Match, Received,
    Receiver as Target, ReceiverHeader, SentAuthorization, SentBody, SetLink, SetScenario, SetWebhooks,
    Trigger,
};
use ring::hmac;
use serde_json::{Value, json};

use super::receiver::{Answer, Got, Receiver};
use crate::support::desk::Desk;

const BANK: &str = "erebor_mx_retail";

/// A desk whose workspaces have these rules, with somebody who listens.
fn desk(rules: &Value) -> (Desk, Receiver) {
    let (desk, receiver) = (Desk::new(), Receiver::new([]));
    desk.emulator.set_webhooks(SetWebhooks::to(&receiver.url)).expect("set");
    let document = json!({ "version": 1, "title": "Webhooks", "webhooks": rules });
    desk.emulator.set_scenario(SetScenario::document(document)).expect("a scenario");
    (desk, receiver)
}

fn inbox(desk: &Desk) -> Inbox {
    desk.emulator.inbox().expect("the inbox")
}

fn types(webhooks: &[Received]) -> Vec<&str> {
    webhooks.iter().map(|received| received.body["webhook_type"].as_str().unwrap_or_default()).collect()
}

fn settled(desk: &Desk) -> Vec<Delivery> {
    desk.emulator.deliveries_of(DeliveryFilter::settled()).expect("the log").deliveries
}

/// A link whose status becomes one that is told, so often.
fn must_break(desk: &Desk, times: usize) {
    let link = desk.must_link(BANK, "bnk100", "single");
    for _ in 0..times {
        for status in [LinkStatus::Invalid, LinkStatus::Valid] {
            desk.emulator.set_link(SetLink::new(&link, status)).expect("set");
        }
    }
}

#[test]
fn what_comes_later_comes_out_of_order_and_holds_nothing_up() {
    let rules =
        json!([{ "on": "link", "type": "ACCOUNTS", "after": "30s" }, { "on": "link", "after": "5s" }]);
    let (desk, receiver) = desk(&rules);
    desk.must_link(BANK, "bnk100", "recurrent");
    assert_eq!(types(&inbox(&desk).webhooks), Vec::<&str>::new());
    let fired = desk.emulator.advance("5s").expect("moved").fired;
    assert!(!fired.is_empty() && fired.iter().all(|one| one.what == DueKind::WebhookSent), "{fired:?}");
    let early = inbox(&desk).webhooks;
    assert!(types(&early).contains(&"OWNERS") && !types(&early).contains(&"ACCOUNTS"), "{:?}", types(&early));
    for expected in &early {
        assert_eq!(receiver.next().body(), expected.body);
        assert_eq!(expected.at.seconds() - early[0].at.seconds(), 0);
        assert!(expected.why.as_deref().is_some_and(|why| why.ends_with("webhooks rule 2")), "{expected:?}");
    }
    desk.emulator.advance("24999ms").expect("moved");
    assert_eq!(inbox(&desk).webhooks.len(), early.len());
    desk.emulator.advance("1ms").expect("moved");
    assert_eq!(types(&inbox(&desk).webhooks).last(), Some(&"ACCOUNTS"));
    let last = receiver.next().body();
    assert_eq!((&last["webhook_type"], &last["data"]["total_accounts"]), (&json!("ACCOUNTS"), &json!(5)));
    let log = settled(&desk);
    let accounts = log.last().expect("a delivery");
    assert_eq!(accounts.tries[0].at.seconds() - accounts.event.at.seconds(), 30, "it happened before");
}

#[test]
fn what_is_sent_is_what_the_first_rule_says_that_is_about_it() {
    let usual = {
        let (desk, _) = desk(&json!([]));
        desk.must_link(BANK, "bnk100", "recurrent");
        types(&inbox(&desk).webhooks).into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    let without = |gone: &[&str]| {
        usual.iter().map(String::as_str).filter(|kind| !gone.contains(kind)).collect::<Vec<_>>()
    };
    let only = |kept: &[&'static str]| {
        usual.iter().map(String::as_str).filter(|kind| kept.contains(kind)).collect::<Vec<_>>()
    };
    let two = ["ACCOUNTS", "TRANSACTIONS"];
    let cases: [(Value, Vec<&str>); 8] = [
        (json!([{ "on": "link", "send": two }]), only(&two)),
        (json!([{ "on": "any", "send": "OWNERS" }]), only(&["OWNERS"])),
        (json!([{ "on": "link", "drop": two }]), without(&two)),
        (json!([{ "on": "link", "drop": "all" }]), vec![]),
        (json!([{ "on": "link", "send": [] }]), vec![]),
        (json!([{ "on": "update", "drop": "all" }]), without(&[])),
        (
            json!([{ "on": "link", "type": "ACCOUNTS", "copies": 1 }, { "on": "link", "drop": "all" }]),
            only(&["ACCOUNTS"]),
        ),
        (json!([{ "on": "link", "drop": "ACCOUNTS historical_update", "times": 1 }]), without(&["ACCOUNTS"])),
    ];
    for (rules, expected) in cases {
        let (desk, receiver) = desk(&rules);
        desk.must_link(BANK, "bnk100", "recurrent");
        let webhooks = inbox(&desk).webhooks;
        assert_eq!(types(&webhooks), expected, "{rules}");
        assert!(settled(&desk).len() == expected.len() && receiver.rest().len() == expected.len(), "{rules}");
        let announced = desk.emulator.journal_of(Match::kind(EntryKind::WebhookAnnounced));
        let announced = announced.expect("the journal").entries;
        assert_eq!(announced.len(), usual.len(), "what is not sent has happened all the same: {rules}");
        let unsent = |why: &Option<String>| why.as_deref().is_some_and(|why| why.ends_with(": not sent"));
        let unsent = announced.iter().filter(|entry| unsent(&entry.why)).count();
        assert_eq!(unsent, usual.len() - expected.len(), "{rules}");
    }
}

#[test]
fn what_comes_twice_has_one_webhook_id() {
    let (desk, receiver) = desk(&json!([{ "on": "status", "copies": 2, "times": 1 }]));
    must_break(&desk, 2);
    let got: Vec<Got> = (0..3).map(|_| receiver.next()).collect();
    assert_eq!(got[0].raw, got[1].raw);
    assert_ne!(got[1].body()["webhook_id"], got[2].body()["webhook_id"], "the rule holds for one webhook");
    let seqs: Vec<u64> = inbox(&desk).webhooks.iter().map(|received| received.seq).collect();
    assert_eq!(seqs, [1, 2, 3]);
    assert_eq!(settled(&desk).len(), 3);
    assert!(receiver.rest().is_empty());
}

#[test]
fn what_is_malformed_is_so_on_each_try_and_whole_when_it_is_sent_again_by_hand() {
    let rules = json!([
        { "on": "status", "times": 1, "body": "malformed" },
        { "on": "status", "times": 1, "body": "empty" },
    ]);
    let (desk, receiver) = desk(&rules);
    receiver.answers([Answer::Status(400, String::new())]);
    must_break(&desk, 3);
    let [broken, empty, whole] = [receiver.next(), receiver.next(), receiver.next()];
    assert!(
        broken.raw.starts_with("{\"webhook_id\":") && serde_json::from_str::<Value>(&broken.raw).is_err()
    );
    assert_eq!((empty.raw.as_str(), &whole.body()["webhook_code"]), ("", &json!("invalid_credentials")));
    desk.emulator.advance("1m").expect("moved");
    assert_eq!(receiver.next().raw, broken.raw);
    let log = settled(&desk);
    assert_eq!(
        [log[0].body, log[1].body, log[2].body],
        [Some(SentBody::Malformed), Some(SentBody::Empty), None]
    );
    let received = inbox(&desk).webhooks;
    let raw: Vec<Option<&str>> = received.iter().map(|received| received.raw.as_deref()).collect();
    assert_eq!(raw, [Some(&*broken.raw), Some(""), None]);
    assert!(received[0].body.is_null() && received[2].body == whole.body());
    let event = received[0].event.as_ref().expect("what it tells");
    assert_eq!((event.code, received[2].event.is_none()), (HookCode::InvalidCredentials, true));
    desk.emulator.resend(DeliverySeq::from(log[0].seq.to_string())).expect("sent again");
    let again = receiver.next();
    assert!(again.raw.starts_with(&broken.raw) && again.body()["webhook_code"] == "invalid_credentials");
}

#[test]
fn a_wrong_authorization_is_of_the_same_form_and_signs_with_another_key() {
    let rules = json!([
        { "on": "status", "times": 1, "authorization": "wrong" },
        { "on": "status", "times": 1, "authorization": "missing" },
    ]);
    let (desk, receiver) = desk(&rules);
    let header = |name: &str, text: Option<&str>, hmac: Option<&str>| ReceiverHeader {
        name: name.into(),
        text: text.map(Into::into),
        hmac: hmac.map(Into::into),
        encoding: None,
    };
    let mut targets = SetWebhooks::default();
    targets.targets = vec![Target {
        url: receiver.url.clone(),
        authorization: Some("Bearer abc".into()),
        headers: vec![header("X-Key", Some("text"), None), header("X-Sign", None, Some("key"))],
    }];
    desk.emulator.set_webhooks(targets).expect("set");
    must_break(&desk, 3);
    let [wrong, missing, right] = [receiver.next(), receiver.next(), receiver.next()];
    let sign = |got: &Got| {
        let tag = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, b"key"), got.raw.as_bytes());
        tag.as_ref().iter().map(|byte| format!("{byte:02x}")).collect::<String>()
    };
    assert_eq!(right.header("authorization"), Some("Bearer abc"));
    assert_eq!((right.header("x-key"), right.header("x-sign")), (Some("text"), Some(&*sign(&right))));
    for name in ["authorization", "x-key", "x-sign"] {
        assert_eq!(missing.header(name), None, "{name}");
    }
    let authorization = wrong.header("authorization").expect("one");
    assert!(authorization.starts_with("Bearer ") && authorization != "Bearer abc", "{authorization}");
    assert!(wrong.header("x-key").is_some_and(|text| text != "text"));
    assert!(wrong.header("x-sign").is_some_and(|tag| tag.len() == 64 && tag != sign(&wrong)));
    let sent = [Some(SentAuthorization::Wrong), Some(SentAuthorization::Missing), None];
    let log = settled(&desk);
    assert_eq!(log.iter().map(|one| one.authorization).collect::<Vec<_>>(), sent);
    assert_eq!(inbox(&desk).webhooks.iter().map(|one| one.authorization).collect::<Vec<_>>(), sent);
}

/// `Basic` stays `Basic`, and whoever has set nothing gets something.
#[test]
fn a_wrong_authorization_is_there_whatever_was_set() {
    for (set, scheme) in [(Some("Basic bWU6eA=="), "Basic "), (Some("secret"), "wrong-"), (None, "Bearer ")] {
        let (desk, receiver) = desk(&json!([{ "on": "status", "authorization": "wrong" }]));
        let mut targets = SetWebhooks::to(&receiver.url);
        targets.targets[0].authorization = set.map(Into::into);
        desk.emulator.set_webhooks(targets).expect("set");
        must_break(&desk, 1);
        let got = receiver.next();
        let authorization = got.header("authorization").expect("one");
        assert!(authorization.starts_with(scheme) && Some(authorization) != set, "{authorization}");
    }
}

#[test]
fn webhooks_by_hand_have_an_occasion_of_their_own() {
    let (desk, receiver) = desk(&json!([{ "on": "trigger", "type": "BILLS", "body": "empty" }]));
    let link = desk.must_link(BANK, "bnk100", "recurrent");
    let usual = settled(&desk).len();
    (0..usual).for_each(|_| assert_ne!(receiver.next().raw, ""));
    let trigger = Trigger::new(&link, "BILLS", HookCode::HistoricalUpdate).data(json!({ "total_bills": 1 }));
    desk.emulator.trigger(trigger).expect("sent");
    assert_eq!(receiver.next().raw, "");
}

/// The counters begin anew with the scenario, and those of a run's own scenario are passed over.
#[test]
fn the_rules_belong_to_the_scenario_of_the_workspace() {
    let rules = json!([{ "on": "status", "times": 1, "drop": "all" }]);
    let (desk, _receiver) = desk(&rules);
    must_break(&desk, 2);
    assert_eq!(inbox(&desk).webhooks.len(), 1);
    let document = json!({ "version": 1, "title": "Anew", "webhooks": rules });
    desk.emulator.workspace("desk").set_scenario(SetScenario::document(document)).expect("a scenario");
    must_break(&desk, 1);
    assert_eq!(inbox(&desk).webhooks.len(), 1);
    desk.emulator.workspace("desk").set_scenario(SetScenario::none()).expect("none");
    must_break(&desk, 1);
    assert_eq!(inbox(&desk).webhooks.len(), 2);
}

#[test]
fn the_shipped_rules_do_what_their_titles_say() {
    let (late, receiver) = desk(&json!([]));
    late.emulator.set_scenario(SetScenario::named("webhooks-late")).expect("shipped");
    late.must_link(BANK, "bnk100", "recurrent");
    late.emulator.advance("1m").expect("moved");
    let webhooks = inbox(&late).webhooks;
    assert_eq!(types(&webhooks).iter().position(|kind| *kind == "ACCOUNTS"), Some(webhooks.len() - 1));
    assert_eq!(receiver.next().body(), webhooks[0].body);

    let (unreliable, receiver) = desk(&json!([]));
    unreliable.emulator.set_scenario(SetScenario::named("webhooks-unreliable")).expect("shipped");
    unreliable.must_link(BANK, "bnk100", "recurrent");
    let webhooks = inbox(&unreliable).webhooks;
    let of = |kind: &str| webhooks.iter().filter(|one| one.body["webhook_type"] == kind).collect::<Vec<_>>();
    assert_eq!((of("ACCOUNTS").len(), of("OWNERS").len(), of("INCOMES").len()), (2, 1, 0));
    assert_eq!(webhooks.iter().filter(|one| one.raw.is_some()).count(), 1);
    assert_eq!(of("OWNERS")[0].authorization, Some(SentAuthorization::Wrong));
    assert_eq!(receiver.next().body(), receiver.next().body());
}

/// A thousand are remembered; how many are gone is told, until the inbox is emptied.
#[test]
fn the_inbox_says_how_many_are_gone() {
    let (desk, _receiver) = desk(&json!([{ "on": "trigger", "copies": 10 }]));
    desk.emulator.set_webhooks(SetWebhooks::default()).expect("nobody");
    let link = desk.must_link(BANK, "bnk100", "single");
    for _ in 0..101 {
        let trigger = Trigger::new(&link, "LINK", HookCode::TokenRequired).data(json!({}));
        desk.emulator.trigger(trigger).expect("sent");
    }
    let full = inbox(&desk);
    assert_eq!((full.webhooks.len(), full.dropped, full.webhooks[0].seq), (1_000, 10, 11));
    desk.emulator.clear_inbox().expect("emptied");
    assert_eq!((inbox(&desk).webhooks.len(), inbox(&desk).dropped), (0, 0));
}

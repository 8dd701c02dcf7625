//! How webhooks get to a receiver: in order, with its headers, tried again while it fails (R-HOOK-02, 03).

use belvo_emulator::control::{
    Delivery, DeliveryFilter, DeliverySeq, Encoding, HookCode, LinkStatus, Receiver as Target,
    ReceiverHeader, SetLink, SetWebhooks, State, Trigger, WaitForWebhooks,
};
use ring::hmac;
use serde_json::json;

use super::receiver::{Answer, Receiver};
use crate::support::control;
use crate::support::desk::Desk;

const BANK: &str = "erebor_mx_retail";

fn status(status: u16) -> Answer {
    Answer::Status(status, String::new())
}

fn settled(desk: &Desk) -> Vec<Delivery> {
    desk.emulator.deliveries_of(DeliveryFilter::settled()).expect("the log").deliveries
}

fn statuses(delivery: &Delivery) -> Vec<Option<u16>> {
    delivery.tries.iter().map(|one| one.status).collect()
}

/// A link whose status changes tell webhooks that are quickly made.
fn must_break(desk: &Desk, link: &str, times: usize) {
    for _ in 0..times {
        for status in [LinkStatus::Invalid, LinkStatus::Valid] {
            desk.emulator.set_link(SetLink::new(link, status)).expect("set");
        }
    }
}

#[test]
fn what_comes_with_a_link_is_sent_in_order_with_the_headers_of_the_receiver() {
    let (desk, receiver) = (Desk::new(), Receiver::new([]));
    let mut target =
        Target { url: receiver.url.clone(), authorization: Some("Bearer abc".into()), headers: vec![] };
    let header = |name: &str, encoding| ReceiverHeader {
        name: name.into(),
        text: None,
        hmac: Some("key".into()),
        encoding: Some(encoding),
    };
    target.headers = vec![header("X-Hex", Encoding::Hex), header("X-Base", Encoding::Base64)];
    let mut targets = SetWebhooks::default();
    targets.targets = vec![target];
    let shown = serde_json::to_string(&desk.emulator.set_webhooks(targets).expect("set")).expect("JSON");
    assert!(!shown.contains("abc") && !shown.contains("\"key\""), "{shown}");

    let link = desk.must_link(BANK, "bnk100", "recurrent");
    let inbox = desk.emulator.inbox_wait(WaitForWebhooks::default().link(&link).count(6)).expect("the inbox");
    assert!(inbox.complete);
    for expected in inbox.webhooks {
        let got = receiver.next();
        assert_eq!(got.body(), expected.body);
        assert_eq!(got.path, "/hooks?from=belvo");
        assert_eq!(got.header("authorization"), Some("Bearer abc"));
        assert_eq!(got.header("content-type"), Some("application/json"));
        let key = hmac::Key::new(hmac::HMAC_SHA256, b"key");
        let tag = hmac::sign(&key, got.raw.as_bytes());
        let hex: String = tag.as_ref().iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(got.header("x-hex"), Some(&*hex));
        assert!(got.header("x-base").is_some_and(|text| text.len() == 44));
    }
    let log = settled(&desk);
    assert!(log.iter().all(|one| one.state == State::Delivered), "{log:?}");
    assert!(receiver.rest().is_empty());
}

#[test]
fn what_fails_is_sent_again_later_and_later_and_holds_nothing_up() {
    let failing = [status(500), status(200), Answer::Reset, status(302), status(204)];
    let (desk, receiver) = (Desk::new(), Receiver::new(failing));
    desk.emulator.set_webhooks(SetWebhooks::to(&receiver.url)).expect("set");
    let link = desk.must_link(BANK, "bnk100", "single");
    must_break(&desk, &link, 2);
    let [first, second] = [receiver.next().body(), receiver.next().body()];
    assert_ne!(first["webhook_id"], second["webhook_id"], "the second does not wait for the first");
    let log = settled(&desk);
    assert_eq!([log[0].state, log[1].state], [State::Waiting, State::Delivered]);
    for (by, _) in [("60s", 1), ("120s", 2), ("180s", 3)] {
        desk.emulator.advance(by).expect("moved");
        assert_eq!(receiver.next().body(), first, "the same, byte for byte, with the same id");
        settled(&desk);
    }
    let log = settled(&desk);
    assert_eq!(log[0].state, State::Delivered);
    assert_eq!(statuses(&log[0]), [Some(500), None, Some(302), Some(204)]);
    let at: Vec<i64> = log[0].tries.iter().map(|one| one.at.seconds() - log[0].event.at.seconds()).collect();
    assert_eq!(at, [0, 60, 180, 360], "linear");
}

#[test]
fn five_times_it_is_tried_again_and_then_given_up() {
    let (desk, receiver) = (Desk::new(), Receiver::new(vec![status(503); 7]));
    desk.emulator.set_webhooks(SetWebhooks::to(&receiver.url)).expect("set");
    let link = desk.must_link(BANK, "bnk100", "single");
    must_break(&desk, &link, 1);
    receiver.next();
    // A retry that is due already leaves at once.
    desk.emulator.advance("1d").expect("moved");
    (0..5).for_each(|_| drop(receiver.next()));
    let log = settled(&desk);
    assert_eq!((log[0].state, log[0].tries.len()), (State::GivenUp, 6));
    desk.emulator.advance("1d").expect("moved");
    settled(&desk);
    assert!(receiver.rest().is_empty());
    receiver.answers([status(503), status(200)]);
    desk.emulator.resend(DeliverySeq::from(log[0].seq.to_string())).expect("sent again");
    assert_eq!(receiver.next().body()["webhook_code"], "invalid_credentials");
    let route = format!("webhooks/deliveries/{}", log[0].seq);
    assert_eq!(control(&desk.emulator, "desk", "POST", &route, &json!({})).status, 200);
    assert_eq!(receiver.next().body()["webhook_code"], "invalid_credentials");
    assert_eq!(control(&desk.emulator, "desk", "POST", "webhooks/deliveries/99", &json!({})).status, 404);
}

#[test]
fn receivers_that_are_dead_silent_or_talk_too_much_harm_nobody() {
    let huge = Answer::Status(200, "x".repeat(4 * 1024 * 1024));
    let (desk, receiver) = (Desk::new(), Receiver::new([huge, Answer::Silence, Answer::Drips]));
    let dead = "http://127.0.0.1:1/hooks";
    let mut targets = SetWebhooks::to(&receiver.url);
    targets.targets.extend(SetWebhooks::to(dead).targets);
    desk.emulator.set_webhooks(targets).expect("set");
    let link = desk.must_link(BANK, "bnk100", "single");
    must_break(&desk, &link, 3);
    let log = settled(&desk);
    let place = |url: &str| url.split('?').next().map(str::to_owned);
    let of = |url: &str| log.iter().filter(|one| place(&one.url) == place(url)).collect::<Vec<_>>();
    let (ours, theirs) = (of(&receiver.url), of(dead));
    assert_eq!(statuses(ours[0]), [Some(200)]);
    assert!(ours[0].tries[0].answer.len() < 1_000);
    assert_eq!(statuses(ours[1]), [None]);
    assert_eq!(ours[1].tries[0].answer, "no answer within 5 s");
    assert_eq!(
        (ours[2].state, statuses(ours[2])),
        (State::Delivered, vec![Some(200)]),
        "it has answered in time"
    );
    assert!(theirs.iter().all(|one| one.tries[0].answer.contains("no connection to 127.0.0.1:1")));
}

#[test]
fn a_webhook_of_each_type_can_be_sent_by_hand() {
    let (desk, receiver) = (Desk::new(), Receiver::new([]));
    let link = desk.must_link(BANK, "bnk100", "recurrent");
    desk.emulator.set_webhooks(SetWebhooks::to(&receiver.url)).expect("set");
    desk.emulator.trigger(Trigger::new(&link, "TRANSACTIONS", HookCode::TransactionsDeleted)).expect("sent");
    let counted = receiver.next().body();
    let listed = desk.must_list(&format!("/api/transactions/?link={link}")).len();
    assert_eq!(counted["data"], json!({ "total_transactions": listed }));
    let data = json!({ "employment_changes": ["EMPLOYED"] });
    let by_hand = Trigger::new(&link, "EMPLOYMENT_RECORDS", HookCode::EmploymentChanges).data(data.clone());
    desk.emulator.trigger(by_hand).expect("sent");
    assert_eq!(receiver.next().body()["data"], data);
    let unknown =
        desk.emulator.trigger(Trigger::new(&link, "ACCOUNTS", HookCode::NewBills)).expect_err("no such");
    assert_eq!(unknown.code, "webhook_unknown");
    let huge = Trigger::new(&link, "LINK", HookCode::TokenRequired).data(json!("x".repeat(70_000)));
    assert_eq!(desk.emulator.trigger(huge).expect_err("too much").code, "emission_too_large");
    for (query, status) in [("?settled=true", 200), ("?settled=maybe", 400)] {
        let route = format!("webhooks/deliveries{query}");
        assert_eq!(control(&desk.emulator, "desk", "GET", &route, &json!(null)).status, status, "{query}");
    }
    let nobody = Trigger::new("nobody", "LINK", HookCode::TokenRequired);
    assert_eq!(desk.emulator.trigger(nobody).expect_err("no such link").code, "link_unknown");
}

//! Who may be a receiver, and what others see of it.

use belvo_emulator::Emulator;
use belvo_emulator::control::{DeliveryFilter, LinkStatus, ReceiverHeader, SetLink, SetWebhooks};

use super::receiver::{Answer, Receiver};
use crate::support::desk::Desk;

/// R-HOOK-01
#[test]
fn what_is_no_receiver_is_refused_with_what_was_expected() {
    let desk = Desk::new();
    let refused = [
        ("https://app.test/hooks", "https is not spoken yet"),
        ("ftp://app.test", "a whole URL was expected"),
        ("app.test:3000/hooks", "a whole URL was expected"),
        ("http://me:secret@app.test/hooks", "holds credentials"),
        ("http://app.test:99999/", "no port"),
        ("http:///hooks", "no host"),
        ("http://app.test/a b", "%20"),
    ];
    for (url, why) in refused {
        let problem = desk.emulator.set_webhooks(SetWebhooks::to(url)).expect_err(url);
        assert!(problem.detail.contains(why), "{url}: {}", problem.detail);
        assert!(!problem.detail.contains("secret"), "{url}");
        let started = Emulator::builder().webhook(url, None).start().err().expect(url).to_string();
        assert!(started.contains(why), "{started}");
    }
    let long = format!("http://app.test/{}", "x".repeat(3_000));
    assert!(desk.emulator.set_webhooks(SetWebhooks::to(long)).is_err());
    let mut targets = SetWebhooks::to("http://app.test/");
    targets.targets = vec![targets.targets[0].clone(); 17];
    assert!(desk.emulator.set_webhooks(targets).is_err());
    assert!(desk.emulator.webhooks().expect("none").targets.is_empty(), "nothing is half applied");
}

#[test]
fn a_receiver_that_repeats_its_secrets_does_not_put_them_into_the_log() {
    let echo = "you sent Bearer TOPSECRET and KEYTEXT\u{1b}[2J".to_owned();
    let (desk, receiver) = (Desk::new(), Receiver::new([Answer::Status(500, echo)]));
    let mut targets = SetWebhooks::to(&receiver.url);
    targets.targets[0].authorization = Some("Bearer TOPSECRET".into());
    let text = Some("KEYTEXT".into());
    targets.targets[0].headers =
        vec![ReceiverHeader { name: "X-Key".into(), text, hmac: None, encoding: None }];
    desk.emulator.set_webhooks(targets).expect("set");
    let link = desk.must_link("erebor_mx_retail", "bnk100", "single");
    desk.emulator.set_link(SetLink::new(&link, LinkStatus::Invalid)).expect("set");
    assert_eq!(receiver.next().header("x-key"), Some("KEYTEXT"));
    let log = desk.emulator.deliveries_of(DeliveryFilter::settled()).expect("the log");
    assert_eq!(log.deliveries[0].tries[0].status, Some(500));
    let journal = desk.emulator.journal().expect("the journal");
    for text in [serde_json::to_string(&log).expect("JSON"), serde_json::to_string(&journal).expect("JSON")] {
        assert!(text.contains("you sent (secret)"), "{text}");
        assert!(
            !text.contains("TOPSECRET") && !text.contains("KEYTEXT") && !text.contains("u001b"),
            "{text}"
        );
    }
}

/// Each workspace has its own receivers; the start's hold for all, and come back with a reset.
#[test]
fn a_workspace_may_have_receivers_of_its_own() {
    let (all, own) = (Receiver::new([]), Receiver::new([]));
    let started =
        Emulator::builder().now("2026-03-15T12:00:00Z").freeze().webhook(&all.url, Some("Basic eA==".into()));
    let desk = Desk::of(started.start().expect("an emulator"));
    let link = desk.must_link("erebor_mx_retail", "bnk100", "single");
    let set = |status| desk.emulator.set_link(SetLink::new(&link, status)).expect("set");
    set(LinkStatus::Invalid);
    assert_eq!(all.next().header("authorization"), Some("Basic eA=="));
    desk.emulator.workspace("desk").set_webhooks(SetWebhooks::to(&own.url)).expect("set");
    set(LinkStatus::TokenRequired);
    assert_eq!(own.next().body()["webhook_code"], "token_required");
    assert!(all.rest().is_empty());
    desk.emulator.reset().expect("reset");
    let link = desk.must_link("erebor_mx_retail", "bnk100", "single");
    desk.emulator.set_link(SetLink::new(&link, LinkStatus::Invalid)).expect("set");
    assert_eq!(all.next().body()["link_id"], *link);
}

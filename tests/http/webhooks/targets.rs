//! Who may be a receiver, and what others see of it.

use belvo_emulator::Emulator;
use belvo_emulator::control::{LinkStatus, SetLink, SetWebhooks};

use super::receiver::Receiver;
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

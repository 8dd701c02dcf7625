//! Who may be a receiver, and what others see of it.

use belvo_emulator::control::{
    DeliveryFilter, DeliverySeq, LinkStatus, ReceiverHeader, SetLink, SetWebhooks, State,
};
use belvo_emulator::{Emulator, Request};
use serde_json::json;

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
        ("http://app.test:0/", "no port"),
        ("http://app.test:/", "no port"),
        ("http://app.test:9:9/", "no port"),
        ("http://[::1/", "not closed"),
        ("http://[::1]x/", "no port"),
        ("http://[nowhere]/", "no host"),
        ("http://::1/", "no port"),
        ("http://app.test:80:/", "no port"),
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

/// What a flag or the library says is held against the same rules as what the verb says.
#[test]
fn headers_are_checked_in_one_place() {
    let url = "http://127.0.0.1:1/";
    let desk = Desk::new();
    for wrong in ["Bearer a\nb", "Bearer ação"] {
        let mut targets = SetWebhooks::to(url);
        targets.targets[0].authorization = Some(wrong.to_owned());
        let problem = desk.emulator.set_webhooks(targets).expect_err("refused").detail;
        let started = Emulator::builder().webhook(url, Some(wrong.to_owned())).start().err();
        assert!(started.expect("refused").to_string().contains(&problem), "{problem}");
    }
    let long = "x".repeat(4_097);
    let mut targets = SetWebhooks::to(url);
    targets.targets[0].authorization = Some(long.clone());
    let problem = desk.emulator.set_webhooks(targets).expect_err("refused").detail;
    assert_eq!(problem, "`targets[0].authorization` has to be a text of at most 4096 characters");
    assert!(Emulator::builder().webhook(url, Some(long)).start().is_err());
    let many = (0..17).fold(Emulator::builder(), |builder, _| builder.webhook(url, None));
    assert!(many.start().err().expect("too many").to_string().contains("16 at most"));

    let header =
        |name: &str| ReceiverHeader { name: name.into(), text: Some("a".into()), hmac: None, encoding: None };
    let with = |authorization: Option<&str>, names: &[&str]| {
        let mut targets = SetWebhooks::to(url);
        targets.targets[0].authorization = authorization.map(Into::into);
        targets.targets[0].headers = names.iter().map(|name| header(name)).collect();
        desk.emulator.set_webhooks(targets)
    };
    let long = "x".repeat(129);
    let refused: [(Option<&str>, &[&str], &str); 7] = [
        (Some("Bearer a"), &["Authorization"], "two headers are called authorization"),
        (None, &["X-A", "x-a"], "two headers are called x-a"),
        (None, &[&long], "`targets[0].headers[0].name` has to be a text of at most 128"),
        (None, &["content-type"], "other than those that every call has"),
        (None, &["x a"], "a header's name was expected"),
        (None, &[""], "a header's name was expected"),
        (None, &["x-a"; 17], "16 at most"),
    ];
    for (authorization, names, why) in refused {
        let problem = with(authorization, names).expect_err(why);
        assert!(problem.detail.contains(why), "{}", problem.detail);
    }
    with(None, &["Authorization", "X-A"]).expect("one of each");
}

/// A receiver that stays keeps what waits for it; of others, what is listed says that they are gone.
#[test]
fn what_is_listed_can_be_sent_again_while_its_receiver_is_one() {
    let (desk, receiver, other) =
        (Desk::new(), Receiver::new([Answer::Status(500, String::new())]), Receiver::new([]));
    desk.emulator.set_webhooks(SetWebhooks::to(&receiver.url)).expect("set");
    let link = desk.must_link("erebor_mx_retail", "bnk100", "single");
    desk.emulator.set_link(SetLink::new(&link, LinkStatus::Invalid)).expect("set");
    let log = || desk.emulator.deliveries_of(DeliveryFilter::settled()).expect("the log").deliveries;
    let seq = DeliverySeq::from(log()[0].seq.to_string());
    receiver.next();

    let mut anew = SetWebhooks::to(&receiver.url);
    anew.targets[0].authorization = Some("Bearer new".into());
    desk.emulator.set_webhooks(anew).expect("set anew");
    assert_eq!(log()[0].state, State::Waiting, "its retry is not given up");
    desk.emulator.advance("1m").expect("moved");
    assert_eq!(receiver.next().header("authorization"), Some("Bearer new"));
    desk.emulator.resend(seq.clone()).expect("sent again");
    assert_eq!(receiver.next().body()["webhook_code"], "invalid_credentials");

    desk.emulator.set_webhooks(SetWebhooks::to(&other.url)).expect("set");
    let gone = desk.emulator.resend(seq.clone()).expect_err("nobody listens there");
    assert!(gone.code == "receiver_gone" && gone.detail.starts_with(&log()[0].url), "{}", gone.detail);
    desk.emulator.set_webhooks(SetWebhooks::to(&receiver.url)).expect("set back");
    desk.emulator.resend(seq).expect("sent again");
    receiver.next();
    assert!(other.rest().is_empty());
}

#[test]
fn a_number_that_several_workspaces_have_needs_the_name_of_one() {
    let receiver = Receiver::new([]);
    let desk = Desk::of(Emulator::builder().webhook(&receiver.url, None).start().expect("an emulator"));
    let body = json!({ "institution": "erebor_mx_retail", "username": "bnk100", "password": "full", "access_mode": "single" });
    for name in ["one", "two"] {
        let request = Request::post("/api/links/", &body).keys(name, "x");
        let link = desk.emulator.handle(&request).value()["id"].as_str().expect("an id").to_owned();
        desk.emulator.workspace(name).set_link(SetLink::new(link, LinkStatus::Invalid)).expect("set");
    }
    let log = desk.emulator.deliveries_of(DeliveryFilter::settled()).expect("the log").deliveries;
    let seq = DeliverySeq::from(log[0].seq.to_string());
    assert_eq!(log.iter().filter(|one| one.seq == log[0].seq).count(), 2);
    let which = desk.emulator.resend(seq.clone()).expect_err("which one?");
    assert_eq!((&*which.code, which.status), ("workspace_required", 400));
    assert!(which.detail.contains("one, two"), "{}", which.detail);
    let before = receiver.rest().len();
    desk.emulator.workspace("two").resend(seq).expect("sent again");
    receiver.next();
    assert_eq!(before, log.len());
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

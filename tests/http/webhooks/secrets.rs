//! What a receiver repeats of its secrets, and what its address says, is seen by nobody else.

use belvo_emulator::Emulator;
use belvo_emulator::control::{DeliveryFilter, LinkStatus, ReceiverHeader, SetLink, SetWebhooks};

use super::receiver::{Answer, Receiver};
use crate::support::desk::Desk;

/// What log and journal say of an answer to a webhook that has brought an authorization and a header.
fn kept(authorization: &str, header: &str, answer: String) -> (String, String) {
    let (desk, receiver) = (Desk::new(), Receiver::new([Answer::Status(500, answer)]));
    let mut targets = SetWebhooks::to(&receiver.url);
    targets.targets[0].authorization = Some(authorization.into());
    let text = Some(header.to_owned());
    targets.targets[0].headers =
        vec![ReceiverHeader { name: "X-Key".into(), text, hmac: None, encoding: None }];
    desk.emulator.set_webhooks(targets).expect("set");
    let link = desk.must_link("erebor_mx_retail", "bnk100", "single");
    desk.emulator.set_link(SetLink::new(&link, LinkStatus::Invalid)).expect("set");
    receiver.next();
    let log = desk.emulator.deliveries_of(DeliveryFilter::settled()).expect("the log");
    let answer = log.deliveries[0].tries[0].answer.clone();
    let journal = serde_json::to_string(&desk.emulator.journal().expect("the journal")).expect("JSON");
    (answer, journal)
}

/// `me:PASSWORD-OF-ME`
const PAIR: &str = "Basic bWU6UEFTU1dPUkQtT0YtTUU=";

#[test]
fn parts_of_a_secret_are_masked_too() {
    for (authorization, said, secret, expected) in [
        ("Bearer TOPSECRET", "wrong token: TOPSECRET!", "TOPSECRET", "wrong token: (secret)!"),
        ("Bearer TOPSECRET", "got Bearer TOPSECRET!", "TOPSECRET", "got (secret)!"),
        ("Token TOPSECRET", "got TOPSECRET", "TOPSECRET", "got (secret)"),
        (PAIR, "who is me:PASSWORD-OF-ME?", "PASSWORD", "who is (secret)?"),
        (PAIR, "PASSWORD-OF-ME is wrong", "PASSWORD", "(secret) is wrong"),
        (PAIR, "bWU6UEFTU1dPUkQtT0YtTUU= is wrong", "bWU6", "(secret) is wrong"),
        ("Bearer other", "the key is Key KEYTEXT or KEYTEXT", "KEYTEXT", "the key is (secret) or (secret)"),
    ] {
        let (answer, journal) = kept(authorization, "Key KEYTEXT", said.to_owned());
        assert_eq!(answer, expected);
        assert!(!journal.contains(secret), "{said}");
    }
}

/// What is cut off after 500 characters, or never read, may begin within a secret.
#[test]
fn a_secret_that_is_cut_is_masked_first() {
    let secret = "TOPSECRET".repeat(20);
    let straddling = format!("{}{secret}", "x".repeat(450));
    let (answer, journal) = kept(&format!("Bearer {secret}"), "none", straddling);
    assert_eq!(answer, format!("{}(secret)", "x".repeat(450)));
    assert!(!journal.contains("TOPSECRET"));
    // So long a text becomes so short that its end is kept, where the emulator stops reading.
    let repeated = secret.repeat(64 * 1024 / secret.len() + 10);
    let (answer, journal) = kept(&format!("Bearer {secret}"), "none", repeated);
    assert!(answer.starts_with("(secret)(secret)"), "{answer}");
    assert!(!answer.contains("TOP") && !journal.contains("TOPSECRET"), "{answer}");
    let large = "y".repeat(4_000);
    let repeated = large.repeat(17);
    let (answer, _) = kept(&format!("Bearer {large}"), "none", repeated);
    assert!(answer.replace("(secret)", "").is_empty(), "{answer}");
}

#[test]
fn what_an_address_says_in_its_query_is_told_by_its_fingerprint() {
    let receiver = Receiver::new([Answer::Status(500, "no TOKEN-OF-URL, no PLAINKEY".into())]);
    let place = receiver.url.split('?').next().expect("a place").to_owned();
    let url = format!("{place}?token=TOKEN-OF-URL&PLAINKEY#FRAGMENT");
    let desk = Desk::new();
    let shown = desk.emulator.set_webhooks(SetWebhooks::to(&url)).expect("set").targets;
    assert!(shown[0].url.starts_with(&format!("{place}?token=sha256:")), "{shown:?}");
    let link = desk.must_link("erebor_mx_retail", "bnk100", "single");
    desk.emulator.set_link(SetLink::new(&link, LinkStatus::Invalid)).expect("set");
    assert!(receiver.next().path.ends_with("?token=TOKEN-OF-URL&PLAINKEY"), "it is called as it was set");
    let log = desk.emulator.deliveries_of(DeliveryFilter::settled()).expect("the log").deliveries;
    assert_eq!((&log[0].url, &*log[0].tries[0].answer), (&shown[0].url, "no (secret), no (secret)"));
    let journal = serde_json::to_string(&desk.emulator.journal().expect("the journal")).expect("JSON");
    let refused = Emulator::builder().webhook("http://a.test:0/?token=TOKEN-OF-URL", None).start().err();
    let refused = refused.expect("no port").to_string();
    for text in [serde_json::to_string(&shown).expect("JSON"), journal, refused] {
        for secret in ["TOKEN-OF-URL", "PLAINKEY", "FRAGMENT"] {
            assert!(!text.contains(secret), "{text}");
        }
    }
    let twin = desk.emulator.set_webhooks(SetWebhooks::to(format!("{place}?token=OTHER"))).expect("set");
    assert_ne!(twin.targets[0].url, shown[0].url, "two receivers are told apart");
}

#[test]
fn what_programs_print_of_a_receiver_has_no_secret() {
    let mut targets = SetWebhooks::to("http://a.test/?token=TOPSECRET");
    targets.targets[0].authorization = Some("Bearer TOPSECRET".into());
    let (text, hmac) = (Some("TOPSECRET".to_owned()), Some("TOPSECRET".to_owned()));
    targets.targets[0].headers = vec![ReceiverHeader { name: "X-A".into(), text, hmac, encoding: None }];
    let builder = Emulator::builder()
        .webhook("http://a.test/", Some("Bearer TOPSECRET".into()))
        .webhook_hmac("X-A", "TOPSECRET")
        .control_token("TOPSECRET")
        .keys("me", "TOPSECRET");
    let address: belvo_emulator::domain::webhook::target::Address =
        "http://a.test/?token=TOPSECRET".parse().expect("an address");
    let mut target = belvo_emulator::domain::webhook::target::Target::new(address);
    target.authorization = Some("Bearer TOPSECRET".into());
    for printed in [format!("{targets:?}"), format!("{builder:?}"), format!("{target:?}")] {
        assert!(!printed.contains("TOPSECRET"), "{printed}");
    }
    assert!(format!("{targets:?}").contains("sha256:") || format!("{targets:?}").contains("Fingerprint"));
}

#[test]
fn what_a_start_says_of_headers_is_brought_to_every_receiver() {
    let receivers = [Receiver::new([]), Receiver::new([])];
    let started = Emulator::builder().now("2026-03-15T12:00:00Z").freeze();
    let started = started.webhook(&receivers[0].url, None).webhook(&receivers[1].url, None);
    let started = started.webhook_hmac("X-Hex", "key").webhook_header("X-Text", "text");
    let desk = Desk::of(started.start().expect("an emulator"));
    let link = desk.must_link("erebor_mx_retail", "bnk100", "single");
    desk.emulator.set_link(SetLink::new(&link, LinkStatus::Invalid)).expect("set");
    for receiver in &receivers {
        let got = receiver.next();
        let key = ring::hmac::Key::new(ring::hmac::HMAC_SHA256, b"key");
        let tag = ring::hmac::sign(&key, got.raw.as_bytes());
        let hex: String = tag.as_ref().iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!((got.header("x-hex"), got.header("x-text")), (Some(&*hex), Some("text")));
    }
    let broken = Emulator::builder().webhook("http://a.test/", None).webhook_header("Host", "a").start();
    assert!(broken.err().expect("refused").to_string().contains("a header's name"));
}

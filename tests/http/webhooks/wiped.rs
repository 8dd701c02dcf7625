//! A new month takes webhooks that are due later (R-LIMIT-05).

use belvo_emulator::control::{DeliveryFilter, LinkStatus, SetLink, SetWebhooks, State};

use super::receiver::{Answer, Receiver};
use crate::support::desk::Desk;

/// A receiver that fails, of a link that breaks so long before the month ends.
fn broken(before: &str) -> (Desk, Receiver) {
    let desk = Desk::at("2026-01-31T23:00:00Z");
    // The step of a retry is that in force when the try before it has failed: it is set before there is any.
    let options = [("limit.monthly_wipe", "on"), ("hook.retry_step", "59s")];
    desk.emulator.set_options(options).expect("options");
    let receiver = Receiver::new(vec![Answer::Status(500, String::new()); 6]);
    desk.emulator.set_webhooks(SetWebhooks::to(&receiver.url)).expect("set");
    let link = desk.must_link("erebor_mx_retail", "bnk100", "single");
    desk.emulator.advance("59m").expect("moved");
    desk.emulator.advance(before).expect("moved");
    desk.emulator.set_link(SetLink::new(&link, LinkStatus::Invalid)).expect("set");
    (desk, receiver)
}

fn settled(desk: &Desk) -> (State, usize) {
    let log = desk.emulator.deliveries_of(DeliveryFilter::settled()).expect("the log").deliveries;
    let last = log.last().expect("a delivery");
    (last.state, last.tries.len())
}

#[test]
fn a_retry_that_falls_into_the_new_month_is_not_made() {
    let (desk, receiver) = broken("30s");
    receiver.next();
    assert_eq!(settled(&desk), (State::Waiting, 1));
    desk.emulator.advance("1h").expect("moved");
    assert_eq!(settled(&desk), (State::GivenUp, 1));
    assert!(receiver.rest().is_empty());
}

#[test]
fn what_was_due_before_is_sent_however_late_it_is_taken() {
    let (desk, receiver) = broken("0s");
    // Its first retry is due in the last second of the month, its second in the next.
    desk.emulator.advance("1h").expect("moved");
    receiver.next();
    receiver.next();
    assert_eq!(settled(&desk), (State::GivenUp, 2));
    assert!(receiver.rest().is_empty());
}

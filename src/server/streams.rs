//! Answers that go on while somebody reads them.

use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use tokio::sync::{mpsc, watch};

use super::cut::Sent;
use super::holds::Place;
use super::limits::Waiting;
use super::shared::{Shared, duration, pause};
use crate::domain::base::time::Timestamp;
use crate::http::message::GoesOn;

/// How often a reader hears that there is nothing new.
const BEAT: Duration = Duration::from_secs(15);
/// What is written within this time is sent together.
const GATHERED: Duration = Duration::from_millis(5);

/// The body of an answer that goes on. When a peer reads too many of them already, what there is now is all: its reader
/// asks again.
pub(super) fn body(shared: &Arc<Shared>, peer: IpAddr, first: Bytes, rest: Box<dyn GoesOn>) -> Sent {
    let Some(place) = Place::take(shared, (peer, Waiting::Tool)) else { return Sent::whole(first) };
    // One piece waits for a slow reader; what is written meanwhile stays in the journal, or is told as dropped.
    let (send, pieces) = mpsc::channel(1);
    let shared = shared.clone();
    tokio::spawn(async move {
        follow(&shared, rest, send).await;
        drop(place);
    });
    Sent::open(first, pieces)
}

async fn follow(shared: &Shared, mut rest: Box<dyn GoesOn>, send: mpsc::Sender<Bytes>) {
    let (mut changes, mut stop) = (shared.service.store.changes(), shared.stop.clone());
    loop {
        // What was written before anybody listened is asked for first.
        let piece = rest.next(&shared.service.store);
        if !piece.text.is_empty() && send.send(piece.text).await.is_err() {
            return;
        }
        if piece.more {
            continue;
        }
        tokio::select! {
            _ = changes.changed() => pause(GATHERED).await,
            () = pause(until(shared, piece.wake)) => {}
            () = pause(BEAT) => if send.send(rest.beat()).await.is_err() { return },
            () = send.closed() => return,
            () = ended(&mut stop) => return,
        }
    }
}

/// How long until something happens by itself.
fn until(shared: &Shared, wake: Option<Timestamp>) -> Duration {
    let left = |at: Timestamp| duration(at.since(shared.service.store.host_now())) + Duration::from_millis(1);
    wake.map_or(BEAT, left)
}

/// The emulator stops.
async fn ended(stop: &mut watch::Receiver<bool>) {
    let _gone_is_stopped_too = stop.wait_for(|stop| *stop).await.map(|_| ());
}

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
use crate::store::Store;

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
        follow(&shared.service.store, shared.stop.clone(), rest, send).await;
        drop(place);
    });
    Sent::open(first, pieces)
}

async fn follow(
    store: &Store,
    mut stop: watch::Receiver<bool>,
    mut rest: Box<dyn GoesOn>,
    send: mpsc::Sender<Bytes>,
) {
    let mut changes = store.changes();
    // Many long journals at once take all threads: whoever stops the emulator does not wait for them.
    while !*stop.borrow() {
        // What was written before anybody listened is asked for first.
        let piece = rest.next(store);
        if !piece.text.is_empty() && !taken(&send, piece.text, &mut stop).await {
            return;
        }
        if piece.more {
            continue;
        }
        tokio::select! {
            _ = changes.changed() => pause(GATHERED).await,
            () = pause(until(store, piece.wake)) => {}
            () = pause(BEAT) => if send.send(rest.beat()).await.is_err() { return },
            () = send.closed() => return,
            () = ended(&mut stop) => return,
        }
    }
}

/// Whether a reader takes a piece before the emulator stops.
async fn taken(send: &mpsc::Sender<Bytes>, piece: Bytes, stop: &mut watch::Receiver<bool>) -> bool {
    tokio::select! {
        sent = send.send(piece) => sent.is_ok(),
        () = ended(stop) => false,
    }
}

/// How long until something happens by itself.
fn until(store: &Store, wake: Option<Timestamp>) -> Duration {
    let left = |at: Timestamp| duration(at.since(store.host_now())) + Duration::from_millis(1);
    wake.map_or(BEAT, left)
}

/// The emulator stops.
async fn ended(stop: &mut watch::Receiver<bool>) {
    let _gone_is_stopped_too = stop.wait_for(|stop| *stop).await.map(|_| ());
}

#[cfg(test)]
mod tests {
    use std::panic::AssertUnwindSafe;
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;
    use crate::http::message::Piece;
    use crate::store::tests::store;

    /// A journal without an end, which tells the emulator to stop when it is read for the second time.
    #[derive(Clone, Debug)]
    struct Endless {
        read: Arc<AtomicUsize>,
        stop: Arc<AssertUnwindSafe<watch::Sender<bool>>>,
        text: &'static str,
    }

    impl GoesOn for Endless {
        fn next(&mut self, _: &Store) -> Piece {
            if self.read.fetch_add(1, Ordering::SeqCst) == 1 {
                self.stop.send_replace(true);
            }
            Piece { text: self.text.into(), more: true, wake: None }
        }

        fn beat(&self) -> Bytes {
            Bytes::new()
        }

        fn copy(&self) -> Box<dyn GoesOn> {
            Box::new(self.clone())
        }
    }

    #[test]
    fn a_stop_waits_neither_for_a_reader_that_does_not_read_nor_for_the_rest_of_a_long_journal() {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        for text in ["unread", ""] {
            let (stop, stopped) = watch::channel(false);
            let journal = Endless { read: Arc::default(), stop: Arc::new(AssertUnwindSafe(stop)), text };
            let (send, _unread) = mpsc::channel(1);
            runtime.block_on(follow(&store(), stopped, Box::new(journal.clone()), send));
            assert_eq!(journal.read.load(Ordering::SeqCst), 2, "{text}");
        }
    }
}

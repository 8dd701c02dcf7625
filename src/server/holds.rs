//! Answers that wait until there is something to tell.

use std::net::IpAddr;
use std::sync::{Arc, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

use super::answer::ask_again;
use super::limits::Waiting;
use super::long::perform;
use super::shared::{Shared, duration, pause};
use crate::domain::base::time::{LONGEST_WAIT, Timestamp};
use crate::http::Service;
use crate::http::message::{Hold, Reply, Request};
use crate::http::work::Done;

/// Asks for an answer that can wait again, each time that something has changed. What it waits for is counted from when the
/// call came: making the first answer takes its time too.
pub(super) async fn held(
    shared: &Arc<Shared>,
    peer: IpAddr,
    request: &Arc<Request>,
    hold: Hold,
    begun: Instant,
) -> Reply {
    let waiting = if hold.most.is_some() { Waiting::Tool } else { Waiting::Page };
    let over = begun + duration(hold.most.map_or(LONGEST_WAIT, |most| most.min(LONGEST_WAIT)));
    let mut changes = shared.service.store.changes();
    let mut reply = answer(shared, request, hold.done).await;
    let Some(mut hold) = reply.hold.take() else { return reply };
    let Some(_place) = Place::take(shared, (peer, waiting)) else {
        return last(shared, request, reply, hold).await;
    };
    let mut stop = shared.stop.clone();
    loop {
        let goes_on = tokio::select! {
            _ = changes.changed() => true,
            () = pause(wake(&shared.service, &hold)) => true,
            _ = stop.wait_for(|stop| *stop) => false,
            () = tokio::time::sleep_until(over) => false,
        };
        if !goes_on {
            return last(shared, request, reply, hold).await;
        }
        reply = answer(shared, request, hold.done).await;
        match reply.hold.take() {
            Some(again) => hold = again,
            None => return reply,
        }
    }
}

/// The answer of a call that waits no longer: what it has done it tells now.
async fn last(shared: &Shared, request: &Arc<Request>, reply: Reply, hold: Hold) -> Reply {
    match hold.done {
        Some(done) => answer(shared, request, Some(done.over())).await,
        None => reply,
    }
}

/// The answer as of now; it may take work.
async fn answer(shared: &Shared, request: &Arc<Request>, done: Option<Done>) -> Reply {
    let mut reply = ask_again(&shared.service, request, done);
    match reply.work.take() {
        Some(work) => perform(shared, request, work).await,
        None => reply,
    }
}

/// How long until something happens by itself.
fn wake(service: &Service, hold: &Hold) -> Duration {
    let until = |at: Timestamp| duration(at.since(service.store.host_now())) + Duration::from_millis(1);
    hold.wake.map_or(duration(LONGEST_WAIT), until)
}

/// One of the few places of a peer for answers that wait; given back when dropped, also when the peer hangs up.
pub(super) struct Place {
    shared: Arc<Shared>,
    peer: (IpAddr, Waiting),
}

impl Place {
    pub(super) fn take(shared: &Arc<Shared>, peer: (IpAddr, Waiting)) -> Option<Self> {
        let mut holds = shared.holds.lock().unwrap_or_else(PoisonError::into_inner);
        let count = holds.entry(peer).or_default();
        (*count < peer.1.places()).then(|| {
            *count += 1;
            Self { shared: shared.clone(), peer }
        })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut holds = self.shared.holds.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = holds.get_mut(&self.peer) {
            *count -= 1;
            if *count == 0 {
                holds.remove(&self.peer);
            }
        }
    }
}

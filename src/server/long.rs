//! Long work, slice by slice, off the threads that serve sockets. Whoever stops waiting for it stops it.

use std::sync::Arc;

use tokio::sync::Semaphore;

use super::answer::caught;
use super::shared::Shared;
use crate::http;
use crate::http::message::{Reply, Request};
use crate::http::work::Work;

/// How many long computations run at once: a core is left for those who ask for little.
pub(super) fn turns() -> Arc<Semaphore> {
    let cores = std::thread::available_parallelism();
    Arc::new(Semaphore::new(cores.map_or(1, |cores| cores.get().saturating_sub(1).max(1))))
}

/// Does the work and gives the answer. A slice waits for its turn with the slices of all others, and while it runs it
/// runs; dropped between two, the rest is not done.
pub(super) async fn perform(shared: &Shared, request: &Arc<Request>, mut work: Box<Work>) -> Reply {
    loop {
        // Never closed: nobody is turned away.
        let Ok(turn) = shared.turns.clone().acquire_owned().await else {
            return http::bug(&shared.service, request);
        };
        let (service, call) = (shared.service.clone(), request.clone());
        let slice = tokio::task::spawn_blocking(move || {
            let _turn = turn;
            caught(&service, &call, || http::go_on(&service, &call, work))
        });
        let Ok(mut reply) = slice.await else { return http::bug(&shared.service, request) };
        match reply.work.take() {
            Some(rest) => work = rest,
            None => return reply,
        }
    }
}

//! The listeners: bytes in, bytes out. Performs delays, holds what can wait, stops in order.

#![expect(
    clippy::disallowed_methods,
    reason = "this room opens the listeners, performs the delays and runs the tasks"
)]

mod answer;
mod bind;
mod body;
mod connection;
mod cut;
mod holds;
mod limits;
mod long;
mod malformed;
mod shared;
mod stop;
mod streams;
mod wire;

use std::io;
use std::sync::{Arc, LazyLock, Mutex};
use std::time::Duration;

use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::TcpListener;
use tokio::sync::watch;

use crate::http::Service;
use connection::connection;
use limits::STOP_TIME;
use shared::{Shared, pause};

pub(crate) use bind::{Bound, bind};

/// Serves until told to stop; then answers what is under way and returns.
pub(crate) async fn serve(
    service: Arc<Service>,
    bound: Bound,
    stop: watch::Receiver<bool>,
) -> io::Result<()> {
    let graceful = Arc::new(GracefulShutdown::new());
    let shared =
        Arc::new(Shared { service, holds: Mutex::default(), turns: LazyLock::new(long::turns), stop });
    let mut accepting = tokio::task::JoinSet::new();
    for listener in bound.listeners {
        let listener = TcpListener::from_std(listener)?;
        accepting.spawn(accept(listener, shared.clone(), graceful.clone()));
    }
    while accepting.join_next().await.is_some() {}
    if let Some(graceful) = Arc::into_inner(graceful) {
        // An answer that never ends must not keep the process alive.
        let _late = tokio::time::timeout(STOP_TIME, graceful.shutdown()).await;
    }
    Ok(())
}

async fn accept(listener: TcpListener, shared: Arc<Shared>, graceful: Arc<GracefulShutdown>) {
    let mut stop = shared.stop.clone();
    loop {
        let accepted = tokio::select! {
            _ = stop.wait_for(|stop| *stop) => return,
            accepted = listener.accept() => accepted,
        };
        match accepted {
            Ok((stream, peer)) => {
                let _sooner = stream.set_nodelay(true);
                tokio::spawn(connection(stream, peer.ip(), shared.clone(), graceful.watcher()));
            }
            // Out of file descriptors, most likely: what is under way has to end first.
            Err(_) => pause(Duration::from_millis(20)).await,
        }
    }
}

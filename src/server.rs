//! The listeners: bytes in, bytes out. Performs delays, holds what can wait, stops in order.

#![expect(
    clippy::disallowed_methods,
    reason = "this room opens the listeners, performs the delays and runs the tasks"
)]

use std::collections::HashMap;
use std::convert::Infallible;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use http_body_util::{BodyExt, Full, LengthLimitError, Limited};
use hyper::body::{Body, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{HeaderMap, Response, StatusCode, header};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;

use crate::domain::time::{Span, Timestamp};
use crate::http::message::{Hold, Reply, Request};
use crate::http::{self, Service};

/// The largest body that is read, in bytes.
pub(crate) const LARGEST_BODY: usize = 1024 * 1024;
/// How much of a larger one is taken in before the connection is cut.
const LARGEST_DROPPED: usize = 32 * LARGEST_BODY;
const DROP_TIME: Duration = Duration::from_secs(2);
/// Also how long a connection may idle: longer than the clients that reuse theirs, so that none is closed under a request.
const HEADER_TIME: Duration = Duration::from_secs(75);
const BODY_TIME: Duration = Duration::from_secs(10);
const HEADER_BYTES: usize = 64 * 1024;
/// The longest that an answer waits for something to happen.
const HOLD_TIME: Duration = Duration::from_secs(25);
/// A browser opens six connections to a host: with four of them waiting, two are left for acts.
const HOLDS_A_PEER: usize = 4;
const STOP_TIME: Duration = Duration::from_secs(2);

/// Bound addresses, not yet served.
#[derive(Debug)]
pub(crate) struct Bound {
    listeners: Vec<std::net::TcpListener>,
    pub(crate) address: SocketAddr,
    /// What could not be bound and need not be.
    pub(crate) warning: Option<String>,
}

/// An address that cannot be bound.
#[derive(Debug)]
pub(crate) struct BindFault {
    pub(crate) address: SocketAddr,
    pub(crate) why: io::Error,
}

/// Binds a host and port; loopback is bound on both families, port 0 to the same free port on both.
pub(crate) fn bind(host: IpAddr, port: u16) -> Result<Bound, BindFault> {
    if host != IpAddr::V4(Ipv4Addr::LOCALHOST) {
        let listener = listen(SocketAddr::new(host, port))?;
        return bound(vec![listener], None);
    }
    let mut tries = if port == 0 { 20 } else { 1 };
    loop {
        tries -= 1;
        let first = listen(SocketAddr::new(host, port))?;
        let taken = bound(vec![first], None)?;
        let second = SocketAddr::new(IpAddr::V6(Ipv6Addr::LOCALHOST), taken.address.port());
        match listen(second) {
            Ok(listener) => {
                return Ok(Bound {
                    listeners: taken.listeners.into_iter().chain([listener]).collect(),
                    ..taken
                });
            }
            Err(fault) if fault.why.kind() == io::ErrorKind::AddrInUse && tries > 0 => {}
            Err(fault) if fault.why.kind() == io::ErrorKind::AddrInUse => return Err(fault),
            Err(fault) => {
                let warning = format!("{second} is not available on this host ({}): IPv4 only", fault.why);
                return Ok(Bound { warning: Some(warning), ..taken });
            }
        }
    }
}

fn listen(address: SocketAddr) -> Result<std::net::TcpListener, BindFault> {
    let listener = std::net::TcpListener::bind(address).map_err(|why| BindFault { address, why })?;
    listener.set_nonblocking(true).map_err(|why| BindFault { address, why })?;
    Ok(listener)
}

fn bound(listeners: Vec<std::net::TcpListener>, warning: Option<String>) -> Result<Bound, BindFault> {
    let nowhere = SocketAddr::new(IpAddr::V4(Ipv4Addr::UNSPECIFIED), 0);
    let first = listeners.first().map(std::net::TcpListener::local_addr);
    let address = first.unwrap_or(Ok(nowhere)).map_err(|why| BindFault { address: nowhere, why })?;
    Ok(Bound { listeners, address, warning })
}

/// What every connection shares.
struct Shared {
    service: Arc<Service>,
    holds: Mutex<HashMap<IpAddr, usize>>,
    stop: watch::Receiver<bool>,
}

/// Serves until told to stop; then answers what is under way and returns.
pub(crate) async fn serve(
    service: Arc<Service>,
    bound: Bound,
    stop: watch::Receiver<bool>,
) -> io::Result<()> {
    let graceful = Arc::new(GracefulShutdown::new());
    let shared = Arc::new(Shared { service, holds: Mutex::default(), stop });
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

async fn connection(stream: TcpStream, peer: IpAddr, shared: Arc<Shared>, watcher: Watcher) {
    let mut wire = http1::Builder::new();
    wire.timer(TokioTimer::new())
        .header_read_timeout(HEADER_TIME)
        .max_buf_size(HEADER_BYTES)
        .half_close(false);
    let answering = service_fn(move |request| {
        let shared = shared.clone();
        async move { Ok::<_, Infallible>(answer(&shared, peer, request).await) }
    });
    // A peer that breaks off or talks nonsense has been answered as far as it can be.
    let _broken_off = watcher.watch(wire.serve_connection(TokioIo::new(stream), answering)).await;
}

async fn answer(shared: &Shared, peer: IpAddr, request: hyper::Request<Incoming>) -> Response<Full<Bytes>> {
    let (head, body) = request.into_parts();
    let target = head.uri.path_and_query().map_or("/", |target| target.as_str()).to_owned();
    let request = match read(&head.headers, body).await {
        Ok(body) => Request { method: head.method, target, headers: head.headers, body },
        Err(status) => return close(http::unread(&shared.service, &head.headers, &target, status)),
    };
    let reply = held(shared, peer, &request).await;
    if reply.delay > Span::ZERO {
        pause(duration(reply.delay)).await;
    }
    write(reply)
}

async fn read(headers: &HeaderMap, mut body: Incoming) -> Result<Bytes, StatusCode> {
    // Whoever looks at the first and whoever looks at the last would disagree on where the request is for.
    if headers.get_all(header::HOST).iter().count() > 1 {
        return Err(StatusCode::BAD_REQUEST);
    }
    // A peer that asks before it sends is told before it has sent.
    if headers.contains_key(header::EXPECT) && body.size_hint().lower() > LARGEST_BODY as u64 {
        return Err(StatusCode::PAYLOAD_TOO_LARGE);
    }
    let whole = Limited::new(&mut body, LARGEST_BODY).collect();
    let fault = match tokio::time::timeout(BODY_TIME, whole).await {
        Ok(Ok(bytes)) => return Ok(bytes.to_bytes()),
        Ok(Err(fault)) => fault,
        Err(_) => return Err(StatusCode::REQUEST_TIMEOUT),
    };
    if !fault.is::<LengthLimitError>() {
        return Err(StatusCode::BAD_REQUEST);
    }
    // Most clients write all before they read: what is left is taken in, within reason, and dropped.
    let mut rest = Limited::new(body, LARGEST_DROPPED);
    let dropping = async { while let Some(Ok(_)) = rest.frame().await {} };
    let _cut_off = tokio::time::timeout(DROP_TIME, dropping).await;
    Err(StatusCode::PAYLOAD_TOO_LARGE)
}

fn write(reply: Reply) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(reply.body));
    *response.status_mut() = reply.status;
    *response.headers_mut() = reply.headers;
    response
}

/// What was not read is still on the wire: the connection cannot be used again.
fn close(reply: Reply) -> Response<Full<Bytes>> {
    write(reply.with(header::CONNECTION, "close"))
}

async fn pause(duration: Duration) {
    tokio::time::sleep(duration).await;
}

fn duration(span: Span) -> Duration {
    Duration::from_micros(u64::try_from(span.as_micros()).unwrap_or_default())
}

/// Asks for the answer; one that can wait is asked for again when something has changed.
async fn held(shared: &Shared, peer: IpAddr, request: &Request) -> Reply {
    let mut changes = shared.service.store.changes();
    let mut reply = ask(&shared.service, request);
    let Some(hold) = reply.hold.take() else { return reply };
    let Some(_place) = Place::take(shared, peer) else {
        reply.body = hold.busy;
        return reply;
    };
    let over = tokio::time::Instant::now() + HOLD_TIME;
    let mut stop = shared.stop.clone();
    let mut wake = wake(&shared.service, &hold);
    loop {
        tokio::select! {
            _ = changes.changed() => {}
            () = pause(wake) => {}
            _ = stop.wait_for(|stop| *stop) => return reply,
            () = pause(over.saturating_duration_since(tokio::time::Instant::now())) => return reply,
        }
        reply = ask(&shared.service, request);
        match reply.hold.take() {
            Some(hold) => wake = self::wake(&shared.service, &hold),
            None => return reply,
        }
    }
}

/// How long until something happens by itself.
fn wake(service: &Service, hold: &Hold) -> Duration {
    let until = |at: Timestamp| duration(at.since(service.store.host_now())) + Duration::from_millis(1);
    hold.wake.map_or(HOLD_TIME, until)
}

/// A bug must not take the connection with it.
fn ask(service: &Service, request: &Request) -> Reply {
    catch_unwind(AssertUnwindSafe(|| http::handle(service, request))).unwrap_or_else(|_| {
        http::unread(service, &request.headers, &request.target, StatusCode::INTERNAL_SERVER_ERROR)
    })
}

/// One of the few places of a peer for answers that wait; given back when dropped, also when the peer hangs up.
struct Place<'s> {
    shared: &'s Shared,
    peer: IpAddr,
}

impl<'s> Place<'s> {
    fn take(shared: &'s Shared, peer: IpAddr) -> Option<Self> {
        let mut holds = shared.holds.lock().unwrap_or_else(PoisonError::into_inner);
        let count = holds.entry(peer).or_default();
        (*count < HOLDS_A_PEER).then(|| {
            *count += 1;
            Self { shared, peer }
        })
    }
}

impl Drop for Place<'_> {
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

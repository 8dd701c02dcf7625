//! One connection: requests in, answers out, after their delays.

use std::net::IpAddr;
use std::sync::Arc;

use bytes::Bytes;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Response, Version, header};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::Watcher;
use tokio::net::TcpStream;
use tokio::time::Instant;

use super::answer::{ask, caught};
use super::body::read;
use super::cut::Sent;
use super::holds::held;
use super::limits::{HEADER_BYTES, HEADER_TIME};
use super::long::perform;
use super::malformed::{drop_rest, refuse_version};
use super::shared::{Shared, duration, pause};
use super::stop::cut_off;
use super::streams;
use super::wire::Wire;
use crate::domain::base::time::Span;
use crate::http;
use crate::http::message::{Cut, Reply, Request};

pub(super) async fn connection(stream: TcpStream, peer: IpAddr, shared: Arc<Shared>, watcher: Watcher) {
    let mut http1 = http1::Builder::new();
    // A peer that ends what it sends still waits for the answer; whether it has gone is found out by the wire.
    http1
        .timer(TokioTimer::new())
        .header_read_timeout(HEADER_TIME)
        .max_buf_size(HEADER_BYTES)
        .half_close(true);
    let wire = Wire::new(stream);
    let line = Line { shared, peer, wire: wire.clone() };
    let answering = service_fn(move |request| {
        let line = line.clone();
        async move { line.answer(request).await }
    });
    let after = wire.clone();
    // A peer that breaks off has been answered as far as it can be.
    let served = watcher.watch(http1.serve_connection(TokioIo::new(wire), answering)).await;
    let answered = after.has_answered();
    if served.is_err_and(|why| why.is_parse())
        && let Some(stream) = after.into_inner()
    {
        if !answered {
            refuse_version(&stream);
        }
        drop_rest(stream).await;
    }
}

/// One connection, as its calls see it.
#[derive(Clone)]
struct Line {
    shared: Arc<Shared>,
    peer: IpAddr,
    wire: Wire,
}

/// Nobody waits for the answer any more.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct Abandoned(&'static str);

impl Line {
    async fn answer(&self, request: hyper::Request<Incoming>) -> Result<Response<Sent>, Abandoned> {
        let (head, body) = request.into_parts();
        let target = head.uri.path_and_query().map_or("/", |target| target.as_str()).to_owned();
        let knows_interim = head.version == Version::HTTP_11;
        let service = &self.shared.service;
        let mut request = service.settings.proxies.behind(Request {
            method: head.method,
            target,
            headers: head.headers,
            body: Bytes::new(),
            peer: Some(self.peer),
            secure: false,
        });
        let most = http::largest_body(service, &request.method, &request.headers, &request.target);
        match read(&request.headers, body, most).await {
            Ok(body) => request.body = body,
            Err(status) => {
                return Ok(close(caught(service, &request, || {
                    http::unread(service, &request, status, most)
                })));
            }
        }
        let begun = Instant::now();
        let reply = ask(&self.shared.service, &request);
        if reply.work.is_none() && reply.hold.is_none() && reply.delay == Span::ZERO {
            return self.send(reply, request.peer);
        }
        self.answer_later(Arc::new(request), reply, begun, knows_interim).await
    }

    /// What cannot be answered at once is answered while somebody waits for it and the emulator runs.
    async fn answer_later(
        &self,
        request: Arc<Request>,
        reply: Reply,
        begun: Instant,
        knows_interim: bool,
    ) -> Result<Response<Sent>, Abandoned> {
        let waits = reply.hold.is_some();
        let why = tokio::select! {
            reply = self.complete(&request, reply, begun) => return self.send(reply, request.peer),
            () = self.wire.hung_up(knows_interim) => "the client has hung up",
            () = cut_off(self.shared.stop.clone()) => "the emulator stops",
        };
        if !waits {
            http::give_up(&self.shared.service, &request, why);
        }
        Err(Abandoned(why))
    }

    async fn complete(&self, request: &Arc<Request>, mut reply: Reply, begun: Instant) -> Reply {
        if let Some(work) = reply.work.take() {
            reply = perform(&self.shared, request, work).await;
        }
        if let Some(hold) = reply.hold.take() {
            reply = held(&self.shared, request.peer.unwrap_or(self.peer), request, hold, begun).await;
        }
        if reply.delay > Span::ZERO {
            pause(duration(reply.delay)).await;
        }
        reply
    }

    /// Sends an answer, or resets the connection: also where there is no body to break off.
    fn send(&self, mut reply: Reply, peer: Option<IpAddr>) -> Result<Response<Sent>, Abandoned> {
        if let Some(rest) = reply.goes_on.take() {
            let first = std::mem::take(&mut reply.body);
            return Ok(
                write(reply).map(|_| streams::body(&self.shared, peer.unwrap_or(self.peer), first, rest))
            );
        }
        let is_bare = reply.body.is_empty();
        if reply.cut == Some(Cut::Reset) || (reply.cut == Some(Cut::Truncate) && is_bare) {
            self.wire.reset();
            return Err(Abandoned("a fault resets the connection"));
        }
        Ok(write(reply))
    }
}

fn write(reply: Reply) -> Response<Sent> {
    let body = match reply.cut {
        Some(Cut::Truncate) => Sent::truncated(&reply.body),
        Some(Cut::Slow(span)) => Sent::slow(&reply.body, span),
        _ => Sent::whole(reply.body),
    };
    let mut response = Response::new(body);
    *response.status_mut() = reply.status;
    *response.headers_mut() = reply.headers;
    response
}

/// What was not read is still on the wire: the connection cannot be used again.
fn close(reply: Reply) -> Response<Sent> {
    write(reply.with(header::CONNECTION, "close"))
}

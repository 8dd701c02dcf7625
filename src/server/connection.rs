//! One connection: requests in, answers out, after their delays.

use std::convert::Infallible;
use std::net::IpAddr;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use bytes::Bytes;
use http_body_util::Full;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Response, StatusCode, header};
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::Watcher;
use tokio::net::TcpStream;

use super::body::read;
use super::holds::held;
use super::limits::{HEADER_BYTES, HEADER_TIME};
use super::{Shared, duration, pause};
use crate::domain::time::Span;
use crate::http::message::{Reply, Request};
use crate::http::{self, Service};

pub(super) async fn connection(stream: TcpStream, peer: IpAddr, shared: Arc<Shared>, watcher: Watcher) {
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

/// A bug must not take the connection with it.
pub(super) fn ask(service: &Service, request: &Request) -> Reply {
    catch_unwind(AssertUnwindSafe(|| http::handle(service, request))).unwrap_or_else(|_| {
        http::unread(service, &request.headers, &request.target, StatusCode::INTERNAL_SERVER_ERROR)
    })
}

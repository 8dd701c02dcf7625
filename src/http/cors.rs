//! What browsers are told about pages of other origins: any page may reach the widget's doors, and the API that is
//! emulated unless `base.cors` says otherwise, and read what they answer (R-BASE-11, W-LOAD-15); the control API is for the origins that the guard names, each by itself.

use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};

use super::message::Reply;

/// What pages may read besides the body.
const EXPOSED: &str = "X-Belvo-Emulator-Why";
/// What pages may send to the control API besides what any page may.
const REQUEST_HEADERS: &str = "Authorization, Content-Type";
/// What the API that is emulated reads besides.
const API_HEADERS: &str = "Authorization, Content-Type, X-Belvo-Request-Mode";
/// How long a browser may remember the answer to a preflight, in seconds.
const MAX_AGE: &str = "600";

/// An answer that a page of any origin may read, if that is so.
pub(super) fn for_any(cross: bool, mut reply: Reply) -> Reply {
    if !cross {
        return reply;
    }
    // The browser would ask its user for the keys, and the call would hang.
    reply.headers.remove(header::WWW_AUTHENTICATE);
    readable(reply, "*").with(HeaderName::from_static("cross-origin-resource-policy"), "cross-origin")
}

/// An answer that pages of one origin may read; without one it only says that the answer depends on the origin.
pub(super) fn for_one(origin: Option<&HeaderValue>, reply: Reply) -> Reply {
    let reply = reply.with(header::VARY, "Origin");
    match origin.and_then(|origin| origin.to_str().ok()) {
        Some(origin) => readable(reply, origin),
        None => reply,
    }
}

/// The page of another address that has sent a call.
pub(super) fn foreign_page<'h>(headers: &'h HeaderMap, host: &str) -> Option<&'h str> {
    let origin = headers.get(header::ORIGIN)?.to_str().unwrap_or("?");
    let own = origin.split_once("://").is_some_and(|(_, authority)| authority == host);
    (!own).then_some(origin)
}

fn readable(reply: Reply, origin: &str) -> Reply {
    reply
        .with(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin)
        .with(header::ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED)
}

/// Whether a browser asks, before a call, if the page may make it. It sends no `Authorization` with that question.
pub(super) fn asks_before(method: &Method, headers: &HeaderMap) -> bool {
    method == Method::OPTIONS && headers.contains_key(header::ACCESS_CONTROL_REQUEST_METHOD)
}

/// `OPTIONS` (R-BASE-11, 13).
pub(super) fn options(methods: &str, cross: bool) -> Reply {
    let reply = for_any(cross, Reply::empty(StatusCode::OK)).with(header::ALLOW, methods);
    if cross { permitted(reply, methods, API_HEADERS) } else { reply }
}

/// What the page may send to the control API.
pub(super) fn permitting(reply: Reply, methods: &str) -> Reply {
    permitted(reply, methods, REQUEST_HEADERS)
}

fn permitted(reply: Reply, methods: &str, headers: &str) -> Reply {
    reply
        .with(header::ACCESS_CONTROL_ALLOW_METHODS, methods)
        .with(header::ACCESS_CONTROL_ALLOW_HEADERS, headers)
        .with(header::ACCESS_CONTROL_MAX_AGE, MAX_AGE)
}

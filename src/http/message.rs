//! A call and its answer as values: what the listener reads and writes, and what tests hand over without a socket.

use std::fmt;
use std::net::IpAddr;
use std::panic::{RefUnwindSafe, UnwindSafe};

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use serde_json::Value;

use super::work::{Done, Work};
use crate::domain::base::limits::LONGEST_WHY;
use crate::domain::base::redaction::without_secrets_in_text;
use crate::domain::base::time::{Span, Timestamp};
pub use crate::domain::scenario::rule::Cut;
use crate::domain::scenario::rule::Effects;
use crate::store::Store;

/// An HTTP request, read whole.
#[derive(Clone, Debug)]
pub struct Request {
    /// The method.
    pub method: Method,
    /// Path and query as they came, percent-encoded.
    pub target: String,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Bytes,
    /// The address that it came from; this machine's own without a socket.
    pub peer: Option<IpAddr>,
    /// Whether it was sent by HTTPS, to a proxy that is trusted.
    pub secure: bool,
}

impl Request {
    /// A request without headers and body.
    pub fn new(method: Method, target: impl Into<String>) -> Self {
        Self {
            method,
            target: target.into(),
            headers: HeaderMap::new(),
            body: Bytes::new(),
            peer: None,
            secure: false,
        }
    }

    /// `GET target`.
    pub fn get(target: impl Into<String>) -> Self {
        Self::new(Method::GET, target)
    }

    /// `POST target` with a JSON body.
    pub fn post(target: impl Into<String>, body: &Value) -> Self {
        Self::new(Method::POST, target).json(body)
    }

    /// With a JSON body.
    #[must_use]
    pub fn json(mut self, body: &Value) -> Self {
        self.headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
        self.body = Bytes::from(body.to_string());
        self
    }

    /// With a header; one that is no legal header is left out.
    #[must_use]
    pub fn header(mut self, name: &str, value: &str) -> Self {
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            self.headers.insert(name, value);
        }
        self
    }

    /// With HTTP Basic keys.
    #[must_use]
    pub fn keys(self, id: &str, password: &str) -> Self {
        use base64::Engine;
        use base64::engine::general_purpose::STANDARD;
        self.header("authorization", &format!("Basic {}", STANDARD.encode(format!("{id}:{password}"))))
    }
}

/// The answer to a [`Request`].
#[derive(Clone, Debug)]
pub struct Reply {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Bytes,
    /// How long the listener waits before it sends it, in host time.
    pub delay: Span,
    /// How it breaks on its way; what stands in it means nothing when the connection is reset.
    pub cut: Option<Cut>,
    /// The answer can wait for something to happen.
    pub hold: Option<Hold>,
    /// The body goes on while somebody reads it.
    pub(crate) goes_on: Option<Box<dyn GoesOn>>,
    /// This is no answer yet: so much has to be done before.
    pub(crate) work: Option<Box<Work>>,
}

/// The status of what nobody gets, for those who ask without a socket.
pub(super) const RESET: u16 = 502;

/// The status of a fault.
pub(super) fn bare_status(code: u16) -> StatusCode {
    StatusCode::from_u16(code).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

/// A body that goes on.
pub(crate) trait GoesOn: fmt::Debug + Send + Sync + UnwindSafe + RefUnwindSafe {
    /// What there is to send now.
    fn next(&mut self, store: &Store) -> Piece;

    /// What is sent to a reader when there is nothing else: one who has gone is found out by it.
    fn beat(&self) -> Bytes;

    /// The same once more: answers can be copied.
    fn copy(&self) -> Box<dyn GoesOn>;
}

impl Clone for Box<dyn GoesOn> {
    fn clone(&self) -> Self {
        self.as_ref().copy()
    }
}

/// A piece of a body that goes on.
pub(crate) struct Piece {
    pub(crate) text: Bytes,
    /// Whether there is more already.
    pub(crate) more: bool,
    /// The host's time at which something happens by itself.
    pub(crate) wake: Option<Timestamp>,
}

/// An answer that waits: the listener asks again when something has changed. When too many wait already, it is sent as it
/// is.
#[derive(Clone, Debug)]
pub struct Hold {
    /// The host's time at which something happens by itself.
    pub wake: Option<Timestamp>,
    /// For so long at most, in host time; the listener's own bound without.
    pub most: Option<Span>,
    /// What is not to be done once more.
    pub(crate) done: Option<Done>,
}

impl Reply {
    /// An answer without body.
    pub fn empty(status: StatusCode) -> Self {
        Self {
            status,
            headers: HeaderMap::new(),
            body: Bytes::new(),
            delay: Span::ZERO,
            cut: None,
            hold: None,
            goes_on: None,
            work: None,
        }
    }

    /// No answer yet.
    pub(super) fn after(work: impl Into<Box<Work>>) -> Self {
        Self { work: Some(work.into()), ..Self::empty(StatusCode::ACCEPTED) }
    }

    /// An answer with a body of a type.
    pub fn new(status: StatusCode, content_type: &'static str, body: impl Into<Bytes>) -> Self {
        Self { body: body.into(), ..Self::empty(status) }.with(header::CONTENT_TYPE, content_type)
    }

    /// 200 with a JSON body.
    pub fn json(body: &Value) -> Self {
        Self::json_as(StatusCode::OK, "application/json", body)
    }

    /// A JSON body of a type.
    pub fn json_as(status: StatusCode, content_type: &'static str, body: &Value) -> Self {
        Self::new(status, content_type, body.to_string())
    }

    /// With a header; one that is no legal header is left out.
    #[must_use]
    pub fn with(mut self, name: HeaderName, value: &str) -> Self {
        if let Ok(value) = HeaderValue::try_from(value) {
            self.headers.insert(name, value);
        }
        self
    }

    /// What a fault makes of it, besides what it is answered with.
    #[must_use]
    pub(super) fn with_effects(mut self, effects: &Effects) -> Self {
        self.delay = Span::micros(self.delay.as_micros().saturating_add(effects.delay.as_micros()));
        self.cut = effects.cut;
        self
    }

    /// With the reason why the answer is not the usual one: short, and of characters that a header can have.
    #[must_use]
    pub fn why(self, why: Option<&str>) -> Self {
        let Some(why) = why.map(without_secrets_in_text) else { return self };
        let printable: String = why.chars().filter(|c| (' '..='~').contains(c)).take(LONGEST_WHY).collect();
        self.with(HeaderName::from_static("x-belvo-emulator-why"), &printable)
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The body as JSON; `null` when it is none.
    pub fn value(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }
}

//! One request to a running emulator over a plain connection.

#![expect(clippy::disallowed_methods, reason = "the one connection of a control command")]

use std::time::Duration;

use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::client::conn::http1;
use hyper::{Method, Request, Response, StatusCode, header};
use hyper_util::rt::TokioIo;
use serde_json::Value;
use tokio::net::TcpStream;

use crate::emulator::OPENNESS;

/// What came back.
pub(super) struct Answer {
    pub(super) status: StatusCode,
    pub(super) body: Value,
    /// Whether the workspace that was named is open, if one was.
    pub(super) openness: Option<String>,
}

impl Answer {
    pub(super) fn ok(&self) -> bool {
        self.status.is_success()
    }
}

/// Whom to call, and as whom.
pub(super) struct Caller<'c> {
    pub(super) url: &'c str,
    pub(super) token: Option<&'c str>,
}

impl Caller<'_> {
    /// Sends one control call.
    pub(super) fn call(&self, method: Method, path: &str, body: Option<&Value>) -> Result<Answer, String> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        runtime.map_err(|why| why.to_string())?.block_on(self.exchange(method, path, body))
    }

    /// The same, for one who waits no longer than this.
    pub(super) fn call_within(&self, most: Duration, method: Method, path: &str) -> Result<Answer, String> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        runtime.map_err(|why| why.to_string())?.block_on(async {
            let answer = tokio::time::timeout(most, self.exchange(method, path, None)).await;
            answer.unwrap_or_else(|_| Err("what listens there does not answer".to_owned()))
        })
    }

    /// The same, for one who waits for other things too.
    pub(super) async fn exchange(
        &self,
        method: Method,
        path: &str,
        body: Option<&Value>,
    ) -> Result<Answer, String> {
        exchange(self.url, self.token, method, path, body).await
    }

    /// Asks for an answer that goes on; or is refused.
    pub(super) async fn open(&self, path: &str) -> Result<Result<Open, Answer>, String> {
        let (response, line) = send(self.url, self.token, Method::GET, path, None).await?;
        if response.status().is_success() {
            return Ok(Ok(Open { body: response.into_body(), _line: line }));
        }
        read(response).await.map(Err)
    }
}

/// An answer that goes on. The connection ends with what holds it.
pub(super) struct Open {
    pub(super) body: Incoming,
    _line: Line,
}

type Line = http1::SendRequest<Full<Bytes>>;

async fn exchange(
    url: &str,
    token: Option<&str>,
    method: Method,
    path: &str,
    body: Option<&Value>,
) -> Result<Answer, String> {
    let (response, _line) = send(url, token, method, path, body).await?;
    read(response).await
}

async fn send(
    url: &str,
    token: Option<&str>,
    method: Method,
    path: &str,
    body: Option<&Value>,
) -> Result<(Response<Incoming>, Line), String> {
    let whole = url.trim_end_matches('/');
    let origin = whole.strip_suffix("/_emulator").unwrap_or(whole);
    let host = origin.strip_prefix("http://").ok_or("the address has to begin with http://")?;
    let stream = TcpStream::connect(if host.contains(':') { host.to_owned() } else { format!("{host}:80") });
    let stream = stream.await.map_err(|why| why.to_string())?;
    let (mut sender, connection) =
        http1::handshake(TokioIo::new(stream)).await.map_err(|why| why.to_string())?;
    tokio::spawn(connection);
    let mut request = Request::builder().method(method).uri(path).header(header::HOST, host);
    if let Some(token) = token {
        request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
    }
    let body = body.map(Value::to_string).unwrap_or_default();
    let request = request.body(Full::new(Bytes::from(body))).map_err(|why| why.to_string())?;
    let response = sender.send_request(request).await.map_err(|why| why.to_string())?;
    Ok((response, sender))
}

async fn read(response: Response<Incoming>) -> Result<Answer, String> {
    let status = response.status();
    let openness = response.headers().get(OPENNESS).and_then(|word| word.to_str().ok()).map(str::to_owned);
    let body = response.into_body().collect().await.map_err(|why| why.to_string())?.to_bytes();
    Ok(Answer { status, body: serde_json::from_slice(&body).unwrap_or_default(), openness })
}

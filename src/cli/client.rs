//! One request to a running emulator over a plain connection.

#![expect(clippy::disallowed_methods, reason = "the one connection of a control command")]

use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::client::conn::http1;
use hyper::{Method, Request, header};
use hyper_util::rt::TokioIo;
use serde_json::Value;
use tokio::net::TcpStream;

/// What came back.
pub(super) struct Answer {
    pub(super) ok: bool,
    pub(super) body: Value,
}

/// Sends one control call.
pub(super) fn call(
    url: &str,
    token: Option<&str>,
    method: Method,
    path: &str,
    body: Option<&Value>,
) -> Result<Answer, String> {
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(|why| why.to_string())?;
    runtime.block_on(exchange(url, token, method, path, body)).map_err(|why| {
        format!("no emulator answers at {url}: {why}\n  help: start one with `belvo-emulator`, or name its address with --url")
    })
}

async fn exchange(
    url: &str,
    token: Option<&str>,
    method: Method,
    path: &str,
    body: Option<&Value>,
) -> Result<Answer, String> {
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
    let ok = response.status().is_success();
    let body = response.into_body().collect().await.map_err(|why| why.to_string())?.to_bytes();
    Ok(Answer { ok, body: serde_json::from_slice(&body).unwrap_or_default() })
}

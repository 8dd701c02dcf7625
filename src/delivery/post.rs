//! One try: the body goes to its receiver, and what that says is told.

use std::time::Duration;

use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::client::conn::http1;
use hyper::{Request, Response, header};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;
use tokio::task::JoinSet;

use crate::domain::base::text::cut;
use crate::domain::base::time::Span;
use crate::domain::scenario::webhooks::SentAuthorization;
use crate::domain::webhook::deliveries::ANSWERED_WITHIN;
use crate::domain::webhook::target::Target;
use crate::domain::workspace::hooks::Outcome;

/// The beginning of an answer's body is waited for so long.
const REST_WITHIN: Duration = Duration::from_millis(500);

/// So much of an answer is read, and so much of that is kept.
const READ: usize = 64 * 1024;
const KEPT: usize = 500;

/// Sends a body and waits for the answer.
pub(super) async fn post(target: &Target, body: String, authorization: SentAuthorization) -> Outcome {
    let begun = tokio::time::Instant::now();
    let mut driver = JoinSet::new();
    let most = Duration::from_secs(u64::try_from(ANSWERED_WITHIN.as_secs()).unwrap_or_default());
    let answer = tokio::time::timeout(most, exchange(target, body, authorization, &mut driver)).await;
    let took = i64::try_from(begun.elapsed().as_micros()).map_or(Span::ZERO, Span::micros);
    match answer {
        Ok(Ok(response)) => {
            let status = response.status().as_u16();
            // Whoever has answered may take its time over the rest, which is for the log alone.
            let (text, is_whole) =
                tokio::time::timeout(REST_WITHIN, beginning(response)).await.unwrap_or_default();
            // Cut when it is masked: a secret that is cut is none that is known.
            let masked = target.without_secrets(&text, is_whole);
            (Some(status), cut(&masked, KEPT).into_owned(), took)
        }
        Ok(Err(why)) => (None, why, took),
        Err(_) => (None, format!("no answer within {} s", ANSWERED_WITHIN.as_secs()), took),
    }
}

/// The connection lives as long as its driver, whatever the receiver still sends.
async fn exchange(
    target: &Target,
    body: String,
    authorization: SentAuthorization,
    driver: &mut JoinSet<hyper::Result<()>>,
) -> Result<Response<Incoming>, String> {
    let address = &target.address;
    let stream = TcpStream::connect((address.host.as_str(), address.port))
        .await
        .map_err(|why| format!("no connection to {}:{}: {why}", address.host, address.port))?;
    let broken = |why: hyper::Error| format!("the receiver has broken off: {why}");
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await.map_err(broken)?;
    driver.spawn(connection);
    let request =
        request(target, body, authorization).map_err(|why| format!("no request can be made: {why}"))?;
    sender.send_request(request).await.map_err(broken)
}

fn request(
    target: &Target,
    body: String,
    authorization: SentAuthorization,
) -> Result<Request<Full<Bytes>>, hyper::http::Error> {
    let address = &target.address;
    let host = if address.host.contains(':') { format!("[{}]", address.host) } else { address.host.clone() };
    let mut request = Request::post(&address.path)
        .header(header::HOST, format!("{host}:{}", address.port))
        .header(header::USER_AGENT, concat!("belvo-emulator/", env!("CARGO_PKG_VERSION")))
        .header(header::CONTENT_TYPE, "application/json");
    for (name, text) in target.headers_of(body.as_bytes(), authorization) {
        request = request.header(name, text);
    }
    request.body(Full::new(Bytes::from(body)))
}

/// How the body of an answer begins, and whether that is all of it; an answer that breaks off within it is an answer all the
/// same.
async fn beginning(response: Response<Incoming>) -> (String, bool) {
    let mut body = response.into_body();
    let (mut read, mut is_whole) = (Vec::new(), false);
    while read.len() <= READ {
        match body.frame().await {
            Some(Ok(frame)) => {
                read.extend_from_slice(frame.data_ref().map(Bytes::as_ref).unwrap_or_default())
            }
            end => {
                is_whole = end.is_none();
                break;
            }
        }
    }
    read.truncate(READ);
    (String::from_utf8_lossy(&read).into_owned(), is_whole)
}

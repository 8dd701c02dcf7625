//! Reads the body of a request, within its limits.

use bytes::Bytes;
use http_body_util::{BodyExt, LengthLimitError, Limited};
use hyper::body::{Body, Incoming};
use hyper::{HeaderMap, StatusCode, header};

use super::limits::{BODY_TIME, DROP_TIME, LARGEST_DROPPED};

/// Reads a body of at most so many bytes.
pub(super) async fn read(headers: &HeaderMap, mut body: Incoming, most: usize) -> Result<Bytes, StatusCode> {
    // Whoever looks at the first and whoever looks at the last would disagree on where the request is for.
    if headers.get_all(header::HOST).iter().count() > 1 {
        return Err(StatusCode::BAD_REQUEST);
    }
    // A peer that asks before it sends is told before it has sent.
    if headers.contains_key(header::EXPECT) && body.size_hint().lower() > most as u64 {
        return Err(StatusCode::PAYLOAD_TOO_LARGE);
    }
    let whole = Limited::new(&mut body, most).collect();
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

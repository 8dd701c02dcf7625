//! What is no request: hyper answers it by itself and without a body, so the answer gets one on its way out.

use std::io;
use std::net::Shutdown;

use bytes::Bytes;
use hyper::StatusCode;
use tokio::net::TcpStream;

use super::limits::{DROP_TIME, LARGEST_DROPPED};
use crate::http::not_a_request;

const NO_BODY: &str = "\r\ncontent-length: 0\r\n";

/// What to write instead, if this is hyper's own answer; the answers of the emulator to such statuses have a body.
pub(super) fn with_body(written: &[u8]) -> Option<Bytes> {
    let status = StatusCode::from_bytes(written.strip_prefix(b"HTTP/1.1 ")?.get(..3)?).ok()?;
    let body = not_a_request(status)?;
    let (before, after) = str::from_utf8(written).ok()?.split_once(NO_BODY)?;
    let length = body.len();
    let head = format!("{before}\r\ncontent-type: application/json\r\ncontent-length: {length}\r\n{after}");
    after.ends_with("\r\n\r\n").then(|| Bytes::from(head + &body))
}

/// HTTP/2 from the first byte, which hyper does not answer at all.
pub(super) fn refuse_version(stream: &TcpStream) {
    let body = not_a_request(StatusCode::HTTP_VERSION_NOT_SUPPORTED).unwrap_or_default();
    let length = body.len();
    let head =
        "HTTP/1.1 505 HTTP Version Not Supported\r\nconnection: close\r\ncontent-type: application/json";
    // Nothing was written before: it fits.
    let _gone = stream.try_write(format!("{head}\r\ncontent-length: {length}\r\n\r\n{body}").as_bytes());
}

/// Most clients write all before they read, and bytes that nobody reads reset the connection: the answer would be lost.
pub(super) async fn drop_rest(stream: TcpStream) {
    let _cut_off = tokio::time::timeout(DROP_TIME, read_rest(stream)).await;
}

async fn read_rest(stream: TcpStream) -> io::Result<()> {
    let stream = stream.into_std()?;
    stream.shutdown(Shutdown::Write)?;
    let stream = TcpStream::from_std(stream)?;
    let (mut dropped, mut buffer) = (0, [0; 4096]);
    while dropped < LARGEST_DROPPED {
        stream.readable().await?;
        match stream.try_read(&mut buffer) {
            Ok(0) => break,
            Ok(count) => dropped += count,
            Err(why) if why.kind() == io::ErrorKind::WouldBlock => {}
            Err(why) => return Err(why),
        }
    }
    Ok(())
}

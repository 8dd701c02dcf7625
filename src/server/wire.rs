//! The bytes of one connection, with a look at whether anybody is left at its other end.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, ready};

use bytes::{Buf, Bytes};
use tokio::io::{AsyncRead, AsyncWrite, Interest, ReadBuf};
use tokio::net::TcpStream;

use super::malformed::with_body;

/// An interim answer; a peer that has gone answers it with a reset.
const ANYBODY_THERE: &[u8] = b"HTTP/1.1 100 Continue\r\n\r\n";

/// One connection.
#[derive(Clone)]
pub(super) struct Wire {
    stream: Arc<TcpStream>,
    /// Whether an answer is under way.
    writing: Arc<AtomicBool>,
    /// Whether anything was ever written.
    wrote: Arc<AtomicBool>,
    /// What is left of an answer that is written instead of hyper's own.
    instead: Bytes,
}

impl Wire {
    pub(super) fn new(stream: TcpStream) -> Self {
        Self {
            stream: Arc::new(stream),
            writing: Arc::default(),
            wrote: Arc::default(),
            instead: Bytes::new(),
        }
    }

    /// Whether its peer has been answered anything.
    pub(super) fn has_answered(&self) -> bool {
        self.wrote.load(Ordering::Relaxed)
    }

    /// Its peer is to find it reset, and not ended, when nobody holds it any more.
    pub(super) fn reset(&self) {
        let _gone_already = self.stream.set_zero_linger();
    }

    /// The connection, when nobody else holds it any more.
    pub(super) fn into_inner(self) -> Option<TcpStream> {
        Arc::into_inner(self.stream)
    }

    /// Waits until the peer is gone. One that has only ended what it sends still reads: both look the same until
    /// something is written, so an interim answer is, to those who know of them.
    pub(super) async fn hung_up(&self, knows_interim: bool) {
        match self.stream.peek(&mut [0]).await {
            Ok(0) if knows_interim && !self.writing.load(Ordering::Relaxed) => {
                let _told_by_the_error = self.stream.try_write(ANYBODY_THERE);
            }
            Ok(_) => {}
            Err(_) => return,
        }
        let _reset = self.stream.ready(Interest::ERROR).await;
    }
}

impl Wire {
    fn write(&self, context: &mut Context<'_>, slices: &[io::IoSlice<'_>]) -> Poll<io::Result<usize>> {
        loop {
            ready!(self.stream.poll_write_ready(context))?;
            match self.stream.try_write_vectored(slices) {
                Err(why) if why.kind() == io::ErrorKind::WouldBlock => {}
                written => return Poll::Ready(written),
            }
        }
    }
}

impl AsyncRead for Wire {
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        loop {
            ready!(self.stream.poll_read_ready(context))?;
            match self.stream.try_read_buf(buffer) {
                Err(why) if why.kind() == io::ErrorKind::WouldBlock => {}
                read => return Poll::Ready(read.map(drop)),
            }
        }
    }
}

impl AsyncWrite for Wire {
    fn poll_write(self: Pin<&mut Self>, context: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        self.poll_write_vectored(context, &[io::IoSlice::new(bytes)])
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let wire = self.get_mut();
        wire.writing.store(true, Ordering::Relaxed);
        wire.wrote.store(true, Ordering::Relaxed);
        if let ([head], true) = (slices, wire.instead.is_empty()) {
            wire.instead = with_body(head).unwrap_or_default();
        }
        if wire.instead.is_empty() {
            return wire.write(context, slices);
        }
        while wire.instead.has_remaining() {
            let written = ready!(wire.write(context, &[io::IoSlice::new(&wire.instead)]))?;
            wire.instead.advance(written);
        }
        Poll::Ready(Ok(slices.iter().map(|slice| slice.len()).sum()))
    }

    fn is_write_vectored(&self) -> bool {
        true
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.writing.store(false, Ordering::Relaxed);
        Poll::Ready(Ok(()))
    }

    /// The connection is closed when nobody holds it any more.
    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}

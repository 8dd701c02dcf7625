//! Bodies that come as a fault wants them: piece by piece, or not to their end.

use std::collections::VecDeque;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use hyper::body::{Body, Frame, SizeHint};
use tokio::sync::mpsc;
use tokio::time::Sleep;

use super::shared::duration;
use crate::domain::base::time::Span;

/// In how many pieces a slow body comes.
const PIECES: usize = 20;

/// The body of an answer.
pub(super) struct Sent {
    pieces: VecDeque<Bytes>,
    /// What stands before each piece.
    pause: Option<Duration>,
    waiting: Option<Pin<Box<Sleep>>>,
    /// How many bytes are announced and have not come.
    left: u64,
    /// What comes after the pieces, as long as it does; nothing of it is announced.
    rest: Option<mpsc::Receiver<Bytes>>,
    /// Whether what was sent before has had its turn to leave: what follows is the end of the connection.
    has_left: bool,
}

/// A body ends before its time.
#[derive(Debug, thiserror::Error)]
#[error("a fault ends the body early")]
pub(super) struct EndsEarly;

impl Sent {
    pub(super) fn whole(body: Bytes) -> Self {
        let left = body.len() as u64;
        Self { pieces: [body].into(), pause: None, waiting: None, left, rest: None, has_left: false }
    }

    /// The first half of what is announced.
    pub(super) fn truncated(body: &Bytes) -> Self {
        Self { pieces: [body.slice(..body.len() / 2)].into(), ..Self::whole(body.clone()) }
    }

    /// Piece by piece over a time.
    pub(super) fn slow(body: &Bytes, over: Span) -> Self {
        let size = body.len().div_ceil(PIECES).max(1);
        let starts = (0..body.len()).step_by(size);
        let pieces: VecDeque<Bytes> =
            starts.map(|start| body.slice(start..body.len().min(start + size))).collect();
        let pause = duration(over) / u32::try_from(pieces.len().max(1)).unwrap_or(1);
        Self { pieces, pause: Some(pause), ..Self::whole(body.clone()) }
    }

    /// With what comes later.
    pub(super) fn open(body: Bytes, rest: mpsc::Receiver<Bytes>) -> Self {
        Self { rest: Some(rest), ..Self::whole(body) }
    }

    /// Waits for the next piece.
    fn poll_pause(&mut self, context: &mut Context<'_>) -> Poll<()> {
        let Some(pause) = self.pause.filter(|_| !self.pieces.is_empty()) else { return Poll::Ready(()) };
        let waiting = self.waiting.get_or_insert_with(|| Box::pin(tokio::time::sleep(pause)));
        ready!(waiting.as_mut().poll(context));
        self.waiting = None;
        Poll::Ready(())
    }

    /// Lets what was sent leave, then breaks off.
    fn poll_break(&mut self, context: &Context<'_>) -> Poll<Option<Result<Frame<Bytes>, EndsEarly>>> {
        if self.has_left {
            return Poll::Ready(Some(Err(EndsEarly)));
        }
        self.has_left = true;
        context.waker().wake_by_ref();
        Poll::Pending
    }
}

impl Body for Sent {
    type Data = Bytes;
    type Error = EndsEarly;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, EndsEarly>>> {
        ready!(self.poll_pause(context));
        match self.pieces.pop_front() {
            Some(piece) => {
                self.left = self.left.saturating_sub(piece.len() as u64);
                Poll::Ready(Some(Ok(Frame::data(piece))))
            }
            None if self.left > 0 => self.poll_break(context),
            None => match &mut self.rest {
                Some(rest) => rest.poll_recv(context).map(|piece| piece.map(|piece| Ok(Frame::data(piece)))),
                None => Poll::Ready(None),
            },
        }
    }

    fn is_end_stream(&self) -> bool {
        self.left == 0 && self.rest.is_none()
    }

    fn size_hint(&self) -> SizeHint {
        match self.rest {
            Some(_) => SizeHint::default(),
            None => SizeHint::with_exact(self.left),
        }
    }
}

//! What every connection shares, and how it waits.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, LazyLock, Mutex};
use std::time::Duration;

use tokio::sync::{Semaphore, watch};

use super::limits::Waiting;
use crate::domain::base::time::Span;
use crate::http::Service;

/// What every connection shares.
pub(super) struct Shared {
    pub(super) service: Arc<Service>,
    pub(super) holds: Mutex<HashMap<(IpAddr, Waiting), usize>>,
    /// Long computations take turns; how many cores there are is read in files, and only then.
    pub(super) turns: LazyLock<Arc<Semaphore>>,
    pub(super) stop: watch::Receiver<bool>,
}

pub(super) async fn pause(duration: Duration) {
    tokio::time::sleep(duration).await;
}

pub(super) fn duration(span: Span) -> Duration {
    Duration::from_micros(u64::try_from(span.as_micros()).unwrap_or_default())
}

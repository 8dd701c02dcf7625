//! The host's clock.

use crate::domain::base::time::Timestamp;

pub(crate) fn host_clock() -> Timestamp {
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the host's clock")]
    let now = std::time::SystemTime::now();
    let since = now.duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    Timestamp::from_micros(i64::try_from(since.as_micros()).unwrap_or(i64::MAX))
}

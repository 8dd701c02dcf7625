//! The clock of a workspace: it runs with the host's, shifted, or it stands. The host's reading is always an argument.

use super::time::{Span, Timestamp};

/// A workspace's clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Clock {
    /// Runs as fast as the host's, this many microseconds ahead of it (or behind).
    Running {
        /// Microseconds ahead.
        ahead: i64,
    },
    /// Stands.
    Frozen {
        /// Where it stands.
        at: Timestamp,
    },
}

impl Clock {
    /// The host's own time.
    pub const HOST: Self = Self::Running { ahead: 0 };

    /// What it shows when the host's clock shows `host`.
    pub fn now(self, host: Timestamp) -> Timestamp {
        match self {
            Self::Running { ahead } => Timestamp::from_micros(host.micros().saturating_add(ahead)),
            Self::Frozen { at } => at,
        }
    }

    /// Stops it, at `at` or where it is.
    #[must_use]
    pub fn freeze(self, host: Timestamp, at: Option<Timestamp>) -> Self {
        Self::Frozen { at: at.unwrap_or_else(|| self.now(host)) }
    }

    /// Lets it run, from `from` or from where it is.
    #[must_use]
    pub fn run(self, host: Timestamp, from: Option<Timestamp>) -> Self {
        let from = from.unwrap_or_else(|| self.now(host));
        Self::Running { ahead: from.micros() - host.micros() }
    }

    /// The same clock, showing `now`.
    #[must_use]
    pub fn resume(self, host: Timestamp, now: Timestamp) -> Self {
        match self {
            Self::Running { .. } => self.run(host, Some(now)),
            Self::Frozen { .. } => Self::Frozen { at: now },
        }
    }

    /// Moves it forward.
    #[must_use]
    pub fn advance(self, host: Timestamp, by: Span) -> Self {
        let to = self.now(host).plus(by);
        match self {
            Self::Running { .. } => self.run(host, Some(to)),
            Self::Frozen { .. } => Self::Frozen { at: to },
        }
    }

    /// The host's time at which it will show `at`; nothing while it stands.
    pub fn host_time_of(self, at: Timestamp) -> Option<Timestamp> {
        match self {
            Self::Running { ahead } => Some(Timestamp::from_micros(at.micros().saturating_sub(ahead))),
            Self::Frozen { .. } => None,
        }
    }

    /// Whether it stands.
    pub fn frozen(self) -> bool {
        matches!(self, Self::Frozen { .. })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn freezing_advancing_and_running_lose_no_time() {
        let host = Timestamp::from_micros(1_000_000_000);
        let clock = Clock::HOST.advance(host, Span::secs(10)).freeze(host, None);
        let later = host.plus(Span::secs(500));
        assert_eq!(clock.now(later), host.plus(Span::secs(10)));
        let running = clock.advance(later, Span::secs(5)).run(later, None);
        assert_eq!(running.now(later.plus(Span::secs(1))), host.plus(Span::secs(16)));
        assert_eq!(running.host_time_of(host.plus(Span::secs(16))), Some(later.plus(Span::secs(1))));
    }
}

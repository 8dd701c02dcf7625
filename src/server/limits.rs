//! How large, how long and how many: what comes from outside is bounded here.

use std::time::Duration;

/// How much of a body that is too large is taken in before the connection is cut.
pub(super) const LARGEST_DROPPED: usize = 32 * crate::domain::base::limits::BODY;
pub(super) const DROP_TIME: Duration = Duration::from_secs(2);
/// Also how long a connection may idle: longer than the clients that reuse theirs, so that none is closed under a request.
pub(super) const HEADER_TIME: Duration = Duration::from_secs(75);
pub(super) const BODY_TIME: Duration = Duration::from_secs(10);
pub(super) const HEADER_BYTES: usize = 64 * 1024;
/// A browser opens six connections to a host: with four of them waiting, two are left for acts.
const HOLDS_A_PEER: usize = 4;
/// How many control calls of a peer wait: more than the workers of a machine's tests.
const WAITS_A_PEER: usize = 256;
/// How long after the signal an answer may come; after [`STOP_TIME`] the connections are gone too.
pub(super) const CUT_TIME: Duration = Duration::from_millis(1_800);
pub(super) const STOP_TIME: Duration = Duration::from_millis(1_900);

/// Who waits: what waits in a page takes nothing from the tests of the same machine.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Waiting {
    Page,
    Tool,
}

impl Waiting {
    pub(super) fn places(self) -> usize {
        match self {
            Self::Page => HOLDS_A_PEER,
            Self::Tool => WAITS_A_PEER,
        }
    }
}

//! So many webhooks wait for a receiver that there is no room for one more.

use std::sync::Arc;

use super::target::Target;
use crate::domain::base::limits::WAITING_DELIVERIES;

/// Whether there is room for one more that waits, and how many have found none.
#[derive(Clone, Copy, Debug, Default, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Room {
    missed: u64,
}

/// That there is no room for what should wait begins, or is over: the first and the last of many are told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Crowd {
    /// There is no room any more.
    Begins,
    /// There is again, and so many have found none.
    Over(u64),
}

/// The same, of one receiver.
pub type Crowded = (Arc<Target>, Crowd);

impl Room {
    /// One more is to wait beside so many; the first that finds no room is news, and the first that does again.
    pub(super) fn note(&mut self, waiting: usize) -> Option<Crowd> {
        if waiting >= WAITING_DELIVERIES {
            self.missed += 1;
            return (self.missed == 1).then_some(Crowd::Begins);
        }
        let missed = std::mem::take(&mut self.missed);
        (missed > 0).then_some(Crowd::Over(missed))
    }

    /// Whether the last one has found room.
    pub(super) fn is_there(self) -> bool {
        self.missed == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn that_there_is_no_room_is_told_when_it_begins_and_when_it_is_over() {
        let mut room = Room::default();
        assert_eq!((room.note(WAITING_DELIVERIES - 1), room.is_there()), (None, true));
        assert_eq!((room.note(WAITING_DELIVERIES), room.is_there()), (Some(Crowd::Begins), false));
        for _ in 0..4 {
            assert_eq!((room.note(WAITING_DELIVERIES), room.is_there()), (None, false));
        }
        assert_eq!((room.note(0), room.is_there()), (Some(Crowd::Over(5)), true));
        assert_eq!(room.note(0), None);
    }
}

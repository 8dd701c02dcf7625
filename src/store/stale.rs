//! Runs of the widget that were there before a reset: their pages are told what has become of them.

use std::collections::VecDeque;

use uuid::Uuid;

use crate::domain::base::journal::Fingerprint;
use crate::domain::workspace::world::World;

/// A run and the fingerprint of the token that it was opened with.
pub(super) type Known = (Uuid, Fingerprint);

/// The runs of the last resets.
#[derive(Default)]
pub(super) struct Stale(pub(super) VecDeque<Known>);

/// How many are remembered; a page of an older one is told that it is unknown.
const MOST: usize = 10_000;

impl Stale {
    pub(super) fn remember(&mut self, runs: impl IntoIterator<Item = Known>) {
        self.0.extend(runs);
        let surplus = self.0.len().saturating_sub(MOST);
        self.0.drain(..surplus);
    }
}

pub(super) fn runs_of(world: &World) -> Vec<Known> {
    world.widgets().map(|run| (run.id, run.key)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_runs_of_too_many_are_forgotten() {
        let mut stale = Stale::default();
        let key = Fingerprint::of("token");
        stale.remember((0..=MOST as u128).map(|number| (Uuid::from_u128(number), key)));
        let knows = |number: usize| stale.0.contains(&(Uuid::from_u128(number as u128), key));
        assert_eq!((knows(0), knows(1), knows(MOST), stale.0.len()), (false, true, true, MOST));
    }
}

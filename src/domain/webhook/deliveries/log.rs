//! Looking into the log of deliveries.

use super::{Deliveries, Delivery};

impl Deliveries {
    /// The log after a number.
    pub fn log_after(&self, seq: u64) -> impl Iterator<Item = &Delivery> {
        self.log.range(seq.saturating_add(1)..).map(|(_, delivery)| delivery)
    }

    /// Whether the log has a delivery of this number.
    pub fn has(&self, seq: u64) -> bool {
        self.log.contains_key(&seq)
    }

    /// The log of what was tried since, in the order of the last tries.
    pub fn tried_since(&self, tried: u64) -> impl Iterator<Item = &Delivery> {
        self.by_try.range(tried.saturating_add(1)..).filter_map(|(_, seq)| self.log.get(seq))
    }
}

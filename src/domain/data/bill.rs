//! Bills of a credit card.

use jiff::civil::Date;

use super::money::Money;

/// Where a bill stands.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum BillStatus {
    /// Its cycle runs.
    Open,
    /// It is to be paid.
    Closed,
    /// It is paid.
    Paid,
}

/// The purchases of one cycle.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Bill {
    /// Unique within the ledger and the same whenever it is drawn: `2026-03/bill`, by the month in which it closes.
    pub key: String,
    /// The place of the card in [`super::Ledger::accounts`].
    pub account: usize,
    /// The first day of its cycle.
    pub opens: Date,
    /// The last day of its cycle.
    pub closes: Date,
    /// The day on which it is paid.
    pub due: Date,
    /// The sum of its entries; of an open bill so far.
    pub total: Money,
    /// What must be paid at least: a twentieth.
    pub minimum: Money,
    /// Where it stands today.
    pub status: BillStatus,
    /// The key of the payment, once it is paid; it is paid in full.
    pub paid: Option<String>,
    /// The places of its purchases in [`super::Ledger::entries`].
    pub entries: Vec<usize>,
}

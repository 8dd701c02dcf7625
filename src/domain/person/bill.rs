//! Bills of a credit card.

use jiff::ToSpan;
use jiff::civil::Date;

use super::account::CardTerms;
use super::calendar::{day_of, month_of, word};
use super::dice::Month;
use super::entry::Entry;
use super::money::Money;
use super::persona;

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
    /// Unique within the ledger and the same whenever it is generated: `2026-03/bill`, by the month in which it closes.
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

impl Bill {
    /// Whether something that happened stands on it.
    pub fn holds(&self, entry: &Entry) -> bool {
        self.account == entry.account && (self.opens..=self.closes).contains(&entry.date)
    }
}

/// A card: its place, its key and its terms.
pub(super) type Card<'a> = (usize, &'static str, &'a CardTerms);

/// The key of the bill of a card that closes in a month.
pub(super) fn key_of(month: Month, card: &str) -> String {
    format!("{}/bill{}", word(month), card.strip_prefix(persona::CARD).unwrap_or_default())
}

/// The bills of a card up to today, without those of cycles in which nothing was bought.
pub(super) fn bills(card: Card<'_>, entries: &[Entry], first: Month, today: Date) -> Vec<Bill> {
    let all = first..=month_of(today) + 1;
    let bills = all.map(|month| bill(card, entries, (first, month), today));
    bills.filter(|bill| bill.opens <= today && bill.total.is_positive()).collect()
}

fn bill(
    (account, key, card): Card<'_>,
    entries: &[Entry],
    (first, month): (Month, Month),
    today: Date,
) -> Bill {
    let opens = day_of(month - 1, card.cutting_day).saturating_add(1.day()).max(day_of(first, 1));
    let closes = day_of(month, card.cutting_day);
    let due = day_of(month, card.due_day);
    let start = entries.partition_point(|entry| entry.date < opens);
    let cycle = entries.iter().enumerate().skip(start).take_while(|(_, entry)| entry.date <= closes);
    let of_cycle: Vec<_> = cycle.filter(|(_, entry)| entry.is_purchase_of(account, opens, closes)).collect();
    let total: Money = of_cycle.iter().map(|(_, entry)| entry.amount).sum();
    let status = if closes >= today {
        BillStatus::Open
    } else if due > today {
        BillStatus::Closed
    } else {
        BillStatus::Paid
    };
    let key = key_of(month, key);
    let paid = (status == BillStatus::Paid).then(|| format!("{key}/in"));
    let entries = of_cycle.into_iter().map(|(at, _)| at).collect();
    Bill { key, account, opens, closes, due, total, minimum: total.part(20), status, paid, entries }
}

//! Streams: the entries of one account that are about the same thing.

use indexmap::IndexMap;
use jiff::civil::Date;
use jiff::{ToSpan, Unit};

use super::trend;
use crate::domain::person::{Entry, Money};

/// Entries that belong together, oldest first.
pub(super) struct Stream<'a> {
    pub(super) entries: Vec<&'a Entry>,
}

/// Groups entries by a key, in the order in which each key comes first.
pub(super) fn streams<'a, K: std::hash::Hash + Eq>(
    entries: impl Iterator<Item = &'a Entry>,
    key: impl Fn(&'a Entry) -> Option<K>,
) -> Vec<(K, Stream<'a>)> {
    let mut groups: IndexMap<K, Vec<&Entry>> = IndexMap::new();
    for entry in entries {
        if let Some(key) = key(entry) {
            groups.entry(key).or_default().push(entry);
        }
    }
    groups.into_iter().map(|(key, entries)| (key, Stream { entries })).collect()
}

impl<'a> Stream<'a> {
    pub(super) fn total(&self) -> Money {
        self.entries.iter().map(|entry| entry.amount).sum()
    }

    pub(super) fn amounts(&self) -> Vec<f64> {
        self.entries.iter().map(|entry| entry.amount.as_number()).collect()
    }

    pub(super) fn last(&self) -> Option<&'a Entry> {
        self.entries.last().copied()
    }

    /// The shortest and the longest time between two entries, in days.
    pub(super) fn gaps(&self) -> Option<(i32, i32)> {
        let gaps = self.entries.iter().zip(self.entries.iter().skip(1));
        let days: Vec<i32> = gaps.map(|(one, next)| (next.date - one.date).get_days()).collect();
        Some((*days.iter().min()?, *days.iter().max()?))
    }

    /// What came in each month of a period, newest first.
    pub(super) fn by_month(&self, months: &Months) -> Vec<f64> {
        let mut sums = vec![Money::ZERO; months.lookback];
        for entry in &self.entries {
            if let Some(sum) = sums.get_mut(months.place(entry.date)) {
                *sum += entry.amount;
            }
        }
        sums.into_iter().map(Money::as_number).collect()
    }
}

/// The months of a period, counted backwards from its last day.
pub(super) struct Months {
    to: Date,
    /// Those that lie wholly in it.
    pub(super) full: usize,
    /// Those, and the rest when it is half a month at least.
    pub(super) lookback: usize,
}

impl Months {
    pub(super) fn of(from: Date, to: Date) -> Self {
        let span = from.until((Unit::Month, to.saturating_add(1.day()))).unwrap_or_default();
        let full = usize::try_from(span.get_months()).unwrap_or_default();
        let rest = usize::from(span.get_days() >= 15);
        Self { to, full, lookback: (full + rest).max(1) }
    }

    /// How many months back a day lies; a short rest counts to the month beside it.
    fn place(&self, day: Date) -> usize {
        let span = day.until((Unit::Month, self.to)).unwrap_or_default();
        usize::try_from(span.get_months()).unwrap_or_default().min(self.lookback - 1)
    }

    /// An equal part for each month.
    pub(super) fn average(&self, sum: Money) -> f64 {
        trend::round(sum.as_number() / trend::count(self.lookback), 2)
    }
}

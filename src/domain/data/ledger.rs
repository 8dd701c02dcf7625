//! The accounts of a subject and all that happens on them.

use jiff::civil::Date;

use super::account::{Account, AccountKind};
use super::bill::Bill;
use super::entry::Entry;
use super::money::Money;
use super::person::Person;
use super::subject::Subject;

/// Accounts, what happened on them, and the bills of the card.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Ledger {
    accounts: Vec<Account>,
    entries: Vec<Entry>,
    bills: Vec<Bill>,
}

impl Ledger {
    /// Draws all up to today.
    pub fn draw(_subject: &Subject, _person: &Person) -> Self {
        Self::default()
    }

    /// The accounts; an entry names its account by its place here.
    pub fn accounts(&self) -> &[Account] {
        &self.accounts
    }

    /// The account of a kind, with its place.
    pub fn account(&self, kind: AccountKind) -> Option<(usize, &Account)> {
        self.accounts.iter().enumerate().find(|(_, account)| account.kind == kind)
    }

    /// All entries, oldest first.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The bills of the card, oldest first.
    pub fn bills(&self) -> &[Bill] {
        &self.bills
    }

    /// The entries of some days, both ends included, oldest first (R-TRX-03).
    pub fn between(&self, from: Date, to: Date) -> &[Entry] {
        let first = self.entries.partition_point(|entry| entry.date < from);
        let last = self.entries.partition_point(|entry| entry.date <= to);
        self.entries.get(first..last).unwrap_or_default()
    }

    /// The balance of an account at the end of a day; nothing for an account that there is not.
    pub fn balance(&self, account: usize, on: Date) -> Money {
        let until = self.entries.partition_point(|entry| entry.date <= on);
        let last = self.entries.iter().take(until).rev().find(|entry| entry.account == account);
        let opening = || self.accounts.get(account).map_or(Money::ZERO, |account| account.opening);
        last.map_or_else(opening, |entry| entry.balance_after)
    }
}

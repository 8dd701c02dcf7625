//! What happens on accounts.

use jiff::civil::{Date, Time};

use super::account::AccountKind;
use super::money::Money;
use super::words::Trade;

/// Whether money comes to the account or leaves it. A payment comes to a card; a purchase leaves it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Direction {
    /// Adds to what is owned, takes from what is owed.
    In,
    /// Takes from what is owned, adds to what is owed.
    Out,
}

/// Whether the bank has settled it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Status {
    /// A purchase of today or yesterday. It is in the balance already.
    Pending,
    /// Settled.
    Processed,
}

/// What an entry is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Kind {
    /// Pay of the employer; in December a thirteenth.
    Salary,
    /// What is paid to the old.
    Pension,
    /// Money between relatives, or from a company to its owner.
    Private,
    /// Work for others.
    Freelance,
    /// A customer of a company pays.
    Sale,
    /// The rent of a home or of premises.
    Rent,
    /// Electricity or water.
    Utilities,
    /// A mobile phone.
    Phone,
    /// The line at home.
    Internet,
    /// A supermarket.
    Groceries,
    /// A restaurant or a café.
    Restaurant,
    /// A bus, the metro or a ride.
    Transport,
    /// A filling station.
    Fuel,
    /// A pharmacy.
    Pharmacy,
    /// A shop, on the spot or on line.
    Shopping,
    /// A service that is charged each month.
    Subscription,
    /// An insurance.
    Insurance,
    /// Wages that a company pays.
    Payroll,
    /// What a company buys to sell.
    Supplies,
    /// Accountants and the like.
    Services,
    /// A tax.
    Tax,
    /// Cash.
    AtmWithdrawal,
    /// To another account of the same holder.
    TransferOut,
    /// From another account of the same holder.
    TransferIn,
    /// One instalment of a purchase with a card.
    CardInstalment {
        /// Its number, from 1.
        number: u8,
        /// How many there are.
        of: u8,
    },
    /// The bill of a card is paid: out of the checking account, into the card.
    CardPayment,
    /// An instalment of a loan is paid: out of the checking account, into the loan.
    LoanInstalment {
        /// Its number, from 1.
        number: u16,
        /// What it pays back.
        principal: Money,
        /// What it costs.
        interest: Money,
    },
    /// Interest: earned on what is owned, charged on what is owed.
    Interest,
    /// What the bank takes for the account.
    Fee,
}

/// Belvo's words for what something was spent on (R-TRX-05).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Tag {
    /// One of 16.
    pub category: &'static str,
    /// One of 77.
    pub subcategory: &'static str,
}

/// One line of a statement.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
    /// Unique within the ledger and the same whenever it is generated: `2026-03/groceries/2`.
    pub key: String,
    /// The place of its account in [`super::Ledger::accounts`].
    pub account: usize,
    /// The day.
    pub date: Date,
    /// The local time of the day.
    pub time: Time,
    /// Where the money goes.
    pub direction: Direction,
    /// How much; always more than nothing (R-TRX-02).
    pub amount: Money,
    /// The account's balance after it (R-TRX-04).
    pub balance_after: Money,
    /// What it is.
    pub kind: Kind,
    /// Who was paid, when it is a shop or a service.
    pub merchant: Option<&'static str>,
    /// What such a shop sells.
    pub trade: Option<Trade>,
    /// As the bank writes it, in the country's language.
    pub description: String,
    /// What it was spent on.
    pub tag: Tag,
    /// Whether it is settled; the one thing that a later today changes.
    pub status: Status,
    /// The key of the entry on the holder's other account, when the money moved between two of them.
    pub pair: Option<String>,
}

impl Entry {
    /// What it adds to the balance of an account of that kind: what is owed falls when money comes.
    pub fn signed(&self, kind: AccountKind) -> Money {
        let adds = (self.direction == Direction::In) != kind.is_liability();
        if adds { self.amount } else { -self.amount }
    }

    /// Whether it was bought with a card on one of these days, both ends included.
    pub(super) fn is_purchase_of(&self, card: usize, opens: Date, closes: Date) -> bool {
        self.account == card && self.direction == Direction::Out && (opens..=closes).contains(&self.date)
    }
}

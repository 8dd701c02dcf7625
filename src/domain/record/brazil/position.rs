//! What is invested, and the purchases that it comes from: the investment account of the ledger, split in three.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::domain::person::calendar::{day_of, month_of};
use crate::domain::person::{AccountKind, INVESTMENT_BEARS, Kind, Money};
use crate::domain::record::source::Source;

/// Something that can be invested in.
#[derive(Debug)]
pub(super) struct Product {
    pub(super) key: &'static str,
    /// `FIXED_INCOME_BANKING` (R-INV-01).
    pub(super) r#type: &'static str,
    pub(super) name: &'static str,
    pub(super) isin: &'static str,
    pub(super) clearing_code: Option<&'static str>,
    /// What follows its rate.
    pub(super) indexer: Option<&'static str>,
    /// What a unit cost when it was issued: on the day on which the account was opened.
    pub(super) price: Money,
}

static PRODUCTS: [Product; 3] = [
    Product {
        key: "cdb",
        r#type: "FIXED_INCOME_BANKING",
        name: "CDB Liquidez Diária",
        isin: "BRMOCKCDB017",
        clearing_code: Some("CDB026MOCK1"),
        indexer: Some("CDI"),
        price: Money::units(1_000),
    },
    Product {
        key: "treasury",
        r#type: "TREASURY_BOND",
        name: "Tesouro Selic",
        isin: "BRMOCKLFT024",
        clearing_code: None,
        indexer: Some("SELIC"),
        price: Money::units(10_000),
    },
    Product {
        key: "fund",
        r#type: "INVESTMENT_FUND",
        name: "Horizonte Renda Fixa Referenciado DI",
        isin: "BRMOCKCTF038",
        clearing_code: None,
        indexer: None,
        price: Money::cents(14_250),
    },
];

/// A purchase.
#[derive(Clone, Debug)]
pub(super) struct Buy {
    pub(super) key: String,
    pub(super) day: Date,
    pub(super) amount: Money,
    /// What a unit cost on that day.
    pub(super) price: f64,
}

impl Buy {
    /// How many units it bought.
    pub(super) fn quantity(&self) -> f64 {
        self.amount.as_number() / self.price
    }
}

/// What is held of a product.
#[derive(Clone, Debug)]
pub(super) struct Position {
    pub(super) product: &'static Product,
    /// Oldest first.
    pub(super) buys: Vec<Buy>,
    /// What a unit is worth today.
    pub(super) price: f64,
    /// What it is worth today.
    pub(super) gross: Money,
}

impl Position {
    /// What was paid for it.
    pub(super) fn paid(&self) -> Money {
        self.buys.iter().map(|buy| buy.amount).sum()
    }

    /// How much of it there is.
    pub(super) fn quantity(&self) -> f64 {
        self.buys.iter().map(Buy::quantity).sum()
    }
}

/// How units rise: at the end of each month since they were issued by what the account bears.
struct Rise {
    issued: Date,
}

impl Rise {
    /// A unit's worth at the end of a day, by that of the day of issue.
    #[allow(clippy::cast_precision_loss, reason = "a small share")]
    fn at(&self, day: Date) -> f64 {
        let month = |day: Date| month_of(day.saturating_add(1.day()));
        let ends = (month(day) - month(self.issued)).max(0);
        (0..ends).fold(1.0, |worth, _| worth * (1.0 + INVESTMENT_BEARS as f64 / 10_000.0))
    }
}

/// The positions that an investment account is made of; together they are worth its balance.
pub(super) fn positions(source: &Source<'_>) -> Vec<Position> {
    let Some((place, account)) = source.ledger().of_kind(AccountKind::Investment).next() else {
        return Vec::new();
    };
    let rise = Rise { issued: account.opened };
    let begins = day_of(month_of(source.subject().from.min(source.today())) - 12, 1);
    let opening = account.opening.as_number() / rise.at(begins.saturating_sub(1.day()));
    let mut positions = first_positions(cents(opening), account.opened);
    let entries = source.ledger().entries().iter().filter(|entry| entry.account == place);
    let deposits = entries.filter(|entry| entry.kind == Kind::TransferIn);
    // A later day only appends to the ledger, so that each deposit stays with its product.
    for (at, entry) in deposits.enumerate() {
        if let Some(position) = positions.get_mut(at % PRODUCTS.len()) {
            let price = position.product.price.as_number() * rise.at(entry.date);
            position.buys.push(Buy { key: entry.key.clone(), day: entry.date, amount: entry.amount, price });
        }
    }
    value(&mut positions, rise.at(source.today()), account.balance);
    positions
}

fn first_positions(amount: Money, day: Date) -> Vec<Position> {
    let part = amount.part(PRODUCTS.len() as i64);
    let rest = amount - part - part;
    let parts = [rest, part, part];
    let bought = |(product, amount): (&'static Product, Money)| Position {
        product,
        buys: vec![Buy {
            key: format!("opening/{}", product.key),
            day,
            amount,
            price: product.price.as_number(),
        }],
        price: product.price.as_number(),
        gross: Money::ZERO,
    };
    PRODUCTS.iter().zip(parts).map(bought).collect()
}

/// What they are worth: each its units; the first has what is left by rounding.
fn value(positions: &mut [Position], rise: f64, worth: Money) {
    for position in positions.iter_mut() {
        position.price = position.product.price.as_number() * rise;
        position.gross = cents(position.quantity() * position.price);
    }
    let seen: Money = positions.iter().map(|position| position.gross).sum();
    if let Some(first) = positions.first_mut() {
        first.gross += worth - seen;
    }
}

/// The nearest cent.
#[allow(clippy::cast_possible_truncation, reason = "no account holds 2^53 cents")]
fn cents(amount: f64) -> Money {
    Money::cents((amount * 100.0).round() as i64)
}

/// With as many decimals as quotas have.
pub(super) fn quota(price: f64) -> f64 {
    (price * 1e8).round() / 1e8
}

//! What is invested, and the purchases that it comes from: the investment account of the ledger, split in three.

use jiff::civil::Date;

use crate::domain::person::{AccountKind, Kind, Money};
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
    /// What a unit costs when it is bought.
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
        price: Money::units(1),
    },
    Product {
        key: "treasury",
        r#type: "TREASURY_BOND",
        name: "Tesouro Selic",
        isin: "BRMOCKLFT024",
        clearing_code: None,
        indexer: Some("SELIC"),
        price: Money::units(100),
    },
    Product {
        key: "fund",
        r#type: "INVESTMENT_FUND",
        name: "Horizonte Renda Fixa Referenciado DI",
        isin: "BRMOCKCTF038",
        clearing_code: None,
        indexer: None,
        price: Money::cents(250),
    },
];

/// A purchase.
#[derive(Clone, Debug)]
pub(super) struct Buy {
    pub(super) key: String,
    pub(super) day: Date,
    pub(super) amount: Money,
}

/// What is held of a product.
#[derive(Clone, Debug)]
pub(super) struct Position {
    pub(super) product: &'static Product,
    /// Oldest first.
    pub(super) buys: Vec<Buy>,
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
        quantity(self.paid(), self.product)
    }
}

/// How much of a product an amount buys.
#[allow(clippy::cast_precision_loss, reason = "no account holds 2^53 cents")]
pub(super) fn quantity(amount: Money, product: &Product) -> f64 {
    amount.as_cents() as f64 / product.price.as_cents() as f64
}

/// The positions that an investment account is made of; together they are worth its balance.
pub(super) fn positions(source: &Source<'_>) -> Vec<Position> {
    let Some((place, account)) = source.ledger().of_kind(AccountKind::Investment).next() else {
        return Vec::new();
    };
    let mut positions = first_positions(account.opening, account.opened);
    let entries = source.ledger().entries().iter().filter(|entry| entry.account == place);
    let deposits = entries.filter(|entry| entry.kind == Kind::TransferIn);
    // A later day only appends to the ledger, so that each deposit stays with its product.
    for (at, entry) in deposits.enumerate() {
        if let Some(position) = positions.get_mut(at % PRODUCTS.len()) {
            position.buys.push(Buy { key: entry.key.clone(), day: entry.date, amount: entry.amount });
        }
    }
    share_interest(&mut positions, account.balance);
    positions
}

fn first_positions(amount: Money, day: Date) -> Vec<Position> {
    let part = amount.part(PRODUCTS.len() as i64);
    let rest = amount - part - part;
    let parts = [rest, part, part];
    let bought = |(product, amount): (&'static Product, Money)| Position {
        product,
        buys: vec![Buy { key: format!("opening/{}", product.key), day, amount }],
        gross: Money::ZERO,
    };
    PRODUCTS.iter().zip(parts).map(bought).collect()
}

/// Each bears as much as was paid for it; the first has what is left by rounding.
fn share_interest(positions: &mut [Position], worth: Money) {
    let paid: Money = positions.iter().map(Position::paid).sum();
    let points = (worth - paid).as_cents() * 10_000 / paid.as_cents().max(1);
    for position in positions.iter_mut() {
        position.gross = position.paid() + position.paid().basis_points(points);
    }
    let seen: Money = positions.iter().map(|position| position.gross).sum();
    if let Some(first) = positions.first_mut() {
        first.gross += worth - seen;
    }
}

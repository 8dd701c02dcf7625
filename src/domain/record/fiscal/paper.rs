//! An invoice as a fact, and what it adds up to.

use std::rc::Rc;

use jiff::civil::{Date, Time};

use super::party::Party;
use crate::domain::base::time::Timestamp;
use crate::domain::person::Money;

/// What an invoice is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Something was sold.
    Income,
    /// Part of a sale is given back.
    Credit,
    /// Wages.
    Payroll,
    /// A sale that was not paid at once is paid.
    Payment,
}

/// Something that is sold, as the treasury's catalogues name it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Good {
    pub(super) description: &'static str,
    pub(super) code: &'static str,
    pub(super) unit_code: &'static str,
    pub(super) unit: &'static str,
}

/// A line of an invoice.
#[derive(Clone, Debug)]
pub(super) struct Item {
    pub(super) good: Good,
    pub(super) quantity: i64,
    pub(super) price: Money,
    /// With 16 % of value added tax.
    pub(super) taxed: bool,
    /// The payer keeps part of the taxes back: a company that pays a person.
    pub(super) withheld: bool,
}

/// Value added tax, in millionths.
pub(super) const VAT: i64 = 160_000;
/// What companies keep back of what they pay to people: income tax, and two thirds of the value added tax.
pub(super) const HELD_INCOME: i64 = 100_000;
pub(super) const HELD_VAT: i64 = 106_667;

/// So many millionths of an amount, to the nearest cent.
pub(super) fn millionths(amount: Money, share: i64) -> Money {
    let product = i128::from(amount.as_cents()) * i128::from(share);
    let half = if product < 0 { -500_000 } else { 500_000 };
    Money::cents(i64::try_from((product + half) / 1_000_000).unwrap_or_default())
}

impl Item {
    pub(super) fn before_tax(&self) -> Money {
        Money::cents(self.price.as_cents() * self.quantity)
    }

    pub(super) fn vat(&self) -> Money {
        if self.taxed { millionths(self.before_tax(), VAT) } else { Money::ZERO }
    }

    pub(super) fn held_income(&self) -> Money {
        if self.withheld { millionths(self.before_tax(), HELD_INCOME) } else { Money::ZERO }
    }

    pub(super) fn held_vat(&self) -> Money {
        if self.withheld { millionths(self.before_tax(), HELD_VAT) } else { Money::ZERO }
    }

    pub(super) fn total(&self) -> Money {
        self.before_tax() + self.vat() - self.held_income() - self.held_vat()
    }
}

/// What is kept back of wages.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wages {
    pub(super) from: Date,
    pub(super) to: Date,
    pub(super) income_tax: Money,
    pub(super) social_security: Money,
}

/// The taxes of a line or of a whole invoice.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sums {
    pub(super) vat: Money,
    pub(super) held_income: Money,
    pub(super) held_vat: Money,
}

impl Sums {
    pub(super) fn of(item: &Item) -> Self {
        Self { vat: item.vat(), held_income: item.held_income(), held_vat: item.held_vat() }
    }
}

/// An invoice that another is about.
#[derive(Clone, Debug)]
pub(super) struct About {
    pub(super) key: String,
    pub(super) total: Money,
    /// What its value added tax is of.
    pub(super) base: Money,
    pub(super) sums: Sums,
}

/// An invoice.
#[derive(Clone, Debug)]
pub(super) struct Paper {
    /// Unique: `2026-03/sale/1`.
    pub(super) key: String,
    pub(super) date: Date,
    pub(super) time: Time,
    pub(super) kind: Kind,
    pub(super) sender: Rc<Party>,
    pub(super) receiver: Rc<Party>,
    pub(super) items: Vec<Item>,
    /// What the receiver needs it for, by the treasury's catalogue.
    pub(super) usage: &'static str,
    /// Paid later, not at once.
    pub(super) later: bool,
    /// Withdrawn on the day it was written.
    pub(super) cancelled: bool,
    pub(super) about: Option<About>,
    pub(super) wages: Option<Wages>,
}

impl Paper {
    fn sum(&self, of: fn(&Item) -> Money) -> Money {
        self.items.iter().map(of).sum()
    }

    pub(super) fn subtotal(&self) -> Money {
        self.sum(Item::before_tax)
    }

    pub(super) fn vat(&self) -> Money {
        self.sum(Item::vat)
    }

    pub(super) fn held_income(&self) -> Money {
        self.sum(Item::held_income)
    }

    pub(super) fn held_vat(&self) -> Money {
        self.sum(Item::held_vat)
    }

    /// What the value added tax is of.
    pub(super) fn taxed(&self) -> Money {
        self.items.iter().filter(|item| item.taxed).map(Item::before_tax).sum()
    }

    pub(super) fn sums(&self) -> Sums {
        Sums { vat: self.vat(), held_income: self.held_income(), held_vat: self.held_vat() }
    }

    /// Of wages: what is kept back.
    pub(super) fn discount(&self) -> Money {
        self.wages.map_or(Money::ZERO, |wages| wages.income_tax + wages.social_security)
    }

    pub(super) fn total(&self) -> Money {
        self.sum(Item::total) - self.discount()
    }

    /// Whether the money that it tells of comes to the taxpayer.
    pub(super) fn comes_to(&self, taxpayer: &Party) -> bool {
        let sent = self.sender.rfc == taxpayer.rfc;
        match self.kind {
            Kind::Income | Kind::Payment => sent,
            Kind::Credit | Kind::Payroll => !sent,
        }
    }

    /// Whether it is one of the taxpayer's own household: no business may deduct it.
    pub(super) fn is_personal(&self) -> bool {
        self.usage.starts_with('D')
    }
}

/// The tax of a year's income, by the law's table: from, on the part above, in ten-thousandths.
const BANDS: [(i64, i64, i64); 11] = [
    (0, 0, 192),
    (895_249, 17_188, 640),
    (7_598_455, 446_194, 1_088),
    (13_353_607, 1_072_355, 1_600),
    (15_522_980, 1_419_454, 1_792),
    (18_585_257, 1_968_213, 2_136),
    (37_483_788, 6_004_940, 2_352),
    (59_079_599, 11_084_274, 3_000),
    (112_792_684, 27_198_199, 3_200),
    (150_390_246, 39_229_417, 3_400),
    (451_170_737, 141_494_785, 3_500),
];

/// The income tax of people on what came in within so many twelfths of a year.
pub(super) fn income_tax(base: Money, twelfths: i64) -> Money {
    let year = base.as_cents().max(0) * 12 / twelfths.max(1);
    let band = BANDS.iter().rev().find(|(from, ..)| *from <= year).unwrap_or(&BANDS[0]);
    let tax = band.1 + (year - band.0) * band.2 / 10_000;
    Money::cents(tax * twelfths / 12)
}

/// What the invoices of a month with one payer add up to.
pub(super) struct Kept {
    pub(super) issued: Timestamp,
    pub(super) payer: Rc<Party>,
    pub(super) payee: Rc<Party>,
    pub(super) paid: Money,
    pub(super) income_tax: Money,
    pub(super) vat: Money,
}

//! What a taxpayer declares: the sums of the invoices of a month and a year, and the taxes on them (R-FISC-05).

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::Date;

use super::book::Book;
use super::paper::{Kind, Paper, income_tax, millionths};
use super::party::Party;
use crate::domain::person::Money;
use crate::domain::person::calendar::{day_of, month_of};
use crate::domain::person::dice::Month;

/// Companies pay so much of their profit, in millionths.
const COMPANY_TAX: i64 = 300_000;
/// What a company is taken to keep of its sales that had no profit the year before, in millionths.
const LEAST_PROFIT: i64 = 100_000;

/// The sums of some time. Cancelled invoices do not count.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sums {
    /// Sold, without what was given back.
    pub(super) sales: Money,
    pub(super) vat_charged: Money,
    /// What customers kept back.
    pub(super) held_income: Money,
    pub(super) held_vat: Money,
    /// Bought for the business.
    pub(super) purchases: Money,
    pub(super) vat_paid: Money,
    /// Bought for the household.
    pub(super) personal: Money,
    /// What the taxpayer kept back of what it paid to people.
    pub(super) kept_income: Money,
    pub(super) kept_vat: Money,
    /// Wages that were received, or paid by a company.
    pub(super) wages: Money,
    pub(super) wages_tax: Money,
}

impl Sums {
    fn add(&mut self, paper: &Paper, taxpayer: &Party) {
        if paper.cancelled {
            return;
        }
        let sent = paper.sender.rfc == taxpayer.rfc;
        match paper.kind {
            Kind::Payment => {}
            Kind::Payroll => {
                self.wages += paper.subtotal();
                self.wages_tax += paper.wages.map_or(Money::ZERO, |wages| wages.income_tax);
            }
            Kind::Income if !sent => self.add_purchase(paper),
            Kind::Income | Kind::Credit => self.add_sale(paper),
        }
    }

    fn add_sale(&mut self, paper: &Paper) {
        let signed = |amount: Money| if paper.kind == Kind::Credit { -amount } else { amount };
        self.sales += signed(paper.subtotal());
        self.vat_charged += signed(paper.vat());
        self.held_income += signed(paper.held_income());
        self.held_vat += signed(paper.held_vat());
    }

    fn add_purchase(&mut self, paper: &Paper) {
        if paper.is_personal() {
            self.personal += paper.total();
            return;
        }
        self.purchases += paper.subtotal();
        self.vat_paid += paper.vat();
        self.kept_income += paper.held_income();
        self.kept_vat += paper.held_vat();
    }

    fn plus(mut self, other: &Self) -> Self {
        self.sales += other.sales;
        self.vat_charged += other.vat_charged;
        self.held_income += other.held_income;
        self.held_vat += other.held_vat;
        self.purchases += other.purchases;
        self.vat_paid += other.vat_paid;
        self.personal += other.personal;
        self.kept_income += other.kept_income;
        self.kept_vat += other.kept_vat;
        self.wages += other.wages;
        self.wages_tax += other.wages_tax;
        self
    }

    /// What a company earned.
    pub(super) fn profit(&self) -> Money {
        self.sales - self.purchases - self.wages
    }

    /// The value added tax of a month that is due; below zero when it is in the taxpayer's favour.
    pub(super) fn vat_due(&self) -> Money {
        self.vat_charged - self.vat_paid - self.held_vat
    }
}

/// A month, and the part of its year up to its end.
#[derive(Clone, Copy, Debug)]
pub(super) struct Declared {
    pub(super) month: Month,
    pub(super) sums: Sums,
    pub(super) so_far: Sums,
    /// The income tax of the year so far.
    pub(super) tax_so_far: Money,
    /// What was paid on it in the months before.
    pub(super) paid_before: Money,
    /// What is paid for this month.
    pub(super) paid: Money,
}

/// The years of a taxpayer.
pub(super) struct Taxes {
    months: BTreeMap<Month, Sums>,
    business: bool,
}

impl Taxes {
    /// Of these years.
    pub(super) fn of(book: &Book<'_>, from: i16, to: i16, business: bool) -> Self {
        let first = |year: i16| Date::new(year, 1, 1).unwrap_or(Date::MAX);
        let mut months: BTreeMap<Month, Sums> = BTreeMap::new();
        for paper in book.between(first(from), first(to.saturating_add(1)).saturating_sub(1.day())) {
            months.entry(month_of(paper.date)).or_default().add(&paper, &book.taxpayer);
        }
        Self { months, business }
    }

    /// The sums of a year; nothing of one without an invoice.
    pub(super) fn year(&self, year: i16) -> Option<Sums> {
        let mut months = self.months_of(year).peekable();
        months.peek()?;
        Some(months.fold(Sums::default(), |sum, (_, month)| sum.plus(month)))
    }

    fn months_of(&self, year: i16) -> impl Iterator<Item = (Month, &Sums)> {
        let first = Month::from(year) * 12;
        self.months.range(first..first + 12).map(|(month, sums)| (*month, sums))
    }

    /// The months of a year as they are declared, one upon the other.
    pub(super) fn declared(&self, year: i16) -> Vec<Declared> {
        let (mut so_far, mut paid_before) = (Sums::default(), Money::ZERO);
        let mut declared = Vec::new();
        for (month, sums) in self.months_of(year) {
            so_far = so_far.plus(sums);
            let tax_so_far = self.tax_so_far(&so_far, month);
            let paid = (tax_so_far - so_far.held_income - paid_before).max(Money::ZERO);
            declared.push(Declared { month, sums: *sums, so_far, tax_so_far, paid_before, paid });
            paid_before += paid;
        }
        declared
    }

    fn tax_so_far(&self, so_far: &Sums, month: Month) -> Money {
        if self.business {
            let expected = millionths(so_far.sales, self.coefficient((month / 12) as i16));
            return millionths(expected, COMPANY_TAX);
        }
        income_tax(so_far.sales - so_far.purchases, i64::from(month % 12) + 1)
    }

    /// What a company kept of its sales the year before, in millionths.
    pub(super) fn coefficient(&self, year: i16) -> i64 {
        let before = self.year(year.saturating_sub(1)).filter(|sums| sums.sales.is_positive());
        let share = before.map(|sums| sums.profit().as_cents() * 10_000 / sums.sales.as_cents() * 100);
        share.filter(|share| *share > 0).unwrap_or(LEAST_PROFIT)
    }

    /// What was paid in the course of a year.
    pub(super) fn paid_within(&self, year: i16) -> Money {
        self.declared(year).iter().map(|month| month.paid).sum()
    }

    /// What a year's tax is taken of.
    pub(super) fn base(&self, sums: &Sums) -> Money {
        if self.business {
            return sums.profit();
        }
        (sums.wages + sums.sales - sums.purchases - sums.personal).max(Money::ZERO)
    }

    /// A year's income tax.
    pub(super) fn tax(&self, sums: &Sums) -> Money {
        match self.business {
            true => millionths(self.base(sums).max(Money::ZERO), COMPANY_TAX),
            false => income_tax(self.base(sums), 12),
        }
    }

    /// What others kept back of it.
    pub(super) fn held(&self, sums: &Sums) -> Money {
        if self.business { Money::ZERO } else { sums.held_income + sums.wages_tax }
    }
}

/// The day on which a month is declared: the 17th of the next.
pub(super) fn month_filed(month: Month) -> Date {
    day_of(month + 1, 17)
}

/// The day on which a year is declared.
pub(super) fn year_filed(year: i16, business: bool) -> Date {
    let (month, day) = if business { (3, 28) } else { (4, 24) };
    Date::new(year.saturating_add(1), month, day).unwrap_or(Date::MAX)
}

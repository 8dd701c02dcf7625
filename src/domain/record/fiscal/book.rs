//! Draws the invoices of a taxpayer, month by month: what happens in a month depends on the month alone, so that a
//! later day only appends.

use std::rc::Rc;

use jiff::ToSpan;
use jiff::civil::Date;

use super::line::{Line, Other};
use super::paper::{About, Good, Item, Kind, Paper, Wages, income_tax, millionths};
use super::party::{LANDLORD, Party};
use super::{line, party};
use crate::domain::person::calendar::{day_of, month_of, time, word};
use crate::domain::person::dice::{Dice, Month};
use crate::domain::person::words::Words;
use crate::domain::person::{Country, DataSet, Money, Person, Subject};

/// What a taxpayer's invoices are generated from.
pub(super) struct Book<'a> {
    subject: &'a Subject,
    person: &'a Person,
    pub(super) taxpayer: Rc<Party>,
    customers: Vec<Rc<Party>>,
}

/// How many work for a company.
const STAFF: usize = 4;
/// What each of them is paid of a usual month's sales, in thousandths.
const STAFF_SHARE: i64 = 50;
/// What is kept back of wages for the social security, in millionths.
const SOCIAL_SECURITY: i64 = 27_750;

impl<'a> Book<'a> {
    pub(super) fn new(subject: &'a Subject, person: &'a Person) -> Self {
        let taxpayer = Rc::new(Party::taxpayer(person));
        let customers = party::customers(subject, person);
        Self { subject, person, taxpayer, customers }
    }

    /// The invoices of these days up to today, oldest first.
    pub(super) fn between(&self, from: Date, to: Date) -> Vec<Paper> {
        if self.subject.set == DataSet::None {
            return Vec::new();
        }
        let (from, to) = (from.max(party::since(self.person)), to.min(self.subject.today));
        // What is paid later or given back is generated with its sale.
        let months = (month_of(from) - 2)..=month_of(to);
        let mut papers: Vec<Paper> = months.flat_map(|month| self.month(month)).collect();
        papers.retain(|paper| (from..=to).contains(&paper.date));
        papers.sort_by(|a, b| (a.date, a.time, &a.key).cmp(&(b.date, b.time, &b.key)));
        papers
    }

    fn is_full(&self) -> bool {
        self.subject.set == DataSet::Full
    }

    fn month(&self, month: Month) -> Vec<Paper> {
        if self.is_full() { self.busy_month(month) } else { self.quiet_month(month) }
    }

    fn busy_month(&self, month: Month) -> Vec<Paper> {
        let mut papers = self.sales(month);
        papers.extend(self.lines().iter().flat_map(|line| self.purchases(month, line)));
        papers.extend(self.payroll(month));
        papers
    }

    /// Small sets sell twice a year and buy once, so that three years of it fit on a page (R-LINK-30).
    fn quiet_month(&self, month: Month) -> Vec<Paper> {
        match month.rem_euclid(12) {
            5 | 11 => self.sales(month),
            2 => self.lines().get(1).map_or_else(Vec::new, |line| self.purchases(month, line)),
            _ => Vec::new(),
        }
    }

    fn lines(&self) -> &'static [Line] {
        if self.person.company.is_some() { line::COMPANY } else { line::PERSON }
    }

    /// The month's income that shares are taken of.
    fn usual(&self) -> Money {
        self.person.monthly_income()
    }

    fn sales(&self, month: Month) -> Vec<Paper> {
        let mut dice = Dice::of_month(&self.subject.seed, "fiscal/sale", month);
        let company = self.person.company.as_ref();
        let (times, share) = match company {
            Some(_) => ((7, 9), (115, 145)),
            None => ((2, 4), (120, 300)),
        };
        let times = if self.is_full() { dice.between(times.0, times.1) } else { 1 };
        let good = company.map_or(line::FEES, |company| line::sold_by(company.sector));
        (1..=times).flat_map(|at| self.sale(&mut dice, month, at, share, good)).collect()
    }

    fn sale(&self, dice: &mut Dice, month: Month, at: i64, share: (i64, i64), good: Good) -> Vec<Paper> {
        let customer = dice.pick(&self.customers).cloned().unwrap_or_else(|| self.taxpayer.clone());
        let mut amount = self.usual().per_mille(dice.between(share.0, share.1));
        if self.subject.set == DataSet::Negative {
            amount = amount.part(10);
        }
        let withheld = self.person.company.is_none();
        let items = items(dice, good, amount, withheld);
        let mut sale = self.paper(dice, month, &format!("sale/{at}"), items);
        sale.receiver = customer;
        // What is paid later is another paper, and small sets have few.
        sale.later = dice.chance(35) && self.is_full();
        let fate = dice.between(1, 100);
        let after = dice.between(8, 50);
        let mut papers = Vec::new();
        if sale.later {
            papers.push(follow(&sale, "payment", after, Kind::Payment, payment()));
        } else if self.is_full() && fate <= 5 {
            sale.cancelled = true;
        } else if self.is_full() && fate <= 11 {
            let part = sale.subtotal().per_mille(100);
            papers.push(follow(&sale, "credit", after / 2, Kind::Credit, item(line::REFUND, part, withheld)));
        }
        papers.push(sale);
        papers
    }

    fn purchases(&self, month: Month, line: &'static Line) -> Vec<Paper> {
        let mut dice = Dice::of_month(&self.subject.seed, &format!("fiscal/{}", line.key), month);
        let times = dice.between(line.times.0, line.times.1).min(if self.is_full() { 9 } else { 1 });
        (1..=times).map(|at| self.purchase(&mut dice, month, at, line)).collect()
    }

    fn purchase(&self, dice: &mut Dice, month: Month, at: i64, line: &'static Line) -> Paper {
        let seller = match line.other {
            Other::Landlord => Party::somebody(self.subject, LANDLORD),
            Other::Shop(trade) => Party::company(
                self.subject,
                Words::of(Country::Mexico).seller(&self.subject.seed, trade, dice),
            ),
        };
        let amount = self.usual().per_mille(dice.between(line.share.0, line.share.1));
        let items = items(dice, line.good, amount, line.other == Other::Landlord);
        let paper = self.paper(dice, month, &format!("{}/{at}", line.key), items);
        Paper { sender: Rc::new(seller), receiver: self.taxpayer.clone(), usage: line.usage, ..paper }
    }

    /// An invoice that the taxpayer writes on some day of a month.
    fn paper(&self, dice: &mut Dice, month: Month, key: &str, items: Vec<Item>) -> Paper {
        Paper {
            key: format!("{}/{key}", word(month)),
            date: day_of(month, dice.small(1, 28)),
            time: time(dice, 8, 20),
            kind: Kind::Income,
            sender: self.taxpayer.clone(),
            receiver: self.taxpayer.clone(),
            items,
            usage: "G03",
            later: false,
            cancelled: false,
            about: None,
            wages: None,
        }
    }

    /// Two payrolls a month: of the person by the employer, or of the company's staff.
    fn payroll(&self, month: Month) -> Vec<Paper> {
        let halves = [(1, 15), (16, 31)];
        let pairs: Vec<(Rc<Party>, Rc<Party>, Money)> = match &self.person.company {
            None => {
                let employer = Rc::new(Party::employer(self.person));
                vec![(employer, Rc::new(self.taxpayer.paid()), gross(self.person.monthly_salary))]
            }
            Some(_) => (1..=STAFF).map(|at| self.member(at)).collect(),
        };
        let papers = halves.into_iter().enumerate().flat_map(|(half, days)| {
            pairs.iter().enumerate().map(move |(at, pair)| self.pay(month, half, days, at, pair))
        });
        papers.collect()
    }

    fn member(&self, at: usize) -> (Rc<Party>, Rc<Party>, Money) {
        let somebody = Party::somebody(self.subject, &format!("staff/{at}"));
        let wage = self.usual().per_mille(STAFF_SHARE).stepped(10_000);
        (self.taxpayer.clone(), Rc::new(somebody), wage)
    }

    fn pay(
        &self,
        month: Month,
        half: usize,
        days: (i8, i8),
        at: usize,
        (sender, receiver, wage): &(Rc<Party>, Rc<Party>, Money),
    ) -> Paper {
        let gross = wage.part(2);
        let mut dice = Dice::of_month(&self.subject.seed, &format!("fiscal/payroll/{half}/{at}"), month);
        let good = Item { good: line::WAGES, quantity: 1, price: gross, taxed: false, withheld: false };
        let (from, to) = (day_of(month, days.0), day_of(month, days.1));
        Paper {
            date: to,
            kind: Kind::Payroll,
            sender: sender.clone(),
            receiver: receiver.clone(),
            usage: "CN01",
            wages: Some(Wages {
                from,
                to,
                income_tax: income_tax(*wage, 1).part(2),
                social_security: millionths(gross, SOCIAL_SECURITY),
            }),
            ..self.paper(&mut dice, month, &format!("payroll/{half}/{at}"), vec![good])
        }
    }
}

/// A month's wages before taxes, by what is left of them.
fn gross(net: Money) -> Money {
    net.per_mille(1_250).stepped(10_000)
}

fn item(good: Good, price: Money, withheld: bool) -> Vec<Item> {
    vec![Item { good, quantity: 1, price, taxed: true, withheld }]
}

fn payment() -> Vec<Item> {
    vec![Item { good: line::PAYMENT, quantity: 1, price: Money::ZERO, taxed: false, withheld: false }]
}

/// One line of a service; pieces and litres by their number.
fn items(dice: &mut Dice, good: Good, amount: Money, withheld: bool) -> Vec<Item> {
    let quantity = if good.unit_code == "E48" { 1 } else { dice.between(4, 40) };
    let price = amount.part(quantity).stepped(if quantity == 1 { 5_000 } else { 10 });
    vec![Item { good, quantity, price, taxed: true, withheld }]
}

/// An invoice about an earlier one.
fn follow(sale: &Paper, key: &str, days: i64, kind: Kind, items: Vec<Item>) -> Paper {
    Paper {
        key: format!("{}/{key}", sale.key),
        date: sale.date.saturating_add(days.days()),
        kind,
        items,
        usage: if kind == Kind::Payment { "CP01" } else { "G02" },
        later: false,
        about: Some(About {
            key: sale.key.clone(),
            total: sale.total(),
            base: sale.taxed(),
            sums: sale.sums(),
        }),
        ..sale.clone()
    }
}

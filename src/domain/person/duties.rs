//! What follows from accounts rather than from habits: loans, cards, savings, interest.

use jiff::ToSpan;
use jiff::civil::Time;

use super::bill::key_of;
use super::calendar::{day_of, time, word};
use super::dice::{Dice, Month};
use super::documents::plain;
use super::entry::{Direction, Kind, Tag};
use super::generate::{Generator, Side, checking, fill};
use super::habit;
use super::money::{Ending, Money};
use super::persona;
use super::words::Trade;

/// What investments bear in a month, in basis points.
pub const INVESTMENT_BEARS: i64 = 80;

/// A purchase that the card splits into instalments.
struct Plan {
    of: u8,
    instalment: Money,
    day: i8,
    shop: &'static str,
}

impl Generator<'_> {
    /// The instalments of what was bought in this and in earlier months.
    pub(super) fn pay_instalments(&mut self, month: Month) {
        for back in 0..12_u8 {
            let bought = month - Month::from(back);
            if let Some(plan) = self.plan(bought).filter(|plan| back < plan.of) {
                self.pay_instalment(month, bought, back + 1, &plan);
            }
        }
    }

    /// What is bought by instalments in a month, if anything is.
    fn plan(&self, month: Month) -> Option<Plan> {
        let mut dice = self.dice("plan", month);
        if !dice.chance(25) {
            return None;
        }
        let of = [3, 6, 10, 12].get(dice.between(0, 3) as usize).copied()?;
        let price = self.amount(dice.between(40, 150), Trade::Electronics.ending());
        let instalment = self.subject.country.currency().price(price.part(i64::from(of)), Ending::Exact);
        let shop = dice.word(self.words.shops(Trade::Electronics));
        Some(Plan { of, instalment, day: dice.small(1, 28), shop })
    }

    fn pay_instalment(&mut self, month: Month, bought: Month, number: u8, plan: &Plan) {
        let words = [plain(plan.shop), format!("{number:02}"), format!("{:02}", plan.of)];
        let side = Side {
            on: persona::CARD,
            direction: Direction::Out,
            kind: Kind::CardInstalment { number, of: plan.of },
            tag: habit::ELECTRONICS,
            description: fill(self.words.phrases.instalment, &words.each_ref().map(String::as_str)),
        };
        let key = format!("{}/plan-{}", word(month), word(bought));
        self.post(key, (day_of(month, plan.day), Time::constant(12, 30, 0, 0)), plan.instalment, side);
        self.name_shop(Some((plan.shop, Trade::Electronics)));
    }

    /// The instalment of the loan: its interest is charged, then both are paid.
    pub(super) fn pay_loan(&mut self, month: Month) {
        let loan = self.account(persona::LOAN).and_then(|account| account.loan.as_ref());
        let Some(terms) = loan else { return };
        let of = terms.instalments.to_string();
        let due = terms.schedule.iter().find(|one| super::calendar::month_of(one.due) == month).copied();
        let Some(one) = due else { return };
        let (number, principal, interest) = (one.number, one.principal, one.interest);
        let kind = Kind::LoanInstalment { number, principal, interest };
        let phrases = &self.words.phrases;
        let text = fill(phrases.loan_payment, &[&number.to_string(), &of]);
        let on_loan =
            |direction, kind, tag, description| Side { on: persona::LOAN, direction, kind, tag, description };
        let charge =
            on_loan(Direction::Out, Kind::Interest, habit::LOAN_INTEREST, phrases.loan_interest.to_owned());
        self.post(
            format!("{}/loan-interest", word(month)),
            (one.due, Time::constant(4, 0, 0, 0)),
            interest,
            charge,
        );
        let out = checking(Direction::Out, kind, habit::LOAN, text.clone());
        let into = on_loan(Direction::In, kind, habit::LOAN, text);
        let at = (one.due, Time::constant(7, 0, 0, 0));
        self.transfer(&format!("{}/loan", word(month)), at, principal + interest, out, into);
    }

    /// The bill that closes in a month is paid in the same month.
    pub(super) fn pay_card(
        &mut self,
        month: Month,
        first: Month,
        (card, from): (&'static str, &'static str),
    ) {
        let Some(place) = self.place(card) else { return };
        let Some(terms) = self.accounts.get(place).and_then(|account| account.card.as_ref()) else { return };
        let (cutting, due) = (terms.cutting_day, day_of(month, terms.due_day));
        let closes = day_of(month, cutting);
        let opens = day_of(month - 1, cutting).saturating_add(1.day()).max(day_of(first, 1));
        let total = self
            .entries
            .iter()
            .filter(|entry| entry.is_purchase_of(place, opens, closes))
            .map(|entry| entry.amount)
            .sum();
        let phrases = &self.words.phrases;
        let out = Side {
            on: from,
            ..checking(Direction::Out, Kind::CardPayment, habit::CARD, phrases.card_payment.to_owned())
        };
        let into = Side {
            on: card,
            direction: Direction::In,
            description: phrases.card_received.to_owned(),
            ..checking(Direction::In, Kind::CardPayment, habit::CARD, String::new())
        };
        self.transfer(&key_of(month, card), (due, Time::constant(10, 15, 0, 0)), total, out, into);
    }

    /// Savings and investments; more when much lies idle, none when little does.
    pub(super) fn put_aside(&mut self, month: Month) {
        let idle = self.idle(persona::CHECKING);
        let phrases = &self.words.phrases;
        let (to_savings, to_investment) = (phrases.to_savings, phrases.to_investment);
        if idle >= self.income.per_mille(900) {
            let savings = self.amount(45, Ending::Round) + self.beyond(idle, 1_900);
            let investment = self.amount(25, Ending::Round);
            let from = persona::CHECKING;
            self.set_aside(month, (from, persona::SAVINGS), savings, (to_savings, habit::SAVINGS));
            self.set_aside(
                month,
                (from, persona::INVESTMENT),
                investment,
                (to_investment, habit::INVESTMENT),
            );
        }
        let second = self.beyond(self.idle(persona::SECOND_CHECKING), 600);
        let from = persona::SECOND_CHECKING;
        self.set_aside(month, (from, persona::SAVINGS), second, (to_savings, habit::SAVINGS));
    }

    fn idle(&self, account: &str) -> Money {
        self.account(account).map_or(Money::ZERO, |account| account.balance)
    }

    /// What lies beyond so many thousandths of a month's income.
    fn beyond(&self, idle: Money, share: i64) -> Money {
        let surplus = idle - self.income.per_mille(share);
        let round = |money| self.subject.country.currency().price(money, Ending::Round);
        if surplus.is_positive() { round(surplus) } else { Money::ZERO }
    }

    fn set_aside(
        &mut self,
        month: Month,
        (from, to): (&'static str, &'static str),
        amount: Money,
        how: (&str, Tag),
    ) {
        let mut dice = Dice::of(&self.subject.bank, &format!("{from}/{}", how.0));
        let at = (day_of(month, dice.small(16, 27)), time(&mut dice, 9, 12));
        let out = Side { on: from, ..checking(Direction::Out, Kind::TransferOut, how.1, how.0.to_owned()) };
        let text = self.words.phrases.from_checking.to_owned();
        let into = Side { on: to, ..checking(Direction::In, Kind::TransferIn, how.1, text) };
        self.transfer(
            &format!("{}/to-{to}{}", word(month), from.strip_prefix(persona::CHECKING).unwrap_or_default()),
            at,
            amount,
            out,
            into,
        );
    }

    /// What savings and investments bear at the end of a month.
    pub(super) fn earn_interest(&mut self, month: Month) {
        for (on, points) in [(persona::SAVINGS, 40), (persona::INVESTMENT, INVESTMENT_BEARS)] {
            let balance = self.account(on).map_or(Money::ZERO, |account| account.balance);
            let text = self.words.phrases.interest.to_owned();
            let side = Side { on, ..checking(Direction::In, Kind::Interest, habit::INTEREST, text) };
            let at = (day_of(month, 31), Time::constant(23, 50, 0, 0));
            self.post(format!("{}/interest-{on}", word(month)), at, balance.basis_points(points), side);
        }
    }
}

//! What comes in: the pay of a person. A company lives on its sales, which are habits.

use jiff::civil::{Date, Time};

use super::calendar::{day_of, month_of, word, working_day};
use super::dice::{Dice, Month};
use super::documents::plain;
use super::entry::{Direction, Kind, Tag};
use super::generate::{Generator, Side, checking, fill};
use super::habit;
use super::money::{Ending, Money};
use super::persona;
use super::persona::Persona;
use super::subject::Country;

/// What of the pay comes to the first of two payroll accounts, in thousandths.
const FIRST_PAYROLL: i64 = 650;
/// What of a student's income is earned, in thousandths; the rest comes from home, half by half.
const EARNED: i64 = 600;

impl Generator<'_> {
    /// The pay of a month, and its thirteenth.
    pub(super) fn earn_a_living(&mut self, month: Month) {
        if self.person.company.is_some() {
            return;
        }
        match self.subject.persona {
            Persona::Pensioner => self.draw_a_pension(month),
            Persona::Student => {
                self.be_paid(month, (persona::CHECKING, ""), EARNED);
                self.get_from_home(month);
            }
            Persona::TwoPayrolls => {
                self.be_paid(month, (persona::CHECKING, ""), FIRST_PAYROLL);
                self.be_paid(month, (persona::SECOND_CHECKING, "-2"), 1_000 - FIRST_PAYROLL);
            }
            _ => self.be_paid(month, (persona::CHECKING, ""), 1_000),
        }
    }

    /// So many thousandths of the income, by the employer.
    fn be_paid(&mut self, month: Month, (on, end): (&'static str, &str), share: i64) {
        let days: &[i8] = match self.subject.country {
            Country::Mexico => &[15, 31],
            Country::Colombia => &[30],
            Country::Brazil => &[5],
        };
        let pay = self.whole(self.income.per_mille(share));
        let phrases = &self.words.phrases;
        let parts = days.len() as i64;
        for (at, day) in days.iter().enumerate() {
            let key = format!("{}/salary{end}/{}", word(month), at + 1);
            self.pay(key, (on, day_of(month, *day)), pay.part(parts), phrases.salary);
        }
        if self.is_bonus(month) {
            self.pay(
                format!("{}/bonus{end}", word(month)),
                (on, day_of(month, 18)),
                pay.part(2),
                phrases.bonus,
            );
        }
    }

    fn is_bonus(&self, month: Month) -> bool {
        let months: &[i32] = match self.subject.country {
            Country::Mexico => &[12],
            Country::Colombia => &[6, 12],
            Country::Brazil => &[11, 12],
        };
        months.contains(&(month.rem_euclid(12) + 1))
    }

    fn pay(&mut self, key: String, (on, day): (&'static str, Date), amount: Money, phrase: &str) {
        let description = fill(phrase, &[&plain(&self.person.employer.name)]);
        let side = Side { on, ..checking(Direction::In, Kind::Salary, habit::SALARY, description) };
        self.post(key, (working_day(day), Time::constant(6, 5, 0, 0)), amount, side);
    }

    fn draw_a_pension(&mut self, month: Month) {
        let day = match self.subject.country {
            Country::Mexico => 3,
            Country::Colombia => 27,
            Country::Brazil => 6,
        };
        let (key, phrase) = (word(month), self.words.phrases.pension);
        self.come(
            format!("{key}/pension"),
            day_of(month, day),
            self.income,
            (Kind::Pension, habit::PENSION, phrase),
        );
        if month.rem_euclid(12) == 10 {
            let about = (Kind::Pension, habit::PENSION, phrase);
            self.come(format!("{key}/pension-bonus"), day_of(month, 20), self.income.part(2), about);
        }
    }

    fn get_from_home(&mut self, month: Month) {
        let text = fill(self.words.phrases.received, &[&plain(&self.person.mother)]);
        let amount = self.amount((1_000 - EARNED) / 2, Ending::Round);
        for (at, day) in [(1, 2), (2, 16)] {
            let about = (Kind::Private, habit::PRIVATE, text.as_str());
            self.come(format!("{}/from-home/{at}", word(month)), day_of(month, day), amount, about);
        }
    }

    fn come(&mut self, key: String, day: Date, amount: Money, (kind, tag, text): (Kind, Tag, &str)) {
        let side = checking(Direction::In, kind, tag, text.to_owned());
        self.post(key, (working_day(day), Time::constant(7, 20, 0, 0)), amount, side);
    }

    /// What is left over of those who put little aside: to the mother or a daughter, or from a company to its owner.
    pub(super) fn pass_on(&mut self, month: Month) {
        // To whom, and how much is left in hand on the worst day, in thousandths of the income.
        let (to, least) = match self.subject.persona {
            Persona::Overdrawn => (self.person.mother.clone(), -180),
            Persona::SmallCompany => (self.person.name(), 900),
            Persona::Pensioner => (self.child(), 1_000),
            _ => return,
        };
        let surplus = self.lowest(month - 1) - self.income.per_mille(least);
        if surplus.is_positive() {
            let text = fill(self.words.phrases.sent, &[&plain(&to)]);
            let side = checking(Direction::Out, Kind::Private, habit::PRIVATE, text);
            let amount = self.subject.country.currency().price(surplus, Ending::Round);
            let at = (day_of(month, self.after_payday()), Time::constant(19, 40, 0, 0));
            self.post(format!("{}/passed-on", word(month)), at, amount, side);
        }
    }

    /// A daughter of a pensioner.
    fn child(&self) -> String {
        let name = Dice::of(&self.subject.seed, "child").word(self.words.women);
        format!("{name} {}", self.person.last_name)
    }

    fn after_payday(&self) -> i8 {
        match self.subject.country {
            Country::Mexico => 16,
            Country::Colombia => 1,
            Country::Brazil => 6,
        }
    }

    /// The least that was on the first account at the end of an entry of a month that is settled.
    fn lowest(&self, month: Month) -> Money {
        let Some((place, account)) = self.place(persona::CHECKING).zip(self.account(persona::CHECKING))
        else {
            return Money::ZERO;
        };
        let mine =
            self.entries.iter().filter(|entry| entry.account == place && month_of(entry.date) == month);
        let mut mine: Vec<_> = mine.collect();
        mine.sort_by_key(|entry| std::cmp::Reverse((entry.date, entry.time)));
        let mut balance = account.balance;
        let before = mine.iter().map(|entry| {
            balance -= entry.signed(account.kind);
            balance
        });
        before.min().map_or(account.balance, |lowest| lowest.min(account.balance))
    }

    /// Colombia pays no cents.
    fn whole(&self, amount: Money) -> Money {
        if self.subject.country == Country::Colombia { amount.stepped(20_000) } else { amount }
    }
}

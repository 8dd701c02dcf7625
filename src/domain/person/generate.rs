//! Drawing what happens on accounts, month by month.
//!
//! A month is always generated whole; what lies after today is cut off in the end. So a later today only appends.

use jiff::ToSpan;
use jiff::civil::{Date, Time};

use super::account::{Account, AccountKind};
use super::calendar::{day_of, month_of, time, word, working_day};
use super::dice::{Dice, Month};
use super::documents::plain;
use super::entry::{Direction, Entry, Kind, Status, Tag};
use super::habit;
use super::habit::{Habit, Payee, Rhythm};
use super::money::{Ending, Money};
use super::people::Person;
use super::start::{accounts, first_month};
use super::subject::{Country, Subject};
use super::words::{Trade, Words};

/// Nobody waits for data of clocks that are moved further than that.
const MOST_MONTHS: Month = 20 * 12;

/// A ledger that is being generated.
pub(super) struct Generator<'a> {
    pub(super) subject: &'a Subject,
    pub(super) person: &'a Person,
    pub(super) words: &'static Words,
    /// Who pays for work and goods.
    pub(super) customers: Vec<&'static str>,
    /// What a month brings.
    pub(super) income: Money,
    pub(super) accounts: Vec<Account>,
    pub(super) entries: Vec<Entry>,
}

/// One end of a movement.
pub(super) struct Side {
    pub(super) on: AccountKind,
    pub(super) direction: Direction,
    pub(super) kind: Kind,
    pub(super) tag: Tag,
    pub(super) description: String,
}

/// A moment.
pub(super) type At = (Date, Time);

impl<'a> Generator<'a> {
    /// Accounts on which nothing has happened yet.
    pub(super) fn new(subject: &'a Subject, person: &'a Person) -> Self {
        Self {
            subject,
            person,
            words: Words::of(subject.country),
            customers: person.customers(),
            income: person.monthly_income(),
            accounts: accounts(subject, person, first_month(subject)),
            entries: Vec::new(),
        }
    }

    /// All months up to today's.
    pub(super) fn all_months(&mut self) {
        let first = first_month(self.subject);
        let last = month_of(self.subject.today).min(first + MOST_MONTHS);
        let mut settled = 0;
        for month in first..=last {
            self.earn_a_living(month);
            self.live(month);
            self.pay_instalments(month);
            self.pay_loan(month);
            self.pay_card(month, first);
            self.put_aside(month);
            settled = self.settle(settled);
            self.earn_interest(month);
            settled = self.settle(settled);
        }
    }

    /// The chance of one thing in one month.
    pub(super) fn dice(&self, label: &str, month: Month) -> Dice {
        Dice::of_month(&self.subject.seed, label, month)
    }

    /// An amount that ends so.
    pub(super) fn amount(&self, share: i64, ending: Ending) -> Money {
        self.subject.country.currency().price(self.income.per_mille(share), ending)
    }

    /// An entry on one account.
    pub(super) fn post(&mut self, key: String, at: At, amount: Money, side: Side) {
        if amount.is_positive() {
            self.entries.push(Entry {
                key,
                account: side.on.place(),
                date: at.0,
                time: at.1,
                direction: side.direction,
                amount,
                balance_after: Money::ZERO,
                kind: side.kind,
                merchant: None,
                trade: None,
                description: side.description,
                tag: side.tag,
                status: Status::Processed,
                pair: None,
            });
        }
    }

    /// Two entries: the same amount leaves one account of the holder and comes to another.
    pub(super) fn transfer(&mut self, key: &str, at: At, amount: Money, out: Side, into: Side) {
        let from = self.entries.len();
        let (out_key, in_key) = (format!("{key}/out"), format!("{key}/in"));
        self.post(out_key.clone(), at, amount, out);
        self.post(in_key.clone(), at, amount, into);
        for (entry, other) in self.entries.iter_mut().skip(from).zip([in_key, out_key]) {
            entry.pair = Some(other);
        }
    }

    /// Adds what was posted since to the balances; gives how much there is.
    fn settle(&mut self, from: usize) -> usize {
        for entry in self.entries.iter().skip(from) {
            if let Some(account) = self.accounts.get_mut(entry.account) {
                account.balance += entry.signed(account.kind);
            }
        }
        self.entries.len()
    }

    /// The pay of a person; a company lives on its sales, which are habits.
    fn earn_a_living(&mut self, month: Month) {
        if self.person.company.is_some() {
            return;
        }
        let (days, bonuses): (&[i8], &[i32]) = match self.subject.country {
            Country::Mexico => (&[15, 31], &[12]),
            Country::Colombia => (&[30], &[6, 12]),
            Country::Brazil => (&[5], &[11, 12]),
        };
        let parts = days.len() as i64;
        for (at, day) in days.iter().enumerate() {
            let (key, phrase) = (format!("{}/salary/{}", word(month), at + 1), self.words.phrases.salary);
            self.pay(key, day_of(month, *day), self.income.part(parts), phrase);
        }
        if bonuses.contains(&(month.rem_euclid(12) + 1)) {
            let phrase = self.words.phrases.bonus;
            self.pay(format!("{}/bonus", word(month)), day_of(month, 18), self.income.part(2), phrase);
        }
    }

    fn pay(&mut self, key: String, day: Date, amount: Money, phrase: &str) {
        let description = fill(phrase, &[&plain(&self.person.employer.name)]);
        let side = checking(Direction::In, Kind::Salary, habit::SALARY, description);
        self.post(key, (working_day(day), Time::constant(6, 5, 0, 0)), amount, side);
    }

    /// The habits of a month.
    fn live(&mut self, month: Month) {
        let table = if self.person.company.is_some() { habit::COMPANY } else { habit::PERSON };
        for habit in table {
            let dice = match habit.rhythm {
                Rhythm::Free(..) => self.dice(habit.key, month),
                Rhythm::Fixed | Rhythm::Bill => Dice::of(&self.subject.seed, habit.key),
            };
            self.keep(habit, month, dice);
        }
    }

    fn keep(&mut self, habit: &Habit, month: Month, mut dice: Dice) {
        if let Rhythm::Free(least, most) = habit.rhythm {
            for time in 1..=dice.between(least, most) {
                self.once(habit, month, format!("{}/{}/{time}", word(month), habit.key), &mut dice);
            }
        } else {
            self.once(habit, month, format!("{}/{}", word(month), habit.key), &mut dice);
        }
    }

    fn once(&mut self, habit: &Habit, month: Month, key: String, dice: &mut Dice) {
        let last = day_of(month, habit.days.1).day();
        let day = day_of(month, dice.small(habit.days.0, last));
        let (least, most) = habit.share;
        let generated = dice.money(self.income.per_mille(least), self.income.per_mille(most));
        let amount = self.varied(habit, month, generated);
        let (name, shop) = self.payee(habit.payee, dice);
        let side = Side {
            on: if habit.by_card { AccountKind::Card } else { AccountKind::Checking },
            direction: habit.direction,
            kind: habit.kind,
            tag: habit.tag,
            description: fill((habit.phrase)(&self.words.phrases), &[&plain(&name)]),
        };
        let at = match habit.rhythm {
            Rhythm::Free(..) => time(dice, 8, 22),
            _ => time(dice, 5, 10),
        };
        self.post(key, (day, at), amount, side);
        self.name_shop(shop);
    }

    /// Notes the shop of the last entry.
    pub(super) fn name_shop(&mut self, shop: Option<(&'static str, Trade)>) {
        if let (Some(entry), Some((name, trade))) = (self.entries.last_mut(), shop) {
            (entry.merchant, entry.trade) = (Some(name), Some(trade));
        }
    }

    /// The amount of this month; that of a bill goes up and down by a seventh.
    fn varied(&self, habit: &Habit, month: Month, generated: Money) -> Money {
        let currency = self.subject.country.currency();
        match (habit.kind, habit.rhythm) {
            (Kind::AtmWithdrawal, _) => currency.cash(generated),
            (_, Rhythm::Bill) => {
                let share = self.dice(habit.key, month).between(857, 1_143);
                currency.price(generated.per_mille(share), habit.payee.ending())
            }
            _ => currency.price(generated, habit.payee.ending()),
        }
    }

    /// The name of a payee, and the shop that it is.
    fn payee(&self, payee: Payee, dice: &mut Dice) -> (String, Option<(&'static str, Trade)>) {
        match payee {
            Payee::Shop(trade) => {
                let name = dice.word(self.words.shops(trade));
                (name.to_owned(), Some((name, trade)))
            }
            Payee::Somebody => {
                (format!("{} {}", dice.word(self.words.women), dice.word(self.words.families)), None)
            }
            Payee::Company => (dice.word(&self.customers).to_owned(), None),
            Payee::Staff => (String::new(), None),
            Payee::Bank => (self.person.address.city.to_owned(), None),
        }
    }

    /// Cuts off what lies after today, puts the rest in order and runs the balances.
    pub(super) fn finish(self) -> (Vec<Account>, Vec<Entry>) {
        let (mut accounts, mut entries) = (self.accounts, self.entries);
        let today = self.subject.today;
        let unsettled = today.saturating_sub(1.day());
        entries.retain(|entry| entry.date <= today);
        entries
            .sort_by(|one, other| (one.date, one.time, &one.key).cmp(&(other.date, other.time, &other.key)));
        for account in &mut accounts {
            account.balance = account.opening;
        }
        for entry in &mut entries {
            if let Some(account) = accounts.get_mut(entry.account) {
                account.balance += entry.signed(account.kind);
                entry.balance_after = account.balance;
            }
            if entry.merchant.is_some() && entry.date >= unsettled {
                entry.status = Status::Pending;
            }
        }
        (accounts, entries)
    }
}

/// An end on the checking account.
pub(super) fn checking(direction: Direction, kind: Kind, tag: Tag, description: String) -> Side {
    Side { on: AccountKind::Checking, direction, kind, tag, description }
}

/// A phrase with its words, in order.
pub(super) fn fill(phrase: &str, words: &[&str]) -> String {
    let mut words = words.iter();
    let mut parts = phrase.split("{}");
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        text.push_str(words.next().unwrap_or(&""));
        text.push_str(part);
    }
    text
}

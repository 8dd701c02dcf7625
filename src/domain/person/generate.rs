//! Drawing what happens on accounts, month by month.
//!
//! A month is always generated whole, and all that it brings has a day of that month; what lies after today is cut off in
//! the end. So a later today only appends.

use jiff::ToSpan;
use jiff::civil::{Date, Time};

use super::account::{Account, AccountKind};
use super::calendar::{day_of, month_of, time, word};
use super::dice::{Dice, Month};
use super::documents::plain;
use super::entry::{Direction, Entry, Kind, Status, Tag};
use super::habit;
use super::habit::{Habit, Payee, Rhythm};
use super::money::{Ending, Money};
use super::people::Person;
use super::persona;
use super::start::{accounts, first_month};
use super::subject::Subject;
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
    pub(super) on: &'static str,
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
            self.pay_card(month, first, (persona::CARD, persona::CHECKING));
            self.pay_card(month, first, (persona::SECOND_CARD, persona::SECOND_CHECKING));
            self.put_aside(month);
            self.pass_on(month);
            settled = self.settle(settled);
            self.earn_interest(month);
            settled = self.settle(settled);
        }
    }

    /// The chance of one thing in one month.
    pub(super) fn dice(&self, label: &str, month: Month) -> Dice {
        Dice::of_month(&self.subject.bank, label, month)
    }

    /// An amount that ends so.
    pub(super) fn amount(&self, share: i64, ending: Ending) -> Money {
        self.subject.country.currency().price(self.income.per_mille(share), ending)
    }

    /// The place of an account.
    pub(super) fn place(&self, key: &str) -> Option<usize> {
        self.accounts.iter().position(|account| account.key == key)
    }

    /// An account.
    pub(super) fn account(&self, key: &str) -> Option<&Account> {
        self.accounts.iter().find(|account| account.key == key)
    }

    /// An entry on one account.
    pub(super) fn post(&mut self, key: String, at: At, amount: Money, side: Side) {
        if let Some(account) = self.place(side.on).filter(|_| amount.is_positive()) {
            self.entries.push(Entry {
                key,
                account,
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
        if self.place(out.on).is_none() || self.place(into.on).is_none() {
            return;
        }
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

    /// The habits of a month.
    fn live(&mut self, month: Month) {
        let table = if self.person.company.is_some() { habit::COMPANY } else { habit::PERSON };
        for habit in table {
            if !self.has(habit) {
                continue;
            }
            let dice = match habit.rhythm {
                Rhythm::Free(..) => self.dice(habit.key, month),
                Rhythm::Fixed | Rhythm::Bill => Dice::of(&self.subject.bank, habit.key),
            };
            self.keep(habit, month, dice);
        }
    }

    /// Whether the person does this at all.
    fn has(&self, habit: &Habit) -> bool {
        let persona = self.subject.persona;
        let likes = || Dice::of(&self.subject.bank, &format!("{}/has", habit.key)).chance(habit.chance);
        !persona.goes_without(habit.key) && (persona.insists_on(habit.key) || likes())
    }

    /// How often it is done this month: of what is bought in shops each person has a measure of its own.
    fn times(&self, habit: &Habit, (least, most): (i64, i64), dice: &mut Dice) -> i64 {
        if habit.direction == Direction::In {
            return dice.between(least, most);
        }
        let own = Dice::of(&self.subject.bank, "visits").between(85, 115);
        let times = dice.between(least, most) * self.subject.persona.visits() * own;
        times / 10_000 + i64::from(dice.between(1, 10_000) <= times % 10_000)
    }

    fn keep(&mut self, habit: &Habit, month: Month, mut dice: Dice) {
        if let Rhythm::Free(least, most) = habit.rhythm {
            for time in 1..=self.times(habit, (least, most), &mut dice) {
                self.once(habit, month, format!("{}/{}/{time}", word(month), habit.key), &mut dice);
            }
        } else {
            self.once(habit, month, format!("{}/{}", word(month), habit.key), &mut dice);
        }
    }

    fn once(&mut self, habit: &Habit, month: Month, key: String, dice: &mut Dice) {
        let last = day_of(month, habit.days.1).day();
        let day = day_of(month, dice.small(habit.days.0, last));
        let on = self.paid_from(habit);
        let share = if on_the_spot(habit) { self.subject.persona.spends() } else { 100 };
        let (least, most) = (habit.share.0 * share / 100, habit.share.1 * share / 100);
        let generated = dice.money(self.income.per_mille(least), self.income.per_mille(most));
        let amount = self.varied(habit, month, generated);
        let (name, shop) = self.payee(habit.payee, dice);
        let side = Side {
            on,
            direction: habit.direction,
            kind: habit.kind,
            tag: habit.tag,
            description: fill(self.phrase(habit, on), &[&plain(&name)]),
        };
        let at = match habit.rhythm {
            Rhythm::Free(..) => time(dice, 8, 22),
            _ => time(dice, 5, 10),
        };
        self.post(key, (day, at), amount, side);
        self.name_shop(shop);
    }

    /// The account that it is paid from; without a card the first.
    fn paid_from(&self, habit: &Habit) -> &'static str {
        let on = self.subject.persona.pays_from(habit.key, habit.by_card, on_the_spot(habit));
        self.place(on).map_or(persona::CHECKING, |_| on)
    }

    /// How the bank writes it: with a card otherwise than from an account.
    fn phrase(&self, habit: &Habit, on: &str) -> &'static str {
        let phrases = &self.words.phrases;
        match self.account(on).is_some_and(|account| account.kind == AccountKind::Card) {
            true => phrases.card,
            false if habit.by_card => phrases.purchase,
            false => (habit.phrase)(phrases),
        }
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
                let name = self.words.seller(&self.subject.seed, trade, dice);
                (name.to_owned(), Some((name, trade)))
            }
            Payee::Somebody => {
                let mut dice = Dice::of(&self.subject.seed, "landlord");
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

/// Whether it is bought in a shop.
fn on_the_spot(habit: &Habit) -> bool {
    matches!((habit.payee, habit.rhythm), (Payee::Shop(_), Rhythm::Free(..)))
}

/// An end on the checking account.
pub(super) fn checking(direction: Direction, kind: Kind, tag: Tag, description: String) -> Side {
    Side { on: persona::CHECKING, direction, kind, tag, description }
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

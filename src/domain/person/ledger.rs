//! The accounts of a subject and all that happens on them.

use jiff::civil::Date;

use super::account::{Account, AccountKind};
use super::bill::{Bill, BillStatus, bills};
use super::entry::Entry;
use super::generate::Generator;
use super::money::Money;
use super::people::Person;
use super::start::first_month;
use super::subject::{DataSet, Subject};

/// Accounts, what happened on them, and the bills of the cards.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Ledger {
    accounts: Vec<Account>,
    entries: Vec<Entry>,
    bills: Vec<Bill>,
}

impl Ledger {
    /// Draws all up to today.
    pub fn generate(subject: &Subject, person: &Person) -> Self {
        let mut generator = Generator::new(subject, person);
        match subject.set {
            DataSet::Full => generator.all_months(),
            DataSet::Low | DataSet::Negative => generator.a_few_entries(),
            DataSet::None => {}
        }
        let (accounts, entries) = generator.finish();
        let first = first_month(subject);
        let cards = accounts.iter().enumerate();
        let cards = cards.filter_map(|(at, account)| Some((at, account.key, account.card.as_ref()?)));
        let mut bills: Vec<Bill> =
            cards.flat_map(|card| bills(card, &entries, first, subject.today)).collect();
        bills.sort_by_key(|bill| bill.closes);
        Self { accounts, entries, bills }
    }

    /// The accounts; an entry names its account by its place here.
    pub fn accounts(&self) -> &[Account] {
        &self.accounts
    }

    /// The accounts of a kind, with their places.
    pub fn of_kind(&self, kind: AccountKind) -> impl Iterator<Item = (usize, &Account)> {
        self.accounts.iter().enumerate().filter(move |(_, account)| account.kind == kind)
    }

    /// All entries, oldest first.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The bills of the cards, oldest first.
    pub fn bills(&self) -> &[Bill] {
        &self.bills
    }

    /// The bills of one card, oldest first.
    pub fn bills_of(&self, card: &Account) -> impl DoubleEndedIterator<Item = &Bill> {
        let key = card.key;
        self.bills
            .iter()
            .filter(move |bill| self.accounts.get(bill.account).is_some_and(|one| one.key == key))
    }

    /// The newest bill of a card that stands so.
    pub fn bill(&self, card: &Account, status: BillStatus) -> Option<&Bill> {
        self.bills_of(card).rfind(|bill| bill.status == status)
    }

    /// The entries of some days, both ends included, oldest first (R-TRX-03).
    pub fn between(&self, from: Date, to: Date) -> &[Entry] {
        let first = self.entries.partition_point(|entry| entry.date < from);
        let last = self.entries.partition_point(|entry| entry.date <= to);
        self.entries.get(first..last).unwrap_or_default()
    }

    /// The balance of an account at the end of a day; nothing for an account that there is not.
    pub fn balance(&self, account: usize, on: Date) -> Money {
        let until = self.entries.partition_point(|entry| entry.date <= on);
        let last = self.entries.iter().take(until).rev().find(|entry| entry.account == account);
        let opening = || self.accounts.get(account).map_or(Money::ZERO, |account| account.opening);
        last.map_or_else(opening, |entry| entry.balance_after)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use jiff::ToSpan;
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::super::calendar::{month_of, word};
    use super::super::documents;
    use super::super::entry::{Direction, Kind, Status};
    use super::super::persona::Persona;
    use super::super::subject::Country;
    use super::super::subject::tests::any;
    use super::*;

    fn generated(subject: &Subject) -> Ledger {
        Ledger::generate(subject, &Person::generate(subject))
    }

    fn signed(ledger: &Ledger, entry: &Entry) -> Money {
        entry.signed(ledger.accounts[entry.account].kind)
    }

    /// The categories of Belvo's that are used here.
    const CATEGORIES: [&str; 13] = [
        "Bills & Utilities",
        "Credits & Loans",
        "Fees & Charges",
        "Food & Groceries",
        "Home & Life",
        "Income & Payments",
        "Insurance",
        "Investments & Savings",
        "Online Platforms & Leisure",
        "Personal Shopping",
        "Taxes",
        "Transfers",
        "Transport & Travel",
    ];

    fn must_add_up(subject: &Subject) -> Result<(), TestCaseError> {
        let ledger = generated(subject);
        let overdrawn = subject.set == DataSet::Full && subject.persona == Persona::Overdrawn;
        for (place, account) in ledger.accounts.iter().enumerate() {
            let mut balance = account.opening;
            for entry in ledger.entries.iter().filter(|entry| entry.account == place) {
                prop_assert!(entry.amount.is_positive() && entry.date <= subject.today, "{entry:?}");
                balance += signed(&ledger, entry);
                prop_assert_eq!(entry.balance_after, balance, "{:?}", entry);
                let below = balance < Money::ZERO;
                let either = overdrawn && account.kind == AccountKind::Checking;
                prop_assert!(
                    either || below == (subject.set == DataSet::Negative),
                    "{entry:?} of {account:?}"
                );
            }
            prop_assert_eq!((account.balance, ledger.balance(place, subject.today)), (balance, balance));
            prop_assert_eq!(ledger.balance(place, date(1970, 1, 1)), account.opening);
            prop_assert!(account.opened < subject.from.saturating_sub(12.months()));
            let terms = (account.card.is_some(), account.loan.is_some());
            prop_assert_eq!(terms, (account.kind == AccountKind::Card, account.kind == AccountKind::Loan));
        }
        Ok(())
    }

    fn must_only_append(subject: &Subject, days: i64) -> Result<(), TestCaseError> {
        let first = generated(subject);
        prop_assert_eq!(&first, &generated(subject));
        let today = subject.today;
        let later = generated(&Subject { today: today.saturating_add(days.days()), ..subject.clone() });
        let settled = |entry: &Entry| Entry { status: Status::Processed, ..entry.clone() };
        let known = later.entries.iter().take(first.entries.len()).map(settled);
        prop_assert_eq!(first.entries.iter().map(settled).collect::<Vec<_>>(), known.collect::<Vec<_>>());
        prop_assert!(later.entries.iter().skip(first.entries.len()).all(|entry| entry.date > today));
        let as_opened = |account: &Account| Account { balance: account.opening, ..account.clone() };
        prop_assert!(first.accounts.iter().map(as_opened).eq(later.accounts.iter().map(as_opened)));
        let closed = |bill: &&Bill| bill.closes < today;
        let as_closed = |bill: &Bill| Bill { status: BillStatus::Closed, paid: None, ..bill.clone() };
        let kept = later.bills.iter().filter(closed).map(as_closed);
        prop_assert!(first.bills.iter().filter(closed).map(as_closed).eq(kept));
        Ok(())
    }

    fn living(persona: Persona, country: Country, (from, today): (Date, Date)) -> Subject {
        let business = persona == Persona::SmallCompany;
        let (seed, bank, set) = ([7; 32], [7; 32], DataSet::Full);
        Subject { seed, bank, persona, country, business, set, from, today, document: None }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]

        #[test]
        fn r_trx_02_and_04_r_acc_06_balances_are_what_entries_add_up_to(subject in any(DataSet::Full)) {
            for (_, set) in DataSet::ALL {
                must_add_up(&Subject { set, ..subject.clone() })?;
            }
        }

        #[test]
        fn r_trx_03_a_period_is_cut_out_of_what_is_known(subject in any(DataSet::Full), days in 0..300_i64) {
            let ledger = generated(&subject);
            let (from, to) = (subject.today.saturating_sub(days.days()), subject.today.saturating_sub((days / 2).days()));
            let expected = ledger.entries.iter().filter(|entry| entry.date >= from && entry.date <= to);
            prop_assert_eq!(ledger.between(from, to).iter().collect::<Vec<_>>(), expected.collect::<Vec<_>>());
            prop_assert!(ledger.between(to, from).len() <= ledger.between(from, to).len());
        }

        #[test]
        fn r_base_15_a_later_day_only_appends(subject in any(DataSet::Full), days in 1..500_i64) {
            for (_, set) in DataSet::ALL {
                must_only_append(&Subject { set, ..subject.clone() }, days)?;
            }
        }

        #[test]
        fn money_between_own_accounts_leaves_one_and_comes_to_another(subject in any(DataSet::Full)) {
            let ledger = generated(&subject);
            let keys: BTreeSet<&str> = ledger.entries.iter().map(|entry| entry.key.as_str()).collect();
            prop_assert_eq!(keys.len(), ledger.entries.len());
            for entry in ledger.entries.iter().filter(|entry| entry.pair.is_some()) {
                let other = ledger.entries.iter().find(|other| Some(&other.key) == entry.pair.as_ref()).expect("a pair");
                prop_assert_eq!(other.pair.as_deref(), Some(entry.key.as_str()));
                prop_assert_eq!((other.date, other.amount), (entry.date, entry.amount));
                prop_assert!(other.account != entry.account && other.direction != entry.direction);
            }
        }

        #[test]
        fn a_bill_is_the_sum_of_its_purchases_and_is_paid_when_due(subject in any(DataSet::Full)) {
            let ledger = generated(&subject);
            for (place, card) in ledger.of_kind(AccountKind::Card) {
            let limit = card.card.as_ref().expect("terms").limit;
            let mut billed = BTreeSet::new();
            for bill in ledger.bills_of(card) {
                prop_assert_eq!(bill.entries.iter().map(|at| ledger.entries[*at].amount).sum::<Money>(), bill.total);
                prop_assert!(bill.opens <= bill.closes && bill.closes < bill.due && bill.minimum < bill.total);
                billed.extend(bill.entries.iter().copied());
                let paid = bill.paid.as_ref().map(|key| ledger.entries.iter().find(|entry| entry.key == *key).expect("a payment"));
                prop_assert_eq!(paid.is_some(), bill.due <= subject.today && bill.status == BillStatus::Paid);
                if let Some(paid) = paid {
                    prop_assert_eq!((paid.date, paid.amount, paid.kind, paid.account), (bill.due, bill.total, Kind::CardPayment, place));
                }
            }
            let bought = ledger.entries.iter().enumerate().filter(|(_, entry)| entry.account == place && entry.direction == Direction::Out);
            prop_assert_eq!(bought.map(|(at, _)| at).collect::<BTreeSet<_>>(), billed);
            prop_assert!(ledger.entries.iter().all(|entry| entry.account != place || entry.balance_after <= limit));
            prop_assert!(card.available() >= Money::ZERO && ledger.bills_of(card).filter(|bill| bill.status == BillStatus::Open).count() <= 1);
            }
        }

        #[test]
        fn a_loan_falls_by_the_principal_of_each_instalment(subject in any(DataSet::Full)) {
            let ledger = generated(&subject);
            let Some((place, account)) = ledger.of_kind(AccountKind::Loan).next() else { return Ok(()) };
            let terms = account.loan.as_ref().expect("terms");
            let mut owed = account.opening;
            for entry in ledger.entries.iter().filter(|entry| entry.account == place) {
                if let Kind::LoanInstalment { principal, interest, .. } = entry.kind {
                    owed -= principal;
                    prop_assert_eq!((entry.amount, entry.balance_after), (principal + interest, owed));
                    prop_assert_eq!(terms.outstanding(entry.date), owed);
                }
            }
            prop_assert_eq!(account.balance, owed);
            prop_assert_eq!(terms.schedule.iter().map(|one| one.principal).sum::<Money>(), terms.principal);
            prop_assert!(terms.schedule.iter().all(|one| one.principal.is_positive() && one.interest >= Money::ZERO));
            prop_assert!((terms.instalment - terms.schedule.last().map(|one| one.principal + one.interest).expect("one")).abs() < Money::units(5), "{terms:?}");
        }

        #[test]
        fn r_link_30_small_sets_fit_on_a_page(subject in any(DataSet::Low)) {
            let (low, negative) = (generated(&subject), generated(&Subject { set: DataSet::Negative, ..subject.clone() }));
            for (ledger, below) in [(&low, false), (&negative, true)] {
                prop_assert!((5..=10).contains(&ledger.entries.len()) && ledger.accounts.len() == 2);
                prop_assert!(ledger.entries.iter().all(|entry| entry.amount.is_positive() && entry.date < subject.from));
                prop_assert!(ledger.entries.iter().all(|entry| (entry.balance_after < Money::ZERO) == below));
                prop_assert!(ledger.accounts.iter().all(|account| (account.balance < Money::ZERO) == below));
            }
            let none = generated(&Subject { set: DataSet::None, ..subject });
            prop_assert!(none.accounts.is_empty() && none.entries.is_empty() && none.bills.is_empty());
        }

        #[test]
        fn r_link_30_a_full_set_is_a_busy_life(subject in any(DataSet::Full)) {
            let ledger = generated(&subject);
            let year = ledger.between(subject.from.saturating_sub(12.months()), subject.from).len();
            let least = if subject.persona == Persona::LightUser { 8 } else { 15 };
            prop_assert!((least * 12..=95 * 12).contains(&year), "{year} of {:?}", subject.persona);
            let paid = ledger.entries.iter().any(|entry| entry.kind == Kind::Salary);
            prop_assert_eq!(paid, !subject.business && subject.persona != Persona::Pensioner);
        }

        #[test]
        fn r_acc_03_accounts_are_known_by_what_their_country_uses(subject in any(DataSet::Full)) {
            for account in generated(&subject).accounts {
                let public = account.public_id.as_deref().unwrap_or_default();
                prop_assert_eq!(public.is_empty(), account.kind.is_liability());
                match subject.country {
                    _ if account.kind.is_liability() => {}
                    Country::Mexico => prop_assert!(documents::mexico::is_clabe(public), "{public}"),
                    Country::Colombia => prop_assert_eq!(public, &account.number),
                    Country::Brazil => prop_assert!(public.len() == 12 && &public[4..5] == "/" && &public[10..11] == "-", "{public}"),
                }
                prop_assert!(account.card.is_none_or(|card| documents::cards::is_card(&card.number)));
            }
        }
    }

    #[test]
    fn r_base_15_money_that_comes_before_a_weekend_is_told_in_time() -> Result<(), TestCaseError> {
        // The second of November 1975 was a Sunday.
        must_only_append(
            &living(Persona::Student, Country::Brazil, (date(1975, 2, 17), date(1975, 10, 31))),
            26,
        )
    }

    #[test]
    fn r_base_15_what_a_month_brings_stays_in_it() {
        // In eleven years every month begins on every day of the week.
        let days = (date(2026, 1, 1), date(2037, 1, 31));
        for (persona, country) in
            Persona::ALL.iter().flat_map(|persona| Country::ALL.map(|country| (*persona, country)))
        {
            for entry in generated(&living(persona, country, days)).entries {
                assert!(
                    entry.key.starts_with(&word(month_of(entry.date))),
                    "{persona:?} {country:?} {entry:?}"
                );
            }
        }
    }

    #[test]
    fn r_trx_05_categories_are_belvos_words() {
        let from = date(2026, 1, 1);
        for (at, business) in [(0, false), (1, true), (2, false)] {
            let employee = living(Persona::Employee, Country::ALL[at], (from, from));
            let subject = Subject { business, ..employee };
            for entry in generated(&subject).entries {
                let known =
                    CATEGORIES.contains(&entry.tag.category) || entry.tag.category == "Withdrawal & ATM";
                assert!(
                    known && !entry.description.contains("{}") && !entry.description.is_empty(),
                    "{entry:?}"
                );
            }
        }
    }

    #[test]
    fn a_clock_that_is_moved_far_away_makes_no_endless_ledger() {
        let days = (date(2026, 1, 1), date(9998, 1, 1));
        let ledger = generated(&living(Persona::Employee, Country::Brazil, days));
        assert!(ledger.entries.len() < 20_000 && ledger.bills.len() < 300);
    }
}

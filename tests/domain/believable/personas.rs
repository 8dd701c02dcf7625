//! People are not alike.

use std::collections::{BTreeMap, BTreeSet};

use belvo_emulator::domain::person::{AccountKind, Country, Direction, Kind, Money, Persona, Subject};
use jiff::ToSpan;

use super::{Life, life, subject};

/// Ten of a persona, of all countries.
fn of(persona: Persona) -> Vec<Life> {
    let business = persona == Persona::SmallCompany;
    let one = |at: usize| Subject { persona, ..subject(at, Country::ALL[at % 3], business) };
    (0..10).map(|at| life(one(at))).collect()
}

fn kinds(life: &Life) -> Vec<AccountKind> {
    life.ledger.accounts().iter().map(|account| account.kind).collect()
}

fn a_year(life: &Life) -> usize {
    life.ledger.between(life.subject.today.saturating_sub(1.year()), life.subject.today).len()
}

/// The most that is owed on a card at once, in hundredths of its limit.
fn most_used(life: &Life) -> Option<i64> {
    let (place, card) = life.ledger.of_kind(AccountKind::Card).next()?;
    let limit = card.card.as_ref()?.limit.as_cents();
    let owed = life.ledger.entries().iter().filter(|entry| entry.account == place);
    Some(owed.map(|entry| entry.balance_after.as_cents()).max()? * 100 / limit)
}

fn lowest(life: &Life, kind: AccountKind) -> Option<Money> {
    let (place, _) = life.ledger.of_kind(kind).next()?;
    let entries = life.ledger.entries().iter().filter(|entry| entry.account == place);
    entries.map(|entry| entry.balance_after).min()
}

pub fn people_are_not_alike(lives: &[Life]) {
    let sets: BTreeSet<Vec<AccountKind>> = lives.iter().map(kinds).collect();
    assert!(sets.len() >= 7, "{sets:?}");
    let mut busy: Vec<usize> = lives.iter().map(a_year).collect();
    busy.sort_unstable();
    assert!(busy[0] < 250 && busy[busy.len() - 1] > 700, "{busy:?}");
    let used: Vec<i64> = lives.iter().filter_map(most_used).collect();
    assert!(used.iter().any(|share| *share < 15) && used.iter().any(|share| *share > 45), "{used:?}");
    assert!(used.iter().all(|share| *share <= 100), "{used:?}");
    let only_they = |life: &&Life| life.subject.persona != Persona::Overdrawn;
    for life in lives.iter().filter(only_they) {
        assert!(lowest(life, AccountKind::Checking) >= Some(Money::ZERO), "{:?}", life.subject);
    }
    let overdrawn = lives.iter().filter(|life| lowest(life, AccountKind::Checking) < Some(Money::ZERO));
    assert!((4..40).contains(&overdrawn.count()));
}

#[test]
fn a_way_of_life_is_what_it_is_called() {
    use AccountKind::{Card, Checking, Investment, Loan, Savings};
    let expected = BTreeMap::from([
        (Persona::Employee, vec![Checking, Savings, Card, Loan, Investment]),
        (Persona::TwoPayrolls, vec![Checking, Checking, Savings, Card, Card]),
        (Persona::NoLoan, vec![Checking, Savings, Card, Investment]),
        (Persona::OneAccount, vec![Checking]),
        (Persona::HeavyUser, vec![Checking, Savings, Card]),
        (Persona::LightUser, vec![Checking, Savings]),
        (Persona::Overdrawn, vec![Checking, Card, Loan]),
        (Persona::Pensioner, vec![Checking, Savings]),
        (Persona::Student, vec![Checking, Card]),
        (Persona::SmallCompany, vec![Checking, Card]),
    ]);
    for persona in Persona::ALL {
        for life in of(*persona) {
            assert_eq!(kinds(&life), expected[persona], "{persona}");
        }
    }
}

#[test]
fn each_card_and_each_payroll_account_is_used() {
    for life in of(Persona::TwoPayrolls) {
        for (place, _) in life.ledger.of_kind(AccountKind::Checking) {
            let mine = life.ledger.entries().iter().filter(|entry| entry.account == place);
            assert!(mine.filter(|entry| entry.kind == Kind::Salary).count() > 12);
        }
        for (place, card) in life.ledger.of_kind(AccountKind::Card) {
            let mine = life.ledger.entries().iter().filter(|entry| entry.account == place);
            assert!(mine.filter(|entry| entry.direction == Direction::Out).count() > 12);
            assert!(life.ledger.bills_of(card).count() > 12);
        }
    }
}

#[test]
fn some_are_below_zero_before_payday_and_come_back() {
    for life in of(Persona::Overdrawn) {
        let lowest = lowest(&life, AccountKind::Checking).expect("a balance");
        let income = life.person.monthly_income();
        assert!(lowest < Money::ZERO && lowest > -income, "{lowest:?} of {income:?}");
        let above = life.ledger.entries().iter().filter(|entry| entry.account == 0);
        assert!(above.filter(|entry| entry.balance_after > Money::ZERO).count() > 20);
    }
}

#[test]
fn a_pensioner_is_old_and_has_no_salary_and_a_student_is_young() {
    for life in of(Persona::Pensioner) {
        assert!(life.subject.from.year() - life.person.birth_date.year() >= 65);
        let kinds: BTreeSet<Kind> = incoming(&life);
        assert!(kinds.contains(&Kind::Pension) && !kinds.contains(&Kind::Salary), "{kinds:?}");
    }
    for life in of(Persona::Student) {
        assert!((18..=26).contains(&(life.subject.from.year() - life.person.birth_date.year())));
        assert!(incoming(&life).contains(&Kind::Private));
    }
}

fn incoming(life: &Life) -> BTreeSet<Kind> {
    let entries = life.ledger.entries().iter();
    entries.filter(|entry| entry.direction == Direction::In).map(|entry| entry.kind).collect()
}

#[test]
fn small_companies_are_small() {
    let median = |lives: Vec<Life>| {
        let mut sales: Vec<Money> = lives.iter().map(|life| life.person.monthly_income()).collect();
        sales.sort_unstable();
        sales[sales.len() / 2]
    };
    let usual =
        (0..10).map(|at| Subject { persona: Persona::Employee, ..subject(at, Country::Mexico, true) });
    let small =
        (0..10).map(|at| Subject { persona: Persona::SmallCompany, ..subject(at, Country::Mexico, true) });
    assert!(median(small.map(life).collect()).as_cents() * 2 < median(usual.map(life).collect()).as_cents());
}

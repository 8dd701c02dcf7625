//! How people and companies pay and are paid.

use std::collections::{BTreeMap, BTreeSet};

use belvo_emulator::domain::person::documents::plain;
use belvo_emulator::domain::person::{Country, Direction, Entry, Kind};

use super::Life;

fn of_kind(life: &Life, kind: Kind) -> impl Iterator<Item = &Entry> {
    life.ledger.entries().iter().filter(move |entry| entry.kind == kind)
}

pub fn a_cash_machine_can_pay_each_withdrawal(lives: &[Life]) {
    let mut seen = BTreeSet::new();
    for life in lives {
        let (note, most) = match life.subject.country {
            Country::Mexico => (100, 9_000),
            Country::Colombia => (10_000, 600_000),
            Country::Brazil => (10, 2_000),
        };
        for entry in of_kind(life, Kind::AtmWithdrawal) {
            let cents = entry.amount.as_cents();
            assert!(cents % (note * 100) == 0 && cents <= most * 100, "{entry:?}");
            seen.insert((life.subject.country, cents));
        }
    }
    assert!(seen.len() > 40, "{seen:?}");
}

pub fn nobody_is_paid_by_itself_nor_pays_itself(lives: &[Life]) {
    let mut companies = 0;
    for life in lives {
        let Some(company) = &life.person.company else { continue };
        companies += 1;
        let own = plain(&company.trade_name);
        for entry in life.ledger.entries() {
            assert!(!entry.description.contains(&own), "{own}: {entry:?}");
        }
        assert!(of_kind(life, Kind::Payroll).count() > 12 && of_kind(life, Kind::Sale).count() > 40);
    }
    assert!(companies > 60);
}

pub fn freelance_work_is_for_others_than_the_employer(lives: &[Life]) {
    let mut seen = 0;
    for life in lives {
        let employer = plain(&life.person.employer.name);
        for entry in of_kind(life, Kind::Freelance) {
            let payer = ["SPEI RECIBIDO ", "PIX RECIBIDO ", "PIX RECEBIDO ", "TRANSFERENCIA RECIBIDA DE "]
                .iter()
                .find_map(|start| entry.description.strip_prefix(start))
                .expect("a payer");
            assert!(!employer.starts_with(payer), "{employer}: {entry:?}");
            seen += 1;
        }
        assert!(of_kind(life, Kind::Salary).all(|entry| entry.description.contains(&employer)));
    }
    assert!(seen > 100, "{seen}");
}

/// How the amounts of what is bought in shops end, in cents.
fn endings(lives: &[Life], country: Country) -> BTreeMap<i64, usize> {
    let mut endings = BTreeMap::new();
    for life in lives.iter().filter(|life| life.subject.country == country) {
        let bought = life.ledger.entries().iter().filter(|entry| entry.merchant.is_some());
        for entry in bought.filter(|entry| !matches!(entry.kind, Kind::CardInstalment { .. })) {
            *endings.entry(entry.amount.as_cents() % 100).or_default() += 1;
        }
    }
    endings
}

pub fn prices_end_as_prices_do(lives: &[Life]) {
    let [mexico, colombia, brazil] = Country::ALL.map(|country| endings(lives, country));
    assert_eq!(colombia.keys().copied().collect::<Vec<_>>(), [0], "nobody pays centavos in Colombia");
    for (endings, whole) in [(mexico, 30..=70), (brazil, 2..=40)] {
        let all: usize = endings.values().sum();
        let share = |count: usize| count * 100 / all;
        assert!(endings.len() == 100, "any sum of cents occurs: {endings:?}");
        assert!(whole.contains(&share(endings[&0])), "{endings:?}");
        let halves = endings.iter().filter(|(cents, _)| **cents % 50 == 0).map(|(_, count)| *count).sum();
        assert!(share(halves) < 75, "{endings:?}");
    }
}

pub fn what_a_company_buys_and_pays_is_no_transfer(lives: &[Life]) {
    for life in lives.iter().filter(|life| life.person.company.is_some()) {
        for entry in life.ledger.entries() {
            if matches!(entry.kind, Kind::Supplies | Kind::Payroll | Kind::Services | Kind::Rent) {
                assert!(entry.direction == Direction::Out && entry.tag.category != "Transfers", "{entry:?}");
            }
        }
    }
}

pub fn a_contract_is_with_one_supplier(lives: &[Life]) {
    for life in lives {
        let mut suppliers: BTreeMap<Kind, BTreeSet<&str>> = BTreeMap::new();
        for entry in life.ledger.entries() {
            let contract =
                matches!(entry.kind, Kind::Phone | Kind::Internet | Kind::Insurance | Kind::Services);
            if let Some(merchant) = entry.merchant.filter(|_| contract) {
                suppliers.entry(entry.kind).or_default().insert(merchant);
            }
        }
        assert!(!suppliers.is_empty() && suppliers.values().all(|names| names.len() == 1), "{suppliers:?}");
    }
}

//! Data that nobody would laugh at: each sentence over people and companies of all countries.

mod brazil;
mod cfdi;
mod habits;
mod identity;
mod loans;
mod personas;

use belvo_emulator::domain::person::{Country, DataSet, Direction, Ledger, Person, Persona, Subject};
use jiff::civil::date;

/// Somebody with all that happened to them.
pub struct Life {
    pub subject: Subject,
    pub person: Person,
    pub ledger: Ledger,
}

/// A seed of its own for each.
fn seed(at: usize) -> [u8; 32] {
    let mut seed = [41; 32];
    seed[..8].copy_from_slice(&(at as u64).to_le_bytes());
    seed
}

/// Somebody of a country, a person or a company, as the seed decides.
pub fn subject(at: usize, country: Country, business: bool) -> Subject {
    let (from, today) = (date(2026, 3, 15), date(2026, 7, 9));
    let persona = Persona::of_seed(&seed(at), business, false);
    let set = DataSet::Full;
    let seed = seed(at);
    Subject { seed, bank: seed, persona, country, business, set, from, today, document: None }
}

pub fn life(subject: Subject) -> Life {
    let person = Person::generate(&subject);
    let ledger = Ledger::generate(&subject, &person);
    Life { subject, person, ledger }
}

/// 150 people and 75 companies, of all countries alike: drawn once for all sentences, which takes most of the time.
#[test]
fn nobody_would_laugh_at_225_lives() {
    let lives: Vec<Life> = (0..225).map(|at| life(subject(at, Country::ALL[at % 3], at % 9 > 5))).collect();
    habits::a_cash_machine_can_pay_each_withdrawal(&lives);
    habits::nobody_is_paid_by_itself_nor_pays_itself(&lives);
    habits::freelance_work_is_for_others_than_the_employer(&lives);
    habits::prices_end_as_prices_do(&lives);
    habits::what_a_company_buys_and_pays_is_no_transfer(&lives);
    habits::a_contract_is_with_one_supplier(&lives);
    loans::a_loan_is_granted_in_a_round_sum_and_pays_itself_back(&lives);
    loans::an_account_is_called_after_what_it_is(&lives);
    personas::people_are_not_alike(&lives);
}

/// Seven lives to be read: `cargo test --test domain seven_ledgers -- --nocapture`.
#[test]
fn seven_ledgers_are_told_to_whoever_asks() {
    for (at, country, business, persona) in [
        (1, Country::Mexico, false, Persona::Employee),
        (2, Country::Colombia, false, Persona::Overdrawn),
        (3, Country::Brazil, true, Persona::SmallCompany),
        (4, Country::Brazil, false, Persona::TwoPayrolls),
        (5, Country::Mexico, false, Persona::Pensioner),
        (6, Country::Mexico, false, Persona::Student),
        (7, Country::Colombia, true, Persona::Employee),
    ] {
        let life = life(Subject { persona, ..subject(at, country, business) });
        assert!(life.ledger.entries().len() > 100, "{persona:?}: {} entries", life.ledger.entries().len());
        println!("{:#?}", life.person);
        for account in life.ledger.accounts() {
            println!(
                "{} {} {:?} {:?}",
                account.key,
                account.name,
                account.public_id,
                account.balance.as_number()
            );
        }
        for entry in life.ledger.entries().iter().rev().take(120).rev() {
            let account = life.ledger.accounts()[entry.account].key;
            let (amount, after) = (entry.amount.as_number(), entry.balance_after.as_number());
            let way = if entry.direction == Direction::In { '+' } else { '-' };
            println!(
                "{} {account:10} {way}{amount:>14.2} {after:>14.2}  {}  [{}]",
                entry.date, entry.description, entry.tag.subcategory
            );
        }
    }
}

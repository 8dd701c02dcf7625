//! Loans as banks grant them.

use std::collections::BTreeSet;

use belvo_emulator::domain::person::{AccountKind, Country, Money};

use super::Life;

pub fn a_loan_is_granted_in_a_round_sum_and_pays_itself_back(lives: &[Life]) {
    let mut seen = 0;
    for life in lives {
        let step = Money::units(match life.subject.country {
            Country::Mexico => 1_000,
            Country::Colombia => 100_000,
            Country::Brazil => 100,
        });
        for (_, account) in life.ledger.of_kind(AccountKind::Loan) {
            let terms = account.loan.as_ref().expect("terms");
            seen += 1;
            assert_eq!(terms.principal.as_cents() % step.as_cents(), 0, "{terms:?}");
            assert!(terms.total() > terms.principal, "interest is paid");
            assert_eq!(terms.left_to_pay(terms.ends()), Money::ZERO);
            let first = terms.schedule.iter().take(usize::from(terms.instalments) - 1);
            for one in first {
                assert_eq!(one.principal + one.interest, terms.instalment, "{one:?}");
            }
        }
    }
    assert!(seen > 60, "{seen}");
}

pub fn an_account_is_called_after_what_it_is(lives: &[Life]) {
    let mut names = BTreeSet::new();
    for life in lives {
        for (_, account) in life.ledger.of_kind(AccountKind::Loan) {
            names.insert((life.subject.country.code(), life.subject.business, account.name));
        }
    }
    let expected = [
        ("BR", false, "Empréstimo pessoal"),
        ("BR", true, "Capital de giro"),
        ("CO", false, "Crédito de libre inversión"),
        ("CO", true, "Capital de trabajo"),
        ("MX", false, "Préstamo personal"),
        ("MX", true, "Capital de trabajo"),
    ];
    assert_eq!(names.into_iter().collect::<Vec<_>>(), expected);
}

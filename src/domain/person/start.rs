//! Drawing the accounts as they stand before the first entry.

use jiff::ToSpan;
use jiff::civil::{Date, date};

use super::account::{Account, AccountKind, CardTerms, Instalment, LoanTerms};
use super::calendar::{day_of, month_of};
use super::dice::{Dice, Month};
use super::documents::{brazil, cards, mexico};
use super::money::{Ending, Money};
use super::people::Person;
use super::persona;
use super::persona::{Persona, Product};
use super::subject::{Country, DataSet, Subject};
use super::words::Words;

/// The code of a bank and of a place that a CLABE begins with; no bank has the first.
const CLABE_START: [&str; 2] = ["999", "180"];

/// The accounts that there are.
fn products(subject: &Subject) -> &'static [Product] {
    match subject.set {
        DataSet::Full => subject.persona.products(),
        DataSet::Low | DataSet::Negative => persona::FEW,
        DataSet::None => &[],
    }
}

/// All accounts of a subject whose ledger begins with a month (R-ACC-06).
pub(super) fn accounts(subject: &Subject, person: &Person, first: Month) -> Vec<Account> {
    products(subject).iter().map(|product| account(subject, person, *product, first)).collect()
}

fn account(subject: &Subject, person: &Person, (key, kind): Product, first: Month) -> Account {
    let mut dice = Dice::of(&subject.bank, key);
    let begins = day_of(first, 1);
    let opened = opened(&mut dice, kind, begins);
    let income = person.monthly_income();
    let opening = opening(&mut dice, subject, kind, income);
    let mut account = Account {
        key,
        kind,
        name: Words::of(subject.country).phrases.account(kind, subject.business),
        number: dice.digits(if subject.country == Country::Brazil { 5 } else { 11 }),
        agency: None,
        check_digit: None,
        public_id: None,
        currency: subject.country.currency(),
        opened,
        opening,
        balance: opening,
        card: None,
        loan: None,
    };
    match kind {
        AccountKind::Card => with_card(&mut account, &mut dice, subject, income),
        AccountKind::Loan => with_loan(&mut account, &mut dice, (subject.country, income), first),
        _ => with_public_id(&mut account, subject),
    }
    account
}

/// Money is invested for some years, other accounts are older.
fn opened(dice: &mut Dice, kind: AccountKind, begins: Date) -> Date {
    let year_before = begins.saturating_sub(1.year());
    match kind {
        AccountKind::Investment => year_before.saturating_sub(dice.between(1, 900).days()),
        _ => date(2012, 1, 2).saturating_add(dice.between(0, 2_500).days()).min(year_before),
    }
}

/// What is there at first, in thousandths of a month's income.
fn opening(dice: &mut Dice, subject: &Subject, kind: AccountKind, income: Money) -> Money {
    let (least, most) = match (subject.set, kind) {
        (DataSet::Full, AccountKind::Checking) => match subject.persona {
            Persona::Overdrawn => (100, 200),
            Persona::OneAccount | Persona::Student => (900, 1_600),
            Persona::SmallCompany => (1_200, 1_800),
            _ => (1_000, 2_400),
        },
        (DataSet::Full, AccountKind::Savings) => (2_000, 6_000),
        (DataSet::Full, AccountKind::Investment) => (1_000, 5_000),
        (DataSet::Low, AccountKind::Checking) => (350, 600),
        (DataSet::Low, AccountKind::Savings) => (100, 300),
        (DataSet::Negative, AccountKind::Checking) => (-900, -600),
        (DataSet::Negative, AccountKind::Savings) => (-200, -100),
        _ => return Money::ZERO,
    };
    dice.money(income.per_mille(least), income.per_mille(most))
}

/// R-ACC-03.
fn with_public_id(account: &mut Account, subject: &Subject) {
    account.public_id = Some(match subject.country {
        Country::Mexico => mexico::clabe(CLABE_START[0], CLABE_START[1], &account.number),
        Country::Colombia => account.number.clone(),
        Country::Brazil => {
            let agency = format!("0{}", Dice::of(&subject.bank, "branch").digits(3));
            let check = brazil::account_digit(&agency, &account.number).unwrap_or_default();
            let public = format!("{agency}/{}-{check}", account.number);
            (account.agency, account.check_digit) = (Some(agency), Some(check));
            public
        }
    });
}

fn with_card(account: &mut Account, dice: &mut Dice, subject: &Subject, income: Money) {
    let (least, most) = if subject.persona == Persona::HeavyUser { (8, 11) } else { (6, 30) };
    let network = dice.word(&["VISA", "MASTERCARD"]);
    let number = cards::card(network, &dice.digits(9));
    let cutting_day = dice.small(3, 14);
    account.number = number.chars().skip(12).collect();
    account.card = Some(CardTerms {
        limit: subject
            .country
            .currency()
            .price(income.per_mille(dice.between(least, most) * 100), Ending::Round),
        network,
        number,
        cutting_day,
        due_day: cutting_day + dice.small(10, 14),
        yearly_rate: dice.between(280, 620) * 10,
    });
}

fn with_loan(account: &mut Account, dice: &mut Dice, (country, income): (Country, Money), first: Month) {
    let instalments = [36, 48, 60][dice.between(0, 2) as usize];
    let signed = first - dice.between(3, 14) as Month;
    let payment_day = dice.small(2, 25);
    let mut terms = LoanTerms {
        principal: Money::ZERO,
        instalment: income.per_mille(dice.between(60, 80)),
        instalments,
        monthly_rate: dice.between(90, 240),
        started: day_of(signed, payment_day),
        payment_day,
        contract_number: dice.digits(12),
        schedule: Vec::new(),
    };
    terms.principal = country.currency().lent(lent(&terms));
    terms.instalment = instalment(&terms);
    terms.schedule = schedule(&terms, signed);
    account.number.clone_from(&terms.contract_number);
    account.opened = terms.started;
    account.opening = terms.outstanding(day_of(first, 1).saturating_sub(1.day()));
    account.balance = account.opening;
    account.loan = Some(terms);
}

/// What equal instalments pay back: each is worth less by the interest until it is due.
fn lent(terms: &LoanTerms) -> Money {
    let earlier = |later: i64| (later + terms.instalment.as_cents()) * 10_000 / (10_000 + terms.monthly_rate);
    Money::cents((0..terms.instalments).fold(0, |later, _| earlier(later)))
}

/// The equal instalments that pay an amount back.
fn instalment(terms: &LoanTerms) -> Money {
    const WHOLE: i128 = 1_000_000_000_000;
    let earlier = |worth: &i128| Some(worth * 10_000 / (10_000 + i128::from(terms.monthly_rate)));
    let discounts = std::iter::successors(earlier(&WHOLE), earlier).take(usize::from(terms.instalments));
    let cents = i128::from(terms.principal.as_cents()) * WHOLE / discounts.sum::<i128>().max(1);
    Money::cents(i64::try_from(cents).unwrap_or_default())
}

fn schedule(terms: &LoanTerms, signed: Month) -> Vec<Instalment> {
    let mut left = terms.principal;
    (1..=terms.instalments)
        .map(|number| {
            let interest = left.basis_points(terms.monthly_rate);
            let last = number == terms.instalments;
            let principal = if last { left } else { terms.instalment - interest };
            left -= principal;
            Instalment {
                number,
                due: day_of(signed + Month::from(number), terms.payment_day),
                principal,
                interest,
                left,
            }
        })
        .collect()
}

/// The first month of a ledger: twelve months before the link was made.
pub(super) fn first_month(subject: &Subject) -> Month {
    month_of(subject.from.min(subject.today)) - 12
}

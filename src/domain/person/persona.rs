//! How people live: what they have at a bank, what comes in, and how they spend it.

use super::account::AccountKind;
use super::dice::Dice;
use crate::domain::base::named::named;

named! {
    /// A way of life; a user name may name it.
    Persona {
        /// A salary, and one account of each kind.
        Employee "employee"
        /// Two payroll accounts and two cards.
        TwoPayrolls "two_payrolls"
        /// As an employee, without a loan.
        NoLoan "no_loan"
        /// One account, no card: much is paid in cash.
        OneAccount "one_account"
        /// All is paid with the card, every day.
        HeavyUser "heavy_user"
        /// Hardly anything happens.
        LightUser "light_user"
        /// Below zero before each payday.
        Overdrawn "overdrawn"
        /// A pension, a pharmacy, savings.
        Pensioner "pensioner"
        /// A small job and money from home.
        Student "student"
        /// A company with two accounts and small sales.
        SmallCompany "small_company"
    }
}

/// An account as a way of life has it: its key within the ledger, and what it is for.
pub(super) type Product = (&'static str, AccountKind);

/// The key of the account where the income arrives.
pub(super) const CHECKING: &str = "checking";
/// The key of the second of them.
pub(super) const SECOND_CHECKING: &str = "checking-2";
/// The keys of the cards.
pub(super) const CARD: &str = "card";
pub(super) const SECOND_CARD: &str = "card-2";
/// The keys of what is set aside.
pub(super) const SAVINGS: &str = "savings";
pub(super) const INVESTMENT: &str = "investment";
pub(super) const LOAN: &str = "loan";

const A_CHECKING: Product = (CHECKING, AccountKind::Checking);
const A_SAVINGS: Product = (SAVINGS, AccountKind::Savings);
const A_CARD: Product = (CARD, AccountKind::Card);
const A_LOAN: Product = (LOAN, AccountKind::Loan);
const AN_INVESTMENT: Product = (INVESTMENT, AccountKind::Investment);

/// The checking and the savings account, as small sets of data have them.
pub(super) const FEW: &[Product] = &[A_CHECKING, A_SAVINGS];

/// How often a way of life is met, in hundredths.
const SHARES: [(Persona, i64); 9] = [
    (Persona::Employee, 28),
    (Persona::TwoPayrolls, 10),
    (Persona::NoLoan, 14),
    (Persona::OneAccount, 10),
    (Persona::HeavyUser, 10),
    (Persona::LightUser, 8),
    (Persona::Overdrawn, 8),
    (Persona::Pensioner, 6),
    (Persona::Student, 6),
];

impl Persona {
    /// The one that a user name names, alone or before `_`: `student`, `student_2`.
    pub fn of_user_name(name: &str) -> Option<Self> {
        let named = |one: &Self| name.strip_prefix(one.name()).is_some_and(ends_a_word);
        Self::ALL.iter().copied().find(named)
    }

    /// What a seed makes of somebody; who typed a document is of no age that the document does not tell.
    pub fn of_seed(seed: &[u8; 32], business: bool, typed: bool) -> Self {
        let mut dice = Dice::of(seed, "persona");
        let mut left = dice.between(1, 100);
        let drawn = SHARES.into_iter().find(|(_, share)| {
            left -= share;
            left <= 0
        });
        match drawn.map_or(Self::Employee, |(persona, _)| persona) {
            _ if business && dice.chance(40) => Self::SmallCompany,
            _ if business => Self::Employee,
            Self::Pensioner | Self::Student if typed => Self::NoLoan,
            persona => persona,
        }
    }

    /// What that is, for people.
    pub fn describe(self) -> &'static str {
        match self {
            Self::Employee => "a salary and five accounts: checking, savings, card, loan, investment",
            Self::TwoPayrolls => "two payroll accounts and two cards",
            Self::NoLoan => "a salary, a card and savings, but no loan",
            Self::OneAccount => "one account alone, and much cash",
            Self::HeavyUser => "pays everything with the card, many times a day",
            Self::LightUser => "a few transactions a month",
            Self::Overdrawn => "below zero before each payday",
            Self::Pensioner => "lives on a pension, without a salary",
            Self::Student => "a small job and money from home",
            Self::SmallCompany => "a small company: one account and one card",
        }
    }

    pub(super) fn products(self) -> &'static [Product] {
        match self {
            Self::Employee => &[A_CHECKING, A_SAVINGS, A_CARD, A_LOAN, AN_INVESTMENT],
            Self::TwoPayrolls => &[
                A_CHECKING,
                (SECOND_CHECKING, AccountKind::Checking),
                A_SAVINGS,
                A_CARD,
                (SECOND_CARD, AccountKind::Card),
            ],
            Self::NoLoan => &[A_CHECKING, A_SAVINGS, A_CARD, AN_INVESTMENT],
            Self::OneAccount => &[A_CHECKING],
            Self::HeavyUser => &[A_CHECKING, A_SAVINGS, A_CARD],
            Self::LightUser | Self::Pensioner => FEW,
            Self::Overdrawn => &[A_CHECKING, A_CARD, A_LOAN],
            Self::Student | Self::SmallCompany => &[A_CHECKING, A_CARD],
        }
    }

    /// How often something is bought that may be bought on any day, in hundredths.
    pub(super) fn visits(self) -> i64 {
        match self {
            Self::HeavyUser => 190,
            Self::LightUser => 35,
            Self::OneAccount | Self::SmallCompany => 65,
            Self::Pensioner => 85,
            _ => 100,
        }
    }

    /// How much is spent each time, in hundredths.
    pub(super) fn spends(self) -> i64 {
        match self {
            Self::HeavyUser => 65,
            Self::LightUser | Self::Pensioner => 150,
            Self::Student => 130,
            _ => 100,
        }
    }

    /// What of a usual salary comes in, in thousandths.
    pub(super) fn earns(self) -> i64 {
        match self {
            Self::Pensioner => 520,
            Self::Student => 380,
            Self::LightUser => 800,
            _ => 1_000,
        }
    }

    /// Whether it goes without something that others do every month, by its key.
    pub(super) fn goes_without(self, habit: &str) -> bool {
        match habit {
            "tuition" => return self != Self::Student,
            "pocket-money" => return self != Self::OneAccount,
            _ => {}
        }
        let without: &[&str] = match self {
            Self::Student => &["energy", "water", "internet", "insurance", "fuel", "gym"],
            Self::Pensioner => {
                &["freelance", "rent", "gym", "ride", "delivery", "clothes", "music", "transit"]
            }
            Self::LightUser => &["films", "music", "gym", "insurance", "fuel", "delivery", "freelance"],
            Self::OneAccount => &["films", "music", "gym", "insurance", "delivery"],
            Self::SmallCompany => &["insurance", "cloud", "ride"],
            _ => &[],
        };
        without.contains(&habit)
    }

    /// Whether this is never left to chance.
    pub(super) fn insists_on(self, habit: &str) -> bool {
        self == Self::Overdrawn && habit == "rent"
    }

    /// The account that a habit is paid from.
    pub(super) fn pays_from(self, habit: &str, by_card: bool, on_the_spot: bool) -> &'static str {
        match (self, by_card) {
            (Self::TwoPayrolls, true) if ["market", "clothes", "ride"].contains(&habit) => SECOND_CARD,
            (Self::TwoPayrolls, false) if ["phone", "insurance", "fuel"].contains(&habit) => SECOND_CHECKING,
            (Self::HeavyUser, false) if on_the_spot => CARD,
            (Self::OneAccount | Self::LightUser | Self::Pensioner, _) | (_, false) => CHECKING,
            (_, true) => CARD,
        }
    }
}

fn ends_a_word(rest: &str) -> bool {
    rest.is_empty() || rest.starts_with('_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_user_name_names_a_way_of_life() {
        assert_eq!(Persona::of_user_name("student"), Some(Persona::Student));
        assert_eq!(Persona::of_user_name("two_payrolls_7"), Some(Persona::TwoPayrolls));
        for other in ["students", "bnk100", "", "my_student"] {
            assert_eq!(Persona::of_user_name(other), None, "{other}");
        }
    }

    #[test]
    fn shares_are_a_hundred_in_all() {
        assert_eq!(SHARES.iter().map(|(_, share)| share).sum::<i64>(), 100);
    }
}

//! Accounts and the terms that cards and loans have.

use jiff::civil::Date;

use super::calendar::{day_of, month_of};
use super::money::{Currency, Money};

/// What an account is for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum AccountKind {
    /// Where the income arrives and from which bills are paid.
    Checking,
    /// Set aside, with interest.
    Savings,
    /// A credit card.
    Card,
    /// A personal loan, or a working-capital loan of a company.
    Loan,
    /// Invested money.
    Investment,
}

impl AccountKind {
    /// Whether its balance is owed by the holder rather than owned (R-ACC-02).
    pub fn is_liability(self) -> bool {
        matches!(self, Self::Card | Self::Loan)
    }
}

/// One account of a ledger.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Account {
    /// A word that is unique within a ledger and never changes.
    pub key: &'static str,
    /// What it is for.
    pub kind: AccountKind,
    /// What the bank calls it, in the country's language.
    pub name: &'static str,
    /// The number at the bank, without agency and check digit; of a card the last four digits.
    pub number: String,
    /// Brazil: the four digits of the branch.
    pub agency: Option<String>,
    /// Brazil: the digit after the account's number.
    pub check_digit: Option<String>,
    /// Mexico: the CLABE. Brazil: `0444/45722-0`. Colombia: the number. Nothing for cards and loans (R-ACC-03).
    pub public_id: Option<String>,
    /// What it is kept in.
    pub currency: Currency,
    /// The day that it was opened, before the ledger begins.
    pub opened: Date,
    /// The balance before the first entry.
    pub opening: Money,
    /// The balance after the last entry. What is owned, or, of a liability, what is owed.
    pub balance: Money,
    /// Of a credit card.
    pub card: Option<CardTerms>,
    /// Of a loan.
    pub loan: Option<LoanTerms>,
}

impl Account {
    /// What can be spent: of a card the rest of its limit, of a loan nothing, of others the balance.
    pub fn available(&self) -> Money {
        match &self.card {
            Some(card) => card.limit - self.balance,
            None if self.kind == AccountKind::Loan => Money::ZERO,
            None => self.balance,
        }
    }
}

/// The terms of a credit card.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CardTerms {
    /// What may be owed at most.
    pub limit: Money,
    /// `VISA` or `MASTERCARD`.
    pub network: &'static str,
    /// 16 digits.
    pub number: String,
    /// The last day of a cycle, 3 to 14.
    pub cutting_day: i8,
    /// The day on which the bill of a cycle is due, in the month in which it closes; 13 to 28.
    pub due_day: i8,
    /// A year's interest in basis points (4500 = 45 %); the subject pays in full and never meets it.
    pub yearly_rate: i64,
}

/// The terms of a loan with equal instalments on the same day of each month.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LoanTerms {
    /// What was lent, a round sum.
    pub principal: Money,
    /// What is paid each month; the last differs a little, by what was rounded.
    pub instalment: Money,
    /// How many instalments there are.
    pub instalments: u16,
    /// A month's interest in basis points (150 = 1.5 %).
    pub monthly_rate: i64,
    /// The day of the contract; the first instalment is due in the month after.
    pub started: Date,
    /// The day of a month on which instalments are due, 2 to 25.
    pub payment_day: i8,
    /// 12 digits.
    pub contract_number: String,
    /// All instalments, in order.
    pub schedule: Vec<Instalment>,
}

impl CardTerms {
    /// The last day of the cycle that runs on a day, whether anything has been bought in it or not.
    pub fn cuts(&self, on: Date) -> Date {
        let this = day_of(month_of(on), self.cutting_day);
        if this < on { day_of(month_of(on) + 1, self.cutting_day) } else { this }
    }
}

impl LoanTerms {
    /// The day of the last instalment.
    pub fn ends(&self) -> Date {
        self.schedule.last().map_or(self.started, |last| last.due)
    }

    /// What all instalments come to.
    pub fn total(&self) -> Money {
        self.left_to_pay(Date::MIN)
    }

    /// What the instalments come to that are due after a day.
    pub fn left_to_pay(&self, on: Date) -> Money {
        let left = self.schedule.iter().filter(|one| one.due > on);
        left.map(|one| one.principal + one.interest).sum()
    }

    /// How many instalments are paid at the end of a day.
    pub fn paid(&self, on: Date) -> usize {
        self.schedule.iter().filter(|one| one.due <= on).count()
    }

    /// What is owed at the end of a day, without interest that is not due yet.
    pub fn outstanding(&self, on: Date) -> Money {
        self.paid(on)
            .checked_sub(1)
            .and_then(|last| self.schedule.get(last))
            .map_or(self.principal, |one| one.left)
    }
}

/// One instalment of a loan.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Instalment {
    /// Its number, from 1.
    pub number: u16,
    /// Its day.
    pub due: Date,
    /// What it pays back.
    pub principal: Money,
    /// What it costs.
    pub interest: Money,
    /// What is owed after it.
    pub left: Money,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn r_acc_02_cards_and_loans_are_owed() {
        use AccountKind::{Card, Checking, Investment, Loan, Savings};
        let owed = [Checking, Savings, Card, Loan, Investment].map(AccountKind::is_liability);
        assert_eq!(owed, [false, false, true, true, false]);
    }
}

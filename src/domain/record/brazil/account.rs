//! Accounts of open finance in Brazil (R-ACC-11).

use schemars::JsonSchema;
use serde::Serialize;
use uuid::Uuid;

use super::card::{AccountCreditDataOpenFinanceBrazil, credit};
use super::loan::{AccountLoanDataOpenFinanceBrazil, kind_of_loan, lent};
use crate::domain::base::time::Timestamp;
use crate::domain::person;
use crate::domain::person::{AccountKind, Money};
use crate::domain::record::ask::Ask;
use crate::domain::record::banking::account::InstitutionAccount;
use crate::domain::record::resource::Generated;
use crate::domain::record::source::Source;
use crate::domain::vocabulary::failure::Failure;

/// An account of a link.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct AccountOpenFinanceBrazil {
    pub id: Uuid,
    pub link: Option<Uuid>,
    pub institution: InstitutionAccount,
    pub collected_at: Timestamp,
    pub created_at: Timestamp,
    pub last_accessed_at: Option<Timestamp>,
    pub category: Option<AccountCategoryOpenFinance>,
    /// `ASSET` or `LIABILITY` (R-ACC-02).
    pub balance_type: Option<&'static str>,
    pub overdraft: Option<AccountOverdraftOpenFinanceBrazil>,
    pub r#type: &'static str,
    pub subtype: &'static str,
    pub name: Option<&'static str>,
    pub number: Option<String>,
    pub agency: Option<String>,
    pub check_digit: Option<String>,
    pub balance: AccountBalanceOpenFinanceBrazil,
    pub currency: &'static str,
    /// `AGENCY/ACCOUNT` (R-ACC-03).
    pub public_identification_name: Option<&'static str>,
    pub public_identification_value: Option<String>,
    pub internal_identification: String,
    pub credit_data: Option<AccountCreditDataOpenFinanceBrazil>,
    pub loan_data: Option<AccountLoanDataOpenFinanceBrazil>,
    /// Always null: investments are a resource of their own.
    pub funds_data: Option<String>,
}

/// What an account is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[schemars(rename = "EnumAccountCategoryOpenFinance")]
#[allow(missing_docs)]
pub enum AccountCategoryOpenFinance {
    AdvanceDepositAccount,
    CheckingAccount,
    CreditCard,
    FinancingAccount,
    InvestmentAccount,
    InvoiceFinancingAccount,
    LoanAccount,
    PensionFundAccount,
    SavingsAccount,
    Uncategorized,
}

/// What may be spent beyond the balance.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct AccountOverdraftOpenFinanceBrazil {
    /// What was agreed upon.
    pub arranged: Money,
    pub used: Money,
    /// What is used beyond that.
    pub unarranged: Money,
}

/// What is on an account; never below zero: what is missing is told as overdraft.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct AccountBalanceOpenFinanceBrazil {
    pub current: Option<Money>,
    pub available: Option<Money>,
    pub blocked: Money,
    pub automatically_invested: Money,
}

impl From<AccountKind> for AccountCategoryOpenFinance {
    fn from(kind: AccountKind) -> Self {
        match kind {
            AccountKind::Checking => Self::CheckingAccount,
            AccountKind::Savings => Self::SavingsAccount,
            AccountKind::Card => Self::CreditCard,
            AccountKind::Loan => Self::LoanAccount,
            AccountKind::Investment => Self::InvestmentAccount,
        }
    }
}

/// The id of an account of this link.
pub fn id(source: &Source<'_>, account: &person::Account) -> Uuid {
    source.id("account", account.key)
}

/// Every account that open finance tells.
pub fn generate(_: &Ask, source: &Source<'_>) -> Result<Vec<Generated>, Failure> {
    let accounts = source.ledger().accounts().iter().filter_map(|account| shared_view(source, account));
    Ok(accounts.map(|account| Generated::of(account.id, account.id, &account)).collect())
}

/// An account of the ledger; what is invested is told by `/api/br/investments/` alone.
pub fn shared_view(source: &Source<'_>, account: &person::Account) -> Option<AccountOpenFinanceBrazil> {
    (account.kind != AccountKind::Investment).then(|| view(source, account))
}

/// The accounts of a kind, each with what the ledger says.
pub(super) fn of_kind<'a>(
    source: &'a Source<'_>,
    kind: AccountKind,
) -> impl Iterator<Item = (&'a person::Account, AccountOpenFinanceBrazil)> {
    let accounts = source.ledger().of_kind(kind);
    accounts.filter_map(move |(_, account)| Some((account, shared_view(source, account)?)))
}

fn view(source: &Source<'_>, account: &person::Account) -> AccountOpenFinanceBrazil {
    let id = id(source, account);
    let card = account.card.is_some();
    let (r#type, subtype) = product(source, account.kind);
    AccountOpenFinanceBrazil {
        id,
        link: Some(source.link.id),
        institution: InstitutionAccount {
            name: source.institution.name.clone(),
            r#type: source.institution.kind.name().to_owned(),
        },
        collected_at: source.stamp(),
        created_at: source.stamp(),
        last_accessed_at: Some(source.stamp()),
        category: Some(account.kind.into()),
        balance_type: Some(if account.kind.is_liability() { "LIABILITY" } else { "ASSET" }),
        overdraft: overdraft(source, account),
        r#type,
        subtype,
        name: Some(account.name),
        number: Some(account.number.clone()),
        agency: account.agency.clone(),
        check_digit: account.check_digit.clone(),
        balance: balance(account),
        currency: account.currency.code(),
        public_identification_name: identification(account.kind),
        public_identification_value: account.public_id.clone().or(card.then(|| account.number.clone())),
        internal_identification: source.internal("account", account.key),
        credit_data: account.card.as_ref().map(|card| credit(source, account, card)),
        loan_data: account.loan.as_ref().map(|loan| lent(source, loan)),
        funds_data: None,
    }
}

/// How the open finance of Brazil names the product and its kind.
fn product(source: &Source<'_>, kind: AccountKind) -> (&'static str, &'static str) {
    match kind {
        AccountKind::Checking => ("CONTA_DEPOSITO_A_VISTA", "INDIVIDUAL"),
        AccountKind::Savings => ("CONTA_POUPANCA", "INDIVIDUAL"),
        AccountKind::Card => ("STANDARD_NACIONAL", "STANDARD_NACIONAL"),
        AccountKind::Loan => ("EMPRESTIMOS", kind_of_loan(source.subject().business)),
        AccountKind::Investment => ("INVESTIMENTO", "RENDA_FIXA"),
    }
}

fn identification(kind: AccountKind) -> Option<&'static str> {
    match kind {
        AccountKind::Checking | AccountKind::Savings => Some("AGENCY/ACCOUNT"),
        AccountKind::Card => Some("CREDIT_CARD_NUMBER"),
        AccountKind::Loan | AccountKind::Investment => None,
    }
}

fn balance(account: &person::Account) -> AccountBalanceOpenFinanceBrazil {
    let available = (account.kind != AccountKind::Loan).then(|| account.available().max(Money::ZERO));
    AccountBalanceOpenFinanceBrazil {
        current: Some(account.balance.max(Money::ZERO)),
        available,
        blocked: Money::ZERO,
        automatically_invested: Money::ZERO,
    }
}

/// Half a month's income is agreed upon.
fn overdraft(source: &Source<'_>, account: &person::Account) -> Option<AccountOverdraftOpenFinanceBrazil> {
    let arranged = source.person().monthly_income().per_mille(500).stepped(10_000);
    let missing = (-account.balance).max(Money::ZERO);
    let used = missing.min(arranged);
    (account.kind == AccountKind::Checking).then_some(AccountOverdraftOpenFinanceBrazil {
        arranged,
        used,
        unarranged: missing - used,
    })
}

//! Accounts of institutions that are reached with credentials (R-ACC-10).

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;
use uuid::Uuid;

use crate::domain::base::time::Timestamp;
use crate::domain::person;
use crate::domain::person::{AccountKind, BillStatus, CardTerms, LoanTerms, Money};
use crate::domain::record::ask::Ask;
use crate::domain::record::resource::Generated;
use crate::domain::record::source::Source;
use crate::domain::vocabulary::failure::Failure;

/// An account of a link.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct Account {
    pub id: Uuid,
    pub link: Option<Uuid>,
    pub institution: InstitutionAccount,
    pub collected_at: Timestamp,
    pub created_at: Timestamp,
    pub category: Option<AccountCategory>,
    /// `ASSET` or `LIABILITY` (R-ACC-02).
    pub balance_type: Option<&'static str>,
    pub r#type: Option<&'static str>,
    pub name: Option<&'static str>,
    pub number: Option<String>,
    pub balance: AccountsBalance,
    pub currency: Option<&'static str>,
    /// `CLABE`, `AGENCY/ACCOUNT` (R-ACC-03).
    pub public_identification_name: Option<&'static str>,
    pub public_identification_value: Option<String>,
    pub last_accessed_at: Option<Timestamp>,
    pub credit_data: Option<AccountsCreditData>,
    pub loan_data: Option<AccountsLoanData>,
    pub funds_data: Option<Vec<AccountsFundsData>>,
    pub receivables_data: Option<AccountsReceivablesData>,
    /// Deprecated.
    pub bank_product_id: Option<&'static str>,
    /// Deprecated.
    pub internal_identification: Option<String>,
}

/// Where an account is kept.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct InstitutionAccount {
    pub name: String,
    /// `bank`, `fiscal` or `employment`.
    pub r#type: String,
}

/// What an account is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[schemars(rename = "EnumAccountCategory")]
#[allow(missing_docs)]
pub enum AccountCategory {
    CheckingAccount,
    CreditCard,
    InvestmentAccount,
    LoanAccount,
    PensionFundAccount,
    ReceivablesAccount,
    SavingsAccount,
    Uncategorized,
}

/// What is on an account.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct AccountsBalance {
    pub current: Option<Money>,
    pub available: Option<Money>,
}

/// Of a credit card.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct AccountsCreditData {
    pub credit_limit: Option<Money>,
    pub collected_at: Option<Timestamp>,
    pub cutting_date: Option<Date>,
    pub next_payment_date: Option<Date>,
    pub minimum_payment: Option<Money>,
    pub no_interest_payment: Option<Money>,
    /// A year's interest in per cent.
    pub interest_rate: Option<f64>,
    /// Deprecated.
    pub end_date: Option<Date>,
    /// Deprecated.
    pub monthly_payment: Option<Money>,
    /// Deprecated.
    pub last_payment_date: Option<Date>,
}

/// Of a loan.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct AccountsLoanData {
    pub collected_at: Timestamp,
    /// With interest and fees.
    pub contract_amount: Option<Money>,
    /// What was lent.
    pub principal: Option<Money>,
    pub loan_type: Option<&'static str>,
    /// The day of a month.
    pub payment_day: Option<String>,
    pub outstanding_principal: Option<Money>,
    /// With the interest of the instalments to come.
    pub outstanding_balance: Option<Money>,
    pub monthly_payment: Option<Money>,
    pub interest_rates: Option<Vec<AccountsLoanDataInterestRate>>,
    pub fees: Option<Vec<AccountsLoanDataFees>>,
    pub number_of_installments_total: Option<i32>,
    pub number_of_installments_outstanding: Option<i32>,
    pub contract_start_date: Option<Date>,
    pub contract_end_date: Date,
    pub contract_number: Option<String>,
    /// Deprecated.
    pub credit_limit: Option<Money>,
    /// Deprecated.
    pub last_period_balance: Option<Money>,
    /// Deprecated.
    pub interest_rate: Option<f64>,
    /// Deprecated.
    pub limit_day: Option<String>,
    /// Deprecated.
    pub cutting_day: Option<String>,
    /// Deprecated.
    pub cutting_date: Option<Date>,
    /// Deprecated.
    pub last_payment_date: Option<Date>,
    /// Deprecated.
    pub no_interest_payment: Option<Money>,
}

/// What a loan costs.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct AccountsLoanDataInterestRate {
    pub name: Option<&'static str>,
    /// `MONTHLY` or `YEARLY`.
    pub r#type: Option<InterestPeriod>,
    /// In per cent.
    pub value: Option<f64>,
}

/// The time that a rate is for.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[schemars(rename = "EnumLoanDataInterestRateType")]
#[allow(missing_docs)]
pub enum InterestPeriod {
    Monthly,
    Yearly,
}

/// What the bank takes for a loan.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct AccountsLoanDataFees {
    pub r#type: LoanFee,
    pub value: Money,
}

/// What a fee is for.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[schemars(rename = "EnumLoanDataFeeType")]
#[allow(missing_docs)]
pub enum LoanFee {
    OperationFee,
    InsuranceFee,
    Others,
}

/// One fund of an investment or pension account.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct AccountsFundsData {
    pub name: Option<&'static str>,
    pub r#type: Option<&'static str>,
    pub public_identifications: Option<Vec<AccountsFundsDataPublicIdentifications>>,
    pub balance: Option<Money>,
    /// Of the account, in per cent.
    pub percentage: Option<f64>,
}

/// By what a fund is known.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct AccountsFundsDataPublicIdentifications {
    pub name: &'static str,
    pub value: Option<String>,
}

/// Of an account of receivables; the sandbox has none.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct AccountsReceivablesData {
    pub current: Option<Money>,
    pub available: Option<Money>,
    pub anticipated: Option<Money>,
    pub collected_at: Timestamp,
}

impl From<AccountKind> for AccountCategory {
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

/// Every account of the ledger.
pub(in crate::domain::record) fn generate(_: &Ask, source: &Source<'_>) -> Result<Vec<Generated>, Failure> {
    Ok(all(source).iter().map(|account| Generated::of(account.id, account.id, account)).collect())
}

/// Every account of the ledger, in its order.
pub fn all(source: &Source<'_>) -> Vec<Account> {
    source.ledger().accounts().iter().map(|account| view(source, account)).collect()
}

fn view(source: &Source<'_>, account: &person::Account) -> Account {
    let balance = account.balance;
    Account {
        id: id(source, account),
        link: Some(source.link.id),
        institution: InstitutionAccount {
            name: source.institution.name.clone(),
            r#type: source.institution.kind.name().to_owned(),
        },
        collected_at: source.stamp(),
        created_at: source.stamp(),
        category: Some(account.kind.into()),
        balance_type: Some(if account.kind.is_liability() { "LIABILITY" } else { "ASSET" }),
        r#type: Some(account.name),
        name: Some(account.name),
        number: Some(account.number.clone()),
        balance: AccountsBalance { current: Some(balance), available: Some(account.available()) },
        currency: Some(account.currency.code()),
        public_identification_name: account.public_id.as_ref().map(|_| identification(source)),
        public_identification_value: account.public_id.clone(),
        last_accessed_at: Some(source.stamp()),
        credit_data: account.card.as_ref().map(|card| credit(source, account, card)),
        loan_data: account.loan.as_ref().map(|loan| lent(source, account.name, loan)),
        funds_data: (account.kind == AccountKind::Investment).then(|| vec![fund(source, account)]),
        receivables_data: None,
        bank_product_id: None,
        internal_identification: Some(account.number.clone()),
    }
}

/// By what an account is known outside of its bank (R-ACC-03).
fn identification(source: &Source<'_>) -> &'static str {
    match source.subject().country {
        person::Country::Mexico => "CLABE",
        person::Country::Brazil => "AGENCY/ACCOUNT",
        person::Country::Colombia => "ACCOUNT_NUMBER",
    }
}

/// Basis points as per cent.
fn per_cent(points: i64) -> f64 {
    Money::cents(points).as_number()
}

fn credit(source: &Source<'_>, account: &person::Account, card: &CardTerms) -> AccountsCreditData {
    let of = |status| source.ledger().bill(account, status);
    let due = of(BillStatus::Closed).or(of(BillStatus::Open));
    AccountsCreditData {
        credit_limit: Some(card.limit),
        collected_at: Some(source.stamp()),
        cutting_date: Some(card.cuts(source.today())),
        next_payment_date: due.map(|bill| bill.due),
        minimum_payment: Some(due.map_or(Money::ZERO, |bill| bill.minimum)),
        no_interest_payment: Some(due.map_or(account.balance, |bill| bill.total)),
        interest_rate: Some(per_cent(card.yearly_rate)),
        end_date: None,
        monthly_payment: None,
        last_payment_date: None,
    }
}

fn lent(source: &Source<'_>, loan_type: &'static str, loan: &LoanTerms) -> AccountsLoanData {
    let today = source.today();
    let left = i32::from(loan.instalments) - i32::try_from(loan.paid(today)).unwrap_or_default();
    let fee = loan.principal.basis_points(50);
    AccountsLoanData {
        collected_at: source.stamp(),
        contract_amount: Some(loan.total() + fee),
        principal: Some(loan.principal),
        loan_type: Some(loan_type),
        payment_day: Some(loan.payment_day.to_string()),
        outstanding_principal: Some(loan.outstanding(today)),
        outstanding_balance: Some(loan.left_to_pay(today)),
        monthly_payment: Some(loan.instalment),
        interest_rates: Some(vec![AccountsLoanDataInterestRate {
            name: Some("nominal"),
            r#type: Some(InterestPeriod::Monthly),
            value: Some(per_cent(loan.monthly_rate)),
        }]),
        fees: Some(vec![AccountsLoanDataFees { r#type: LoanFee::OperationFee, value: fee }]),
        number_of_installments_total: Some(i32::from(loan.instalments)),
        number_of_installments_outstanding: Some(left),
        contract_start_date: Some(loan.started),
        contract_end_date: loan.ends(),
        contract_number: Some(loan.contract_number.clone()),
        credit_limit: None,
        last_period_balance: None,
        interest_rate: None,
        limit_day: None,
        cutting_day: None,
        cutting_date: None,
        last_payment_date: None,
        no_interest_payment: None,
    }
}

fn fund(source: &Source<'_>, account: &person::Account) -> AccountsFundsData {
    let brazil = source.subject().country == person::Country::Brazil;
    AccountsFundsData {
        name: Some(if brazil { "Renda Fixa Referenciado DI" } else { "Renta Fija Corto Plazo" }),
        r#type: Some(if brazil { "Renda fixa" } else { "Renta fija" }),
        public_identifications: Some(vec![AccountsFundsDataPublicIdentifications {
            name: "ACCOUNT_NUMBER",
            value: Some(account.number.clone()),
        }]),
        balance: Some(account.balance),
        percentage: Some(100.0),
    }
}

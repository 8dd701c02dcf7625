//! What an owner has at the bank, and is known to earn and to own.

use jiff::civil::{Date, Time};
use schemars::JsonSchema;
use serde::Serialize;

use crate::domain::person::{Account, AccountKind, Money};
use crate::domain::record::source::Source;

/// Who acts for an owner; in the sandbox nobody does.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct OwnerProcurators {
    pub r#type: Option<ProcuratorType>,
    pub civil_name: String,
    pub social_name: Option<String>,
    pub document_number: String,
}

/// By what right somebody acts for another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[schemars(rename = "EnumOwnerProcuratorType")]
#[allow(missing_docs)]
pub enum ProcuratorType {
    LegalRepresentative,
    Attorney,
}

/// Checking or savings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[schemars(rename = "EnumOwnerIndividualProductType")]
#[allow(missing_docs)]
pub enum ProductType {
    SavingsAccount,
    CheckingAccount,
}

/// How often it comes in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[schemars(rename = "EnumOwnerInformedIncomeFrequency")]
#[allow(missing_docs)]
pub enum IncomeFrequency {
    Daily,
    Weekly,
    Fortnightly,
    Monthly,
    Bimonthly,
    Quarterly,
    Biannually,
    Annually,
    Others,
}

/// The CNPJ of the mock bank, invented.
pub(in crate::domain::record) const MOCK_BANK: &str = "91234056000166";

/// The accounts on which money lies, with what each is.
pub(super) fn deposits<'a>(source: &'a Source<'_>) -> impl Iterator<Item = (ProductType, &'a Account)> {
    source.ledger().accounts().iter().filter_map(|account| match account.kind {
        AccountKind::Checking => Some((ProductType::CheckingAccount, account)),
        AccountKind::Savings => Some((ProductType::SavingsAccount, account)),
        _ => None,
    })
}

/// What the owner has at the bank, as the open finance of Brazil names it.
pub(super) fn services(source: &Source<'_>) -> Vec<&'static str> {
    let name = |kind| match kind {
        AccountKind::Checking => "CONTA_DEPOSITO_A_VISTA",
        AccountKind::Savings => "CONTA_POUPANCA",
        AccountKind::Card => "CARTAO_CREDITO",
        AccountKind::Loan => "OPERACAO_CREDITO",
        AccountKind::Investment => "INVESTIMENTO",
    };
    source.ledger().accounts().iter().map(|account| name(account.kind)).collect()
}

/// The day of the first account; to the second, without fractions.
pub(super) fn since(source: &Source<'_>) -> String {
    let opened = source.ledger().accounts().iter().map(|account| account.opened).min();
    let opened = opened.unwrap_or(source.subject().from);
    opened.to_datetime(Time::constant(13, 0, 0, 0)).strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// What is owned at the bank.
pub(super) fn patrimony(source: &Source<'_>) -> Money {
    let owned = source.ledger().accounts().iter().filter(|account| !account.kind.is_liability());
    owned.map(|account| account.balance.max(Money::ZERO)).sum()
}

/// The first day of the year in which the link was made, when the bank last asked.
pub(super) fn asked(source: &Source<'_>) -> Date {
    source.subject().from.first_of_year()
}

/// Eight digits at least.
pub(super) fn long(number: &str) -> String {
    format!("{number:0>8}")
}

//! Who stands at the other end of a transaction.

use schemars::JsonSchema;
use serde::Serialize;

use crate::domain::person::dice::Dice;
use crate::domain::person::documents::brazil::{account_digit, cpf_digits};
use crate::domain::person::{Entry, Kind};
use crate::domain::record::source::Source;

/// Who sent or got the money.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct TransactionCounterparty {
    pub r#type: Option<CounterpartyType>,
    /// A CPF; companies' numbers do not fit.
    pub document_number: Option<String>,
    /// Of the bank, three digits.
    pub clearing_code: Option<&'static str>,
    pub agency: Option<String>,
    pub check_digit: Option<String>,
    /// Of the account, eight digits and more.
    pub number: Option<String>,
}

/// A person or a company.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[schemars(rename = "EnumTransactionCounterpartyType")]
#[allow(missing_docs)]
pub enum CounterpartyType {
    Individual,
    Company,
}

/// The code of the mock bank, invented.
pub(in crate::domain::record) const CLEARING_CODE: &str = "999";

/// Told of what was paid from account to account; the same payee is the same every time.
pub(super) fn counterparty(source: &Source<'_>, entry: &Entry) -> Option<TransactionCounterparty> {
    let r#type = match entry.kind {
        Kind::Salary | Kind::Sale => CounterpartyType::Company,
        Kind::Rent | Kind::Freelance => CounterpartyType::Individual,
        _ => return None,
    };
    let mut dice = Dice::of(&source.subject().seed, &entry.description);
    let body = dice.digits(9);
    let cpf = format!("{body}{}", cpf_digits(&body).unwrap_or_default());
    let (agency, number) = (dice.digits(4), dice.digits(8));
    Some(TransactionCounterparty {
        r#type: Some(r#type),
        document_number: (r#type == CounterpartyType::Individual).then_some(cpf),
        clearing_code: Some(CLEARING_CODE),
        check_digit: account_digit(&agency, &number),
        agency: Some(agency),
        number: Some(number),
    })
}

//! Credit cards of open finance in Brazil.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use crate::domain::base::time::Timestamp;
use crate::domain::person;
use crate::domain::person::{BillStatus, CardTerms, Money};
use crate::domain::record::source::Source;

/// Of a credit card.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct AccountCreditDataOpenFinanceBrazil {
    pub collected_at: Timestamp,
    pub credit_limit: Option<Money>,
    pub limits: Vec<AccountCreditDataLimitsOpenFinanceBrazil>,
    pub cutting_date: Option<Date>,
    pub minimum_payment: Option<Money>,
    pub network: CreditCardNetwork,
    pub network_additional_info: Option<String>,
    pub cards: Vec<AccountCreditDataCardsOpenFinanceBrazil>,
    /// Always null, as the four below.
    pub next_payment_date: Option<String>,
    pub no_interest_payment: Option<Money>,
    pub interest_rate: Option<f64>,
    /// Deprecated.
    pub monthly_payment: Option<Money>,
    /// Deprecated.
    pub last_payment_date: Option<String>,
}

/// Whose network a card belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[schemars(rename = "EnumAccountCreditCardNetwork")]
#[allow(missing_docs)]
pub enum CreditCardNetwork {
    Visa,
    Mastercard,
    AmericanExpress,
    DinersClub,
    Hipercard,
    BandeiraPropria,
    ChequeEletronico,
    Elo,
    Other,
}

/// What may be owed.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct AccountCreditDataLimitsOpenFinanceBrazil {
    /// The last four digits of the card.
    pub identification_number: Option<String>,
    pub credit_limit: Option<Money>,
    pub used_amount: Option<Money>,
    pub available_amount: Money,
    pub is_limit_flexible: bool,
    pub r#type: CreditCardLimitType,
    pub consolidation_type: &'static str,
    pub line_name: Option<&'static str>,
    pub line_name_additional_info: Option<String>,
}

/// Whether a limit is for all that is bought, or for one way of buying.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[schemars(rename = "EnumCreditCardLimitType")]
#[allow(missing_docs)]
pub enum CreditCardLimitType {
    TotalLimit,
    ModalLimit,
}

/// One card of an account.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct AccountCreditDataCardsOpenFinanceBrazil {
    /// Whether it is a debit card too.
    pub is_multiple: bool,
    /// The last four digits.
    pub identification_number: String,
}

pub(super) fn credit(
    source: &Source<'_>,
    account: &person::Account,
    card: &CardTerms,
) -> AccountCreditDataOpenFinanceBrazil {
    let of = |status| source.ledger().bill(account, status);
    let due = of(BillStatus::Closed).or(of(BillStatus::Open));
    AccountCreditDataOpenFinanceBrazil {
        collected_at: source.stamp(),
        credit_limit: Some(card.limit),
        limits: vec![limit(account, card)],
        cutting_date: Some(card.cuts(source.today())),
        minimum_payment: due.map(|bill| bill.minimum),
        network: network(card.network),
        network_additional_info: None,
        cards: vec![AccountCreditDataCardsOpenFinanceBrazil {
            is_multiple: false,
            identification_number: account.number.clone(),
        }],
        next_payment_date: None,
        no_interest_payment: None,
        interest_rate: None,
        monthly_payment: None,
        last_payment_date: None,
    }
}

fn limit(account: &person::Account, card: &CardTerms) -> AccountCreditDataLimitsOpenFinanceBrazil {
    let used = account.balance.max(Money::ZERO);
    AccountCreditDataLimitsOpenFinanceBrazil {
        identification_number: Some(account.number.clone()),
        credit_limit: Some(card.limit),
        used_amount: Some(used),
        available_amount: (card.limit - used).max(Money::ZERO),
        is_limit_flexible: false,
        r#type: CreditCardLimitType::TotalLimit,
        consolidation_type: "INDIVIDUAL",
        line_name: Some("CREDITO_A_VISTA"),
        line_name_additional_info: None,
    }
}

fn network(name: &str) -> CreditCardNetwork {
    match name {
        "VISA" => CreditCardNetwork::Visa,
        "MASTERCARD" => CreditCardNetwork::Mastercard,
        _ => CreditCardNetwork::Other,
    }
}

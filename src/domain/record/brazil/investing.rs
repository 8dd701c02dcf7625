//! What was invested when (R-INV-01).

use std::cmp::Reverse;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;
use uuid::Uuid;

use super::investment;
use super::investment::InvestmentBrazil;
use super::position::{Buy, Position, positions, quota};
use crate::domain::base::time::Timestamp;
use crate::domain::person::Money;
use crate::domain::record::ask::Ask;
use crate::domain::record::banking::transaction::TransactionType;
use crate::domain::record::resource::Generated;
use crate::domain::record::source::Source;
use crate::domain::vocabulary::failure::Failure;

/// A purchase of a product.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct InvestmentTransactionBrazil {
    pub id: Uuid,
    pub link: Option<Uuid>,
    pub collected_at: Timestamp,
    pub created_at: Timestamp,
    pub investment: InvestmentBrazil,
    pub internal_identification: String,
    pub value_date: Date,
    pub gross_value: Money,
    pub net_value: Money,
    pub value: Money,
    pub unit_price: f64,
    pub price_factor: f64,
    pub transaction_tax: Money,
    pub income_tax: Money,
    pub quantity: f64,
    /// `INFLOW` for what is bought.
    pub r#type: Option<TransactionType>,
    pub subtype: &'static str,
    pub subtype_additional_info: &'static str,
    pub indexer_percentage: f64,
    pub rate: f64,
    pub exit_fee: Money,
    pub broker_note_details: Option<BrokerNote>,
}

/// Of shares; the sandbox has none.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct BrokerNote {
    pub broker_note_number: String,
    pub gross_value: Money,
    pub brokerage_fee: Money,
    pub clearing_settlement_fee: Money,
    pub clearing_registration_fee: Money,
    pub stock_exchange_asset_trade_notice_fee: Money,
    pub stock_exchange_fee: Money,
    pub clearing_custody_fee: Money,
    pub taxes: Money,
    pub income_tax: Money,
    pub net_value: Money,
}

/// The purchases of the period, newest first.
pub(super) fn generate(ask: &Ask, source: &Source<'_>) -> Result<Vec<Generated>, Failure> {
    let (from, to) = ask.kept_period(source);
    let held = positions(source);
    let all = held.iter().flat_map(|position| position.buys.iter().map(move |buy| (position, buy)));
    let mut seen: Vec<_> = all.filter(|(_, buy)| (from..=to).contains(&buy.day)).collect();
    seen.sort_by_key(|(_, buy)| Reverse(buy.day));
    Ok(seen
        .into_iter()
        .map(|(position, buy)| view(source, position, buy))
        .map(|one| Generated::new(one.id, &one))
        .collect())
}

fn view(source: &Source<'_>, position: &Position, buy: &Buy) -> InvestmentTransactionBrazil {
    let id = source.id("investment transaction", &buy.key);
    InvestmentTransactionBrazil {
        id,
        link: Some(source.link.id),
        collected_at: source.stamp(),
        created_at: source.stamp(),
        investment: investment::view(source, position),
        internal_identification: source.internal("investment transaction", &buy.key),
        value_date: buy.day,
        gross_value: buy.amount,
        net_value: buy.amount,
        value: buy.amount,
        unit_price: quota(buy.price),
        price_factor: 1.0,
        transaction_tax: Money::ZERO,
        income_tax: Money::ZERO,
        quantity: quota(buy.quantity()),
        r#type: Some(TransactionType::Inflow),
        subtype: if position.product.r#type == "TREASURY_BOND" { "COMPRA" } else { "APLICACAO" },
        subtype_additional_info: "",
        indexer_percentage: position.product.indexer.map_or(0.0, |_| 100.0),
        rate: 0.0,
        exit_fee: Money::ZERO,
        broker_note_details: None,
    }
}

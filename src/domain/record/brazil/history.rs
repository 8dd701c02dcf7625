//! What happened to an exchange (R-INV-02).

use std::borrow::Cow;

use jiff::civil::Date;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Serialize;
use uuid::Uuid;

use super::exchange::{Purchase, SettlementMethod, TRAVEL, moment};
use crate::domain::base::time::Timestamp;
use crate::domain::person::Money;
use crate::domain::record::resource::Generated;
use crate::domain::record::source::Source;

/// One event of an exchange.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct ExchangeHistory {
    pub id: Uuid,
    pub link: Option<Uuid>,
    pub exchange_id: Uuid,
    pub created_at: Timestamp,
    pub collected_at: Timestamp,
    pub operation_identifier: String,
    /// 12 digits.
    pub event_sequence_number: String,
    pub event_type: ExchangeEventType,
    /// To the second.
    #[schemars(with = "Timestamp")]
    pub event_created_at: String,
    pub operation_due_date: Option<Date>,
    pub local_operation_tax_amount: Option<f64>,
    pub local_operation_tax_currency: Option<&'static str>,
    pub local_operation_value_amount: Option<Money>,
    pub local_operation_value_currency: Option<&'static str>,
    pub foreign_operation_value_amount: Option<Money>,
    pub foreign_operation_value_currency: Option<&'static str>,
    pub operation_outstanding_balance_amount: Option<Money>,
    pub operation_outstanding_balance_currency: Option<&'static str>,
    pub tev_amount_amount: Option<f64>,
    pub tev_amount_currency: Option<&'static str>,
    pub local_currency_advance_percentage: Option<f64>,
    pub settlement_method: Option<SettlementMethod>,
    pub operation_category_code: Option<&'static str>,
    pub foreign_partie_relationship_code: Option<&'static str>,
    pub foreign_partie_name: Option<String>,
    pub foreign_partie_country_code: Option<&'static str>,
}

/// What an event is. Belvo publishes the numbers but not what they mean; here 1 is the contract and 4 its settlement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct ExchangeEventType(u8);

impl JsonSchema for ExchangeEventType {
    fn schema_name() -> Cow<'static, str> {
        "EnumExchangeEventType".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "integer", "enum": [1, 2, 3, 4, 5, 6, 9] })
    }
}

/// The events of one exchange, newest first.
pub(super) fn generate(source: &Source<'_>, exchange: Uuid) -> Vec<Generated> {
    let all = Purchase::all(source);
    let Some(purchase) = all.iter().find(|purchase| purchase.id(source) == exchange) else {
        return Vec::new();
    };
    let events = [(4, purchase.due), (1, purchase.day)].into_iter().filter(|event| event.1 <= source.today());
    events
        .map(|event| view(source, purchase, event))
        .map(|one| Generated::of(exchange, one.id, &one))
        .collect()
}

fn view(source: &Source<'_>, purchase: &Purchase, (event, day): (u8, Date)) -> ExchangeHistory {
    let exchange_id = purchase.id(source);
    let id = source.id("exchange event", &format!("{exchange_id}/{event}"));
    let (local, foreign) = (Some("BRL"), Some(purchase.currency));
    ExchangeHistory {
        id,
        link: Some(source.link.id),
        exchange_id,
        created_at: source.stamp(),
        collected_at: source.stamp(),
        operation_identifier: exchange_id.simple().to_string(),
        event_sequence_number: format!("{event:012}"),
        event_type: ExchangeEventType(event),
        event_created_at: moment(day, 15),
        operation_due_date: Some(purchase.due),
        local_operation_tax_amount: Some(purchase.rate()),
        local_operation_tax_currency: local,
        local_operation_value_amount: Some(purchase.local),
        local_operation_value_currency: local,
        foreign_operation_value_amount: Some(purchase.foreign),
        foreign_operation_value_currency: foreign,
        operation_outstanding_balance_amount: Some(purchase.outstanding(day)),
        operation_outstanding_balance_currency: foreign,
        tev_amount_amount: Some(purchase.total_rate()),
        tev_amount_currency: local,
        local_currency_advance_percentage: None,
        settlement_method: Some(SettlementMethod::CartaoPrepago),
        operation_category_code: Some(TRAVEL),
        foreign_partie_relationship_code: None,
        foreign_partie_name: None,
        foreign_partie_country_code: None,
    }
}

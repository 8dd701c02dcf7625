//! Parts of risk insights that have hundreds of keys, made from the tables of figures.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Serialize;
use serde_json::{Map, Value};

use super::risk_tables::{BALANCES, CASHFLOW, Day, Figure, SPANS, Shape, TRANSACTIONS};
use super::trend::round;

type Further = &'static [(&'static str, Shape)];

macro_rules! parts {
    ($($name:ident, $about:literal, $table:ident, $before:expr, $after:expr;)*) => {$(
        #[doc = $about]
        #[derive(Clone, Debug, Serialize)]
        #[serde(transparent)]
        pub struct $name(Map<String, Value>);

        impl $name {
            /// The figures of each span, between those that are told once.
            pub(super) fn of(days: &[Day], before: &[Option<f64>], after: &[Option<f64>]) -> Self {
                let mut map = Map::new();
                once($before, before, &mut map);
                spans($table, days, &mut map);
                once($after, after, &mut map);
                Self(map)
            }
        }

        impl JsonSchema for $name {
            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                schema($table, $before, $after)
            }
        }
    )*};
}

parts! {
    RiskInsightsBalanceMetrics, "What was on the checking account at the end of days.", BALANCES,
        &[("closing_balance", Shape::Amount)], &[("balance_threshold_x", Shape::Number)];
    RiskInsightsTransactionMetrics, "How much happened on all accounts.", TRANSACTIONS, &[], &[
        ("days_since_last_transaction", Shape::Count),
        ("days_since_last_incoming_transaction", Shape::Count),
        ("days_since_last_outgoing_transaction", Shape::Count),
        ("days_history", Shape::Count),
    ];
    RiskInsightsCashflowMetrics, "What came from others and went to others.", CASHFLOW, &[], &[];
}

fn once(names: Further, numbers: &[Option<f64>], map: &mut Map<String, Value>) {
    for ((name, shape), number) in names.iter().zip(numbers) {
        map.insert((*name).to_owned(), shape.value(*number));
    }
}

fn spans(table: &[Figure], days: &[Day], map: &mut Map<String, Value>) {
    for figure in table {
        for (span, back) in SPANS {
            let within = days.get(days.len().saturating_sub(back + 1)..).unwrap_or_default();
            map.insert(format!("{}_{span}", figure.name), figure.shape.value((figure.of)(within)));
        }
    }
}

fn schema(table: &[Figure], before: Further, after: Further) -> Schema {
    let mut properties = Map::new();
    let mut put = |name: String, shape: Shape| drop(properties.insert(name, shape.schema()));
    before.iter().for_each(|(name, shape)| put((*name).to_owned(), *shape));
    for figure in table {
        SPANS.iter().for_each(|(span, _)| put(format!("{}_{span}", figure.name), figure.shape));
    }
    after.iter().for_each(|(name, shape)| put((*name).to_owned(), *shape));
    let required: Vec<String> = properties.keys().cloned().collect();
    json_schema!({ "type": "object", "properties": properties, "required": required })
}

impl Shape {
    #[allow(clippy::cast_possible_truncation, reason = "counts of days and entries are whole and small")]
    fn value(self, number: Option<f64>) -> Value {
        match (self, number) {
            (Self::Count, number) => (number.unwrap_or_default() as i64).into(),
            (Self::Number, number) => round(number.unwrap_or_default(), 2).into(),
            (_, None) => Value::Null,
            (Self::Amount, Some(number)) => round(number, 2).into(),
            (Self::Trend, Some(number)) => round(number, 4).into(),
        }
    }

    fn schema(self) -> Value {
        match self {
            Self::Count => serde_json::json!({ "type": "integer" }),
            Self::Number => serde_json::json!({ "type": "number" }),
            Self::Amount | Self::Trend => serde_json::json!({ "type": ["number", "null"] }),
        }
    }
}

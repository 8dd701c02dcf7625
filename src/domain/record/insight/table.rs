//! What can be asked about accounts and transactions together.

use super::{income, recurring, risk};
use crate::domain::options::Opt;
use crate::domain::record::ask::{self, Key, Kind as Type, optional};
use crate::domain::record::filter::{Filter, IS_IN, Kind};
use crate::domain::record::{At, Calls, Form, Resource};

const INCOMES: &[Filter] = &[
    Filter::new("link", Kind::Uuid, IS_IN),
    Filter::new("account", Kind::Uuid, IS_IN).at("income_streams__account_id"),
];
const RECURRING: &[Filter] = &[
    Filter::new("link", Kind::Uuid, IS_IN).at("account__link"),
    Filter::new("id", Kind::Uuid, IS_IN),
    Filter::new("account", Kind::Uuid, IS_IN).at("account__id"),
];
const RISK: &[Filter] = &[
    Filter::new("link", Kind::Uuid, IS_IN),
    Filter::new("id", Kind::Uuid, IS_IN),
    Filter::new("account", Kind::Uuid, IS_IN).at("accounts"),
];
const INCOME_KEYS: &[Key] = &[
    optional("allowed_income_types", Type::Choices(income::TYPES)),
    optional("minimum_confidence_level", Type::Choice(income::CONFIDENCES)),
    optional("date_from", Type::Date),
    optional("date_to", Type::Date),
];
const PERIOD: &[Key] = &[optional("date_from", Type::Date), optional("date_to", Type::Date)];

/// What has to be fetched with a link beside such a resource (R-INC-04).
pub(in crate::domain::record) fn needs(resource: &Resource) -> &'static [&'static str] {
    let ours = TABLE.iter().any(|row| row.path == resource.path);
    if ours { &["ACCOUNTS", "TRANSACTIONS"] } else { &[] }
}

pub(in crate::domain::record) static TABLE: &[Resource] = &[
    Resource {
        name: "INCOMES",
        path: "/api/incomes/",
        one: "/api/incomes/{id}/",
        title: "incomes",
        answer: Form::Object,
        resume: Some(Form::Array),
        calls: Calls::ALL,
        filters: INCOMES,
        at: At::Everywhere,
        always: false,
        keys: INCOME_KEYS,
        check: income::check,
        draw: income::draw,
        shapes: |schemas| vec![schemas.subschema_for::<income::Income>()],
        cascade: &[],
    },
    Resource {
        name: "RECURRING_EXPENSES",
        path: "/api/recurring-expenses/",
        one: "/api/recurring-expenses/{id}/",
        title: "recurring expenses",
        answer: Form::Array,
        resume: Some(Form::Array),
        calls: Calls::ALL,
        filters: RECURRING,
        at: At::Everywhere,
        always: false,
        keys: PERIOD,
        check: ask::a_year,
        draw: recurring::draw,
        shapes: |schemas| vec![schemas.subschema_for::<recurring::RecurringExpenses>()],
        cascade: &[],
    },
    Resource {
        name: "RISK_INSIGHTS",
        path: "/api/risk-insights/",
        one: "/api/risk-insights/{id}/",
        title: "risk insights",
        answer: Form::Chosen(Opt::RiskPostArray),
        resume: Some(Form::Array),
        calls: Calls::ALL,
        filters: RISK,
        at: At::Everywhere,
        always: false,
        keys: &[],
        check: ask::any,
        draw: risk::draw,
        shapes: |schemas| vec![schemas.subschema_for::<risk::RiskInsights>()],
        cascade: &[],
    },
];

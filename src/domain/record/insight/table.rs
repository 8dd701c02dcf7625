//! What can be asked about accounts and transactions together.

use super::{income, recurring, risk};
use crate::domain::base::options::RiskForm;
use crate::domain::record::ask;
use crate::domain::record::ask::{Key, Kind as Type, optional};
use crate::domain::record::filter::{Filter, IS_IN, Kind};
use crate::domain::record::resource::{Form, ROW, Resource};

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

/// What the rows have in common.
const DERIVED: Resource = Resource { needs: &["ACCOUNTS", "TRANSACTIONS"], resume: Some(Form::Array), ..ROW };

pub(in crate::domain::record) static TABLE: &[Resource] = &[
    Resource {
        name: "INCOMES",
        path: "/api/incomes/",
        one: "/api/incomes/{id}/",
        title: "incomes",
        answer: Form::Object,
        filters: INCOMES,
        keys: INCOME_KEYS,
        check: income::check,
        generate: income::generate,
        shapes: |schemas| vec![schemas.subschema_for::<income::Income>()],
        about: "reckoned from the link's transactions",
        ..DERIVED
    },
    Resource {
        name: "RECURRING_EXPENSES",
        path: "/api/recurring-expenses/",
        one: "/api/recurring-expenses/{id}/",
        title: "recurring expenses",
        filters: RECURRING,
        keys: PERIOD,
        check: ask::a_year,
        generate: recurring::generate,
        shapes: |schemas| vec![schemas.subschema_for::<recurring::RecurringExpenses>()],
        about: "what a link pays every month",
        documented_at: &["ofmockbank_br_retail"],
        ..DERIVED
    },
    Resource {
        name: "RISK_INSIGHTS",
        path: "/api/risk-insights/",
        one: "/api/risk-insights/{id}/",
        title: "risk insights",
        answer: Form::Chosen(|options| options.risk_post_array == RiskForm::Array),
        filters: RISK,
        generate: risk::generate,
        shapes: |schemas| vec![schemas.subschema_for::<risk::RiskInsights>()],
        about: "reckoned from the link's transactions",
        ..DERIVED
    },
];

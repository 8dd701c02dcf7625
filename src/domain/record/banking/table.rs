//! What can be asked of banks: the first four resources of every integration.

use super::{account, balance, owner, transaction};
use crate::domain::record::ask::{Key, Kind as Type, optional, required};
use crate::domain::record::filter::{BETWEEN, COMPARED, Filter, IS, IS_IN, Kind, Op};
use crate::domain::record::resource::{At, Calls, Form, ROW, Resource, Tie};
use crate::domain::record::{ask, brazil, regional};

const IN: &[Op] = &[Op::In];
const CONTAINS: &[Op] = &[Op::Contains];
const PERIOD: &[Key] =
    &[required("date_from", Type::Date), required("date_to", Type::Date), optional("account", Type::Uuid)];

const ACCOUNTS: &[Filter] = &[
    Filter::new("link", Kind::Uuid, IS_IN),
    Filter::new("id", Kind::Uuid, IS_IN),
    Filter::new("institution", Kind::Text, IS_IN).at("institution__name"),
    Filter::new("category", Kind::Text, IS_IN),
    Filter::new("type", Kind::Text, IS),
    Filter::new("name", Kind::Text, IS),
    Filter::new("name", Kind::Text, CONTAINS),
    Filter::new("number", Kind::Text, IS_IN),
    Filter::new("currency", Kind::Text, IS_IN),
    Filter::new("public_identification_name", Kind::Text, IS),
    Filter::new("public_identification_value", Kind::Text, IS),
    Filter::new("balance__available", Kind::Number, COMPARED),
    Filter::new("balance__current", Kind::Number, COMPARED),
    Filter::new("created_at", Kind::Time, COMPARED),
];

const TRANSACTIONS: &[Filter] = &[
    Filter::new("link", Kind::Uuid, IS_IN).at("account__link").required(),
    Filter::new("id", Kind::Uuid, IS_IN),
    Filter::new("account", Kind::Uuid, IS_IN).at("account__id"),
    Filter::new("account_type", Kind::Text, IS_IN).at("account__type"),
    Filter::new("account__balance__available", Kind::Number, COMPARED),
    Filter::new("account__balance__current", Kind::Number, COMPARED),
    Filter::new("accounting_date", Kind::Time, COMPARED),
    Filter::new("value_date", Kind::Time, COMPARED),
    Filter::new("collected_at", Kind::Time, COMPARED),
    Filter::new("created_at", Kind::Time, COMPARED),
    Filter::new("amount", Kind::Number, COMPARED),
    Filter::new("currency", Kind::Text, IS_IN),
    Filter::new("credit_card_data__bill_name", Kind::Text, IN),
    Filter::new("reference", Kind::Text, IS_IN),
    Filter::new("status", Kind::Text, IS_IN),
    Filter::new("type", Kind::Text, IS_IN),
];

const OWNERS: &[Filter] = &[
    Filter::new("link", Kind::Uuid, IS_IN),
    Filter::new("id", Kind::Uuid, IS_IN),
    Filter::new("email", Kind::Text, IS),
    Filter::new("display_name", Kind::Text, CONTAINS),
    Filter::new("created_at", Kind::Time, COMPARED),
];

const BALANCES: &[Filter] = &[
    Filter::new("link", Kind::Uuid, IS_IN).at("account__link"),
    Filter::new("id", Kind::Uuid, IS_IN),
    Filter::new("account", Kind::Uuid, IS_IN).at("account__id"),
    Filter::new("account__type", Kind::Text, IS_IN),
    Filter::new("balance", Kind::Number, COMPARED),
    Filter::new("currency", Kind::Text, IS_IN).at("account__currency"),
    Filter::new("institution", Kind::Text, IS_IN).at("account__institution__name"),
    Filter::new("value_date", Kind::Time, COMPARED),
    Filter::new("collected_at", Kind::Time, BETWEEN),
];

pub(in crate::domain::record) static TABLE: &[Resource] = &[
    Resource {
        name: "ACCOUNTS",
        path: "/api/accounts/",
        one: "/api/accounts/{id}/",
        title: "accounts",
        resume: Some(Form::Array),
        calls: Calls { limited: true, ..Calls::ALL },
        filters: ACCOUNTS,
        generate: regional::accounts,
        shapes: |schemas| {
            vec![
                schemas.subschema_for::<account::Account>(),
                schemas.subschema_for::<brazil::account::AccountOpenFinanceBrazil>(),
            ]
        },
        tie: Tie::Account,
        ..ROW
    },
    Resource {
        name: "TRANSACTIONS",
        path: "/api/transactions/",
        one: "/api/transactions/{id}/",
        title: "transactions",
        resume: Some(Form::Array),
        calls: Calls { limited: true, ..Calls::ASYNC },
        filters: TRANSACTIONS,
        keys: PERIOD,
        check: ask::a_year,
        generate: regional::transactions,
        shapes: |schemas| {
            vec![
                schemas.subschema_for::<transaction::Transaction>(),
                schemas.subschema_for::<brazil::transaction::TransactionOpenFinanceBrazil>(),
            ]
        },
        tie: Tie::OfAccount,
        day: Some("value_date"),
        ..ROW
    },
    Resource {
        name: "OWNERS",
        path: "/api/owners/",
        one: "/api/owners/{id}/",
        title: "owners",
        resume: Some(Form::Array),
        filters: OWNERS,
        generate: regional::owners,
        shapes: |schemas| {
            vec![
                schemas.subschema_for::<owner::Owner>(),
                schemas.subschema_for::<brazil::owner::individual::OwnerIndividualOpenFinanceBrazil>(),
                schemas.subschema_for::<brazil::owner::business::OwnerBusinessOpenFinanceBrazil>(),
            ]
        },
        tie: Tie::OfAccount,
        ..ROW
    },
    Resource {
        name: "BALANCES",
        path: "/api/balances/",
        one: "/api/balances/{id}/",
        title: "daily balances",
        resume: Some(Form::Array),
        filters: BALANCES,
        at: At::Credentials,
        keys: PERIOD,
        check: ask::a_year,
        generate: balance::generate,
        shapes: |schemas| vec![schemas.subschema_for::<balance::Balance>()],
        tie: Tie::OfAccount,
        day: Some("value_date"),
        ..ROW
    },
];

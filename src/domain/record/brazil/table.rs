//! What only institutions of Brazil's open finance have (R-INV-04).

use super::{balance, bill};
use crate::domain::record::ask::{self, Kind as Type, optional};
use crate::domain::record::filter::{BETWEEN, COMPARED, Filter, IS_IN, Kind};
use crate::domain::record::{At, Calls, Drawn, Form, Resource};

const LINK: Filter = Filter::new("link", Kind::Uuid, IS_IN).required();
const ID: Filter = Filter::new("id", Kind::Uuid, IS_IN);
const COLLECTED: Filter = Filter::new("collected_at", Kind::Time, COMPARED);
const CREATED: Filter = Filter::new("created_at", Kind::Time, COMPARED);

const BALANCES: &[Filter] =
    &[LINK, Filter::new("account", Kind::Uuid, IS_IN).at("account_id"), ID, COLLECTED, CREATED];
const BILLS: &[Filter] = &[
    LINK.at("account__link"),
    ID,
    Filter::new("account", Kind::Uuid, IS_IN).at("account__id"),
    Filter::new("due_date", Kind::Time, COMPARED),
    Filter::new("collected_at", Kind::Time, BETWEEN),
    CREATED,
];

fn nothing(
    _: &ask::Ask,
    _: &crate::domain::record::source::Source<'_>,
) -> Result<Vec<Drawn>, crate::domain::failure::Failure> {
    Ok(Vec::new())
}

/// What the rows have in common.
const ROW: Resource = Resource {
    name: "",
    path: "",
    one: "",
    title: "",
    answer: Form::Array,
    resume: None,
    calls: Calls::ALL,
    filters: &[],
    at: At::OpenFinance,
    always: false,
    keys: &[],
    check: ask::any,
    draw: nothing,
    shapes: |_| Vec::new(),
    cascade: &[],
};

pub(in crate::domain::record) static TABLE: &[Resource] = &[
    Resource {
        name: "BALANCES",
        path: "/api/br/balances/",
        one: "/api/br/balances/{id}/",
        title: "balances of open finance",
        calls: Calls::RETRIEVE,
        filters: BALANCES,
        keys: &[optional("account_id", Type::Uuid)],
        draw: balance::draw,
        shapes: |schemas| vec![schemas.subschema_for::<balance::BalanceOfda>()],
        ..ROW
    },
    Resource {
        name: "BILLS",
        path: "/api/bills/",
        one: "/api/bills/{id}/",
        title: "bills of credit cards",
        filters: BILLS,
        draw: bill::draw,
        shapes: |schemas| vec![schemas.subschema_for::<bill::Bill>()],
        ..ROW
    },
];

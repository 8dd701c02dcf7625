//! What only institutions of Brazil's open finance have (R-INV-04, R-CONS-01).

use super::{balance, bill, consent, exchange, history, investing, investment};
use crate::domain::record::ask;
use crate::domain::record::ask::{Key, Kind as Type, optional};
use crate::domain::record::filter::{BETWEEN, COMPARED, Filter, IS, IS_IN, Kind};
use crate::domain::record::resource::{At, Beneath, Calls, ROW, Resource, Tie};
use crate::domain::vocabulary::Scope;

/// Where consents are.
pub(in crate::domain) const CONSENTS: &str = "/api/consents/";

const LINK: Filter = Filter::new("link", Kind::Uuid, IS_IN).required();
const ID: Filter = Filter::new("id", Kind::Uuid, IS_IN);
const TYPE: Filter = Filter::new("type", Kind::Text, IS_IN);
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

/// The one retail bank of the sandbox.
const BANK: &[&str] = &["ofmockbank_br_retail"];

const PERIOD: &[Key] = &[optional("date_from", Type::Date), optional("date_to", Type::Date)];

/// What the rows have in common.
const OPEN: Resource = Resource { at: At::OpenFinance, ..ROW };

static HISTORY: Beneath = Beneath {
    path: "/api/br/exchanges/{id}/history/",
    title: "what happened to one of the exchanges of currencies",
    generate: history::generate,
    shape: |schemas| schemas.subschema_for::<history::ExchangeHistory>(),
};

pub(in crate::domain::record) static TABLE: &[Resource] = &[
    Resource {
        name: "BILLS",
        path: "/api/bills/",
        one: "/api/bills/{id}/",
        title: "bills of credit cards",
        filters: BILLS,
        generate: bill::generate,
        shapes: |schemas| vec![schemas.subschema_for::<bill::Bill>()],
        tie: Tie::OfAccount,
        documented_at: BANK,
        ..OPEN
    },
    Resource {
        name: "BALANCES",
        path: "/api/br/balances/",
        one: "/api/br/balances/{id}/",
        title: "balances of checking and savings accounts",
        calls: Calls::RETRIEVE,
        filters: BALANCES,
        keys: &[optional("account_id", Type::Uuid)],
        generate: balance::generate,
        shapes: |schemas| vec![schemas.subschema_for::<balance::BalanceOfda>()],
        tie: Tie::OfAccount,
        ..OPEN
    },
    Resource {
        name: "INVESTMENTS",
        path: "/api/br/investments/",
        one: "/api/br/investments/{id}/",
        title: "investments",
        calls: Calls::ASYNC,
        filters: &[LINK, ID, TYPE, CREATED],
        generate: investment::generate,
        shapes: |schemas| vec![schemas.subschema_for::<investment::InvestmentBrazil>()],
        documented_at: BANK,
        ..OPEN
    },
    Resource {
        name: "INVESTMENT_TRANSACTIONS",
        path: "/api/br/investment-transactions/",
        one: "/api/br/investment-transactions/{id}/",
        title: "transactions of investments",
        calls: Calls::ASYNC,
        filters: &[LINK, ID, TYPE, CREATED],
        keys: PERIOD,
        check: ask::a_year,
        generate: investing::generate,
        shapes: |schemas| vec![schemas.subschema_for::<investing::InvestmentTransactionBrazil>()],
        documented_at: BANK,
        ..OPEN
    },
    Resource {
        name: "EXCHANGES",
        path: "/api/br/exchanges/",
        one: "/api/br/exchanges/{id}/",
        title: "exchanges of currencies",
        calls: Calls { beneath: Some(&HISTORY), ..Calls::ALL },
        filters: &[LINK, ID, COLLECTED, CREATED],
        keys: PERIOD,
        check: ask::a_year,
        generate: exchange::generate,
        shapes: |schemas| vec![schemas.subschema_for::<exchange::Exchange>()],
        documented_at: BANK,
        ..OPEN
    },
    Resource {
        name: "",
        path: CONSENTS,
        one: "/api/consents/{id}/",
        title: "consents",
        about: "one for each link; a token with `read_consents` may read them",
        calls: Calls { scope: Some(Scope::ReadConsents), ..Calls::READ },
        filters: &[Filter::new("user_document", Kind::Text, IS)
            .at("document_number")
            .required_by(|options| options.consent_document)],
        always: true,
        generate: consent::generate,
        shapes: |schemas| vec![schemas.subschema_for::<consent::Consents>()],
        ..OPEN
    },
];

//! What can be asked of the treasury of Mexico.

use super::{declared, invoice, retention, returns, statement, status};
use crate::domain::record::ask::{Key, Kind as Type, optional, required};
use crate::domain::record::filter::{COMPARED, Filter, IS_IN, Kind};
use crate::domain::record::resource::{At, Calls, Form, ROW, Resource};

const DIRECTION: Type = Type::Choice(&["INFLOW", "OUTFLOW"]);
const DATED: &[Key] = &[
    required("date_from", Type::Date),
    required("date_to", Type::Date),
    required("type", DIRECTION),
    optional("attach_xml", Type::Flag),
];

const PDF: &[Key] = &[optional("attach_pdf", Type::Flag)];
const RETURNS_OF: &[Key] = &[
    optional("type", Type::Choice(&["yearly", "monthly"])),
    optional("year_from", Type::Year),
    optional("year_to", Type::Year),
    optional("date_from", Type::Date),
    optional("date_to", Type::Date),
    optional("attach_pdf", Type::Flag),
];

const LINK: Filter = Filter::new("link", Kind::Uuid, IS_IN);
const ID: Filter = Filter::new("id", Kind::Uuid, IS_IN);
const CREATED: Filter = Filter::new("created_at", Kind::Time, COMPARED);

const INVOICES: &[Filter] = &[
    LINK,
    ID,
    CREATED,
    Filter::new("invoice_date", Kind::Time, COMPARED),
    Filter::new("invoice_identification", Kind::Text, IS_IN),
    Filter::new("status", Kind::Text, IS_IN),
    Filter::new("type", Kind::Text, IS_IN),
    Filter::new("total_amount", Kind::Number, COMPARED),
];

const PLAIN: &[Filter] = &[LINK, ID, CREATED];
const RETENTIONS: &[Filter] = &[LINK, CREATED];
const RETURNS: &[Filter] = &[
    LINK,
    ID,
    CREATED,
    Filter::new("ejercicio", Kind::Number, COMPARED).at("informacion_general__ejercicio"),
    Filter::new("tipo_declaracion", Kind::Text, IS_IN).at("informacion_general__tipo_declaracion"),
];

pub(in crate::domain::record) static TABLE: &[Resource] = &[
    Resource {
        name: "INVOICES",
        path: "/api/invoices/",
        one: "/api/invoices/{id}/",
        title: "invoices",
        resume: Some(Form::Array),
        calls: Calls::ASYNC,
        filters: INVOICES,
        keys: DATED,
        check: invoice::check,
        generate: invoice::generate,
        shapes: |schemas| vec![schemas.subschema_for::<invoice::InvoiceWithIdSat>()],
        day: Some("invoice_date"),
        ..ROW
    },
    Resource {
        name: "TAX_RETURNS",
        path: "/api/tax-returns/",
        one: "/api/tax-returns/{id}/",
        title: "tax returns",
        filters: RETURNS,
        at: At::Credentials,
        keys: RETURNS_OF,
        check: declared::check,
        generate: declared::generate,
        shapes: |schemas| {
            vec![
                schemas.subschema_for::<returns::TaxReturnPersonal>(),
                schemas.subschema_for::<returns::TaxReturnPersonalMonthly>(),
                schemas.subschema_for::<returns::TaxReturnBusiness>(),
                schemas.subschema_for::<returns::TaxReturnBusinessMonthly>(),
            ]
        },
        ..ROW
    },
    Resource {
        name: "TAX_STATUS",
        path: "/api/tax-status/",
        one: "/api/tax-status/{id}/",
        title: "tax statuses",
        answer: Form::Object,
        filters: PLAIN,
        at: At::Credentials,
        keys: PDF,
        generate: status::generate,
        shapes: |schemas| vec![schemas.subschema_for::<status::TaxStatusSat>()],
        ..ROW
    },
    Resource {
        name: "TAX_COMPLIANCE_STATUS",
        path: "/api/tax-compliance-status/",
        one: "/api/tax-compliance-status/{id}/",
        title: "tax compliance statuses",
        answer: Form::Object,
        filters: PLAIN,
        at: At::Credentials,
        keys: PDF,
        generate: status::draw_compliance,
        shapes: |schemas| vec![schemas.subschema_for::<status::TaxComplianceStatus>()],
        ..ROW
    },
    Resource {
        name: "TAX_RETENTIONS",
        path: "/api/tax-retentions/",
        one: "/api/tax-retentions/{id}/",
        title: "tax retentions",
        filters: RETENTIONS,
        at: At::Credentials,
        keys: DATED,
        check: retention::check,
        generate: retention::generate,
        shapes: |schemas| vec![schemas.subschema_for::<retention::TaxRetentions>()],
        documented_at: &["tatooine_mx_fiscal"],
        ..ROW
    },
    Resource {
        name: "FINANCIAL_STATEMENTS",
        path: "/api/financial-statements/",
        one: "/api/financial-statements/{id}/",
        title: "financial statements",
        calls: Calls::ASYNC,
        filters: PLAIN,
        at: At::Credentials,
        generate: statement::generate,
        shapes: |schemas| vec![schemas.subschema_for::<statement::FinancialStatement>()],
        ..ROW
    },
];

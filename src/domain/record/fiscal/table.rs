//! What can be asked of the treasury of Mexico.

use super::invoice;
use crate::domain::record::ask::{Key, Kind as Type, optional, required};
use crate::domain::record::filter::{COMPARED, Filter, IS_IN, Kind};
use crate::domain::record::{At, Calls, Form, Resource};

const DIRECTION: Type = Type::Choice(&["INFLOW", "OUTFLOW"]);
const DATED: &[Key] = &[
    required("date_from", Type::Date),
    required("date_to", Type::Date),
    required("type", DIRECTION),
    optional("attach_xml", Type::Flag),
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

pub(in crate::domain::record) static TABLE: &[Resource] = &[
    Resource {
        name: "INVOICES",
        path: "/api/invoices/",
        one: "/api/invoices/{id}/",
        title: "invoices",
        answer: Form::Array,
        resume: Some(Form::Array),
        calls: Calls::ASYNC,
        filters: INVOICES,
        at: At::Credentials,
        always: false,
        keys: DATED,
        check: invoice::check,
        draw: invoice::draw,
        shapes: |schemas| vec![schemas.subschema_for::<invoice::InvoiceWithIdSat>()],
        cascade: &[],
    },
];

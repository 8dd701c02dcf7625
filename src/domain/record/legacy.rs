//! Resources that the official SDKs or Belvo's documents name, and that the sandbox has no data of (R-LEGACY-02,
//! R-FISC-09, R-EMPL-06): lists are empty, and asking for more is refused as unsupported.

use super::ask::{Key, Kind, optional, required};
use super::filter::{BETWEEN, COMPARED, Filter, IS_IN, Kind as Column};
use super::resource::{Calls, Form, ROW, Resource};

const LINK: &[Filter] = &[Filter::new("link", Column::Uuid, IS_IN)];
const OF_CHILE: &[Filter] = &[
    Filter::new("link", Column::Uuid, IS_IN),
    Filter::new("id", Column::Uuid, IS_IN),
    Filter::new("created_at", Column::Time, COMPARED),
];
const DECLARED: &[Filter] = &[
    Filter::new("link", Column::Uuid, IS_IN),
    Filter::new("id", Column::Uuid, IS_IN),
    Filter::new("year", Column::Number, COMPARED),
    Filter::new("created_at", Column::Time, BETWEEN),
];
const PORTFOLIOS: &[Filter] =
    &[Filter::new("link", Column::Uuid, IS_IN), Filter::new("created_at", Column::Time, BETWEEN)];
const EMPLOYED: &[Filter] = &[
    Filter::new("link", Column::Uuid, IS_IN).required(),
    Filter::new("id", Column::Uuid, IS_IN),
    Filter::new("start_date", Column::Time, COMPARED),
    Filter::new("end_date", Column::Time, COMPARED),
    Filter::new("created_at", Column::Time, COMPARED),
];
const STATEMENT: &[Key] = &[
    required("account", Kind::Uuid),
    required("year", Kind::Year),
    required("month", Kind::Month),
    optional("attach_pdf", Kind::Flag),
];
const YEARS: &[Key] =
    &[required("year_from", Kind::Year), required("year_to", Kind::Year), optional("attach_pdf", Kind::Flag)];
const PDF: &[Key] = &[optional("attach_pdf", Kind::Flag)];
const CHILEAN: &[Key] = &[
    required("date_from", Kind::Date),
    required("date_to", Kind::Date),
    optional("type", Kind::Choice(&["INFLOW", "OUTFLOW"])),
];
const DATES: &[Key] = &[optional("date_from", Kind::Date), optional("date_to", Kind::Date)];

const NONE: &str = "not in the sandbox: an empty list, and nothing to fetch";

const fn unknown(
    path: &'static str,
    one: &'static str,
    title: &'static str,
    keys: &'static [Key],
) -> Resource {
    Resource { path, one, title, about: NONE, filters: LINK, keys, ..ROW }
}

pub(super) static TABLE: &[Resource] = &[
    Resource {
        resume: Some(Form::Array),
        ..unknown("/api/statements/", "/api/statements/{id}/", "account statements", STATEMENT)
    },
    Resource {
        filters: DECLARED,
        ..unknown("/api/tax-declarations/", "/api/tax-declarations/{id}/", "tax declarations", YEARS)
    },
    Resource {
        answer: Form::Object,
        resume: Some(Form::Object),
        filters: PORTFOLIOS,
        ..unknown("/investments/portfolios/", "/investments/portfolios/{id}/", "investment portfolios", &[])
    },
    Resource {
        filters: OF_CHILE,
        calls: Calls::ASYNC,
        ..unknown("/api/cl/invoices/", "/api/cl/invoices/{id}/", "invoices of Chile", CHILEAN)
    },
    Resource {
        filters: OF_CHILE,
        ..unknown("/api/cl/tax-status/", "/api/cl/tax-status/{id}/", "tax statuses of Chile", PDF)
    },
    Resource {
        filters: OF_CHILE,
        calls: Calls::ASYNC,
        ..unknown("/api/cl/debt-reports/", "/api/cl/debt-reports/{id}/", "debt reports of Chile", PDF)
    },
    Resource {
        filters: EMPLOYED,
        calls: Calls::ASYNC,
        ..unknown("/api/br/employments/", "/api/br/employments/{id}/", "employments of Brazil", DATES)
    },
];

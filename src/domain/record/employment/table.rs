//! What can be asked of the social security of Mexico.

use super::{current, metric, record};
use crate::domain::record::ask::{Key, Kind as Type, optional};
use crate::domain::record::filter::{COMPARED, Filter, IS_IN, Kind};
use crate::domain::record::resource::{At, Calls, Form, ROW, Resource};

const LINK: Filter = Filter::new("link", Kind::Uuid, IS_IN);
const ID: Filter = Filter::new("id", Kind::Uuid, IS_IN);
const COLLECTED: Filter = Filter::new("collected_at", Kind::Time, COMPARED);
const CREATED: Filter = Filter::new("created_at", Kind::Time, COMPARED);

const RECORDS: &[Filter] =
    &[LINK, ID, Filter::new("internal_identification", Kind::Text, IS_IN), COLLECTED, CREATED];

const PDF: &[Key] = &[optional("attach_pdf", Type::Flag)];
const DAY: &[Key] = &[optional("reference_date", Type::Date)];

pub(in crate::domain::record) static TABLE: &[Resource] = &[
    Resource {
        name: "EMPLOYMENT_RECORDS",
        path: record::PATH,
        one: "/api/employment-records/{id}/",
        title: "employment records",
        calls: Calls { limited: true, ..Calls::ASYNC },
        filters: RECORDS,
        at: At::Credentials,
        keys: PDF,
        generate: record::generate,
        shapes: |schemas| vec![schemas.subschema_for::<record::EmploymentRecord>()],
        ..ROW
    },
    Resource {
        name: "CURRENT_EMPLOYMENTS",
        path: "/api/mx/current-employments/",
        one: "/api/mx/current-employments/{id}/",
        title: "current employments",
        filters: &[ID, LINK, COLLECTED, CREATED],
        at: At::Credentials,
        generate: current::generate,
        shapes: |schemas| vec![schemas.subschema_for::<current::CurrentEmployment>()],
        documented_at: &["planet_mx_employment"],
        ..ROW
    },
    Resource {
        name: "EMPLOYMENT_METRICS",
        path: "/api/employment-metrics/",
        one: "/api/employment-metrics/{id}/",
        title: "employment metrics",
        answer: Form::Object,
        filters: &[LINK],
        at: At::Credentials,
        keys: DAY,
        check: metric::check,
        generate: metric::generate,
        shapes: |schemas| vec![schemas.subschema_for::<metric::EmploymentMetric>()],
        documented_at: &["planet_mx_employment"],
        ..ROW
    },
];

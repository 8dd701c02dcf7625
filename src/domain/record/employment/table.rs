//! What can be asked of the social security of Mexico.

use super::{current, metric, record};
use crate::domain::record::ask::{self, Key, Kind as Type, optional};
use crate::domain::record::filter::{COMPARED, Filter, IS_IN, Kind};
use crate::domain::record::{At, Calls, Form, Resource};

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
        path: "/api/employment-records/",
        one: "/api/employment-records/{id}/",
        title: "employment records",
        answer: Form::Array,
        resume: None,
        calls: Calls::ASYNC,
        filters: RECORDS,
        at: At::Credentials,
        always: false,
        keys: PDF,
        check: ask::any,
        draw: record::draw,
        shapes: |schemas| vec![schemas.subschema_for::<record::EmploymentRecord>()],
        cascade: &[],
    },
    Resource {
        name: "CURRENT_EMPLOYMENTS",
        path: "/api/mx/current-employments/",
        one: "/api/mx/current-employments/{id}/",
        title: "current employments",
        answer: Form::Array,
        resume: None,
        calls: Calls::ALL,
        filters: &[ID, LINK, COLLECTED, CREATED],
        at: At::Credentials,
        always: false,
        keys: &[],
        check: ask::any,
        draw: current::draw,
        shapes: |schemas| vec![schemas.subschema_for::<current::CurrentEmployment>()],
        cascade: &[],
    },
    Resource {
        name: "EMPLOYMENT_METRICS",
        path: "/api/employment-metrics/",
        one: "/api/employment-metrics/{id}/",
        title: "employment metrics",
        answer: Form::Object,
        resume: None,
        calls: Calls::ALL,
        filters: &[LINK],
        at: At::Credentials,
        always: false,
        keys: DAY,
        check: metric::check,
        draw: metric::draw,
        shapes: |schemas| vec![schemas.subschema_for::<metric::EmploymentMetric>()],
        cascade: &[],
    },
];

//! Banking by credentials in Mexico, Colombia and Brazil (R-ACC, R-TRX, R-OWN, R-BAL).

pub mod owner;

use super::filter::{COMPARED, Filter, IS, IS_IN, Kind, Op};
use super::{At, Calls, Form, Resource, ask};

pub(super) static TABLE: &[Resource] = &[Resource {
    name: "OWNERS",
    path: "/api/owners/",
    one: "/api/owners/{id}/",
    title: "owners",
    answer: Form::Array,
    resume: Some(Form::Array),
    calls: Calls::ALL,
    filters: &[
        Filter::new("link", Kind::Uuid, IS_IN),
        Filter::new("id", Kind::Uuid, IS_IN),
        Filter::new("email", Kind::Text, IS),
        Filter::new("display_name", Kind::Text, &[Op::Contains]),
        Filter::new("created_at", Kind::Time, COMPARED),
    ],
    at: At::Everywhere,
    always: false,
    keys: &[],
    check: ask::any,
    draw: owner::draw,
    shapes: |schemas| vec![schemas.subschema_for::<owner::Owner>()],
    cascade: &[],
}];

//! `/payments/br/`: the product is not in the sandbox. Its operations are there, and refuse (R-PAY-01).

use http::{Method, StatusCode};
use schemars::Schema;

use super::endpoint;
use super::endpoint::{
    Access, Endpoint, Form, GET, Name, OF_BODY, OF_LIST, PATCH, POST, Run, Shape, Success, Takes,
};
use crate::domain::record::store::Row;
use crate::domain::vocabulary::answers::Refusal;
use crate::domain::vocabulary::catalogue::Code;
use crate::domain::vocabulary::failure::Failure;
use crate::domain::workspace::world::World;
use crate::http::answer::Answer;
use crate::http::call::Call;
use crate::http::page::Line;
use crate::http::paging;

macro_rules! paid {
    ($($path:literal $($does:ident),+;)*) => { &[$($($does(concat!("/payments/br/", $path))),+),*] };
}

static PAID: &[Endpoint] = paid! {
    "institutions/" list;
    "customers/" list, create;
    "customers/{id}/" detail;
    "bank-accounts/" list, create;
    "bank-accounts/{id}/" detail;
    "payment-intents/" list, create;
    "payment-intents/{id}/" detail, change;
    "payment-intents/{id}/cancel/" cancel;
    "payment-intents/{payment_intent_id}/charges/" list_beneath;
    "payment-intents/{payment_intent_id}/charges/{charge_id}/" detail;
    "payment-intents/{payment_intent_id}/charges/{charge_id}/cancel/" cancel;
    "payment-authorizations/" list, create;
    "payment-authorizations/{payment_authorization_id}/" detail;
    "payment-authorizations/{payment_authorization_id}/cancel/" cancel;
    "payment-authorizations/{payment_authorization_id}/charges/" list_beneath;
    "payment-authorizations/{payment_authorization_id}/charges/{charge_id}/" detail;
    "payment-authorizations/{payment_authorization_id}/charges/{charge_id}/retry/" create;
    "payment-authorizations/{payment_authorization_id}/charges/{charge_id}/cancel/" cancel;
    "token/" act;
    "transactions/" list;
    "transactions/{id}/" detail;
    "charges/" list;
    "charges/{charge_id}/" detail;
    "enrollments/" list, create;
    "enrollments/{enrollment_id}/" detail;
    "enrollments/complete-redirection/" act;
};

/// All of them.
pub(super) fn rows() -> impl Iterator<Item = Endpoint> {
    PAID.iter().copied()
}

/// What it would answer where there are payments is documented by its status alone: the emulator never sends it.
const OK: &[Success] = &[answer(StatusCode::OK, Form::Nothing)];
const CREATED: &[Success] = &[answer(StatusCode::CREATED, Form::Nothing)];
const NO_CONTENT: &[Success] = &[answer(StatusCode::NO_CONTENT, Form::Nothing)];
const PAGE: &[Success] = &[answer(StatusCode::OK, Form::Page)];

const fn answer(status: StatusCode, body: Form) -> Success {
    Success { status, body, option: None }
}

const fn row(method: &'static Method, path: &'static str, verb: &'static str) -> Endpoint {
    Endpoint {
        name: Name::Verb(verb),
        tag: "Payments of Brazil",
        about: "Payments: refused, 403",
        rules: &["R-PAY-01"],
        access: Access::Keys,
        projected: false,
        ..endpoint::row(method, path, Run::World(refuse))
    }
}

const fn detail(path: &'static str) -> Endpoint {
    Endpoint {
        about: "Payments: there is none, 404",
        answers: OK,
        run: Run::World(missing),
        ..row(GET, path, "Detail")
    }
}

/// What hangs on a thing that there is not.
const fn list_beneath(path: &'static str) -> Endpoint {
    Endpoint {
        name: Name::Verb("List"),
        filters: Some(&[]),
        shape: Shape::Type(|_| Schema::from(false)),
        answers: PAGE,
        projected: true,
        refusals: OF_LIST,
        ..detail(path)
    }
}

const fn list(path: &'static str) -> Endpoint {
    Endpoint { about: "Payments: an empty list", run: Run::World(empty), ..list_beneath(path) }
}

const fn post(path: &'static str, answers: &'static [Success]) -> Endpoint {
    Endpoint { answers, takes: Takes::Anything, refusals: OF_BODY, ..row(POST, path, "Post") }
}

const fn create(path: &'static str) -> Endpoint {
    post(path, CREATED)
}

const fn cancel(path: &'static str) -> Endpoint {
    post(path, NO_CONTENT)
}

const fn act(path: &'static str) -> Endpoint {
    post(path, OK)
}

const fn change(path: &'static str) -> Endpoint {
    Endpoint { method: PATCH, name: Name::Verb("Patch"), ..act(path) }
}

fn empty(world: &mut World, call: &Call<'_>) -> Result<Answer, Failure> {
    paging::of(call, &world.options(), &[], std::iter::empty::<&Row>(), |row| Line::Text(row.text.clone()))
}

fn missing(_: &mut World, _: &Call<'_>) -> Result<Answer, Failure> {
    Err(Failure::NotFound)
}

fn refuse(_: &mut World, _: &Call<'_>) -> Result<Answer, Failure> {
    Err(Failure::Coded(Refusal::of(Code::AccessToResourceDenied)))
}

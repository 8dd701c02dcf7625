//! `/payments/br/`: the product is not in the sandbox. Its operations are there, and refuse (R-PAY-01).

use std::borrow::Cow;

use http::{Method, StatusCode};

use super::call::Call;
use super::page::{self, Line};
use super::routes::{Door, Reach, Route};
use super::{Answer, auth};
use crate::domain::World;
use crate::domain::failure::Failure;
use crate::domain::record::shelf::Row;
use crate::domain::scenario::Refusal;

/// An operation, with the status that it succeeds with where there are payments.
struct Paid {
    method: Method,
    path: &'static str,
    status: StatusCode,
}

macro_rules! paid {
    ($($path:literal $($method:ident $status:ident),+;)*) => {
        &[$($(Paid { method: Method::$method, path: concat!("/payments/br/", $path), status: StatusCode::$status }),+),*]
    };
}

static PAID: &[Paid] = paid! {
    "institutions/" GET OK;
    "customers/" GET OK, POST CREATED;
    "customers/{id}/" GET OK;
    "bank-accounts/" GET OK, POST CREATED;
    "bank-accounts/{id}/" GET OK;
    "payment-intents/" GET OK, POST CREATED;
    "payment-intents/{id}/" GET OK, PATCH OK;
    "payment-intents/{id}/cancel/" POST NO_CONTENT;
    "payment-intents/{payment_intent_id}/charges/" GET OK;
    "payment-intents/{payment_intent_id}/charges/{charge_id}/" GET OK;
    "payment-intents/{payment_intent_id}/charges/{charge_id}/cancel/" POST NO_CONTENT;
    "payment-authorizations/" GET OK, POST CREATED;
    "payment-authorizations/{payment_authorization_id}/" GET OK;
    "payment-authorizations/{payment_authorization_id}/cancel/" POST NO_CONTENT;
    "payment-authorizations/{payment_authorization_id}/charges/" GET OK;
    "payment-authorizations/{payment_authorization_id}/charges/{charge_id}/" GET OK;
    "payment-authorizations/{payment_authorization_id}/charges/{charge_id}/retry/" POST CREATED;
    "payment-authorizations/{payment_authorization_id}/charges/{charge_id}/cancel/" POST NO_CONTENT;
    "token/" POST OK;
    "transactions/" GET OK;
    "transactions/{id}/" GET OK;
    "charges/" GET OK;
    "charges/{charge_id}/" GET OK;
    "enrollments/" GET OK, POST CREATED;
    "enrollments/{enrollment_id}/" GET OK;
    "enrollments/complete-redirection/" POST OK;
};

/// The status that the operation of a route succeeds with where there are payments.
pub(super) fn success(route: &Route) -> Option<StatusCode> {
    PAID.iter().find(|row| row.method == route.method && row.path == route.path).map(|row| row.status)
}

impl Paid {
    /// Whether it answers a page of what there is.
    fn is_list(&self) -> bool {
        self.method == Method::GET && !self.path.contains('{')
    }

    fn about(&self) -> &'static str {
        match (self.is_list(), &self.method) {
            (true, _) => "Payments: an empty list",
            (false, &Method::GET) => "Payments: there is none, 404",
            _ => "Payments: refused, 403",
        }
    }

    fn route(&self) -> Route {
        let run = match (self.is_list(), &self.method) {
            (true, _) => list,
            (false, &Method::GET) => detail,
            _ => refuse,
        };
        Route {
            method: self.method.clone(),
            path: self.path,
            about: Cow::Borrowed(self.about()),
            cors: false,
            door: Door::Api { caller: auth::caller, reach: Reach::Keys, run },
        }
    }
}

/// All of them.
pub(super) fn routes() -> impl Iterator<Item = Route> {
    PAID.iter().map(Paid::route)
}

fn list(world: &mut World, call: &Call<'_>) -> Result<Answer, Failure> {
    page::of(call, &world.options(), &[], std::iter::empty::<&Row>(), |row| Line::Text(row.text.clone()))
}

fn detail(_: &mut World, _: &Call<'_>) -> Result<Answer, Failure> {
    Err(Failure::NotFound)
}

fn refuse(_: &mut World, _: &Call<'_>) -> Result<Answer, Failure> {
    Err(Failure::Coded(Refusal::of("access_to_resource_denied")))
}

//! What a scenario's rule refuses, told as the call itself would tell it.

use http::Method;

use super::call::Call;
use super::routes::{Door, Route};
use super::{links, records};
use crate::domain::World;
use crate::domain::active::Ruled;
use crate::domain::catalogue;
use crate::domain::failure::Failure;
use crate::domain::scenario::{Outcome, Refusal, TokenKind};

/// A bank's question has a session to answer it in, and a duplicate its user (R-ERR-03); all else is a code and words.
pub(super) fn refuse(world: &mut World, route: &Route, call: &Call<'_>, ruled: Ruled) -> Failure {
    let Ruled { refusal, field } = ruled;
    if let Some(failure) = as_the_bank(world, route, call, &refusal) {
        return failure;
    }
    records::note_refusal(world, route, call);
    match field {
        Some(field) => Failure::At(field, refusal),
        None => Failure::Coded(refusal),
    }
}

/// Nothing where the call could not lead there: the code stands alone then.
fn as_the_bank(world: &mut World, route: &Route, call: &Call<'_>, refusal: &Refusal) -> Option<Failure> {
    let asks = refusal.code == "token_required";
    if refusal.message != catalogue::message(&refusal.code) || !(asks || refusal.code == "duplicated") {
        return None;
    }
    match (&route.door, &route.method, route.path) {
        (Door::Records { resource, .. }, &Method::POST, _) if asks && resource.resume.is_some() => {
            let ask = records::ask(resource, call.object().ok()?).ok()?;
            world.question(ask.link, Some((resource, ask)))
        }
        (_, &Method::POST, "/api/links/") => {
            let outcome =
                if asks { Outcome::AskToken(TokenKind::Text) } else { Outcome::Refused(refusal.clone()) };
            links::refused(world, call, outcome)
        }
        (_, &Method::PUT, "/api/links/{id}/") | (_, &Method::POST, "/api/links/{id}/refresh/") if asks => {
            world.question(links::named(call)?, None)
        }
        _ => None,
    }
}

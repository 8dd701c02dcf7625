//! What a rule of the scenario or a fault refuses, told as the call itself would tell it.

use http::Method;

use super::endpoint::{Asks, Endpoint};
use super::{links, records};
use crate::domain::scenario::rule::{Called, Ruled};
use crate::domain::vocabulary::answers::{Outcome, Refusal, TokenKind};
use crate::domain::vocabulary::catalogue::Code;
use crate::domain::vocabulary::failure::Failure;
use crate::domain::workspace::world::World;
use crate::http::call::Call;

/// A call as rules know it.
pub(in crate::http) fn called<'e>(endpoint: &'e Endpoint, call: &Call<'_>) -> Called<'e> {
    let asks_token = matches!(endpoint.asks, Asks::Token);
    let looks = call.method == Method::HEAD;
    Called { method: endpoint.method.as_str(), path: endpoint.path, asks_token, looks }
}

/// A bank's question has a session to answer it in, and a duplicate its user (R-ERR-03); all else is a code and words.
pub(in crate::http) fn refuse(
    world: &mut World,
    endpoint: &Endpoint,
    call: &Call<'_>,
    ruled: Ruled,
) -> Failure {
    let Ruled { refusal, field } = ruled;
    if let Some(failure) = as_the_bank(world, endpoint, call, &refusal) {
        return failure;
    }
    if let Asks::Records(_) = endpoint.asks {
        records::note_refusal(world, call);
    }
    match field {
        Some(field) => Failure::At(field, refusal),
        None => Failure::Coded(refusal),
    }
}

/// Nothing where the call could not lead there: the code stands alone then.
fn as_the_bank(
    world: &mut World,
    endpoint: &Endpoint,
    call: &Call<'_>,
    refusal: &Refusal,
) -> Option<Failure> {
    let asks = refusal.code == Code::TokenRequired;
    if refusal.message != refusal.code.message() || !(asks || refusal.code == Code::Duplicated) {
        return None;
    }
    match endpoint.asks {
        Asks::NewLink => {
            let outcome =
                if asks { Outcome::AskToken(TokenKind::Text) } else { Outcome::Refused(refusal.clone()) };
            links::refused(world, call, outcome)
        }
        Asks::KnownLink if asks => world.question(links::named(call)?, None),
        Asks::Records(resource) if asks && resource.resume.is_some() => {
            let ask = records::ask(resource, call.object().ok()?).ok()?;
            world.question(ask.link, Some((resource, ask)))
        }
        Asks::Nothing | Asks::Token | Asks::KnownLink | Asks::Records(_) => None,
    }
}

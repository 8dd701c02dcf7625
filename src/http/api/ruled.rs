//! What a scenario's rule refuses, told as the call itself would tell it.

use super::endpoint::{Asks, Endpoint};
use super::{links, records};
use crate::domain::scenario::active::{Ruled, Verdict};
use crate::domain::vocabulary::answers::{Outcome, Refusal, TokenKind};
use crate::domain::vocabulary::catalogue::Code;
use crate::domain::vocabulary::failure::Failure;
use crate::domain::workspace::world::World;
use crate::http::call::Call;

/// What the scenario says of a call.
pub(in crate::http) fn verdict(world: &mut World, endpoint: &Endpoint, _call: &Call<'_>) -> Option<Verdict> {
    let of_token = if let Asks::Token = endpoint.asks { world.token_verdict() } else { None };
    of_token.or_else(|| world.verdict(endpoint.method.as_str(), endpoint.path))
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

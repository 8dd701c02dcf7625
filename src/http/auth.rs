//! Who calls: HTTP Basic keys, or a token.

use super::answer::Caller;
use super::call::Call;
use super::credentials::{Credentials, credentials};
use super::keyring::Keyring;
use super::service::Service;
use crate::domain::token::tokens::{Claims, FOREIGN, Kind};
use crate::domain::vocabulary::failure::Failure;

/// The caller of a REST call: keys, or a token that is alive on its workspace's clock.
pub(super) fn caller(service: &Service, call: &Call<'_>) -> Result<Caller, Failure> {
    match credentials(call.headers) {
        Credentials::None => Err(Failure::NoKeys),
        Credentials::Keys(id, password) => Ok(Caller::Keys(id, password)),
        Credentials::Bearer(token) => bearer(service, call, &token, &[Kind::Access]),
    }
}

/// The caller whose token is of one of these kinds, known to its workspace, and alive there.
pub(super) fn bearer(
    service: &Service,
    call: &Call<'_>,
    token: &str,
    kinds: &[Kind],
) -> Result<Caller, Failure> {
    let foreign = || Failure::Bearer(FOREIGN.into());
    let claims = service.keyring.read(token).ok_or_else(foreign)?;
    call.has_proved(claims);
    let kind = kinds.iter().copied().find(|kind| *kind == claims.token_type);
    let kind = kind.ok_or_else(|| Failure::Bearer(format!("an {} is needed here", names(kinds)).into()))?;
    let workspace = service.store.of_organisation(&claims.organization_id).ok_or_else(foreign)?;
    match service.store.visit(&workspace, |world| world.judge_token(&claims, kind)) {
        Some(Ok(grant)) => Ok(Caller::Bearer(workspace, grant)),
        Some(Err(dead)) => Err(Failure::Bearer(dead.why(&claims).into())),
        None => Err(foreign()),
    }
}

fn names(kinds: &[Kind]) -> String {
    kinds.iter().map(|kind| format!("{} token", kind.name())).collect::<Vec<_>>().join(" or ")
}

/// The open workspace that a refused call comes from, when its keys or its token, dead or alive, leave no doubt.
pub(super) fn origin(service: &Service, call: &Call<'_>) -> Option<String> {
    match (call.proved(), credentials(call.headers)) {
        (Some(claims), _) => issuer(service, &claims),
        (None, Credentials::Keys(id, password)) => {
            let known = service.store.admits(&id, &password)
                && service.store.visit(&id, |world| world.is_unlocked_by(&password)) == Some(true);
            known.then_some(id)
        }
        (None, Credentials::Bearer(token)) => issuer(service, &service.keyring.read(&token)?),
        (None, Credentials::None) => None,
    }
}

/// The open workspace that a refused call only names.
pub(super) fn named(service: &Service, call: &Call<'_>) -> Option<String> {
    claimed(service, call).filter(|name| service.store.is_open(name))
}

/// The workspace that a refused call names, open or not: by the id of its keys, or by a token that nobody can vouch for.
pub(super) fn claimed(service: &Service, call: &Call<'_>) -> Option<String> {
    let in_body = |key: &str| call.object().ok().and_then(|body| body.get(key)?.as_str());
    let of_token = |token: &str| service.store.of_organisation(&Keyring::claimed(token)?);
    let by_body = || {
        let token = in_body("refresh").or_else(|| in_body("token"));
        token.and_then(of_token).or_else(|| in_body("id").map(str::to_owned))
    };
    let by_header = || match credentials(call.headers) {
        Credentials::Keys(id, _) => Some(id),
        Credentials::Bearer(token) => of_token(&token),
        Credentials::None => None,
    };
    let of_tokens = call.route.is_some_and(|path| path.starts_with(TOKENS));
    of_tokens.then(by_body).flatten().or_else(by_header)
}

/// Where tokens are issued, refreshed and verified: what tells the caller stands in the body.
const TOKENS: &str = "/api/token/";

/// The workspace that has issued a token.
fn issuer(service: &Service, claims: &Claims) -> Option<String> {
    let workspace = service.store.of_organisation(&claims.organization_id)?;
    let issued = service.store.visit(&workspace, |world| world.core.tokens.has_issued(claims));
    (issued == Some(true)).then_some(workspace)
}

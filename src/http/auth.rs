//! Who calls: HTTP Basic keys, or a token.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http::{HeaderMap, header};

use super::call::Call;
use crate::domain::token::tokens::{Claims, Kind};
use crate::domain::vocabulary::failure::Failure;
use crate::http::{Caller, Service};

/// What the `Authorization` header says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Credentials {
    /// None, or nothing that can be read.
    None,
    /// HTTP Basic; split at the first colon (R-AUTH-02).
    Keys(String, String),
    /// A widget token.
    Bearer(String),
}

/// Reads the `Authorization` header.
pub(crate) fn credentials(headers: &HeaderMap) -> Credentials {
    let Some(text) = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()) else {
        return Credentials::None;
    };
    match text.split_once(' ') {
        Some((scheme, rest)) if scheme.eq_ignore_ascii_case("basic") => {
            basic(rest.trim()).unwrap_or(Credentials::None)
        }
        Some((scheme, rest)) if scheme.eq_ignore_ascii_case("bearer") => {
            Credentials::Bearer(rest.trim().to_owned())
        }
        _ => Credentials::None,
    }
}

fn basic(text: &str) -> Option<Credentials> {
    let text = String::from_utf8(STANDARD.decode(text).ok()?).ok()?;
    let (id, password) = text.split_once(':')?;
    (!id.is_empty()).then(|| Credentials::Keys(id.to_owned(), password.to_owned()))
}

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
    let claims = service.keyring.read(token).ok_or(Failure::Bearer)?;
    call.has_proved(claims);
    let kind = kinds.iter().copied().find(|kind| *kind == claims.token_type).ok_or(Failure::Bearer)?;
    let workspace = service.store.of_organisation(&claims.organization_id).ok_or(Failure::Bearer)?;
    match service.store.visit(&workspace, |world| world.judge_token(&claims, kind)) {
        Some(Ok(wish)) => Ok(Caller::Bearer(workspace, wish)),
        _ => Err(Failure::Bearer),
    }
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

/// The workspace that has issued a token.
fn issuer(service: &Service, claims: &Claims) -> Option<String> {
    let workspace = service.store.of_organisation(&claims.organization_id)?;
    let issued = service.store.visit(&workspace, |world| world.core.tokens.has_issued(claims));
    (issued == Some(true)).then_some(workspace)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn basic_keys_split_at_the_first_colon() {
        let mut headers = HeaderMap::new();
        headers.insert(
            "authorization",
            format!("Basic {}", STANDARD.encode("id:pa:ss#")).parse().expect("header"),
        );
        assert_eq!(credentials(&headers), Credentials::Keys("id".into(), "pa:ss#".into()), "R-AUTH-02");
        headers.insert("authorization", "Basic !!".parse().expect("header"));
        assert_eq!(credentials(&headers), Credentials::None, "R-AUTH-04");
    }
}

//! Who calls: HTTP Basic keys, or a widget token; and the signing of those tokens.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use http::{HeaderMap, header};
use jsonwebtoken::crypto::{CryptoProvider, JwtSigner, JwtVerifier, KeyUtils};
use jsonwebtoken::errors::{Error, ErrorKind};
use jsonwebtoken::signature::{self, Signer, Verifier};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Validation};
use ring::hmac;
use serde_json::{Value, json};

use super::api::tokens;
use super::call::Call;
use super::{Caller, Service};
use crate::domain::failure::Failure;
use crate::domain::token::{Claims, Pair};

/// HMAC over ring, the one backend of the binary.
struct Hmac(hmac::Key);

impl Signer<Vec<u8>> for Hmac {
    fn try_sign(&self, text: &[u8]) -> Result<Vec<u8>, signature::Error> {
        Ok(hmac::sign(&self.0, text).as_ref().to_vec())
    }
}

impl Verifier<Vec<u8>> for Hmac {
    fn verify(&self, text: &[u8], tag: &Vec<u8>) -> Result<(), signature::Error> {
        hmac::verify(&self.0, text, tag).map_err(|_| signature::Error::new())
    }
}

impl JwtSigner for Hmac {
    fn algorithm(&self) -> Algorithm {
        Algorithm::HS512
    }
}

impl JwtVerifier for Hmac {
    fn algorithm(&self) -> Algorithm {
        Algorithm::HS512
    }
}

fn only_hs512(algorithm: Algorithm, secret: &[u8]) -> Result<Box<Hmac>, Error> {
    match algorithm {
        Algorithm::HS512 => Ok(Box::new(Hmac(hmac::Key::new(hmac::HMAC_SHA512, secret)))),
        _ => Err(ErrorKind::InvalidAlgorithm.into()),
    }
}

static PROVIDER: CryptoProvider = CryptoProvider {
    signer_factory: |algorithm, key| Ok(only_hs512(*algorithm, key.as_bytes())?),
    verifier_factory: |algorithm, key| Ok(only_hs512(*algorithm, key.try_get_as_bytes()?)?),
    key_utils: KeyUtils::new_unimplemented(),
};

/// Signs and reads the widget's tokens: HS512 (R-TOK-07).
pub(crate) struct Keyring {
    signing: EncodingKey,
    reading: DecodingKey,
    validation: Validation,
}

/// `{"alg":"HS512","typ":"JWT"}`, in Belvo's order (W-TOK-18).
const HEADER: &str = r#"{"alg":"HS512","typ":"JWT"}"#;

impl Keyring {
    /// The keys of an emulator; the same for the same secret.
    pub(crate) fn new(secret: &[u8]) -> Self {
        // A second emulator in the same process finds the provider there already.
        let _there_already = PROVIDER.install_default();
        let mut validation = Validation::new(Algorithm::HS512);
        // With these on, the machine's clock would be read; `domain::token` judges on the workspace's.
        validation.validate_exp = false;
        validation.validate_nbf = false;
        validation.validate_aud = false;
        validation.required_spec_claims.clear();
        Self {
            signing: EncodingKey::from_secret(secret),
            reading: DecodingKey::from_secret(secret),
            validation,
        }
    }

    fn sign(&self, claims: &Claims) -> String {
        let claims = serde_json::to_vec(claims).unwrap_or_default();
        let text = format!("{}.{}", URL_SAFE_NO_PAD.encode(HEADER), URL_SAFE_NO_PAD.encode(claims));
        let tag =
            jsonwebtoken::crypto::sign(text.as_bytes(), &self.signing, Algorithm::HS512).unwrap_or_default();
        format!("{text}.{tag}")
    }

    /// The answer of `POST /api/token/` (R-TOK-01).
    pub(crate) fn answer(&self, pair: &Pair) -> Value {
        json!(tokens::Signed { access: self.sign(&pair.access), refresh: self.sign(&pair.refresh) })
    }

    /// The answer of a refresh (R-TOK-13).
    pub(crate) fn access(&self, claims: &Claims) -> Value {
        json!(tokens::SignedAccess { access: self.sign(claims) })
    }

    /// The claims of a token that these keys have signed, dead or alive.
    pub(crate) fn read(&self, token: &str) -> Option<Claims> {
        jsonwebtoken::decode(token, &self.reading, &self.validation).ok().map(|data| data.claims)
    }
}

/// What a token claims, for those who know already that its signature is ours.
pub(super) fn claims_of(token: &str) -> Option<Claims> {
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(token.split('.').nth(1)?).ok()?).ok()
}

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
        Credentials::Bearer(token) => bearer(service, &token).ok_or(Failure::Bearer),
    }
}

/// The open workspace that a call comes from, when its keys or its token leave no doubt.
pub(super) fn workspace(service: &Service, headers: &HeaderMap) -> Option<String> {
    match credentials(headers) {
        Credentials::None => None,
        Credentials::Keys(id, password) => {
            let known = service.store.admits(&id, &password)
                && service.store.visit(&id, |world| world.is_unlocked_by(&password)) == Some(true);
            known.then_some(id)
        }
        Credentials::Bearer(token) => match bearer(service, &token)? {
            Caller::Bearer(workspace, _) => Some(workspace),
            Caller::Keys(..) => None,
        },
    }
}

fn bearer(service: &Service, token: &str) -> Option<Caller> {
    let claims = service.keyring.read(token)?;
    let workspace = service.store.of_organisation(&claims.organization_id)?;
    let good = service.store.visit(&workspace, |world| world.token_is_good(&claims));
    (good == Some(true)).then_some(Caller::Bearer(workspace, claims.scopes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::vocabulary::{Days, Retention, Scope};
    use uuid::Uuid;

    fn claims() -> Claims {
        Claims {
            token_type: "access".into(),
            exp: 1,
            iat: 0,
            jti: "0".repeat(32),
            user_id: Uuid::nil(),
            organization_name: "o".into(),
            organization_id: Uuid::nil(),
            scopes: vec![Scope::WriteLinks],
            environment: "sandbox".into(),
            api_url: "h".into(),
            credentials_storage: Retention::DEFAULT,
            stale_in: Days::YEAR,
            fetch_resources: vec![],
            iss: "h".into(),
        }
    }

    /// jsonwebtoken panics at the first token when it finds no backend, or two.
    #[test]
    fn a_token_is_signed_read_back_and_not_forged() {
        let keyring = Keyring::new(b"secret");
        let token = keyring.sign(&claims());
        assert_eq!(keyring.read(&token), Some(claims()), "a dead token is read too: the domain judges");
        assert_eq!(Keyring::new(b"other").read(&token), None);
        assert_eq!(keyring.read(&token[..token.len() - 2]), None);
        let header = URL_SAFE_NO_PAD.decode(token.split('.').next().unwrap_or_default()).expect("base64");
        assert_eq!(header, HEADER.as_bytes(), "W-TOK-18");
        assert_eq!(
            URL_SAFE_NO_PAD.decode(token.split('.').nth(2).unwrap_or_default()).map(|tag| tag.len()),
            Ok(64),
            "R-TOK-07"
        );
    }

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

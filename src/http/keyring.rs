//! Signs and reads tokens: HS512 (R-TOK-07) with one key, in one way.
//!
//! jsonwebtoken would sign only with a provider of the whole process, which belongs to the program around this library:
//! its types read a token, and ring signs and verifies beside it.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::dangerous::insecure_decode;
use jsonwebtoken::{Algorithm, TokenData};
use ring::hmac;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::domain::token::tokens::Claims;

/// The key of an emulator.
pub(crate) struct Keyring(hmac::Key);

/// `{"alg":"HS512","typ":"JWT"}`, in Belvo's order (W-TOK-18), and the dot after it.
const HEADER: &str = "eyJhbGciOiJIUzUxMiIsInR5cCI6IkpXVCJ9.";

/// The digits of a signature: 64 bytes.
const SIGNATURE: usize = 86;

/// No token of ours is longer, in bytes.
const LONGEST: usize = 64 * 1024;

impl Keyring {
    /// The same for the same secret.
    pub(crate) fn new(secret: &[u8]) -> Self {
        Self(hmac::Key::new(hmac::HMAC_SHA512, secret))
    }

    /// A token that says this.
    pub(crate) fn sign(&self, payload: &impl Serialize) -> String {
        let payload = serde_json::to_vec(payload).unwrap_or_default();
        let digits = payload.len().div_ceil(3) * 4;
        let mut token = String::with_capacity(HEADER.len() + digits + 1 + SIGNATURE);
        token.push_str(HEADER);
        URL_SAFE_NO_PAD.encode_string(payload, &mut token);
        let signature = hmac::sign(&self.0, token.as_bytes());
        token.push('.');
        URL_SAFE_NO_PAD.encode_string(signature, &mut token);
        token
    }

    /// Whose a token claims to be, whoever has signed it.
    pub(crate) fn claimed(token: &str) -> Option<Uuid> {
        #[derive(Deserialize)]
        struct Claimed {
            organization_id: Uuid,
        }
        let payload = token.split('.').nth(1).filter(|_| token.len() <= LONGEST)?;
        let payload = URL_SAFE_NO_PAD.decode(payload).ok()?;
        serde_json::from_slice(&payload).ok().map(|Claimed { organization_id }| organization_id)
    }

    /// The claims of a token that this key has signed, dead or alive: `domain::token` judges.
    pub(crate) fn read(&self, token: &str) -> Option<Claims> {
        let (message, signature) = token.rsplit_once('.').filter(|_| token.len() <= LONGEST)?;
        let signature = URL_SAFE_NO_PAD.decode(signature).ok()?;
        hmac::verify(&self.0, message.as_bytes(), &signature).ok()?;
        // Not dangerous any more: the line above has proved who wrote it.
        let TokenData { header, claims } = insecure_decode::<Claims>(token).ok()?;
        (header.alg == Algorithm::HS512).then_some(claims)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::token::tokens::Kind;
    use serde_json::json;

    const CLAIMS: Claims =
        Claims { token_type: Kind::Access, exp: 1, iat: 0, jti: Uuid::max(), organization_id: Uuid::nil() };

    fn part(token: &str, at: usize) -> Vec<u8> {
        URL_SAFE_NO_PAD.decode(token.split('.').nth(at).unwrap_or_default()).expect("base64")
    }

    #[test]
    fn a_token_is_signed_read_back_and_not_forged() {
        let keyring = Keyring::new(b"secret");
        let token = keyring.sign(&CLAIMS);
        assert_eq!(keyring.read(&token), Some(CLAIMS), "a dead token is read too: the domain judges");
        assert_eq!(Keyring::new(b"other").read(&token), None);
        assert_eq!(keyring.read(&token[..token.len() - 2]), None);
        assert_eq!(part(&token, 0), br#"{"alg":"HS512","typ":"JWT"}"#, "W-TOK-18");
        assert_eq!(part(&token, 2).len(), 64, "R-TOK-07");
    }

    /// Signed with the right key, in another way than ours.
    #[test]
    fn another_algorithm_is_refused_whatever_the_signature() {
        let keyring = Keyring::new(b"secret");
        for algorithm in ["none", "HS256", "HS384", "RS512"] {
            let header = URL_SAFE_NO_PAD.encode(json!({ "alg": algorithm, "typ": "JWT" }).to_string());
            let message = format!("{header}.{}", URL_SAFE_NO_PAD.encode(json!(CLAIMS).to_string()));
            let signature = URL_SAFE_NO_PAD.encode(hmac::sign(&keyring.0, message.as_bytes()));
            assert_eq!(keyring.read(&format!("{message}.{signature}")), None, "{algorithm}");
            assert_eq!(keyring.read(&format!("{message}.")), None, "{algorithm} without a signature");
        }
    }
}

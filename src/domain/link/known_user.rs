//! What is kept of what a user has typed: enough to know them again and to go on, never the credentials themselves.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE;
use ring::hmac;
use serde::{Deserialize, Serialize};

use super::breaking::Breaking;
use super::credentials::Credentials;
use super::digest::CredentialsDigest;
use super::institution::Institution;
use super::magic;
use super::user::User;
use crate::domain::vocabulary::answers::Outcome;

/// What is kept of what a user has typed at an institution.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KnownUser {
    /// The same for the same user name at the same institution (R-LINK-10).
    pub institution_user_id: String,
    /// What the user name tells of the user.
    pub holder: User,
    pub(in crate::domain) digest: CredentialsDigest,
    /// What the bank answers when it is asked again.
    pub(in crate::domain) bank: Outcome,
    /// Whether the bank finds every token of this user late.
    pub(in crate::domain) late: bool,
    /// How the link breaks later.
    pub(in crate::domain) breaking: Option<Breaking>,
}

impl KnownUser {
    /// Reads credentials, by the workspace's key.
    pub fn of(key: &[u8; 32], institution: &Institution, credentials: &Credentials) -> Self {
        Self {
            institution_user_id: user_id(key, institution, credentials),
            holder: User::of(credentials),
            digest: CredentialsDigest::of(key, &institution.name, credentials),
            bank: magic::outcome(&institution.name, credentials),
            late: magic::late(credentials),
            breaking: magic::breaking(credentials),
        }
    }
}

/// The same user at the same institution has the same 44 characters, also after the link is gone (R-LINK-10).
pub(in crate::domain) fn user_id(
    key: &[u8; 32],
    institution: &Institution,
    credentials: &Credentials,
) -> String {
    let user = credentials.get("username").map(String::as_str).unwrap_or_default();
    let key = hmac::Key::new(hmac::HMAC_SHA256, key);
    URL_SAFE.encode(hmac::sign(&key, format!("{}\n{user}", institution.name).as_bytes()))
}

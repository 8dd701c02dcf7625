//! Credentials, as far as they are kept: to know them again.

use std::collections::BTreeMap;

use super::credentials::Credentials;
use crate::domain::base::dice::hash;
use crate::domain::base::saved;

/// Tells one set of credentials from another, field by field; the credentials themselves are not kept.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(in crate::domain) struct CredentialsDigest(#[serde(with = "saved")] BTreeMap<String, [u8; 32]>);

impl CredentialsDigest {
    /// The same credentials are the same in whatever order they come, and whether or not an empty field comes with them.
    pub(in crate::domain) fn of(key: &[u8; 32], institution: &str, credentials: &Credentials) -> Self {
        let digest =
            |name: &str, value: &str| hash(&[key, institution.as_bytes(), name.as_bytes(), value.as_bytes()]);
        let typed = credentials.iter().filter(|(_, value)| !value.is_empty());
        Self(typed.map(|(name, value)| (name.clone(), digest(name, value))).collect())
    }

    /// New secrets take the place of those of the same fields.
    pub(in crate::domain) fn add(&mut self, newer: &Self) {
        self.0.extend(newer.0.iter().map(|(name, digest)| (name.clone(), *digest)));
    }

    pub(in crate::domain) fn account(&self) -> [u8; 32] {
        let parts: Vec<&[u8]> =
            self.0.iter().flat_map(|(name, digest)| [name.as_bytes(), digest.as_slice()]).collect();
        hash(&parts)
    }
}

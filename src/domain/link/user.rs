//! The user behind a link, as far as the user name tells.

use super::credentials::Credentials;
use crate::domain::base::dice::hash;
use crate::domain::base::saved;
use crate::domain::person;
use crate::domain::person::{DataSet, Persona};

/// What a user name tells of its user; the name itself is not kept.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(deny_unknown_fields)]
pub struct User {
    /// Tells one name from another; nothing without a name.
    #[serde(with = "saved")]
    pub name: Option<[u8; 32]>,
    /// How the user lives, where the name says so or is one of the sandbox's own.
    pub persona: Option<Persona>,
    /// How much data there is (R-LINK-30).
    pub set: DataSet,
    /// A document that was typed as user name: CPF, CNPJ, CURP or RFC.
    pub document: Option<String>,
    /// Whether that document is a company's.
    pub business: bool,
}

impl User {
    /// Reads a user name.
    pub fn of(credentials: &Credentials) -> Self {
        let name = credentials.get("username").map(String::as_str).unwrap_or_default();
        let plain: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
        let digits = plain.bytes().all(|byte| byte.is_ascii_digit());
        let (document, business) = match plain.len() {
            11 if digits => (true, false),
            14 if digits => (true, true),
            18 if plain.starts_with(|c: char| c.is_ascii_uppercase()) => (true, false),
            // A company's RFC has three letters before the date, a person's four; both samples of the sandbox are
            // 13 characters, of which the second is called a business (R-LINK-30).
            12 | 13 if plain.starts_with("PMO") => (true, true),
            13 if plain[..4].bytes().all(|byte| byte.is_ascii_uppercase()) => (true, false),
            12 if plain[..3].bytes().all(|byte| byte.is_ascii_uppercase()) => (true, true),
            _ => (false, false),
        };
        let named = Persona::of_user_name(name);
        Self {
            name: (!name.is_empty()).then(|| hash(&[b"user name", name.as_bytes()])),
            persona: named.or_else(|| is_documented(name, &plain).then_some(Persona::Employee)),
            set: DataSet::of_user_name(name),
            document: document.then_some(plain),
            business: business || named == Some(Persona::SmallCompany),
        }
    }
}

/// The sandbox's own users have an account of each kind (R-LINK-30, R-ACC-06).
fn is_documented(name: &str, document: &str) -> bool {
    name.ends_with("100") || person::is_known(document)
}

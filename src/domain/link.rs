//! Links: a user's connection to an institution (R-LINK).

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE;
use indexmap::IndexMap;
use ring::hmac;
use uuid::Uuid;

use super::data::DataSet;
use super::institution::{Credentials, Institution};
use super::rng::hash;
use super::time::{Span, Timestamp};

/// What a link can be (R-LINK-08).
pub const STATUSES: [&str; 4] = ["valid", "invalid", "unconfirmed", "token_required"];

/// One link; the fields and their order are the REST API's (R-LINK-22).
#[derive(Clone, Debug)]
#[allow(missing_docs)]
pub struct Link {
    pub id: Uuid,
    pub institution: String,
    pub access_mode: &'static str,
    pub status: &'static str,
    pub refresh_rate: Option<&'static str>,
    pub created_by: Uuid,
    pub last_accessed_at: Timestamp,
    pub external_id: Option<String>,
    pub created_at: Timestamp,
    pub institution_user_id: String,
    pub credentials_storage: String,
    pub stale_in: Option<String>,
    pub fetch_resources: Vec<String>,
    /// What the user name tells of the user.
    pub holder: Holder,
    /// Tells one set of credentials from another; the credentials themselves are not kept.
    sealed: [u8; 32],
}

/// What a user name tells of its user; the name itself is not kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
    /// How much data there is (R-LINK-30).
    pub set: DataSet,
    /// A document that was typed as user name: CPF, CNPJ, CURP or RFC.
    pub document: Option<String>,
    /// Whether that document is a company's.
    pub business: bool,
}

impl Holder {
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
        Self { set: DataSet::of_user_name(name), document: document.then_some(plain), business }
    }
}

impl Link {
    /// Whether the credentials are not, or no longer, stored (R-ERR-53).
    pub fn credentials_gone(&self, now: Timestamp) -> bool {
        match self.credentials_storage.as_str() {
            "store" => false,
            "nostore" => true,
            days => Span::parse(days).is_ok_and(|kept| now >= self.created_at.plus(kept)),
        }
    }
}

/// What a new link is made of.
#[derive(Clone, Debug)]
pub struct NewLink<'a> {
    /// Where the account is.
    pub institution: &'a Institution,
    /// As typed.
    pub credentials: &'a Credentials,
    /// `single` or `recurrent`.
    pub access_mode: &'static str,
    /// The app's own name for the user.
    pub external_id: Option<String>,
    /// As the token says; a single link's default is `365d`.
    pub credentials_storage: Option<String>,
    /// As the token says.
    pub stale_in: Option<String>,
    /// As the token says.
    pub fetch_resources: &'a [String],
    /// The API user.
    pub created_by: Uuid,
    /// `valid`, or `unconfirmed` while the bank waits for a token (R-LINK-08).
    pub status: &'static str,
}

/// A link for the same institution and credentials exists (R-LINK-11).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Duplicate {
    /// Of both.
    pub institution_user_id: String,
}

/// The links of a workspace, oldest first.
#[derive(Clone, Debug, Default)]
pub struct Links(IndexMap<Uuid, Link>);

impl Links {
    /// Makes a link.
    pub fn create(
        &mut self,
        new: NewLink<'_>,
        id: Uuid,
        key: &[u8; 32],
        now: Timestamp,
        allow_duplicates: bool,
    ) -> Result<&Link, Duplicate> {
        let sealed = seal(new.institution, new.credentials);
        let institution_user_id = user_id(key, new.institution, new.credentials);
        let twin = |link: &Link| link.institution == new.institution.name && link.sealed == sealed;
        if !allow_duplicates && self.0.values().any(twin) {
            return Err(Duplicate { institution_user_id });
        }
        let recurrent = new.access_mode == "recurrent";
        let link = Link {
            id,
            institution: new.institution.name.clone(),
            access_mode: new.access_mode,
            status: new.status,
            refresh_rate: recurrent.then_some("7d"),
            created_by: new.created_by,
            last_accessed_at: now.plus(Span::millis(10)),
            external_id: new.external_id,
            created_at: now,
            institution_user_id,
            // Recurrent links always store the credentials (R-LINK-20).
            credentials_storage: if recurrent {
                "store".to_owned()
            } else {
                new.credentials_storage.unwrap_or_else(|| "365d".to_owned())
            },
            stale_in: new.stale_in,
            // Belvo refuses what the institution lacks (R-ERR-15) but says nothing of the widget, where the app cannot
            // know the institution beforehand: what it lacks is left out there.
            fetch_resources: new
                .fetch_resources
                .iter()
                .filter(|name| new.institution.resources.contains(name))
                .cloned()
                .collect(),
            holder: Holder::of(new.credentials),
            sealed,
        };
        Ok(self.0.entry(id).insert_entry(link).into_mut())
    }

    /// One link.
    pub fn get(&self, id: Uuid) -> Option<&Link> {
        self.0.get(&id)
    }

    /// Makes a link valid again.
    pub fn renew(&mut self, id: Uuid, now: Timestamp) {
        if let Some(link) = self.0.get_mut(&id) {
            link.status = "valid";
            link.last_accessed_at = now;
        }
    }

    /// Changes the status of a link.
    pub fn set_status(&mut self, id: Uuid, status: &'static str) {
        if let Some(link) = self.0.get_mut(&id) {
            link.status = status;
        }
    }

    /// Newest first (R-PAGE-12).
    pub fn newest_first(&self) -> impl ExactSizeIterator<Item = &Link> {
        self.0.values().rev()
    }
}

fn seal(institution: &Institution, credentials: &Credentials) -> [u8; 32] {
    let mut parts: Vec<&[u8]> = vec![institution.name.as_bytes()];
    // The same credentials are the same in whatever order they come, and whether or not an empty field comes with them.
    let mut pairs: Vec<_> = credentials.iter().filter(|(_, value)| !value.is_empty()).collect();
    pairs.sort_unstable();
    parts.extend(pairs.into_iter().flat_map(|(name, value)| [name.as_bytes(), value.as_bytes()]));
    hash(&parts)
}

/// The same user at the same institution has the same 44 characters, also after the link is gone (R-LINK-10).
pub(super) fn user_id(key: &[u8; 32], institution: &Institution, credentials: &Credentials) -> String {
    let user = credentials.get("username").map(String::as_str).unwrap_or_default();
    let key = hmac::Key::new(hmac::HMAC_SHA256, key);
    URL_SAFE.encode(hmac::sign(&key, format!("{}\n{user}", institution.name).as_bytes()))
}

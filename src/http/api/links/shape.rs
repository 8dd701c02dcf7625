//! What a link looks like, and what the bodies about links share.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::domain::base::options::Options;
use crate::domain::base::time::Timestamp;
use crate::domain::link::links::Link;
use crate::domain::vocabulary::failure::{Failure, FieldFault, Wrong};
use crate::domain::vocabulary::{AccessMode, Days, LinkStatus, RefreshRate, Retention};
use crate::domain::workspace::world::World;
use crate::http::answer::Answer;
use crate::http::call::Call;
use crate::http::fields;
use crate::http::fields::Faults;

/// Null when it was not sent, unless the settings want it filled (R-LINK-13).
pub(super) fn shown_external_id(link: &Link, options: &Options) -> Option<String> {
    let filled = || options.non_null.then(|| link.id.to_string());
    link.external_id.clone().or_else(filled)
}

pub(super) fn shown(world: &World, id: Uuid) -> Result<Answer, Failure> {
    let options = world.options();
    world.core.links.get(id).map(|link| Answer::ok(json!(view(link, &options)))).ok_or(Failure::NotFound)
}

/// The keys of the credentials, as all versions of the API have named them (R-LINK-14).
pub(super) const CREDENTIALS: [&str; 8] = [
    "username",
    "password",
    "username2",
    "username3",
    "password2",
    "username_type",
    "certificate",
    "private_key",
];

pub(super) fn access_mode(body: &Map<String, Value>, faults: &mut Faults) -> AccessMode {
    let sent = fields::optional("access_mode", body, faults);
    let mode = sent.as_deref().map_or(Some(AccessMode::Recurrent), AccessMode::parse);
    mode.unwrap_or_else(|| {
        faults.push(FieldFault::new("access_mode", Wrong::InvalidChoice(sent.unwrap_or_default())));
        AccessMode::Recurrent
    })
}

/// A link as it is sent: 13 keys (R-LINK-22).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Link")]
#[non_exhaustive]
#[allow(missing_docs)]
pub struct View<'l> {
    pub id: Uuid,
    pub institution: Cow<'l, str>,
    // Belvo's document says that it may be null.
    #[schemars(with = "Option<AccessMode>")]
    pub access_mode: AccessMode,
    pub status: LinkStatus,
    pub refresh_rate: Option<RefreshRate>,
    pub created_by: Uuid,
    pub last_accessed_at: Option<Timestamp>,
    pub external_id: Option<String>,
    pub created_at: Timestamp,
    #[schemars(regex(pattern = r"^[A-Za-z0-9\-=_]{44}$"))]
    pub institution_user_id: Cow<'l, str>,
    #[schemars(regex(pattern = r"^(store|nostore|\d{1,3}d)$"))]
    #[schemars(with = "String")]
    pub credentials_storage: Retention,
    #[schemars(with = "Option<String>")]
    pub stale_in: Option<Days>,
    pub fetch_resources: Cow<'l, [String]>,
}

impl View<'_> {
    /// The same, of its own.
    pub(in crate::http) fn into_owned(self) -> View<'static> {
        View {
            institution: Cow::Owned(self.institution.into_owned()),
            institution_user_id: Cow::Owned(self.institution_user_id.into_owned()),
            fetch_resources: Cow::Owned(self.fetch_resources.into_owned()),
            id: self.id,
            access_mode: self.access_mode,
            status: self.status,
            refresh_rate: self.refresh_rate,
            created_by: self.created_by,
            last_accessed_at: self.last_accessed_at,
            external_id: self.external_id,
            created_at: self.created_at,
            credentials_storage: self.credentials_storage,
            stale_in: self.stale_in,
        }
    }
}

pub(in crate::http) fn shape(schemas: &mut SchemaGenerator) -> Schema {
    schemas.subschema_for::<View<'static>>()
}

/// What was not sent is null, or filled by the settings (R-LINK-13).
pub(in crate::http) fn view<'l>(link: &'l Link, options: &Options) -> View<'l> {
    let filled = || options.non_null.then_some(Days::YEAR);
    View {
        id: link.id,
        institution: link.institution.as_str().into(),
        access_mode: link.access_mode,
        status: link.status,
        refresh_rate: link.refresh_rate,
        created_by: link.created_by,
        last_accessed_at: Some(link.last_accessed_at),
        external_id: shown_external_id(link, options),
        created_at: link.created_at,
        institution_user_id: link.institution_user_id.as_str().into(),
        credentials_storage: link.credentials_storage,
        stale_in: link.stale_in.or_else(filled),
        fetch_resources: link.fetch_resources.as_slice().into(),
    }
}

/// The link that the path names.
pub(super) fn id(call: &Call<'_>) -> Result<Uuid, Failure> {
    Uuid::try_parse(call.param("id")).map_err(|_| Failure::NotFound)
}

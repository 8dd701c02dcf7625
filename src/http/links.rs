//! `/api/links/` (R-LINK, R-MFA).

pub(super) mod one;

use std::borrow::Cow;

use http::StatusCode;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::call::Call;
use super::fields::{self, Faults};
use super::rows::{Cell, Row};
use super::{Answer, filters, page};
use crate::domain::World;
use crate::domain::external_id;
use crate::domain::failure::{Failure, FieldFault, Wrong};
use crate::domain::institution::Credentials;
use crate::domain::link::{ACCESS_MODES, Link, LinkStatus, REFRESH_RATES};
use crate::domain::linking::{Registration, Resumption};
use crate::domain::options::{Opt, Options};
use crate::domain::record::filter::{COMPARED, Filter, IS, IS_IN, Kind, Op};
use crate::domain::scenario::{Outcome, Refusal};
use crate::domain::time::Timestamp;

pub(super) const FILTERS: &[Filter] = &[
    Filter::new("id", Kind::Uuid, IS_IN),
    Filter::new("institution", Kind::Text, IS_IN),
    Filter::new("access_mode", Kind::Text, IS),
    Filter::new("created_at", Kind::Time, COMPARED),
    Filter::new("created_by", Kind::Uuid, &[Op::NotIn]),
    Filter::new("external_id", Kind::Text, IS_IN),
    Filter::new("institution_user_id", Kind::Text, IS_IN),
    Filter::new("refresh_rate", Kind::Nullable, IS),
    Filter::new("status", Kind::Text, IS_IN),
];

/// A link as the settings show it.
struct Shown<'a> {
    link: &'a Link,
    options: &'a Options,
}

impl Row for Shown<'_> {
    fn cell(&self, path: &str) -> Cell<'_> {
        let link = self.link;
        match path {
            "id" => Cell::text(link.id.to_string()),
            "institution" => Cell::text(link.institution.as_str()),
            "access_mode" => Cell::text(link.access_mode),
            "created_at" => Cell::text(link.created_at.iso_micros()),
            "created_by" => Cell::text(link.created_by.to_string()),
            "external_id" => shown_external_id(link, self.options).map_or(Cell::Null, Cell::text),
            "institution_user_id" => Cell::text(link.institution_user_id.as_str()),
            "refresh_rate" => Cell::maybe(link.refresh_rate),
            "status" => Cell::text(link.status),
            _ => Cell::Missing,
        }
    }
}

/// Null when it was not sent, unless the settings want it filled (R-LINK-13).
fn shown_external_id(link: &Link, options: &Options) -> Option<String> {
    let filled = || options.on(Opt::NonNull).then(|| link.id.to_string());
    link.external_id.clone().or_else(filled)
}

pub(super) fn list(world: &mut World, call: &Call<'_>) -> Result<Answer, Failure> {
    let options = world.options();
    let tests = filters::read(FILTERS, &call.query, &options)?;
    let rows = world.core.links.newest_first().map(|link| Shown { link, options: &options });
    page::of(call, &options, &tests, rows, |row| json!(view(row.link, &options, world.core.now)))
}

pub(super) fn detail(world: &mut World, call: &Call<'_>) -> Result<Answer, Failure> {
    shown(world, one::id(call)?)
}

fn shown(world: &World, id: Uuid) -> Result<Answer, Failure> {
    let options = world.options();
    world
        .core
        .links
        .get(id)
        .map(|link| Answer::ok(json!(view(link, &options, world.core.now))))
        .ok_or(Failure::NotFound)
}

/// What `strict` refuses of single links (R-ERR-39).
fn check_historical(body: &Map<String, Value>, options: &Options) -> Result<(), Failure> {
    let single = body.get("access_mode").is_some_and(|mode| mode == "single");
    let whole = body.get("fetch_historical") == Some(&Value::Bool(true));
    if options.on(Opt::Strict) && single && body.contains_key("resources") && !whole {
        return Err(Failure::Coded(Refusal::nth("unsupported_operation", 1)));
    }
    Ok(())
}

/// 201 (R-LINK-01), or 428 when the bank asks for a token.
pub(super) fn create(world: &mut World, call: &Call<'_>) -> Result<Answer, Failure> {
    let mut faults = Faults::new();
    let registration = registration(call.object()?, &world.options(), &mut faults);
    let registration = registration.ok_or(Failure::Fields(faults))?;
    check_historical(call.object()?, &world.options())?;
    let (id, delay) = world.register(&registration, None)?;
    Ok(Answer { status: StatusCode::CREATED, delay, ..shown(world, id)? })
}

/// How a bank that answers so refuses a call that is right; nothing when the call is not.
pub(super) fn refused(world: &mut World, call: &Call<'_>, answer: Outcome) -> Option<Failure> {
    let registration = registration(call.object().ok()?, &world.options(), &mut Faults::new())?;
    // A token that is known beforehand does not save the question.
    world.register(&Registration { token: None, ..registration }, Some(answer)).err()
}

/// The link that the path names.
pub(super) fn named(call: &Call<'_>) -> Option<Uuid> {
    one::id(call).ok()
}

/// 200 (R-LINK-03).
pub(super) fn resume(world: &mut World, call: &Call<'_>) -> Result<Answer, Failure> {
    let body = call.object()?;
    let mut faults = Faults::new();
    let session = fields::text("session", body.get("session"), &mut faults);
    let link = fields::uuid("link", body, &mut faults);
    if world.options().on(Opt::Strict) && !body.contains_key("link") {
        faults.push(FieldFault::new("link", Wrong::Required));
    }
    let token = fields::optional("token", body, &mut faults);
    let session = session.filter(|_| faults.is_empty()).ok_or(Failure::Fields(faults))?;
    let id = world.resume(&Resumption { session, link, token })?;
    let status = match world.options().text(Opt::ResumeStatus) {
        "201" => StatusCode::CREATED,
        _ => StatusCode::OK,
    };
    Ok(Answer { status, ..shown(world, id)? })
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

fn registration(body: &Map<String, Value>, options: &Options, faults: &mut Faults) -> Option<Registration> {
    let institution = fields::text("institution", body.get("institution"), faults);
    let username = fields::text("username", body.get("username"), faults);
    if options.on(Opt::Strict) && institution.as_deref().is_some_and(|name| name.ends_with("_fiscal")) {
        // What the OpenAPI document says of fiscal links alone.
        let _password = fields::text("password", body.get("password"), faults);
    }
    let mut credentials: Credentials =
        username.map(|name| ("username".to_owned(), name)).into_iter().collect();
    for name in CREDENTIALS.into_iter().skip(1) {
        credentials.extend(fields::optional(name, body, faults).map(|value| (name.to_owned(), value)));
    }
    let registration = Registration {
        institution: institution.unwrap_or_default(),
        credentials,
        token: fields::optional("token", body, faults),
        access_mode: access_mode(body, faults),
        external_id: external_id(body, options, faults),
        credentials_storage: fields::matching("credentials_storage", body, faults, fields::storage)
            .map(|storage| if storage == "no_store" { "nostore".to_owned() } else { storage }),
        stale_in: fields::matching("stale_in", body, faults, fields::days),
        fetch_resources: fields::fetch_resources(body, faults),
    };
    faults.is_empty().then_some(registration)
}

fn access_mode(body: &Map<String, Value>, faults: &mut Faults) -> &'static str {
    match fields::optional("access_mode", body, faults).as_deref() {
        Some("single") => "single",
        None | Some("recurrent") => "recurrent",
        Some(other) => {
            faults.push(FieldFault::new("access_mode", Wrong::InvalidChoice(other.to_owned())));
            "recurrent"
        }
    }
}

/// What does not fit is stored as null (R-LINK-12).
fn external_id(body: &Map<String, Value>, options: &Options, faults: &mut Faults) -> Option<String> {
    let sent = body.get("external_id").filter(|sent| !sent.is_null())?;
    let fitting = sent.as_str().filter(|text| external_id::fault(text).is_none());
    if fitting.is_none() && options.on(Opt::Strict) {
        faults.push(FieldFault::new("external_id", Wrong::Pattern));
    }
    fitting.map(str::to_owned)
}

/// A link as it is sent: 13 keys (R-LINK-22).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Link")]
#[non_exhaustive]
#[allow(missing_docs)]
pub struct View<'l> {
    pub id: Uuid,
    pub institution: Cow<'l, str>,
    #[schemars(schema_with = "access_modes")]
    pub access_mode: Cow<'l, str>,
    #[schemars(schema_with = "statuses")]
    pub status: Cow<'l, str>,
    #[schemars(schema_with = "refresh_rates")]
    pub refresh_rate: Option<Cow<'l, str>>,
    pub created_by: Uuid,
    pub last_accessed_at: Option<Timestamp>,
    pub external_id: Option<String>,
    pub created_at: Timestamp,
    #[schemars(regex(pattern = r"^[A-Za-z0-9\-=_]{44}$"))]
    pub institution_user_id: Cow<'l, str>,
    #[schemars(regex(pattern = r"^(store|nostore|\d{1,3}d)$"))]
    pub credentials_storage: Cow<'l, str>,
    pub stale_in: Option<String>,
    pub fetch_resources: Cow<'l, [String]>,
}

impl View<'_> {
    /// The same, of its own.
    pub(super) fn into_owned(self) -> View<'static> {
        let own = |text: Cow<'_, str>| Cow::Owned(text.into_owned());
        View {
            institution: own(self.institution),
            access_mode: own(self.access_mode),
            status: own(self.status),
            refresh_rate: self.refresh_rate.map(own),
            institution_user_id: own(self.institution_user_id),
            credentials_storage: own(self.credentials_storage),
            fetch_resources: Cow::Owned(self.fetch_resources.into_owned()),
            id: self.id,
            created_by: self.created_by,
            last_accessed_at: self.last_accessed_at,
            external_id: self.external_id,
            created_at: self.created_at,
            stale_in: self.stale_in,
        }
    }
}

fn statuses(_: &mut SchemaGenerator) -> Schema {
    json_schema!({ "type": "string", "enum": LinkStatus::ALL })
}

/// The words of a key that may be null too.
fn words_or_null(words: &[&str]) -> Schema {
    let words: Vec<Option<&str>> = words.iter().copied().map(Some).chain([None]).collect();
    json_schema!({ "type": ["string", "null"], "enum": words })
}

fn access_modes(_: &mut SchemaGenerator) -> Schema {
    words_or_null(&ACCESS_MODES)
}

fn refresh_rates(_: &mut SchemaGenerator) -> Schema {
    words_or_null(&REFRESH_RATES)
}

pub(super) fn shape(schemas: &mut SchemaGenerator) -> Schema {
    schemas.subschema_for::<View<'static>>()
}

/// What was not sent is null, or filled by the settings (R-LINK-13).
pub(super) fn view<'l>(link: &'l Link, options: &Options, now: Timestamp) -> View<'l> {
    let filled = |value: String| options.on(Opt::NonNull).then_some(value);
    View {
        id: link.id,
        institution: link.institution.as_str().into(),
        access_mode: link.access_mode.into(),
        status: link.status.into(),
        refresh_rate: link.refresh_rate.map(Cow::Borrowed),
        created_by: link.created_by,
        last_accessed_at: Some(link.accessed_at(now)),
        external_id: shown_external_id(link, options),
        created_at: link.created_at,
        institution_user_id: link.institution_user_id.as_str().into(),
        credentials_storage: link.credentials_storage.as_str().into(),
        stale_in: link.stale_in.clone().or_else(|| filled("365d".to_owned())),
        fetch_resources: link.fetch_resources.as_slice().into(),
    }
}

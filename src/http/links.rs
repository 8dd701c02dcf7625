//! `/api/links/` (R-LINK, R-MFA).

use http::StatusCode;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::call::Call;
use super::control::{self, Answered};
use super::fields::{self, Faults};
use super::problem::Problem;
use super::{Answer, Service, page};
use crate::domain::World;
use crate::domain::external_id;
use crate::domain::failure::{Failure, FieldFault, Wrong};
use crate::domain::institution::Credentials;
use crate::domain::link::{Link, STATUSES};
use crate::domain::linking::{Registration, Resumption};
use crate::store::Scope;

pub(super) fn list(world: &mut World, call: &Call<'_>) -> Result<Answer, Failure> {
    page::of(call, &world.options(), world.core.links.newest_first(), view)
}

pub(super) fn detail(world: &mut World, call: &Call<'_>) -> Result<Answer, Failure> {
    let id = Uuid::try_parse(call.param("id")).map_err(|_| Failure::NotFound)?;
    shown(world, id)
}

fn shown(world: &World, id: Uuid) -> Result<Answer, Failure> {
    world.core.links.get(id).map(|link| Answer::ok(view(link))).ok_or(Failure::NotFound)
}

/// 201 (R-LINK-01), or 428 when the bank asks for a token.
pub(super) fn create(world: &mut World, call: &Call<'_>) -> Result<Answer, Failure> {
    let mut faults = Faults::new();
    let registration = registration(call.object()?, &mut faults);
    let registration = registration.filter(|_| faults.is_empty()).ok_or(Failure::Fields(faults))?;
    let (id, delay) = world.register(&registration)?;
    Ok(Answer { status: StatusCode::CREATED, delay, ..shown(world, id)? })
}

/// 200 (R-LINK-03).
pub(super) fn resume(world: &mut World, call: &Call<'_>) -> Result<Answer, Failure> {
    let body = call.object()?;
    let mut faults = Faults::new();
    let session = fields::text("session", body.get("session"), &mut faults);
    let link = fields::uuid("link", body, &mut faults);
    let token = fields::optional("token", body, &mut faults);
    let session = session.filter(|_| faults.is_empty()).ok_or(Failure::Fields(faults))?;
    let id = world.resume(&Resumption { session, link, token })?;
    shown(world, id)
}

/// The keys of the credentials, as all versions of the API have named them (R-LINK-14).
const CREDENTIALS: [&str; 8] = [
    "username",
    "password",
    "username2",
    "username3",
    "password2",
    "username_type",
    "certificate",
    "private_key",
];

fn registration(body: &Map<String, Value>, faults: &mut Faults) -> Option<Registration> {
    let institution = fields::text("institution", body.get("institution"), faults);
    let username = fields::text("username", body.get("username"), faults);
    let mut credentials: Credentials =
        username.map(|name| ("username".to_owned(), name)).into_iter().collect();
    for name in CREDENTIALS.into_iter().skip(1) {
        credentials.extend(fields::optional(name, body, faults).map(|value| (name.to_owned(), value)));
    }
    Some(Registration {
        institution: institution?,
        credentials,
        token: fields::optional("token", body, faults),
        access_mode: access_mode(body, faults),
        external_id: external_id(body, faults),
        credentials_storage: fields::matching("credentials_storage", body, faults, fields::storage),
        stale_in: fields::matching("stale_in", body, faults, fields::days),
        fetch_resources: fields::fetch_resources(body, faults),
    })
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
fn external_id(body: &Map<String, Value>, faults: &mut Faults) -> Option<String> {
    fields::optional("external_id", body, faults).filter(|id| external_id::fault(id).is_none())
}

/// `PATCH /_emulator/links/{id}`: what a bank or time would do to a link.
pub(super) fn set_status(service: &Service, call: &Call<'_>, scope: &Scope) -> Answered {
    let wanted = control::text(control::body(call, &["status"])?, "status")?.unwrap_or_default();
    let status = STATUSES.into_iter().find(|status| *status == wanted).ok_or_else(|| {
        Problem::bad("status", format!("`{wanted}` is no status of a link")).hint(STATUSES.join(", "))
    })?;
    let id = Uuid::try_parse(call.param("id")).ok();
    let set = |world: &mut World| {
        let id = id?;
        world.set_link_status(id, status)?;
        world.core.links.get(id).map(view)
    };
    let found = service.store.each(scope, set)?.into_iter().find_map(|(_, view)| view);
    let missing = || Problem::new(StatusCode::NOT_FOUND, "link_unknown", "there is no such link");
    control::ok(&found.ok_or_else(missing)?)
}

/// 13 keys (R-LINK-22).
fn view(link: &Link) -> Value {
    json!({
        "id": link.id,
        "institution": link.institution,
        "access_mode": link.access_mode,
        "status": link.status,
        "refresh_rate": link.refresh_rate,
        "created_by": link.created_by,
        "last_accessed_at": link.last_accessed_at.iso_micros(),
        "external_id": link.external_id,
        "created_at": link.created_at.iso_micros(),
        "institution_user_id": link.institution_user_id,
        "credentials_storage": link.credentials_storage,
        "stale_in": link.stale_in,
        "fetch_resources": link.fetch_resources,
    })
}

//! `/api/links/` (R-LINK, R-MFA).

pub(super) mod one;
mod shape;

pub(super) use shape::shape;
pub(in crate::http) use shape::{View, view};

use std::borrow::Cow;

use http::StatusCode;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::bodies;
use super::bodies::{object, optional, required};
use crate::domain::base::options::{Options, ResumeStatus};
use crate::domain::base::text::text_of;
use crate::domain::link::credentials::Credentials;
use crate::domain::link::external_id;
use crate::domain::link::institution::Institution;
use crate::domain::link::links::Link;
use crate::domain::record::filter::{COMPARED, Filter, IS, IS_IN, Kind, Op};
use crate::domain::vocabulary::answers::{Outcome, Refusal};
use crate::domain::vocabulary::catalogue::Code;
use crate::domain::vocabulary::failure::{Failure, FieldFault, Wrong};
use crate::domain::vocabulary::{AccessMode, Days, LinkState, RefreshRate, Retention};
use crate::domain::workspace::registration::{Registration, Resumption};
use crate::domain::workspace::world::World;
use crate::http::answer::Answer;
use crate::http::call::Call;
use crate::http::fields::Faults;
use crate::http::rows::{Cell, Row};
use crate::http::{fields, filters, paging};
use shape::{CREDENTIALS, access_mode, id, shown, shown_external_id};

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
            "access_mode" => Cell::text(link.access_mode.name()),
            "created_at" => Cell::text(link.created_at.iso_micros()),
            "created_by" => Cell::text(link.created_by.to_string()),
            "external_id" => shown_external_id(link, self.options).map_or(Cell::Null, Cell::text),
            "institution_user_id" => Cell::text(link.institution_user_id.as_str()),
            "refresh_rate" => Cell::maybe(link.refresh_rate.map(RefreshRate::name)),
            "status" => Cell::text(link.status.name()),
            _ => Cell::Missing,
        }
    }
}

pub(super) fn list(world: &mut World, call: &Call<'_>) -> Result<Answer, Failure> {
    let options = world.options();
    let tests = filters::read(FILTERS, &call.query, &options)?;
    let rows = world.core.links.newest_first().map(|link| Shown { link, options: &options });
    paging::of(call, &options, &tests, rows, |row| json!(view(row.link, &options)))
}

pub(super) fn detail(world: &mut World, call: &Call<'_>) -> Result<Answer, Failure> {
    shown(world, id(call)?)
}

/// What `strict` refuses of single links (R-ERR-39).
fn check_historical(body: &Map<String, Value>, options: &Options) -> Result<(), Failure> {
    let single = body.get("access_mode").is_some_and(|mode| mode == AccessMode::Single.name());
    let whole = body.get("fetch_historical") == Some(&Value::Bool(true));
    if options.strict && single && body.contains_key("resources") && !whole {
        return Err(Failure::Coded(Refusal::nth(Code::UnsupportedOperation, 1)));
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

/// Makes a link in a state without asking its bank; of a new user when none is named.
pub(in crate::http) fn create_by_hand(
    world: &mut World,
    institution: &Institution,
    mut body: Map<String, Value>,
    state: LinkState,
) -> Result<Uuid, Failure> {
    if !body.contains_key("username") {
        let sample = world.sample_credentials(institution);
        body.extend(sample.into_iter().map(|(name, value)| (name, value.into())));
    }
    let mut faults = Faults::new();
    let registration = registration(&body, &world.options(), &mut faults);
    world.register_by_hand(&registration.ok_or(Failure::Fields(faults))?, state)
}

/// How a bank that answers so refuses a call that is right; nothing when the call is not.
pub(super) fn refused(world: &mut World, call: &Call<'_>, answer: Outcome) -> Option<Failure> {
    let registration = registration(call.object().ok()?, &world.options(), &mut Faults::new())?;
    // A token that is known beforehand does not save the question.
    world.register(&Registration { token: None, ..registration }, Some(answer)).err()
}

/// The link that the path names.
pub(super) fn named(call: &Call<'_>) -> Option<Uuid> {
    id(call).ok()
}

/// 200 (R-LINK-03).
pub(super) fn resume(world: &mut World, call: &Call<'_>) -> Result<Answer, Failure> {
    let body = call.object()?;
    let mut faults = Faults::new();
    let session = fields::text("session", body.get("session"), &mut faults);
    let link = fields::uuid("link", body, &mut faults);
    if world.options().strict && !body.contains_key("link") {
        faults.push(FieldFault::new("link", Wrong::Required));
    }
    let token = fields::optional("token", body, &mut faults);
    let session = session.filter(|_| faults.is_empty()).ok_or(Failure::Fields(faults))?;
    let id = world.resume(&Resumption { session, link, token })?;
    let status = match world.options().resume_status {
        ResumeStatus::Created => StatusCode::CREATED,
        ResumeStatus::Ok => StatusCode::OK,
    };
    Ok(Answer { status, ..shown(world, id)? })
}

/// R-LINK-20
pub(super) fn new_body() -> Value {
    let credentials = CREDENTIALS.into_iter().skip(1).map(|name| optional(name, bodies::text_or_null()));
    let keys = [
        required("institution", bodies::text()),
        required("username", bodies::text()),
        optional("token", bodies::text_or_null()),
        optional("access_mode", bodies::access_mode()),
        optional("external_id", bodies::text_or_null()),
        optional("credentials_storage", bodies::storage()),
        optional("stale_in", bodies::days()),
        bodies::fetch_resources(),
    ];
    object(keys.into_iter().chain(credentials))
}

/// The token that a link or a retrieve waits for (R-MFA-05).
pub(super) fn resume_body() -> Value {
    object([
        required("session", bodies::text()),
        optional("link", bodies::uuid_or_null()),
        optional("token", bodies::text_or_null()),
        bodies::save_data(),
    ])
}

fn registration(body: &Map<String, Value>, options: &Options, faults: &mut Faults) -> Option<Registration> {
    let institution = fields::text("institution", body.get("institution"), faults);
    let username = fields::text("username", body.get("username"), faults);
    if options.strict && institution.as_deref().is_some_and(|name| name.ends_with("_fiscal")) {
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
        credentials_storage: fields::matching("credentials_storage", body, faults, Retention::parse),
        stale_in: fields::matching("stale_in", body, faults, Days::parse),
        fetch_resources: fields::fetch_resources(body, faults),
    };
    faults.is_empty().then_some(registration)
}

/// What does not fit is stored as null (R-LINK-12).
fn external_id(body: &Map<String, Value>, options: &Options, faults: &mut Faults) -> Option<String> {
    let sent = body.get("external_id").filter(|sent| !sent.is_null())?;
    let fitting = text_of(sent).filter(|text| external_id::fault(text).is_none());
    if fitting.is_none() && options.strict {
        faults.push(FieldFault::new("external_id", Wrong::Pattern));
    }
    fitting.map(Cow::into_owned)
}

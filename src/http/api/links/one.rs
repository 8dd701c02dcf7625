//! `/api/links/{id}/`: new credentials, another access mode, a refresh, the end (R-LINK-04 to 07).

use serde_json::{Map, Value, json};
use uuid::Uuid;

use super::shape::{CREDENTIALS, access_mode, id, shown};
use crate::domain::base::text::text_of;
use crate::domain::link::credentials::Credentials;
use crate::domain::vocabulary::Days;
use crate::domain::vocabulary::failure::{Failure, FieldFault, Wrong};
use crate::domain::workspace::links::{Change, Renewal};
use crate::domain::workspace::world::World;
use crate::http::answer::Answer;
use crate::http::api::bodies;
use crate::http::api::bodies::{object, optional};
use crate::http::call::Call;
use crate::http::fields;
use crate::http::fields::Faults;

/// The link that the path names, if there is one: it is told before anything that is wrong with the body.
fn known(world: &World, call: &Call<'_>) -> Result<Uuid, Failure> {
    let id = id(call)?;
    world.core.links.get(id).map(|link| link.id).ok_or(Failure::NotFound)
}

/// 200, or 428 when the bank asks for a token (R-LINK-04).
pub(in super::super) fn renew(world: &mut World, call: &Call<'_>) -> Result<Answer, Failure> {
    let id = known(world, call)?;
    let body = call.object()?;
    let mut faults = Faults::new();
    if world.options().strict {
        // The OpenAPI document requires two keys that it does not describe.
        let missing = ["institution", "username"].into_iter().filter(|name| !body.contains_key(*name));
        faults.extend(missing.map(|name| FieldFault::new(name, Wrong::Required)));
    }
    let renewal = renewal(body, &mut faults);
    if !faults.is_empty() {
        return Err(Failure::Fields(faults));
    }
    let delay = world.renew_link(id, &renewal)?;
    Ok(Answer { delay, ..shown(world, id)? })
}

/// R-LINK-04
pub(in super::super) fn renewal_body() -> Value {
    let credentials = CREDENTIALS.into_iter().map(|name| optional(name, bodies::text_or_null()));
    let mut body = object(credentials.chain([optional("token", bodies::text_or_null())]));
    body["anyOf"] = json!([{ "required": ["password"] }, { "required": ["token"] }]);
    body
}

/// A token alone is enough; without one there has to be a password.
fn renewal(body: &Map<String, Value>, faults: &mut Faults) -> Renewal {
    let token = fields::optional("token", body, faults);
    if token.is_none() || body.contains_key("password") {
        // What is wrong with it is noted; its value is read with the others.
        let _password = fields::text("password", body.get("password"), faults);
    }
    let secret = |name: &&str| !["username", "username2", "username3"].contains(name);
    let secret_of = |name: &'static str| {
        let value = text_of(body.get(name)?).filter(|value| !value.is_empty())?;
        Some((name.to_owned(), value.into_owned()))
    };
    let secrets: Credentials = CREDENTIALS.into_iter().filter(secret).filter_map(secret_of).collect();
    Renewal { secrets, token }
}

/// R-LINK-05
pub(in super::super) fn change_body() -> Value {
    object([
        optional("access_mode", bodies::access_mode()),
        optional("stale_in", json!({ "type": ["string", "null"], "pattern": r"^\d{1,3}d$" })),
        bodies::fetch_resources(),
    ])
}

/// What is null stays as it is (R-LINK-05).
pub(in super::super) fn change(world: &mut World, call: &Call<'_>) -> Result<Answer, Failure> {
    let id = known(world, call)?;
    let body = call.object()?;
    let sent: Map<String, Value> = body
        .iter()
        .filter(|(_, value)| !value.is_null())
        .map(|(key, value)| (key.clone(), value.clone()))
        .collect();
    let mut faults = Faults::new();
    let change = Change {
        access_mode: sent.contains_key("access_mode").then(|| access_mode(&sent, &mut faults)),
        stale_in: fields::matching("stale_in", &sent, &mut faults, Days::parse),
        fetch_resources: fetch_resources(&sent, &mut faults),
    };
    if !faults.is_empty() {
        return Err(Failure::Fields(faults));
    }
    world.change_link(id, change)?;
    shown(world, id)
}

fn fetch_resources(sent: &Map<String, Value>, faults: &mut Faults) -> Option<Vec<String>> {
    sent.contains_key("fetch_resources").then(|| fields::fetch_resources(sent, faults))
}

/// R-LINK-07
pub(in super::super) fn refresh_body() -> Value {
    object([bodies::fetch_resources()])
}

/// 202 (R-LINK-07); an empty list is as good as none.
pub(in super::super) fn refresh(world: &mut World, call: &Call<'_>) -> Result<Answer, Failure> {
    let id = known(world, call)?;
    let mut faults = Faults::new();
    let resources = fields::fetch_resources(call.object()?, &mut faults);
    if !faults.is_empty() {
        return Err(Failure::Fields(faults));
    }
    let resources = Some(resources.as_slice()).filter(|resources| !resources.is_empty());
    world.refresh_link(id, resources).map(Answer::accepted)
}

/// 204, or 202 when it is to go on by itself (R-LINK-06, R-ASYNC-01).
pub(in super::super) fn delete(world: &mut World, call: &Call<'_>) -> Result<Answer, Failure> {
    let request_id = world.delete_link(id(call)?, call.is_asynchronous())?;
    Ok(request_id.map_or_else(Answer::nothing, Answer::accepted))
}

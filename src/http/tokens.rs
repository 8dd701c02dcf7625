//! `POST /api/token/` (R-TOK, W-TOK).

use serde_json::{Map, Value};
use uuid::Uuid;

use super::call::{Call, type_name};
use super::{Answer, Body, Caller, Service, auth};
use crate::domain::World;
use crate::domain::failure::{Failure, FieldFault, Wrong};
use crate::domain::options::{Opt, Options};
use crate::domain::token::{SCOPES, Wish};

type Faults = Vec<FieldFault>;

/// The keys stand in the body, or in HTTP Basic; the body wins (R-TOK-02). What else is wrong is said with them.
pub(super) fn caller(service: &Service, call: &Call<'_>) -> Result<Caller, Failure> {
    let body = call.object()?;
    let basic = match auth::credentials(call.headers) {
        auth::Credentials::Keys(id, password) => Some((id, password)),
        _ => None,
    };
    let mut faults = Faults::new();
    let mut key = |name, fallback: Option<String>| match body.get(name) {
        None if fallback.is_some() => fallback,
        found => text(name, found, &mut faults),
    };
    let (basic_id, basic_password) = basic.unzip();
    let id = key("id", basic_id);
    let password = key("password", basic_password);
    match (id, password) {
        (Some(id), Some(password)) => Ok(Caller::Keys(id, password)),
        _ => {
            read(body, &service.store.next_start().options, &mut faults);
            Err(Failure::Fields(faults))
        }
    }
}

/// Makes the tokens.
pub(super) fn create(world: &mut World, call: &Call<'_>) -> Result<Answer, Failure> {
    let mut faults = Faults::new();
    let wish = read(call.object()?, &world.options(), &mut faults);
    if !faults.is_empty() {
        return Err(Failure::Fields(faults));
    }
    let pair = world.issue_token(wish, &call.host)?;
    Ok(Answer { body: Body::Tokens(Box::new(pair)), ..Answer::ok(Value::Null) })
}

/// Reads what is asked for; unknown keys are tolerated (R-BASE-12).
fn read(body: &Map<String, Value>, options: &Options, faults: &mut Faults) -> Wish {
    if options.on(Opt::Strict) {
        let needed = ["scopes", "fetch_resources", "stale_in", "widget"];
        let missing = needed.into_iter().filter(|name| !body.contains_key(*name));
        faults.extend(missing.map(|name| FieldFault::new(name, Wrong::Required)));
    }
    Wish {
        scopes: scopes(body, options, faults),
        fetch_resources: fetch_resources(body, faults),
        credentials_storage: matching("credentials_storage", body, faults, |text| {
            text == "store" || text == "nostore" || days(text)
        }),
        stale_in: matching("stale_in", body, faults, days),
        link_id: link_id(body, faults),
        widget: widget(body, faults),
    }
}

/// A text that has to be there; what is wrong goes to the faults.
fn text(name: &'static str, found: Option<&Value>, faults: &mut Faults) -> Option<String> {
    let wrong = match found {
        None => Wrong::Required,
        Some(Value::Null) => Wrong::Null,
        Some(Value::String(text)) if text.trim().is_empty() => Wrong::Blank,
        Some(Value::String(text)) => return Some(text.clone()),
        Some(_) => Wrong::NotAString,
    };
    faults.push(FieldFault::new(name, wrong));
    None
}

/// One comma-separated text (R-TOK-06).
fn scopes(body: &Map<String, Value>, options: &Options, faults: &mut Faults) -> Vec<String> {
    let missing = options.text(Opt::MissingScopes);
    let text = match (body.get("scopes"), missing) {
        (None, "default_pair") => Some("read_institutions,write_links".to_owned()),
        (None, _) if missing != "required" || options.on(Opt::Strict) => None,
        (found, _) => text("scopes", found, faults),
    };
    let scopes: Vec<String> =
        text.iter().flat_map(|text| text.split(',')).map(|scope| scope.trim().to_owned()).collect();
    let unknown = scopes.iter().find(|scope| !SCOPES.contains(&scope.as_str()));
    faults.extend(unknown.map(|scope| FieldFault::new("scopes", Wrong::InvalidChoice(scope.clone()))));
    scopes
}

fn fetch_resources(body: &Map<String, Value>, faults: &mut Faults) -> Vec<String> {
    let wrong = match body.get("fetch_resources") {
        None | Some(Value::Null) => return Vec::new(),
        Some(Value::Array(items)) if items.iter().all(Value::is_string) => {
            return items.iter().filter_map(Value::as_str).map(str::to_owned).collect();
        }
        Some(Value::Array(_)) => Wrong::NotAString,
        Some(other) => Wrong::NotAList(type_name(other)),
    };
    faults.push(FieldFault::new("fetch_resources", wrong));
    Vec::new()
}

/// A text of a pattern, if it is there at all.
fn matching(
    name: &'static str,
    body: &Map<String, Value>,
    faults: &mut Faults,
    fits: impl Fn(&str) -> bool,
) -> Option<String> {
    let text = text(name, Some(body.get(name)?), faults)?;
    if fits(&text) {
        return Some(text);
    }
    faults.push(FieldFault::new(name, Wrong::Pattern));
    None
}

/// `1d` to `999d`.
fn days(text: &str) -> bool {
    text.strip_suffix('d')
        .is_some_and(|days| (1..=3).contains(&days.len()) && days.bytes().all(|b| b.is_ascii_digit()))
}

fn link_id(body: &Map<String, Value>, faults: &mut Faults) -> Option<Uuid> {
    let found = body.get("link_id").filter(|value| !value.is_null())?;
    let text = text("link_id", Some(found), faults)?;
    let id = Uuid::try_parse(&text).ok();
    if id.is_none() {
        faults.push(FieldFault::new("link_id", Wrong::NotAUuid(text)));
    }
    id
}

/// An object, or one written as text in a form (W-TOK-08).
fn widget(body: &Map<String, Value>, faults: &mut Faults) -> Option<Value> {
    let found = body.get("widget").filter(|value| !value.is_null())?;
    let object = match found {
        Value::String(text) => serde_json::from_str(text).unwrap_or_else(|_| found.clone()),
        other => other.clone(),
    };
    if !object.is_object() {
        faults.push(FieldFault::new("widget", Wrong::NotAnObject(type_name(&object))));
        return None;
    }
    Some(object)
}

//! `POST /api/token/` (R-TOK, W-TOK).

use indexmap::IndexSet;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde_json::{Map, Value, json};

use super::bodies;
use super::bodies::{object, optional, required};
use super::links;
use crate::domain::base::limits::DEEPEST;
use crate::domain::base::options::{MissingScopes, Options};
use crate::domain::base::time::Span;
use crate::domain::base::weight::is_deeper;
use crate::domain::token::tokens::{FOREIGN, Grant, Issued, Kind};
use crate::domain::vocabulary::failure::{Failure, FieldFault, Wrong, type_name};
use crate::domain::vocabulary::{Days, Retention, Scope};
use crate::domain::widget::branding::bounded;
use crate::domain::workspace::world::World;
use crate::http::answer::{Answer, Body, Caller};
use crate::http::auth;
use crate::http::call::Call;
use crate::http::credentials::{Credentials, credentials};
use crate::http::fields::{Faults, fetch_resources, matching, text, uuid};
use crate::http::hints;
use crate::http::keyring::Keyring;
use crate::http::service::Service;

/// Two tokens, signed.
#[derive(JsonSchema)]
#[schemars(rename = "WidgetToken")]
struct Signed {
    access: String,
    refresh: String,
}

/// One token, signed (R-TOK-13).
#[derive(JsonSchema)]
#[schemars(rename = "AccessToken")]
struct SignedAccess {
    access: String,
}

// As JSON: the letters of a token need no escapes, and looking for them is a twelfth of the work of a token request.
impl Signed {
    fn json(&self) -> String {
        format!(r#"{{"access":"{}","refresh":"{}"}}"#, self.access, self.refresh)
    }
}

impl SignedAccess {
    fn json(&self) -> String {
        format!(r#"{{"access":"{}"}}"#, self.access)
    }
}

/// The tokens of an answer, signed: both (R-TOK-01), or the one of a refresh (R-TOK-13).
pub(in crate::http) fn signed(keyring: &Keyring, issued: &Issued) -> String {
    let sign = |claims| keyring.sign(&issued.payload(claims));
    let access = sign(issued.access);
    match issued.refresh {
        Some(refresh) => Signed { access, refresh: sign(refresh) }.json(),
        None => SignedAccess { access }.json(),
    }
}

pub(super) fn shape(schemas: &mut SchemaGenerator) -> Schema {
    schemas.subschema_for::<Signed>()
}

pub(super) fn access_shape(schemas: &mut SchemaGenerator) -> Schema {
    schemas.subschema_for::<SignedAccess>()
}

/// The keys may stand in HTTP Basic instead (R-TOK-02).
pub(super) fn body() -> Value {
    object([
        optional("id", bodies::text()),
        optional("password", bodies::text()),
        scopes_key(),
        bodies::fetch_resources(),
        optional("credentials_storage", bodies::storage()),
        optional("stale_in", bodies::days()),
        optional("link_id", bodies::uuid_or_null()),
        optional("widget", json!({ "type": ["object", "null"] })),
    ])
}

fn scopes_key() -> bodies::Part {
    let scopes = format!("Some of these, with commas between them: {}", Scope::WORDS.join(", "));
    optional("scopes", json!({ "type": "string", "description": scopes }))
}

pub(super) fn of_link_body() -> Value {
    object([scopes_key()])
}

pub(super) fn refresh_body() -> Value {
    object([required("refresh", bodies::text())])
}

pub(super) fn verify_body() -> Value {
    object([required("token", bodies::text())])
}

/// The keys stand in the body, or in HTTP Basic; the body wins (R-TOK-02). What else is wrong is said with them.
pub(super) fn caller(service: &Service, call: &Call<'_>) -> Result<Caller, Failure> {
    let body = call.object()?;
    if is_refresh(body) {
        return refresh_caller(service, call);
    }
    let basic = match credentials(call.headers) {
        Credentials::Keys(id, password) => Some((id, password)),
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
            read(body, &service.store.next(|start| start.options.clone()), &mut faults);
            Err(Failure::Fields(faults))
        }
    }
}

/// Makes the tokens.
pub(super) fn create(world: &mut World, call: &Call<'_>) -> Result<Answer, Failure> {
    if is_refresh(call.object()?) {
        return refresh(world, call);
    }
    let mut faults = Faults::new();
    let grant = read(call.object()?, &world.options(), &mut faults);
    if !faults.is_empty() {
        return Err(Failure::Fields(faults));
    }
    let answer = issued(world, call, grant)?;
    if let Some(why) = hints::of_token(world, call.object()?) {
        world.core.hint(why);
    }
    Ok(answer)
}

/// Makes the tokens for the link that the path names (R-TOK-17).
pub(super) fn create_of_link(world: &mut World, call: &Call<'_>) -> Result<Answer, Failure> {
    let link = links::named(call).filter(|link| world.core.links.get(*link).is_some());
    let link_id = Some(link.ok_or(Failure::NotFound)?);
    let mut faults = Faults::new();
    let scopes = scopes(call.object()?, &world.options(), &mut faults);
    if !faults.is_empty() {
        return Err(Failure::Fields(faults));
    }
    issued(world, call, Grant { scopes, link_id, ..Grant::default() })
}

fn issued(world: &mut World, call: &Call<'_>, grant: Grant) -> Result<Answer, Failure> {
    let issued = world.issue_token(grant, &call.host)?;
    let delay = Span::min(*world.options().token_latency, LATEST);
    Ok(Answer { body: Body::Tokens(Box::new(issued)), delay, ..Answer::ok(Value::Null) })
}

/// The longest that a token takes.
const LATEST: Span = Span::secs(600);

/// Some clients post a refresh token to the address of new ones (R-TOK-13).
fn is_refresh(body: &Map<String, Value>) -> bool {
    body.contains_key("refresh") && !body.contains_key("id")
}

/// The workspace of the token under a key of the body, if the token is ours and good there.
fn bearer_of(
    service: &Service,
    call: &Call<'_>,
    key: &'static str,
    kinds: &[Kind],
) -> Result<Caller, Failure> {
    let mut faults = Faults::new();
    let token = text(key, call.object()?.get(key), &mut faults).ok_or(Failure::Fields(faults))?;
    auth::bearer(service, call, &token, kinds)
}

pub(super) fn refresh_caller(service: &Service, call: &Call<'_>) -> Result<Caller, Failure> {
    bearer_of(service, call, "refresh", &[Kind::Refresh])
}

/// An access token like the one that the refresh token came with, but for its link (R-TOK-13).
pub(super) fn refresh(world: &mut World, call: &Call<'_>) -> Result<Answer, Failure> {
    // Its caller has found the token good, but a reset may have come between.
    let claims = call.proved().ok_or_else(|| Failure::Bearer(FOREIGN.into()))?;
    let issued =
        world.refresh_token(&claims, &call.host).map_err(|dead| Failure::Bearer(dead.why(&claims).into()))?;
    Ok(Answer { body: Body::Tokens(Box::new(issued)), ..Answer::ok(Value::Null) })
}

pub(super) fn verify_caller(service: &Service, call: &Call<'_>) -> Result<Caller, Failure> {
    bearer_of(service, call, "token", &[Kind::Access, Kind::Refresh])
}

/// Its caller has found the token good (R-TOK-13).
pub(super) fn verify(_: &mut World, _: &Call<'_>) -> Result<Answer, Failure> {
    Ok(Answer::ok(json!({})))
}

/// Reads what is asked for; unknown keys are tolerated (R-BASE-12).
fn read(body: &Map<String, Value>, options: &Options, faults: &mut Faults) -> Grant {
    if options.strict {
        let needed = ["scopes", "fetch_resources", "stale_in", "widget"];
        let missing = needed.into_iter().filter(|name| !body.contains_key(*name));
        faults.extend(missing.map(|name| FieldFault::new(name, Wrong::Required)));
    }
    Grant {
        scopes: scopes(body, options, faults),
        fetch_resources: fetch_resources(body, faults),
        credentials_storage: matching("credentials_storage", body, faults, Retention::parse),
        stale_in: matching("stale_in", body, faults, Days::parse),
        link_id: uuid("link_id", body, faults),
        widget: widget(body, options, faults).into(),
    }
}

/// One comma-separated text (R-TOK-06).
fn scopes(body: &Map<String, Value>, options: &Options, faults: &mut Faults) -> Vec<Scope> {
    let missing = options.missing_scopes;
    let text = match (body.get("scopes"), missing) {
        (None, MissingScopes::DefaultPair) => return vec![Scope::ReadInstitutions, Scope::WriteLinks],
        (None, _) if missing != MissingScopes::Required || options.strict => None,
        (found, _) => text("scopes", found, faults),
    };
    let words: IndexSet<&str> = text.iter().flat_map(|text| text.split(',')).map(str::trim).collect();
    let unknown = words.iter().find(|word| Scope::parse(word).is_none());
    faults.extend(unknown.map(|word| FieldFault::new("scopes", Wrong::InvalidChoice((*word).to_owned()))));
    words.into_iter().filter_map(Scope::parse).collect()
}

/// An object, or one written as text in a form (W-TOK-08).
fn widget(body: &Map<String, Value>, options: &Options, faults: &mut Faults) -> Value {
    let object = match body.get("widget") {
        None | Some(Value::Null) => return Value::Null,
        Some(Value::String(text)) => {
            let read = serde_json::from_str(text).ok().filter(|read| !is_deeper(read, DEEPEST));
            read.unwrap_or_else(|| Value::String(text.clone()))
        }
        Some(other) => other.clone(),
    };
    if !object.is_object() {
        faults.push(FieldFault::new("widget", Wrong::NotAnObject(type_name(&object))));
    } else if options.strict {
        check_brand(&object, faults);
    } else if options.branding_required {
        check_branding(&object, faults);
    }
    bounded(object)
}

/// An object that may be empty; open finance does without (R-TOK-18, R-TOK-22).
fn check_branding(widget: &Value, faults: &mut Faults) {
    let wrong = match widget.get("branding") {
        None if ["openfinance_feature", "consent"].iter().any(|key| widget.get(key).is_some()) => return,
        None => Wrong::Required,
        Some(Value::Null) => Wrong::Null,
        Some(Value::Object(_)) => return,
        Some(other) => Wrong::NotAnObject(type_name(other)),
    };
    faults.push(FieldFault::new("branding", wrong));
}

/// What the OpenAPI document needs of a brand, and of the first item of a theme that lacks something (W-TOK-16).
fn check_brand(widget: &Value, faults: &mut Faults) {
    for name in ["company_icon", "company_logo", "company_name", "company_terms_url"] {
        text(name, widget["branding"].get(name), faults);
    }
    let before = faults.len();
    for item in widget["theme"].as_array().into_iter().flatten() {
        text("css_key", item.get("css_key"), faults);
        text("value", item.get("value"), faults);
        if faults.len() > before {
            break;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_answer_is_the_json_of_its_tokens() {
        let (access, refresh) = ("a-_.1".to_owned(), "b".to_owned());
        assert_eq!(SignedAccess { access: access.clone() }.json(), json!({ "access": access }).to_string());
        let both = json!({ "access": access, "refresh": refresh }).to_string();
        assert_eq!(Signed { access, refresh }.json(), both);
    }
}

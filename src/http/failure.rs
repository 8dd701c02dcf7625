//! A refusal becomes an answer here and nowhere else: status, code, words, in Belvo's array (R-ERR-01).

use std::borrow::Cow;

use http::StatusCode;
use serde_json::{Map, Value, json};

use super::message::Reply;
use crate::domain::catalogue::{self, varying};
use crate::domain::failure::{Asked, Failure, FieldFault, Wrong};
use crate::domain::limits::{MOST_FAULTS, SHOWN};
use crate::domain::options::{Opt, Options};
use crate::domain::scenario::Refusal;
use crate::domain::text::cut;

/// Everything that goes into one item of the array.
struct Item {
    code: String,
    message: String,
    field: Option<Cow<'static, str>>,
    more: Map<String, Value>,
}

impl Item {
    fn of(code: &str) -> Self {
        Self::new(code, catalogue::message(code))
    }

    fn new(code: &str, message: impl Into<String>) -> Self {
        Self { code: code.to_owned(), message: message.into(), field: None, more: Map::new() }
    }
}

/// The answer to a refused call.
pub(super) fn reply(failure: &Failure, request_id: &str, options: &Options) -> Reply {
    let items = describe(failure, options);
    let status = items.first().map_or(StatusCode::BAD_REQUEST, |item| status_of(&item.code));
    if matches!(failure, Failure::Coded(refusal) if refusal.code == "forbidden_page") {
        return Reply::new(status, "text/html", catalogue::FORBIDDEN_PAGE);
    }
    let body: Vec<Value> = items.into_iter().map(|item| envelope(item, request_id)).collect();
    let reply = Reply::json_as(status, "application/json", &Value::Array(body));
    match failure {
        Failure::NoKeys | Failure::WrongKeys => {
            reply.with(http::header::WWW_AUTHENTICATE, "Basic realm=\"api\"")
        }
        _ => reply,
    }
}

fn envelope(item: Item, request_id: &str) -> Value {
    if let Some(nested) = nested(&item, request_id) {
        return nested;
    }
    let mut map = Map::new();
    map.insert("request_id".into(), request_id.into());
    if !item.message.is_empty() {
        map.insert("message".into(), item.message.into());
    }
    map.insert("code".into(), item.code.into());
    if let Some(field) = item.field {
        map.insert("field".into(), field.into_owned().into());
    }
    map.extend(item.more);
    Value::Object(map)
}

/// Two errors of payments have neither message nor code of their own (R-ERR-70, R-ERR-71).
fn nested(item: &Item, request_id: &str) -> Option<Value> {
    let inner = json!({ "message": item.message, "code": item.code });
    let id = request_id;
    match item.code.as_str() {
        "already_exists" => {
            Some(json!({ "field": "details", "request_id": id, "pix_key": { "value": inner } }))
        }
        "invalid" if item.message == catalogue::NO_TERMINAL => {
            Some(json!({ "field": "payments_way", "request_id": id, "terminal_id": [inner] }))
        }
        _ => None,
    }
}

fn describe(failure: &Failure, options: &Options) -> Vec<Item> {
    vec![match failure {
        Failure::Fields(faults) => {
            let item = |fault: &FieldFault| Item {
                field: Some(cut(&fault.field, SHOWN).into_owned().into()),
                ..wrong(&fault.wrong, options)
            };
            return faults.iter().take(MOST_FAULTS).map(item).collect();
        }
        Failure::Parse(why) => Item::new("parse_error", varying::NOT_JSON.with(why)),
        Failure::MediaType(kind) => Item::new("unsupported_media_type", varying::NO_MEDIA_TYPE.with(kind)),
        Failure::WrongKeys => Item::of("authentication_failed"),
        Failure::NoKeys => Item::of(options.text(Opt::AuthMissing)),
        Failure::NotFound => Item::new("not_found", options.text(Opt::NotFoundText)),
        Failure::NoSuchPage => Item::new("not_found", Refusal::nth("not_found", 1).message),
        Failure::Method(method) => Item::new("method_not_allowed", varying::NO_METHOD.with(method)),
        Failure::Bearer => Item::of("token_not_valid"),
        Failure::Duplicated { institution_user_id } => {
            let more = Map::from_iter([("institution_user_id".into(), institution_user_id.clone().into())]);
            Item { more, ..Item::of("duplicated") }
        }
        Failure::Refreshed { minutes } => {
            Item::new("link_refreshed", varying::REFRESHED.with(&minutes.to_string()))
        }
        Failure::TokenRequired(asked) => {
            Item { more: question(asked, options), ..Item::of("token_required") }
        }
        Failure::Coded(refusal) => Item::new(&refusal.code, refusal.message.clone()),
        Failure::At(field, refusal) => {
            let field = Some(field.clone().into());
            Item { field, ..Item::new(&refusal.code, refusal.message.clone()) }
        }
    }]
}

/// What a 428 says beyond its code (R-MFA-01 to 03).
fn question(asked: &Asked, options: &Options) -> Map<String, Value> {
    let mut data = Map::new();
    data.insert("instructions".into(), asked.instructions.into());
    data.insert("type".into(), json!(asked.kind));
    data.extend(asked.value.clone().map(|value| ("value".to_owned(), value.into())));
    data.insert("expects_user_input".into(), asked.kind.asks_input().into());
    let expiry =
        if options.on(Opt::ExpiryString) { json!(asked.expiry.to_string()) } else { json!(asked.expiry) };
    Map::from_iter([
        ("session".into(), asked.session.clone().into()),
        ("expiry".into(), expiry),
        ("link".into(), json!(asked.link)),
        ("token_generation_data".into(), data.into()),
    ])
}

fn wrong(wrong: &Wrong, options: &Options) -> Item {
    match wrong {
        Wrong::Required => Item::of("required"),
        Wrong::Null => Item::of("null"),
        Wrong::Blank => Item::new(options.text(Opt::BlankCode), catalogue::message("blank")),
        Wrong::NotAString => Item::new("invalid", catalogue::NOT_A_TEXT),
        Wrong::NotABoolean => Item::new("invalid", catalogue::NOT_A_BOOLEAN),
        Wrong::NotADate => Item::new("invalid", catalogue::NOT_A_DATE),
        Wrong::NotAList(kind) => Item::new("not_a_list", varying::NOT_A_LIST.with(kind)),
        Wrong::NotAnObject(kind) => Item::new("invalid", varying::NOT_AN_OBJECT.with(kind)),
        Wrong::InvalidChoice(value) => Item::new("invalid_choice", varying::NOT_A_CHOICE.with(value)),
        Wrong::NotAUuid(value) => Item::new("invalid", varying::NOT_A_UUID.with(value)),
        Wrong::DoesNotExist(key, value) => {
            Item::new("does_not_exist", varying::NO_OBJECT.with(&format!("{key}={value}")))
        }
        Wrong::NotOffered(resources) => Item::new("invalid", varying::NOT_OFFERED.with(resources)),
        Wrong::Pattern => Item::new("invalid", catalogue::NO_FIT),
    }
}

/// The status of each code of the catalogue.
pub(crate) fn status_of(code: &str) -> StatusCode {
    match code {
        "authentication_failed" | "not_authenticated" | "token_not_valid" | "consent_without_accounts" => {
            StatusCode::UNAUTHORIZED
        }
        "access_to_resource_denied"
        | "access_to_production_denied"
        | "permission_denied"
        | "forbidden_page"
        | "forbidden_by_host"
        | "quota_limit_reached" => StatusCode::FORBIDDEN,
        "not_found" | "expired_credentials" => StatusCode::NOT_FOUND,
        "method_not_allowed" => StatusCode::METHOD_NOT_ALLOWED,
        "request_timeout" => StatusCode::REQUEST_TIMEOUT,
        "link_refreshed" | "idempotency_key_conflict" => StatusCode::CONFLICT,
        "idempotency_payload_mismatch" => StatusCode::UNPROCESSABLE_ENTITY,
        "unsupported_media_type" => StatusCode::UNSUPPORTED_MEDIA_TYPE,
        "token_required" | "activation_required" => StatusCode::PRECONDITION_REQUIRED,
        "throttled" => StatusCode::TOO_MANY_REQUESTS,
        "unexpected_error" | "service_unavailable" => StatusCode::INTERNAL_SERVER_ERROR,
        _ => StatusCode::BAD_REQUEST,
    }
}

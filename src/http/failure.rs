//! A refusal becomes an answer here and nowhere else: status, code, words, in Belvo's array (R-ERR-01).

use std::borrow::Cow;

use http::StatusCode;
use serde_json::{Map, Value, json};

use super::message::Reply;
use crate::domain::base::limits::{MOST_FAULTS, SHOWN};
use crate::domain::base::options::Options;
use crate::domain::base::text::cut;
use crate::domain::vocabulary::answers::Refusal;
use crate::domain::vocabulary::catalogue;
use crate::domain::vocabulary::catalogue::{Code, Kind, varying};
use crate::domain::vocabulary::failure::{Asked, Failure, FieldFault, Wrong};

/// Everything that goes into one item of the array.
struct Item {
    code: Code,
    message: String,
    field: Option<Cow<'static, str>>,
    more: Map<String, Value>,
}

impl Item {
    fn of(code: Code) -> Self {
        Self::new(code, code.message())
    }

    fn new(code: Code, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), field: None, more: Map::new() }
    }
}

/// The answer to a refused call.
pub(super) fn reply(failure: &Failure, request_id: &str, options: &Options) -> Reply {
    let items = describe(failure, options);
    let status = items.first().map_or(StatusCode::BAD_REQUEST, |item| status_of(item.code));
    let page = matches!(
        failure,
        Failure::Coded(refusal) | Failure::Denied(refusal, _) if refusal.code == Code::ForbiddenPage
    );
    if page {
        return Reply::new(status, "text/html", catalogue::FORBIDDEN_PAGE).why(failure.why().as_deref());
    }
    let body: Vec<Value> = items.into_iter().map(|item| envelope(item, request_id)).collect();
    let reply = Reply::json_as(status, "application/json", &Value::Array(body)).why(failure.why().as_deref());
    match failure {
        Failure::NoKeys | Failure::WrongKeys(_) => {
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
    map.insert("code".into(), item.code.name().into());
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
    match item.code {
        Code::AlreadyExists => {
            Some(json!({ "field": "details", "request_id": id, "pix_key": { "value": inner } }))
        }
        Code::Invalid if item.message == catalogue::NO_TERMINAL => {
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
        Failure::Parse(why) => Item::new(Code::ParseError, varying::NOT_JSON.with(why)),
        Failure::MediaType(kind) => Item::new(Code::UnsupportedMediaType, varying::NO_MEDIA_TYPE.with(kind)),
        Failure::WrongKeys(_) => Item::of(Code::AuthenticationFailed),
        Failure::NoKeys => Item::of(options.auth_missing.into()),
        Failure::NotFound => Item::new(Code::NotFound, options.not_found_text.as_str()),
        Failure::NoSuchPage => Item::new(Code::NotFound, Refusal::nth(Code::NotFound, 1).message),
        Failure::Method(method) => Item::new(Code::MethodNotAllowed, varying::NO_METHOD.with(method)),
        Failure::Bearer(_) => Item::of(Code::TokenNotValid),
        Failure::Duplicated { institution_user_id } => {
            let more = Map::from_iter([("institution_user_id".into(), institution_user_id.clone().into())]);
            Item { more, ..Item::of(Code::Duplicated) }
        }
        Failure::Refreshed { minutes } => {
            Item::new(Code::LinkRefreshed, varying::REFRESHED.with(&minutes.to_string()))
        }
        Failure::TokenRequired(asked) => {
            Item { more: question(asked, options), ..Item::of(Code::TokenRequired) }
        }
        Failure::Coded(refusal) | Failure::Denied(refusal, _) => {
            Item::new(refusal.code, refusal.message.clone())
        }
        Failure::At(field, refusal) => {
            let field = Some(field.clone().into());
            Item { field, ..Item::new(refusal.code, refusal.message.clone()) }
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
    let expiry = if options.expiry_string { json!(asked.expiry.to_string()) } else { json!(asked.expiry) };
    Map::from_iter([
        ("session".into(), asked.session.clone().into()),
        ("expiry".into(), expiry),
        ("link".into(), json!(asked.link)),
        ("token_generation_data".into(), data.into()),
    ])
}

fn wrong(wrong: &Wrong, options: &Options) -> Item {
    match wrong {
        Wrong::Required => Item::of(Code::Required),
        Wrong::Null => Item::of(Code::Null),
        Wrong::Blank => Item::new(options.blank_code.into(), Code::Blank.message()),
        Wrong::NotAString => Item::new(Code::Invalid, catalogue::NOT_A_TEXT),
        Wrong::NotABoolean => Item::new(Code::Invalid, catalogue::NOT_A_BOOLEAN),
        Wrong::NotADate => Item::new(Code::Invalid, catalogue::NOT_A_DATE),
        Wrong::NotAList(kind) => Item::new(Code::NotAList, varying::NOT_A_LIST.with(kind)),
        Wrong::NotAnObject(kind) => Item::new(Code::Invalid, varying::NOT_AN_OBJECT.with(kind)),
        Wrong::InvalidChoice(value) => Item::new(Code::InvalidChoice, varying::NOT_A_CHOICE.with(value)),
        Wrong::NotAUuid(value) => Item::new(Code::Invalid, varying::NOT_A_UUID.with(value)),
        Wrong::DoesNotExist(key, value) => {
            Item::new(Code::DoesNotExist, varying::NO_OBJECT.with(&format!("{key}={value}")))
        }
        Wrong::NotOffered(resources) => Item::new(Code::Invalid, varying::NOT_OFFERED.with(resources)),
        Wrong::Pattern => Item::new(Code::Invalid, catalogue::NO_FIT),
    }
}

/// The status of a code of the catalogue.
pub(crate) fn status_of(code: Code) -> StatusCode {
    match code.row().kind {
        Kind::Request => StatusCode::BAD_REQUEST,
        Kind::Caller => StatusCode::UNAUTHORIZED,
        Kind::Forbidden => StatusCode::FORBIDDEN,
        Kind::Missing => StatusCode::NOT_FOUND,
        Kind::Method => StatusCode::METHOD_NOT_ALLOWED,
        Kind::TooSlow => StatusCode::REQUEST_TIMEOUT,
        Kind::Conflict => StatusCode::CONFLICT,
        Kind::Mismatch => StatusCode::UNPROCESSABLE_ENTITY,
        Kind::MediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
        Kind::Asks => StatusCode::PRECONDITION_REQUIRED,
        Kind::TooOften => StatusCode::TOO_MANY_REQUESTS,
        Kind::Broken => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

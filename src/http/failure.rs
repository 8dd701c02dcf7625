//! A refusal becomes an answer here and nowhere else: status, code, words, in Belvo's array (R-ERR-01).

use http::StatusCode;
use serde_json::{Map, Value, json};

use super::message::Reply;
use crate::domain::catalogue;
use crate::domain::failure::{Asked, Failure, Wrong};
use crate::domain::options::{Opt, Options};
use crate::domain::scenario::Refusal;

/// Everything that goes into one item of the array.
struct Item {
    code: String,
    message: String,
    field: Option<&'static str>,
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
    let (status, items) = describe(failure, options);
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
    let mut map = Map::new();
    map.insert("request_id".into(), request_id.into());
    if !item.message.is_empty() {
        map.insert("message".into(), item.message.into());
    }
    map.insert("code".into(), item.code.into());
    if let Some(field) = item.field {
        map.insert("field".into(), field.into());
    }
    map.extend(item.more);
    Value::Object(map)
}

fn describe(failure: &Failure, options: &Options) -> (StatusCode, Vec<Item>) {
    let not_found = options.text(Opt::NotFoundText);
    match failure {
        Failure::Fields(faults) => {
            let items =
                faults.iter().map(|fault| Item { field: Some(fault.field), ..wrong(&fault.wrong, options) });
            (StatusCode::BAD_REQUEST, items.collect())
        }
        Failure::Parse(why) => {
            (StatusCode::BAD_REQUEST, vec![Item::new("parse_error", format!("JSON parse error - {why}"))])
        }
        Failure::MediaType(kind) => {
            let message = format!("Unsupported media type \"{kind}\" in request.");
            (StatusCode::UNSUPPORTED_MEDIA_TYPE, vec![Item::new("unsupported_media_type", message)])
        }
        Failure::WrongKeys => (StatusCode::UNAUTHORIZED, vec![Item::of("authentication_failed")]),
        Failure::NoKeys => (StatusCode::UNAUTHORIZED, vec![Item::of(options.text(Opt::AuthMissing))]),
        Failure::NotFound => (StatusCode::NOT_FOUND, vec![Item::new("not_found", not_found)]),
        Failure::NoSuchPage => (StatusCode::NOT_FOUND, vec![Item::new("not_found", "Invalid page.")]),
        Failure::Method(method) => {
            let message = format!("Method \"{method}\" not allowed.");
            (StatusCode::METHOD_NOT_ALLOWED, vec![Item::new("method_not_allowed", message)])
        }
        Failure::Bearer => (StatusCode::UNAUTHORIZED, vec![Item::of("token_not_valid")]),
        Failure::Duplicated { institution_user_id } => {
            let more = Map::from_iter([("institution_user_id".into(), institution_user_id.clone().into())]);
            (StatusCode::BAD_REQUEST, vec![Item { more, ..Item::of("duplicated") }])
        }
        Failure::TokenRequired(asked) => (
            StatusCode::PRECONDITION_REQUIRED,
            vec![Item { more: question(asked), ..Item::of("token_required") }],
        ),
        Failure::Coded(refusal) => {
            (status_of(refusal), vec![Item::new(&refusal.code, refusal.message.clone())])
        }
    }
}

/// What a 428 says beyond its code (R-MFA-01 to 03).
fn question(asked: &Asked) -> Map<String, Value> {
    let mut data = Map::new();
    data.insert("instructions".into(), asked.instructions.into());
    data.insert("type".into(), json!(asked.kind));
    data.extend(asked.value.clone().map(|value| ("value".to_owned(), value.into())));
    data.insert("expects_user_input".into(), asked.kind.asks_input().into());
    Map::from_iter([
        ("session".into(), asked.session.clone().into()),
        ("expiry".into(), asked.expiry.into()),
        ("link".into(), json!(asked.link)),
        ("token_generation_data".into(), data.into()),
    ])
}

fn wrong(wrong: &Wrong, options: &Options) -> Item {
    match wrong {
        Wrong::Required => Item::of("required"),
        Wrong::Null => Item::of("null"),
        Wrong::Blank => Item::new(options.text(Opt::BlankCode), catalogue::message("blank")),
        Wrong::NotAString => Item::new("invalid", "Not a valid string."),
        Wrong::NotAList(kind) => Item::new("not_a_list", format!("Expected a list but got type \"{kind}\".")),
        Wrong::NotAnObject(kind) => {
            Item::new("invalid", format!("Expected a dictionary but got type \"{kind}\"."))
        }
        Wrong::InvalidChoice(value) => {
            Item::new("invalid_choice", format!("\"{value}\" is not a valid choice."))
        }
        Wrong::NotAUuid(value) => Item::new("invalid", format!("“{value}” is not a valid UUID.")),
        Wrong::DoesNotExist(key, value) => {
            Item::new("does_not_exist", format!("Object with {key}={value} does not exist."))
        }
        Wrong::NotOffered(resources) => Item::new(
            "invalid",
            format!("The institution only supports the following resources: {resources}"),
        ),
        Wrong::Pattern => Item::new("invalid", "Enter a valid value."),
    }
}

/// The status of each code of the catalogue that is not 400 (R-ERR, section 4.1).
fn status_of(refusal: &Refusal) -> StatusCode {
    match refusal.code.as_str() {
        "authentication_failed" | "not_authenticated" | "token_not_valid" => StatusCode::UNAUTHORIZED,
        "access_to_resource_denied" | "permission_denied" => StatusCode::FORBIDDEN,
        "not_found" => StatusCode::NOT_FOUND,
        "request_timeout" => StatusCode::REQUEST_TIMEOUT,
        "unsupported_media_type" => StatusCode::UNSUPPORTED_MEDIA_TYPE,
        "token_required" => StatusCode::PRECONDITION_REQUIRED,
        "unexpected_error" | "service_unavailable" => StatusCode::INTERNAL_SERVER_ERROR,
        _ => StatusCode::BAD_REQUEST,
    }
}

//! What could not be read: no request at all, or a request without its body. It has come all the same, and stands in the
//! workspace that it names.

use http::StatusCode;
use serde_json::json;

use super::call::Call;
use super::control;
use super::cors;
use super::cross_origin::{for_page, is_open};
use super::message::{Reply, Request};
use super::pipeline;
use super::problem::Problem;
use super::routes::{self, Door, Found, TABLE};
use super::service::Service;
use crate::domain::base::limits::bytes;

/// The body of the answer to what is no request, which has come to no door.
pub(crate) fn not_a_request(status: StatusCode) -> Option<String> {
    let (code, message) = match status {
        StatusCode::BAD_REQUEST => (
            UNREADABLE,
            "This is no request of HTTP/1.1: `METHOD /path HTTP/1.1`, then a line `Name: value` for each header, then an empty one. The port speaks no TLS.",
        ),
        StatusCode::HTTP_VERSION_NOT_SUPPORTED => (
            "http_version",
            "This is HTTP/2. The port speaks HTTP/1.1 alone: let your client begin with that.",
        ),
        StatusCode::URI_TOO_LONG => (TOO_LARGE, "The address of the request is longer than 64 KiB."),
        StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE => (
            TOO_LARGE,
            "The first line and the headers of the request are longer than 64 KiB together, or there are more than 100 headers.",
        ),
        _ => return None,
    };
    Some(json!([{ "request_id": "0".repeat(32), "message": message, "code": code }]).to_string())
}

const TOO_LARGE: &str = "request_too_large";
const INCOMPLETE: &str = "request_incomplete";
const UNREADABLE: &str = "request_unreadable";

/// The codes of calls whose bodies could not be read.
pub(super) const UNREAD: [&str; 3] = [TOO_LARGE, INCOMPLETE, UNREADABLE];

/// The answer to a request whose body could not be read, in the shape of the door it came to; `most` bytes are let in.
pub(crate) fn unread(service: &Service, request: &Request, status: StatusCode, most: usize) -> Reply {
    let too_large = format!("The body is larger than {}.", bytes(most));
    let (code, message) = match status {
        StatusCode::PAYLOAD_TOO_LARGE => (TOO_LARGE, too_large.as_str()),
        StatusCode::REQUEST_TIMEOUT => (INCOMPLETE, "The body did not arrive within 10 seconds."),
        _ => (UNREADABLE, "The body breaks off or is badly framed, or the request names two hosts."),
    };
    let refused = Problem::new(status, code, message);
    note(service, request, &refused);
    answer(service, request, refused)
}

/// The answer to a request that has met a bug.
pub(crate) fn bug(service: &Service, request: &Request) -> Reply {
    let message = "The emulator has met a bug; its standard error says where. Please report it.";
    answer(service, request, Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "emulator_bug", message))
}

fn answer(service: &Service, request: &Request, refused: Problem) -> Reply {
    let headers = &request.headers;
    if request.target.starts_with("/_emulator") {
        return for_page(&service.guard, headers, refused.reply());
    }
    let status = StatusCode::from_u16(refused.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let body = json!([{ "request_id": "0".repeat(32), "message": refused.detail, "code": refused.code }]);
    let reply = Reply::json_as(status, "application/json", &body);
    cors::for_any(routes::is_for_pages(&request.target) || is_open(service, headers), reply)
}

/// What a page of the widget sends names its workspace in the body alone.
fn note(service: &Service, request: &Request, refused: &Problem) {
    let mut call = Call::new(service, request);
    let found = TABLE.find(&call.method, &call.path);
    let door = match found {
        Found::Route(route, params) => {
            call.take(route.path, params);
            Some(route.door)
        }
        _ => None,
    };
    match door {
        Some(Door::Page(_)) => {}
        Some(Door::Control(row)) => control::note_unread(service, &call, row, refused),
        None if call.is_control() => {}
        None | Some(Door::Api(_)) => pipeline::note_unread(service, &call, refused),
    }
}

//! What pages of other origins may read and call, as the settings say.

use http::{HeaderMap, header};

use super::cors;
use super::guard::Guard;
use super::message::Reply;
use super::service::Service;
use crate::domain::base::options::Cors;

/// Without further origins, no answer depends on them.
pub(super) fn for_page(guard: &Guard, headers: &HeaderMap, reply: Reply) -> Reply {
    if guard.origins.is_empty() { reply } else { cors::for_one(guard.allowed(headers), reply) }
}

/// Whether a page has sent a call, and pages may make any call of the API (R-BASE-11). A question before a call names no
/// workspace, so the settings of all decide.
pub(super) fn is_open(service: &Service, headers: &HeaderMap) -> bool {
    headers.contains_key(header::ORIGIN) && service.store.next_start().settings().cors == Cors::All
}

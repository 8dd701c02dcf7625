//! Faults of calls: which calls can have some, and what they make of those that pages send.

use http::Method;
use serde_json::{Value, json};

use super::api::{ENDPOINTS, no_call};
use super::call::Call;
use super::doors::{DOORS, PageDoor, Whose};
use super::failure::status_of;
use super::message::{RESET, Reply, bare_status};
use super::page_call::{lead, token};
use super::service::Service;
use crate::domain::scenario::rule::{Called, Instead, Verdict};
use crate::store::NOBODY;

/// Whose faults there can be of such calls; an empty method is any. The error says what is near.
pub(super) fn whose(method: &str, path: &str) -> Result<Whose, String> {
    let is_it = |call: &(&str, &str, Whose)| call.1 == path && (method.is_empty() || call.0 == method);
    match calls().find(is_it) {
        Some((.., whose)) => Ok(whose),
        None => Err(no_call(method, path, calls().map(|(method, path, _)| (method, path)))),
    }
}

/// The calls that can have faults.
fn calls() -> impl Iterator<Item = (&'static str, &'static str, Whose)> {
    let of_pages = DOORS.iter().filter(|door| door.whose != Whose::Nobody);
    let of_pages = of_pages.map(|door| (door.method.as_str(), door.path, door.whose));
    let of_api = ENDPOINTS.iter().map(|endpoint| (endpoint.method.as_str(), endpoint.path, Whose::Bearer));
    of_api.chain(of_pages)
}

/// Whether a rule of a workspace can be about such calls.
pub(crate) fn check(method: &str, path: &str) -> Result<(), String> {
    match whose(method, path)? {
        Whose::Emulator => Err(OF_NOBODY.to_owned()),
        Whose::Bearer | Whose::Nobody => Ok(()),
    }
}

/// Of what pages load before they have a token.
const OF_NOBODY: &str = "what pages load before they show a token is no workspace's: set a fault of it for the whole emulator, by the verb `faults` without a workspace";

/// Answers what a page sends, unless a fault decides otherwise.
pub(super) fn answer(service: &Service, call: &Call<'_>, door: &PageDoor) -> Reply {
    let Some(verdict) = verdict(service, call, door) else { return (door.run)(service, call) };
    let reply = match &verdict.effects.instead {
        Some(Instead::Refused(ruled)) => {
            let body = json!({
                "error": ruled.refusal.message, "code": ruled.refusal.code, "field": ruled.field, "frames": [],
            });
            Reply::json_as(status_of(ruled.refusal.code), "application/json", &body)
        }
        Some(Instead::Status(status)) => Reply::empty(bare_status(*status)),
        None if verdict.effects.lets_through() => (door.run)(service, call),
        None => Reply::empty(bare_status(RESET)),
    };
    // A call that has met its fault is not asked again.
    Reply { hold: None, ..reply.with_effects(&verdict.effects).why(Some(&verdict.why)) }
}

fn verdict(service: &Service, call: &Call<'_>, door: &PageDoor) -> Option<Verdict> {
    if call.is_asked_again {
        return None;
    }
    let looks = call.method == Method::HEAD;
    let called = Called { method: door.method.as_str(), path: door.path, asks_token: false, looks };
    match door.whose {
        Whose::Nobody => None,
        Whose::Emulator => {
            let verdict = service.store.script_verdict(called)?;
            let on = format!("{} {}", called.method, called.path);
            let _noted = service.store.enter(NOBODY, |world| world.note_verdict(&on, &verdict));
            Some(verdict)
        }
        Whose::Bearer => {
            let (_, workspace) = lead(service, &token(bearer(call.plain_json().ok()?)));
            service.store.visit(&workspace, |world| world.verdict(called))?
        }
    }
}

/// What a page waits for it asks for all its runs at once: the first one decides.
fn bearer(body: &Value) -> &Value {
    body["runs"].get(0).unwrap_or(body)
}

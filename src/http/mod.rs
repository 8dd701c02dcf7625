//! What a call gets: a function of the workspaces and the request, without sockets, clocks or files.

mod answer;
pub mod api;
pub(crate) mod auth;
pub mod call;
mod comments;
pub mod control;
mod cors;
mod credentials;
mod cross_origin;
pub mod declarations;
mod doors;
mod evidence;
mod failure;
pub(crate) mod faults;
mod fields;
mod filters;
mod guard;
mod hints;
mod host_names;
mod hosts;
mod keyring;
pub mod message;
mod names;
mod openapi;
mod origin;
mod own_pages;
mod page;
mod page_call;
mod paging;
mod pipeline;
mod polling;
pub mod problem;
mod projection;
mod proxies;
mod qr;
pub mod routes;
mod rows;
mod screens;
mod script;
mod service;
mod slices;
mod unread;
mod widget;
mod words;
pub(crate) mod work;

use std::cell::Cell;

use bytes::Bytes;
use http::{HeaderMap, Method, StatusCode, header};
use serde_json::json;

use crate::domain::base::kinds::EntryKind;
use crate::domain::base::limits::{BODY, LONGEST_WHY, SECRET_ID, SNAPSHOT};
use crate::domain::base::redaction::without_secrets_in_text;
use crate::domain::base::text::{cut, shown};
use crate::domain::vocabulary::failure::Failure;
use crate::store::{NOBODY, UnmatchedCall};
use call::Call;
use cross_origin::{for_page, is_open};
use message::{Cut, Reply, Request};
use pipeline::refuse;
use routes::{Door, Found, Route, TABLE};
use work::{Done, Ready, Work};

pub(crate) use failure::status_of;
pub use guard::Guard;
pub use proxies::Proxies;
pub(crate) use service::with_images;
pub use service::{File, Files, Service, Settings};
pub(crate) use unread::{bug, not_a_request, unread};

/// Answers a call, however long it takes.
pub fn handle(service: &Service, request: &Request) -> Reply {
    let reply = worked(service, request, begin(service, request));
    // Nobody waits here: what it has done it tells now.
    match reply.hold.as_ref().and_then(|hold| hold.done.clone()) {
        Some(done) => worked(service, request, again(service, request, Some(done.over()))),
        None => reply,
    }
}

fn worked(service: &Service, request: &Request, mut reply: Reply) -> Reply {
    while let Some(work) = reply.work.take() {
        reply = go_on(service, request, work);
    }
    reply
}

/// How many bytes the body of a call may have: a workspace is larger than anything else, and comes from whoever may drive
/// the control API alone.
pub(crate) fn largest_body(service: &Service, method: &Method, headers: &HeaderMap, target: &str) -> usize {
    let is_large = routes::replaces_workspace(method, target.split('?').next().unwrap_or_default());
    if is_large && service.guard.admit(method, headers).is_ok() { SNAPSHOT } else { BODY }
}

/// Answers a call, or says what has to be done before.
pub(crate) fn begin(service: &Service, request: &Request) -> Reply {
    attempt(service, request, None, false)
}

/// Asks for the answer to a call again, which waits.
pub(crate) fn again(service: &Service, request: &Request, done: Option<Done>) -> Reply {
    done.map_or_else(|| attempt(service, request, None, true), |done| Reply::after(Work::again(done)))
}

/// Does one slice of the work; the reply is the answer when nothing is left to do.
pub(crate) fn go_on(service: &Service, request: &Request, work: Box<Work>) -> Reply {
    match slices::next_slice(service, request, work) {
        Ok(ready) => attempt(service, request, Some(ready), false),
        Err(work) => Reply::after(work),
    }
}

fn attempt(service: &Service, request: &Request, ready: Option<Ready>, is_asked_again: bool) -> Reply {
    let mut call = Call::new(service, request);
    if !is_asked_again && ready.is_none() && !call.is_control() {
        service.store.tally.count();
    }
    call.is_asked_again = is_asked_again;
    call.ready = ready.map(Cell::new);
    let mut reply =
        if call.is_control() { guarded(service, request, call) } else { route(service, request, call) };
    reply.headers.insert(header::CACHE_CONTROL, http::HeaderValue::from_static("no-store"));
    if request.method == Method::HEAD {
        reply.body = Bytes::new();
        // There is no body to come slowly, or not to its end.
        reply.cut = reply.cut.filter(|cut| *cut == Cut::Reset);
    }
    reply
}

/// A control call, if its caller may make it. Its page may read the refusals too.
fn guarded(service: &Service, request: &Request, mut call: Call<'_>) -> Reply {
    let guard = &service.guard;
    let reply = match guard.admit(&request.method, &request.headers) {
        Err(problem) => {
            if let Found::Route(route, params) = TABLE.find(&request.method, &call.path) {
                call.take(route.path, params);
            }
            control::note_turned_away(service, &call, &problem);
            problem.reply()
        }
        // For any path: the refusal of an unknown one is read from the call itself.
        Ok(()) if guard.is_preflight(&request.method, &request.headers) => {
            cors::permitting(Reply::empty(StatusCode::NO_CONTENT), &control::methods())
        }
        Ok(()) => route(service, request, call),
    };
    for_page(guard, &request.headers, reply)
}

fn route(service: &Service, request: &Request, mut call: Call<'_>) -> Reply {
    let found = TABLE.find(&request.method, &call.path);
    if !found.is_everywhere()
        && let Some(why) = hosts::absent(&call.host, &service.guard)
    {
        note_unmatched(service, &call, None, &format!("host {}: {why}", shown(&call.host)));
        return hosts::nothing_here(why);
    }
    match found {
        Found::Route(route, params) => {
            call.take(route.path, params);
            call.replaces_workspace = route.replaces_workspace();
            let cross = route.is_for_pages(is_open(service, call.headers));
            cors::for_any(cross, answer(service, route, &call))
        }
        Found::Methods(routes) if request.method == Method::OPTIONS => {
            cors::options(&methods(routes), any_for_pages(service, &call, routes))
        }
        Found::Nothing(near) if call.is_control() => control::unknown(&call, &the_nearest(near)),
        _ if call.is_control() => control::unknown(&call, ""),
        Found::Methods(routes) => {
            cors::for_any(any_for_pages(service, &call, routes), refuse_method(service, &call, routes))
        }
        Found::Nothing(near) => {
            cors::for_any(is_open(service, call.headers), refuse_path(service, &call, near))
        }
    }
}

fn answer(service: &Service, route: &'static Route, call: &Call<'_>) -> Reply {
    match route.door {
        Door::Api(endpoint) => pipeline::admitted(service, endpoint, call),
        Door::Page(door) => faults::answer(service, call, door),
        Door::Control(row) if row.takes_long() && call.ready.is_none() => Reply::after(Work::whole()),
        Door::Control(row) => control::answer(service, call, row),
    }
}

/// A call is given up before it was answered: noted where it came from.
pub(crate) fn give_up(service: &Service, request: &Request, why: &str) {
    let name = auth::origin(service, &Call::new(service, request)).unwrap_or_else(|| NOBODY.to_owned());
    let path = request.target.split('?').next().unwrap_or_default();
    let data = json!({ "method": shown(request.method.as_str()), "path": evidence::path(path) });
    service.store.visit(&name, |world| world.note(EntryKind::Cut, Some(why.to_owned()), data));
}

/// Whether pages of any origin may make one of these calls.
fn any_for_pages(service: &Service, call: &Call<'_>, routes: &[&Route]) -> bool {
    let open = is_open(service, call.headers);
    routes.iter().any(|route| route.is_for_pages(open))
}

fn refuse_method(service: &Service, call: &Call<'_>, routes: &[&Route]) -> Reply {
    let nearest = routes.first().map(|route| format!("{} {}", methods(routes), route.path));
    note_unmatched(service, call, nearest, "method");
    let failure = Failure::Method(call.method.to_string());
    refuse(service, call, &failure).with(header::ALLOW, &methods(routes))
}

fn refuse_path(service: &Service, call: &Call<'_>, near: Option<&Route>) -> Reply {
    let differs = match near {
        Some(near) if near.method != call.method => "method and path",
        _ => "path",
    };
    note_unmatched(service, call, near.map(|near| format!("{} {}", near.method, near.path)), differs);
    let why = format!("no route {} {}{}", call.method, shown(call.path_as_sent()), the_nearest(near));
    refuse(service, call, &Failure::NotFound).why(Some(&why))
}

/// Browsers ask for these by themselves.
const OF_BROWSERS: [&str; 4] = ["/favicon.ico/", "/robots.txt/", "/.well-known/", "/apple-touch-icon"];

fn note_unmatched(service: &Service, call: &Call<'_>, nearest: Option<String>, differs: &str) {
    if OF_BROWSERS.iter().any(|path| call.path.starts_with(path)) {
        return;
    }
    service.store.note_unmatched(UnmatchedCall {
        // The first call of a workspace may be one that nothing answers: it is not open then.
        workspace: auth::origin(service, call)
            .or_else(|| auth::claimed(service, call).filter(|name| name.len() <= SECRET_ID))
            .unwrap_or_default(),
        method: shown(call.method.as_str()),
        path: cut(&without_secrets_in_text(call.path_as_sent()), LONGEST_WHY).into_owned(),
        nearest,
        differs: differs.to_owned(),
    });
}

fn the_nearest(near: Option<&Route>) -> String {
    near.map(|route| format!("; the nearest is {} {}", route.method, route.path)).unwrap_or_default()
}

fn methods(routes: &[&Route]) -> String {
    routes.iter().map(|route| route.method.as_str()).collect::<Vec<_>>().join(", ")
}

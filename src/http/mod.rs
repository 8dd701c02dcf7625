//! What a call gets: a function of the workspaces and the request, without sockets, clocks or files.

pub mod api;
pub(crate) mod auth;
pub mod call;
pub mod control;
mod cors;
pub mod declarations;
mod failure;
mod fields;
mod filters;
mod guard;
mod keyring;
pub mod message;
mod openapi;
mod origin;
mod page;
mod pipeline;
mod playground;
mod polling;
pub mod problem;
mod projection;
mod qr;
pub mod routes;
mod rows;
mod screens;
mod script;
mod widget;
mod words;
pub(crate) mod work;

use std::cell::Cell;
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use bytes::Bytes;
use http::{HeaderMap, Method, StatusCode, header};
use serde_json::{Value, json};

use crate::domain::failure::Failure;
use crate::domain::limits::LONGEST_WHY;
use crate::domain::text::{cut, shown};
use crate::domain::time::Span;
use crate::domain::token::{Issued, Wish};
use crate::domain::vocabulary::EntryKind;
use crate::store::{NOBODY, Store};
use api::records::Accepted;
use call::Call;
use keyring::Keyring;
use message::{Reply, Request};
use pipeline::refuse;
use routes::{Door, Found, Route, Table};
use work::{Ready, Work};

pub(crate) use failure::status_of;
pub use guard::Guard;

/// Everything that an answer depends on.
pub struct Service {
    /// The workspaces.
    pub store: Store,
    /// Signs and reads tokens.
    pub(crate) keyring: Keyring,
    /// The files that are served, by path below `assets/`.
    pub(crate) files: BTreeMap<String, File>,
    /// What pages embed, without what is written into it on delivery; joined when it is first asked for.
    script: OnceLock<Result<String, String>>,
    /// Who may drive the control API.
    pub(crate) guard: Guard,
    /// What is fixed at the start.
    pub(crate) settings: Settings,
    pub(crate) table: Table,
}

/// A file that is served as it is.
pub struct File {
    /// Its type.
    pub content_type: &'static str,
    /// Its bytes.
    pub body: Bytes,
}

/// What is fixed at the start.
pub struct Settings {
    /// `127.0.0.1:2358`, for calls that do not say how they addressed us.
    pub address: String,
    /// Overrides the caller's own idea of our address.
    pub public_url: Option<String>,
    /// The version of the program.
    pub version: &'static str,
}

impl Settings {
    /// `scheme://host:port` for links in answers to whoever called this host.
    pub(crate) fn base(&self, host: &str) -> String {
        self.public_url.clone().unwrap_or_else(|| format!("http://{host}"))
    }
}

/// Who calls the REST API.
pub enum Caller {
    /// Secret id and password.
    Keys(String, String),
    /// A token that is alive: its workspace, and what was asked for with it, its scopes too (R-AUTH-07).
    Bearer(String, Arc<Wish>),
}

/// What a handler of the REST API answers.
pub struct Answer {
    status: StatusCode,
    body: Body,
    delay: Span,
}

/// A body that is not text yet: tokens are signed when the workspace's lock has been given back.
pub enum Body {
    /// JSON.
    Json(Value),
    /// Records, written already.
    Line(page::Line),
    /// A page of a list.
    Page(page::Page),
    /// Nothing at all.
    Empty,
    /// Tokens, not yet signed.
    Tokens(Box<Issued>),
}

impl Answer {
    fn ok(body: Value) -> Self {
        Self { status: StatusCode::OK, body: Body::Json(body), delay: Span::ZERO }
    }

    /// Something goes on by itself under this id (R-ASYNC-03).
    fn accepted(request_id: String) -> Self {
        let body = Body::Json(json!(Accepted { request_id }));
        Self { status: StatusCode::ACCEPTED, body, delay: Span::ZERO }
    }

    /// 204, truly empty.
    fn nothing() -> Self {
        Self { status: StatusCode::NO_CONTENT, body: Body::Empty, delay: Span::ZERO }
    }
}

/// Answers a call, however long it takes.
pub fn handle(service: &Service, request: &Request) -> Reply {
    let mut reply = begin(service, request);
    while let Some(work) = reply.work.take() {
        reply = work::go_on(service, request, *work);
    }
    reply
}

/// Answers a call, or says what has to be done before.
pub(crate) fn begin(service: &Service, request: &Request) -> Reply {
    attempt(service, request, None)
}

fn attempt(service: &Service, request: &Request, ready: Option<Ready>) -> Reply {
    let mut call = Call::new(service, request);
    call.ready = ready.map(Cell::new);
    let mut reply =
        if call.is_control() { guarded(service, request, call) } else { route(service, request, call) };
    reply.headers.insert(header::CACHE_CONTROL, http::HeaderValue::from_static("no-store"));
    if request.method == Method::HEAD {
        reply.body = Bytes::new();
    }
    reply
}

/// A control call, if its caller may make it. Its page may read the refusals too.
fn guarded(service: &Service, request: &Request, call: Call<'_>) -> Reply {
    let guard = &service.guard;
    let reply = match guard.admit(&request.method, &request.headers) {
        Err(problem) => problem.reply(),
        // For any path: the refusal of an unknown one is read from the call itself.
        Ok(()) if guard.is_preflight(&request.method, &request.headers) => {
            cors::permitting(Reply::empty(StatusCode::NO_CONTENT), &control::methods())
        }
        Ok(()) => route(service, request, call),
    };
    for_page(guard, &request.headers, reply)
}

/// Without further origins, no answer depends on them.
fn for_page(guard: &Guard, headers: &HeaderMap, reply: Reply) -> Reply {
    if guard.origins.is_empty() { reply } else { cors::for_one(guard.allowed(headers), reply) }
}

fn route(service: &Service, request: &Request, mut call: Call<'_>) -> Reply {
    match service.table.find(&request.method, &call.path) {
        Found::Route(route, params) => {
            call.take(params);
            cors::for_any(route.cors, answer(service, route, &call))
        }
        Found::Methods(methods, cross) if request.method == Method::OPTIONS => {
            cors::options(&list(&methods), cross)
        }
        _ if call.is_control() => control::unknown(&call),
        Found::Methods(methods, cross) => cors::for_any(cross, refuse_method(service, &call, &methods)),
        Found::Nothing(near) => refuse_path(service, &call, near),
    }
}

fn answer(service: &Service, route: &'static Route, call: &Call<'_>) -> Reply {
    match route.door {
        Door::Api(endpoint) => pipeline::admitted(service, endpoint, call),
        Door::Page(run) => run(service, call),
        Door::Control(row) if row.takes_long() && call.ready.is_none() => Reply::after(Work::whole()),
        Door::Control(row) => control::answer(service, call, row),
    }
}

/// A call is given up before it was answered: noted where it came from.
pub(crate) fn give_up(service: &Service, request: &Request, why: &str) {
    let name = auth::origin(service, &Call::new(service, request)).unwrap_or_else(|| NOBODY.to_owned());
    let path = request.target.split('?').next().unwrap_or_default();
    let data = json!({ "method": shown(request.method.as_str()), "path": &*cut(path, LONGEST_WHY) });
    service.store.visit(&name, |world| world.note(EntryKind::Cut, Some(why.to_owned()), data));
}

fn refuse_method(service: &Service, call: &Call<'_>, methods: &[&'static Method]) -> Reply {
    let failure = Failure::Method(call.method.to_string());
    refuse(service, call, &failure).with(header::ALLOW, &list(methods))
}

fn refuse_path(service: &Service, call: &Call<'_>, near: Option<&Route>) -> Reply {
    let near = near.map(|route| format!("; the nearest is {} {}", route.method, route.path));
    let why = format!("no route {} {}{}", call.method, shown(&call.path), near.unwrap_or_default());
    refuse(service, call, &Failure::NotFound).why(Some(&why))
}

fn list(methods: &[&'static Method]) -> String {
    methods.iter().map(|method| method.as_str()).collect::<Vec<_>>().join(", ")
}

/// The answer to a request that could not be read whole, or that has met a bug: in the shape of the door it came to.
pub(crate) fn unread(service: &Service, headers: &HeaderMap, target: &str, status: StatusCode) -> Reply {
    let (code, message) = match status {
        StatusCode::PAYLOAD_TOO_LARGE => ("request_too_large", "The body is larger than 1 MiB."),
        StatusCode::BAD_REQUEST => {
            ("request_unreadable", "The body breaks off or is badly framed, or the request names two hosts.")
        }
        StatusCode::REQUEST_TIMEOUT => ("request_incomplete", "The body did not arrive within 10 seconds."),
        _ => ("emulator_bug", "The emulator has met a bug; its standard error says where. Please report it."),
    };
    if target.starts_with("/_emulator") {
        return for_page(&service.guard, headers, control::refusal(status, code, message));
    }
    let id = "0".repeat(32);
    let reply = Reply::json_as(
        status,
        "application/json",
        &json!([{ "request_id": id, "message": message, "code": code }]),
    );
    cors::for_any(routes::is_for_pages(target), reply)
}

impl Service {
    /// Puts a service together.
    pub fn new(
        store: Store,
        files: BTreeMap<String, File>,
        signing_key: &[u8],
        guard: Guard,
        settings: Settings,
    ) -> Result<Arc<Self>, String> {
        let keyring = Keyring::new(signing_key);
        let (script, table) = (OnceLock::new(), Table::new()?);
        Ok(Arc::new(Self { store, keyring, files, script, guard, settings, table }))
    }
}

//! What a call gets: a function of the workspaces and the request, without sockets, clocks or files.

pub mod api;
pub(crate) mod auth;
pub mod call;
mod control;
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
mod playground;
mod polling;
mod problem;
mod projection;
mod qr;
pub mod routes;
mod rows;
mod runs;
mod screens;
mod script;
mod widget;

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use bytes::Bytes;
use http::{HeaderMap, Method, StatusCode, header};
use serde_json::{Value, json};

use crate::domain::World;
use crate::domain::catalogue::Code;
use crate::domain::failure::Failure;
use crate::domain::options::Opt;
use crate::domain::scenario::Refusal;
use crate::domain::time::Span;
use crate::domain::token::{Issued, Wish};
use crate::store::{Closed, NOBODY, Store};
use api::records::Accepted;
use api::{Endpoint, ruled, tokens};
use call::Call;
use keyring::Keyring;
use message::{Reply, Request};
use projection::Projection;
use routes::{Door, Found, Route, Table};

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

/// Answers a call.
pub fn handle(service: &Service, request: &Request) -> Reply {
    let call = Call::new(service, request);
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
        Found::Nothing(nearest) => refuse_path(service, &call, nearest),
    }
}

fn answer(service: &Service, route: &'static Route, call: &Call<'_>) -> Reply {
    match route.door {
        Door::Api(endpoint) => admitted(service, endpoint, call),
        Door::Page(run) => run(service, call),
        Door::Control(run) => control::answer(service, call, run),
    }
}

fn admitted(service: &Service, endpoint: &Endpoint, call: &Call<'_>) -> Reply {
    let reply = endpoint.admit(service, call).and_then(|caller| entered(service, endpoint, call, caller));
    let mut reply = reply.unwrap_or_else(|failure| refuse(service, call, &failure));
    if endpoint.cors {
        // A page may call this one: the browser would ask the user for the keys, and the call would hang.
        reply.headers.remove(header::WWW_AUTHENTICATE);
    }
    if call.looks_like_mislabelled_json() {
        return reply
            .why(Some("the body looks like JSON but came as a form: send Content-Type: application/json"));
    }
    reply
}

/// A call of the REST API in its workspace; tokens are signed after the lock has been given back.
fn entered(
    service: &Service,
    endpoint: &Endpoint,
    call: &Call<'_>,
    caller: Caller,
) -> Result<Reply, Failure> {
    let name = match &caller {
        Caller::Keys(id, password) if !service.store.admits(id, password) => return Err(Failure::WrongKeys),
        Caller::Keys(id, _) => id.clone(),
        Caller::Bearer(workspace, _) => workspace.clone(),
    };
    let entered = service.store.enter(&name, |world| -> Result<Judged, Failure> {
        if let Caller::Keys(_, password) = &caller {
            world.unlock(password)?;
        }
        Ok(judged(world, endpoint, call))
    });
    let (result, why, delay) = entered.map_err(closed)??;
    let mut reply = match result {
        Ok(answer) => written(service, call, answer),
        Err(reply) => reply,
    };
    reply.delay = Span::micros(reply.delay.as_micros().saturating_add(delay.as_micros()));
    Ok(reply.why(why.as_deref()))
}

/// All answers but tokens are projected here, and nowhere else (R-PAGE-06).
fn written(service: &Service, call: &Call<'_>, answer: Answer) -> Reply {
    // What goes on in the background has an id to be known by, and no keys to choose from.
    let accepted = answer.status == StatusCode::ACCEPTED;
    let projection = if accepted { Projection::default() } else { Projection::of(call) };
    let json = |text: String| Reply::new(answer.status, "application/json", text);
    let reply = match answer.body {
        Body::Json(mut body) => {
            projection.apply(&mut body);
            json(body.to_string())
        }
        Body::Line(line) => json(line.written(&projection)),
        Body::Page(page) => json(page.written(&projection)),
        Body::Empty => Reply::empty(answer.status),
        Body::Tokens(issued) => json(tokens::signed(&service.keyring, &issued)),
    };
    Reply { delay: answer.delay, ..reply }
}

fn closed(closed: Closed) -> Failure {
    match closed {
        Closed::Unknown => Failure::WrongKeys,
        Closed::TooLong | Closed::TooMany => Failure::Coded(Refusal::of(Code::AccessToResourceDenied)),
    }
}

type Judged = (Result<Answer, Reply>, Option<String>, Span);

/// What a scenario's rules say comes first, then the handler; both are noted.
fn judged(world: &mut World, endpoint: &Endpoint, call: &Call<'_>) -> Judged {
    let verdict = ruled::verdict(world, endpoint, call);
    let why = verdict.as_ref().map(|verdict| verdict.why.clone());
    let delay = verdict.as_ref().map(|verdict| verdict.delay).unwrap_or_default();
    let result = match verdict.and_then(|verdict| verdict.error) {
        Some(refusal) => Err(ruled::refuse(world, endpoint, call, refusal)),
        None => endpoint.run(world, call),
    };
    let why = why.or_else(|| world.take_bent());
    let result = match result {
        Ok(_) if redirects(world, call) => Err(slash(call)),
        result => result.map_err(|failure| failure::reply(&failure, &world.request_id(), &world.options())),
    };
    let status = result.as_ref().map_or_else(|reply| reply.status, |answer| answer.status);
    note(world, call, status, why.clone());
    (result, why, delay)
}

/// A POST cannot be sent elsewhere safely (R-BASE-03).
fn redirects(world: &World, call: &Call<'_>) -> bool {
    !call.slashed && call.method == Method::GET && world.options().text(Opt::SlashRedirect) == "301"
}

fn slash(call: &Call<'_>) -> Reply {
    let query = if call.raw_query.is_empty() { String::new() } else { format!("?{}", call.raw_query) };
    let to = format!("{}{}{query}", call.base, call.path);
    Reply::empty(StatusCode::MOVED_PERMANENTLY).with(header::LOCATION, &to)
}

fn note(world: &mut World, call: &Call<'_>, status: StatusCode, why: Option<String>) {
    world.note(
        "request",
        why,
        json!({ "method": call.method.as_str(), "path": call.path, "status": status.as_u16() }),
    );
}

/// A refusal before any workspace was entered; it is noted in the one it came from, if that is open and sure. A call of
/// nobody, or of somebody who only names a workspace, shifts the bytes of none.
fn refuse(service: &Service, call: &Call<'_>, failure: &Failure) -> Reply {
    let origin = auth::origin(service, call);
    let refused = service.store.enter(origin.as_deref().unwrap_or(NOBODY), |world| {
        let options = world.options();
        let id = if origin.is_some() { world.request_id() } else { world.request_id_for(&call.parts()) };
        let reply = failure::reply(failure, &id, &options);
        note(world, call, reply.status, None);
        reply
    });
    refused.unwrap_or_else(|_| failure::reply(failure, "", &service.store.next_start().options))
}

fn refuse_method(service: &Service, call: &Call<'_>, methods: &[&'static Method]) -> Reply {
    let failure = Failure::Method(call.method.to_string());
    refuse(service, call, &failure).with(header::ALLOW, &list(methods))
}

fn refuse_path(service: &Service, call: &Call<'_>, nearest: &Route) -> Reply {
    let why =
        format!("no route {} {}; the nearest is {} {}", call.method, call.path, nearest.method, nearest.path);
    let printable: String = why.chars().filter(|c| (' '..='~').contains(c)).take(300).collect();
    refuse(service, call, &Failure::NotFound).why(Some(&printable))
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

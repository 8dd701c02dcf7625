//! What a call gets: a function of the workspaces and the request, without sockets, clocks or files.

pub(crate) mod auth;
pub mod call;
pub mod control;
mod failure;
mod fields;
mod filters;
mod guard;
mod institutions;
mod keyring;
mod links;
pub mod message;
mod openapi;
mod page;
mod payments;
mod playground;
pub mod problem;
mod projection;
mod qr;
mod records;
pub mod routes;
mod rows;
mod ruled;
mod screens;
mod script;
mod tokens;
mod widget;

use std::collections::BTreeMap;
use std::sync::Arc;

use bytes::Bytes;
use http::{HeaderName, Method, StatusCode, header};
use serde_json::{Value, json};

use crate::domain::World;
use crate::domain::failure::Failure;
use crate::domain::journal::EntryKind;
use crate::domain::options::Opt;
use crate::domain::scenario::Refusal;
use crate::domain::time::Span;
use crate::domain::token::{Issued, Wish};
use crate::store::{Closed, NOBODY, Store};
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
    /// What pages embed, without what is written into it on delivery.
    pub(crate) script: String,
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
        let body = Body::Json(json!(records::Accepted { request_id }));
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
    let admitted = if call.is_control() { service.guard.admit(call.headers) } else { Ok(()) };
    let mut reply = match admitted {
        Ok(()) => route(service, request, call),
        Err(problem) => problem.reply(),
    };
    reply.headers.insert(header::CACHE_CONTROL, http::HeaderValue::from_static("no-store"));
    if request.method == Method::HEAD {
        reply.body = Bytes::new();
    }
    reply
}

fn route(service: &Service, request: &Request, mut call: Call<'_>) -> Reply {
    match service.table.find(&request.method, &call.path) {
        Found::Route(route, params) => {
            call.take(params);
            cors(route.cors, answer(service, route, &call))
        }
        Found::Methods(methods, cross) if request.method == Method::OPTIONS => preflight(&methods, cross),
        _ if call.is_control() => control::unknown(&call),
        Found::Methods(methods, cross) => cors(cross, refuse_method(service, &call, &methods)),
        Found::Nothing(nearest) => refuse_path(service, &call, nearest),
    }
}

fn answer(service: &Service, route: &'static Route, call: &Call<'_>) -> Reply {
    match route.door {
        Door::Api { caller, scope, run } => admitted(service, route, call, caller, scope, &run),
        Door::Records { resource, run } => {
            let run = |world: &mut World, call: &Call<'_>| run(resource, world, call);
            let scope = resource.calls.scope.unwrap_or(NO_TOKEN);
            admitted(service, route, call, auth::caller, Some(scope), &run)
        }
        Door::Page(run) => run(service, call),
        Door::Control(row) => control::answer(service, call, row),
    }
}

/// The scope of what no widget token reaches: most data of a link are read with keys.
const NO_TOKEN: &str = "";

fn admitted(
    service: &Service,
    route: &'static Route,
    call: &Call<'_>,
    caller: fn(&Service, &Call<'_>) -> Result<Caller, Failure>,
    scope: Option<&'static str>,
    run: Handler<'_>,
) -> Reply {
    let caller = caller(service, call).and_then(|caller| admit(caller, scope));
    let reply = caller.and_then(|caller| api(service, route, call, caller, run));
    let mut reply = reply.unwrap_or_else(|failure| refuse(service, call, &failure));
    if route.cors {
        // A page may call this one: the browser would ask the user for the keys, and the call would hang.
        reply.headers.remove(header::WWW_AUTHENTICATE);
    }
    if call.looks_like_mislabelled_json() {
        return reply
            .why(Some("the body looks like JSON but came as a form: send Content-Type: application/json"));
    }
    reply
}

/// What answers a call of the REST API in its workspace.
type Handler<'h> = &'h dyn Fn(&mut World, &Call<'_>) -> Result<Answer, Failure>;

/// A token reaches what its scopes name; keys reach all.
fn admit(caller: Caller, scope: Option<&'static str>) -> Result<Caller, Failure> {
    match (&caller, scope) {
        (Caller::Bearer(_, wish), Some(scope)) if !wish.scopes.iter().any(|has| has == scope) => {
            Err(Failure::Coded(Refusal::of("permission_denied")))
        }
        _ => Ok(caller),
    }
}

/// A call of the REST API in its workspace; tokens are signed after the lock has been given back.
fn api(
    service: &Service,
    route: &Route,
    call: &Call<'_>,
    caller: Caller,
    run: Handler<'_>,
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
        Ok(judged(world, route, call, run))
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
        Closed::TooLong | Closed::TooMany => Failure::Coded(Refusal::of("access_to_resource_denied")),
    }
}

type Judged = (Result<Answer, Reply>, Option<String>, Span);

/// What a scenario's rules say comes first, then the handler; both are noted.
fn judged(world: &mut World, route: &Route, call: &Call<'_>, run: Handler<'_>) -> Judged {
    let verdict = world.verdict(call.method.as_str(), route.path);
    let why = verdict.as_ref().map(|verdict| verdict.why.clone());
    let delay = verdict.as_ref().map(|verdict| verdict.delay).unwrap_or_default();
    let result = match verdict.and_then(|verdict| verdict.error) {
        Some(refusal) => Err(ruled::refuse(world, route, call, refusal)),
        None => run(world, call),
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
        EntryKind::Request,
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

fn cors(cross: bool, reply: Reply) -> Reply {
    if !cross {
        return reply;
    }
    reply
        .with(header::ACCESS_CONTROL_ALLOW_ORIGIN, "*")
        .with(header::ACCESS_CONTROL_EXPOSE_HEADERS, "X-Belvo-Emulator-Why")
        .with(HeaderName::from_static("cross-origin-resource-policy"), "cross-origin")
}

/// The answer to a request that could not be read whole, or that has met a bug: in the shape of the door it came to.
pub(crate) fn unread(target: &str, status: StatusCode) -> Reply {
    let (code, message) = match status {
        StatusCode::PAYLOAD_TOO_LARGE => ("request_too_large", "The body is larger than 1 MiB."),
        StatusCode::BAD_REQUEST => {
            ("request_unreadable", "The body breaks off or is badly framed, or the request names two hosts.")
        }
        StatusCode::REQUEST_TIMEOUT => ("request_incomplete", "The body did not arrive within 10 seconds."),
        _ => ("emulator_bug", "The emulator has met a bug; its standard error says where. Please report it."),
    };
    if target.starts_with("/_emulator") {
        return control::refusal(status, code, message);
    }
    let id = "0".repeat(32);
    let reply = Reply::json_as(
        status,
        "application/json",
        &json!([{ "request_id": id, "message": message, "code": code }]),
    );
    cors(target.starts_with("/widget/") || target.starts_with("/api/token"), reply)
}

/// `OPTIONS` (R-BASE-11, 13).
fn preflight(methods: &[&'static Method], cross: bool) -> Reply {
    let reply = cors(cross, Reply::empty(StatusCode::OK)).with(header::ALLOW, &list(methods));
    if !cross {
        return reply;
    }
    reply
        .with(header::ACCESS_CONTROL_ALLOW_METHODS, &list(methods))
        .with(header::ACCESS_CONTROL_ALLOW_HEADERS, "Authorization, Content-Type")
        .with(header::ACCESS_CONTROL_MAX_AGE, "600")
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
        let text = |path: &str| files.get(path).map(|file| String::from_utf8_lossy(&file.body).into_owned());
        let script = script::join(text)?;
        Ok(Arc::new(Self { store, keyring, files, script, guard, settings, table: Table::new()? }))
    }
}

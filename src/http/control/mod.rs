//! The control API under `/_emulator/`: a row of `table` for each verb, a file for each family of them.
//!
//! A verb is a function of a `Context` and a typed request. Its row says the rest, and all that is known of it
//! elsewhere follows from the row: the route, the method of the library, the command, the operation of the OpenAPI
//! document, the line in the lists. Errors are problem documents, never Belvo's array.

pub(crate) mod about;
mod arguments;
pub(crate) mod bundle;
pub(crate) mod clock;
mod contradiction;
pub(crate) mod data;
pub(crate) mod deliveries;
pub(crate) mod due;
pub(crate) mod faults;
pub(crate) mod inbox;
pub(crate) mod institution;
pub(crate) mod journal;
pub(crate) mod link;
mod matching;
pub(crate) mod names;
mod openapi;
pub(crate) mod options;
mod pattern;
mod position;
pub(crate) mod queue;
mod read;
pub(crate) mod receivers;
pub(crate) mod record;
mod row;
pub(crate) mod scenario;
mod schema;
pub(crate) mod snapshot;
pub(crate) mod stream;
mod table;
pub(crate) mod token;
pub(crate) mod unmatched;
pub(crate) mod verify;
mod waiting;
pub(crate) mod webhooks;
pub(crate) mod widget;
pub(crate) mod workspaces;

use http::{HeaderName, Method, StatusCode};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::json;

use super::call::Call;
use super::guard;
use super::message::{Hold, Reply};
use super::problem::{Problem, VERIFY_FAILED};
use super::service::Service;
use super::work::Done;
use crate::domain::base::text::{cut, shown};
use crate::domain::workspace::world::World;
use crate::store::Scope;

pub use about::*;
pub use bundle::*;
pub use clock::*;
pub use data::*;
pub use deliveries::*;
pub use due::*;
pub use faults::*;
pub use inbox::*;
pub use institution::*;
pub use journal::*;
pub use link::*;
pub use matching::{Match, Nearest};
pub use names::*;
pub use options::*;
pub use position::JournalPosition;
pub use queue::*;
pub use receivers::*;
pub use record::*;
pub(crate) use row::{Context, OPENNESS, Openness, Prints, Row};
pub use scenario::*;
pub use snapshot::*;
pub use stream::*;
pub(crate) use table::{ROWS, with_verbs};
pub use token::*;
pub use unmatched::*;
pub use verify::*;
pub use webhooks::*;
pub use widget::*;
pub use workspaces::*;

// What stands in requests and answers.
pub use super::screens::Frame;
pub use crate::domain::base::dice::Ids;
pub use crate::domain::base::kinds::{DueKind, EntryKind};
pub use crate::domain::base::time::Timestamp;
pub use crate::domain::scenario::model::Play;
pub use crate::domain::scenario::rule::ConnectionCut;
pub use crate::domain::scenario::webhooks::{SentAuthorization, SentBody};
pub use crate::domain::vocabulary::acts::Verb as ActName;
pub use crate::domain::vocabulary::answers::Sink;
pub use crate::domain::vocabulary::catalogue::Confidence;
pub use crate::domain::vocabulary::hooks::{HookCode, Process};
pub use crate::domain::vocabulary::pages::Page;
pub use crate::domain::vocabulary::{
    AccessMode, Days, InstitutionState, LinkState, LinkStatus, RefreshRate, Retention, TokenState,
};
pub use crate::domain::webhook::deliveries::State;
pub use crate::domain::webhook::target::Encoding;
pub use crate::domain::widget::Ending;
pub use crate::domain::widget::emission::{Emission, Shape};
pub use crate::scenario_file::Fault;

/// Answers a control call in its scope.
pub(super) fn answer(service: &Service, call: &Call<'_>, row: &'static Row) -> Reply {
    if let Some(pattern) = pattern::of(call) {
        return pattern::answer(service, call, row, pattern).unwrap_or_else(Problem::reply);
    }
    let scope = match call.param("workspace") {
        "" => Scope::All,
        name => Scope::One(name.to_owned()),
    };
    let done = call.take_ready().done;
    let is_over = done.as_ref().is_some_and(|done| done.is_over);
    let last_event = call.headers.get("last-event-id").and_then(|id| id.to_str().ok());
    let context =
        Context { asks_again: !is_over, done, last_event, ..Context::new(service, &scope, &call.base, ROWS) };
    let run = || {
        let answer = read::request(row, call).and_then(|request| (row.run)(&context, request));
        let answer = answer.map(|reply| context.other_form.take().unwrap_or(reply));
        answer.unwrap_or_else(|problem| {
            note_refused(service, call, row, &problem);
            problem.reply()
        })
    };
    match &scope {
        Scope::One(name) if row.is_of_workspaces() => with_openness(service, name, run),
        _ => run(),
    }
}

/// A refused call stands in the workspace that it names, if that is open. What only reads has its answer, as what was verified
/// has: a page that looks again at each entry would write the next one. What would have taken the place of the workspace leaves
/// it as it is.
fn note_refused(service: &Service, call: &Call<'_>, row: &Row, problem: &Problem) {
    let workspace = call.param("workspace");
    let is_quiet = row.method == Method::GET || row.replaces_workspace() || problem.code == VERIFY_FAILED.1;
    if workspace.is_empty() || is_quiet {
        return;
    }
    let data = json!({
        "on": format!("{} {}", row.method, row.written_path()), "status": problem.status, "code": problem.code,
    });
    let note = |world: &mut World| world.note(EntryKind::ControlRefused, Some(problem.detail.clone()), data);
    service.store.visit(workspace, note);
}

/// A call whose body could not be read, of somebody who may make it or not.
pub(super) fn note_unread(service: &Service, call: &Call<'_>, row: &Row, problem: &Problem) {
    match service.guard.admit(&call.method, call.headers) {
        Ok(()) => note_refused(service, call, row, problem),
        Err(_) => note_turned_away(service, call, problem),
    }
}

/// A call that was refused before anything of it was read stands in the workspace that it names, if that is open, else in
/// nobody's. Of where it came from the beginning stands there: it may be anything.
pub(super) fn note_turned_away(service: &Service, call: &Call<'_>, problem: &Problem) {
    let path = call.route.map_or_else(|| shown(&call.path), |route| route.trim_end_matches('/').to_owned());
    let mut data = json!({
        "on": format!("{} {path}", shown(call.method.as_str())), "status": problem.status, "code": problem.code,
    });
    let (why, judged) = guard::without_value(problem);
    if let Some(from) = judged.and_then(|name| call.headers.get(name)) {
        data["from"] = beginning(&String::from_utf8_lossy(from.as_bytes())).into();
    }
    service.store.note_turned_away(call.param("workspace"), why, &data);
}

/// Never all of it.
fn beginning(text: &str) -> String {
    const LONGEST: usize = 24;
    let most = text.chars().count().saturating_sub(1).min(LONGEST);
    shown(&cut(text, most))
}

/// Says whether the workspace of a call is open, and whether it was before: a misspelt id is as good as any.
fn with_openness(service: &Service, name: &str, run: impl FnOnce() -> Reply) -> Reply {
    let before = service.store.is_open(name);
    let reply = run();
    let word = match (before, service.store.is_open(name)) {
        (true, _) => Openness::Open,
        (false, true) => Openness::Opened,
        (false, false) => Openness::Closed,
    };
    reply.with(HeaderName::from_static(OPENNESS), word.name())
}

/// Answers a verb of the library: the same checks, the same function, no JSON in between; with what it can wait for.
pub(crate) fn ask<Q: Serialize + JsonSchema, A>(
    service: &Service,
    scope: &Scope,
    verb: fn(&Context<'_>, Q) -> Result<A, Problem>,
    request: Q,
    done: Option<Done>,
) -> Result<(A, Option<Hold>), Problem> {
    read::check::<Q>(&serde_json::json!(request))?;
    let base = service.settings.own_base();
    let context = Context { done, ..Context::new(service, scope, &base, ROWS) };
    let answer = verb(&context, request)?;
    Ok((answer, context.hold.take()))
}

/// No such control call; `nearest` is what is said of the one that was probably meant.
pub(super) fn unknown(call: &Call<'_>, nearest: &str) -> Reply {
    let detail = format!("there is no {} {}{nearest}", call.method, shown(&call.path));
    Problem::new(StatusCode::NOT_FOUND, "not_found", detail).hint("GET /_emulator/ lists all calls").reply()
}

/// All methods of control calls.
pub(super) fn methods() -> String {
    let mut methods: Vec<&str> = ROWS.iter().map(|row| row.method.as_str()).collect();
    methods.sort_unstable();
    methods.dedup();
    methods.join(", ")
}

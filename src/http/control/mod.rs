//! The control API under `/_emulator/`: a row of `table` for each verb, a file for each family of them.
//!
//! A verb is a function of a `Context` and a typed request. Its row says the rest, and all that is known of it
//! elsewhere follows from the row: the route, the method of the library, the command, the operation of the OpenAPI
//! document, the line in the lists. Errors are problem documents, never Belvo's array.

pub(crate) mod about;
mod arguments;
pub(crate) mod clock;
pub(crate) mod journal;
pub(crate) mod link;
mod openapi;
pub(crate) mod options;
pub(crate) mod queue;
mod read;
pub(crate) mod scenario;
mod schema;
mod table;
pub(crate) mod widget;

use clap::ArgMatches;
use http::{Method, StatusCode};
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::call::Call;
use super::message::Reply;
use super::problem::{Problem, Refusal};
use crate::domain::base::text::shown;
use crate::http::Service;
use crate::store::Scope;

pub use about::*;
pub use clock::*;
pub use journal::*;
pub use link::*;
pub use options::*;
pub use queue::*;
pub use scenario::*;
pub(crate) use table::{ROWS, with_verbs};
pub use widget::*;

// What stands in requests and answers.
pub use super::screens::Frame;
pub use crate::domain::base::dice::Ids;
pub use crate::domain::base::kinds::{DueKind, EntryKind};
pub use crate::domain::base::time::Timestamp;
pub use crate::domain::scenario::model::Play;
pub use crate::domain::vocabulary::acts::Verb as ActName;
pub use crate::domain::vocabulary::answers::Sink;
pub use crate::domain::vocabulary::catalogue::Confidence;
pub use crate::domain::vocabulary::pages::Page;
pub use crate::domain::vocabulary::{AccessMode, Days, LinkStatus, RefreshRate, Retention};
pub use crate::domain::widget::Ending;
pub use crate::domain::widget::emission::{Emission, Shape};
pub use crate::scenario_file::Fault;

/// What a verb answers from, besides its request.
pub(crate) struct Context<'c> {
    service: &'c Service,
    scope: &'c Scope,
    /// `http://host:port` for addresses in answers.
    base: &'c str,
}

/// What a verb is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Extent {
    /// The emulator: its answer is the same for every workspace.
    Emulator,
    /// The workspaces: one, or all present and future ones.
    Workspaces,
}

/// How much work a verb is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cost {
    /// Little, whatever there is.
    Quick,
    /// It grows with what a workspace holds, or with what is sent: it is done off the threads that serve sockets.
    Long,
}

/// A verb.
pub(crate) struct Row {
    /// The name of its method in the library.
    pub(crate) name: &'static str,
    pub(crate) method: Method,
    /// The whole path, with its last slash.
    pub(crate) path: &'static str,
    /// One sentence.
    pub(crate) about: &'static str,
    /// The words of its command; one that begins with `--` is the flag that tells it from others of the same words.
    pub(crate) command: &'static str,
    pub(crate) extent: Extent,
    cost: Cost,
    /// What it is refused with besides what is wrong with its request.
    refuses: &'static [Refusal],
    run: fn(&Context<'_>, Value) -> Result<Reply, Problem>,
    request: fn(&mut SchemaGenerator) -> Schema,
    answer: fn(&mut SchemaGenerator) -> Schema,
    /// Puts the arguments of its request into a command.
    pub(crate) arguments: fn(clap::Command) -> clap::Command,
    /// Reads its request from a command.
    pub(crate) typed: fn(&ArgMatches) -> Result<Value, clap::Error>,
}

/// Answers a control call in its scope.
pub(super) fn answer(service: &Service, call: &Call<'_>, row: &'static Row) -> Reply {
    let scope = match call.param("workspace") {
        "" => Scope::All,
        name => Scope::One(name.to_owned()),
    };
    let context = Context { service, scope: &scope, base: &call.base };
    read::request(row, call).and_then(|request| (row.run)(&context, request)).unwrap_or_else(Problem::reply)
}

/// Answers a verb of the library: the same checks, the same function, no JSON in between.
pub(crate) fn ask<Q: Serialize + JsonSchema, A>(
    service: &Service,
    scope: &Scope,
    verb: fn(&Context<'_>, Q) -> Result<A, Problem>,
    request: Q,
) -> Result<A, Problem> {
    read::check::<Q>(&serde_json::json!(request))?;
    let base = service.settings.base(&service.settings.address);
    verb(&Context { service, scope, base: &base }, request)
}

/// Runs a verb on a request that has been checked. An answer that is not the usual one says why in a header too.
fn run<Q: DeserializeOwned, A: Serialize>(
    context: &Context<'_>,
    request: Value,
    verb: fn(&Context<'_>, Q) -> Result<A, Problem>,
) -> Result<Reply, Problem> {
    let request = serde_json::from_value(request).map_err(|why| Problem::bad("body", why.to_string()))?;
    let answer = serde_json::json!(verb(context, request)?);
    Ok(Reply::json(&answer).why(answer.get("why").and_then(Value::as_str)))
}

/// A refusal before any verb.
pub(super) fn refusal(status: StatusCode, code: &'static str, detail: &str) -> Reply {
    Problem::new(status, code, detail).reply()
}

/// No such control call.
pub(super) fn unknown(call: &Call<'_>) -> Reply {
    let detail = format!("there is no {} {}", call.method, shown(&call.path));
    Problem::new(StatusCode::NOT_FOUND, "not_found", detail).hint("GET /_emulator/ lists all calls").reply()
}

/// All methods of control calls.
pub(super) fn methods() -> String {
    let mut methods: Vec<&str> = ROWS.iter().map(|row| row.method.as_str()).collect();
    methods.sort_unstable();
    methods.dedup();
    methods.join(", ")
}

impl Row {
    /// What its request looks like.
    fn request_schema(&self) -> Value {
        schema::of(self.request)
    }

    /// Whether its work is done off the threads that serve sockets.
    pub(super) fn takes_long(&self) -> bool {
        self.cost == Cost::Long
    }

    /// How its command is typed, after `belvo-emulator ctl`.
    pub(crate) fn usage(&self) -> String {
        arguments::usage(self)
    }

    /// Its path as it is written for people: without the last slash.
    pub(crate) fn written_path(&self) -> &'static str {
        self.path.trim_end_matches('/')
    }

    /// The names in the braces of its path.
    pub(crate) fn path_fields(&self) -> impl Iterator<Item = &'static str> {
        self.path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'))
    }

    /// Whether its request comes in the body; else it stands in the address.
    pub(crate) fn has_body(&self) -> bool {
        [Method::POST, Method::PUT, Method::PATCH].contains(&self.method)
    }
}

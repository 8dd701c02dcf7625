//! What is said of a verb: the row of the table, and what its function answers from.

use std::cell::Cell;

use bytes::Bytes;
use clap::ArgMatches;
use http::{Method, StatusCode};
use schemars::{Schema, SchemaGenerator};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::domain::base::text;
use crate::domain::base::time::{LONGEST_WAIT, Span};
use crate::domain::workspace::world::World;
use crate::http::message::{GoesOn, Hold, Reply};
use crate::http::problem::{Problem, Refusal, WORKSPACE_REQUIRED};
use crate::http::service::Service;
use crate::http::work::Done;
use crate::store::{NOBODY, Scope};

/// What a verb answers from, besides its request.
pub(crate) struct Context<'c> {
    pub(super) service: &'c Service,
    pub(super) scope: &'c Scope,
    /// `http://host:port` for addresses in answers.
    pub(super) base: &'c str,
    /// All verbs.
    pub(super) rows: &'static [Row],
    /// Set by a verb whose answer can wait for something to happen.
    pub(super) hold: Cell<Option<Hold>>,
    /// Set by a verb whose answer goes on: what it begins with, and the rest.
    pub(super) goes_on: Cell<Option<(Bytes, Box<dyn GoesOn>)>>,
    /// Set by a verb that was asked for its answer in another form than one JSON document.
    pub(super) other_form: Cell<Option<Reply>>,
    /// What a reader who was cut off has got last.
    pub(super) last_event: Option<&'c str>,
    /// What the verb has done when it is asked again.
    pub(super) done: Option<Done>,
    /// Whether an answer that waits is asked for once more before it is sent: until then it need not be whole.
    pub(super) asks_again: bool,
}

impl<'c> Context<'c> {
    pub(super) fn new(service: &'c Service, scope: &'c Scope, base: &'c str, rows: &'static [Row]) -> Self {
        Self {
            service,
            scope,
            base,
            rows,
            hold: Cell::default(),
            goes_on: Cell::default(),
            other_form: Cell::default(),
            last_event: None,
            done: None,
            asks_again: false,
        }
    }

    /// For another scope.
    pub(super) fn within<'s>(&'s self, scope: &'s Scope) -> Context<'s>
    where
        'c: 's,
    {
        Context::new(self.service, scope, self.base, self.rows)
    }

    /// The one workspace that a verb is about.
    pub(super) fn workspace(&self) -> Result<&str, Problem> {
        let Scope::One(name) = self.scope else {
            let open = listed(&self.service.store.names());
            return Err(name_one(format!("this is of one workspace, and none was named; open: {open}")));
        };
        Ok(name)
    }

    /// The one workspace of the scope that has something; `what` is said if several have it: a snapshot that was put under
    /// another name has the ids of the first.
    pub(super) fn workspace_with(
        &self,
        what: &str,
        has: impl Fn(&World) -> bool,
    ) -> Result<Option<Scope>, Problem> {
        let found = self.service.store.each(self.scope, |world| has(world))?;
        let mut names: Vec<String> =
            found.into_iter().filter_map(|(name, has)| has.then_some(name)).collect();
        match names.len() {
            0 | 1 => Ok(names.pop().map(Scope::One)),
            _ => Err(name_one(format!("several workspaces have {what}: {}", listed(&names)))),
        }
    }

    /// The answer can wait for something to happen in these workspaces, for so long, and no longer than any does.
    pub(super) fn wait(&self, most: Span) -> Result<(), Problem> {
        self.wait_after(most, None)
    }

    /// The same; what has been done is not to be done once more.
    pub(super) fn wait_after(&self, most: Span, done: Option<Done>) -> Result<(), Problem> {
        let wakes = self.service.store.each(self.scope, |world| world.next_due())?;
        let wake = wakes.into_iter().filter_map(|(_, wake)| wake).min();
        self.hold.set(Some(Hold { wake, most: Some(most.min(LONGEST_WAIT)), done }));
        Ok(())
    }
}

/// A verb that is of one workspace wants its name.
pub(super) fn name_one(detail: String) -> Problem {
    let hint = "name one: /_emulator/workspaces/ID/…, or ctl --workspace ID";
    Problem::of(WORKSPACE_REQUIRED, detail).hint(hint)
}

fn listed(names: &[String]) -> String {
    let name = |name: &String| if name == NOBODY { "nobody's".to_owned() } else { name.clone() };
    let names: Vec<String> = names.iter().map(name).collect();
    let shown: Vec<&str> = names.iter().map(String::as_str).collect();
    if shown.is_empty() { "none is".to_owned() } else { text::list(&shown) }
}

/// What a verb is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Extent {
    /// The emulator: its answer is the same for every workspace.
    Emulator,
    /// The workspaces: one, those whose names fit a pattern, or all present and future ones.
    Workspaces,
    /// The same, and a pattern has to meet one: of none at all, what is asked proves nothing.
    AnyWorkspaces,
    /// The same, but for no pattern: it takes or answers something of one workspace, or of all together.
    NoPattern,
}

/// The header that says of the workspace of a call whether it is open.
pub(crate) const OPENNESS: &str = "x-belvo-emulator-workspace";

/// Whether a workspace is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Openness {
    /// It was before the call.
    Open,
    /// The call has opened it.
    Opened,
    /// It is not: what was answered is what it would start with.
    Closed,
}

impl Openness {
    /// Its word in the header.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Opened => "opened",
            Self::Closed => "not-open",
        }
    }
}

/// How much work a verb is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cost {
    /// Little, whatever there is.
    Quick,
    /// It grows with what a workspace holds, or with what is sent: it is done off the threads that serve sockets.
    Long,
    /// The same, and what is sent takes the place of a workspace: its body may be as large and as deep as one.
    Whole,
}

/// What the command of a verb prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Prints {
    /// The answer.
    Document,
    /// The `text` of the answer, as it is: a file.
    Text,
    /// The answer; with a flag its entries one a line, or those to come.
    Entries,
    /// The answer; with a flag each try to deliver as it is made.
    Tries,
    /// What comes, until it is stopped.
    Stream,
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
    pub(super) cost: Cost,
    /// What it is refused with besides what is wrong with its request.
    pub(super) refuses: &'static [Refusal],
    pub(crate) prints: Prints,
    pub(super) run: fn(&Context<'_>, Value) -> Result<Reply, Problem>,
    pub(super) request: fn(&mut SchemaGenerator) -> Schema,
    pub(super) answer: fn(&mut SchemaGenerator) -> Schema,
    /// Puts the arguments of its request into a command.
    pub(crate) arguments: fn(clap::Command) -> clap::Command,
    /// Reads its request from a command.
    pub(crate) typed: fn(&ArgMatches) -> Result<Value, clap::Error>,
}

/// Runs a verb on a request that has been checked. An answer that is not the usual one says why in a header too.
pub(super) fn run<Q: DeserializeOwned, A: Serialize>(
    context: &Context<'_>,
    request: Value,
    verb: fn(&Context<'_>, Q) -> Result<A, Problem>,
) -> Result<Reply, Problem> {
    let request = serde_json::from_value(request).map_err(|why| Problem::bad("body", why.to_string()))?;
    let answer = serde_json::json!(verb(context, request)?);
    if let Some((first, rest)) = context.goes_on.take() {
        let begun = Reply::new(StatusCode::OK, "text/event-stream", first);
        return Ok(Reply { goes_on: Some(rest), ..begun });
    }
    let reply = Reply::json(&answer).why(answer.get("why").and_then(Value::as_str));
    Ok(Reply { hold: context.hold.take(), ..reply })
}

impl Row {
    /// What its request looks like.
    pub(super) fn request_schema(&self) -> Value {
        super::schema::of(self.request)
    }

    /// Whether its work is done off the threads that serve sockets.
    pub(in crate::http) fn takes_long(&self) -> bool {
        self.cost != Cost::Quick
    }

    /// Whether what is sent takes the place of a workspace.
    pub(in crate::http) fn replaces_workspace(&self) -> bool {
        self.cost == Cost::Whole
    }

    /// Whether it can be had for one workspace.
    pub(super) fn is_of_workspaces(&self) -> bool {
        self.extent != Extent::Emulator
    }

    /// Whether it is about a workspace as such, whose name is all that it takes.
    pub(crate) fn is_about_one(&self) -> bool {
        self.written_path() == "/_emulator" && self.method == Method::DELETE
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

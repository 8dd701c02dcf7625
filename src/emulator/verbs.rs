//! The control verbs as methods: each is one call of the control API, without a socket.

use serde_json::{Value, json};

use super::{Emulator, Ids, Play};
use crate::http::message::Request;

/// The control verbs, for all workspaces or for one.
pub struct Control<'e> {
    pub(super) emulator: &'e Emulator,
    pub(super) workspace: Option<String>,
}

/// A control verb that was refused.
#[derive(Clone, Debug, thiserror::Error, PartialEq, Eq)]
#[error("{detail}")]
pub struct Refused {
    /// The status that the control API would answer with.
    pub status: u16,
    /// A word for programs.
    pub code: String,
    /// A sentence for people.
    pub detail: String,
    /// The whole problem document.
    pub problem: Value,
}

/// What a control verb answers.
pub type Answered = Result<Value, Refused>;

macro_rules! verbs {
    ($($(#[$doc:meta])* $name:ident($($arg:ident: $kind:ty),*) = $method:ident $path:expr, $body:expr;)*) => {
        impl Control<'_> {
            $($(#[$doc])*
            ///
            /// # Errors
            ///
            /// [`Refused`] when the call makes no sense; nothing has changed then.
            pub fn $name(&self, $($arg: $kind),*) -> Answered { self.call(::http::Method::$method, &$path, $body) })*
        }
        impl Emulator {
            $($(#[$doc])*
            ///
            /// # Errors
            ///
            /// [`Refused`] when the call makes no sense; nothing has changed then.
            pub fn $name(&self, $($arg: $kind),*) -> Answered { self.control().$name($($arg),*) })*
        }
        /// The names of the control verbs; the routes and the commands have the same.
        pub const VERBS: &[&str] = &[$(stringify!($name)),*];
    };
}

verbs! {
    /// Version, addresses, seed, clock, counts.
    info() = GET "info", None;
    /// `{"status": "ready"}`: bound, and all scenarios valid.
    health() = GET "health/ready", None;
    /// The API that is emulated, as an OpenAPI document.
    openapi_belvo() = GET "openapi/belvo.json", None;
    /// Everything back to the start: links, tokens, widgets, journal, scenario, options, clock. Ids are fresh: what was
    /// known before names nothing any more.
    reset() = POST "reset", None;
    /// The same, and which ids come then.
    reset_ids(ids: Ids) = POST "reset", Some(json!({ "ids": ids }));
    /// `{scenario, title, play}`: what is in force.
    scenario() = GET "scenario", None;
    /// Chooses a scenario by name.
    set_scenario(name: &str) = PUT "scenario", Some(json!({ "name": name }));
    /// Chooses a scenario by its name, its text or nothing, and who acts: the body of `PUT /_emulator/scenario`.
    put_scenario(body: Value) = PUT "scenario", Some(body);
    /// `{scenarios: [{name, title, source, play}]}`
    scenarios() = GET "scenarios", None;
    /// `{queue: [{scenario, times, play}]}` of one workspace; for all, `{workspaces, future}`.
    queue() = GET "queue", None;
    /// Lets the next runs play a scenario before anything else decides: so many of each workspace.
    enqueue(scenario: &str, times: u32, play: Option<Play>) = POST "queue", Some(json!({ "scenario": scenario, "times": times, "play": play }));
    /// Forgets the queue.
    clear_queue() = DELETE "queue", None;
    /// `{widgets: [{widget, workspace, scenario, play, screen, acts, ended}]}`
    widgets() = GET "widgets", None;
    /// One run, with all its frames.
    widget(id: &str) = GET format!("widgets/{}", percent(id)), None;
    /// Does what a person does on the screen that shows: `act(id, "choose", json!("gringotts_mx_retail"))`.
    act(id: &str, act: &str, value: Value) = POST format!("widgets/{}/{}", percent(id), percent(act)), Some(json!({ "value": value }));
    /// Sends the page something off the contract: `{"event": …}`, `{"exit": …}` or `{"callback": [args]}`.
    emit(id: &str, emission: Value) = POST format!("widgets/{}/emit", percent(id)), Some(emission);
    /// `{rules: [{id, confidence, options: {name: value}, about}]}` with the settings in force.
    rules() = GET "rules", None;
    /// Sets the status of a link by hand: `valid`, `invalid`, `unconfirmed` or `token_required`; answers the link.
    set_link(id: &str, status: &str) = PATCH format!("links/{}", percent(id)), Some(json!({ "status": status }));
    /// `{options: [{name, value, default, takes, rule, about}]}`
    options() = GET "options", None;
    /// Makes settings, all or none: `{"token.access_ttl": "5m"}`.
    set_options(settings: Value) = PUT "options", Some(settings);
    /// `{mode, now}`
    clock() = GET "clock", None;
    /// Freezes it or lets it run: `{"mode": "frozen", "now": "2026-01-31T12:00:00Z"}`.
    set_clock(body: Value) = PUT "clock", Some(body);
    /// Moves the clock forward (`10m`); answers `{mode, now, fired}` after everything due has happened.
    advance(by: &str) = POST "clock/advance", Some(json!({ "by": by }));
    /// `{entries: [{seq, at, workspace, kind, widget?, why?, data}], dropped}`
    journal() = GET "journal", None;
}

impl Control<'_> {
    fn call(&self, method: ::http::Method, verb: &str, body: Option<Value>) -> Answered {
        let workspace =
            self.workspace.as_ref().map(|name| format!("workspaces/{}/", percent(name))).unwrap_or_default();
        let address = &self.emulator.service.settings.address;
        let mut request =
            Request::new(method, format!("/_emulator/{workspace}{verb}")).header("host", address);
        if let Some(token) = &self.emulator.service.guard.token {
            request = request.header("authorization", &format!("Bearer {token}"));
        }
        if let Some(body) = body {
            request = request.json(&body);
        }
        let reply = self.emulator.handle(&request);
        let value = reply.value();
        if reply.status.is_success() {
            return Ok(value);
        }
        let text = |key: &str| value[key].as_str().unwrap_or_default().to_owned();
        Err(Refused {
            status: reply.status.as_u16(),
            code: text("code"),
            detail: text("detail"),
            problem: value,
        })
    }
}

/// A workspace's name as it stands in a path.
pub(crate) fn percent(name: &str) -> String {
    percent_encoding::utf8_percent_encode(name, percent_encoding::NON_ALPHANUMERIC).to_string()
}

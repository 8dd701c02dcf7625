//! The control API under `/_emulator/`: one verb, one function; its errors are problem documents, never Belvo's array.

use http::StatusCode;
use serde_json::{Map, Value, json};

use super::Service;
use super::api::check_call;
use super::call::Call;
use super::message::Reply;
use super::openapi;
use super::problem::Problem;
use super::routes::{Door, ROUTES, Route};
use super::widget::find_scenario;
use crate::domain::clock::Clock;
use crate::domain::journal::Entry;
use crate::domain::options::{self, Options};
use crate::domain::rng::Ids;
use crate::domain::rules;
use crate::domain::scenario::{Play, Scenario};
use crate::domain::text::{quote, shown};
use crate::domain::time::{Span, Timestamp};
use crate::scenario_file;
use crate::store::{Closed, Fired, Scope};

/// A control verb.
pub(super) type Verb = fn(&Service, &Call<'_>, &Scope) -> Result<Reply, Problem>;

/// Answers a control call in its scope.
pub(super) fn answer(service: &Service, call: &Call<'_>, verb: Verb) -> Reply {
    let scope = match call.param("workspace") {
        "" => Scope::All,
        name => Scope::One(name.to_owned()),
    };
    verb(service, call, &scope).unwrap_or_else(Problem::reply)
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

pub(super) type Answered = Result<Reply, Problem>;

pub(super) fn ok(body: &Value) -> Answered {
    Ok(Reply::json(body))
}

/// The body as an object whose keys are all known.
pub(super) fn body<'c>(call: &'c Call<'_>, known: &[&str]) -> Result<&'c Map<String, Value>, Problem> {
    let value =
        call.plain_json().map_err(|_| Problem::bad("body", "the body is not JSON").hint(wants(known)))?;
    let map = value
        .as_object()
        .ok_or_else(|| Problem::bad("body", "the body is not a JSON object").hint(wants(known)))?;
    match map.keys().find(|key| !known.is_empty() && !known.contains(&key.as_str())) {
        Some(key) => Err(Problem::bad("unknown_key", format!("{} is not a key of this call", quote(key)))
            .hint(wants(known))),
        None => Ok(map),
    }
}

pub(super) fn wants(known: &[&str]) -> String {
    format!("it takes {}", known.join(", "))
}

pub(super) fn text<'m>(map: &'m Map<String, Value>, key: &str) -> Result<Option<&'m str>, Problem> {
    match map.get(key) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(_) => Err(Problem::bad("wrong_type", format!("`{key}` has to be a text"))),
    }
}

pub(super) fn play(map: &Map<String, Value>) -> Result<Option<Play>, Problem> {
    let read = |word: &str| {
        Play::parse(word).ok_or_else(|| {
            Problem::bad("play", format!("{} is not a way to play", quote(word))).hint("by_itself or by_hand")
        })
    };
    text(map, "play")?.map(read).transpose()
}

fn control_routes() -> impl Iterator<Item = &'static Route> {
    ROUTES.iter().filter(|route| matches!(route.door, Door::Control { .. }))
}

/// All methods of control calls.
pub(super) fn methods() -> String {
    let mut methods: Vec<&str> = control_routes().map(|route| route.method.as_str()).collect();
    methods.sort_unstable();
    methods.dedup();
    methods.join(", ")
}

pub(super) fn index(service: &Service, call: &Call<'_>, _: &Scope) -> Answered {
    let verbs: Vec<Value> = control_routes()
        .map(|route| json!({ "method": route.method.as_str(), "path": route.path.trim_end_matches('/'), "about": route.about }))
        .collect();
    ok(&json!({
        "name": "belvo-emulator",
        "version": service.settings.version,
        "widget_url": format!("{}/belvo-widget-1-stable.js", call.base),
        "workspaces": "each verb is also under /_emulator/workspaces/{secret id}/ for that workspace alone",
        "verbs": verbs,
    }))
}

pub(super) fn openapi_control(service: &Service, _: &Call<'_>, _: &Scope) -> Answered {
    let mut paths: Map<String, Value> = Map::new();
    for route in control_routes() {
        let operation = json!({ "summary": route.about, "responses": { "default": { "description": "JSON, or a problem document" } } });
        let path = paths.entry(route.path.trim_end_matches('/')).or_insert_with(|| json!({}));
        path[route.method.as_str().to_ascii_lowercase()] = operation;
    }
    ok(&json!({
        "openapi": "3.1.0",
        "info": { "title": "belvo-emulator control API", "version": service.settings.version },
        "paths": paths,
    }))
}

/// The API that is emulated (R-BASE-16).
pub(super) fn openapi_belvo(service: &Service, _: &Call<'_>, _: &Scope) -> Answered {
    ok(&openapi::document(service.settings.version))
}

pub(super) fn live(_: &Service, _: &Call<'_>, _: &Scope) -> Answered {
    ok(&json!({ "status": "live" }))
}

/// Reached only when bound, and bound only when all scenarios are valid.
pub(super) fn ready(_: &Service, _: &Call<'_>, _: &Scope) -> Answered {
    ok(&json!({ "status": "ready" }))
}

pub(super) fn info(service: &Service, call: &Call<'_>, scope: &Scope) -> Answered {
    let store = &service.store;
    let (clock, now) = store.clock(scope)?;
    let names = store.names();
    let count = |count: fn(&crate::domain::World) -> usize| -> Result<usize, Closed> {
        Ok(store.each(scope, |world| count(world))?.into_iter().map(|(_, count)| count).sum())
    };
    ok(&json!({
        "version": service.settings.version,
        "api_url": call.base,
        "widget_url": format!("{}/belvo-widget-1-stable.js", call.base),
        "control_url": format!("{}/_emulator", call.base),
        "seed": store.seed(),
        "clock": clock_view(clock, now),
        "workspaces": names,
        "counts": {
            "scenarios": store.scenarios().len(),
            "links": count(|world| world.core.links.newest_first().len())?,
            "widgets": count(|world| world.widgets().count())?,
        },
        "kept_bytes": count(crate::domain::World::weight)?,
    }))
}

pub(super) fn reset(service: &Service, call: &Call<'_>, scope: &Scope) -> Answered {
    let ids = if call.has_body() { ids(body(call, &["ids"])?)? } else { Ids::default() };
    service.store.reset(scope, ids);
    ok(&json!({ "reset": scope_view(scope) }))
}

fn ids(map: &Map<String, Value>) -> Result<Ids, Problem> {
    let read =
        |word: &str| Ids::parse(word).ok_or_else(|| Problem::bad("ids", "`ids` has to be fresh or repeat"));
    Ok(text(map, "ids")?.map(read).transpose()?.unwrap_or_default())
}

fn scope_view(scope: &Scope) -> Value {
    match scope {
        Scope::All => "all".into(),
        Scope::One(name) => name.clone().into(),
    }
}

pub(super) fn scenario(service: &Service, _: &Call<'_>, scope: &Scope) -> Answered {
    let of_next = || service.store.next_start().scenario;
    let active = match scope {
        Scope::All => of_next(),
        Scope::One(name) => service
            .store
            .enter(name, |world| world.scenario().map(|active| (active.scenario.clone(), active.play)))?,
    };
    let (name, title, play) = match &active {
        Some((scenario, play)) => {
            (json!(scenario.name), json!(scenario.title), json!(play.unwrap_or(scenario.widget.play)))
        }
        None => (Value::Null, Value::Null, Value::Null),
    };
    ok(&json!({ "scenario": name, "title": title, "play": play }))
}

pub(super) fn set_scenario(service: &Service, call: &Call<'_>, scope: &Scope) -> Answered {
    let map = body(call, &["name", "document", "play"])?;
    let play = play(map)?;
    let chosen = match (map.get("document"), map.get("name")) {
        (Some(_), Some(_)) => return Err(Problem::bad("both", "`name` and `document` exclude each other")),
        (Some(document), None) => Some(std::sync::Arc::new(read_document(service, document)?)),
        (None, Some(Value::Null)) => None,
        (None, Some(Value::String(name))) => Some(
            find_scenario(service, name)
                .map_err(|why| Problem::new(StatusCode::NOT_FOUND, "scenario_unknown", why))?,
        ),
        _ => {
            return Err(Problem::bad("name", "which scenario?")
                .hint("{\"name\": \"success\"}, {\"document\": {…}}, or {\"name\": null} for none"));
        }
    };
    service.store.set_scenario(scope, chosen, play)?;
    scenario(service, call, scope)
}

/// Reads a document as a file would be read; every fault is told.
fn read_document(service: &Service, document: &Value) -> Result<Scenario, Problem> {
    let start = service.store.next_start();
    let names: Vec<&str> = start.institutions.iter().map(|institution| institution.name.as_str()).collect();
    let context = scenario_file::Context { institutions: &names, option: &options::check, call: &check_call };
    scenario_file::parse_document("document", document, &context).map_err(|faults| {
        let list: Vec<Value> = faults.iter().map(scenario_file::Fault::to_json).collect();
        let mut problem =
            Problem::bad("scenario_invalid", format!("the document has {} fault(s)", list.len()));
        problem.more.insert("faults".into(), list.into());
        problem
    })
}

pub(super) fn scenarios(service: &Service, _: &Call<'_>, _: &Scope) -> Answered {
    let all = service.store.scenarios();
    let rows: Vec<Value> = all.iter().map(|scenario| scenario_view(scenario)).collect();
    let mut view = json!({ "scenarios": rows });
    if let Some(why) = service.store.refused_scenarios() {
        view["refused"] = why.into();
    }
    ok(&view)
}

fn scenario_view(scenario: &Scenario) -> Value {
    json!({ "name": scenario.name, "title": scenario.title, "source": scenario.source, "play": scenario.widget.play })
}

pub(super) fn scenario_text(service: &Service, call: &Call<'_>, _: &Scope) -> Answered {
    let found = find_scenario(service, call.param("name"))
        .map_err(|why| Problem::new(StatusCode::NOT_FOUND, "scenario_unknown", why))?;
    let mut view = scenario_view(&found);
    view["docs"] = json!(found.docs);
    view["text"] = json!(found.text);
    ok(&view)
}

pub(super) fn validate(service: &Service, call: &Call<'_>, _: &Scope) -> Answered {
    let map = body(call, &["document"])?;
    let document = map.get("document").ok_or_else(|| Problem::bad("document", "`document` is missing"))?;
    read_document(service, document)?;
    ok(&json!({ "valid": true }))
}

pub(super) fn options(service: &Service, _: &Call<'_>, scope: &Scope) -> Answered {
    ok(&json!({ "options": options_view(&in_force(service, scope)?) }))
}

fn in_force(service: &Service, scope: &Scope) -> Result<Options, Problem> {
    Ok(match scope {
        Scope::All => service.store.next_start().options,
        Scope::One(name) => service.store.enter(name, |world| world.options())?,
    })
}

/// What is kept, and the settings that decide it (W-TEST-08).
pub(super) fn rules(service: &Service, _: &Call<'_>, scope: &Scope) -> Answered {
    let options = in_force(service, scope)?;
    let row = |rule: &rules::Rule| json!({ "id": rule.id, "confidence": rule.confidence.name(), "options": settings(rule, &options), "about": rule.about });
    ok(&json!({ "rules": rules::all().map(row).collect::<Vec<_>>() }))
}

fn settings(rule: &rules::Rule, options: &Options) -> Map<String, Value> {
    let decides = |row: &options::Row| row.rules().any(|id| id == rule.id);
    options
        .rows()
        .filter(|(row, _)| decides(row))
        .map(|(row, value)| (row.name.to_owned(), value.into()))
        .collect()
}

/// The table with the settings in force.
fn options_view(options: &Options) -> Vec<Value> {
    let row = |(row, value): (&options::Row, &str)| json!({ "name": row.name, "value": value, "default": row.default, "takes": row.kind.describe(), "rule": row.rule, "about": row.about });
    options.rows().map(row).collect()
}

pub(super) fn set_options(service: &Service, call: &Call<'_>, scope: &Scope) -> Answered {
    let map = body(call, &[])?;
    let settings: Vec<(String, String)> =
        map.iter().map(|(name, value)| (name.clone(), setting(value))).collect();
    let done = service
        .store
        .set_options(scope, &settings)
        .map_err(|why| Problem::bad("option", why).hint("GET /_emulator/options lists all"))?;
    done?;
    options(service, call, scope)
}

fn setting(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Bool(flag) => if *flag { "on" } else { "off" }.to_owned(),
        other => other.to_string(),
    }
}

pub(super) fn clock(service: &Service, _: &Call<'_>, scope: &Scope) -> Answered {
    let (clock, now) = service.store.clock(scope)?;
    ok(&clock_view(clock, now))
}

fn clock_view(clock: Clock, now: Timestamp) -> Value {
    let mode = if clock.frozen() { "frozen" } else { "running" };
    json!({ "mode": mode, "now": now.iso_micros() })
}

pub(super) fn set_clock(service: &Service, call: &Call<'_>, scope: &Scope) -> Answered {
    let map = body(call, &["mode", "now"])?;
    let at = text(map, "now")?.map(Timestamp::parse).transpose().map_err(|why| Problem::bad("now", why))?;
    let fired = match text(map, "mode")? {
        Some("frozen") => service.store.set_clock(scope, |clock, host| clock.freeze(host, at))?,
        Some("running") => service.store.set_clock(scope, |clock, host| clock.run(host, at))?,
        _ => return Err(Problem::bad("mode", "`mode` has to be frozen or running")),
    };
    moved(service, scope, fired)
}

pub(super) fn advance(service: &Service, call: &Call<'_>, scope: &Scope) -> Answered {
    let map = body(call, &["by"])?;
    let by =
        text(map, "by")?.ok_or_else(|| Problem::bad("by", "`by` is missing").hint("{\"by\": \"10m\"}"))?;
    let by = Span::parse(by).map_err(|why| Problem::bad("by", why))?;
    let fired = service.store.set_clock(scope, |clock, host| clock.advance(host, by))?;
    moved(service, scope, fired)
}

fn moved(service: &Service, scope: &Scope, fired: Vec<Fired>) -> Answered {
    let (clock, now) = service.store.clock(scope)?;
    let mut view = clock_view(clock, now);
    let item = |fired: Fired| json!({ "at": fired.at.iso_micros(), "what": fired.due.name(), "widget": fired.due.widget(), "workspace": fired.workspace });
    view["fired"] = fired.into_iter().map(item).collect();
    ok(&view)
}

pub(super) fn journal(service: &Service, call: &Call<'_>, scope: &Scope) -> Answered {
    let after = match call.asked("after").map(str::parse::<u64>) {
        None => 0,
        Some(Ok(seq)) => seq,
        Some(Err(_)) => return Err(Problem::bad("after", "`after` has to be the seq of an entry")),
    };
    let kind = call.asked("kind");
    let (entries, dropped) = service.store.journal(scope);
    let wanted = |entry: &Entry| entry.seq > after && kind.is_none_or(|kind| entry.kind == kind);
    let rows: Vec<Value> = entries
        .iter()
        .filter(|(_, entry)| wanted(entry))
        .map(|(name, entry)| entry_view(name, entry))
        .collect();
    ok(&json!({ "entries": rows, "dropped": dropped }))
}

fn entry_view(workspace: &str, entry: &Entry) -> Value {
    let mut view = Map::new();
    view.insert("seq".into(), entry.seq.into());
    view.insert("at".into(), entry.at.iso_micros().into());
    view.insert("workspace".into(), workspace.into());
    view.insert("kind".into(), entry.kind.into());
    view.extend(entry.widget.map(|widget| ("widget".to_owned(), json!(widget))));
    view.extend(entry.why.as_ref().map(|why| ("why".to_owned(), json!(why))));
    view.insert("data".into(), entry.data.clone());
    Value::Object(view)
}

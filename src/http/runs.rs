//! Control verbs about runs of the widget: what the next ones play, and acting in open ones.

use http::StatusCode;
use serde_json::{Value, json};
use uuid::Uuid;

use super::Service;
use super::call::Call;
use super::control::{Answered, body, ok, play, text};
use super::message::Reply;
use super::problem::Problem;
use super::screens;
use super::widget::find_scenario;
use crate::domain::World;
use crate::domain::limits::LARGEST_EMISSION;
use crate::domain::queue::{Queue, Queued};
use crate::domain::scenario::Sink;
use crate::domain::text::quote;
use crate::domain::vocabulary::acts::{Act, ActRefused};
use crate::domain::widget::emission::Emission;
use crate::domain::widget::{Ending, Run};
use crate::store::Scope;

fn queue_view(queue: &Queue) -> Vec<Value> {
    let item =
        |item: &Queued| json!({ "scenario": item.scenario.name, "times": item.left, "play": item.play });
    queue.iter().map(item).collect()
}

/// What the next runs of each workspace play; with none open yet, what they will start with.
pub(super) fn queue(service: &Service, _: &Call<'_>, scope: &Scope) -> Answered {
    let all = service.store.each(scope, |world| queue_view(&world.core.queue))?;
    match (scope, all.as_slice()) {
        (Scope::One(_), [(_, queue)]) => ok(&json!({ "queue": queue })),
        _ => ok(&json!({
            "workspaces": all.into_iter().map(|(name, queue)| (name, json!(queue))).collect::<serde_json::Map<_, _>>(),
            "future": queue_view(&service.store.next_start().queue),
        })),
    }
}

pub(super) fn enqueue(service: &Service, call: &Call<'_>, scope: &Scope) -> Answered {
    let map = body(call, &["scenario", "times", "play"])?;
    let name = text(map, "scenario")?.ok_or_else(|| {
        Problem::bad("scenario", "`scenario` is missing")
            .hint("{\"scenario\": \"login_error\", \"times\": 1}")
    })?;
    let scenario = find_scenario(service, name)
        .map_err(|why| Problem::new(StatusCode::NOT_FOUND, "scenario_unknown", why))?;
    let times = match map.get("times") {
        None => 1,
        Some(times) => times
            .as_u64()
            .and_then(|times| u32::try_from(times).ok())
            .filter(|times| (1..=1_000).contains(times))
            .ok_or_else(|| Problem::bad("times", "`times` has to be a whole number from 1 to 1000"))?,
    };
    service.store.enqueue(scope, &Queued { scenario, play: play(map)?, left: times })?;
    queue(service, call, scope)
}

pub(super) fn clear_queue(service: &Service, call: &Call<'_>, scope: &Scope) -> Answered {
    service.store.clear_queue(scope)?;
    queue(service, call, scope)
}

pub(super) fn widgets(service: &Service, _: &Call<'_>, scope: &Scope) -> Answered {
    let all = service
        .store
        .each(scope, |world| world.widgets().map(|run| summary(world, run)).collect::<Vec<_>>())?;
    ok(&json!({ "widgets": all.into_iter().flat_map(|(_, rows)| rows).collect::<Vec<_>>() }))
}

fn summary(world: &World, run: &Run) -> Value {
    let scenario = run.script.scenario.as_ref().map(|scenario| scenario.name.as_str());
    json!({
        "widget": run.id,
        "workspace": world.name,
        "scenario": scenario,
        "play": run.script.play,
        "screen": run.ending().is_none().then(|| run.state.page.name()),
        "acts": run.acts(),
        "ended": run.ending().map(Ending::name),
    })
}

/// Does something with the run that a call names, in whichever workspace of the scope it is.
fn with<R>(
    service: &Service,
    call: &Call<'_>,
    scope: &Scope,
    verb: impl Fn(&mut World, Uuid) -> R,
) -> Result<R, Problem> {
    let gone = || {
        let detail = format!("there is no widget {}", quote(call.param("widget")));
        Problem::new(StatusCode::NOT_FOUND, "widget_unknown", detail).hint("GET /_emulator/widgets lists all")
    };
    let id = Uuid::try_parse(call.param("widget")).map_err(|_| gone())?;
    let found = service.store.each(scope, |world| world.widget(id).is_some().then(|| verb(world, id)))?;
    found.into_iter().find_map(|(_, result)| result).ok_or_else(gone)
}

pub(super) fn widget(service: &Service, call: &Call<'_>, scope: &Scope) -> Answered {
    ok(&with(service, call, scope, |world, id| whole(world, id, &call.base))?)
}

fn whole(world: &World, id: Uuid, base: &str) -> Value {
    let Some(run) = world.widget(id) else { return Value::Null };
    let mut view = summary(world, run);
    view["frames"] = screens::frames(world, run, 0, base).into();
    view
}

/// Answers with the run as it is after the act; the page gets its frames as if a person had acted.
pub(super) fn act(service: &Service, call: &Call<'_>, scope: &Scope) -> Answered {
    let value = match call.plain_json() {
        Ok(_) => body(call, &["value"])?.get("value").cloned().unwrap_or_default(),
        Err(_) => Value::Null,
    };
    let act = Act::read(call.param("act"), &value).map_err(|why| Problem::bad("act", why))?;
    let done = with(service, call, scope, |world, id| {
        world.act(id, act.clone()).map(|()| (whole(world, id, &call.base), world.take_bent()))
    })?;
    let (view, bent) = done.map_err(refused)?;
    Ok(Reply::json(&view).why(bent.as_deref()))
}

fn refused(refused: ActRefused) -> Problem {
    let possible = if refused.acts.is_empty() {
        "nothing is possible any more".to_owned()
    } else {
        format!("possible now: {}", refused.acts.join(", "))
    };
    Problem::new(StatusCode::CONFLICT, "act_refused", refused.why).hint(possible)
}

pub(super) fn emit(service: &Service, call: &Call<'_>, scope: &Scope) -> Answered {
    let map = body(call, &["event", "exit", "callback"])?;
    let emission = match (map.get("event"), map.get("exit"), map.get("callback"), map.len()) {
        (Some(event), None, None, 1) => Emission::raw(Sink::Event, vec![event.clone()]),
        (None, Some(exit), None, 1) => Emission::raw(Sink::Exit, vec![exit.clone()]),
        (None, None, Some(Value::Array(args)), 1) => Emission::raw(Sink::Callback, args.clone()),
        _ => return Err(Problem::bad("emit", "one of `event`, `exit` or `callback` (a list) is expected")),
    };
    let size = emission.args.iter().map(|arg| arg.to_string().len()).sum::<usize>();
    if size > LARGEST_EMISSION {
        let detail = format!("it has {size} bytes, {LARGEST_EMISSION} at most");
        return Err(Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "emission_too_large", detail));
    }
    let done = with(service, call, scope, |world, id| {
        world.emit(id, emission.clone()).map(|()| whole(world, id, &call.base))
    })?;
    done.map_err(refused).and_then(|view| ok(&view))
}

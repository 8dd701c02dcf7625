//! The page's own door: the script, and the calls that it makes. Guarded by the widget's token, open to every origin.

use std::sync::Arc;

use http::StatusCode;
use serde::Serialize;
use serde_json::{Value, json};
use uuid::Uuid;

use super::call::Call;
use super::keyring::Keyring;
use super::message::Reply;
use super::page_call::{lead, refuse, token, unreadable};
use super::service::Service;
use super::{polling, screens};
use crate::domain::base::journal::Fingerprint;
use crate::domain::base::kinds::EntryKind;
use crate::domain::base::options::ROWS;
use crate::domain::base::text::{quote, the_nearest};
use crate::domain::scenario::model::{Play, Scenario};
use crate::domain::token::tokens::{Claims, FOREIGN};
use crate::domain::vocabulary::acts::{Act, Verb};
use crate::domain::vocabulary::events::EventName;
use crate::domain::vocabulary::pages::PAGES;
use crate::domain::widget::Run;
use crate::domain::widget::open::{Asked, OpenRequest};
use crate::domain::workspace::world::{Start, World};

/// `/belvo-widget-1-stable.js` (W-LOAD-01 to 03), with the address of this emulator written in (W-LOAD-18).
pub(super) fn script(service: &Service, call: &Call<'_>) -> Reply {
    deliver(service, &delivered(service, call))
}

/// `/v2.87.8/stable/belvo-widget-1-stable-main.js`: the module that Belvo's own loader brings, of any version (W-LOAD-14).
pub(super) fn main_module(service: &Service, call: &Call<'_>) -> Reply {
    // A module has no tag to ask for its address.
    let mut words = delivered(service, call);
    words.truncate(words.len() - 1);
    deliver(service, &format!("{words},\"isMain\":true,\"src\":import.meta.url}}"))
}

fn delivered(service: &Service, call: &Call<'_>) -> String {
    // Whose page it is, the script does not know: what holds for all workspaces holds for it.
    let options = service.store.next(Start::settings);
    let delivered = Delivered {
        acts: Verb::WORDS,
        base: &call.base,
        container_wait: options.container_wait.as_millis(),
        create_container: options.create_container,
        events: EventName::WORDS,
        lenient_methods: options.lenient_methods,
        loader: options.loader.as_str(),
        pages: PAGES.iter().map(|row| row.name).collect(),
        screens: options.screens.as_str(),
        version: service.settings.version,
    };
    serde_json::to_string(&delivered).unwrap_or_default()
}

/// What is written into the script.
#[derive(Serialize)]
struct Delivered<'a> {
    acts: &'a [&'a str],
    base: &'a str,
    container_wait: i64,
    create_container: bool,
    events: &'a [&'a str],
    lenient_methods: bool,
    loader: &'a str,
    pages: Vec<&'a str>,
    screens: &'a str,
    version: &'a str,
}

fn deliver(service: &Service, words: &str) -> Reply {
    Reply::new(StatusCode::OK, "text/javascript; charset=utf-8", service.delivered(words))
}

/// The modules that the script loads when it has a screen to show.
pub(super) fn asset(service: &Service, call: &Call<'_>) -> Reply {
    file(service, &format!("widget/{}", call.param("path").trim_end_matches('/')))
}

/// `/belvo-widget-1-stable.d.ts`, for the editors and compilers of those who write pages.
pub(super) fn declarations(service: &Service, _: &Call<'_>) -> Reply {
    file(service, "widget/belvo-widget.d.ts")
}

fn file(service: &Service, path: &str) -> Reply {
    match service.files.get(path) {
        Some(file) => Reply::new(StatusCode::OK, file.content_type, file.body.clone()),
        None => Reply::empty(StatusCode::NOT_FOUND),
    }
}

/// `POST /widget/v1/open`
pub(super) fn open(service: &Service, call: &Call<'_>) -> Reply {
    let body = match call.plain_json() {
        Ok(body) => body,
        Err(failure) => return unreadable(failure),
    };
    let token = token(body);
    let (claims, workspace) = lead(service, &token);
    if claims.is_none() {
        note_refused(service, call, &token, FOREIGN);
    }
    let request = open_request(service, body, token, claims);
    let opened = service.store.enter(&workspace, |world| {
        if world.is_full() {
            return None;
        }
        let opened = world.open_widget(request);
        let scenario = world.widget(opened.widget).and_then(|run| run.script.scenario.clone());
        let answer = world
            .widget(opened.widget)
            .map(|run| greeting(world, run, &opened.errors, &opened.warnings, &call.base));
        Some((opened, scenario, answer.unwrap_or_default()))
    });
    match opened {
        Ok(Some((opened, scenario, answer))) => {
            scenario.into_iter().for_each(|scenario| service.store.note_played(&scenario));
            service.store.heard_of(&workspace, opened.widget, |_| true);
            Reply::json(&answer).why(opened.why.as_deref())
        }
        Ok(None) | Err(_) => refuse(
            StatusCode::SERVICE_UNAVAILABLE,
            "this emulator has too many workspaces, or they keep too much: POST /_emulator/reset",
        ),
    }
}

fn greeting(world: &World, run: &Run, errors: &[String], warnings: &[String], base: &str) -> Value {
    let line =
        |level: &str, text: &String| json!({ "level": level, "text": format!("belvo-emulator: {text}") });
    let console: Vec<Value> = warnings
        .iter()
        .map(|text| line("warn", text))
        .chain(errors.iter().map(|text| line("error", text)))
        .collect();
    json!({
        "widget": run.id,
        "locale": run.config.locale,
        "brand": screens::brand(run, base),
        "names": screens::names(run),
        "payload": run.options.payload.as_str(),
        "console": console,
        "frames": screens::frames(world, run, 0),
    })
}

fn open_request(service: &Service, body: &Value, token: String, claims: Option<Claims>) -> OpenRequest {
    let query = &body["query"];
    let names = body["handlers"].as_array().into_iter().flatten();
    OpenRequest {
        token,
        claims,
        config: body["config"].clone(),
        handlers: names.filter_map(Value::as_str).map(str::to_owned).collect(),
        lone_object: body["token"].is_object() && body["arguments"].as_u64().unwrap_or(1) < 2,
        settings: settings(query),
        asked: asked(service, query["scenario"].as_str()),
        play: query["play"].as_str().and_then(Play::parse),
    }
}

/// `widget.*` settings of the script's address or of `window.__BELVO_EMULATOR__`, in dotted names.
fn settings(query: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| match value {
        Value::String(text) => text.clone(),
        Value::Bool(flag) => if *flag { "on" } else { "off" }.to_owned(),
        other => other.to_string(),
    };
    let pairs = query.as_object().into_iter().flatten().filter(|(name, _)| name.starts_with("widget."));
    // There are no more options: what comes after cannot be meant.
    pairs.take(ROWS.len()).map(|(name, value)| (name.clone(), text(value))).collect()
}

fn asked(service: &Service, name: Option<&str>) -> Asked {
    match name.filter(|name| !name.is_empty()) {
        None => Asked::None,
        Some(name) => find_scenario(service, name).map_or_else(Asked::Unknown, Asked::Found),
    }
}

/// A scenario by name; the error names the nearest one.
pub(super) fn find_scenario(service: &Service, name: &str) -> Result<Arc<Scenario>, String> {
    let scenarios = service.store.scenarios();
    scenarios.get(name).cloned().ok_or_else(|| {
        let names: Vec<&str> = scenarios.names().collect();
        let nearest = the_nearest(name, &names);
        format!("there is no scenario {}{nearest}, GET /_emulator/scenarios lists all", quote(name))
    })
}

/// A call that is refused stands in the workspace that its token leads to, or claims to lead to, if that is open.
fn note_refused(service: &Service, call: &Call<'_>, token: &str, why: &str) {
    let Some(organisation) = Keyring::claimed(token) else { return };
    let Some(workspace) = service.store.of_organisation(&organisation) else { return };
    let data = json!({ "on": call.route.map(|route| format!("{} {route}", call.method)), "token": Fingerprint::of_token(token) });
    service.store.visit(&workspace, |world| world.note(EntryKind::ActRefused, Some(why.to_owned()), data));
}

/// The run that a call is about, its workspace, and the body of the call.
fn find(service: &Service, call: &Call<'_>) -> Result<(String, Uuid, Value), Reply> {
    let body = call.plain_json().map_err(unreadable)?.clone();
    let token = token(&body);
    let found = polling::find(service, call.param("widget"), &token);
    let (workspace, id) = found.map_err(|gone| {
        // Pages from before a reset say good-bye at any time: what they say is of no workspace that is there.
        if gone.status == StatusCode::NOT_FOUND {
            note_refused(service, call, &token, gone.why);
        }
        refuse(gone.status, gone.why)
    })?;
    Ok((workspace, id, body))
}

/// `POST /widget/v1/{widget}/acts`
pub(super) fn act(service: &Service, call: &Call<'_>) -> Reply {
    let (workspace, id, body) = match find(service, call) {
        Ok(found) => found,
        Err(reply) => return reply,
    };
    let after = body["after"].as_u64().unwrap_or(0);
    let done = service.store.visit(&workspace, |world| {
        let name = body["act"].as_str().unwrap_or_default();
        let refused = match Act::read(name, &body["value"]) {
            Ok(act) => world.act(id, act).err().map(|refused| (refused.why, refused.acts)),
            Err(why) => {
                world.refuse_act(id, name, &why);
                Some((why, world.widget(id).map(Run::acts).unwrap_or_default()))
            }
        };
        let frames = world.widget(id).map(|run| screens::frames(world, run, after)).unwrap_or_default();
        let over = frames.is_empty() && world.widget(id).is_none_or(|run| run.ending().is_some());
        (refused, frames, over, world.take_why())
    });
    match done {
        Some((None, frames, _, why)) => Reply::json(&json!({ "frames": frames })).why(why.as_deref()),
        Some((Some((why, acts)), frames, over, _)) => {
            let body = json!({ "error": why, "acts": acts, "frames": frames, "over": over });
            Reply::json_as(StatusCode::CONFLICT, "application/json", &body)
        }
        None => refuse(StatusCode::NOT_FOUND, "this widget is gone"),
    }
}

/// `POST /widget/v1/{widget}/report`: what the page's functions did, and that the run is over for the page.
pub(super) fn report(service: &Service, call: &Call<'_>) -> Reply {
    let (workspace, id, body) = match find(service, call) {
        Ok(found) => found,
        Err(reply) => return reply,
    };
    service.store.visit(&workspace, |world| world.handled(id, &body["handled"]));
    if let Some(why) = body["ended"].as_str() {
        service.store.farewell(&workspace, id, &why.chars().take(40).collect::<String>());
    }
    Reply::empty(StatusCode::NO_CONTENT)
}

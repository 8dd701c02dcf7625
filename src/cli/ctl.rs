//! `belvo-emulator ctl`: any control verb against a running emulator.

use std::process::ExitCode;

use clap::{ArgGroup, Args, Subcommand};
use hyper::Method;
use serde_json::{Map, Value, json};

use super::{NOT_READY, REFUSED, client, complain, ids, pair, play, print};
use crate::emulator::{Ids, Play, percent};

#[derive(Args)]
pub(super) struct Ctl {
    /// Address of the emulator or of its control API.
    #[arg(long, env = "BELVO_EMULATOR_URL", default_value = "http://127.0.0.1:2358")]
    url: String,
    /// For this workspace alone (a secret id).
    #[arg(long, env = "BELVO_EMULATOR_WORKSPACE", value_name = "ID")]
    workspace: Option<String>,
    /// Token of the control API.
    #[arg(long, env = "BELVO_EMULATOR_CONTROL_TOKEN", hide_env_values = true)]
    control_token: Option<String>,
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    /// Version, addresses, seed, clock, counts.
    Info,
    /// Whether it is ready.
    Health,
    /// The API that is emulated, as an OpenAPI document.
    OpenapiBelvo,
    /// Everything back to the start.
    Reset {
        /// Ids that never were (`fresh`, the default), or those of the start again (`repeat`).
        #[arg(long, value_parser = ids)]
        ids: Option<Ids>,
    },
    /// The scenario in force, or choose one.
    Scenario {
        /// Its name; without, the one in force is shown.
        name: Option<String>,
        /// Who acts: `by_itself` or `by_hand`.
        #[arg(long, value_parser = play, requires = "name")]
        play: Option<Play>,
        /// Choose none.
        #[arg(long, conflicts_with = "name")]
        none: bool,
    },
    /// The scenarios that can be chosen.
    Scenarios,
    /// What the next runs play, or let them play a scenario.
    Queue {
        /// Its name; without, the queue is shown.
        scenario: Option<String>,
        /// For how many runs of each workspace.
        #[arg(long, default_value_t = 1, requires = "scenario")]
        times: u32,
        /// Who acts: `by_itself` or `by_hand`.
        #[arg(long, value_parser = play, requires = "scenario")]
        play: Option<Play>,
        /// Forget the queue.
        #[arg(long, conflicts_with = "scenario")]
        clear: bool,
    },
    /// The runs of the widget, one of them, or act in it.
    Widgets {
        /// The run's id; without, all are shown.
        id: Option<String>,
        /// What a person does: accept, choose, submit, token, retry, back, close, stay, leave, survey, finish.
        act: Option<String>,
        /// With what: the institution, the token, the survey's answer, or credentials as JSON.
        value: Option<String>,
    },
    /// Send the page of a run something off the contract.
    Emit(Emit),
    /// The rules that are kept, with the settings that decide them.
    Rules,
    /// Set the status of a link by hand.
    Link {
        /// The link's id.
        id: String,
        /// `valid`, `invalid`, `unconfirmed` or `token_required`.
        status: String,
    },
    /// The options in force, or set some.
    Options {
        /// Settings; without, all are shown.
        #[arg(value_name = "NAME=VALUE", value_parser = pair('='))]
        settings: Vec<(String, String)>,
    },
    /// The clock, or move it.
    Clock {
        #[command(subcommand)]
        change: Option<Change>,
    },
    /// What happened.
    Journal {
        /// Entries of this kind alone.
        #[arg(long)]
        kind: Option<String>,
        /// Entries after this one alone.
        #[arg(long, value_name = "SEQ")]
        after: Option<u64>,
    },
}

#[derive(Args)]
#[command(group(ArgGroup::new("what").required(true)))]
struct Emit {
    /// The run's id.
    id: String,
    /// What onEvent gets, as JSON.
    #[arg(long, value_name = "JSON", value_parser = parsed, group = "what")]
    event: Option<Value>,
    /// What onExit gets, as JSON.
    #[arg(long, value_name = "JSON", value_parser = parsed, group = "what")]
    exit: Option<Value>,
    /// What callback gets: a JSON list of its arguments.
    #[arg(long, value_name = "JSON", value_parser = parsed, group = "what")]
    callback: Option<Value>,
}

#[derive(Subcommand)]
enum Change {
    /// Let it stand, where it is or at a time.
    Freeze {
        /// 2026-01-31T12:00:00Z
        at: Option<String>,
    },
    /// Let it run, from where it is or from a time.
    Run {
        /// 2026-01-31T12:00:00Z
        from: Option<String>,
    },
    /// Move it forward; everything due happens before this returns.
    Advance {
        /// 10m
        by: String,
    },
}

type Call = (Method, String, Option<Value>);

pub(super) fn run(ctl: Ctl) -> ExitCode {
    let (method, verb, body) = ctl.verb.call();
    let workspace = ctl.workspace.map(|id| format!("workspaces/{}/", percent(&id))).unwrap_or_default();
    let path = format!("/_emulator/{workspace}{verb}");
    match client::call(&ctl.url, ctl.control_token.as_deref(), method, &path, body.as_ref()) {
        Ok(answer) if answer.ok && answer.body.is_null() => ExitCode::SUCCESS,
        Ok(answer) if answer.ok => print(&format!("{:#}", answer.body)),
        Ok(answer) => {
            let text = |key: &str| answer.body[key].as_str().map(str::to_owned);
            let hint = text("hint").map(|hint| format!("\n  help: {hint}")).unwrap_or_default();
            complain(&format!("{}{hint}", text("detail").unwrap_or_default()));
            ExitCode::from(REFUSED)
        }
        Err(why) => {
            complain(&why);
            ExitCode::from(NOT_READY)
        }
    }
}

impl Verb {
    fn call(self) -> Call {
        match self {
            Self::Info => get("info"),
            Self::Health => get("health/ready"),
            Self::OpenapiBelvo => get("openapi/belvo.json"),
            Self::Reset { ids } => post("reset", json!({ "ids": ids })),
            Self::Scenario { name: None, none: false, .. } => get("scenario"),
            Self::Scenario { name, play, .. } => put("scenario", json!({ "name": name, "play": play })),
            Self::Scenarios => get("scenarios"),
            Self::Queue { clear: true, .. } => (Method::DELETE, "queue".to_owned(), None),
            Self::Queue { scenario: None, .. } => get("queue"),
            Self::Queue { scenario, times, play, .. } => {
                post("queue", json!({ "scenario": scenario, "times": times, "play": play }))
            }
            Self::Widgets { id: None, .. } => get("widgets"),
            Self::Widgets { id: Some(id), act: None, .. } => get(&format!("widgets/{}", percent(&id))),
            Self::Widgets { id: Some(id), act: Some(act), value } => {
                let path = format!("widgets/{}/{}", percent(&id), percent(&act));
                post(&path, json!({ "value": value.map(typed) }))
            }
            Self::Emit(emit) => emit.call(),
            Self::Rules => get("rules"),
            Self::Link { id, status } => {
                (Method::PATCH, format!("links/{}", percent(&id)), Some(json!({ "status": status })))
            }
            Self::Options { settings } if settings.is_empty() => get("options"),
            Self::Options { settings } => {
                let map: Map<String, Value> =
                    settings.into_iter().map(|(name, value)| (name, value.into())).collect();
                put("options", map.into())
            }
            Self::Clock { change } => change.map_or_else(|| get("clock"), Change::call),
            Self::Journal { kind, after } => journal(kind, after),
        }
    }
}

impl Emit {
    fn call(self) -> Call {
        let sinks = [("event", self.event), ("exit", self.exit), ("callback", self.callback)];
        let given = sinks.into_iter().filter_map(|(sink, value)| Some((sink.to_owned(), value?)));
        post(&format!("widgets/{}/emit", percent(&self.id)), given.collect::<Map<_, _>>().into())
    }
}

/// Credentials are an object; everything else that a person types is a text, a token of digits too.
fn typed(value: String) -> Value {
    match serde_json::from_str(&value) {
        Ok(Value::Object(map)) => map.into(),
        _ => value.into(),
    }
}

fn parsed(text: &str) -> Result<Value, String> {
    serde_json::from_str(text).map_err(|why| format!("no JSON: {why}"))
}

impl Change {
    fn call(self) -> Call {
        match self {
            Self::Freeze { at } => put("clock", json!({ "mode": "frozen", "now": at })),
            Self::Run { from } => put("clock", json!({ "mode": "running", "now": from })),
            Self::Advance { by } => post("clock/advance", json!({ "by": by })),
        }
    }
}

fn get(verb: &str) -> Call {
    (Method::GET, verb.to_owned(), None)
}

fn post(verb: &str, body: Value) -> Call {
    (Method::POST, verb.to_owned(), Some(body))
}

fn put(verb: &str, body: Value) -> Call {
    (Method::PUT, verb.to_owned(), Some(body))
}

fn journal(kind: Option<String>, after: Option<u64>) -> Call {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.extend_pairs(kind.map(|kind| ("kind", kind)));
    query.extend_pairs(after.map(|seq| ("after", seq.to_string())));
    get(&format!("journal?{}", query.finish()))
}

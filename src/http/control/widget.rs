//! Runs of the widget: what they show, and acting in them.

use std::fmt;

use clap::{ArgGroup, Args};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use super::arguments;
use super::arguments::Nothing;
use super::row::Context;
use crate::domain::base::json;
use crate::domain::base::limits::LARGEST_EMISSION;
use crate::domain::base::text::quote;
use crate::domain::scenario::model::Play;
use crate::domain::vocabulary::acts;
use crate::domain::vocabulary::acts::{ActRefused, Verb as ActName};
use crate::domain::vocabulary::answers::Sink;
use crate::domain::vocabulary::pages::Page;
use crate::domain::widget::emission::Emission;
use crate::domain::widget::{Ending, Run};
use crate::domain::workspace::world::World;
use crate::http::problem::{ACT_REFUSED, EMISSION_TOO_LARGE, Problem, WIDGET_UNKNOWN};
use crate::http::screens;
use crate::http::screens::Frame;

/// The runs of the widget.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Widgets {
    /// All of them, oldest first.
    pub widgets: Vec<Widget>,
}

/// A run of the widget.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct Widget {
    /// Its id.
    pub widget: Uuid,
    /// Its workspace.
    pub workspace: String,
    /// The scenario that decides in it.
    pub scenario: Option<String>,
    /// Who acts.
    pub play: Play,
    /// The screen that shows; none when it has ended.
    pub screen: Option<Page>,
    /// What the screen allows.
    pub acts: Vec<ActName>,
    /// How it has ended.
    pub ended: Option<Ending>,
}

/// A run with all its frames.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct WholeWidget {
    /// What is known of it.
    #[serde(flatten)]
    pub run: Widget,
    /// What its page was sent.
    pub frames: Vec<Frame>,
    /// What made the answer to an act other than usual, if anything did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}

/// Names a run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema, Args)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct WidgetId {
    /// The run's id.
    #[schemars(length(max = 64))]
    #[arg(value_name = "ID")]
    pub widget: String,
}

impl<T: fmt::Display> From<T> for WidgetId {
    fn from(widget: T) -> Self {
        Self { widget: widget.to_string() }
    }
}

/// Does in a run what a person does.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, Args)]
#[serde(deny_unknown_fields)]
#[schemars(extend("examples" = [{ "value": "gringotts_mx_retail" }]))]
#[non_exhaustive]
pub struct Act {
    /// The run's id.
    #[schemars(length(max = 64))]
    #[arg(value_name = "ID")]
    pub widget: String,
    /// What a person does.
    #[arg(value_parser = arguments::word::<ActName>(ActName::WORDS))]
    pub act: ActName,
    /// With what: the institution, the token, the survey's answer, or credentials as JSON.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[arg(value_parser = typed)]
    pub value: Option<Value>,
}

impl Act {
    /// In the run with this id.
    pub fn new(widget: impl fmt::Display, act: ActName) -> Self {
        Self { widget: widget.to_string(), act, value: None }
    }

    /// With this value: the institution, the token, the survey's answer, or credentials.
    #[must_use]
    pub fn with(mut self, value: impl Into<Value>) -> Self {
        self.value = Some(value.into());
        self
    }
}

/// Credentials are an object; everything else that a person types is a text, a token of digits too.
fn typed(value: &str) -> Result<Value, String> {
    match json::read(value.as_bytes()) {
        Ok(object @ Value::Object(_)) => Ok(object),
        Err(why) if value.trim_start().starts_with('{') => Err(format!("no JSON: {why}")),
        _ => Ok(value.into()),
    }
}

/// Calls one of the functions of a run's page with anything at all.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema, Args)]
#[serde(deny_unknown_fields)]
#[schemars(extend("examples" = [{ "event": { "eventName": "ODD" } }]))]
#[command(group(ArgGroup::new("what").required(true)))]
pub struct Emit {
    /// The run's id.
    #[schemars(length(max = 64))]
    #[arg(value_name = "ID")]
    widget: String,
    /// What onEvent gets.
    #[serde(default, deserialize_with = "arguments::sent", skip_serializing_if = "Option::is_none")]
    #[arg(long, value_name = "JSON", value_parser = arguments::json, group = "what")]
    event: Option<Value>,
    /// What onExit gets.
    #[serde(default, deserialize_with = "arguments::sent", skip_serializing_if = "Option::is_none")]
    #[arg(long, value_name = "JSON", value_parser = arguments::json, group = "what")]
    exit: Option<Value>,
    /// What callback gets: a list of its arguments.
    #[serde(default, deserialize_with = "arguments::sent", skip_serializing_if = "Option::is_none")]
    #[arg(long, value_name = "JSON", value_parser = arguments::json, group = "what")]
    callback: Option<Value>,
}

impl Emit {
    fn to(widget: impl fmt::Display) -> Self {
        Self { widget: widget.to_string(), event: None, exit: None, callback: None }
    }

    /// Calls `onEvent`.
    pub fn event(widget: impl fmt::Display, event: impl Into<Value>) -> Self {
        Self { event: Some(event.into()), ..Self::to(widget) }
    }

    /// Calls `onExit`.
    pub fn exit(widget: impl fmt::Display, exit: impl Into<Value>) -> Self {
        Self { exit: Some(exit.into()), ..Self::to(widget) }
    }

    /// Calls `callback`.
    pub fn callback(widget: impl fmt::Display, arguments: impl IntoIterator<Item = Value>) -> Self {
        Self { callback: Some(arguments.into_iter().collect()), ..Self::to(widget) }
    }

    fn emission(&self) -> Option<Emission> {
        match (&self.event, &self.exit, &self.callback) {
            (Some(event), None, None) => Some(Emission::raw(Sink::Event, vec![event.clone()])),
            (None, Some(exit), None) => Some(Emission::raw(Sink::Exit, vec![exit.clone()])),
            (None, None, Some(Value::Array(args))) => Some(Emission::raw(Sink::Callback, args.clone())),
            _ => None,
        }
    }
}

pub(crate) fn widgets(context: &Context<'_>, _: Nothing) -> Result<Widgets, Problem> {
    let of = |world: &mut World| world.widgets().map(|run| shown(world, run)).collect::<Vec<_>>();
    let all = context.service.store.each(context.scope, of)?;
    Ok(Widgets { widgets: all.into_iter().flat_map(|(_, runs)| runs).collect() })
}

fn shown(world: &World, run: &Run) -> Widget {
    Widget {
        widget: run.id,
        workspace: world.name.clone(),
        scenario: run.script.scenario.as_ref().map(|scenario| scenario.name.clone()),
        play: run.script.play,
        screen: run.ending().is_none().then_some(run.state.page),
        acts: run.acts().into_iter().filter_map(ActName::parse).collect(),
        ended: run.ending(),
    }
}

/// Does something with a run, in whichever workspace of the scope it is.
pub(super) fn within<R>(
    context: &Context<'_>,
    id: &str,
    verb: impl Fn(&mut World, Uuid) -> Option<R>,
) -> Result<R, Problem> {
    let gone = || {
        let detail = format!("there is no widget {}", quote(id));
        Problem::of(WIDGET_UNKNOWN, detail).hint("GET /_emulator/widgets lists all")
    };
    let uuid = Uuid::try_parse(id).map_err(|_| gone())?;
    let what = format!("the widget {uuid}");
    let place = context.workspace_with(&what, |world| world.widget(uuid).is_some())?.ok_or_else(gone)?;
    let found = context.service.store.each(&place, |world| verb(world, uuid))?;
    found.into_iter().find_map(|(_, result)| result).ok_or_else(gone)
}

fn whole(world: &World, id: Uuid) -> Option<WholeWidget> {
    let run = world.widget(id)?;
    Some(WholeWidget { run: shown(world, run), frames: screens::frames(world, run, 0), why: None })
}

/// Does something with a run; answers the run as it is then, and its page gets its frames as if a person had acted.
fn changed(
    context: &Context<'_>,
    id: &str,
    change: impl Fn(&mut World, Uuid) -> Result<(), ActRefused>,
) -> Result<WholeWidget, Problem> {
    let change = |world: &mut World, id: Uuid| {
        world.widget(id)?;
        if let Err(why) = change(world, id) {
            return Some(Err(refused(why)));
        }
        let why = world.take_why();
        whole(world, id).map(|run| Ok(WholeWidget { why, ..run }))
    };
    within(context, id, change)?
}

pub(crate) fn widget(context: &Context<'_>, request: WidgetId) -> Result<WholeWidget, Problem> {
    within(context, &request.widget, |world, id| whole(world, id))
}

pub(crate) fn act(context: &Context<'_>, request: Act) -> Result<WholeWidget, Problem> {
    let value = request.value.unwrap_or_default();
    let act = acts::Act::read(request.act.name(), &value).map_err(|why| Problem::value("act", why))?;
    changed(context, &request.widget, |world, id| world.act(id, act.clone()))
}

fn refused(refused: ActRefused) -> Problem {
    let possible = if refused.acts.is_empty() {
        "nothing is possible any more".to_owned()
    } else {
        format!("possible now: {}", refused.acts.join(", "))
    };
    Problem::of(ACT_REFUSED, refused.why).hint(possible)
}

pub(crate) fn emit(context: &Context<'_>, request: Emit) -> Result<WholeWidget, Problem> {
    let one = "one of `event`, `exit` or `callback` (a list) is expected";
    let emission = request.emission().ok_or_else(|| Problem::bad("emit", one))?;
    let size = emission.args.iter().map(|arg| arg.to_string().len()).sum::<usize>();
    if size > LARGEST_EMISSION {
        let detail = format!("it has {size} bytes, {LARGEST_EMISSION} at most");
        return Err(Problem::of(EMISSION_TOO_LARGE, detail));
    }
    changed(context, &request.widget, |world, id| world.emit(id, emission.clone()))
}

//! What was done in a widget, as a scenario.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::row::Context;
use super::scenario::read_document;
pub(crate) use super::widget::WidgetId;
use super::widget::within;
use crate::domain::widget::recording::{Recording, Unrecorded};
use crate::domain::workspace::world::World;
use crate::http::problem::{NOT_RECORDED, Problem};
use crate::scenario_file::{Head, write};

/// A run as a scenario: played on the same page, it shows the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[non_exhaustive]
pub struct RecordedScenario {
    /// The run.
    pub widget: Uuid,
    /// Its workspace.
    pub workspace: String,
    /// The text of a scenario file.
    pub text: String,
    /// What is otherwise when it is played; nothing: the run is told whole.
    pub differs: Vec<String>,
}

pub(crate) fn record(context: &Context<'_>, request: WidgetId) -> Result<RecordedScenario, Problem> {
    written(context, within(context, &request.widget, of_run)?)
}

/// What was recorded of a run, and what is written above it.
pub(super) struct Recorded {
    pub(super) widget: Uuid,
    workspace: String,
    ending: Option<&'static str>,
    recording: Result<Recording, Unrecorded>,
}

/// Of a run of a workspace.
pub(super) fn of_run(world: &mut World, widget: Uuid) -> Option<Recorded> {
    let run = world.widget(widget)?;
    let ending = run.ending().map(|ending| ending.name());
    Some(Recorded { widget, workspace: world.name.clone(), ending, recording: run.recording(&world.core) })
}

/// What is answered can be played: it is read as a file would be.
pub(super) fn written(context: &Context<'_>, recorded: Recorded) -> Result<RecordedScenario, Problem> {
    let Recorded { widget, workspace, ending, recording } = recorded;
    let recording = recording.map_err(unrecorded)?;
    let head = Head { widget: &widget.to_string(), version: context.service.settings.version, ending };
    let text = write(&recording, &head);
    read_document(context.service, &text.as_str().into()).map_err(|problem| {
        let faults = problem.faults.iter().map(|fault| fault.message.as_str());
        unrecorded(faults.collect::<Vec<_>>().join("; "))
    })?;
    Ok(RecordedScenario { widget, workspace, text, differs: recording.differs })
}

fn unrecorded(why: String) -> Problem {
    Problem::of(NOT_RECORDED, why).hint("GET /_emulator/journal?widget=ID shows what happened in it")
}

//! What was done in a widget, as a scenario.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::row::Context;
use super::scenario::read_document;
pub(crate) use super::widget::WidgetId;
use super::widget::within;
use crate::domain::widget::recording::Recording;
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
    let recorded = within(context, &request.widget, |world, id| {
        let run = world.widget(id)?;
        let ending = run.ending().map(|ending| ending.name());
        Some(run.recording(&world.core).map(|recording| (id, world.name.clone(), ending, recording)))
    })?;
    let (widget, workspace, ending, recording) = recorded.map_err(unrecorded)?;
    let text = written(context, widget, ending, &recording)?;
    Ok(RecordedScenario { widget, workspace, text, differs: recording.differs })
}

/// What is answered can be played: it is read as a file would be.
fn written(
    context: &Context<'_>,
    widget: Uuid,
    ending: Option<&str>,
    recording: &Recording,
) -> Result<String, Problem> {
    let head = Head { widget: &widget.to_string(), version: context.service.settings.version, ending };
    let text = write(recording, &head);
    read_document(context.service, &text.as_str().into()).map_err(|problem| {
        let faults = problem.faults.iter().map(|fault| fault.message.as_str());
        unrecorded(faults.collect::<Vec<_>>().join("; "))
    })?;
    Ok(text)
}

fn unrecorded(why: String) -> Problem {
    Problem::of(NOT_RECORDED, why).hint("GET /_emulator/journal?widget=ID shows what happened in it")
}

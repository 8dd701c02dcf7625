//! Runs of the widget as traces: what was shown and what the page's functions were called with, but for what is drawn.

use belvo_emulator::Emulator;
use serde_json::{Value, json};

/// What a run has shown and told, a line for each frame.
#[track_caller]
pub fn trace(emulator: &Emulator, widget: &str) -> Vec<Value> {
    let run = json!(emulator.widget(widget).expect("a run"));
    run["frames"].as_array().expect("frames").iter().map(frame).collect()
}

/// The calls of the page's functions alone.
pub fn calls(trace: &[Value]) -> Vec<Value> {
    trace.iter().flat_map(|frame| frame["calls"].as_array().cloned().expect("calls")).collect()
}

/// A recorded run's text, and what it says is otherwise when it is played.
#[track_caller]
pub fn must_record(emulator: &Emulator, widget: &str) -> (String, Vec<String>) {
    let recorded = emulator.record(widget).unwrap_or_else(|why| panic!("{why}"));
    (recorded.text, recorded.differs)
}

fn frame(frame: &Value) -> Value {
    let shown = |key: &str| frame["screen"][key].clone();
    let emissions = frame["emissions"].as_array().expect("emissions");
    json!({
        "screen": shown("name"), "acts": shown("acts"), "code": shown("code"), "kind": shown("kind"),
        "institution": frame["screen"]["institution"]["name"],
        "calls": emissions.iter().map(|call| json!([call["to"], undrawn(&call["args"])])).collect::<Value>(),
    })
}

/// Ids and times are drawn anew by each run.
fn undrawn(value: &Value) -> Value {
    const DRAWN: [&str; 2] = ["request_id", "timestamp"];
    match value {
        Value::Object(map) => {
            let kept = |(name, value): (&String, &Value)| {
                let value = if DRAWN.contains(&name.as_str()) { json!("drawn") } else { undrawn(value) };
                (name.clone(), value)
            };
            map.iter().map(kept).collect()
        }
        Value::Array(items) => items.iter().map(undrawn).collect(),
        Value::String(text) if text.len() == 36 && text.parse::<uuid::Uuid>().is_ok() => json!("drawn"),
        other => other.clone(),
    }
}

//! The figures as a table for people and as JSON for programs.

use serde_json::{Value, json};

use crate::rounds::{Goal, Measure, median};

pub fn text(measures: &[Measure]) -> String {
    let mut text = format!(
        "{:34} {:>14} {:>14} {:>8}  {}\n",
        "median of the rounds", "emulator", "floor", "ratio", "goal"
    );
    for measure in measures {
        let figure = |values: &[f64]| format!("{:.2} {}", median(values), measure.unit);
        text.push_str(&format!(
            "{:34} {:>14} {:>14} {:>8}  {}\n",
            measure.name,
            figure(&measure.emulator),
            figure(&measure.floor),
            format!("{:.2}x", median(&measure.ratios())),
            goal(measure),
        ));
    }
    text
}

fn goal(measure: &Measure) -> String {
    let (wanted, met) = match measure.goal {
        Goal::None => return String::new(),
        Goal::Times(most) => (format!("{most}x"), median(&measure.ratios()) <= most),
        Goal::AtMost(most) => (format!("{most} {}", measure.unit), median(&measure.emulator) <= most),
    };
    format!("at most {wanted}: {}", if met { "met" } else { "missed" })
}

pub fn json(measures: &[Measure]) -> String {
    let row = |measure: &Measure| {
        json!({
            "name": measure.name,
            "unit": measure.unit,
            "emulator": median(&measure.emulator),
            "floor": median(&measure.floor),
            "ratio": median(&measure.ratios()),
            "goal": goal(measure),
            "rounds": { "emulator": measure.emulator, "floor": measure.floor },
        })
    };
    format!("{:#}\n", measures.iter().map(row).collect::<Value>())
}

//! The figures as a table for people and as JSON for programs.

use serde_json::{Value, json};

use crate::measure::{Goal, Measure, median};

pub fn head() -> String {
    row(["median of the rounds", "emulator", "floor", "ratio", "goal"])
}

fn row([name, emulator, floor, ratio, goal]: [&str; 5]) -> String {
    format!("{name:50} {emulator:>16} {floor:>16} {ratio:>8}  {goal}").trim_end().to_owned()
}

pub fn text(measure: &Measure) -> String {
    let figure = |values: &[f64]| match values {
        [] => String::new(),
        values => format!("{:.2} {}", median(values), measure.unit),
    };
    let ratio = match measure.floor.as_slice() {
        [] => String::new(),
        _ => format!("{:.2}x", median(&measure.ratios())),
    };
    row([&measure.name, &figure(&measure.emulator), &figure(&measure.floor), &ratio, &goal(measure)])
}

fn goal(measure: &Measure) -> String {
    let wanted = match measure.goal {
        Goal::None => return String::new(),
        Goal::Times(most) => format!("at most {most}x"),
        Goal::Share(least) => format!("at least {least}x"),
        Goal::AtMost(most) => format!("at most {most} {}", measure.unit),
        Goal::AtLeast(least) => format!("at least {least} {}", measure.unit),
    };
    format!("{wanted}: {}", if measure.is_met() == Some(true) { "met" } else { "missed" })
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

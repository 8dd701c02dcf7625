//! One figure of the emulator for each round, and one of the floor where it does the same work.

use std::time::Duration;

pub struct Measure {
    pub name: String,
    pub unit: &'static str,
    pub goal: Goal,
    pub emulator: Vec<f64>,
    pub floor: Vec<f64>,
}

/// The most that the emulator should take, or the least that it should reach.
#[derive(Clone, Copy)]
pub enum Goal {
    /// So many times the floor at most.
    Times(f64),
    /// So many times the floor at least.
    Share(f64),
    AtMost(f64),
    AtLeast(f64),
    None,
}

impl Measure {
    pub fn new(name: impl Into<String>, unit: &'static str, goal: Goal) -> Self {
        Self { name: name.into(), unit, goal, emulator: Vec::new(), floor: Vec::new() }
    }

    /// A figure that is taken once.
    pub fn once(name: impl Into<String>, unit: &'static str, goal: Goal, value: f64) -> Self {
        Self { emulator: vec![value], ..Self::new(name, unit, goal) }
    }

    pub fn add(&mut self, [emulator, floor]: [f64; 2]) {
        self.emulator.push(emulator);
        self.floor.push(floor);
    }

    /// The ratio of each round.
    pub fn ratios(&self) -> Vec<f64> {
        self.emulator.iter().zip(&self.floor).map(|(emulator, floor)| emulator / floor).collect()
    }

    pub fn is_met(&self) -> Option<bool> {
        let (ratio, own) = (median(&self.ratios()), median(&self.emulator));
        match self.goal {
            Goal::Times(most) => Some(ratio <= most),
            Goal::Share(least) => Some(ratio >= least),
            Goal::AtMost(most) => Some(own <= most),
            Goal::AtLeast(least) => Some(own >= least),
            Goal::None => None,
        }
    }
}

/// The middle one.
pub fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len() / 2).copied().unwrap_or(f64::NAN)
}

pub fn milliseconds(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1e3
}

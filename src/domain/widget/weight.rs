//! How many bytes a run of the widget takes.

use super::{Frame, Run, Screen};
use crate::domain::base::limits::{FRAMES, RUN_FRAMES};
use crate::domain::base::weight;
use crate::domain::scenario::model::share;

impl Run {
    /// The newest frame stays, whatever it takes.
    pub(in crate::domain) fn keep(&mut self, frame: Frame) {
        self.frames_weight += frame.weight();
        self.frames.push_back(frame);
        while self.frames.len() > 1 && (self.frames.len() > RUN_FRAMES || self.frames_weight > FRAMES) {
            let oldest = self.frames.pop_front();
            self.frames_weight -= oldest.map_or(0, |frame| frame.weight());
        }
    }

    /// How many bytes it takes.
    pub(in crate::domain) fn weight(&self) -> usize {
        let config = &self.config;
        let lists =
            [&config.country_codes, &config.institutions, &config.institution_types, &config.resources];
        let scenario = self.script.scenario.as_ref().map_or(0, share);
        size_of::<Self>()
            + self.frames_weight
            + weight::of_texts(lists.into_iter().flatten())
            + self.brand.weight()
            + self.record.weight()
            + scenario
    }
}

impl Frame {
    /// How many bytes it takes.
    pub(in crate::domain) fn weight(&self) -> usize {
        let emissions: usize =
            self.emissions.iter().flat_map(|emission| &emission.args).map(weight::of).sum();
        let screen = self.screen.as_ref().map_or(0, |shown| shown.screen.weight());
        size_of::<Self>() + size_of_val(self.emissions.as_slice()) + emissions + screen
    }
}

impl Screen {
    fn weight(&self) -> usize {
        let texts = match self {
            Self::Credentials { errors } => errors.iter().map(|(name, fault)| name.len() + fault.len()).sum(),
            Self::ConfigError { detail, .. } => detail.len(),
            _ => 0,
        };
        size_of::<Self>() + texts
    }
}

//! A run of the widget, out of a snapshot.

use super::run::{Frame, Run, Screen};

impl Run {
    /// Makes what a snapshot leaves out, and counts institutions as this emulator does: `places` has the place of each
    /// that the snapshot counts. What is wrong with it.
    pub(in crate::domain) fn complete(&mut self, places: &[usize]) -> Result<(), String> {
        for place in self.places() {
            *place = *places.get(*place).ok_or_else(|| format!("there is no institution {place}"))?;
        }
        if !self.script.is_whole() {
            return Err("it stands beyond the end of its scenario".to_owned());
        }
        if !self.record.complete() {
            return Err("more has come into it than is kept of a run".to_owned());
        }
        self.frames_weight = self.frames.iter().map(Frame::weight).sum();
        Ok(())
    }

    /// The places of institutions, in all that it shows and has shown.
    fn places(&mut self) -> impl Iterator<Item = &mut usize> {
        let shown = self.frames.iter_mut().filter_map(|frame| frame.screen.as_mut());
        let of_frames = shown.flat_map(|shown| {
            let refused = match &mut shown.screen {
                Screen::Institutions { refused } => refused.as_mut(),
                _ => None,
            };
            shown.institution.as_mut().into_iter().chain(refused)
        });
        let own = self.listed.iter_mut().chain(&mut self.script.unavailable);
        own.chain(&mut self.picked).chain(&mut self.refused).chain(of_frames)
    }
}

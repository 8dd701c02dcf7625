//! When all that there is of a resource has come from a link's institution.

use jiff::civil::Date;

use crate::domain::base::time::{Span, Timestamp};
use crate::domain::link::links::WEEK;

/// The times at which all that there is of a resource has come, as stretches of weekly updates: the first and the last of
/// each. A link that was broken for some weeks has a new stretch.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
pub(in crate::domain) struct Arrivals(Vec<(Timestamp, Timestamp)>);

impl Arrivals {
    /// It has come again.
    pub(super) fn note(&mut self, at: Timestamp) {
        match self.0.last_mut().filter(|(_, last)| last.plus(WEEK) == at) {
            Some((_, last)) => *last = at,
            None => self.0.push((at, at)),
        }
    }

    /// When it came first.
    pub(in crate::domain) fn first(&self) -> Option<Timestamp> {
        self.0.first().map(|(first, _)| *first)
    }

    /// When it came the last time.
    pub(in crate::domain) fn last(&self) -> Option<Timestamp> {
        self.0.last().map(|(_, last)| *last)
    }

    /// When what is of this day was first there: a day is known whole.
    pub(super) fn first_with(&self, day: Date) -> Option<Timestamp> {
        let (first, last) = self.0.iter().find(|(_, last)| last.date() >= day)?;
        let mut weeks = (0..).map(|week| first.plus(Span::micros(WEEK.as_micros() * week)));
        weeks.find(|at| at.date() >= day || at >= last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        Timestamp::parse(text).expect("a time")
    }

    #[test]
    fn a_day_is_first_there_with_the_next_update_that_came() {
        let mut arrivals = Arrivals::default();
        for day in ["2026-01-01", "2026-01-08", "2026-01-15", "2026-02-20", "2026-02-27"] {
            arrivals.note(at(&format!("{day}T12:00:00Z")));
        }
        assert_eq!(arrivals.0.len(), 2, "a gap of weeks");
        for (day, arrived) in [
            ("2025-06-01", "2026-01-01"),
            ("2026-01-01", "2026-01-01"),
            ("2026-01-02", "2026-01-08"),
            ("2026-01-15", "2026-01-15"),
            ("2026-01-16", "2026-02-20"),
            ("2026-02-21", "2026-02-27"),
        ] {
            let expected = at(&format!("{arrived}T12:00:00Z"));
            assert_eq!(arrivals.first_with(day.parse().expect("a day")), Some(expected), "{day}");
        }
        assert_eq!(arrivals.first_with("2026-02-28".parse().expect("a day")), None);
    }
}

//! What happened to a person's pay within some years.

use jiff::ToSpan;
use jiff::civil::Date;

use super::career;
use super::career::{Event, Job};
use crate::domain::person::Money;

/// Pay that went from one amount to another.
pub(super) struct Step {
    date: Date,
    before: Money,
    after: Money,
}

/// How often pay rose and fell since a day, or ever.
pub(super) fn changes(steps: &[Step], since: Option<Date>) -> (i32, i32) {
    let within = || steps.iter().filter(|step| since.is_none_or(|since| step.date > since));
    let count = |of: usize| i32::try_from(of).unwrap_or(i32::MAX);
    let rises = within().filter(|step| step.after > step.before).count();
    let falls = within().filter(|step| step.after < step.before).count();
    (count(rises), count(falls))
}

/// The steps of a kind: changes within jobs, or from one job to the next.
pub(super) fn steps(jobs: &[Job], kind: Event) -> Vec<Step> {
    let updates: Vec<_> = jobs.iter().flat_map(|job| &job.updates).collect();
    let pairs = updates.iter().zip(updates.iter().skip(1));
    pairs
        .filter(|(_, update)| update.event == kind)
        .map(|(before, update)| Step { date: update.date, before: before.base, after: update.base })
        .collect()
}

/// The last years before a day; nothing of what is longer than the career.
#[derive(Default)]
pub(super) struct Window {
    pub(super) increases: Option<i32>,
    pub(super) decreases: Option<i32>,
    pub(super) change: Option<f64>,
    pub(super) least: Option<Money>,
    pub(super) average: Option<Money>,
    pub(super) most: Option<Money>,
}

impl Window {
    pub(super) fn of(jobs: &[Job], day: Date, years: i64) -> Self {
        let since = day.saturating_sub(years.years());
        let spells = spells(jobs, since);
        let days: i64 = spells.iter().map(|(days, _)| days).sum();
        let weighed: i64 = spells.iter().map(|(days, pay)| days * pay.as_cents()).sum();
        let known = jobs.first().is_some_and(|job| job.start <= since);
        let mut all = steps(jobs, Event::Changed);
        all.extend(steps(jobs, Event::Hired));
        let (rises, falls) = changes(&all, Some(since));
        Self {
            increases: known.then_some(rises),
            decreases: known.then_some(falls),
            change: if known { change(jobs, since, years) } else { None },
            least: spells.iter().map(|(_, pay)| *pay).min(),
            average: (days > 0).then(|| Money::cents((weighed + days / 2) / days)),
            most: spells.iter().map(|(_, pay)| *pay).max(),
        }
    }
}

/// How many days a month's pay was what it was, since a day.
fn spells(jobs: &[Job], since: Date) -> Vec<(i64, Money)> {
    let mut spells = Vec::new();
    for job in jobs {
        let ends = job.updates.iter().skip(1).map(|update| update.date).chain([job.last_day()]);
        for (update, end) in job.updates.iter().zip(ends) {
            let days = (end - update.date.max(since)).get_days();
            if days > 0 && update.event != Event::Left {
                spells.push((i64::from(days), career::monthly(update.base)));
            }
        }
    }
    spells
}

/// How much a day's pay has grown since a day, as a share of each year.
#[allow(clippy::cast_precision_loss, reason = "a share and a few years")]
fn change(jobs: &[Job], since: Date, years: i64) -> Option<f64> {
    let updates = || jobs.iter().flat_map(|job| &job.updates);
    let before = updates().rfind(|update| update.date <= since)?.base.as_number();
    let now = updates().next_back()?.base.as_number();
    Some(rounded((now / before - 1.0) / years as f64))
}

/// To four decimals.
pub(super) fn rounded(number: f64) -> f64 {
    (number * 10_000.0).round() / 10_000.0
}

//! Where a person has worked, and for how much. Drawn from the person alone: a later day only appends.

use jiff::ToSpan;
use jiff::civil::{Date, date};

use crate::domain::person::calendar::day_of;
use crate::domain::person::dice::Dice;
use crate::domain::person::documents::{mexico, plain};
use crate::domain::person::words::Words;
use crate::domain::person::{Country, DataSet, Money, Person, Persona, Subject};

/// What the social security was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Event {
    Hired,
    Changed,
    Left,
}

/// A line of the social security's report.
#[derive(Clone, Copy, Debug)]
pub(super) struct Update {
    pub(super) event: Event,
    pub(super) date: Date,
    /// A day's pay.
    pub(super) base: Money,
}

/// Pay changes so many years around the link: a clock that is moved far away makes nobody rich without end.
const KNOWN_YEARS: i16 = 60;

/// A job.
#[derive(Clone, Debug)]
pub(super) struct Job {
    pub(super) employer: String,
    pub(super) registration: String,
    pub(super) rfc: String,
    pub(super) state: String,
    pub(super) start: Date,
    /// Still there on the day that is told.
    pub(super) end: Option<Date>,
    /// Oldest first.
    pub(super) updates: Vec<Update>,
    until: Date,
}

impl Job {
    /// A day's pay on the last day that is told.
    pub(super) fn base(&self) -> Money {
        self.updates.last().map(|update| update.base).unwrap_or_default()
    }

    /// The end, or the last day that is told.
    pub(super) fn last_day(&self) -> Date {
        self.end.unwrap_or(self.until)
    }

    pub(super) fn days(&self) -> i32 {
        (self.last_day() - self.start).get_days()
    }
}

/// A month's pay, by a day's.
pub(super) fn monthly(base: Money) -> Money {
    Money::cents((base.as_cents() * 365 + 6) / 12)
}

/// The jobs of a person up to a day, oldest first.
pub(super) fn jobs(subject: &Subject, person: &Person, until: Date) -> Vec<Job> {
    let mut jobs: Vec<Job> = match subject.set {
        DataSet::None => Vec::new(),
        DataSet::Low | DataSet::Negative => vec![current(subject, person)],
        DataSet::Full => earlier(subject, person).into_iter().chain([current(subject, person)]).collect(),
    };
    jobs.retain(|job| job.start <= until);
    let count = jobs.len();
    for (at, job) in jobs.iter_mut().enumerate() {
        job.until = until;
        job.end = job.end.filter(|end| *end <= until);
        // Who changes to another employer is paid more there.
        let share = 1_000 - 60 * i64::try_from(count - 1 - at).unwrap_or_default();
        job.updates = updates(subject, person, job, share);
    }
    jobs
}

/// The job that somebody has, or had before the pension.
fn current(subject: &Subject, person: &Person) -> Job {
    let employer = &person.employer;
    let retired = person.birth_date.saturating_add(65.years());
    let has_retired = subject.persona == Persona::Pensioner;
    Job {
        employer: plain(&employer.name),
        registration: employer.registration.clone(),
        rfc: employer.tax_id.number.clone(),
        state: plain(person.address.state),
        start: employer.since,
        end: has_retired.then_some(retired),
        updates: Vec::new(),
        until: employer.since,
    }
}

fn earlier(subject: &Subject, person: &Person) -> Vec<Job> {
    let mut dice = Dice::of(&subject.seed, "career");
    let of_age = person.birth_date.saturating_add(18.years());
    let mut next = person.employer.since;
    let mut jobs = Vec::new();
    for _ in 0..dice.between(1, 3) {
        let end = next.saturating_sub(dice.between(10, 250).days());
        let start = end.saturating_sub(dice.between(200, 1_500).days());
        if start < of_age {
            break;
        }
        jobs.push(former(&mut dice, subject, person, start, end));
        next = start;
    }
    jobs.reverse();
    jobs
}

fn former(dice: &mut Dice, subject: &Subject, person: &Person, start: Date, end: Date) -> Job {
    let companies = Words::of(Country::Mexico).companies.iter().map(|(name, _)| *name);
    let others: Vec<&str> = companies.filter(|name| !person.employer.name.starts_with(name)).collect();
    let name = dice.pick(&others).copied().unwrap_or_default();
    // Who comes back comes back to the same company.
    let mut own = Dice::of(&subject.seed, &format!("former/{name}"));
    let founded = date(1965, 1, 1).saturating_add(own.between(0, 6_500).days());
    Job {
        employer: plain(&format!("{name} S.A. de C.V.")),
        registration: format!("Y{}", own.digits(10)),
        rfc: mexico::company_rfc(name, founded),
        state: plain(person.address.state),
        start,
        end: Some(end),
        updates: Vec::new(),
        until: end,
    }
}

fn updates(subject: &Subject, person: &Person, job: &Job, share: i64) -> Vec<Update> {
    let pay = |year: i16| base_of(subject, person, year).per_mille(share);
    let mut updates = vec![Update { event: Event::Hired, date: job.start, base: pay(job.start.year()) }];
    let last = job.last_day();
    let known = subject.from.year().saturating_add(KNOWN_YEARS);
    for year in job.start.year().saturating_add(1)..=last.year().min(known) {
        let date = raised(subject, year);
        if date > job.start && date < last {
            updates.push(Update { event: Event::Changed, date, base: pay(year) });
        }
    }
    if let Some(date) = job.end {
        let base = updates.last().map(|update| update.base).unwrap_or_default();
        updates.push(Update { event: Event::Left, date, base });
    }
    updates
}

/// The day of a year on which pay changes.
fn raised(subject: &Subject, year: i16) -> Date {
    let mut dice = Dice::of_month(&subject.seed, "career/raise", i32::from(year) * 12);
    day_of(i32::from(year) * 12 + i32::from(dice.small(0, 2)), dice.small(1, 28))
}

/// How much pay changes in a year, in thousandths; hardly ever down.
fn raise(subject: &Subject, year: i16) -> i64 {
    let mut dice = Dice::of_month(&subject.seed, "career/rate", i32::from(year) * 12);
    if dice.chance(8) { -20 } else { dice.between(30, 80) }
}

/// A day's pay in a year: what the person has today, in the year of the link.
fn base_of(subject: &Subject, person: &Person, year: i16) -> Money {
    let linked = subject.from.year();
    let gross = person.monthly_salary.per_mille(1_250);
    let mut base = gross.as_cents() * 12 / 365;
    for raised in year.saturating_add(1).max(linked.saturating_sub(KNOWN_YEARS))..=linked {
        base = base * 1_000 / (1_000 + raise(subject, raised));
    }
    for raised in linked.saturating_add(1)..=year.min(linked.saturating_add(KNOWN_YEARS)) {
        base = base * (1_000 + raise(subject, raised)) / 1_000;
    }
    Money::cents(base.max(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_that_is_moved_far_away_makes_no_endless_career() {
        let subject = Subject {
            seed: [7; 32],
            bank: [7; 32],
            persona: Persona::Employee,
            country: Country::Mexico,
            business: false,
            set: DataSet::Full,
            from: date(2026, 1, 1),
            today: date(9990, 1, 1),
            document: None,
        };
        let jobs = jobs(&subject, &Person::generate(&subject), subject.today);
        let rows: usize = jobs.iter().map(|job| job.updates.len()).sum();
        assert!(rows < 150, "{rows}");
    }
}

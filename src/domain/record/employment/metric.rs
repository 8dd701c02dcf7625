//! What the jobs of a person come to, on a day (R-EMPL-03).

use std::collections::BTreeSet;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;
use uuid::Uuid;

use super::career::{Event, Job};
use super::record::EmploymentStatus;
use super::window::{Window, rounded};
use super::{career, record, window};
use crate::domain::base::time::Timestamp;
use crate::domain::person::Money;
use crate::domain::record::ask::Ask;
use crate::domain::record::resource::Generated;
use crate::domain::record::source::Source;
use crate::domain::vocabulary::answers::Refusal;
use crate::domain::vocabulary::catalogue::Code;
use crate::domain::vocabulary::failure::Failure;

/// The figures of a career.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[allow(missing_docs)]
pub struct EmploymentMetric {
    pub id: Uuid,
    pub link: Option<Uuid>,
    pub collected_at: Timestamp,
    pub created_at: Timestamp,
    pub updated_at: Option<Timestamp>,
    /// As it was asked for (R-EMPL-03).
    pub reference_date: Option<Date>,
    pub age: i32,
    pub current_status: EmploymentStatus,
    pub current_employer_count: Option<i32>,
    pub base_salary_last: Option<Money>,
    pub weeks_employed_last_job: Option<f64>,
    pub weeks_since_last_job: Option<f64>,
    pub weeks_employed_total: Option<f64>,
    pub weeks_with_multiple_employers: Option<f64>,
    pub employer_count: Option<i32>,
    pub unique_employer_count: Option<i32>,
    pub employers_per_year: Option<f64>,
    pub weeks_between_jobs: Option<f64>,
    pub max_weeks_between_jobs: Option<f64>,
    pub increases_last_job: Option<i32>,
    pub decreases_last_job: Option<i32>,
    pub increases_after_change: Option<i32>,
    pub decreases_after_change: Option<i32>,
    pub increases_overall: Option<i32>,
    pub decreases_overall: Option<i32>,
    pub increases_1y: Option<i32>,
    pub decreases_1y: Option<i32>,
    pub increases_3y: Option<i32>,
    pub decreases_3y: Option<i32>,
    pub increases_5y: Option<i32>,
    pub decreases_5y: Option<i32>,
    /// Of a day's pay, each year, as a share.
    pub yearly_change_1y: Option<f64>,
    pub yearly_change_3y: Option<f64>,
    pub yearly_change_5y: Option<f64>,
    pub min_monthly_salary_1y: Option<Money>,
    pub min_monthly_salary_3y: Option<Money>,
    pub min_monthly_salary_5y: Option<Money>,
    pub average_monthly_salary_1y: Option<Money>,
    pub average_monthly_salary_3y: Option<Money>,
    pub average_monthly_salary_5y: Option<Money>,
    pub max_monthly_salary_1y: Option<Money>,
    pub max_monthly_salary_3y: Option<Money>,
    pub max_monthly_salary_5y: Option<Money>,
}

/// Nothing can be told of a day to come.
pub(super) fn check(ask: &Ask, source: &Source<'_>) -> Result<(), Failure> {
    match ask.date("reference_date").is_none_or(|day| day <= source.today()) {
        true => Ok(()),
        false => Err(Failure::Coded(Refusal::of(Code::ValidationError))),
    }
}

/// The figures, of what has been fetched: without employment records there are none (R-EMPL-03).
pub(super) fn generate(ask: &Ask, source: &Source<'_>) -> Result<Vec<Generated>, Failure> {
    let asked = ask.date("reference_date");
    let day = asked.unwrap_or(source.today());
    let jobs = career::jobs(source.subject(), source.person(), day);
    if jobs.is_empty() || !source.fetched.contains(&record::PATH) {
        return Ok(Vec::new());
    }
    let row = view(source, &jobs, asked, day);
    Ok(vec![Generated::new(row.id, &row)])
}

fn view(source: &Source<'_>, jobs: &[Job], asked: Option<Date>, day: Date) -> EmploymentMetric {
    let last = jobs.last();
    let (rises, falls) = window::changes(&window::steps(jobs, Event::Changed), None);
    let (last_rises, last_falls) =
        window::changes(&window::steps(last.map_or(&[], std::slice::from_ref), Event::Changed), None);
    let (new_rises, new_falls) = window::changes(&window::steps(jobs, Event::Hired), None);
    let gaps = gaps(jobs);
    let employers: BTreeSet<&str> = jobs.iter().map(|job| job.employer.as_str()).collect();
    let first = jobs.first().map_or(day, |job| job.start);
    let years = f64::from((day - first).get_days()) / 365.25;
    let [one, three, five] = [1, 3, 5].map(|years| Window::of(jobs, day, years));
    EmploymentMetric {
        id: source.id("employment-metric", &asked.map(|day| day.to_string()).unwrap_or_default()),
        link: Some(source.link.id),
        collected_at: source.stamp(),
        created_at: source.stamp(),
        updated_at: Some(source.stamp()),
        reference_date: asked,
        age: age(source.person().birth_date, day),
        current_status: record::status(jobs),
        current_employer_count: count(jobs.iter().filter(|job| job.end.is_none()).count()),
        base_salary_last: last.map(Job::base),
        weeks_employed_last_job: last.map(|job| weeks(job.days())),
        weeks_since_last_job: last.map(|job| weeks((day - job.last_day()).get_days())),
        weeks_employed_total: Some(weeks(jobs.iter().map(Job::days).sum())),
        weeks_with_multiple_employers: Some(0.0),
        employer_count: count(jobs.len()),
        unique_employer_count: count(employers.len()),
        employers_per_year: Some(rounded(f64::from(count(jobs.len()).unwrap_or_default()) / years.max(1.0))),
        weeks_between_jobs: Some(weeks(gaps.iter().sum())),
        max_weeks_between_jobs: Some(weeks(gaps.iter().copied().max().unwrap_or_default())),
        increases_last_job: Some(last_rises),
        decreases_last_job: Some(last_falls),
        increases_after_change: Some(new_rises),
        decreases_after_change: Some(new_falls),
        increases_overall: Some(rises + new_rises),
        decreases_overall: Some(falls + new_falls),
        increases_1y: one.increases,
        decreases_1y: one.decreases,
        increases_3y: three.increases,
        decreases_3y: three.decreases,
        increases_5y: five.increases,
        decreases_5y: five.decreases,
        yearly_change_1y: one.change,
        yearly_change_3y: three.change,
        yearly_change_5y: five.change,
        min_monthly_salary_1y: one.least,
        min_monthly_salary_3y: three.least,
        min_monthly_salary_5y: five.least,
        average_monthly_salary_1y: one.average,
        average_monthly_salary_3y: three.average,
        average_monthly_salary_5y: five.average,
        max_monthly_salary_1y: one.most,
        max_monthly_salary_3y: three.most,
        max_monthly_salary_5y: five.most,
    }
}

/// The days without a job, between two.
fn gaps(jobs: &[Job]) -> Vec<i32> {
    let pairs = jobs.iter().zip(jobs.iter().skip(1));
    pairs.map(|(job, next)| (next.start - job.last_day()).get_days()).collect()
}

fn age(born: Date, day: Date) -> i32 {
    let had_birthday = (day.month(), day.day()) >= (born.month(), born.day());
    i32::from(day.year()) - i32::from(born.year()) - i32::from(!had_birthday)
}

fn count(of: usize) -> Option<i32> {
    i32::try_from(of).ok()
}

fn weeks(days: i32) -> f64 {
    rounded(f64::from(days) / 7.0)
}
